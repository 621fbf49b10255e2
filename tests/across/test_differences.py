"""Where the tellings of one event differ, and where one only tells more than the other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from communique.across.differences import differences
from communique.across.telling import Telling

DAY = date(2021, 3, 5)


def telling(name: str, kind: str = "ASSAULT", who: str = "SOM", **more: Any) -> Telling:
    given: dict[str, Any] = {
        "id": name, "report": name, "type": kind, "status": "actual", "lemma": "shell", "who": frozenset(who.split()), "whom": frozenset(),
        "words": frozenset(), "context": frozenset(), "first": DAY, "last": DAY, "certain": True,
    }  # fmt: skip
    return Telling(**given | more)


def found(*tellings: Telling) -> dict[str, dict[str, list[str]]]:
    return {d["field"]: {v["value"]: v["events"] for v in d["values"]} for d in differences(tellings)}


#: What the one telling has, what the other has, and where they differ.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, list[str]]]] = {
    "nothing": ({}, {}, {}),
    "numbers": ({"quantity": "37 people"}, {"quantity": "about 40 people"}, {"number": ["37 people", "about 40 people"]}),
    "one number in other words": ({"quantity": "100,000 troops"}, {"quantity": "more than 100,000 troops"}, {}),
    "days": ({}, {"first": date(2021, 3, 6), "last": date(2021, 3, 6)}, {"date": ["2021-03-05", "2021-03-06"]}),
    "a day and its month": ({}, {"first": date(2021, 3, 1), "last": date(2021, 3, 31)}, {}),
    "a day of publication": ({}, {"last": date(2021, 3, 6), "certain": False}, {}),
    "a party and its president": ({"who": "SOM"}, {"who": "SOM mohamed-farmaajo"}, {}),
    "a party and its army": ({"who": "SOM SOM/armed-forces"}, {"who": "SOM"}, {}),
    "a name and a description": ({"who": "SOM mohamed-farmaajo"}, {"who": "SOM ~official"}, {}),
    "two bodies": ({"who": "SOM SOM/police"}, {"who": "SOM SOM/armed-forces"}, {"actors": ["SOM/armed-forces", "SOM/police"]}),
    "two persons": ({"who": "SOM anna"}, {"who": "SOM musa"}, {"actors": ["anna", "musa"]}),
    "more persons": ({"who": "SOM anna"}, {"who": "SOM anna musa"}, {}),
    "addressees": ({"whom": frozenset({"KEN"})}, {"whom": frozenset({"ETH"})}, {"addressees": ["ETH", "KEN"]}),
    "one addressee, once by name": ({"whom": frozenset({"KEN"})}, {"whom": frozenset({"KEN", "uhuru-kenyatta"})}, {}),
    "places": ({"place": "Baidoa"}, {"place": "Kismayo"}, {"place": ["Baidoa", "Kismayo"]}),
    "a place inside another": ({"place": "the port of Kismayo"}, {"place": "Kismayo"}, {}),
    "modes": ({"mode": "aerial"}, {"mode": "explosives"}, {"mode": ["aerial", "explosives"]}),
    "a meeting that is a visit": ({"kind": "CONSULT", "mode": "visit"}, {"kind": "CONSULT", "mode": "multilateral"}, {}),
    "sides of a meeting told the other way round": (
        {"kind": "CONSULT", "who": "SOM", "whom": frozenset({"KEN"})},
        {"kind": "CONSULT", "who": "KEN SOM", "whom": frozenset()},
        {},
    ),
    "guests": (
        {"kind": "CONSULT", "who": "SOM KEN UGA"},
        {"kind": "CONSULT", "who": "SOM KEN RWA"},
        {"actors": ["KEN, RWA, SOM", "KEN, SOM, UGA"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_differences(name: str) -> None:
    one, other, wanted = CASES[name]
    for pair in ((telling("a", **one), telling("b", **other)), (telling("b", **other), telling("a", **one))):
        assert {field: list(values) for field, values in found(*pair).items()} == wanted


def test_every_event_that_gives_a_value_is_named_and_what_says_less_is_left_out() -> None:
    tellings = [
        telling("a", quantity="37 people"), telling("b", quantity="40 people"), telling("c", quantity="37 people"),
        telling("d", quantity="dozens"), telling("e"),
    ]  # fmt: skip
    assert found(*tellings) == {"number": {"37 people": ["a", "c"], "40 people": ["b"]}}
