"""Whose somebody is by who stands around."""

from __future__ import annotations

import pytest

from reading import cast


def whose(text: str, words: str) -> set[str | None]:
    """The parties of those whom words name."""
    found = cast(text)
    start = text.index(words)
    return {found.party(m.actor) for m in found.mentions if m.start <= start < m.end and m.reading != "demonym"}


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        ("Rebels in Peru dismissed an appeal from President Ernesto Quispe.", "Quispe", "PER"),
        ("Gen. Ernesto Quispe resigned to allow Peru's elections to take place.", "Quispe", "PER"),
        ("President Ernesto Quispe ordered Peruvian police to stop.", "Quispe", "PER"),
        ("Ethnic Albanians demonstrated in Serbia.", "Ethnic Albanians", "SRB"),
    ],
)
def test_settled(text: str, words: str, party: str) -> None:
    assert party in whose(text, words)
    assert all(m.why for m in cast(text).mentions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Ernesto Quispe met Peru's foreign minister.", "Quispe"),
        ("President Ernesto Quispe told Chile that Peruvian rebels had fled.", "Quispe"),
        ("Ernesto Quispe praised Peruvian police.", "Quispe"),
        ("President Ernesto Quispe flew to Peru.", "Quispe"),
        ("Ethnic Albanians met in Serbia.", "Ethnic Albanians"),
    ],
)
def test_not_settled(text: str, words: str) -> None:
    assert whose(text, words) <= {None}
