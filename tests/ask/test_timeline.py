"""The timeline: what is found by whom, when and of what kind, and how it is told."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from ask.sheet import Line, Sheet
from ask.test_threads import Put
from communique.ask.timeline import Wanted, ask, day, query
from communique.errors import UsageError


def rows(db: sqlite3.Connection, mentions: bool = False, **wanted: Any) -> list[dict[str, Any]]:
    return ask(db, Wanted(**wanted), mentions).rows


def refs(db: sqlite3.Connection, some: list[dict[str, Any]]) -> set[str]:
    """The reports that tell some rows."""
    ids = [i for r in some for i in r["mentions"]]
    marks = ", ".join("?" * len(ids))
    return {
        r
        for (r,) in db.execute(
            f"SELECT r.ref FROM events e JOIN reports r ON r.id = e.report WHERE e.id IN ({marks})", ids
        )
    }


ALL_DAM = {f"dam-{n}" for n in range(1, 6)}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"actors": ("Uruguay",)}, ALL_DAM),
        ({"actors": ("URY",)}, ALL_DAM),
        ({"actors": ("ury",)}, ALL_DAM),
        ({"actors": ("Tomas Arden",)}, {"dam-1", "dam-4"}),  # not whatever his state did
        ({"actors": ("Arden",)}, {"dam-1", "dam-4"}),
        ({"actors": ("Lucia Benet", "Tomas Arden")}, {"dam-4"}),
        ({"actors": ("Uruguay", "Bolivia")}, {"dam-1", "dam-2", "dam-3", "dam-4"}),
        ({"actors": ("Iceland", "Norway")}, {"fish-1", "fish-3"}),
        ({"actors": ("Iceland", "EU")}, {"fish-2"}),
        ({"actors": ("Uruguay", "Norway")}, set()),
        ({"types": ("ACCUSE",)}, {"dam-3", "dam-4"}),
        ({"types": ("accuse",)}, {"dam-3", "dam-4"}),
        ({"types": ("ACCUSE", "COERCE")}, {"dam-3", "dam-4", "free-1"}),
        ({"statuses": ("hypothetical",), "actors": ("Georgia",)}, {"free-2"}),
        ({"statuses": ("demanded",)}, {"fish-2"}),
        ({"statuses": ("Demanded",)}, {"fish-2"}),
        ({"outlets": ("River Wire",)}, {"dam-2", "dam-4"}),
        ({"outlets": ("river wire", "Skerry Radio")}, {"dam-2", "dam-4", "fish-2"}),
        ({"outlets": ("River",)}, set()),
        ({"types": ("ACCUSE",), "outlets": ("River Wire",), "actors": ("Bolivia",)}, {"dam-4"}),
        ({"as_of": "2023-03-07"}, {"dam-1", "dam-2"}),
        ({"as_of": "2023-03"}, ALL_DAM),
        ({"as_of": "2022"}, set()),
    ],
)  # fmt: skip
def test_filters(wanted: dict[str, Any], expected: set[str], whole: sqlite3.Connection) -> None:
    assert refs(whole, rows(whole, **wanted)) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2023-04-05", None, {"fish-2", "fish-3", "free-1", "free-2"}),
        ("2023-04-06", None, {"fish-3", "free-1", "free-2"}),
        ("2023-05", None, {"free-1", "free-2"}),
        ("2024", None, set()),
        (None, "2023-03-06", {"dam-1", "dam-2"}),  # dam-2 tells of that day
        (None, "2023-02", set()),
        ("2023-04", "2023-04", {"fish-1", "fish-2", "fish-3"}),
        ("2023-W14", "2023-W14", {"fish-1", "fish-2", "fish-3"}),
        ("2023-06", "2023-06", {"free-2"}),  # "in June": a month
        ("2023-06-12", "2023-06-12", {"free-2"}),  # may be on that day of it
        ("2023", "2023", {*ALL_DAM, "fish-1", "fish-2", "fish-3", "free-1", "free-2"}),
        ("2023-05-04", "2023-03-06", set()),
    ],
)
def test_since_and_until(since: str | None, until: str | None, expected: set[str], whole: sqlite3.Connection) -> None:
    assert refs(whole, rows(whole, since=since, until=until)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("electricity", {"dam-5"}),
        ("ELECTRICITY buys", {"dam-5"}),
        ("electricity prisoners", set()),
        ("prison*", {"free-1", "free-2"}),
        ("prison", set()),
        ('"ten prisoners"', {"free-1", "free-2"}),
        ('"prisoners ten"', set()),
        ('"impose sanctions" europ*', {"fish-2"}),
        ("asuncion", {"dam-4"}),  # written Asunción
        ("Asunción", {"dam-4"}),
        ('"Asunción on"', {"dam-4"}),
    ],
)
def test_words(words: str, expected: set[str], whole: sqlite3.Connection) -> None:
    assert refs(whole, rows(whole, words=words)) == expected


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("red cod", '"red" "cod"'),
        ("co*", '"co"*'),
        ('"red cod" fish', '"red cod" "fish"'),
        ('say "red cod', '"say" "red cod"'),  # a quotation mark that nothing closes
        ("NEAR(a, b)", '"NEAR(a," "b)"'),
        ("a AND NOT b", '"a" "AND" "NOT" "b"'),
        ("a - b", '"a" "b"'),
        ("a \x00b\ud800", '"a" "b"'),
        ("*", None),
        ("- (", None),
        ('""', None),
        ("", None),
    ],
)  # fmt: skip
def test_queries(words: str, found: str | None) -> None:
    if found is not None:
        assert query(words) == found
        return
    with pytest.raises(UsageError, match="there is no word to look for"):
        query(words)


@pytest.mark.parametrize(
    "value", ["soon", "2023-13", "2023-02-30", "23-01-01", "2023-1", "", "yesterday", "01.02.2023"]
)
@pytest.mark.parametrize("option", ["since", "until", "as_of"])
def test_dates_that_are_none(option: str, value: str, whole: sqlite3.Connection) -> None:
    given: dict[str, Any] = {option: value}
    if not value:  # an empty option is none
        assert ask(whole, replace(Wanted(), **given)).rows == ask(whole, Wanted()).rows
        return
    with pytest.raises(UsageError) as caught:
        ask(whole, replace(Wanted(), **given))
    assert str(caught.value) == (
        f"--{option.replace('_', '-')} {value}: this is no date. Write a day, month or year, such as 2022-02-10 or 2022-02."
    )


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2024-02-03",) * 3],
)
def test_precision(value: str, first: str, last: str) -> None:
    assert (day(value, "--since"), day(value, "--until", last=True)) == (first, last)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Urugay", "Did you mean Uruguay?"),
        ("Tomas Ardenn", "Did you mean Tomas Arden?"),
        ("Xyzzy", "communique search finds words of the reports."),
        ("", "communique search finds words of the reports."),
        ("!!", "communique search finds words of the reports."),
        ("Japan", "communique search finds words of the reports."),  # known, but not here
    ],
)
def test_names_that_are_nobodys(name: str, remedy: str, whole: sqlite3.Connection) -> None:
    with pytest.raises(UsageError) as caught:
        rows(whole, actors=(name,))
    assert caught.value.place == f"name {name!r}"
    assert remedy in caught.value.remedy


def test_order_is_by_day_and_what_has_none_comes_last(sheets: Put) -> None:
    one = Sheet("one", "2023-03-06", [
        Line("Uruguay will write.", "CONSULT", "URY", trigger="write", status="planned"),
        Line("Uruguay will talk.", "CONSULT", "URY", trigger="talk", status="planned", day="2023-05"),
        Line("Uruguay met Bolivia.", "CONSULT", "URY", "BOL", day="2023-03-01"),
        Line("Uruguay said no.", "SAY", "URY"),
    ])  # fmt: skip
    found = rows(sheets(one))
    assert [r["when"] for r in found] == ["2023-03-01", "2023-03-06", "2023-05", "unknown"]
    assert [r["basis"] for r in found] == ["stated", "reported", "stated", "reported"]
    assert [(r["first"], r["last"]) for r in found][2:] == [("2023-05-01", "2023-05-31"), (None, None)]


def test_a_row_for_each_event_however_many_tell_it(whole: sqlite3.Connection) -> None:
    [row] = rows(whole, types=("ACCUSE",))
    assert (row["reports"], row["outlets"]) == (2, 2)
    assert row["first_report"] == "Delta Post, 2023-03-10"
    assert (row["who"], row["whom"], row["when"]) == ("Uruguay", "Bolivia", "2023-03-10")
    assert (row["doing"], row["done_to"]) == (["URY"], ["BOL"])
    assert len(row["mentions"]) == 2
    told = rows(whole, mentions=True, types=("ACCUSE",))
    assert sorted((r["reports"], r["outlets"], r["first_report"]) for r in told) == [
        (1, 1, "Delta Post, 2023-03-10"),
        (1, 1, "River Wire, 2023-03-11"),
    ]
    assert sorted(r["id"] for r in told) == sorted(row["mentions"])


def test_a_filter_leaves_counts_alone_but_as_of_cuts_them(whole: sqlite3.Connection) -> None:
    [narrow] = rows(whole, types=("ACCUSE",), outlets=("River Wire",))
    assert (narrow["reports"], len(narrow["mentions"])) == (2, 1)
    [then] = rows(whole, types=("ACCUSE",), as_of="2023-03-10")
    assert (then["reports"], then["outlets"], len(then["mentions"])) == (1, 1, 1)


def test_limit(whole: sqlite3.Connection) -> None:
    everything = ask(whole, Wanted())
    some = ask(whole, Wanted(), limit=3)
    assert some.rows == everything.rows[:3]
    assert some.notes == [f"{len(everything.rows) - 3} more; --limit shows them."]
    assert ask(whole, Wanted(), limit=len(everything.rows)).notes == everything.notes == []


def test_nothing_found(whole: sqlite3.Connection) -> None:
    found = ask(whole, Wanted(since="2030"))
    assert (found.rows, found.empty) == ([], "No event of the record fits.")
