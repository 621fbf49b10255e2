from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable

import numpy as np
import pytest

from ask.sheet import Line, Sheet
from communique.ask import judging
from communique.ask.judged import Judged
from communique.ask.shelf import Shelf, View, touch
from communique.ask.standing import Standing
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.errors import UsageError
from communique.ledger.add import begin_run, end_run, save
from communique.ledger.linking import link


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def flat(some: list[Thread] | tuple[Thread, ...]) -> list[str]:
    return [
        repr((t.id, t.openings, t.answers, t.debts, t.claims, t.outcome, sorted(t.reasons.items()), t.day))
        for t in some
    ]


def plain(events: Standing) -> dict[str, tuple[object, ...]]:
    """What the columns say of each event, by its id; those that do not stand are left out."""
    parts: dict[int, list[tuple[object, ...]]] = {}
    for row, side, actor, party, person in zip(
        events.part_event.tolist(), events.part_side.tolist(), events.part_actor.tolist(), events.part_party.tolist(),
        events.part_person.tolist(), strict=True,
    ):  # fmt: skip
        names = (events.actors[actor], events.actors[party] if party >= 0 else None, events.actors[person])
        parts.setdefault(row, []).append((side, *names))
    return {
        events.ids[row]: (
            events.reports[events.report[row]],
            events.types[events.type[row]],
            events.statuses[events.status[row]],
            int(events.early[row]),
            int(events.late[row]),
            bool(events.certain[row]),
            events.keys(np.array([row])),
            sorted(parts.get(row, []), key=repr),
        )
        for row in np.flatnonzero(events.live).tolist()
    }


def order(events: Standing) -> list[list[str]]:
    rows = [(int(events.rank[row]), events.ids[row]) for row in range(len(events.live)) if events.live[row]]
    found: dict[int, list[str]] = {}
    for rank, name in sorted(rows):
        found.setdefault(rank, []).append(name)
    return list(found.values())


def same(db: sqlite3.Connection, view: View) -> None:
    """That a view brought up to date is one made anew."""
    fresh = Shelf().view(db)
    assert flat(view.threads) == flat(fresh.threads) == flat(threads(db))
    assert plain(view.events) == plain(fresh.events)
    assert order(view.events) == order(fresh.events)


def ids(db: sqlite3.Connection) -> list[str]:
    return [i for (i,) in db.execute("SELECT id FROM events ORDER BY id")]


def judged(db: sqlite3.Connection, chance: random.Random) -> bool:
    """One judgement made at random; False: it is none that can be made."""
    events, told = ids(db), threads(db)
    mine = [e.id for t in told for e in (*t.openings, *(a.entry for a in t.answers), *t.claims)]
    pick = chance.choice(mine if chance.random() < 0.7 else events)
    verb = chance.choice(["accept", "reject", "type", "status", "actors", "merge", "split", "link", "undo", "person"])
    try:
        if verb in ("accept", "reject"):
            judging.judge(db, verb, [pick], by="A")
        elif verb == "type":
            judging.judge(
                db,
                "correct",
                [pick],
                by="A",
                field="type",
                value=chance.choice(["REQUEST", "REJECT", "CONSULT", "SAY"]),
            )
        elif verb == "status":
            judging.judge(
                db, "correct", [pick], by="A", field="status", value=chance.choice(["actual", "planned", "denied"])
            )
        elif verb == "actors":
            judging.judge(
                db, "correct", [pick], by="A", field="actors", value=chance.choice(["NOR", "URY", "ISL, FRA"])
            )
        elif verb == "merge":
            judging.judge(db, "merge", [pick, chance.choice(mine)], by="A")
        elif verb == "split":
            judging.judge(db, "split", [pick], by="A")
        elif verb == "link":
            thread = chance.choice([t for t in told if t.answers])
            judging.judge(
                db, chance.choice(["accept", "reject"]), [thread.answers[0].entry.id, thread.first.id], by="A"
            )
        elif verb == "person":
            some = [a for (a,) in db.execute("SELECT DISTINCT actor FROM persons ORDER BY actor")]
            judging.judge(db, chance.choice(["merge", "split"]), chance.sample(some, 2), by="A")
        else:
            last = db.execute("SELECT max(id) FROM judgements").fetchone()[0] or 0
            judging.judge(db, "undo", [str(chance.randint(1, max(last, 1)))], by="A")
    except UsageError:
        return False
    return True


@pytest.mark.parametrize("seed", range(6))
def test_after_judgements_a_view_is_as_if_made_anew(db: sqlite3.Connection, seed: int) -> None:
    chance = random.Random(seed)
    shelf = Shelf(seconds=1e9, clock=Clock())
    before = shelf.view(db)
    made = 0
    for _ in range(25):
        if judged(db, chance):
            made += 1
            view = shelf.view(db)
            assert view is not before
            assert shelf.view(db) is view
            before = view
            same(db, view)
    assert made > 8


