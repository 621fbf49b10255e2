"""Openings that later reports tell again: the same side asks the same, of the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from across.made import end, members
from communique.across.ends import End
from communique.across.recalls import LEAST, fit

EARLY = end("a1", "REQUEST", "ask-clause", "PER", "CHL", "demand withdraw trawler strait", lemma="demand")
LATER = end(
    "b1", "REQUEST", "answered-demand", "PER", "CHL", "demand withdraw trawler strait soon", day=20, lemma="demand"
)
LETTER = end("a1", "CONSULT", "letter", "PER", "CHL", "send letter fishery strait", lemma="send")
ASKED_IN_IT = end(
    "b1", "REQUEST", "ask-in-letter", "PER", "CHL", "ask letter fishery strait", day=20, lemma="ask", called="letter"
)


def told(one: End, **more: Any) -> End:
    return replace(one, telling=replace(one.telling, **more))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (EARLY, LATER),
        (EARLY, replace(LATER, asked=frozenset())),
        (LETTER, ASKED_IN_IT),
        (replace(EARLY, asked=frozenset(["EU"])), replace(LATER, asked=frozenset(["ESP"]))),
    ],
)
def test_told_again(earlier: End, later: End) -> None:
    score, reasons = fit(earlier, later, members)
    assert score >= LEAST
    assert reasons[0] == "the same side asks"
    assert reasons[-1] == "told again 19 days later"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (EARLY, replace(LATER, by=frozenset(["BOL"]))),
        (EARLY, replace(LATER, asked=frozenset(["BRA"]))),
        (EARLY, told(LATER, words=frozenset(["demand", "lower", "tariff", "copper"]))),
        (EARLY, told(LATER, status="denied")),
        (EARLY, told(LATER, type="AGREE")),
        (EARLY, told(LATER, report="a")),
        (EARLY, replace(LATER, copies="a")),
        (EARLY, told(LATER, last=date(2021, 6, 1))),
        (EARLY, told(LATER, last=date(2020, 12, 1))),
        (told(EARLY, certain=True), told(LATER, certain=True)),
        (replace(EARLY, by=frozenset(["~protesters"])), replace(LATER, by=frozenset(["~protesters"]))),
        (LETTER, replace(ASKED_IN_IT, asked=frozenset())),
        (LETTER, told(ASKED_IN_IT, words=frozenset(["ask", "letter"]))),
    ],
    ids=[
        "another side", "asked of another", "another thing", "not asked", "another kind", "the same report", "a copy", "too late",
        "earlier",
        "each with its day", "people without a name", "a letter to nobody", "a letter about nothing known",
    ],
)  # fmt: skip
def test_not_told_again(earlier: End, later: End) -> None:
    assert fit(earlier, later, members) == (0.0, ())


def test_people_without_a_name_are_no_common_addressee() -> None:
    early, later = (replace(x, asked=frozenset(["~residents"])) for x in (EARLY, LATER))
    assert fit(early, later, members)[0] < fit(EARLY, LATER, members)[0]
