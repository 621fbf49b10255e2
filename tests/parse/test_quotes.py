"""Quotations: marks of all kinds, nested, unbalanced, over several paragraphs, dialogue with dashes."""

from __future__ import annotations

import pytest

from communique.lexicon import words
from communique.parse.layout import paragraphs
from communique.parse.quotes import Quote, find


def quotes(text: str) -> list[Quote]:
    return list(find(text, paragraphs(text), words("cue-forms")))


def inner(text: str) -> list[tuple[str, int]]:
    """(words between the marks, depth) of each quotation."""
    return [(text[q.inner_start : q.inner_end], q.depth) for q in quotes(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"We stay," he said.', [("We stay,", 0)]),
        ("“We stay,” he said.", [("We stay,", 0)]),
        ("„We stay“, he said.", [("We stay", 0)]),
        ("„We stay”, he said.", [("We stay", 0)]),
        ("«We stay», he said.", [("We stay", 0)]),
        ("``We stay,'' he said.", [("We stay,", 0)]),
        ("'We stay,' he said.", [("We stay,", 0)]),
        ("‘We stay,’ he said.", [("We stay,", 0)]),
        ('He said: "We stay."', [("We stay.", 0)]),
        ('"We stay," he said, "and wait."', [("We stay,", 0), ("and wait.", 0)]),
        ('He called it a "farce" and a "shame".', [("farce", 0), ("shame", 0)]),
        ('They met ("for the last time") in May.', [("for the last time", 0)]),
        ('The word "no"-vote was new.', [("no", 0)]),
    ],
)
def test_marks(text: str, wanted: list[tuple[str, int]]) -> None:
    assert inner(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“He told us ‘never’ twice,” she said.", [("He told us ‘never’ twice,", 0), ("never", 1)]),
        ("\"He told us 'never' twice,\" she said.", [("He told us 'never' twice,", 0), ("never", 1)]),
        ("«He told us “never” twice», she said.", [("He told us “never” twice", 0), ("never", 1)]),
        ("‘He told us “never” twice,’ she said.", [("He told us “never” twice,", 0), ("never", 1)]),
    ],
)
def test_nested(text: str, wanted: list[tuple[str, int]]) -> None:
    assert inner(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The ministry's note and the states' answers came.",
        "The ministry’s note and the states’ answers came.",
        "They don't know whose it is.",
        pytest.param(
            "Rock 'n' roll was forbidden.",
            marks=pytest.mark.xfail(strict=True, reason="an elided word between apostrophes is taken for a quotation"),
        ),
        "The class of '68 came.",
        "They came - all of them - to Vienna.",
        "The talks - they began in May - went on.",
    ],
)
def test_no_quotation(text: str) -> None:
    assert inner(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("'The states' answers came late,' he said.", "The states' answers came late,"),
        ("‘The states’ answers came late,’ he said.", "The states’ answers came late,"),
        ("“It isn’t ours,” he said.", "It isn’t ours,"),
    ],
)
def test_apostrophes_inside(text: str, wanted: str) -> None:
    assert inner(text)[0] == (wanted, 0)


def test_a_lost_closing_mark_harms_its_own_sentence_only() -> None:
    text = 'He said: "We stay. They all left.\n\n"We go," she said.'
    found = quotes(text)
    assert found[-1].balanced
    assert text[found[-1].inner_start : found[-1].inner_end] == "We go,"
    lost = 'He said: "We stay. They all left.\n\nNobody came.'
    (only,) = quotes(lost)
    assert not only.balanced
    assert not only.runs_on
    assert lost[only.inner_start : only.inner_end] == "We stay."


@pytest.mark.parametrize(
    "text", ["We stay,” he said.", "He left» and came back.", 'We stay ," he said.\n\nNobody came.']
)
def test_a_closing_mark_alone_quotes_nothing_behind_it(text: str) -> None:
    assert not [q for q in quotes(text) if q.inner_start < text.index("he said" if "he said" in text else "and") < q.inner_end
                and q.balanced]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [('"', '"'), ("“", "”"), ("„", "“"), ("«", "»")])
def test_a_quotation_over_three_paragraphs(a: str, b: str) -> None:
    text = f"{a}We stay here.\n\n{a}We wait for them.\n\n{a}We shall see,{b} he said.\n\nNobody answered."
    found = quotes(text)
    assert [text[q.inner_start : q.inner_end] for q in found] == ["We stay here.", "We wait for them.", "We shall see,"]
    assert [(q.continued, q.runs_on) for q in found] == [(False, True), (True, True), (True, False)]
    assert [q.depth for q in found] == [0, 0, 0]
    assert [q.paragraph for q in found] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- We want no war - said the minister.", ["We want no war"]),
        ("– We want no war – said the minister. – We are ready.", ["We want no war", "We are ready."]),
        ("— We want no war, — the minister said.", ["We want no war,"]),
        ("We want no war - said the minister.", ["We want no war"]),
        ("- We want peace - he stressed. - Nothing else.\n\n- We do not - answered the envoy.",
         ["We want peace", "Nothing else.", "We do not"]),
    ],
)  # fmt: skip
def test_dialogue_with_dashes(text: str, wanted: list[str]) -> None:
    found = quotes(text)
    assert [text[q.inner_start : q.inner_end] for q in found] == wanted
    assert {q.marks for q in found} == {"dash"}


def test_marks_inside_dialogue_are_inner_ones() -> None:
    text = '- They call it "peace" - said the minister.'
    assert inner(text) == [('They call it "peace"', 0), ("peace", 1)]


def test_headings_hold_no_quotations() -> None:
    assert inner("Minister: “no” to talks\n\nNobody came.") == []


def test_marks_without_words_are_none() -> None:
    assert inner('He wrote "" and "…" and left.') == []
