"""Positions: who holds them, since when, and what is told twice counts once."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from ask.sheet import Line, Sheet, join
from ask.test_threads import Put
from communique.ask.positions import STANCES, ask
from communique.errors import UsageError


def held(db: sqlite3.Connection, **wanted: Any) -> set[tuple[str, str, str]]:
    return {(r["who"], r["stance"], r["towards"]) for r in ask(db, **wanted).rows}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"actor": "Bolivia"}, {("Bolivia", "rejects", "Uruguay"), ("Bolivia", "denies", "")}),
        ({"actor": "Bolivia", "stances": ("denies",)}, {("Bolivia", "denies", "")}),
        ({"actor": "Norway"}, {("Sigrid Aasen", "rejects", "")}),
        ({"actor": "Sigrid Aasen"}, {("Sigrid Aasen", "rejects", "")}),
        ({"stances": ("proposes",)}, {("Armenia", "proposes", "")}),
        ({"stances": ("agrees", "supports")}, {("Georgia", "agrees", "Armenia"), ("Georgia", "supports", "Armenia")}),
        ({"stances": ("accuses",)}, {("Uruguay", "accuses", "Bolivia")}),
        ({"stances": ("threatens",)}, set()),
        ({"words": "cod", "stances": ("demands",)}, {("Iceland", "demands", "Norway")}),
        ({"since": "2023-04-05", "until": "2023-04-05"}, {("Iceland", "demands", "European Union")}),
        ({"actor": "Paraguay"}, set()),
    ],
)
def test_filters(wanted: dict[str, Any], expected: set[tuple[str, str, str]], whole: sqlite3.Connection) -> None:
    assert held(whole, **wanted) == expected


def test_what_is_told_again_is_one_position(whole: sqlite3.Connection) -> None:
    [row] = ask(whole, words="cod", stances=("demands",)).rows
    assert (row["since"], row["until"], row["reports"]) == ("2023-04-03", "2023-04-06", 2)
    [accused] = ask(whole, stances=("accuses",)).rows
    assert (accused["reports"], len(accused["mentions"]), accused["what"]) == (
        2,
        2,
        "Bolivia on Friday of stealing water",
    )


def test_rows_are_in_order_of_side_and_stance(whole: sqlite3.Connection) -> None:
    found = [(r["who"], STANCES.index(r["stance"]), r["since"]) for r in ask(whole).rows]
    assert found == sorted(found)
    assert len(found) > 8


def test_limit_and_emptiness(whole: sqlite3.Connection) -> None:
    every, some = ask(whole), ask(whole, limit=2)
    assert some.rows == every.rows[:2]
    assert some.notes == [f"{len(every.rows) - 2} more; --limit shows them."]
    assert ask(whole, since="2030").empty == "No demand, support, rejection or denial of the record fits."
    with pytest.raises(UsageError, match="this is no date"):
        ask(whole, until="soon")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line("Uruguay rejects it.", "REJECT", "URY"), "rejects"),
        (Line("Uruguay denies it.", "REJECT", "URY", denies=True), "denies"),
        (Line("Uruguay offers it.", "AGREE", "URY", opens=True), "proposes"),
        (Line("Uruguay agrees to it.", "AGREE", "URY"), "agrees"),
        (Line("Uruguay yields to it.", "CONCEDE", "URY"), "concedes"),
        (Line("Uruguay protests at it.", "PROTEST", "URY"), "protests"),
        (Line("Uruguay threatens it.", "THREATEN", "URY"), "threatens"),
        (Line("Uruguay would reject it.", "REJECT", "URY", trigger="reject", status="hypothetical"), None),
        (Line("Uruguay met Bolivia.", "CONSULT", "URY", "BOL"), None),
        (Line("Somebody rejects it.", "REJECT"), None),
    ],
)
def test_stances(line: Line, expected: str | None, sheets: Put) -> None:
    assert [r["stance"] for r in ask(sheets(Sheet("one", "2023-03-06", [line]))).rows] == (
        [expected] if expected else []
    )


def test_chains_of_what_is_told_again(sheets: Put) -> None:
    some = [Sheet(f"no-{n}", f"2023-03-0{n}", [Line("Uruguay demands it.", "REQUEST", "URY")]) for n in range(1, 5)]
    db = sheets(*some)
    assert len(ask(db).rows) == 4
    for later, earlier in ((3, 2), (1, 0), (2, 1)):
        join(db, some[later].id(0), some[earlier].id(0), "repeats")
    [row] = ask(db).rows
    assert (row["since"], row["until"], row["reports"]) == ("2023-03-01", "2023-03-04", 4)
