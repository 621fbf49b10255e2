"""Slips of the parser that are mended on the tree: which verb is the predicate, and what it governs."""

from __future__ import annotations

import pytest

from communique.parse.repair import lemma
from reading import parsed

PREDICATES = [
    # finite verbs that the parser takes for participles
    ("Russia concentrated forces around Ukraine.", "concentrated", "Russia", "forces"),
    ("Russia has concentrated forces around Ukraine in recent weeks.", "concentrated", "Russia", "forces"),
    ("Eritrea positioned troops along the border.", "positioned", "Eritrea", "troops"),
    ("Chinese vessels intruded into Philippine waters on Monday.", "intruded", "vessels", None),
    ("Polish border guards used today water cannon against migrants.", "used", "guards", "cannon"),
    # what is right stays
    ("Kyiv has seized weapons in its stores.", "seized", "Kyiv", "weapons"),
    ("Turkey shelled Kurdish positions on Sunday.", "shelled", "Turkey", "positions"),
]


@pytest.mark.parametrize(("text", "verb", "subject", "thing"), PREDICATES)
def test_predicates(text: str, verb: str, subject: str, thing: str | None) -> None:
    root = next(t for t in parsed(text).tokens if t.head is t)
    own, governed = root.kid("nsubj"), root.kid("dobj")
    assert (root.text, own and own.text, governed and governed.text) == (verb, subject, thing)


@pytest.mark.parametrize(
    "text", [*(case[0] for case in PREDICATES), "The letter sent by Moscow.", "Three people wounded in the attack."]
)
def test_trees_stay_trees(text: str) -> None:
    tokens = parsed(text).tokens
    assert sum(t.head is t for t in tokens) == 1
    assert all(t.head is t or t in t.head.kids for t in tokens)
    assert all(k.head is t for t in tokens for k in t.kids)


def test_a_noun_with_a_participle_and_its_agent_is_no_sentence() -> None:
    root = next(t for t in parsed("The letter sent by Moscow.").tokens if t.head is t)
    assert root.text == "letter"


@pytest.mark.parametrize(
    ("form", "given", "wanted"), [("raged", "rag", "rage"), ("retook", "retook", "retake"), ("said", "say", "say")]
)
def test_lemmas(form: str, given: str, wanted: str) -> None:
    assert lemma(form, given) == wanted
