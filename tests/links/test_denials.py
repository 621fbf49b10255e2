"""Which claim a denial is set against."""

from __future__ import annotations

import pytest

from reading import linked, read

DAY = "2022-02-11"


def pairs(text: str) -> set[tuple[str, str]]:
    """(denial, claim) pairs by their triggers."""
    return linked(read(text, DAY), "denies")


@pytest.mark.parametrize(
    ("text", "denial", "claim"),
    [
        # by the claim
        ("Peru accused Chile of shelling the port. Chile denied that it had shelled the port.", "denied", "accused"),
        ("Peru accused Chile of shelling the port. Chile denied shelling the port.", "denied", "accused"),
        ("Peru accused Chile of shelling the port. Chile rejected the accusation.", "rejected", "accused"),
        ("Peru accused Chile of shelling the port. Chile called the accusations groundless.", "called", "accused"),
        ("Peru said that Chile had shelled the port. Chile denied that it had shelled the port.", "denied", "said"),
        (
            "Peru said that Chile had shelled the port. Santiago dismissed the claim about the port.",
            "dismissed",
            "said",
        ),
        ("Chile denied shelling the port. Peru accuses Chile of shelling the port.", "denied", "accuses"),
        # by a pronoun
        ("Peru said that Chile had shelled the port. Chile denied it.", "denied", "said"),
        ("Peru said that Chile had shelled the port. Chile denies that.", "denies", "said"),
        ("Peru accused Chile of shelling the port. Chile denied this.", "denied", "accused"),
        ("Peru accused Chile of shelling the port, which Chile denied.", "denied", "accused"),
        ("Peru accused Chile of shelling the port. The government in Santiago denies it.", "denies", "accused"),
        # in a relative clause, or an apposition
        ("Peru accused Chile of shelling the port, an allegation Chile has denied.", "denied", "accused"),
        ("Peru said that Chile had shelled the port, something Chile denied.", "denied", "said"),
        (
            "The minister spoke amid fears that Chile was planning to invade Peru, which Chile denied.",
            "denied",
            "invade",
        ),
        # by whose claim it is, also some sentences before
        (
            "Peru said that Chile had shelled the port. Bolivia said that the port was closed. It was cold."
            " Chile dismissed the Peruvian claim.",
            "dismissed",
            "said",
        ),
        # by the deed, in other words for it
        (
            "Peru said that Chile could invade it within days. The market was open. Chile denied that it was planning an attack on Peru.",
            "denied",
            "said",
        ),
        # what is denied stands in the denial
        ("Chile denied that it had attacked Peru.", "denied", "attacked"),
        ("Chile denied attacking Peru.", "denied", "attacking"),
        ("Chile denied any intention of attacking Peru.", "denied", "attacking"),
        ("Chile dismissed reports that it had attacked Peru.", "dismissed", "attacked"),
        # not what others say of other things
        (
            "Peru accused Chile of shelling the port. Bolivia denied that it had signed a treaty with Brazil.",
            "denied",
            "signed",
        ),
        ("Peru said that the weather was fine. Chile denied that its envoy had resigned.", "denied", "resigned"),
        (
            "Peru said that it would be costly if Chile attacked Bolivia. Chile denied attacking Bolivia.",
            "denied",
            "attacking",
        ),
        (
            "Peru did not know whether Chile would invade Bolivia. Chile denied planning to invade Bolivia.",
            "denied",
            "invade",
        ),
    ],
)
def test_denials(text: str, denial: str, claim: str) -> None:
    assert (denial, claim) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru asked Chile to leave the port. Chile rejected the request.",
        "Peru asked Chile to leave the port. Chile refused to leave the port.",
        "Peru accused Chile of shelling the port. Chile will deny it.",
        "Peru said that Chile had shelled the port. Chile denied Peru its path to the sea.",
        "Peru said that Chile had shelled the port. Chile denied Bolivian ships entry.",
        "Peru said that Chile had shelled the port. Chile rejected the idea of a treaty.",
        "Peru said that Chile had shelled the port. Chile downplayed the reports.",
        "Peru asked whether Chile had shelled the port. Chile denied any such thing.",
        "Chile and Peru failed to agree on a statement.",
        "Peru said that the weather was fine. Peru denied it.",
        "Peru accused Chile of shelling the port.",
    ],
)
def test_no_denial(text: str) -> None:
    assert pairs(text) == set()


def test_who_tells_of_a_denial_is_not_the_one_denied() -> None:
    text = (
        "The lawmakers of Peru wrote of a prisoner exchange, adding that a spokesman of Chile denied that a prisoner exchange"
        " took place."
    )
    assert pairs(text) == {("denied", "exchange")}


def test_each_denies_the_claim_about_itself() -> None:
    text = (
        "Peru accused Chile of shelling the port. Peru accused Bolivia of stealing ships."
        " Chile denied that it had shelled the port. Bolivia denied that it had stolen ships."
    )
    record = read(text, DAY)
    place = {e.id: e.sentence for e in record.events}
    assert {(place[x.source], place[x.target]) for x in record.links if x.type == "denies"} == {(2, 0), (3, 1)}


def test_a_denial_does_not_answer_a_request() -> None:
    record = read("Peru accused Chile of shelling the port. Chile denied that it had shelled the port.", DAY)
    assert linked(record, "answers") == set()


def test_reasons_are_given() -> None:
    record = read("Peru accused Chile of shelling the port. Chile denied it.", DAY)
    (link,) = [x for x in record.links if x.type == "denies"]
    assert 0.4 <= link.score <= 1
    assert "the denier is the one accused" in link.reasons
