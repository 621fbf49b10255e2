"""Which tellings are of one event: calls told twice, requests, statements, days, statuses, and events that nobody coded."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.across.identity import THRESHOLD, group, same
from communique.across.kin import kinship, stem
from communique.across.salience import fixed_weights
from communique.across.telling import Telling
from communique.across.weights import Weights


def telling(name: str, kind: str, who: str, whom: str, about: str, day: int | None = 5, **more: Any) -> Telling:
    """A telling on a day of March 2021; actors and words are separated by blanks. Names begin with the report's: "a1"."""
    first = date(2021, 3, day) if day else None
    given: dict[str, Any] = {
        "id": name, "report": name[0], "type": kind, "status": "actual", "lemma": "talk", "who": frozenset(who.split()),
        "whom": frozenset(whom.split()), "words": frozenset(about.split()), "context": frozenset(about.split()), "first": first,
        "last": first, "certain": True,
    }  # fmt: skip
    return Telling(**given | more)


KENYA = "KEN uhuru-kenyatta"
SOMALIA = "SOM mohamed-farmaajo"
ETHIOPIA = "ETH abiy-ahmed"
BORDER = "border post crossing reopen"

ONE: dict[str, tuple[Telling, Telling]] = {
    "a call told by both sides": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "telephone conversation trade miraa export", mode="phone"),
        telling("b1", "CONSULT", f"{SOMALIA} {KENYA}", "", "call maritime dispute", mode="phone"),
    ),
    "a call, once dated by its publication the day after": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "call", mode="phone"),
        telling("b1", "CONSULT", SOMALIA, KENYA, "conversation", day=6, certain=False),
    ),
    "a call between the two leaders, whom the report names beside it": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "maritime dispute", context=frozenset("call kenyatta farmaajo border dispute".split())),
        telling("b1", "CONSULT", "", "", "leaders dispute", context=frozenset("call kenyatta farmaajo border leaders".split())),
    ),
    "a request in other words": (
        telling("a1", "REQUEST", KENYA, "SOM", f"{BORDER} dhobley month"),
        telling("b1", "REQUEST", "KEN", "SOM", f"{BORDER} trader"),
    ),
    "a statement quoted at different length": (
        telling("a1", "SAY", KENYA, "", f"{BORDER} soon trader wait month"),
        telling("b1", "SAY", KENYA, "", BORDER),
    ),
    "an attack with a toll that rose": (
        telling("a1", "ASSAULT", "SOM/armed-forces SOM", "", "market baidoa shell", lemma="shell", place="Baidoa", quantity="12 people"),
        telling("b1", "ASSAULT", "SOM", "", "baidoa market people", lemma="bombard", place="Baidoa", quantity="15 people"),
    ),
    "a summit, each report with its own choice of guests": (
        telling("a1", "CONSULT", "KEN SOM ETH UGA", "", "summit drought", mode="multilateral"),
        telling("b1", "CONSULT", "KEN SOM ETH RWA", "", "summit drought region", mode="multilateral"),
    ),
}  # fmt: skip

ONE |= {
    "a video meeting and a call": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "meeting", lemma="meeting", remote=True),
        telling("b1", "CONSULT", KENYA, SOMALIA, "video call", lemma="call", mode="phone"),
    ),
    "a call between presidents, once without their names": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "call", mode="phone", context=frozenset("miraa export call".split())),
        telling("b1", "CONSULT", "KEN SOM ~presidents", "", "talk", context=frozenset("miraa export talk".split())),
    ),
    "a bare mention of one deed": (
        telling("a1", "ASSAULT", "SOM", "KEN", "invade", lemma="invade"),
        telling("b1", "ASSAULT", "SOM", "KEN", "invasion", lemma="invasion"),
    ),
}  # fmt: skip

