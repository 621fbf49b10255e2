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
        # in other words, by a pronoun, by a relative clause, by the letter that was sent
        ("Peru demanded that Chile free the crew. Two days later, Chile refused to release the crew.", "refused", "demanded"),
        ("Peru demanded that Chile free the crew. Chile refused to do so.", "refused", "demanded"),
        ("Peru demanded that Chile free the crew, a request that Chile has rejected.", "rejected", "demanded"),
        ("Chile rejected a plan proposed by Peru to share the port.", "rejected", "proposed"),
        ("Chile welcomed the proposal made by Peru.", "welcomed", "proposal"),
        ("Peru invited Chile to talks in Lima. Chile said it accepted the invitation.", "accepted", "invited"),
        ("Peru asked Chile for help. Chile said in response to Peru's request for help that it had none.", "said", "asked"),
        ("Peru called on Chile to open the border. Chile replied that the border was safe.", "replied", "called"),
        ("Peru sent Chile a letter about the port. Three weeks later, Chile sent a written reply to Peru.", "sent", "sent"),
        # a bare reference answers the opening it refers to
        ("Peru asked Chile to leave the port. Ships waited. Chile rejected Peru's request.", "rejected", "asked"),
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
        # about another thing, or none at all
        "Peru asked Chile to leave the port. Chile praised its own navy.",
        "Peru demanded that Chile free the crew. Chile ruled out a new tax on copper.",
        "Peru said Chile should free the crew. Chile is ready to buy copper from Peru.",
        "Peru asked Chile to leave the port. Chile denied any plan to attack Bolivia.",
        # an agreement among both, a reaction to a deed, a reply that nobody has seen, one that comes first
        "Peru proposed talks on the port. Chile and Peru agreed that talks would start in May.",
        "Peru demanded that Chile free the crew. Chile responded to the storm with aid.",
        "Peru asked Chile to leave the port. It is unclear how Chile responded.",
        "Chile will decide how it will respond to Peru. Peru asked Chile to leave the port.",
        # no opening: a telephone call, an order to one's own side, a courtesy; praise of a reply answers nothing
        "The president of Peru had a phone call with Chile on Monday. Chile rejected the call.",
        "Peru's president ordered his troops to leave the port. Chile promised aid to Peru.",
        "Peru sent greetings to Chile on its national day. Chile answered questions from reporters.",
        "Peru asked Chile to leave the port. Brazil praised Chile's reply to Bolivia.",
        "Peru asked Chile to leave the port. Chile denied that it had attacked Brazil.",
    ],
)
def test_no_answer(text: str) -> None:
    assert pairs(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Peru demanded that Chile free the crew. Chile rejected Bolivia's demand for access to the sea.",
        "Peru demanded that Chile free the crew. Chile rejected a request by Bolivia.",
        "Peru demanded that Chile free the crew. Brazil welcomed Peru's demand for talks.",
    ],
)
def test_what_is_named_as_another_ones_is_not_answered_here(text: str) -> None:
    assert not {answer for answer, opening in pairs(text) if opening == "demanded"}


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
