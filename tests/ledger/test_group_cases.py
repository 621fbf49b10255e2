"""Meetings and calls whose words name one side, or neither; meetings told by their week."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.across.partners import partners
from communique.ledger import places
from communique.ledger.linking import link
from communique.model import Record
from communique.store.database import open_record, transaction
from ledger.made import FOUND, fresh, lines, put, report

CALL = "Russian President Vladimir Putin had a telephone conversation with French President Emmanuel Macron. "

#: A text, the trigger of one of its events, and the two sides of it.
SIDES = (
    ("both named", CALL, "conversation", "FRA RUS"),
    ("the leaders", CALL + "The leaders discussed the grain corridor.", "discussed", "FRA RUS"),
    ("the leaders, after talks of other states", CALL + "Macron spoke of talks between Egypt and Turkey. The leaders discussed the grain.",
     "discussed", "FRA RUS"),
    ("the conversation, of which one side is named", CALL + "Putin began the conversation with a joke.", "conversation", "FRA RUS"),
    ("the side that speaks in the sentence", "British Prime Minister Boris Johnson praised farmers after talks with Volodymyr Zelensky.",
     "talks", "GBR UKR"),
    ("two who may be the other side", "Joe Biden and Boris Johnson praised farmers after talks with Volodymyr Zelensky.", "talks", "UKR"),
    ("a meeting of others", CALL + "Putin held a meeting with members of the government.", "meeting", "RUS ~members"),
    ("leaders of whom nothing was told", "The leaders discussed the grain corridor.", "discussed", "~leaders"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "wanted"), [s[1:] for s in SIDES], ids=[s[0] for s in SIDES])
def test_sides(text: str, trigger: str, wanted: str) -> None:
    record = report(text, "2022-02-03")
    found = [e.id for e in record.events if e.type == "CONSULT" and e.trigger.of(text) == trigger]
    assert " ".join(sorted(partners(record)[found[-1]])) == wanted


WEEK = "Vladimir Putin and Emmanuel Macron met in Moscow last week."
DAY = "Vladimir Putin and Emmanuel Macron met in Moscow on February {}."


def told(number: int, day: str, text: str) -> Record:
    return report(text, day, f"week-{number}", None, f"Paper {number}")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "record.db", create=True)) as connection:
        yield connection


def grouped(db: sqlite3.Connection) -> list[list[int]]:
    found: dict[str, list[int]] = {}
    for group, ref in db.execute(
        "SELECT m.group_id, r.ref FROM group_members m JOIN events e ON e.id = m.event JOIN reports r ON r.id = e.report"
        " WHERE e.type = 'CONSULT'"
    ):
        found.setdefault(group, []).append(int(ref.rpartition("-")[2]))
    return sorted(sorted(g) for g in found.values())


#: Reports as (day of publication, text), and which are joined.
WEEKS = (
    ("the one meeting of that week", [("2022-02-08", DAY.format(7)), ("2022-02-16", WEEK)], [[0, 1]]),
    ("two meetings of that week", [("2022-02-08", DAY.format(7)), ("2022-02-12", DAY.format(11)), ("2022-02-16", WEEK)], [[0], [1], [2]]),
    ("a meeting of another week", [("2022-02-02", DAY.format(1)), ("2022-02-16", WEEK)], [[0], [1]]),
    ("two tellings of that week", [("2022-02-16", WEEK), ("2022-02-17", WEEK)], [[0, 1]]),
    ("somebody else", [("2022-02-08", DAY.replace("Vladimir Putin", "Olaf Scholz").format(7)), ("2022-02-16", WEEK)], [[0], [1]]),
    (
        "all in one",
        [("2022-02-08", DAY.format(7)), ("2022-02-16", WEEK), ("2022-02-17", WEEK), ("2022-02-09", DAY.format(7))],
        [[0, 1, 2, 3]],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("texts", "wanted"), [w[1:] for w in WEEKS], ids=[w[0] for w in WEEKS])
@pytest.mark.parametrize("turned", [False, True])
def test_weeks(texts: list[tuple[str, str]], wanted: list[list[int]], turned: bool, db: sqlite3.Connection) -> None:
    records = [told(n, *each) for n, each in enumerate(texts)]
    for record in records[::-1] if turned else records:
        put(db, [record])
        link(db)
    assert grouped(db) == wanted


@pytest.mark.parametrize("left", range(4))
def test_a_group_with_a_week_in_it_loses_a_report(left: int, db: sqlite3.Connection, tmp_path: Path) -> None:
    records = [told(n, *each) for n, each in enumerate(WEEKS[-1][1])]
    put(db, records)
    link(db)
    with transaction(db):
        places.retire(db, records[left].document.id)
        db.execute("UPDATE reports SET current = 0 WHERE id = ?", (records[left].document.id,))
    link(db)
    without = fresh(tmp_path / "without.db", [r for n, r in enumerate(records) if n != left])
    assert lines(db, FOUND) == lines(without, FOUND)
