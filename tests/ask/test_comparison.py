"""The record against another coder's events, as tables."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ask.test_judging import decide, ids
from communique.ask.comparison import ask
from communique.ask.records import records
from communique.ask.rows import Row
from communique.errors import UsageError
from communique.export import EXPORTERS

PETRARCH = (
    "20230310\tURY\tBOL\t112\t\tx_1\thttps://press.example/dam-3\n20230403\tISL\tNOR\t1056\n20230403\tJPN\tCHN\t190\n"
)


def compared(db: sqlite3.Connection, path: Path) -> dict[str, list[Row]]:
    tables, failures = ask(db, path)
    assert failures == []
    return {t.title.partition(" (")[0]: t.rows for t in tables}


def test_tables(whole: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "theirs.tsv"
    path.write_text(PETRARCH, encoding="utf-8")
    found = compared(whole, path)
    assert list(found) == ["In numbers", "In both", "Only ours", "Only theirs"]
    numbers: dict[str, Any] = {r["what"]: r["number"] for r in found["In numbers"]}
    events = whole.execute("SELECT count(*) FROM events").fetchone()[0]
    assert (numbers["events of ours"], numbers["rows of theirs"]) == (events, 3)
    assert numbers["only theirs"] == len(found["Only theirs"]) == 1
    assert numbers["only ours"] == len(found["Only ours"])
    assert sum(n for w, n in numbers.items() if w.startswith("pairs")) == len(found["In both"]) == 2
    assert {(r["dyad"], r["their dyad"], r["type"]) for r in found["In both"]} == {
        ("URY → BOL", "URY → BOL", "ACCUSE"),
        ("ISL → NOR", "ISL → NOR", "REQUEST"),
    }
    [row] = found["Only theirs"]
    assert (row["their dyad"], row["line"]) == ("JPN → CHN", 3)
    assert all(r["why"] and r["id"] for r in found["Only ours"])


def test_the_record_against_its_own_export(whole: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    with path.open("wb") as target:
        EXPORTERS["plover"].write(records(whole), target)
    found = compared(whole, path)
    assert found["In both"]
    assert found["Only theirs"] == []
    # a planned retreat is coded as the promise of it, CONCEDE
    withdrawn = {"CONCEDE", "RETREAT"}
    assert {r["type"] for r in found["In both"]} - withdrawn == {r["their type"] for r in found["In both"]} - withdrawn


def test_what_is_rejected_is_not_ours(db: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "theirs.tsv"
    path.write_text("20230403\tISL\tNOR\t1056\n", encoding="utf-8")
    assert len(compared(db, path)["In both"]) == 1
    for ref in ("fish-1", "fish-3"):
        for event in ids(db, ref):
            decide(db, "reject", event)
    found = compared(db, path)
    assert (found["In both"], len(found["Only theirs"])) == ([], 1)


def test_lines_that_cannot_be_read(whole: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "theirs.tsv"
    path.write_text(PETRARCH + "20230403\tISL\tNOR\tlots\n", encoding="utf-8")
    tables, failures = ask(whole, path)
    assert len(tables) == 4
    assert [str(f) for f in failures] == [str(f) for f in failures if f"{path}, line 4" in f.place]
    assert len(failures) == 1
    path.write_text(json.dumps({"id": 1}) + "\n{bad\n", encoding="utf-8")
    tables, failures = ask(whole, path)
    assert failures


def test_no_file(whole: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it cannot be read"):
        ask(whole, tmp_path / "nothing.tsv")
