"""Exchanges across reports, from entries and links that are written down by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ask.sheet import Line, Sheet, join
from communique.actors.directory import members
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.ledger.linking import link
from communique.store import judgements
from ledger.made import put, report

Put = Callable[..., sqlite3.Connection]


def letter(who: str, whom: str, day: str | None = None, text: str = "", **more: Any) -> Line:
    text = text or f"{who} wrote a letter to {whom}."
    return Line(
        text,
        "CONSULT",
        who,
        whom,
        trigger="sent" if "sent" in text else "wrote",
        rule="CONSULT.write-to",
        day=day,
        opens=True,
        **more,
    )


def reply(who: str, whom: str = "URY", day: str | None = None, text: str = "", **more: Any) -> Line:
    text = text or f"{who or 'Somebody'} replied to {whom}."
    given: dict[str, Any] = {"rule": "CONSULT.replied", "words": ("reply",), "lemma": "reply", "answers": True}
    return Line(text, "CONSULT", who, whom, trigger=text.split()[1], day=day, **(given | more))


def states(thread: Thread) -> dict[str, str]:
    return {d.addressee.id: d.state for d in thread.debts}


ONE = Sheet("one", "2023-03-06", [letter("URY", "PRY", "2023-03-06")])
TWO = Sheet("two", "2023-03-07", [letter("URY", "BOL, NOR", "2023-03-06")], "River Wire")
DEMAND = Line(
    "Uruguay demanded water.",
    "REQUEST",
    "URY",
    "PRY",
    trigger="demanded",
    opens=True,
    rule="REQUEST.demand",
    day="2023-03-06",
)
BACK = Line(
    "Uruguay withdrew the demand.",
    "RETREAT",
    "URY",
    trigger="withdrew",
    lemma="withdraw",
    called="demand",
    day="2023-03-10",
)
THREE = Sheet("three", "2023-03-09", [reply("PRY", day="2023-03-09")], "Plain Gazette")


def test_one_letter_to_many_told_in_parts_by_several_reports(sheets: Put) -> None:
    db = sheets(ONE, TWO, THREE)
    join(db, THREE.id(0), ONE.id(0))
    [thread] = threads(db)
    assert [e.id for e in thread.openings] == [ONE.id(0), TWO.id(0)]
    assert states(thread) == {"PRY": "answered", "BOL": "owed", "NOR": "owed"}
    assert thread.day == "2023-03-06"
    assert thread.first.id == TWO.id(0)  # it names more addressees
    assert thread.outcome == "answered"
    assert thread.debts[0].by is not None
    assert thread.debts[0].by.sentence == "PRY replied to URY."


def test_many_letters_and_one_answer(sheets: Put) -> None:
    first = Sheet("early", "2023-02-01", [letter("URY", "PRY", "2023-02-01")])
    db = sheets(first, ONE, THREE)
    join(db, THREE.id(0), first.id(0))
    join(db, THREE.id(0), ONE.id(0))
    one, other = threads(db)
    assert [t.day for t in (one, other)] == ["2023-02-01", "2023-03-06"]
    assert [[a.entry.id for a in t.answers] for t in (one, other)] == [[THREE.id(0)], [THREE.id(0)]]
    assert states(one) == states(other) == {"PRY": "answered"}


def test_two_letters_of_one_sender_on_different_days_stay_apart(sheets: Put) -> None:
    later = Sheet("later", "2023-03-08", [letter("URY", "BOL", "2023-03-08")])
    db = sheets(ONE, later, THREE)
    join(db, THREE.id(0), ONE.id(0))
    assert [states(t) for t in threads(db)] == [{"PRY": "answered"}, {"BOL": "owed"}]


def test_a_sender_of_the_same_name_who_stands_for_nobody_stays_apart(sheets: Put) -> None:
    minister = Sheet("minis", "2023-03-06", [letter("Tomas Arden/URY", "PRY", "2023-03-06")])
    singer = Sheet("singe", "2023-03-06", [letter("Tomas Arden", "BOL", "2023-03-06")])
    assert [states(t) for t in sorted(threads(sheets(minister, singer)), key=lambda t: t.first.id)] == [
        {"PRY": "owed"},
        {"BOL": "owed"},
    ]


@pytest.mark.parametrize(
    ("day", "answered"),
    [("2023-03-05", False), ("2023-03-06", True), ("2023-03-09", True), ("2023-03", True), (None, True)],
)
def test_an_answer_given_before_the_letter_is_none(day: str | None, answered: bool, sheets: Put) -> None:
    said = Sheet("three", "2023-03-09", [reply("PRY", day=day)])
    db = sheets(ONE, said)
    join(db, said.id(0), ONE.id(0))
    [thread] = threads(db)
    assert states(thread) == {"PRY": "answered" if answered else "owed"}
    assert len(thread.answers) == answered


def test_another_answers_on_behalf(sheets: Put) -> None:
    one = Sheet("one", "2023-03-06", [letter("URY", "DEU, NOR", "2023-03-06")])
    said = Sheet("three", "2023-03-09", [reply("Ana Costa/EU", day="2023-03-09", behalf="EU")])
    db = sheets(one, said)
    join(db, said.id(0), one.id(0))
    [thread] = threads(db)
    assert states(thread) == {"DEU": "answered-by-other", "NOR": "owed"}
    assert thread.debts[0].behalf == "European Union"
    assert members("EU") >= {"DEU", "FRA"}
    assert "NOR" not in members("EU")
    assert members("DEU") == frozenset()


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-03-05", []),
        ("2023-03-06", [{"PRY": "owed"}]),
        ("2023-03-07", [{"PRY": "owed", "BOL": "owed", "NOR": "owed"}]),
        ("2023-03-09", [{"PRY": "answered", "BOL": "owed", "NOR": "owed"}]),
        (None, [{"PRY": "answered", "BOL": "owed", "NOR": "owed"}]),
    ],
)
def test_as_of_cuts_openings_and_answers(as_of: str | None, expected: list[dict[str, str]], sheets: Put) -> None:
    db = sheets(ONE, TWO, THREE)
    join(db, THREE.id(0), ONE.id(0))
    assert [states(t) for t in threads(db, as_of)] == expected


def test_the_days_order_of_adding_does_not_matter(sheets: Put) -> None:
    found = []
    for some in ((ONE, TWO, THREE), (THREE, TWO, ONE)):
        db = sheets(*some)
        join(db, THREE.id(0), ONE.id(0))
        found.append([(t.id, [e.id for e in t.openings], states(t)) for t in threads(db)])
    assert found[0] == found[1]


def test_that_none_answered_is_a_claim(sheets: Put) -> None:
    claim = Line("Uruguay said that Paraguay did not reply.", "CONSULT", "PRY", "URY", trigger="reply", status="denied", answers=True,
                 rule="CONSULT.replied", lemma="reply", words=("reply",), day="2023-03-10")  # fmt: skip
    said = Sheet("claim", "2023-03-10", [claim])
    db = sheets(ONE, THREE, said)
    [thread] = threads(db)
    assert states(thread) == {"PRY": "owed"}
    assert [c.id for c in thread.claims] == [said.id(0)]
    assert not thread.disputes
    join(db, THREE.id(0), ONE.id(0))
    [thread] = threads(db)
    assert states(thread) == {"PRY": "answered"}
    assert [(a.id, b.id) for a, b in thread.disputes] == [(THREE.id(0), said.id(0))]
    assert thread.outcome == "answered"


@pytest.mark.parametrize(
    ("changes", "claimed"),
    [
        ({}, True),
        ({"who": "others"}, True),  # "none of the ministers"
        ({"who": "BOL"}, False),  # who was not asked
        ({"day": "2023-03-05"}, False),  # before the letter
        ({"day": "2023-06-05"}, False),  # long after it
        ({"words": (), "lemma": "come"}, False),  # it speaks of no answer
        ({"whom": ""}, False),  # of whose letter, nobody says
        ({"status": "actual"}, False),
    ],
)
def test_which_letter_a_claim_speaks_of(changes: dict[str, Any], claimed: bool, sheets: Put) -> None:
    line = Line("None did reply.", "CONSULT", "PRY", "URY", trigger="reply", status="denied", answers=True, lemma="reply", words=("reply",),
                rule="CONSULT.replied", day="2023-03-10")  # fmt: skip
    said = Sheet("claim", "2023-03-10", [replace(line, **changes)])
    [thread] = threads(sheets(ONE, said))
    assert [c.id for c in thread.claims] == ([said.id(0)] if claimed else [])


def test_who_calls_an_answer_none_disputes_it(sheets: Put) -> None:
    no = Line(
        "Uruguay rejects the reply.", "REJECT", "URY", "PRY", trigger="rejects", words=("reply",), day="2023-03-12"
    )
    said = Sheet("claim", "2023-03-12", [no])
    assert threads(sheets(ONE, said))[0].claims == []  # nothing has come yet that it could speak of
    db = sheets(ONE, THREE, said)
    join(db, THREE.id(0), ONE.id(0))
    [thread] = threads(db)
    assert [b.id for _, b in thread.disputes] == [said.id(0)]
    assert states(thread) == {"PRY": "answered"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "withdrawn"),
        ({"who": "Tomas Arden/URY"}, "withdrawn"),
        ({"who": "BOL"}, "owed"),  # only the asker can
        ({"day": "2023-03-01"}, "owed"),
        ({"status": "planned"}, "owed"),
        ({"called": "treaty"}, "owed"),
        ({"lemma": "send"}, "owed"),
    ],
)
def test_the_asker_takes_it_back(changes: dict[str, Any], state: str, sheets: Put) -> None:
    one, other = Sheet("one", "2023-03-06", [DEMAND]), Sheet("back", "2023-03-10", [replace(BACK, **changes)])
    [thread] = threads(sheets(one, other))
    assert states(thread) == {"PRY": state}
    assert [states(t) for t in threads(sheets(one, other), "2023-03-09")] == [{"PRY": "owed"}]


def test_of_several_withdrawals_the_latest_speaks(sheets: Put) -> None:
    one = Sheet("one", "2023-03-06", [DEMAND])
    first, last = Sheet("zzz", "2023-03-10", [BACK]), Sheet("aaa", "2023-03-12", [replace(BACK, day="2023-03-12")])
    [thread] = threads(sheets(one, last, first))
    assert thread.debts[0].by is not None
    assert thread.debts[0].by.id == last.id(0)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (letter("URY", "PRY"), True),
        (letter("URY", "", text="Uruguay wrote a letter."), False),  # to nobody, and nobody answers
        (Line("Uruguay offered talks.", "AGREE", "URY", opens=True), True),
        (letter("URY", "PRY", status="planned"), False),
        (letter("URY", "PRY", status="demanded"), False),
        (Line("Uruguay said so.", "SAY", "URY", "PRY"), False),
    ],
)
def test_what_makes_an_exchange(line: Line, kept: bool, sheets: Put) -> None:
    assert len(threads(sheets(Sheet("one", "2023-03-06", [line])))) == kept


def test_a_request_told_again_is_one(sheets: Put) -> None:
    again = Sheet("again", "2023-03-20", [letter("URY", "PRY", text="Uruguay has sent a letter.")])
    far = Sheet("far", "2023-09-20", [letter("URY", "PRY", text="Uruguay has sent a letter long ago.")])
    db = sheets(ONE, again, far)
    assert sorted(len(t.openings) for t in threads(db)) == [1, 2]
    join(db, far.id(0), again.id(0), "repeats")
    [thread] = threads(db)
    assert len(thread.openings) == 3
    assert thread.reasons == {far.id(0): ("made",)}


def judge(db: sqlite3.Connection, verb: str, kind: str, target: str, other: str | None = None) -> None:
    judgements.make(db, by="desk", verb=verb, kind=kind, target=target, other=other)


def test_links_that_somebody_judged(sheets: Put) -> None:
    again = Sheet("again", "2023-03-08", [letter("URY", "PRY", "2023-03-06")])
    db = sheets(ONE, again, THREE)
    join(db, THREE.id(0), again.id(0))
    judge(db, "reject", "link", THREE.id(0), ONE.id(0))  # of whichever telling
    assert [states(t) for t in threads(db)] == [{"PRY": "owed"}]
    judge(db, "accept", "link", THREE.id(0), ONE.id(0))
    [thread] = threads(db)
    assert [(a.entry.id, a.reasons) for a in thread.answers] == [(THREE.id(0), ("judged to be its answer",))]


def test_a_link_that_only_somebody_sees(sheets: Put) -> None:
    db = sheets(ONE, THREE)
    assert [states(t) for t in threads(db)] == [{"PRY": "owed"}]
    judge(db, "accept", "link", THREE.id(0), ONE.id(0))
    [thread] = threads(db)
    assert [(a.score, a.reasons) for a in thread.answers] == [(1.0, ("judged to be its answer",))]
    assert [states(t) for t in threads(db, "2023-03-08")] == [{"PRY": "owed"}]  # not known yet


def test_a_claim_that_somebody_rejects(sheets: Put) -> None:
    line = Line(
        "None did reply.",
        "CONSULT",
        "PRY",
        "URY",
        trigger="reply",
        status="denied",
        answers=True,
        lemma="reply",
        words=("reply",),
    )
    said = Sheet("claim", "2023-03-10", [replace(line, day="2023-03-10")])
    db = sheets(ONE, said)
    assert len(threads(db)[0].claims) == 1
    judge(db, "reject", "link", said.id(0), ONE.id(0))
    assert threads(db)[0].claims == []


def test_rejected_entries_take_no_part(sheets: Put) -> None:
    db = sheets(ONE, TWO, THREE)
    join(db, THREE.id(0), ONE.id(0))
    judge(db, "reject", "event", THREE.id(0))
    assert [states(t) for t in threads(db)] == [{"PRY": "owed", "BOL": "owed", "NOR": "owed"}]
    judge(db, "reject", "event", TWO.id(0))
    assert [states(t) for t in threads(db)] == [{"PRY": "owed"}]
    judge(db, "reject", "event", ONE.id(0))
    assert threads(db) == []


def test_openings_that_somebody_judged_to_be_one_or_two(sheets: Put) -> None:
    later = Sheet("later", "2023-03-08", [letter("URY", "BOL", "2023-03-08")])
    db = sheets(ONE, later)
    judge(db, "merge", "group", ONE.id(0), later.id(0))
    assert [states(t) for t in threads(db)] == [{"PRY": "owed", "BOL": "owed"}]
    judge(db, "split", "group", ONE.id(0), later.id(0))
    assert [states(t) for t in threads(db)] == [{"PRY": "owed"}, {"BOL": "owed"}]
    other = sheets(ONE, TWO)
    assert len(threads(other)) == 1
    judge(other, "split", "group", TWO.id(0), ONE.id(0))
    assert len(threads(other)) == 2


def test_ids_stay_while_the_first_telling_does(sheets: Put) -> None:
    alone, both = threads(sheets(ONE)), threads(sheets(ONE, TWO))
    assert min(ONE.id(0), TWO.id(0)) == ONE.id(0)
    assert alone[0].id == both[0].id


def test_that_all_agree_is_said_and_answers_for_nobody(sheets: Put) -> None:
    one = Sheet("one", "2023-03-06", [letter("URY", "DEU, FRA", "2023-03-06")])
    text = "EU foreign policy chief Josep Borrell said on Thursday that all states were unanimous about the letter of Uruguay."
    said = report(text, "2023-03-09", "unanimous", "https://sheet.example/unanimous", "Plain Gazette")
    assert {(e.type, e.actors) for e in said.events} == {("SAY", ("josep-borrell",))}
    db = sheets(one)
    put(db, [said])
    link(db)
    [thread] = threads(db)
    assert states(thread) == {"DEU": "owed", "FRA": "owed"}
    assert (thread.outcome, thread.answers, thread.claims) == ("open", [], [])