TWO: dict[str, tuple[Telling, Telling, str | None]] = {
    "calls with different men": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "call drought"),
        telling("b1", "CONSULT", KENYA, ETHIOPIA, "call drought"),
        "between mohamed-farmaajo and between abiy-ahmed",
    ),
    "the presidents' call and the ministers'": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "call"),
        telling("b1", "CONSULT", "KEN raychelle-omamo", "SOM abdirizak-mohamed", "call"),
        "between",
    ),
    "a call and a visit": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "talk", mode="phone"),
        telling("b1", "CONSULT", KENYA, SOMALIA, "talk", mode="visit"),
        "one is by phone, the other by visit",
    ),
    "greetings to different people": (
        telling("a1", "CONSULT", f"{KENYA} ~runners", "", "send greeting marathon"),
        telling("b1", "CONSULT", f"{KENYA} ~nurses", "", "send congress nurse"),
        None,
    ),
    "two requests on one day": (
        telling("a1", "REQUEST", KENYA, "SOM", BORDER),
        telling("b1", "REQUEST", KENYA, "SOM", "release fisherman detain boat"),
        None,
    ),
    "one request to two": (
        telling("a1", "REQUEST", KENYA, "SOM", BORDER),
        telling("b1", "REQUEST", KENYA, "ETH", BORDER),
        "to SOM and to ETH",
    ),
    "two statements on one day": (
        telling("a1", "SAY", KENYA, "", f"{BORDER} month"),
        telling("b1", "SAY", KENYA, "", "drought relief border grain"),
        None,
    ),
    "statements that share a word alone": (telling("a1", "SAY", KENYA, "", "border"), telling("b1", "SAY", KENYA, "", "border"), None),
    "one sentence of two speakers": (
        telling("a1", "SAY", KENYA, "", BORDER),
        telling("b1", "SAY", "KEN raychelle-omamo", "", BORDER),
        "by uhuru-kenyatta and by raychelle-omamo",
    ),
    "stated days": (telling("a1", "REQUEST", KENYA, "SOM", BORDER), telling("b1", "REQUEST", KENYA, "SOM", BORDER, day=6), "1 day apart"),
    "reports of different weeks": (
        telling("a1", "REQUEST", KENYA, "SOM", BORDER, certain=False),
        telling("b1", "REQUEST", KENYA, "SOM", BORDER, day=12, certain=False),
        "7 days apart",
    ),
    "planned and held": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "summit", status="planned"),
        telling("b1", "CONSULT", KENYA, SOMALIA, "summit"),
        "one is planned, the other actual",
    ),
    "types": (telling("a1", "REQUEST", KENYA, "SOM", BORDER), telling("b1", "ACCUSE", KENYA, "SOM", BORDER), "REQUEST, the other ACCUSE"),
    "attacks on two towns": (
        telling("a1", "ASSAULT", "SOM", "", "shell baidoa", lemma="shell", place="Baidoa"),
        telling("b1", "ASSAULT", "SOM", "", "shell kismayo", lemma="shell", place="Kismayo"),
        None,
    ),
}  # fmt: skip

