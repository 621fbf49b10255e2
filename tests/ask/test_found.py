from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from communique.ask import judging, search
from communique.ask.entries import load
from communique.ask.found import Sought
from communique.ask.found import search as find
from communique.ask.shelf import Shelf
from communique.errors import UsageError


def test_the_sentences_are_those_of_the_search(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    known = search.ask(whole, "letter", limit=1000).rows
    found = find(whole, view, Sought("letter"), limit=100)
    assert found.page.total == len(known) == len(found.page.table.rows) > 3
    assert {(r["report"], r["number"]): (r["text"], r["events"]) for r in found.page.table.rows} == {
        (r["report"], r["number"]): (r["text"], r["events"]) for r in known
    }
    scores = [r["score"] for r in found.page.table.rows]
    assert scores == sorted(scores)
    for row in found.page.table.rows:
        for side, number in (("before", row["number"] - 1), ("after", row["number"] + 1)):
            text = whole.execute(
                "SELECT text FROM sentences WHERE report = ? AND number = ?", (row["report"], number)
            ).fetchone()
            assert row[side] == (text[0] if text else "")


def test_facets_count_sentences(whole: sqlite3.Connection) -> None:
    found = find(whole, Shelf().view(whole), Sought("letter"), limit=100)
    rows = found.page.table.rows
    entries = [list(load(whole, r["events"]).values()) for r in rows]
    assert dict(found.facets["outlet"]) == Counter(r["outlet"] for r in rows)
    assert dict(found.facets["period"]) == Counter(r["day"][:7] for r in rows)
    assert dict(found.facets["type"]) == Counter(t for some in entries for t in {e.type for e in some})
    assert dict(found.facets["status"]) == Counter(s for some in entries for s in {e.status for e in some})
    sides = Counter(
        s for some in entries for s in {p.side for e in some for p in (*e.actors, *e.recipients, *e.behalf)}
    )
    assert all(sides[side] == n for side, n in found.facets["actor"])
    assert list(found.facets["type"]) == sorted(found.facets["type"], key=lambda f: (-f[1], f[0]))


def test_a_facet_chosen_gives_as_many_as_it_says(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    found = find(whole, view, Sought("letter"))
    for kind, n in found.facets["type"]:
        assert find(whole, view, Sought("letter", types=(kind,))).page.total == n
    for status, n in found.facets["status"]:
        assert find(whole, view, Sought("letter", statuses=(status,))).page.total == n
    for outlet, n in found.facets["outlet"]:
        assert find(whole, view, Sought("letter", outlets=(outlet.upper(),))).page.total == n
    for period, n in found.facets["period"]:
        assert find(whole, view, Sought("letter", since=period, until=period)).page.total == n
    for side, n in found.facets["actor"]:
        if not side.startswith("~"):
            assert find(whole, view, Sought("letter", actors=(side,))).page.total == n


def test_pages_and_order(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    all_ = find(whole, view, Sought("letter"), limit=100, order="newest").page.table.rows
    days = [r["day"] for r in all_]
    assert days == sorted(days, reverse=True)
    second = find(whole, view, Sought("letter"), offset=1, limit=2, order="newest")
    assert second.page.table.rows == all_[1:3]
    assert second.page.more


def test_what_was_judged_is_found_so(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    row = next(
        r for r in find(db, shelf.view(db), Sought("letter"), limit=100).page.table.rows if len(r["events"]) == 1
    )
    judging.judge(db, "correct", row["events"], by="A", field="type", value="AID")
    found = find(db, shelf.view(db), Sought("letter", types=("aid",))).page.table.rows
    assert [r["events"] for r in found] == [row["events"]]
    judging.judge(db, "reject", row["events"], by="A")
    assert find(db, shelf.view(db), Sought("letter", types=("aid",))).page.total == 0


def test_what_is_asked_must_make_sense(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    with pytest.raises(UsageError, match="no such order"):
        find(whole, view, Sought("letter"), order="best")
    with pytest.raises(UsageError, match="below 0"):
        find(whole, view, Sought("letter"), limit=-1)
    with pytest.raises(UsageError, match="no word"):
        find(whole, view, Sought("?"))
    assert find(whole, view, Sought("zeppelin")).page.table.rows == []
