"""Whose a noun is that a house, an office or what it speaks of says."""

from __future__ import annotations

import pytest

from reading import cast


def party(text: str, words: str) -> set[str | None]:
    """The parties of those whom a word means."""
    who = cast(text, "2024-05-02")
    start = text.index(words)
    return {who.party(m.actor) for m in who.mentions if m.start <= start < m.end}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("A source at the ministry in Riyadh told reporters that it would wait.", "source", "SAU"),
        ("An official at the Pentagon denied that it would wait.", "official", "USA"),
        ("An adviser to the Chilean president said that it would wait.", "adviser", "CHL"),
        ("A source close to the Kremlin said that it would wait.", "source", "RUS"),
        ("The Bank of England had no plans, a spokesman said.", "spokesman", "GBR"),
        ("A spokeswoman said the Libyan army would stay.", "spokeswoman", "LBY"),
    ],
)
def test_owner(text: str, words: str, code: str) -> None:
    assert party(text, words) == {code}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A source in Moscow said that it would wait.", "source"),
        ("The ambassador to Chile said that it would wait.", "ambassador"),
        ("Rain would fall, a spokesman said.", "spokesman"),
        ("A source close to the talks said that it would wait.", "source"),
    ],
)
def test_nobodys(text: str, words: str) -> None:
    assert party(text, words) <= {None}


def test_an_adviser_is_not_the_president() -> None:
    who = cast("An adviser to the French president said that it would wait.", "2024-05-02")
    assert {who.actors[m.actor].name for m in who.mentions if "adviser" in m.text} == {"adviser of France"}
