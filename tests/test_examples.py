"""Every example in data/events/*.toml, run through the whole reading."""

from __future__ import annotations

import re

import pytest

import communique
from communique.events.kinds import kinds
from communique.model import Event, Record

_MARK = re.compile(r"\{(actor|recipient|trigger|content|behalf|channel): ([^{}]*)\}")


def unmarked(example: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The sentence without its marks, and the marks as (role, start, end) into it."""
    out: list[str] = []
    marks = []
    place = length = 0
    for match in _MARK.finditer(example):
        out.append(example[place : match.start()])
        length += len(out[-1])
        marks.append((match.group(1), length, length + len(match.group(2))))
        out.append(match.group(2))
        length += len(out[-1])
        place = match.end()
    out.append(example[place:])
    return "".join(out), marks


def fits(event: Event, marks: list[tuple[str, int, int]]) -> bool:
    """Whether every mark overlaps the words that fill its role."""
    for role, start, end in marks:
        if role == "trigger":
            spans = [(event.trigger.start, event.trigger.end)]
        elif role == "content":
            spans = [(c.start, c.end) for c in event.content]
        else:
            spans = [(r.start, r.end) for r in event.roles if r.role == role]
        if not any(s < end and start < e for s, e in spans):
            return False
    return True


def read(text: str) -> Record:
    return communique.read(text)


CASES = [(k.type, word, example) for k in kinds() for word in ("yes", "no", "not_yet") for example in getattr(k, word)]


@pytest.mark.parametrize(
    ("type_", "word", "example"),
    [pytest.param(*c, marks=[pytest.mark.xfail(strict=True)] if c[1] == "not_yet" else []) for c in CASES],
)
def test_example(type_: str, word: str, example: str) -> None:
    text, marks = unmarked(example)
    found = [e for e in read(text).events if e.type == type_]
    if word == "no":
        assert not [e for e in found if e.status == "actual"], [e.rule for e in found]
    else:
        assert any(fits(e, marks) for e in found), [
            (e.rule, [(r.role, text[r.start : r.end]) for r in e.roles]) for e in read(text).events
        ]
