"""Tokens with their places, trees and sentences."""

from __future__ import annotations

import pytest

from communique.errors import UsageError
from communique.parse import syntax
from communique.parse.layout import paragraphs
from communique.parse.parsed import Parser
from communique.parse.syntax import CHUNK_CHARACTERS, Syntax
from communique.pipeline import parser
from reading import parsed, token


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in parsed(text).sentence_spans()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met. They left.", ["They met.", "They left."]),
        ("They met.They left.", ["They met.", "They left."]),
        ("They met\u00a0in Vienna.\r\n\r\nThey left.", ["They met\u00a0in Vienna.", "They left."]),
        ("Mr. Smith met Gen. Brown. They left.", ["Mr. Smith met Gen. Brown.", "They left."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("• They met.\n• They left.", ["They met.", "They left."]),
        ("Talks in Geneva\n\nThey met.", ["Talks in Geneva", "They met."]),
        ("“We stay.” They left.", ["“We stay.”", "They left."]),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "“Nego\u00adtiations”  went\u00a0on.We know it.\r\n\r\n • ``Yes,''  he said.",
        "The ministry’s note – dated 3\u00a0May – wasn’t answered…",
        "Talks in Geneva\n\nThe envoys 🇺🇳 met. They didn't sign.",
    ],
)
def test_tokens_stand_where_they_say(text: str) -> None:
    tree = parsed(text)
    assert all(text[t.start].isspace() is False and t.start < t.end <= len(text) for t in tree.tokens)
    assert all(a.end <= b.start for a, b in zip(tree.tokens, tree.tokens[1:], strict=False))
    for t in tree.tokens:
        if t.text.isalpha():
            assert text[t.start : t.end].replace("\u00ad", "") == t.text


def test_the_tree() -> None:
    tree = parsed("The minister told the envoys that the talks had failed.")
    told, failed = token(tree, "told"), token(tree, "failed")
    assert told.head is told
    assert told.dep == "ROOT"
    subject = told.kid("nsubj")
    assert subject is not None
    assert subject.text == "minister"
    assert failed.dep == "ccomp"
    assert list(failed.ancestors()) == [told]
    assert [t.text for t in failed.subtree()] == ["that", "the", "talks", "had", "failed"]
    assert told.kid("relcl") is None


def test_heads_and_sentences_agree() -> None:
    tree = parsed("They met. The envoys left, and nobody said why.\n\nA note came.")
    assert [t.i for t in tree.tokens] == list(range(len(tree.tokens)))
    assert all(t.head.sentence == t.sentence for t in tree.tokens)
    assert all(t in t.head.kids for t in tree.tokens if t.head is not t)
    covered = [i for start, end in tree.sentences for i in range(start, end)]
    assert covered == list(range(len(tree.tokens)))


def test_paragraphs_end_sentences_whatever_the_parser_thinks() -> None:
    assert sentences("The envoys of\n\nthe two countries met.") == ["The envoys of", "the two countries met."]


@pytest.mark.parametrize(("word", "lemma"), [("hoped", "hope"), ("staged", "stage"), ("retweeted", "retweet")])
def test_lemmas_that_the_model_gets_wrong(word: str, lemma: str) -> None:
    assert token(parsed(f"The ministers {word} it."), word).lemma == lemma


@pytest.mark.parametrize("word", ["cease-fire", "Sit-ins", "op-ed"])
def test_hyphenated_nouns_are_one_token(word: str) -> None:
    assert word in [t.text for t in parsed(f"The {word} went on.").tokens]


def test_long_documents_are_parsed_in_chunks_of_whole_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The envoys met.\n\nThey talked for hours.\n\nNobody signed the note."
    monkeypatch.setattr(syntax, "CHUNK_CHARACTERS", 26)
    tokens, spans = parser().syntax.tokens(paragraphs(text))
    assert CHUNK_CHARACTERS > 1000
    assert len(spans) == 3
    assert [t.paragraph for t in tokens if t.dep == "ROOT"] == [0, 1, 2]
    assert [t.i for t in tokens] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The envoys met. They talked for hours. No one signed.",
            ["The envoys met.", "They talked for hours.", "No one signed."],
        ),
        ("envoys met envoys met envoys met", ["envoys met envoys met", "envoys met"]),
        ("a" * 60, ["a" * 25, "a" * 25, "a" * 10]),
    ],
)
def test_a_very_long_paragraph_is_parsed_in_parts(
    text: str, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syntax, "CHUNK_CHARACTERS", 25)
    tokens, spans = parser().syntax.tokens(paragraphs(text))
    assert [text[tokens[a].start : tokens[b - 1].end] for a, b in spans] == wanted
    assert all(text[t.start : t.end] == t.text for t in tokens)


def test_quotations_know_their_tokens() -> None:
    tree = parsed('"We stay," he said. "They go."')
    assert [tree.quote_of[token(tree, w).i] for w in ("stay", "said", "They")] == [0, -1, 1]


def test_the_model_is_loaded_once_and_names_itself() -> None:
    assert parser() is parser()
    assert isinstance(parser(), Parser)
    name, _, version = parser().syntax.version.rpartition("-")
    assert name.startswith("en_")
    assert version[0].isdigit()


@pytest.mark.parametrize(
    "model",
    [
        "no_such_model",
        "en_core_web_xx",
        pytest.param(
            "json", marks=pytest.mark.xfail(strict=True, raises=TypeError, reason="a module that is no model is loaded")
        ),
    ],
)
def test_no_such_model(model: str) -> None:
    with pytest.raises(UsageError, match=model):
        Syntax(model)


def test_forgetting_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "Kyiv rejected Moskva’s ultimatium.",
        "The envoys didn't re-sign it; Zelenskyy’s aides said so.",
        "No!",
    ] * 3

    def seen(syntax: Syntax) -> list[list[str]]:
        return [[f"{t!r} {t.lemma} {t.pos}" for t in syntax.tokens(paragraphs(text))[0]] for text in texts]

    whole = seen(Syntax())
    monkeypatch.setattr(syntax, "_REMEMBERED", 1)
    assert seen(Syntax()) == whole
