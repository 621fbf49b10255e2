"""Whom mentions name: the table in cases/mentions.toml, one test a mention."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.actors.names import fold
from communique.model import Actor, Mention
from reading import place, read

TABLE = Path(__file__).parent.parent / "cases" / "mentions.toml"
KINDS = {
    "spelling",
    "homonym",
    "office",
    "metonym",
    "demonym",
    "organ",
    "collective",
    "pronoun",
    "title",
    "armed-group",
}
LEAST_CASES = 400
LEAST_RIGHT = 0.95


@dataclass(frozen=True, slots=True)
class Case:
    """One mention of a text and what it must resolve to (see the head of the table)."""

    kind: str
    text: str
    published: str | None
    at: str
    name: str | None
    party: str | None
    actor_kind: str | None
    none: bool
    never: str | None
    wrong: str | None

    def complaint(self) -> str | None:
        """What is wrong about what the program reads there; None if nothing is."""
        found = named(self.text, self.published, self.at)
        seen = [(a.name, a.party, a.kind, m.reading) for m, a in found]
        if self.none:
            return f"{self.at!r} is nobody, read as {seen}" if found else None
        if self.never is not None:
            return f"{self.at!r} is not {self.never}, read as {seen}" if self.never in {s[1] for s in seen} else None
        if not found:
            return f"{self.at!r} names somebody, read as nobody"
        for _, actor in found:
            if (
                (self.name is not None and fold(actor.name) != fold(self.name))
                or (self.party is not None and actor.party != self.party)
                or (self.actor_kind is not None and actor.kind != self.actor_kind)
            ):
                return f"{self.at!r} is {self.name} ({self.party}, {self.actor_kind}), read as {seen}"
        return None


def named(text: str, published: str | None, at: str) -> list[tuple[Mention, Actor]]:
    """Those that words name: by the shortest mentions that cover them, else by the last one inside; a mere place names nobody."""
    record = read(text, published)
    span = place(text, at)
    over = [m for m in record.mentions if m.start <= span.start and span.end <= m.end]
    if over:
        least = min(m.end - m.start for m in over)
        over = [m for m in over if m.end - m.start == least]
    else:
        over = [m for m in record.mentions if span.start <= m.start and m.end == span.end]
    own = [m for m in over if m.reading != "collective"]  # "Armenian and Azeri troops": the latter are Azerbaijan's
    actors = {a.id: a for a in record.actors}
    return [(m, actors[m.actor]) for m in own or over if m.reading != "place"]


def cases() -> list[Case]:
    """All cases of the table."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        Case(
            text["kind"],
            text["text"],
            text.get("published"),
            m["at"],
            m.get("name"),
            m.get("party"),
            m.get("kind"),
            m.get("none", False),
            m.get("never"),
            m.get("wrong"),
        )
        for text in table["text"]
        for m in text["mentions"]
    ]


CASES = cases()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            marks=[pytest.mark.xfail(strict=True, reason=case.wrong)] if case.wrong else [],
            id=f"{case.kind}-{case.text[:40]}-{case.at}",
        )
        for case in CASES
    ],
)
def test_mention(case: Case) -> None:
    assert case.complaint() is None


def test_table_is_wide() -> None:
    counts = Counter(case.kind for case in CASES)
    assert set(counts) == KINDS
    assert sum(counts.values()) >= LEAST_CASES
    assert min(counts.values()) >= LEAST_CASES // 20
    assert len({case.published[:3] for case in CASES if case.published}) >= 4  # decades


def test_right_often_enough() -> None:
    right = sum(case.complaint() is None for case in CASES)
    assert right / len(CASES) >= LEAST_RIGHT
