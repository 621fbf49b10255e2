"""Who the persons are that only the reports name: spellings, homonyms, and what somebody judged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.across import persons
from communique.ledger import places
from communique.ledger.linking import link
from communique.model import Record
from communique.store import judgements, pending
from communique.store.database import open_record, transaction
from ledger.made import FOUND, fresh, lines, put, report

NAMES = {"UKR": "Ukrainian", "RUS": "Russian", "POL": "Polish", None: "Commander"}
_SAID = (
    "{a} {name} accused Hungary of selling diesel pumps to smugglers. {name} denied that the bridge had been shelled."
)


def about(name: str, party: str | None, number: int) -> Record:
    rank = "commander " if party else ""
    text = _SAID.format(a=NAMES[party], name=name).replace(f" {name}", f" {rank}{name}", 1)
    return report(text, f"2022-02-{number + 1:02}", f"of-{name}-{number}", None, f"Paper {number}")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "record.db", create=True)) as connection:
        yield connection


def known(db: sqlite3.Connection) -> dict[str, str]:
    """Person by report."""
    rows = db.execute(
        "SELECT r.ref, p.person FROM persons p JOIN reports r ON r.id = p.report ORDER BY r.first_day"
    ).fetchall()
    assert len(dict(rows)) == len(rows)
    return dict(rows)


def same(db: sqlite3.Connection) -> list[list[int]]:
    """Numbers of the reports on each person."""
    found: dict[str, list[int]] = {}
    for ref, person in known(db).items():
        found.setdefault(person, []).append(int(ref.rpartition("-")[2]))
    return sorted(found.values())


#: Names with the party that the report gives, and which reports are on one person.
WHO = (
    ("spellings of one party", [("Dmytro Ivanenko", "UKR"), ("Dmitry Ivanenko", "UKR"), ("Dmytro Ivanenko", "UKR")], [[0, 1, 2]]),
    ("homonyms of other parties", [("Dmytro Ivanenko", "UKR"), ("Dmytro Ivanenko", "RUS"), ("Dmytro Ivanenko", "UKR")], [[0, 2], [1]]),
    ("a name without a party", [("Dmytro Ivanenko", "UKR"), ("Dmytro Ivanenko", None)], [[0, 1]]),
    ("it could be either", [("Dmytro Ivanenko", "UKR"), ("Dmytro Ivanenko", "RUS"), ("Dmytro Ivanenko", None)], [[0], [1], [2]]),
    ("it is likelier one of many", [("Dmytro Ivanenko", None), ("Dmytro Ivanenko", None), ("Dmytro Ivanenko", "UKR")], [[0, 1, 2]]),
    ("another first name", [("Dmytro Ivanenko", "UKR"), ("Oksana Ivanenko", "UKR")], [[0], [1]]),
    ("another surname", [("Dmytro Ivanenko", "UKR"), ("Dmytro Karpenko", "UKR")], [[0], [1]]),
    ("a spelling of another party", [("Dmytro Ivanenko", "UKR"), ("Dmitry Ivanenko", "RUS")], [[0], [1]]),
)  # fmt: skip


@pytest.mark.parametrize(("names", "wanted"), [w[1:] for w in WHO], ids=[w[0] for w in WHO])
@pytest.mark.parametrize("turned", [False, True])
def test_who_is_who(
    names: list[tuple[str, str | None]], wanted: list[list[int]], turned: bool, db: sqlite3.Connection
) -> None:
    records = [about(name, party, n) for n, (name, party) in enumerate(names)]
    for record in records[::-1] if turned else records:
        put(db, [record])
        link(db)
    assert same(db) == wanted
    assert all(reason for (reason,) in db.execute("SELECT reason FROM persons"))


def test_the_commonest_spelling_names_the_person(db: sqlite3.Connection) -> None:
    put(
        db, [about("Dmytro Ivanenko", "UKR", 0), about("Dmitry Ivanenko", "UKR", 1), about("Dmitry Ivanenko", "UKR", 2)]
    )
    link(db)
    assert set(known(db).values()) == {"~dmitry-ivanenko"}


def test_only_persons_with_a_full_name_are_compared(db: sqlite3.Connection) -> None:
    put(db, [report("The mayor of Odesa denied it. Sergei Lavrov accused Poland. Ivanenko said no.", "2022-02-01")])
    link(db)
    assert known(db) == {}


def judge(db: sqlite3.Connection, verb: str, target: str, other: str | None = None) -> None:
    """Decide as the command does: the blocks of both become pending."""
    with transaction(db):
        kind = "judgement" if verb == "undo" else "actor"
        judgements.append(db, by="desk", verb=verb, kind=kind, target=target, other=other)
        pending.mark(db, "persons", db.execute("SELECT DISTINCT block, '' FROM persons").fetchall())
    link(db)


#: Names, judgements, and which reports are on one person after each of these.
JUDGED = (
    (
        "a split of spellings",
        [("Dmytro Ivanenko", "UKR"), ("Dmitry Ivanenko", "UKR")],
        [("split", "~dmytro-ivanenko", "~dmitry-ivanenko", [[0], [1]]), ("undo", "1", None, [[0, 1]]), ("undo", "2", None, [[0], [1]])],
    ),
    (
        "a merge of one sound",
        [("Dmytro Ivanenko", "UKR"), ("Dima Ivanenko", "UKR"), ("Dima Ivanenko", "UKR")],
        [("merge", "~dmytro-ivanenko", "~dima-ivanenko", [[0, 1, 2]]), ("undo", "1", None, [[0], [1, 2]])],
    ),
    (
        "a merge of two surnames",
        [("Oksana Ivanenko", "UKR"), ("Oksana Karpenko", "UKR"), ("Oksana Ivanenko", "UKR")],
        [("merge", "~oksana-karpenko", "~oksana-ivanenko", [[0, 1, 2]]), ("undo", "1", None, [[0, 2], [1]])],
    ),
    (
        "a split outranks an earlier merge",
        [("Dmytro Ivanenko", "UKR"), ("Dima Ivanenko", "UKR")],
        [("merge", "~dmytro-ivanenko", "~dima-ivanenko", [[0, 1]]), ("split", "~dima-ivanenko", "~dmytro-ivanenko", [[0], [1]])],
    ),
    (
        "a merge outranks a likeness",
        [("Dmytro Ivanenko", "UKR"), ("Dmytro Ivanenko", "UKR"), ("Dima Ivanenko", "UKR"), ("Dmitry Ivanenko", "UKR")],
        [("merge", "~dmitry-ivanenko", "~dima-ivanenko", [[0, 1], [2, 3]])],
    ),
    (
        "a merge across parties",
        [("Dmytro Ivanenko", "UKR"), ("Dima Ivanenko", "RUS")],
        [("merge", "~dmytro-ivanenko", "~dima-ivanenko", [[0, 1]])],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("names", "decisions"), [j[1:] for j in JUDGED], ids=[j[0] for j in JUDGED])
def test_judged(
    names: list[tuple[str, str | None]],
    decisions: list[tuple[str, str, str | None, list[list[int]]]],
    db: sqlite3.Connection,
    tmp_path: Path,
) -> None:
    records = [about(name, party, n) for n, (name, party) in enumerate(names)]
    put(db, records)
    link(db)
    for verb, target, other, wanted in decisions:
        judge(db, verb, target, other)
        assert same(db) == wanted
    later = open_record(tmp_path / "later.db", create=True)  # judged before the reports came
    for verb, target, other, _ in decisions:
        judge(later, verb, target, other)
    for record in records[::-1]:
        put(later, [record])
        link(later)
    assert lines(later, FOUND) == lines(db, FOUND)


def test_a_merge_of_two_surnames_ends_with_the_last_report_on_one(tmp_path: Path) -> None:
    kept, gone = about("Oksana Ivanenko", "UKR", 0), [about("Oksana Karpenko", "UKR", n) for n in (1, 2)]
    db = fresh(tmp_path / "record.db", [kept, *gone])
    judge(db, "merge", "~oksana-ivanenko", "~oksana-karpenko")
    assert set(known(db).values()) == {"~oksana-karpenko"}
    for record in gone:
        with transaction(db):
            places.retire(db, record.document.id)
    link(db)
    assert list(known(db).values()) == ["~oksana-ivanenko"]


def test_events_of_somebody_who_becomes_another_are_compared_again(tmp_path: Path) -> None:
    one, two = about("Dmytro Ivanenko", "UKR", 0), about("Dmitry Ivanenko", "UKR", 0)
    bridge = [about("Dmitry Ivanenko", "UKR", n) for n in (3, 4)]
    together = fresh(tmp_path / "together.db", [one, two, *bridge])
    apart = fresh(tmp_path / "apart.db", [one])
    for record in (*bridge, two):
        put(apart, [record])
        link(apart)
    assert lines(apart, FOUND) == lines(together, FOUND)
    differ = "SELECT reports, differences FROM groups WHERE type = 'ACCUSE' AND reports > 1"
    assert together.execute(differ).fetchall() == [(2, "[]")]
    judge(together, "split", "~dmytro-ivanenko", "~dmitry-ivanenko")
    assert together.execute(differ).fetchall() == []


def test_names_of_one_sound_share_a_block() -> None:
    assert persons.block("Dmytro Ivanenko") == persons.block("Oksana Ivanenko")
    assert persons.block("Oksana Karpenko") != persons.block("Oksana Ivanenko")
