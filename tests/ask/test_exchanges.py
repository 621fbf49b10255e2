"""The table of exchanges: one row for each addressee, its filters and its words."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from ask.sheet import Line, Sheet, join
from ask.test_threads import ONE, THREE, TWO, Put, letter, reply
from communique.ask.exchanges import NO_ANSWER, ask
from communique.errors import UsageError

Pairs = set[tuple[str, str, str]]


def pairs(db: sqlite3.Connection, **wanted: Any) -> Pairs:
    """By whom, to whom, with what state."""
    return {(r["by"], r["addressee"], r["state"]) for r in ask(db, **wanted).rows}


LETTER: Pairs = {("Tomas Arden", "Paraguay", "answered"), ("Tomas Arden", "Bolivia", "owed")}
COD: Pairs = {("Iceland", "Norway", "declined")}
SANCTIONS: Pairs = {("Iceland", "European Union", "owed")}
TALKS: Pairs = {("France", "not named", "unknown")}


def asked(type_: str, who: str, whom: str, day: str, text: str) -> Line:
    return Line(text, type_, who, whom, opens=True, rule=f"{type_}.ask", day=day)


SHEETS = (
    Sheet("one", "2023-03-06", [letter("Tomas Arden/URY", "PRY", "2023-03-06", "Arden wrote a letter about the dam.")]),
    Sheet("two", "2023-03-07", [letter("URY", "BOL", "2023-03-06"), reply("PRY", text="Paraguay will reply.", status="planned")]),
    Sheet("three", "2023-03-15", [reply("PRY", day="2023-03-15", text="Paraguay replied to Uruguay.")], "Plain Gazette"),
    Sheet("four", "2023-04-03", [
        asked("REQUEST", "ISL", "NOR", "2023-04-03", "Iceland demanded less cod."),
        Line("Aasen rejected it.", "REJECT", "Sigrid Aasen/NOR", day="2023-04-04", answers=True, links=(("answers", 0),)),
    ]),
    Sheet("five", "2023-04-05", [asked("REQUEST", "ISL", "EU", "2023-04-05", "Iceland asked for sanctions.")]),
    Sheet("six", "2023-05-02", [
        asked("AGREE", "FRA", "", "2023-05-02", "France offered talks."),
        Line("Germany accepted it.", "AGREE", "DEU", "FRA", day="2023-05-04", answers=True, links=(("answers", 0),)),
    ]),
)  # fmt: skip


@pytest.fixture
def court(sheets: Put) -> sqlite3.Connection:
    """Four exchanges."""
    db = sheets(*SHEETS)
    join(db, SHEETS[1].id(1), SHEETS[0].id(0))
    join(db, SHEETS[2].id(0), SHEETS[0].id(0))
    return db


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, LETTER | COD | SANCTIONS | TALKS),
        ({"only_open": True}, {("Tomas Arden", "Bolivia", "owed")} | SANCTIONS),
        ({"owed_by": "Bolivia"}, {("Tomas Arden", "Bolivia", "owed")}),
        ({"owed_by": "BOL", "only_open": True}, {("Tomas Arden", "Bolivia", "owed")}),
        ({"owed_by": "PRY", "only_open": True}, set()),
        ({"owed_by": "Norway"}, COD),
        ({"owed_by": "European Union"}, SANCTIONS),
        ({"owed_by": "Uruguay"}, set()),
        ({"asked_by": "Uruguay"}, LETTER),
        ({"asked_by": "Tomas Arden"}, LETTER),
        ({"asked_by": "Iceland", "owed_by": "Norway"}, COD),
        ({"asked_by": "Norway"}, set()),
        ({"since": "2023-05"}, TALKS),
        ({"since": "2023-04-05"}, SANCTIONS | TALKS),
        ({"words": "cod"}, COD),
        ({"words": "COD"}, COD),
        ({"words": "zebra"}, set()),
        ({"as_of": "2023-03-07"}, {("Tomas Arden", "Paraguay", "holding"), ("Tomas Arden", "Bolivia", "owed")}),
        ({"as_of": "2023-03-05"}, set()),
        ({"limit": 2}, LETTER | COD),
    ],
)
def test_filters(wanted: dict[str, Any], expected: Pairs, court: sqlite3.Connection) -> None:
    assert pairs(court, **wanted) == expected


def test_a_member_is_found_under_its_bloc(court: sqlite3.Connection) -> None:
    assert pairs(court, owed_by="Germany") == SANCTIONS
    assert pairs(court, owed_by="Norway") == COD


@pytest.mark.parametrize("option", ["as_of", "since"])
def test_dates_that_are_none(option: str, court: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match=f"--{option.replace('_', '-')} soon: this is no date"):
        ask(court, **{option: "soon"})  # type: ignore[arg-type]


@pytest.mark.parametrize("option", ["owed_by", "asked_by"])
def test_names_that_are_nobodys(option: str, court: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="Did you mean Bolivia"):
        ask(court, **{option: "Bolivya"})  # type: ignore[arg-type]


def test_who_has_not_answered_is_never_said_to_be_silent(court: sqlite3.Connection) -> None:
    owed = [r for r in ask(court).rows if r["state"] == "owed"]
    assert owed
    assert {(r["says"], r["answer"], r["quote"], r["since"]) for r in owed} == {(NO_ANSWER, None, None, "")}
    assert NO_ANSWER == "no answer found in these reports"


def test_a_state_is_quoted(court: sqlite3.Connection) -> None:
    [row] = ask(court, owed_by="Paraguay").rows
    assert row["says"] == "Paraguay: “Paraguay replied to Uruguay.” (Plain Gazette, 2023-03-15)"
    assert (row["since"], row["answer_by"], row["reports"]) == ("2023-03-15", "Paraguay", 2)
    assert row["answer"] in row["answers"]
    assert row["opening"] in row["openings"]


def test_limit_counts_exchanges_and_says_what_is_left(court: sqlite3.Connection) -> None:
    every, some = ask(court), ask(court, limit=2)
    number = len({r["id"] for r in every.rows})
    assert len({r["id"] for r in some.rows}) == 2
    assert some.rows == every.rows[: len(some.rows)]
    assert some.notes == [f"{number - 2} more exchanges; --limit shows them."]
    assert ask(court, limit=number).notes == []


def test_title_and_emptiness(court: sqlite3.Connection) -> None:
    assert ask(court).title == "What was asked and what came back"
    none = ask(court, as_of="2020")
    assert (none.title, none.rows) == ("What was asked and what came back, as of 2020", [])
    assert none.empty == "No request, letter, demand or proposal of the record fits."


def test_a_dispute_quotes_both(sheets: Put) -> None:
    none = reply("PRY", "URY", "2023-03-10", "Nobody did reply.", status="denied")
    claim = Sheet("claim", "2023-03-10", [none], "Hill Courier")
    db = sheets(ONE, TWO, THREE, claim)
    join(db, THREE.id(0), ONE.id(0))
    found = ask(db)
    assert {r["disputed"] for r in found.rows} == {True}
    assert found.rows[0]["disputes"] == [
        {
            "answered": THREE.id(0),
            "answered_quote": "PRY replied to URY.",
            "answered_source": "Plain Gazette, 2023-03-09",
            "not_answered": claim.id(0),
            "not_answered_quote": "Nobody did reply.",
            "not_answered_source": "Hill Courier, 2023-03-10",
        }
    ]
    assert found.notes == [
        "Disputed: “PRY replied to URY.” (Plain Gazette, 2023-03-09) against “Nobody did reply.” (Hill Courier, 2023-03-10)"
    ]
