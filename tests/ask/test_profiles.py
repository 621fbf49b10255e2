from __future__ import annotations

import random
import sqlite3

import pytest

from ask.test_shelf import judged
from communique.ask import profiles, who
from communique.ask.shelf import Shelf
from communique.errors import UsageError

NAMES = ("Uruguay", "Norway", "Paraguay", "Iceland")


def same(db: sqlite3.Connection, shelf: Shelf, name: str) -> int:
    view = shelf.view(db)
    found, known = profiles.profile(db, view, name), who.ask(db, name)
    assert [t.title for t in found] == [t.title for t in known]
    assert found[0] == known[0]
    assert found[2] == known[2] or sorted(found[2].rows, key=repr) == sorted(known[2].rows, key=repr)
    count = {r["id"]: r["events"] for r in known[3].rows}
    assert all(count.get(r["id"], r["events"]) <= r["events"] for r in found[3].rows)  # one person under several ids
    assert {r["id"] for r in found[4].rows} == {r["id"] for r in known[4].rows}
    return len(found[2].rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_says_what_who_says(whole: sqlite3.Connection, name: str) -> None:
    assert same(whole, Shelf(), name) > 0
    spelled = profiles.profile(whole, Shelf().view(whole), name)[1].rows
    known = {r["spelling"]: (r["times"], r["reports"]) for r in who.ask(whole, name)[1].rows}
    assert {r["spelling"]: (r["times"], r["reports"]) for r in spelled} == known
    for row in spelled:
        text = whole.execute("SELECT text FROM reports WHERE id = ?", (row["report"],)).fetchone()[0]
        assert row["spelling"] in text


@pytest.mark.parametrize("seed", range(2))
def test_a_profile_knows_what_was_judged(db: sqlite3.Connection, seed: int) -> None:
    chance, shelf = random.Random(seed), Shelf()
    for _ in range(15):
        judged(db, chance)
    assert sum(same(db, shelf, name) for name in NAMES) > 0


def test_actors_by_how_much_they_do(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    page = profiles.actors(whole, view)
    counts = [r["mentions"] for r in page.table.rows]
    assert counts == sorted(counts, reverse=True)
    assert page.total == len(page.table.rows) > 5
    for row in page.table.rows:
        number = whole.execute(
            "SELECT count(DISTINCT x.event) FROM event_actors x JOIN events e ON e.id = x.event JOIN reports r ON r.id = e.report"
            " LEFT JOIN persons p ON p.report = e.report AND p.actor = x.actor"
            " WHERE r.current = 1 AND x.side = 'actor' AND coalesce(p.person, x.actor) = ?",
            (row["id"],),
        ).fetchone()[0]
        assert row["mentions"] == number
    assert profiles.actors(whole, view, offset=3, limit=2).table.rows == page.table.rows[3:5]
    assert {r["name"] for r in profiles.actors(whole, view, "urug").table.rows} == {"Uruguay"}
    assert profiles.actors(whole, view, "zeppelin").table.rows == []
    with pytest.raises(UsageError, match="below 0"):
        profiles.actors(whole, view, offset=-1)
