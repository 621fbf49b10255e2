"""Who somebody is: identity, spellings, deeds, counterparts, statements."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from communique.ask.who import ask
from communique.errors import UsageError


def tables(db: sqlite3.Connection, name: str) -> dict[str, list[dict[str, Any]]]:
    return {t.title: t.rows for t in ask(db, name)}


def test_a_person_whom_only_the_reports_name(whole: sqlite3.Connection) -> None:
    found = tables(whole, "Lucia Benet")
    [row] = found["Who it is"]
    assert (row["id"], row["name"], row["kind"], row["wikidata"]) == ("~lucia-benet", "Lucia Benet", "person", None)
    assert row["reports"] == 3
    assert {r["spelling"]: (r["times"], r["reports"]) for r in found["How the reports write it"]}["Lucia Benet"][1] >= 1
    assert {r["outlet"] for r in found["What it said last"]} == {"Plain Gazette", "River Wire"}
    assert [r["day"] for r in found["What it said last"]] == ["2023-03-15", "2023-03-07"]
    assert {r["name"] for r in found["With whom"]} == {"Tomas Arden"}


def test_a_state(whole: sqlite3.Connection) -> None:
    found = tables(whole, "BOL")
    [row] = found["Who it is"]
    assert (row["id"], row["kind"], row["party"], row["why"]) == ("BOL", "state", "BOL", "in the directory")
    assert row["wikidata"]
    deeds = {(r["type"], r["side"]): r["events"] for r in found["What it did, and what was done to it"]}
    assert deeds["ACCUSE", "to it"] == 2
    assert deeds["REJECT", "did"] == 2
    partners = {r["id"]: r for r in found["With whom"]}
    assert partners["URY"]["types"].startswith("ACCUSE 2")
    assert "BOL" not in partners


def test_a_state_and_who_stands_for_it(whole: sqlite3.Connection) -> None:
    said = tables(whole, "Uruguay")["What it said last"]
    assert {"Tomas Arden", "Uruguay"} <= {r["who"] for r in said}
    assert [r["day"] for r in said] == sorted((r["day"] for r in said), reverse=True)


@pytest.mark.parametrize("name", ["~karl-lindqvist", "Karl Lindqvist", "karl lindqvist", "Lindqvist"])
def test_names_that_mean_one(name: str, whole: sqlite3.Connection) -> None:
    assert [r["id"] for r in tables(whole, name)["Who it is"]] == ["~karl-lindqvist"]


def test_nobody(whole: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="Did you mean Karl Lindqvist"):
        ask(whole, "Karl Lindquist")
