"""What was asked and what came back: outcome, addressees, who answered for whom."""

from __future__ import annotations

import pytest

from reading import event, exchange, read

DAY = "2022-02-11"


@pytest.mark.parametrize(
    ("text", "trigger", "outcome", "states"),
    [
        ("Peru asked Chile to leave the port.", "asked", "open", {"CHL": "owed"}),
        ("Peru sent a letter to Chile.", "sent", "open", {"CHL": "owed"}),
        ("Peru sent letters to Chile and Bolivia.", "sent", "open", {"CHL": "owed", "BOL": "owed"}),
        ("Peru proposed talks to Chile.", "proposed", "open", {"CHL": "owed"}),
        ("Peru asked Chile to leave the port. Chile rejected the request.", "asked", "refused", {"CHL": "declined"}),
        ("Peru asked Chile to leave the port. Chile agreed to leave the port.", "asked", "accepted", {"CHL": "answered"}),
        ("Peru sent a letter to Chile. Chile answered the letter.", "sent", "answered", {"CHL": "answered"}),
        ("Peru proposed talks to Chile. Chile accepted the proposal.", "proposed", "accepted", {"CHL": "answered"}),
        ("Peru asked Chile and Bolivia to leave the port. Chile rejected the request.", "asked", "refused",
         {"CHL": "declined", "BOL": "unknown"}),
        ("Peru sent letters to Chile and Bolivia. Chile answered the letter.", "sent", "answered",
         {"CHL": "answered", "BOL": "unknown"}),
        ("Russia sent letters to Germany and France. Josep Borrell answered the letters on behalf of the EU.", "sent", "answered",
         {"DEU": "answered-by-other", "FRA": "answered-by-other"}),
        ("Russia asked Germany and France to answer on their own behalf. Josep Borrell replied to Russia on behalf of the EU.",
         "asked", "refused", {"DEU": "answered-by-other", "FRA": "answered-by-other"}),
        ("Russia demanded that Germany and France answer separately. Josep Borrell replied to Russia on behalf of the EU.",
         "demanded", "refused", {"DEU": "answered-by-other", "FRA": "answered-by-other"}),
    ],
)  # fmt: skip
def test_exchanges(text: str, trigger: str, outcome: str, states: dict[str, str]) -> None:
    found = exchange(read(text, DAY), trigger)
    assert (found.outcome, {a.actor: a.state for a in found.addressees}) == (outcome, states)


@pytest.mark.parametrize(
    "text",
    [
        "Peru met Chile.",
        "Chile rejected the deal.",
        "Peru will not ask Chile to leave the port.",
        "Peru may ask Chile to leave the port.",
        "Peru asked that the port be closed.",
    ],
)
def test_no_exchange(text: str) -> None:
    assert read(text, DAY).exchanges == ()


def test_the_answer_and_on_whose_behalf() -> None:
    record = read(
        "Russia sent letters to Germany and France. Josep Borrell answered the letters on behalf of the EU.", DAY
    )
    answer = event(record, "answered")
    found = exchange(record, "sent")
    assert found.answers == (answer.id,)
    assert {(a.by, a.behalf) for a in found.addressees} == {(answer.id, "EU")}


def test_whoever_says_that_there_was_an_answer_is_named() -> None:
    record = read("Peru asked Chile to leave the port. Brazil said that Chile had rejected the request.", DAY)
    found = exchange(record, "asked")
    assert found.outcome == "refused"
    assert found.claims == (event(record, "said").id,)


@pytest.mark.parametrize(
    ("text", "trigger", "silence"),
    [
        ("Peru asked Chile to leave the port. Chile has not replied to the request.", "asked", "replied"),
        ("Peru sent a letter to Chile. Chile did not respond to the letter.", "sent", "respond"),
    ],
)
def test_what_says_that_no_reply_came_is_a_claim_and_no_answer(text: str, trigger: str, silence: str) -> None:
    record = read(text, DAY)
    found = exchange(record, trigger)
    assert (found.outcome, found.answers, found.claims) == ("open", (), (event(record, silence).id,))


def test_a_planned_acceptance_is_no_acceptance_yet() -> None:
    record = read("Peru proposed talks to Chile. Chile will accept the proposal.", DAY)
    assert exchange(record, "proposed").outcome == "answered"


def test_the_latest_answer_counts_for_the_addressee() -> None:
    record = read(
        "Peru asked Chile to leave the port. Chile rejected the request. A week later, Chile agreed to leave the port.",
        DAY,
    )
    (state,) = exchange(record, "asked").addressees
    assert state.state == "answered"


def test_ids_come_from_the_opening() -> None:
    text = "Peru asked Chile to leave the port. Chile rejected the request."
    first, second = read(text, DAY).exchanges, read.__wrapped__(text, DAY).exchanges
    assert [x.id for x in first] == [x.id for x in second]
    assert first[0].id.startswith("x")