TWO |= {
    "a letter and a meeting": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "drought", lemma="deliver"),
        telling("b1", "CONSULT", KENYA, SOMALIA, "drought", lemma="meeting"),
        "one is a message, the other a meeting",
    ),
    "a meeting and an undated call": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "meeting drought", lemma="meeting"),
        telling("b1", "CONSULT", KENYA, SOMALIA, "call drought", mode="phone", certain=False),
        "one is a meeting, the other a phone",
    ),
    "meetings of two states at other levels": (
        telling("a1", "CONSULT", KENYA, SOMALIA, "meet", lemma="meet"),
        telling("b1", "CONSULT", "KEN KEN/delegation SOM SOM/delegation", "", "meet round", lemma="meet"),
        None,
    ),
    "meetings of one side, the others beside them": (
        telling("a1", "CONSULT", KENYA, "", "meet trade", lemma="meet", beside=frozenset({"UGA"})),
        telling("b1", "CONSULT", KENYA, "", "meet trade", lemma="meet", beside=frozenset({"RWA"})),
        None,
    ),
    "thanks to two described": (
        telling("a1", "SUPPORT", KENYA, "~managers", "thank work", lemma="thank"),
        telling("b1", "SUPPORT", KENYA, "SOM mohamed-farmaajo", "thank", lemma="thank"),
        None,
    ),
    "brigades of two numbers": (
        telling("a1", "SUPPORT", KENYA, "", "congratulate officer 126th brigade honorary name", lemma="congratulate"),
        telling("b1", "SUPPORT", KENYA, "", "congratulate officer 155th brigade honorary name", lemma="congratulate"),
        None,
    ),
    "statements of two tolls": (
        telling("a1", "SAY", "SOM", "", "kill civilian child", figures=frozenset({"198"})),
        telling("b1", "SAY", "SOM", "", "kill civilian woman", figures=frozenset({"352", "14"})),
        None,
    ),
    "that something was said in one briefing of two things": (
        telling("a1", "SAY", KENYA, "", "briefing office", bare=True, context=frozenset("miraa export duty".split())),
        telling("b1", "SAY", KENYA, "", "briefing office", bare=True, context=frozenset("school exam fee".split())),
        None,
    ),
    "an official and somebody named": (
        telling("a1", "SAY", "KEN ~official", "", f"{BORDER} month briefed"),
        telling("b1", "SAY", "KEN raychelle-omamo", "", f"{BORDER} attack held who"),
        None,
    ),
}  # fmt: skip

# Other reports of those days, so that no word is rare only because there are two reports.
REST = [
    telling(f"{r}{n}", "SAY", "UGA", "", w)
    for r in "cdef"
    for n, w in enumerate(("border call trade", "drought", "month people"))
]


@pytest.mark.parametrize("name", ONE)
def test_one_event(name: str) -> None:
    one, other = ONE[name]
    match = same(one, other, Weights.of([one, other, *REST]))
    assert THRESHOLD <= match.score <= 1, match
    assert not match.excludes
    assert match.reasons[0] == f"both {one.type}"
    assert group([one, other], Weights.of([one, other, *REST])) == [("a1", "b1")]


@pytest.mark.parametrize("name", TWO)
def test_two_events(name: str) -> None:
    one, other, reason = TWO[name]
    match = same(one, other, Weights.of([one, other, *REST]))
    assert match.score < THRESHOLD, match
    assert match.excludes is (reason is not None)
    assert reason is None or (match.score == 0 and reason in match.reasons[0])
    assert group([one, other]) == [("a1",), ("b1",)]


def test_deeds_of_other_words_share_more_than_the_commonest_words() -> None:
    one = telling("a1", "ASSAULT", "SOM", "KEN", "abduct city", lemma="abduct")
    other = telling("b1", "ASSAULT", "SOM", "KEN", "storm city", lemma="storm")
    assert 0 < same(one, other, fixed_weights()).score < THRESHOLD


def test_reasons_name_what_is_shared() -> None:
    one, other = ONE["a request in other words"]
    assert same(one, other, Weights.of([one, other])).reasons == (
        "both REQUEST", "same day", "both by KEN", "both to SOM", "both about border, crossing, post, reopen",
    )  # fmt: skip


def test_no_chain_across_an_exclusion() -> None:
    """A telling that fits two events joins one and does not bridge them."""
    first = telling("a1", "CONSULT", KENYA, SOMALIA, "call drought", mode="phone")
    second = telling("b1", "CONSULT", KENYA, SOMALIA, "talk drought", mode="visit")
    either = telling("c1", "CONSULT", KENYA, SOMALIA, "visit talk drought")
    assert group([either, second, first]) == [("a1",), ("b1", "c1")]


def untyped(name: str, lemma: str, args: str, context: str) -> Telling:
    return telling(name, "", args, "", "", None, lemma=lemma, context=frozenset(context.split()), certain=False)


