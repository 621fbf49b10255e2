from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest

from communique.compare.coded import Coded
from communique.compare.match import Comparison, Level, Ours, Tie, dyads, match

OURS = Ours(
    "e1", "r1", "Outlet", "https://www.example.org/1/", "2022-02-10", "2022-02-10", "ACCUSE", "disapprove", "111", "actual",
    ("UKR",), ("RUS",), "Kyiv condemned the shelling.",
)  # fmt: skip
THEIRS = Coded("2022-02-10", "ACCUSE", None, None, ("UKR",), ("RUS",), None, None, 1)


def ours(**changes: Any) -> Ours:
    return dataclasses.replace(OURS, **changes)


def theirs(**changes: Any) -> Coded:
    return dataclasses.replace(THEIRS, **changes)


@pytest.mark.parametrize(
    ("event", "row", "level", "tie", "reason"),
    [
        (ours(), theirs(report="r1"), Level.type_and_dyad, Tie.report,
         "type ACCUSE and parties UKR → RUS equal; same report"),
        (ours(day_first=None, day_last=None), theirs(url="http://example.org/1"), Level.type_and_dyad, Tie.report,
         "type ACCUSE and parties UKR → RUS equal; same report"),
        (ours(), theirs(), Level.type_and_dyad, Tie.day, "type ACCUSE and parties UKR → RUS equal; same day"),
        (ours(), theirs(date="2022-02-11"), Level.type_and_dyad, Tie.next_day,
         "type ACCUSE and parties UKR → RUS equal; days next to each other"),
        (ours(), theirs(date="2022-02"), Level.type_and_dyad, Tie.overlap,
         "type ACCUSE and parties UKR → RUS equal; dates that overlap"),
        (ours(day_first="2022-02-01", day_last="2022-02-28"), theirs(), Level.type_and_dyad, Tie.overlap,
         "type ACCUSE and parties UKR → RUS equal; dates that overlap"),
        (ours(), theirs(type="REJECT", report="r1"), Level.dyad, Tie.report,
         "parties UKR → RUS equal; ours ACCUSE, theirs REJECT; same report"),
        (ours(status="denied"), theirs(report="r1", recipients=("USA",)), Level.type, Tie.report,
         "type ACCUSE equal; ours UKR → RUS, theirs UKR → USA; same report; ours is denied"),
        (ours(type="CONSULT", status="planned"), theirs(type="AGREE"), Level.type_and_dyad, Tie.day,
         "type AGREE and parties UKR → RUS equal; same day; our CONSULT is planned, which PLOVER writes as AGREE"),
        (ours(type="CONSULT", actors=("RUS", "UKR"), recipients=()), theirs(type="CONSULT"), Level.type_and_dyad, Tie.day,
         "type CONSULT and parties UKR → RUS equal; same day"),
        (ours(type="CONSULT", actors=("RUS",), recipients=("UKR",)), theirs(type="CONSULT"), Level.type_and_dyad, Tie.day,
         "type CONSULT and parties UKR → RUS equal; same day"),
        (ours(recipients=()), theirs(recipients=()), Level.type_and_dyad, Tie.day,
         "type ACCUSE and parties UKR equal; same day"),
    ],
)  # fmt: skip
def test_pairs(event: Ours, row: Coded, level: Level, tie: Tie, reason: str) -> None:
    found = match([event], [row])
    assert [(p.level, p.tie, p.reason) for p in found.pairs] == [(level, tie, reason)]
    assert not found.only_ours
    assert not found.only_theirs


@pytest.mark.parametrize(
    ("event", "row", "missed", "unread"),
    [
        (ours(), theirs(date="2022-02-12"), "theirs holds nothing of that day", "our record holds nothing of that day"),
        (ours(), theirs(date=None), "theirs holds nothing of that day", "neither its report nor its day is known"),
        (ours(day_first=None), theirs(), "its day is not known", "our record holds nothing of that day"),
        (ours(), theirs(actors=("CHN",), recipients=("USA",)),
         "theirs of the same day differ in type and parties", "ours of the same day differ in type and parties"),
        (ours(), theirs(type="AID", actors=("RUS",), recipients=("UKR",), report="r1"),
         "theirs of the same report differ in type and parties", "ours of the same report differ in type and parties"),
        (ours(type="SAY"), theirs(recipients=("USA",)),
         "a statement, and theirs holds none", "ours of the same day differ in type and parties"),
        (ours(status="demanded"), theirs(date="2021-01-01"),
         "it is demanded; coders of deeds leave that out", "our record holds nothing of that day"),
    ],
)  # fmt: skip
def test_what_one_side_alone_has(event: Ours, row: Coded, missed: str, unread: str) -> None:
    found = match([event], [row])
    assert not found.pairs
    assert [o.reason for o in found.only_ours] == [missed]
    assert [o.reason for o in found.only_theirs] == [unread]


