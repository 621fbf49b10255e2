from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest

from ask.test_shelf import judged
from communique.ask import pages, timeline
from communique.ask.entries import load
from communique.ask.rows import Row
from communique.ask.shelf import Shelf, View
from communique.ask.timeline import Wanted
from communique.errors import UsageError

WANTED = (
    Wanted(),
    Wanted(actors=("Uruguay",)),
    Wanted(actors=("Norway", "ISL")),
    Wanted(types=("request", "CONSULT")),
    Wanted(statuses=("actual",)),
    Wanted(since="2023-03-05"),
    Wanted(until="2023-03-08"),
    Wanted(since="2023-03", until="2023-03", types=("CONSULT",)),
    Wanted(words="letter"),
    Wanted(outlets=("delta post",)),
    Wanted(as_of="2023-03-10"),
    Wanted(as_of="2023-03-10", words="letter", statuses=("actual", "denied")),
)


def turned(db: sqlite3.Connection, view: View, wanted: Wanted, size: int) -> Iterator[Row]:
    """The rows of all pages."""
    at = 0
    while True:
        page = pages.page(db, view, wanted, offset=at, limit=size)
        assert page.offset == at
        assert len(page.table.rows) == min(size, page.total - at)
        assert page.more == (at + size < page.total)
        yield from page.table.rows
        at += size
        if at >= page.total:
            return


def check(db: sqlite3.Connection, view: View, wanted: Wanted) -> int:
    whole = timeline.ask(db, wanted).rows
    found = list(turned(db, view, wanted, 7))
    assert sorted(r["id"] for r in found) == sorted(r["id"] for r in whole)
    by_id = {r["id"]: r for r in whole}
    assert all(r == by_id[r["id"]] for r in found)
    return len(found)


@pytest.mark.parametrize("wanted", WANTED)
def test_pages_are_the_timeline_cut_up(whole: sqlite3.Connection, wanted: Wanted) -> None:
    view = Shelf().view(whole)
    assert check(whole, view, wanted) == pages.page(whole, view, wanted).total > 0
    days = [r["first"] or r["last"] or "9999" for r in turned(whole, view, wanted, 7)]
    assert wanted.as_of or days == sorted(days)


@pytest.mark.parametrize("seed", range(3))
def test_pages_know_what_was_judged(db: sqlite3.Connection, seed: int) -> None:
    chance, shelf = random.Random(seed), Shelf()
    shelf.view(db)
    for _ in range(20):
        judged(db, chance)
    view = shelf.view(db)
    assert sum(check(db, view, wanted) for wanted in WANTED if not wanted.as_of) > len(WANTED)


def test_bars_are_the_rows(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    for wanted in WANTED:
        rows = {r["id"]: r for r in timeline.ask(whole, wanted).rows}
        found = pages.bars(whole, view, wanted)
        assert found.total == len(rows)
        assert not found.notes
        assert {b.id for b in found.bars} == set(rows)
        for bar in found.bars:
            row = rows[bar.id]
            entries = load(whole, row["mentions"])
            assert (bar.type, bar.mentions) == (row["type"], len(row["mentions"]))
            assert bar.status in {e.status for e in entries.values()}
            assert bar.reported == min(e.published for e in entries.values() if e.published)
            assert bar.precise == any(e.basis in ("stated", "relative") for e in entries.values())
            sides = {p.side for e in entries.values() for p in e.actors}
            assert bar.lane in sides if bar.lane else any(not e.actors for e in entries.values())
            if not wanted.as_of:
                assert (bar.first, bar.last) == (row["first"], row["last"])


def test_bars_are_bounded(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    all_ = pages.bars(whole, view, Wanted())
    some = pages.bars(whole, view, Wanted(), limit=5)
    assert some.bars == all_.bars[:5]
    assert some.total == all_.total
    assert some.notes == [f"The first 5 of {all_.total} events are drawn; a shorter period shows the rest."]


def test_words_of_very_many_sentences(whole: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 1)
    page = pages.page(whole, Shelf().view(whole), Wanted(words="the"))
    assert page.table.notes == ["More than 1 sentences hold these words; events of 1 of them are looked at."]


def test_what_is_asked_must_make_sense(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    with pytest.raises(UsageError, match="below 0"):
        pages.page(whole, view, Wanted(), offset=-1)
    with pytest.raises(UsageError, match="no date"):
        pages.page(whole, view, Wanted(since="soon"))
    with pytest.raises(UsageError, match="nobody so"):
        pages.bars(whole, view, Wanted(actors=("Atlantis",)))
    assert pages.page(whole, view, Wanted(), limit=100_000).limit == pages.LIMIT
    assert pages.page(whole, view, Wanted(types=("AID",), outlets=("nowhere",))).table.rows == []
