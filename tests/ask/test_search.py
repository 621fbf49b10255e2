"""Search: every string is a question, and none is a command of the search engine."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ask.sheet import Line, Sheet
from ask.test_threads import Put
from communique.ask.search import ask
from communique.errors import UsageError


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("dam", 5),
        ("DAM building", 4),
        ("electricity", 1),
        ("electr*", 1),
        ('"cod quota"', 2),
        ('"quota cod"', 0),
        ("quota -cod", 2),  # a hyphen is no command
        ("quota - cod", 2),  # nor a word
        ("cod \N{FISH}", 2),
        ("Asuncion", 1),
        ("“We", 2),
        ("zebra", 0),
    ],
)
def test_words(words: str, number: int, whole: sqlite3.Connection) -> None:
    assert len(ask(whole, words).rows) == number


HOSTILE = [
    '"', '"""', "*", "**", "(", ")", "()", "AND", "OR", "NOT", "NEAR", "NEAR(a b, 3)", "a AND", "-", "--", "-cod", "^cod", "text:cod",
    "{text}:cod", "cod + fish", "\N{FISH}", "\N{FISH}*", "cod\N{FISH}", "'", "'; DROP TABLE reports; --", "\\", "%", "_", "?1", ":a",
    "cod\x00", "\x00", "\ufeffcod", "\u202ecod", "ß", "ﬁsh", "İ", "a" * 5000, '"cod', 'cod"', '" "', '"*"', '"cod*"', "cod*fish", "\ud800",
    "cod\ud800", "日本",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_breaks_it(words: str, whole: sqlite3.Connection) -> None:
    if any(c.isalnum() for c in words):
        assert len(ask(whole, words).rows) < 10
        return
    with pytest.raises(UsageError, match="there is no word to look for"):
        ask(whole, words)


@given(st.text(max_size=20))
def test_nothing_at_all_breaks_it(whole: sqlite3.Connection, words: str) -> None:
    test_nothing_breaks_it(words, whole)


@pytest.mark.parametrize(
    ("words", "number"),
    [("Łódź", 1), ("łódź", 1), ("Straße", 1), ("Øresund", 1), ("øres*", 1), ("Ærø", 1), ("Ostsee", 0)],
)
def test_letters_that_have_no_accent_to_lose(words: str, number: int, sheets: Put) -> None:
    one = Sheet("one", "2023-03-06", [Line("Norway wrote to Łódź, Ærø, Øresund and Straße.", "CONSULT", "NOR")])
    assert len(ask(sheets(one), words).rows) == number


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        ({}, {"2023-03-06", "2023-03-07", "2023-03-10", "2023-03-15"}),
        ({"since": "2023-03-10"}, {"2023-03-10", "2023-03-15"}),
        ({"until": "2023-03-07"}, {"2023-03-06", "2023-03-07"}),
        ({"since": "2023-03-07", "until": "2023-03-10"}, {"2023-03-07", "2023-03-10"}),
        ({"since": "2024-01-01"}, set()),
    ],
)
def test_days(wanted: dict[str, Any], days: set[str], whole: sqlite3.Connection) -> None:
    assert {r["day"] for r in ask(whole, "dam", **wanted).rows} == days


def test_a_row(whole: sqlite3.Connection) -> None:
    [row] = ask(whole, "sanctions").rows
    assert row["sentence"] == "Iceland asked the European Union on Wednesday to impose [sanctions] on Norway."
    assert row["text"] == row["sentence"].replace("[", "").replace("]", "")
    assert row["entries"] == "REQUEST Iceland → European Union, SANCTION European Union → Norway"
    assert len(row["events"]) == 2
    assert (row["outlet"], row["title"], row["url"]) == (
        "Skerry Radio",
        "Brussels is asked",
        "https://press.example/fish-2",
    )


def test_limit(whole: sqlite3.Connection) -> None:
    every, some = ask(whole, "dam"), ask(whole, "dam", limit=2)
    assert some.rows == every.rows[:2]
    assert (some.notes, every.notes) == (["There are more; --limit shows them."], [])
    assert ask(whole, "dam", limit=len(every.rows)).notes == []
    assert ask(whole, "zebra").empty == "No sentence holds these words."
