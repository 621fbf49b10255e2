"""What is found across reports does not hang on the order in which they came, nor on when relations were looked for."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from communique.ledger import places
from communique.ledger.linking import STEPS, link
from communique.model import Record
from communique.store import pending
from communique.store.database import transaction
from ledger.made import FOUND, dossier, fresh, lines, put, report, stories

#: Reports that together hold every relation; the dossier's later version of a report is left out, as versions have an order.
Rounds = Sequence[Sequence[Record]]


@cache
def reports() -> tuple[Record, ...]:
    sources = set()
    kept = []
    for record in dossier():
        if record.document.url not in sources:
            sources.add(record.document.url)
            kept.append(record)
    return (*stories(), *kept[:12])


def one_by_one(records: Sequence[Record]) -> Rounds:
    return [[r] for r in records]


def halves(records: Sequence[Record]) -> Rounds:
    return [records[: len(records) // 2], records[len(records) // 2 :]]


def shuffled(seed: int, records: Sequence[Record]) -> list[Record]:
    mixed = list(records)
    random.Random(seed).shuffle(mixed)
    return mixed


def by_day(records: Sequence[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (r.document.published.value or "", r.document.ref))


def differ(found: list[str], wanted: list[str]) -> list[str]:
    return [
        *(f"- {x}" for x in sorted(set(wanted) - set(found))),
        *(f"+ {x}" for x in sorted(set(found) - set(wanted))),
    ]


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is found when all reports are there at once."""
    return lines(fresh(tmp_path_factory.mktemp("wanted") / "all.db", reports()), FOUND)


ORDERS: dict[str, Rounds] = {}


def rounds(name: str) -> Rounds:
    kind, _, order = name.partition(", ")
    records = reports()
    mixed = {
        "by day": by_day(records),
        "latest first": by_day(records)[::-1],
        "mixed": shuffled(1, records),
        "mixed again": shuffled(2, records),
    }[order]
    return {"one by one": one_by_one, "at once": lambda r: [r], "halves": halves}[kind](mixed)


@pytest.mark.parametrize(
    "name",
    [
        "at once, latest first",
        "at once, mixed",
        "halves, by day",
        "halves, latest first",
        "halves, mixed again",
        "one by one, by day",
        "one by one, latest first",
        "one by one, mixed",
    ],
)
def test_order_does_not_matter(name: str, wanted: list[str], tmp_path: Path) -> None:
    db = fresh(tmp_path / "record.db", linked=False)
    for some in rounds(name):
        put(db, some)
        link(db)
    assert not differ(lines(db, FOUND), wanted)


def test_every_relation_is_among_them(wanted: list[str]) -> None:
    rows = [json.loads(line) for line in wanted]
    assert {r["type"] for r in rows if r["table"] == "across"} == {"answers", "contradicts", "denies", "repeats"}
    assert sum(r["table"] == "copies" for r in rows) > 2
    assert any(r["table"] == "groups" and r["reports"] > 1 for r in rows)
    assert any(r["table"] == "persons" and r["person"] != r["actor"] for r in rows)
    assert not any(r["table"] == "pending" for r in rows)


@pytest.mark.parametrize("left", [*range(0, 16, 3), 2])
def test_a_report_that_is_retired_leaves_no_trace(left: int, tmp_path: Path) -> None:
    gone = stories()[left]
    db = fresh(tmp_path / "with.db", stories())
    with transaction(db):
        places.retire(db, gone.document.id)
    link(db)
    others = [r for r in stories() if r is not gone]
    assert not differ(lines(db, FOUND), lines(fresh(tmp_path / "without.db", others), FOUND))


def versions() -> Iterator[tuple[Record, Record]]:
    """Reports with the later version of each: of one a sentence is gone, of one another is there, one is published on another day."""
    for record, text, day in (
        (stories()[3], "Russia demanded that NATO answer in writing.", "2022-01-28"),
        (stories()[2], "Fishing boats lay in the harbour of Odesa.", "2022-02-08"),
        (stories()[8], stories()[8].document.text, "2022-02-20"),
    ):
        document = record.document
        yield record, report(f"{text} Nothing else is known.", day, document.ref, document.url, document.outlet)


@pytest.mark.parametrize("number", range(3))
def test_a_later_version_takes_the_place_of_the_earlier(number: int, tmp_path: Path) -> None:
    old, new = list(versions())[number]
    others = [r for r in stories() if r is not old]
    db = fresh(tmp_path / "versions.db", stories())
    put(db, [new])
    link(db)
    assert not differ(lines(db, FOUND), lines(fresh(tmp_path / "new.db", [*others, new]), FOUND))
    late = fresh(tmp_path / "late.db", [old])  # the versions come before the rest
    put(late, [new])
    put(late, others)
    link(late)
    assert not differ(lines(late, FOUND), lines(db, FOUND))


def test_linking_again_changes_nothing(tmp_path: Path) -> None:
    db = fresh(tmp_path / "record.db", stories())
    before = lines(db)
    link(db)
    assert lines(db) == before
    assert pending.left(db) == 0


def test_all_places_marked_anew_change_nothing(tmp_path: Path) -> None:
    db = fresh(tmp_path / "record.db", reports())
    before = lines(db)
    with transaction(db):
        mark_everything(db)
    link(db)
    assert not differ(lines(db), before)


def mark_everything(db: sqlite3.Connection) -> None:
    ids = [(i, "") for (i,) in db.execute("SELECT id FROM reports WHERE current = 1")]
    pending.mark(db, "copies", ids)
    pending.mark(db, "persons", db.execute("SELECT DISTINCT block, '' FROM persons").fetchall())
    pending.mark(db, "groups", db.execute("SELECT DISTINCT key, day FROM cells").fetchall())
    for kind, event in db.execute("SELECT DISTINCT kind, event FROM ends").fetchall():
        pending.mark(db, kind, [(event, "")])
        if kind == "opening":
            pending.mark(db, "recall", [(event, "")])


def test_progress_is_told_by_step(tmp_path: Path) -> None:
    db = fresh(tmp_path / "record.db", stories(), linked=False)
    places_ = dict(db.execute("SELECT kind, count(*) FROM pending GROUP BY kind").fetchall())
    told: dict[str, int] = {}

    def tell(step: str, done: int) -> None:
        told[step] = told.get(step, 0) + done

    link(db, tell)
    assert list(told) == list(STEPS)
    assert told["copies"] == places_["copies"] == len(stories())
    assert told["groups"] == places_["groups"]
