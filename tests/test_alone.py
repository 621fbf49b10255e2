"""What `explain` says of an entry is true: its pattern, applied alone, reads it again.

Beside its own rule only those of the utterances that hold the entry are applied, because "we" inside a quotation is whoever is quoted, and
of those that a merged entry took the place of. Over the development sets that may be read here, and over our own articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique import actors, events, pipeline
from communique.actors.directory import directory
from communique.events.kinds import by_rule
from communique.model import Document, Event, Published

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "gold"
#: How many texts of a set are read; every n-th, so that all kinds of event are among them.
STEPS = {
    "plover_gsr.dev.jsonl": 2,
    "plv.dev.jsonl": 5,
    "cameo_random_news.dev.jsonl": 2,
    "meantime_events.dev.jsonl": 6,
}


def own() -> Iterator[Document]:
    for path in sorted((ROOT / "bench" / "gold").glob("a*.json"))[::7]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield Document(gold["id"], gold["id"], gold["text"], published=Published(gold.get("published"), "given"))


def shared(name: str) -> Iterator[Document]:
    lines = (SHARED / name).read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.strip() and number % STEPS[name] == 0:
            gold = json.loads(line)
            key = gold.get("id") or gold["doc_id"]
            yield Document(key, key, gold["text"], published=Published(gold.get("dct", "2000-01-01"), "given"))


def outer(event: Event, by_id: dict[str, Event]) -> Iterator[Event]:
    """The utterances that hold an entry, innermost first."""
    while event.inside is not None:
        event = by_id[event.inside]
        yield event


def untrue(document: Document) -> list[str]:
    """The entries of a document that their own rule does not give again."""
    parsed = pipeline.parser().parse(document)
    found = events.find(parsed, actors.find(parsed, directory()))
    by_id = {e.id: e for e in found}
    wrong = []
    groups: dict[frozenset[str], list[Event]] = {}
    for event in found:
        if event.rule in by_rule():
            groups.setdefault(frozenset([event.rule, *(o.rule for o in outer(event, by_id))]), []).append(event)
    for rules, members in groups.items():
        again = {e.id: e for e in events.find(parsed, actors.find(parsed, directory()), rules)}
        for event in members:
            other = again.get(event.id)
            if other is None or (other.rule, other.status, other.content) != (event.rule, event.status, event.content):
                trigger = document.text[event.trigger.start : event.trigger.end]
                wrong.append(
                    f"{document.ref}: {event.rule} at {trigger!r}, alone {other and (other.rule, other.status)}"
                )
    return wrong


def test_alone_over_own_articles() -> None:
    assert not [w for document in own() for w in untrue(document)]


@pytest.mark.parametrize("name", sorted(STEPS))
def test_alone_over_development_sets(name: str) -> None:
    if not (SHARED / name).is_file():
        pytest.skip(f"{SHARED / name} is not there: reference material that is no part of the project")
    assert not [w for document in shared(name) for w in untrue(document)]
