"""The table of parts of speech and lemmas gives what the model's own components give."""

from __future__ import annotations

from typing import Any

import pytest

from communique.parse.attributes import Attributes
from communique.parse.layout import paragraphs
from communique.parse.syntax import Syntax

TEXTS = [
    "The envoys didn't sign. There's no deal, and there are no talks; they ain't met, ain't they? It isn't so.",
    "We're gonna leave. You've gotta see it. Let's go. C'm on, y'all, 'nuff said. Goin' home, doin' nothin'.",
    "He'd said he'd go, but I did, had and have had it; it has been being done. That which they'd asked was not given.",
    "But for that, whoever wins gets it; she got the better of him. Would you, could you? Shan't. Can't. Won't.",
    "Russia’s FIFTH Fleet sailed on 3 May 2022 – 20 ships, $5bn, 7%… – from Sevastopol to (probably) Tartus.",
    "Because the older ones, those best known, were leaving once more, upon that they left. Here and there. Then, well, no.",
    "Do it. Having met them, you have it. I told you so, and you told me; it's theirs, its own, not ours or mine.",
]


def lemma(word: str, pos: str, morph: str) -> str:
    return f"{word.lower()}/{pos}/{morph}"


@pytest.mark.parametrize("text", TEXTS)
def test_as_the_models_components_say(text: str) -> None:
    fast, plain = Syntax(), Syntax()
    assert fast._attributes is not None
    plain._attributes, plain._components = None, plain._nlp.pipeline
    here, there = (each.tokens(paragraphs(text))[0] for each in (fast, plain))
    assert [(t.text, t.pos, t.lemma) for t in here] == [(t.text, t.pos, t.lemma) for t in there]


def entry(*specs: dict[str, Any], index: int = 0, **attrs: str) -> dict[str, Any]:
    return {"patterns": [list(specs)], "attrs": attrs, "index": index}


RULES = [
    entry({"TAG": "NN"}, POS="NOUN", MORPH="_"),
    entry({"LOWER": {"IN": ["he", "she"]}}, POS="PRON", LEMMA="he"),
    entry({"TAG": {"NOT_IN": ["TO", ""]}, "DEP": {"IN": ["aux"]}}, POS="AUX"),
    entry({"LOWER": {"REGEX": "^n[ou]thin'$"}}, LEMMA="nothing"),
    entry({"DEP": "expl"}, {"LOWER": "is"}, POS="VERB", index=1),
]


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ([], []),
        ([("Envoys", "NN", "nsubj")], [("NOUN", "envoys/NOUN/")]),
        ([("odd", "??", "dep")], [("", "odd//")]),
        ([("She", "PRP", "nsubj")], [("PRON", "he")]),
        ([("run", "NN", "aux"), ("to", "TO", "aux")], [("AUX", "run/AUX/"), ("", "to//")]),
        ([("Nothin'", "NN", "dobj")], [("NOUN", "nothing")]),
        ([("there", "EX", "expl"), ("is", "VBZ", "ROOT")], [("", "there//"), ("VERB", "is/VERB/")]),
        ([("is", "VBZ", "ROOT")], [("", "is//")]),
    ],
)
def test_rules(kinds: list[tuple[str, str, str]], wanted: list[tuple[str, str]]) -> None:
    attributes = Attributes.compiled(RULES, lemma)
    assert attributes is not None
    assert attributes.of(kinds) == wanted
    assert attributes.of(kinds) == wanted  # once more, from memory


@pytest.mark.parametrize(
    "rule",
    [
        entry({"ORTH": "US"}, POS="PROPN"),
        entry({"LOWER": {"FUZZY": "kyiv"}}, POS="PROPN"),
        entry({"LOWER": "kyiv"}, ENT_TYPE="GPE"),
        entry({"TAG": "NN"}, {"DEP": "aux"}, POS="X"),
    ],
)
def test_what_is_not_foreseen_is_left_to_the_model(rule: dict[str, Any]) -> None:
    assert Attributes.compiled([*RULES, rule], lemma) is None


def test_white_space_is_no_token_of_ours() -> None:
    rules = [*RULES, entry({"IS_SPACE": True}, TAG="_SP", POS="SPACE")]
    assert Attributes.compiled(rules, lemma) is not None
