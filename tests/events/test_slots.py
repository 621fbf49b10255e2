"""Arguments by meaning: passive, control, relative clauses, coordination, inverted subjects, light verbs."""

from __future__ import annotations

import pytest

from communique.events import doers, slots
from reading import parsed, token, wrong


def subject(text: str, word: str) -> str | None:
    found = doers.subject(token(parsed(text), word))
    return found.text if found is not None else None


def slot(text: str, word: str, name: str) -> list[str]:
    return [t.text for t in slots.of_verb(token(parsed(text), word)).get(name)]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Peru sent a note.", "sent", "Peru"),
        ("The note was sent by Peru.", "sent", "Peru"),
        ("The note was sent.", "sent", None),
        ("A note sent by Peru arrived.", "sent", "Peru"),
        ("Peru, which sent a note, is waiting.", "sent", "Peru"),
        ("The minister who sent the note resigned.", "sent", "minister"),
        ("Peru wants to send a note.", "send", "Peru"),
        ("Peru asked Chile to send a note.", "send", "Chile"),
        ("Peru called on Chile to send a note.", "send", "Chile"),
        ("Chile was asked to send a note.", "send", "Chile"),
        ("Peru promised Chile to send a note.", "send", "Peru"),
        ("Peru threatened Chile with leaving the talks.", "leaving", "Peru"),
        ("Peru accused Chile of sending a note.", "sending", "Chile"),
        ("Peru met Chile and sent a note.", "sent", "Peru"),
        ("Peru left after sending a note.", "sending", "Peru"),
        ("Peru's decision to send a note was wrong.", "send", "Peru"),
        ("Peru opened the port but was still refusing to talk.", "refusing", "Peru"),
        ("What Peru has done is suspend the talks.", "suspend", "Peru"),
        ("The invading Peruvian forces left.", "invading", "forces"),
        ("It is raining.", "raining", "It"),
        ("There is a note.", "is", None),
    ],
)
def test_subjects(text: str, word: str, wanted: str | None) -> None:
    assert subject(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "name", "wanted"),
    [
        ("Peru asked Chile for help.", "asked", "object", ["Chile"]),
        ("Peru asked Chile for help.", "asked", "for", ["help"]),
        ("Chile was asked by Peru for help.", "asked", "object", ["Chile"]),
        ("Chile was asked by Peru for help.", "asked", "subject", ["Peru"]),
        ("Peru sent Chile a note.", "sent", "to", ["Chile"]),
        ("Peru sent a note to Chile.", "sent", "to", ["Chile"]),
        ("A note was sent to Chile.", "sent", "to", ["Chile"]),
        ("Peru signed a treaty with Chile.", "signed", "with", ["Chile"]),
        ("Chile is a member.", "is", "complement", ["member"]),
        ("Peru said that Chile had left.", "said", "clause", ["left"]),
        ("Peru said that Chile had left.", "said", "finite", ["left"]),
        ("Peru said that Chile had left.", "said", "infinitive", []),
        ("Peru asked Chile to leave.", "asked", "infinitive", ["leave"]),
        ("Peru pulled out of the talks.", "pulled", "of", ["talks"]),
        ("The note that Peru sent to Chile was long.", "sent", "object", ["note"]),
        ("The note Peru sent to Chile was long.", "sent", "object", ["note"]),
        wrong("The note which Peru sent was long.", "sent", "object", ["note"], reason="'which' is not resolved"),
        ("Peru left.", "left", "object", []),
    ],
)
def test_slots_of_verbs(text: str, word: str, name: str, wanted: list[str]) -> None:
    assert slot(text, word, name) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The talks were held.", "held", True),
        ("The talks held in Lima failed.", "held", True),
        ("Peru held talks.", "held", False),
        ("Peru has held talks.", "held", False),
        ("The note was written and sent.", "sent", True),
    ],
)
def test_passive(text: str, word: str, wanted: bool) -> None:
    assert doers.is_passive(token(parsed(text), word)) is wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ('"We shall leave the talks," warned the minister.', "warned", "minister"),
        ("The talks have failed, said the minister.", "said", "minister"),
        ('"We shall leave," the minister warned.', "warned", None),
        ("The minister denied the claim.", "denied", None),
    ],
)
def test_inverted_subjects(text: str, word: str, wanted: str | None) -> None:
    verb = token(parsed(text), word)
    found = doers.inverted_subject(verb) or next((k for k in verb.kids if k.dep == "nsubj" and k.i > verb.i), None)
    assert (found.text if found is not None else None) == wanted


@pytest.mark.parametrize(
    ("text", "noun", "light", "wanted"),
    [
        ("Peru held talks with Chile.", "talks", "hold", "held"),
        ("Talks were held in Lima.", "Talks", "hold", "held"),
        ("Peru held a round of talks.", "talks", "hold", "held"),
        ("Peru held consultations and talks.", "talks", "hold", "held"),
        ("Peru cancelled talks.", "talks", "hold", None),
        ("The talks failed.", "talks", "hold", None),
    ],
)
def test_support_verbs(text: str, noun: str, light: str, wanted: str | None) -> None:
    found = slots.support(token(parsed(text), noun), frozenset([light]))
    assert (found.text if found is not None else None) == wanted


@pytest.mark.parametrize(
    ("text", "noun", "name", "wanted"),
    [
        ("Peru held talks with Chile.", "talks", "subject", ["Peru"]),
        ("Peru held talks with Chile.", "talks", "with", ["Chile"]),
        ("Peru's talks with Chile failed.", "talks", "poss", ["Peru"]),
        ("Peruvian talks with Chile failed.", "talks", "adj", ["Peruvian"]),
        ("Talks between Peru and Chile failed.", "Talks", "between", ["Peru"]),
        ("The attack carried out by Peru failed.", "attack", "by", ["Peru"]),
        ("Talks were held by Peru.", "Talks", "subject", ["Peru"]),
    ],
)
def test_slots_of_nouns(text: str, noun: str, name: str, wanted: list[str]) -> None:
    args, _ = slots.of_noun(token(parsed(text), noun), frozenset(["hold"]))
    assert [t.text for t in args.get(name)] == wanted


def test_a_slot_holds_a_phrase_once() -> None:
    word = token(parsed("Peru left."), "Peru")
    args = slots.Args()
    args.add("subject", word)
    args.add("subject", word)
    args.add("object", None)
    assert args.get("subject") == [word]
    assert args.get("object") == []
