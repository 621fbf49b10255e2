"""Which claim a denial is set against."""

from __future__ import annotations

import pytest

from reading import linked, read, wrong

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
        ("Peru accused Chile of shelling the port, which Chile denied.", "denied", "shelling"),
        ("Peru accused Chile of shelling the port. The government in Santiago denies it.", "denies", "accused"),
        # what is denied stands in the denial
        ("Chile denied that it had attacked Peru.", "denied", "attacked"),
        ("Chile denied attacking Peru.", "denied", "attacking"),
    ],
)
def test_denials(text: str, denial: str, claim: str) -> None:
    assert (denial, claim) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru asked Chile to leave the port. Chile rejected the request.",
        "Peru asked Chile to leave the port. Chile refused to leave the port.",
        wrong(
            "Peru accused Chile of shelling the port. Bolivia denied that it had signed a treaty with Brazil.",
            reason="a denial with a clause of its own is taken for one by pronoun: linked to accused and shelling",
        ),
        wrong(
            "Peru said that the weather was fine. Chile denied that its envoy had resigned.",
            reason="a denial with a clause of its own is taken for one by pronoun: linked to said",
        ),
        "Peru accused Chile of shelling the port. Chile will deny it.",
        "Peru said that the weather was fine. Peru denied it.",
        "Peru accused Chile of shelling the port.",
    ],
)
def test_no_denial(text: str) -> None:
    assert pairs(text) == set()


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
