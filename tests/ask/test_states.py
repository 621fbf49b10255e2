"""The state of an addressee: a function of the entries alone, written down by hand here."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from ask.sheet import entry, side
from communique.ask.entries import Entry, Party
from communique.ask.states import Answer, Debt, addressees, debt, kind_of, outcome

MEMBERS = {"EU": frozenset(["DEU", "FRA"]), "NATO": frozenset(["DEU", "FRA", "NOR"])}


def members(party: str) -> frozenset[str]:
    return MEMBERS.get(party, frozenset())


def answer(who: str, day: str = "2023-03-05", *, behalf: str = "", kind: str = "", **more: Any) -> Answer:
    said = entry(who, more.pop("whom", "URY"), day, behalf=behalf, **more)
    return Answer(said, kind or kind_of(said), "e0", 0.9, ())  # type: ignore[arg-type]


def state(addressee: str, *answers: Answer, withdrawn: Entry | None = None) -> str:
    return debt(side(addressee), answers, withdrawn, members).state


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], "owed"),
        ([answer("PRY", status="planned")], "holding"),
        ([answer("PRY")], "answered"),
        ([answer("PRY", type="AGREE")], "answered"),
        ([answer("PRY", type="REJECT")], "declined"),
        ([answer("PRY", status="hypothetical")], "unknown"),
        ([answer("PRY", status="demanded")], "unknown"),
        ([answer("PRY", status="denied")], "owed"),  # that none came is a claim, and no state
        ([answer("Lucia Benet/PRY")], "answered"),  # a minister answers for the state
        ([answer("BOL")], "owed"),  # somebody else's answer
        ([answer("BOL", behalf="PRY")], "answered-by-other"),
        ([answer("BOL", behalf="PRY", type="REJECT")], "declined"),
        ([answer("PRY", behalf="BOL")], "owed"),  # it speaks, but for another
        ([answer("PRY", behalf="PRY")], "answered"),
    ],
)
def test_states(answers: list[Answer], expected: str) -> None:
    assert state("PRY", *answers) == expected


@pytest.mark.parametrize(
    ("addressee", "one", "expected"),
    [
        ("DEU", answer("EU"), "answered-by-other"),
        ("DEU", answer("EU", behalf="EU"), "answered-by-other"),
        ("DEU", answer("Ana Costa/EU", behalf="EU"), "answered-by-other"),
        ("NOR", answer("EU"), "owed"),  # no member
        ("NOR", answer("NATO"), "answered-by-other"),
        ("EU", answer("DEU"), "owed"),  # a member does not answer for the whole
        ("EU", answer("DEU", behalf="EU"), "answered-by-other"),
        ("DEU", answer("EU", type="REJECT"), "answered-by-other"),  # the bloc refuses; the state itself has not
        ("DEU", answer("EU", type="REJECT", behalf="DEU"), "declined"),
        ("DEU", answer("EU", status="planned"), "owed"),  # another's promise binds nobody
        ("DEU", answer("EU", status="hypothetical"), "owed"),
    ],
)
def test_a_bloc_and_its_members(addressee: str, one: Answer, expected: str) -> None:
    assert state(addressee, one) == expected


RANKED = {
    "owed": answer("BOL", "2023-03-01"),
    "holding": answer("PRY", "2023-03-02", status="planned"),
    "answered-by-other": answer("BOL", "2023-03-03", behalf="PRY"),
    "answered": answer("PRY", "2023-03-04"),
}


@pytest.mark.parametrize(("low", "high"), list(itertools.combinations(RANKED, 2)))
def test_a_higher_state_outlasts_a_lower_whatever_came_first(low: str, high: str) -> None:
    one, other = RANKED[low], RANKED[high]
    assert state("PRY", one, other) == state("PRY", other, one) == high
    late = replace(one, entry=replace(one.entry, last="2023-04-01"))
    assert state("PRY", other, late) == high


def test_of_an_answer_and_a_refusal_the_later_counts() -> None:
    yes, no = answer("PRY", "2023-03-04"), answer("PRY", "2023-03-08", type="REJECT")
    assert state("PRY", yes, no) == "declined"
    again = answer("PRY", "2023-03-09")
    assert state("PRY", again, no, yes) == "answered"


def test_the_entry_that_names_more_speaks_for_the_state() -> None:
    bare = answer("PRY", "2023-03-06", whom="", id="e0000000000b1")
    full = answer("PRY", "2023-03-04", id="e0000000000f1")
    for order in ([bare, full], [full, bare]):
        found = debt(side("PRY"), order, None, members)
        assert found.by is full.entry
    later = answer("PRY", "2023-03-08", id="e0000000000f2")
    assert debt(side("PRY"), [later, full], None, members).by is later.entry  # as much, and later


def test_on_whose_behalf() -> None:
    assert debt(side("PRY"), [answer("BOL", behalf="PRY")], None, members).behalf == "Paraguay"
    assert debt(side("DEU"), [answer("EU", behalf="EU, NATO")], None, members).behalf == "European Union, NATO"
    assert debt(side("PRY"), [answer("PRY")], None, members).behalf is None


@pytest.mark.parametrize(
    ("answers", "day", "expected"),
    [
        ([], "2023-03-03", "withdrawn"),
        ([answer("PRY", "2023-03-05")], "2023-03-09", "withdrawn"),
        ([answer("PRY", "2023-03-05")], "2023-03-05", "withdrawn"),
        ([answer("PRY", "2023-03-05")], "2023-03-03", "answered"),  # answered all the same
        ([answer("PRY", "2023-03-05", status="planned")], "2023-03-09", "withdrawn"),
    ],
)
def test_what_the_asker_takes_back(answers: list[Answer], day: str, expected: str) -> None:
    assert state("PRY", *answers, withdrawn=entry("URY", "", day)) == expected


@pytest.mark.parametrize(
    ("entry_", "kind"),
    [
        (entry(status="denied"), "none"),
        (entry(status="denied", type="REJECT"), "none"),
        (entry(status="planned"), "holding"),
        (entry(status="planned", type="AGREE"), "holding"),
        (entry(status="hypothetical"), "unknown"),
        (entry(status="demanded"), "unknown"),
        (entry(type="REJECT"), "declined"),
        (entry(type="AGREE"), "accepted"),
        (entry(type="SUPPORT"), "accepted"),
        (entry(type="CONCEDE"), "accepted"),
        (entry(type="CONSULT"), "answered"),
        (entry(type="SAY"), "answered"),
    ],
)
def test_what_an_answer_says(entry_: Entry, kind: str) -> None:
    assert kind_of(entry_) == kind


@pytest.mark.parametrize(
    ("openings", "expected"),
    [
        (["PRY, BOL"], ["PRY", "BOL"]),
        (["PRY", "BOL, PRY"], ["PRY", "BOL"]),  # told in parts
        (["Lucia Benet/PRY"], ["PRY"]),  # the state is asked
        (["Lucia Benet/PRY, PRY"], ["PRY"]),
        (["others", "PRY"], ["PRY"]),  # some that are not named count only if nobody else is
        (["others"], ["~others"]),
        (["URY, PRY"], ["PRY"]),  # nobody asks himself
        (["Tomas Arden/URY"], []),
        (["EU", "DEU"], ["EU", "DEU"]),  # both were written to
        ([""], []),
    ],
)
def test_addressees(openings: list[str], expected: list[str]) -> None:
    asked = [entry("URY", whom) for whom in openings]
    assert [p.id for p in addressees(asked, side)] == expected


def test_a_collective_stands_back_for_those_of_it_that_are_named() -> None:
    europeans = Party("EUROPE", "Europe", None, "EUROPE")
    asked = [entry("URY", "DEU, FRA"), replace(entry("URY"), recipients=(europeans,))]
    assert [p.id for p in addressees(asked, side)] == ["DEU", "FRA"]
    assert [p.id for p in addressees(asked[1:], side)] == ["EUROPE"]


@pytest.mark.parametrize(
    ("answers", "states", "expected"),
    [
        ([], [], "open"),
        ([], ["owed"], "open"),
        ([answer("PRY", status="planned")], ["holding"], "open"),
        ([answer("PRY")], ["answered", "owed"], "answered"),
        ([answer("PRY", type="AGREE")], ["answered"], "accepted"),
        ([answer("PRY", type="AGREE"), answer("BOL", type="REJECT")], ["answered", "declined"], "refused"),
        ([answer("PRY", status="denied")], ["owed"], "open"),
        ([answer("PRY", status="hypothetical")], ["unknown"], "open"),
    ],
)
def test_outcome(answers: list[Answer], states: list[str], expected: str) -> None:
    assert outcome([Debt(side("PRY"), s) for s in states], answers) == expected  # type: ignore[arg-type]
