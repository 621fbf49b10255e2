"""One event and all its tellings: which are joined, on which day, and where they differ."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from communique.ledger import groups
from communique.ledger.linking import link
from communique.model import Record
from communique.store import judgements, pending
from communique.store.database import open_record, transaction
from ledger.made import FOUND, dossier, fresh, lines, put, report, stories


def told(number: int, day: str, text: str) -> Record:
    return report(text, day, f"told-{number}", None, f"Paper {number}")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "record.db", create=True)) as connection:
        yield connection


def joined(db: sqlite3.Connection, kind: str) -> list[list[int]]:
    """Numbers of the reports of each group of a type."""
    found: dict[str, set[int]] = {}
    rows = db.execute(
        "SELECT g.id, r.ref FROM groups g JOIN group_members m ON m.group_id = g.id JOIN events e ON e.id = m.event"
        " JOIN reports r ON r.id = e.report WHERE g.type = ?",
        (kind,),
    )
    for group, ref in rows:
        found.setdefault(group, set()).add(int(ref.rpartition("-")[2]))
    return sorted(sorted(g) for g in found.values())


def differences(db: sqlite3.Connection, kind: str) -> dict[str, list[str]]:
    """Values by field, of the only group of a type with several reports."""
    rows = db.execute("SELECT differences FROM groups WHERE type = ? AND reports > 1", (kind,)).fetchall()
    assert len(rows) == 1
    return {d["field"]: [v["value"] for v in d["values"]] for d in json.loads(rows[0][0])}


MOSCOW = "Vladimir Putin spoke by phone with Emmanuel Macron on February 3."
PARIS = "French President Emmanuel Macron had a telephone conversation with Russian President Vladimir Putin."
CALL = "CONSULT"
SHELLING = "Russia shelled {n} houses in Zolote{when}."
HIT = "ASSAULT"

#: Reports as (day of publication, text), the type, and which are joined.
JOINED = (
    ("a call told by both sides", [("2022-02-03", MOSCOW), ("2022-02-03", PARIS)], CALL, [[0, 1]]),
    ("the day stated, and only published the next day", [("2022-02-10", MOSCOW), ("2022-02-04", PARIS)], CALL, [[0, 1]]),
    ("the day stated, published two days later", [("2022-02-10", MOSCOW), ("2022-02-05", PARIS)], CALL, [[0], [1]]),
    ("published the day before", [("2022-02-10", MOSCOW), ("2022-02-02", PARIS)], CALL, [[0], [1]]),
    ("both stated, other days", [("2022-02-10", MOSCOW), ("2022-02-10", MOSCOW.replace("3", "4"))], CALL, [[0], [1]]),
    ("other sides", [("2022-02-03", MOSCOW), ("2022-02-03", "Emmanuel Macron spoke by phone with Joe Biden.")], CALL, [[0], [1]]),
    (
        "a deed with and without its day",
        [("2022-02-06", SHELLING.format(when=" on February 4", n=2)), ("2022-02-04", SHELLING.format(when="", n=2)),
         ("2022-02-05", SHELLING.format(when="", n=2))],
        HIT,
        [[0, 1, 2]],
    ),
    (
        "the same words a week later",
        [("2022-02-04", SHELLING.format(when="", n=2)), ("2022-02-11", SHELLING.format(when="", n=2))],
        HIT,
        [[0], [1]],
    ),
    (
        "history, told within a year",
        [("2021-03-01", "Russia shelled Zolote in 2014."), ("2021-11-01", "Russia shelled Zolote in 2014.")],
        HIT,
        [[0, 1]],
    ),
    (
        "history, told in other years",
        [("2021-12-31", "Russia shelled Zolote in 2014."), ("2022-01-01", "Russia shelled Zolote in 2014.")],
        HIT,
        [[0], [1]],
    ),
    (
        "a year that is not long over",
        [("2021-12-31", "Russia shelled Zolote in 2021."), ("2022-01-01", "Russia shelled Zolote in 2021.")],
        HIT,
        [[0, 1]],
    ),
    (
        "a deed and its denial",
        [("2022-02-04", SHELLING.format(when="", n=2)), ("2022-02-04", "Russia denied that it had shelled houses in Zolote.")],
        HIT,
        [[0], [1]],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("texts", "kind", "wanted"), [j[1:] for j in JOINED], ids=[j[0] for j in JOINED])
@pytest.mark.parametrize("turned", [False, True])
def test_which_are_joined(
    texts: Sequence[tuple[str, str]], kind: str, wanted: list[list[int]], turned: bool, db: sqlite3.Connection
) -> None:
    records = [told(n, *each) for n, each in enumerate(texts)]
    for record in records[::-1] if turned else records:
        put(db, [record])
        link(db)
    assert joined(db, kind) == wanted


def test_what_is_kept_of_a_group(db: sqlite3.Connection) -> None:
    records = [
        told(0, "2022-02-06", SHELLING.format(when=" on February 4", n=2)),
        told(1, "2022-02-05", SHELLING.format(when="", n=2)),
    ]
    put(db, records)
    link(db)
    first, later = (next(e.id for e in r.events if e.type == HIT) for r in records)
    row = db.execute(
        "SELECT status, key, day, first_day, last_day, first_report, mentions, reports, outlets FROM groups WHERE type = ?",
        (HIT,),
    )
    assert row.fetchall() == [
        ("actual", "ASSAULT|RUS", "2022-02-04", "2022-02-04", "2022-02-04", records[1].document.id, 2, 2, 2)
    ]
    members = {
        e: (s, json.loads(r))
        for e, s, r in db.execute("SELECT event, score, reasons FROM group_members")
        if e in (first, later)
    }
    assert members[first] == (1.0, ["told first"])
    assert 0.5 <= members[later][0] <= 1
    assert any("both by RUS" in reason for reason in members[later][1])


#: Two tellings, the type, the field that differs and its values.
DIFFER: tuple[tuple[str, str, str, dict[str, list[str]]], ...] = (
    (SHELLING.format(when="", n=2), SHELLING.format(when="", n=2), HIT, {}),
    (
        "Germany promised Ukraine 12 helmets, three field hospitals, diesel and blankets for refugees.",
        "Germany promised Ukraine 14 helmets, three field hospitals, diesel and blankets for refugees.",
        "AGREE",
        {"number": ["12 helmets", "14 helmets"]},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other", "kind", "wanted"), DIFFER)
def test_where_they_differ(
    one: str, other: str, kind: str, wanted: dict[str, list[str]], db: sqlite3.Connection
) -> None:
    put(db, [told(0, "2022-02-04", one), told(1, "2022-02-04", other)])
    link(db)
    assert differences(db, kind) == wanted


def test_every_placed_event_is_in_one_group(tmp_path: Path) -> None:
    db = fresh(tmp_path / "record.db", (*stories(), *dossier()))
    placed = db.execute("SELECT event FROM cells ORDER BY event").fetchall()
    assert db.execute("SELECT event FROM group_members ORDER BY event").fetchall() == placed
    count = "SELECT count(*) FROM group_members m JOIN events e ON e.id = m.event WHERE m.group_id = g.id"
    assert db.execute(f"SELECT count(*) FROM groups g WHERE mentions <> ({count})").fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM groups WHERE reports > mentions OR outlets > reports").fetchone() == (0,)
    old = "SELECT count(*) FROM group_members m JOIN events e ON e.id = m.event JOIN reports r ON r.id = e.report WHERE r.current = 0"
    assert db.execute(old).fetchone() == (0,)


def split(db: sqlite3.Connection, verb: str, target: str, other: str | None = None) -> None:
    with transaction(db):
        kind = "judgement" if verb == "undo" else "group"
        judgements.append(db, by="desk", verb=verb, kind=kind, target=target, other=other)
        pending.mark(db, "groups", db.execute("SELECT DISTINCT key, day FROM cells").fetchall())
    link(db)


def test_judged_to_be_two(tmp_path: Path) -> None:
    records = [told(n, "2022-02-04", SHELLING.format(when="", n=2)) for n in range(3)]
    events = [next(e.id for e in r.events if e.type == HIT) for r in records]
    db = fresh(tmp_path / "record.db", records)
    before = lines(db, FOUND)
    assert joined(db, HIT) == [[0, 1, 2]]
    split(db, "split", events[0], events[1])
    split(db, "split", events[0], events[2])
    assert joined(db, HIT) == [[0], [1, 2]]
    later = open_record(tmp_path / "later.db", create=True)  # judged before the reports came
    split(later, "split", events[0], events[1])
    split(later, "split", events[0], events[2])
    for record in records[::-1]:
        put(later, [record])
        link(later)
    assert lines(later, FOUND) == lines(db, FOUND)
    split(db, "undo", "2")
    split(db, "undo", "1")
    assert lines(db, FOUND) == before


#: Days, and the runs in which they are seen to.
RUNS: tuple[tuple[list[str], list[list[str]]], ...] = (
    ([], []),
    (["2022-02-04"], [["2022-02-04"]]),
    (["2022-02-04", "2022-02-05", "2022-02-08"], [["2022-02-04", "2022-02-05", "2022-02-08"]]),
    (["2022-02-04", "2022-02-09"], [["2022-02-04", "2022-02-09"]]),
    (["2022-02-04", "2022-02-10"], [["2022-02-04"], ["2022-02-10"]]),
    (["2022-02-07", "2022-02-04"], [["2022-02-04", "2022-02-07"]]),
    (["9999-12-30", "9999-12-31"], [["9999-12-30", "9999-12-31"]]),
)  # fmt: skip


@pytest.mark.parametrize(("some", "wanted"), RUNS)
def test_days_near_each_other_are_seen_to_at_once(some: list[str], wanted: list[list[str]]) -> None:
    assert list(groups._runs(some)) == wanted


def test_an_interval_does_not_part_the_days_around_it(tmp_path: Path) -> None:
    records = [
        told(
            0,
            "2022-02-10",
            "Russia said on February 1 that Zolote was quiet. Russia said in February that Zolote was quiet.",
        ),
        told(
            1, "2022-02-02", "Russia said that Zolote was quiet. Russia said that the ferry to Zolote was late again."
        ),
        told(
            2,
            "2022-02-03",
            "Russia said that Zolote was quiet, and said on February 2 that the ferry to Zolote was late.",
        ),
    ]
    wanted = lines(fresh(tmp_path / "all.db", records), FOUND)
    for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        db = fresh(tmp_path / f"{order}.db")
        for n in order:
            put(db, [records[n]])
            link(db)
        assert lines(db, FOUND) == wanted, order
