from __future__ import annotations

import sqlite3

import pytest

from communique.ask import judging, listed
from communique.ask.entries import load
from communique.ask.shelf import Shelf
from communique.errors import UsageError


def test_the_reports(whole: sqlite3.Connection) -> None:
    view = Shelf().view(whole)
    known = whole.execute(
        "SELECT id, published, coalesce(outlet, ref), title, (SELECT count(*) FROM events e WHERE e.report = r.id) FROM reports r"
        " WHERE current = 1 ORDER BY first_day IS NULL, first_day DESC, id"
    ).fetchall()
    page = listed.reports(whole, view)
    keys = ("id", "published", "outlet", "title", "events")
    assert [tuple(r[k] for k in keys) for r in page.table.rows] == known
    assert page.total == len(known) > 5
    second = listed.reports(whole, view, offset=3, limit=2)
    assert second.table.rows == page.table.rows[3:5]
    assert second.more
    outlet = known[0][2]
    of_one = listed.reports(whole, view, outlet=outlet.upper())
    assert of_one.table.rows == [r for r in page.table.rows if r["outlet"] == outlet]
    assert listed.reports(whole, view, outlet="nowhere").table.rows == []
    with pytest.raises(UsageError, match="below 0"):
        listed.reports(whole, view, limit=-1)


def test_the_queue(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    sql = (
        "SELECT e.id, (CASE WHEN e.status <> 'actual' THEN 2 ELSE 0 END + CASE WHEN e.when_basis = 'unresolved' THEN 1 ELSE 0 END"
        " + CASE WHEN NOT EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND x.side = 'actor') THEN 1 ELSE 0 END) AS doubt"
        " FROM events e JOIN reports r ON r.id = e.report WHERE r.current = 1"
        " ORDER BY doubt DESC, r.first_day IS NULL, r.first_day DESC, e.id"
    )
    known = db.execute(sql).fetchall()
    found = listed.to_review(shelf.view(db), [])
    assert found == known
    assert {d for _, d in found} >= {0, 2}
    assert listed.to_review(shelf.view(db), [], limit=4) == known[:4]
    assert listed.to_review(shelf.view(db), [known[0][0]], limit=3) == known[1:4]
    report = load(db, [known[5][0]])[known[5][0]].report
    of_one = listed.to_review(shelf.view(db), [], report=report)
    assert {e.report for e in load(db, [i for i, _ in of_one]).values()} == {report}
    judging.judge(db, "reject", [known[0][0]], by="A")
    assert listed.to_review(shelf.view(db), []) == known[1:]
