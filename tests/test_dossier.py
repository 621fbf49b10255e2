"""The sample dossier against tables that a careful reader filled in without the program (tests/cases/README-dossier.md)."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique import ingest, pipeline
from communique.ask import exchanges, timeline
from communique.ask.entries import Entry, load
from communique.ask.names import meant
from communique.ask.rows import Row
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Document
from communique.parse.published import detect
from communique.store.database import open_record

SAMPLE = Path(pipeline.__file__).parent / "data" / "samples" / "dossier.jsonl"
CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "dossier.toml").read_text(encoding="utf-8"))

VERSIONS = {v["earlier"]: v["later"] for v in CASES["version"]}

#: Rows that are not right yet, and why.
_WHY = {
    "08 RUS→FIN": 'a letter told in a relative clause ("the letter …, which reached Helsinki") is not read',
    "09 RUS→CHE": '"will be answered in its own name" names nobody who answers, and "a spokeswoman" no state',
    "10 RUS→ROU": '"directed on Saturday letters" is parsed as a participle',
    "16 RUS→GBR": '"the messages which L sent to members, among them …" is no letter to the reader',
    "16 RUS→NOR": '"the messages which L sent to members, among them …" is no letter to the reader',
    "02 USA→RUS": "a paper that proposes is nobody's proposal to the reader",
    "23 USA→RUS": "a meeting proposed inside what somebody said is not tied to its acceptance in another report",
}
NOT_YET = {f"{table['date']} {name}": why for table in CASES["asof"] for name, why in _WHY.items()}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The record of the whole dossier."""
    db = open_record(tmp_path_factory.mktemp("dossier") / "record.db", create=True)
    run = add.begin_run(db, "test", "test", {})
    for document in ingest.read([str(SAMPLE)], published=None, limits=ingest.Limits(), detect=detect):
        assert isinstance(document, Document)
        add.save(db, pipeline.read(document), run)
    link(db)
    yield db
    db.close()


@pytest.fixture(scope="module")
def tables(record: sqlite3.Connection) -> dict[str, list[Row]]:
    """The debt table as of each day."""
    return {t["date"]: exchanges.ask(record, as_of=t["date"]).rows for t in CASES["asof"]}


def rows() -> Iterator[Any]:
    for table in CASES["asof"]:
        for row in table["row"]:
            name = f"{table['date']} {row['opening']['report'][:2]} {row['asker_party']}→{row['addressee_party']}"
            marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
            yield pytest.param(table["date"], row, id=name, marks=marks)


@pytest.mark.parametrize(("day", "row"), list(rows()))
def test_the_debt_table_is_the_readers(
    day: str, row: dict[str, Any], record: sqlite3.Connection, tables: dict[str, list[Row]]
) -> None:
    found = [
        r
        for r in tables[day]
        if r["addressee_party"] == row["addressee_party"]
        and any(told_by(e, row["opening"]["report"]) for e in load(record, r["openings"]).values())
        and row["asker_party"] in {p.party for p in load(record, [r["opening"]])[r["opening"]].actors}
    ]
    assert found, "no such opening and addressee"
    assert {r["state"] for r in found} == {row["state"]}
    if row["state"] == "owed":
        assert all(r["says"] == exchanges.NO_ANSWER for r in found)
        return
    evidence = [{"report": row["by_report"], "quote": row["by_quote"]}, *row.get("also", ())]
    evidence += [
        m for same in CASES["same_event"] if any(m in evidence for m in same["mentions"]) for m in same["mentions"]
    ]
    told = load(record, [r["answer"] for r in found if r["answer"]])
    assert any(at(e, x) for e in told.values() for x in evidence), [e.sentence for e in told.values()]


def told_by(entry: Entry, report: str) -> bool:
    """Whether an entry is of a report or of a later version of it. An opening may be read from another of its sentences than the reader
    quotes: "the letter has reached Warsaw" tells of it as well.
    """
    return entry.ref in (report, VERSIONS.get(report))


def at(entry: Entry, quoted: dict[str, str]) -> bool:
    """Whether an entry was read from a quoted sentence of a report, or of a later version of it."""
    return told_by(entry, quoted["report"]) and (
        words(quoted["quote"]) in words(entry.sentence) or words(entry.sentence) in words(quoted["quote"])
    )


def words(text: str) -> str:
    """Letters and digits only, so that datelines' and quotation marks' edges do not matter."""
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def test_who_nobody_answers_for_is_never_called_silent(tables: dict[str, list[Row]]) -> None:
    assert not [r for some in tables.values() for r in some if "did not answer" in r["says"].partition("“")[0]]


def test_both_sides_of_the_dispute_are_quoted(record: sqlite3.Connection) -> None:
    found = [d for r in exchanges.ask(record, asked_by="Russia").rows for d in r["disputes"]]
    answered = " ".join(d["answered_quote"] for d in found)
    denied = " ".join(d["not_answered_quote"] for d in found)
    assert "on behalf of" in answered
    assert "not one of them has replied" in denied
    assert "none of the ministers had responded" in denied


@pytest.mark.parametrize("person", CASES["same_person"], ids=lambda p: p["name"])
def test_spellings_are_one_person(person: dict[str, Any], record: sqlite3.Connection) -> None:
    seen = {
        actor
        for printed in person["as_printed"]
        for spelling in printed["spellings"]
        for (actor,) in record.execute(
            "SELECT m.actor FROM mentions m JOIN reports r ON r.id = m.report WHERE r.ref = ? AND m.text = ?",
            (printed["report"], spelling),
        )
    }
    ids = {
        record.execute("SELECT coalesce(max(person), ?) FROM persons WHERE actor = ?", (a, a)).fetchone()[0]
        for a in seen
    }
    assert len(ids) == 1, ids


def test_homonyms_stay_apart(record: sqlite3.Connection) -> None:
    for case in CASES["homonym"]:
        ids = [meant(record, person["name"]).ids for person in case["people"]]
        assert not frozenset.intersection(*ids), case["surname"]


def test_copies_and_versions(record: sqlite3.Connection) -> None:
    refs = dict(record.execute("SELECT ref, id FROM reports").fetchall())
    for case in CASES["copy"]:
        firsts = {
            record.execute("SELECT first FROM copies WHERE report = ?", (refs[r],)).fetchone() for r in case["reports"]
        }
        assert len(firsts) == 1
        assert None not in firsts
    assert record.execute("SELECT count(*) FROM copies").fetchone()[0] == sum(len(c["reports"]) for c in CASES["copy"])
    for case in CASES["version"]:
        earlier, later = refs[case["earlier"]], refs[case["later"]]
        assert record.execute("SELECT current, superseded_by FROM reports WHERE id = ?", (earlier,)).fetchone() == (
            0,
            later,
        )
        assert record.execute("SELECT version, current FROM reports WHERE id = ?", (later,)).fetchone() == (2, 1)


def test_what_differs_between_reports_is_shown_not_averaged(record: sqlite3.Connection) -> None:
    found = timeline.ask(record, timeline.Wanted(types=("CONSULT",)), mentions=False).rows
    assert all(len(d["values"]) > 1 for r in found for d in r["differences"])
