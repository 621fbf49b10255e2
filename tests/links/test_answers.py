"""Which request, letter or proposal a reply, refusal or acceptance belongs to."""

from __future__ import annotations

import pytest

from reading import linked, read

DAY = "2022-02-11"


def pairs(text: str) -> set[tuple[str, str]]:
    """(answer, opening) pairs by their triggers."""
    return linked(read(text, DAY), "answers")


@pytest.mark.parametrize(
    ("text", "answer", "opening"),
    [
        # refusals
        ("Peru asked Chile to leave the port. Chile rejected the request.", "rejected", "asked"),
        ("Peru asked Chile to leave the port. Chile refused to leave the port.", "refused", "asked"),
        ("Peru demanded that Chile leave the port. Chile rejected this demand.", "rejected", "demanded"),
        ("Peru proposed talks to Chile. Chile rejected the proposal.", "rejected", "proposed"),
        ("Peru asked Chile to leave the port. The Chilean Foreign Ministry rejected the request.", "rejected", "asked"),
        ("Peru asked Chile to leave the port. Santiago rejected the request.", "rejected", "asked"),
        # acceptances
        ("Peru asked Chile to leave the port. Chile agreed to leave the port.", "agreed", "asked"),
        ("Peru proposed talks to Chile. Chile accepted the proposal.", "accepted", "proposed"),
        ("Peru invited Chile to talks. Chile accepted the invitation.", "accepted", "invited"),
        # replies
        ("Peru sent a letter to Chile. Chile answered the letter.", "answered", "sent"),
        ("Peru wrote to Chile about the port. Chile replied to Peru that the port was closed.", "replied", "wrote"),
        ("Peru asked Chile to leave the port. Chile replied to Peru that the port was closed.", "replied", "asked"),
        # the answer is told first, or with the thing it answers
        ("Chile rejected Peru's request to leave the port.", "rejected", "request"),
        ("Chile turned down an offer by Peru to hold talks.", "turned down", "offer"),
        # something stands between
        ("Peru asked Chile to leave the port. The weather was fine. Chile rejected the request.", "rejected", "asked"),
        ("Peru asked Chile to leave the port. Brazil rejected a deal with Bolivia. Chile rejected the request.",
         "rejected", "asked"),
    ],
)  # fmt: skip
def test_answers(text: str, answer: str, opening: str) -> None:
    assert (answer, opening) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru asked Chile to leave the port. Brazil rejected a deal with Bolivia.",
        "Peru asked Chile to leave the port. Peru rejected a deal with Bolivia.",
        "Peru did not ask Chile to leave the port. Chile rejected a deal with Brazil.",
        "Chile rejected a deal with Brazil. The weather was fine.",
        "Peru met Chile. Chile rejected the deal.",
        "If Peru asks Chile to leave the port, Chile may reject the request.",
        "Peru asked Chile to reject the request.",
        "Peru asked Chile to leave the port. Chile denied that it had attacked Brazil.",
    ],
)
def test_no_answer(text: str) -> None:
    assert pairs(text) == set()


def test_several_openings_answered_at_once() -> None:
    text = (
        "Peru asked Chile to leave the port. Peru demanded that Chile free the crew. Chile rejected all these demands."
    )
    assert pairs(text) == {("rejected", "asked"), ("rejected", "demanded")}


def test_two_askers_each_get_their_own_answer() -> None:
    text = (
        "Peru asked Chile to leave the port. Bolivia proposed a treaty to Chile. Chile refused to leave the port."
        " Chile accepted Bolivia's proposal of a treaty."
    )
    assert ("refused", "asked") in pairs(text)
    assert ("accepted", "proposed") in pairs(text)
    assert ("accepted", "asked") not in pairs(text)


def test_a_refusal_does_not_answer_what_another_side_proposed() -> None:
    text = "Peru asked Chile to leave the port. Bolivia proposed a treaty to Chile. Chile refused to leave the port."
    assert pairs(text) == {("refused", "asked")}


def test_an_organisation_answers_for_its_members() -> None:
    text = "Russia sent letters to Germany and France. Josep Borrell answered the letters on behalf of the EU."
    assert ("answered", "sent") in pairs(text)


def test_a_pronoun_answers() -> None:
    text = "Peru sent a letter to Chile. In the capital, Chile met Brazil. It answered the letter."
    assert pairs(text) == {("answered", "sent")}


@pytest.mark.xfail(strict=True, reason="'It' is taken for Peru, the one who asked")
@pytest.mark.parametrize("asked", ["Peru asked Chile to leave the port.", "Chile was asked by Peru to leave the port."])
def test_a_pronoun_for_the_one_who_was_asked(asked: str) -> None:
    assert ("rejected", "asked") in pairs(f"{asked} It rejected the request.")


def test_reasons_are_given() -> None:
    record = read("Peru asked Chile to leave the port. Chile rejected the request.", DAY)
    (link,) = [x for x in record.links if x.type == "answers"]
    assert 0.5 <= link.score <= 1
    assert "by one who was asked" in link.reasons
    assert "calls it a request" in link.reasons