FIRE = "blaze warehouse mombasa firefighter cotton dock"
VOTE = "election lusaka candidate turnout ballot queue"
UNCODED = [
    untyped("a1", "destroy", "blaze warehouse", FIRE),
    untyped("b1", "destruction", "warehouse", f"{FIRE} insurer"),
    untyped("b2", "say", "owner", f"{FIRE} insurer"),
    untyped("a2", "say", "firefighter", FIRE),
    untyped("c1", "destroy", "ballot", VOTE),
    untyped("d1", "burn", "ballot", f"{VOTE} arson"),
    untyped("c2", "win", "candidate", VOTE),
    untyped("d2", "victory", "candidate", f"{VOTE} arson"),
]


def test_uncoded_events_need_one_affair_and_kindred_triggers() -> None:
    found = {ids for ids in group(UNCODED) if len(ids) > 1}
    assert found == {("a1", "b1"), ("c1", "d1"), ("c2", "d2")}
    weights = Weights.of(UNCODED)
    by = {t.id: t for t in UNCODED}
    assert same(by["a1"], by["b1"], weights).reasons == (
        "'destroy' and 'destruction' are kindred", "reports of one affair", "both with warehouse",
    )  # fmt: skip
    assert same(by["a1"], by["c1"], weights).reasons == ("reports of different affairs",)
    assert 0 < same(by["a2"], by["b2"], weights).score < THRESHOLD


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("acquire", "acquire", 1.0),
        ("attack", "attacker", 0.95),
        ("elect", "election", 0.95),
        ("shop", "shopping", 0.95),
        ("kill", "murder", 0.8),
        ("buys", "takeover", 0.8),
        ("strike", "walkout", 0.8),
        ("strike", "raid", 0.8),
        ("walkout", "raid", 0.0),
        ("win", "say", 0.0),
        ("die", "dig", 0.0),
    ],
)
def test_kinship(one: str, other: str, wanted: float) -> None:
    assert kinship(one, other) == kinship(other, one) == wanted


@given(st.text("abcdeginorst", max_size=12))
def test_a_stem_is_a_beginning_of_at_least_three_letters(word: str) -> None:
    assert word.startswith(stem(word))
    assert len(stem(word)) >= min(3, len(word))


PAIRS = [*ONE.values(), *((one, other) for one, other, _ in TWO.values())]
EVERY = [
    dataclasses.replace(t, id=f"{n:02d}{k}", report=f"{n:02d}{k}") for n, pair in enumerate(PAIRS) for k, t in zip("ab", pair, strict=True)
]  # fmt: skip


@given(st.permutations([*EVERY, *REST]))
def test_groups_do_not_hang_on_the_order(shuffled: list[Telling]) -> None:
    assert group(shuffled) == group([*EVERY, *REST])


@given(st.permutations(UNCODED))
def test_groups_of_uncoded_events_do_not_hang_on_the_order(shuffled: list[Telling]) -> None:
    assert group(shuffled) == group(UNCODED)


@given(st.lists(st.sampled_from(EVERY), unique=True))
def test_every_telling_is_in_one_group_and_no_group_holds_an_exclusion(some: list[Telling]) -> None:
    groups = group(some)
    assert sorted(i for ids in groups for i in ids) == sorted(t.id for t in some)
    by = {t.id: t for t in some}
    weights = Weights.of(some)
    assert not [1 for ids in groups for a in ids for b in ids if a < b and same(by[a], by[b], weights).excludes]


@given(st.sampled_from(EVERY), st.sampled_from(EVERY))
def test_likeness_has_no_direction(one: Telling, other: Telling) -> None:
    weights = Weights.of([one, other])
    left, right = same(one, other, weights), same(other, one, weights)
    assert (left.score, left.excludes) == (right.score, right.excludes)
    assert 0 <= left.score <= 1
    assert left.reasons


def test_nothing_to_group() -> None:
    assert group([]) == []