def test_what_nothing_touches_is_not_made_again(db: sqlite3.Connection) -> None:
    shelf = Shelf(seconds=1e9, clock=Clock())
    view = shelf.view(db)
    beside = next(i for i in ids(db) if i not in shelf._kept.entries)
    judging.judge(db, "accept", [beside], by="A")
    accepted = shelf.view(db)
    assert accepted.threads is view.threads
    assert accepted.events is view.events
    assert beside in accepted.judged.accepted
    judging.judge(db, "reject", [beside], by="A")
    rejected = shelf.view(db)
    assert rejected.threads is view.threads
    assert beside not in plain(rejected.events)
    opening = view.threads[0].openings[0].id
    judging.judge(db, "accept", [opening], by="A")
    told = shelf.view(db)
    assert told.events is rejected.events
    assert told.by_event[opening][0].openings[0].judged == "accepted"
    same(db, told)


def test_what_judgements_touch(db: sqlite3.Connection) -> None:
    one, other = ids(db)[:2]
    judging.judge(db, "reject", [one], by="A")
    judging.judge(db, "accept", [other], by="A")
    assert touch(db, 0).events == {one, other}
    assert touch(db, 1).only_accepted
    judging.judge(db, "undo", ["2"], by="A")
    assert touch(db, 2).events == {other}
    assert not touch(db, 2).only_accepted


def sheet(name: str, day: str, text: str = "Uruguay wrote to Paraguay.") -> Sheet:
    return Sheet(name, day, [Line(text, "CONSULT", "URY", "PRY", day=day, opens=True, rule="CONSULT.write-to")])


def test_reports_show_when_it_is_time(sheets: Callable[..., sqlite3.Connection]) -> None:
    db = sheets(sheet("one", "2023-03-01"))
    clock = Clock()
    shelf = Shelf(seconds=10.0, clock=clock)
    first = shelf.view(db)
    assert [t.day for t in first.threads] == ["2023-03-01"]
    run = begin_run(db, "add", "none", {})
    save(db, sheet("two", "2023-04-01").record(), run)
    link(db)
    end_run(db, run)
    assert shelf.view(db) is first
    judging.judge(db, "accept", [sheet("one", "2023-03-01").id(0)], by="A")
    judged_since = shelf.view(db)
    assert judged_since.threads[0].openings[0].judged == "accepted"
    assert judged_since.stamp.run == first.stamp.run
    clock.now = 10.0
    second = shelf.view(db)
    assert [t.day for t in second.threads] == ["2023-03-01", "2023-04-01"]
    same(db, second)
    assert shelf.view(db) is second


def test_a_later_version_takes_the_place_of_the_report(sheets: Callable[..., sqlite3.Connection]) -> None:
    db = sheets(sheet("one", "2023-03-01"), sheet("two", "2023-03-05"))
    clock = Clock()
    shelf = Shelf(seconds=1.0, clock=clock)
    shelf.view(db)
    clock.now = 1e6
    run = begin_run(db, "add", "none", {})
    later = Sheet(
        "one",
        "2023-03-02",
        [Line("Uruguay wrote to Bolivia today.", "CONSULT", "URY", "BOL", opens=True)],
        edition="late",
    )
    save(db, later.record(), run)
    link(db)
    view = shelf.view(db)
    same(db, view)
    assert later.id(0) in plain(view.events)
    assert sheet("one", "2023-03-01").id(0) not in plain(view.events)


@pytest.mark.parametrize("day", ["2023-03-07", "2023-03-15", "2023-12-31"])
def test_as_of_a_day(db: sqlite3.Connection, day: str) -> None:
    shelf = Shelf(seconds=1e9, clock=Clock())
    found = shelf.as_of(db, day)
    assert flat(found) == flat(threads(db, day))
    assert shelf.as_of(db, day) is found
    judging.judge(db, "reject", [shelf.view(db).threads[0].openings[0].id], by="A")
    assert flat(shelf.as_of(db, day)) == flat(threads(db, day))


def test_states_and_sides(db: sqlite3.Connection) -> None:
    view = Shelf().view(db)
    assert view.by_id == {t.id: t for t in view.threads}
    for side, some in view.by_addressee.items():
        assert all(side in {d.addressee.side for d in t.debts} for t in some)
    for side, some in view.by_asker.items():
        assert all(side in t.askers for t in some)
    owing = {t.id for t in view.open}
    assert {t.id for t in view.threads if any(d.state == "owed" for d in t.debts)} <= owing
    assert owing < set(view.by_id)
    assert [t for t in view.threads if t.disputes] == view.disputed
    assert Judged(db).rejected == view.judged.rejected
