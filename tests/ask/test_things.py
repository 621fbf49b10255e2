"""Anything by its id, by a beginning of it, or by the id of an older reading."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from ask.sheet import Line, Sheet, join
from ask.test_threads import ONE, THREE, TWO, Put, reply
from communique.ask import things
from communique.ask.things import Thing, find, tables
from communique.ask.threads import threads
from communique.errors import UsageError
from communique.store import judgements


def one(db: sqlite3.Connection, kind: str) -> str:
    """The first id of a kind."""
    if kind == "exchange":
        return threads(db)[0].id
    table = {"report": "reports", "event": "events", "group": "groups"}[kind]
    return str(db.execute(f"SELECT min(id) FROM {table}").fetchone()[0])


@pytest.mark.parametrize("kind", ["report", "event", "group", "exchange"])
def test_by_id_and_by_a_beginning(kind: str, whole: sqlite3.Connection) -> None:
    identity = one(whole, kind)
    assert find(whole, identity) == Thing(kind, identity)
    assert find(whole, identity[:9]) == Thing(kind, identity)
    with pytest.raises(UsageError, match="the record holds nothing with this id"):
        find(whole, identity + "0")


@pytest.mark.parametrize("wanted", ["URY", "~tomas-arden"])
def test_actors(wanted: str, whole: sqlite3.Connection) -> None:
    assert find(whole, wanted) == Thing("actor", wanted)
    assert tables(whole, find(whole, wanted))[0].title == "Who it is"


@pytest.mark.parametrize("wanted", ["dam-1", "https://press.example/dam-1"])
def test_reports_by_name_and_address(wanted: str, whole: sqlite3.Connection) -> None:
    [(identity,)] = whole.execute("SELECT id FROM reports WHERE ref = 'dam-1'").fetchall()
    assert find(whole, wanted) == Thing("report", identity)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("e", "several begin so"),
        ("g", "several begin so"),
        ("x", "several begin so"),
        ("zzzz", "the record holds nothing with this id"),
        ("", "several begin so"),
        ("e%", "the record holds nothing with this id"),
        ("' OR 1=1 --", "the record holds nothing with this id"),
        ("\x00", "the record holds nothing with this id"),
    ],
)
def test_what_names_nothing_or_too_much(wanted: str, reason: str, whole: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        find(whole, wanted)
    assert caught.value.place == f"id {wanted}"


def test_a_short_beginning_is_not_enough_even_if_only_one_begins_so(sheets: Put) -> None:
    db = sheets(ONE)
    with pytest.raises(UsageError, match=f"several begin so. Write more of it: {ONE.id(0)} …"):
        find(db, "e")
    assert find(db, ONE.id(0)[:4]).id == ONE.id(0)


def test_an_older_reading_leads_to_the_newest(sheets: Put) -> None:
    db = sheets(ONE)
    steps = [("e00", "e01"), ("e01", "e02"), ("e02", ONE.id(0))]
    db.executemany("INSERT INTO redirects VALUES (?, ?, 'event', 'the report was read again')", steps)
    found = find(db, "e00")
    assert (found.kind, found.id) == ("event", ONE.id(0))
    assert found.moved == f"e00: the report was read again; now {ONE.id(0)}"
    assert find(db, ONE.id(0)).moved == ""
    assert tables(db, found)[0].rows[0]["id"] == ONE.id(0)


def test_what_is_gone_for_good_says_so(sheets: Put) -> None:
    db = sheets(ONE)
    rows = [("e01", "e02"), ("e02", None), ("e03", "e04"), ("e04", "e03")]
    db.executemany("INSERT INTO redirects VALUES (?, ?, 'event', 'a later version of the report')", rows)
    with pytest.raises(
        UsageError, match="id e01: a later version of the report, and what it stood for is no longer there"
    ):
        find(db, "e01")
    assert find(db, "e03").kind == "event"  # a circle, which nothing makes, ends


def test_a_superseded_report_leads_to_the_later_version(sheets: Put) -> None:
    other = Sheet("one", "2023-03-08", [Line("Uruguay said no.", "SAY", "URY")], edition="1b")
    db = sheets(ONE, other)
    old, new = (i for (i,) in db.execute("SELECT id FROM reports ORDER BY version").fetchall())
    found = find(db, old)
    assert (found.kind, found.id, found.moved) == ("report", new, f"{old}: a later version of the report; now {new}")
    entries, versions = tables(db, found)
    assert [r["sentence"] for r in entries.rows] == ["Uruguay said no."]
    assert [(r["id"], r["version"], r["current"]) for r in versions.rows] == [(old, 1, 0), (new, 2, 1)]


def test_an_exchange_of_one_report_leads_to_that_across_reports(whole: sqlite3.Connection) -> None:
    own = dict(whole.execute("SELECT id, opening FROM exchanges").fetchall())
    merged = [i for i in own if i not in {t.id for t in threads(whole)}]
    assert merged
    for identity in own:
        found = find(whole, identity)
        assert found.kind == "exchange"
        assert own[identity] in {e.id for e in things.exchange(whole, found.id).openings}


def test_an_event_and_its_links(sheets: Put) -> None:
    db = sheets(ONE, THREE)
    join(db, THREE.id(0), ONE.id(0))
    event, links = tables(db, find(db, THREE.id(0)))
    assert event.title == f"CONSULT {THREE.id(0)}"
    assert [(r["who"], r["whom"], r["judged"]) for r in event.rows] == [("Paraguay", "Uruguay", "")]
    assert [(r["link"], r["scope"], r["why"], r["id"]) for r in links.rows] == [
        ("answers", "another report", "made", ONE.id(0))
    ]
    back = tables(db, find(db, ONE.id(0)))[1]
    assert [r["link"] for r in back.rows] == ["is what Paraguay answers"]
    assert tables(sheets(ONE), Thing("event", ONE.id(0)))[1].empty == "No link."


def test_what_was_rejected_is_kept_and_marked(sheets: Put) -> None:
    db = sheets(ONE, THREE)
    join(db, THREE.id(0), ONE.id(0))
    judgements.make(db, by="desk", verb="reject", kind="event", target=THREE.id(0))
    judgements.make(db, by="desk", verb="reject", kind="link", target=THREE.id(0), other=ONE.id(0))
    event, links = tables(db, find(db, THREE.id(0)))
    assert event.rows[0]["judged"] == "rejected"
    assert [r["judged"] for r in links.rows] == ["rejected"]


def test_a_group(whole: sqlite3.Connection) -> None:
    [(identity,)] = whole.execute("SELECT id FROM groups WHERE type = 'ACCUSE'").fetchall()
    mentions, *rest = tables(whole, find(whole, identity))
    assert mentions.title == "ACCUSE 2023-03-10: 2 reports, 2 independent outlets"
    assert [(r["outlet"], r["who"], r["whom"]) for r in mentions.rows] == [
        ("Delta Post", "Uruguay", "Bolivia"),
        ("River Wire", "Uruguay", "Bolivia"),
    ]
    assert not [t for t in rest if not t.rows]


def test_an_exchange(sheets: Put) -> None:
    none = Sheet("claim", "2023-03-10", [reply("PRY", "URY", "2023-03-10", "Nobody did reply.", status="denied")])
    db = sheets(ONE, TWO, THREE, none)
    join(db, THREE.id(0), ONE.id(0))
    openings, whom, answers = tables(db, find(db, threads(db)[0].id))
    assert openings.title == "CONSULT 2023-03-06: Uruguay"
    assert [r["id"] for r in openings.rows] == [ONE.id(0), TWO.id(0)]
    assert [(r["addressee"], r["state"]) for r in whom.rows] == [
        ("Paraguay", "answered"),
        ("Bolivia", "owed"),
        ("Norway", "owed"),
    ]
    assert [(r["kind"], r["why"], r["id"]) for r in answers.rows] == [("answered", "made", THREE.id(0))]
    assert len(answers.notes) == 1


def test_an_exchange_without_an_answer(sheets: Put) -> None:
    db = sheets(ONE)
    answers: Any = tables(db, find(db, threads(db)[0].id))[2]
    assert (answers.rows, answers.empty) == ([], "No answer found in these reports.")