def test_reports_outrank_days_where_they_are_known() -> None:
    rows = [theirs(report="r1", type="REJECT", place=1), theirs(report="r9", place=2), theirs(report=None, place=3)]
    found = match([ours(), ours(id="e2", report="r2", url=None)], rows)
    assert found.by_report
    assert [(p.ours.id, p.theirs.place, p.tie) for p in found.pairs] == [("e1", 3, Tie.day)]
    assert [o.reason for o in found.only_ours] == ["what could be the same is paired with another of ours"]
    reasons = {o.event.place: o.reason for o in found.only_theirs}
    assert reasons == {
        1: "what could be the same is paired with another of theirs",
        2: "our record does not hold its report",
    }


def test_ids_of_reports_that_are_known_to_one_side_only_do_not_keep_events_apart() -> None:
    found = match([ours()], [theirs(report="5f3a", url="https://example.net/x")])
    assert not found.by_report
    assert [p.tie for p in found.pairs] == [Tie.day]


def test_every_event_is_in_one_pair_and_the_best_level_goes_first() -> None:
    events = [ours(id="a", type="REJECT"), ours(id="b"), ours(id="c")]
    rows = [theirs(place=1), theirs(place=2, type="THREATEN")]
    found = match(events, rows)
    assert [(p.ours.id, p.theirs.place, p.level) for p in found.pairs] == [
        ("a", 2, Level.dyad), ("b", 1, Level.type_and_dyad),
    ]  # fmt: skip
    assert [o.event.id for o in found.only_ours] == ["c"]


def test_the_same_words_decide_between_equals() -> None:
    rows = [
        theirs(report="r1", text="Another sentence.", place=1),
        theirs(report="r1", text="kyiv  condemned the Shelling", place=2),
    ]
    assert [p.theirs.place for p in match([ours()], rows).pairs] == [2]


def test_rows_of_other_dyads_of_the_same_event_belong_to_its_pair() -> None:
    event = ours(type="CONSULT", actors=("IRN", "GBR", "CHN"), recipients=())
    rows = [
        theirs(type="CONSULT", actors=(a,), recipients=(b,), report="r1", place=n)
        for n, (a, b) in enumerate([("IRN", "GBR"), ("GBR", "IRN"), ("IRN", "CHN"), ("IRN", "GBR"), ("IRN", "USA")], 1)
    ]
    found = match([event], rows)
    assert [(p.theirs.place, [r.place for r in p.also]) for p in found.pairs] == [(1, [2, 3])]
    assert [o.event.place for o in found.only_theirs] == [4, 5]
    assert found.summary.also == 2


def test_counts() -> None:
    events = [
        ours(id="a"), ours(id="b", report="r2", url=None), ours(id="c", report="r3", url=None),
        ours(id="d", report="r4", url=None, type="SAY"), ours(id="e", report="r5", url=None),
    ]  # fmt: skip
    rows = [
        theirs(report="r1"), theirs(report="r2"), theirs(report="r3", type="REJECT"), theirs(report="r5", recipients=("USA",)),
        theirs(report="r9"),
    ]  # fmt: skip
    summary = match(events, rows).summary
    assert (summary.ours, summary.theirs, summary.only_ours, summary.only_theirs) == (5, 5, 1, 1)
    assert summary.pairs == ((Level.type_and_dyad, 2), (Level.dyad, 1), (Level.type, 1))
    assert summary.type_given_dyad == pytest.approx(2 / 3)
    assert summary.dyad_given_type == pytest.approx(2 / 3)
    assert summary.confusions == (("ACCUSE", "REJECT", 1),)


def test_nothing_to_compare() -> None:
    found = match([], [])
    assert found.summary.type_given_dyad is None
    assert (found.pairs, found.only_ours, found.only_theirs) == ((), (), ())


def test_dyads() -> None:
    assert dyads((), ()) == frozenset()
    assert dyads((), ("RUS",)) == {("", "RUS")}
    assert dyads(("USA", "FRA"), ("RUS",)) == {("USA", "RUS"), ("FRA", "RUS")}


def _many(number: int) -> tuple[list[Ours], list[Coded]]:
    chance = random.Random(7)
    states, kinds = ["RUS", "UKR", "USA", "CHN"], ["ACCUSE", "SAY", "CONSULT", "REJECT"]
    events = [
        ours(
            id=f"e{n}", report=f"r{n % 40}", url=None, type=chance.choice(kinds),
            actors=(chance.choice(states),), recipients=(chance.choice(states),),
            day_first=f"2022-02-{n % 28 + 1:02}", day_last=f"2022-02-{n % 28 + 1:02}",
        )
        for n in range(number)
    ]  # fmt: skip
    rows = [
        theirs(
            report=None if n % 3 else f"r{n % 50}", type=chance.choice(kinds), actors=(chance.choice(states),),
            recipients=(chance.choice(states),), date=f"2022-02-{n % 28 + 1:02}", place=n,
        )
        for n in range(number)
    ]  # fmt: skip
    return events, rows


def test_one_to_one_complete_and_the_same_each_time() -> None:
    events, rows = _many(400)
    found: Comparison = match(events, rows)
    assert found == match(events, rows)
    assert len({p.ours.id for p in found.pairs}) == len(found.pairs)
    theirs_once = [r.place for p in found.pairs for r in (p.theirs, *p.also)] + [
        o.event.place for o in found.only_theirs
    ]
    assert sorted(theirs_once) == list(range(400))
    assert len(found.pairs) + len(found.only_ours) == 400
