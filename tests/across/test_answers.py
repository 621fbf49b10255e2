"""Which opening of another report an answer belongs to: sides, days, the noun that is answered, the topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from across.made import end, members
from communique.across.answers import LEAST, WINDOW, fit
from communique.across.ends import End

DEMAND = end("a1", "REQUEST", "ask-clause", "PER", "CHL", "demand free crew trawler skipper", lemma="demand")
REFUSAL = end("b1", "REJECT", "refuse", "CHL", "", "refuse free crew trawler", day=2, beside=frozenset(["PER", "CHL"]))
NAMING = end(
    "b1",
    "REJECT",
    "reject",
    "CHL",
    "PER",
    "reject demand crew",
    day=2,
    called="demand",
    definite=True,
    beside=frozenset(["PER", "CHL"]),
)
REPLY = end(
    "b1", "CONSULT", "reply", "CHL", "PER", "send reply demand", day=2, called="demand", definite=True, explicit=True
)

FITS: dict[str, tuple[End, End]] = {
    "refuses the very thing": (DEMAND, REFUSAL),
    "names the demand and its topic": (DEMAND, NAMING),
    "answers a demand that names nobody asked": (replace(DEMAND, asked=frozenset()), NAMING),
    "a reply to the demand, within days": (DEMAND, REPLY),
    "no reply to the demand": (DEMAND, replace(REPLY, telling=replace(REPLY.telling, status="denied"))),
    "the union answers for its member": (
        replace(DEMAND, asked=frozenset(["ESP"])),
        replace(NAMING, by=frozenset(["EU"]), behalf=frozenset(["EU"])),
    ),
    "consents to just that": (
        DEMAND,
        end(
            "b1",
            "AGREE",
            "agree",
            "CHL",
            "",
            "agree free crew trawler skipper",
            day=3,
            lemma="agree",
            beside=frozenset(["PER"]),
        ),
    ),
}

FITS_NOT: dict[str, tuple[End, End]] = {
    "before it was asked": (replace(DEMAND, telling=replace(DEMAND.telling, last=date(2021, 1, 9))), REFUSAL),
    "long after": (DEMAND, replace(REFUSAL, telling=replace(REFUSAL.telling, last=date(2021, 1, 2).replace(month=4)))),
    "on an unknown day": (DEMAND, replace(REFUSAL, telling=replace(REFUSAL.telling, last=None))),
    "in a copy of the same report": (DEMAND, replace(REFUSAL, copies="a")),
    "of a plan": (replace(DEMAND, telling=replace(DEMAND.telling, status="planned")), REFUSAL),
    "by the asker": (DEMAND, replace(REFUSAL, by=frozenset(["PER"]))),
    "by both": (DEMAND, replace(REFUSAL, by=frozenset(["PER", "CHL"]))),
    "by one who was not asked": (DEMAND, replace(REFUSAL, by=frozenset(["BRA"]))),
    "by a state for the world's organisation": (replace(DEMAND, asked=frozenset(["UN"])), replace(REFUSAL, by=frozenset(["ESP"]))),
    "by people without a name": (DEMAND, replace(REFUSAL, by=frozenset(["~officials"]))),
    "to somebody else": (DEMAND, replace(NAMING, asked=frozenset(["BOL"]))),
    "with the asker nowhere beside it": (DEMAND, replace(REFUSAL, beside=frozenset(["CHL"]))),
    "about another thing": (DEMAND, end("b1", "REJECT", "refuse", "CHL", "", "lower tax copper mine", day=2, beside=frozenset(["PER"]))),
    "that names another thing": (DEMAND, replace(NAMING, called="invitation")),
    "that dismisses a claim on the matter": (DEMAND, replace(REFUSAL, rule="dismiss-claim")),
    "that denies plans": (DEMAND, replace(REFUSAL, telling=replace(REFUSAL.telling, lemma="deny"))),
    "that shares one common word": (DEMAND, end("b1", "REJECT", "refuse", "CHL", "", "crew strike", day=2, beside=frozenset(["PER"]))),
    "that only promises": (
        DEMAND,
        end("b1", "AGREE", "ready", "CHL", "", "ready free crew trawler", day=2, lemma="ready", beside=frozenset(["PER"])),
    ),
    "a reply to a journalist's question": (DEMAND, replace(REPLY, called="question")),
    "approval by a bystander": (
        replace(DEMAND, asked=frozenset()),
        end("b1", "SUPPORT", "welcome", "BRA", "PER", "welcome demand crew free", day=2, called="demand", definite=True),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FITS)
def test_an_answer(case: str) -> None:
    score, reasons = fit(*FITS[case], members)
    assert score >= LEAST
    assert reasons


@pytest.mark.parametrize("case", FITS_NOT)
def test_no_answer(case: str) -> None:
    assert fit(*FITS_NOT[case], members) == (0.0, ())


def test_reasons_in_words() -> None:
    _, reasons = fit(DEMAND, NAMING, members)
    assert reasons == (
        "addressed to the one who asked",
        "by one who was asked",
        "both about crew",
        "calls it a demand",
        "the day after",
    )


def test_the_window_ends() -> None:
    late = replace(
        NAMING, telling=replace(NAMING.telling, last=date.fromordinal(date(2021, 1, 1).toordinal() + WINDOW))
    )
    assert fit(DEMAND, late, members)[0] > 0
    later = replace(late, telling=replace(late.telling, last=date.fromordinal(date(2021, 1, 2).toordinal() + WINDOW)))
    assert fit(DEMAND, later, members)[0] == 0


def test_a_direct_answer_fits_better_than_one_by_the_bloc() -> None:
    to_spain = replace(DEMAND, asked=frozenset(["ESP"]))
    own = fit(to_spain, replace(NAMING, by=frozenset(["ESP"])), members)[0]
    assert own > fit(to_spain, replace(NAMING, by=frozenset(["EU"])), members)[0]
