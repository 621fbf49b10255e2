"""What is done by saying something, where no word names it."""

from __future__ import annotations

import pytest

from reading import read


def acts(text: str) -> set[tuple[str, str]]:
    """(type, words) of the acts read off what is said."""
    record = read(text, "2022-02-11")
    return {
        (e.type, record.document.text[e.trigger.start : e.trigger.end]) for e in record.events if ".said-" in e.rule
    }


CASES = [
    ('"Turkey must release them. It is late," Angela Merkel said.', {("REQUEST", "release")}),
    ('"Stop the bombing of our cities," President Volodymyr Zelensky said.', {("REQUEST", "Stop")}),
    ("India said Pakistan had sponsored the raid.", {("ACCUSE", "sponsored")}),
    ("Warsaw said that Minsk was responsible for the crisis.", {("ACCUSE", "responsible")}),
    # "I think that …" is looked through; of two speakers the nearer one acts
    ('"It is cold. We think that NATO has to leave," the Russian minister added.', {("REQUEST", "has")}),
    # neither who suffers, nor what is asked or supposed, nor one's own side's duty, nor a deed that is coded already
    ("The hospital said that forty people had been killed.", set()),
    ("Hanoi asked whether Beijing should be invited.", set()),
    ("Peru said that it should finish the road by May.", set()),
    ("Kyiv said that Russian forces had shelled Kharkiv.", set()),
    ("An editorial was read out. Turkey must release them.", set()),
    # an attitude is no utterance, and inside a quotation it is part of what is said
    ("Oslo decided to release them.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_acts(text: str, wanted: set[tuple[str, str]]) -> None:
    assert acts(text) == wanted


def test_the_speaker_acts_and_the_statement_stays() -> None:
    record = read('"Turkey must release them. It is late," Angela Merkel said.', "2020-02-11")
    said = next(e for e in record.events if e.type == "SAY")
    act = next(e for e in record.events if ".said-" in e.rule)
    assert (act.actors, act.recipients, act.inside, act.status) == (said.actors, ("TUR",), said.id, "actual")


def test_attitudes_are_read_outside_quotations_only() -> None:
    assert [e.rule for e in read("Peru decided to close the road.", "2020-02-11").events] == ["SAY.mean-to"]
    quoted = read('"Peru decided to close the road," the minister of Chile said.', "2020-02-11")
    assert [e.rule for e in quoted.events] == ["SAY.say"]
