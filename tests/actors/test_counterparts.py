"""Counterparts of somebody in another state."""

from __future__ import annotations

import pytest

from reading import cast

DAY = "2024-05-02"


def found(text: str, words: str) -> set[tuple[str, str | None]]:
    """Names and parties of those whom a word means."""
    who = cast(text, DAY)
    start = text.index(words)
    return {(who.actors[m.actor].name, who.party(m.actor)) for m in who.mentions if m.start <= start < m.end}


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Radosław Sikorski met his French counterpart.", "Stéphane Séjourné", "FRA"),
        ("Sergei Lavrov's Turkish counterpart stayed away.", "Hakan Fidan", "TUR"),
        ("Odo Quillfeather, a clerk, met his French counterpart.", "counterpart of France", "FRA"),
        ("Sikorski came. A counterpart from Hungary waited.", "counterpart of Hungary", "HUN"),
    ],
)
def test_counterpart(text: str, name: str, party: str) -> None:
    assert (name, party) in found(text, "counterpart")


def test_no_state() -> None:
    assert not any(party == "FRA" for _, party in found("France waited. Sikorski met his counterpart.", "counterpart"))
