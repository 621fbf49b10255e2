"""Conditions of patterns on the words around a trigger."""

from __future__ import annotations

import pytest

from communique.events import slots
from communique.events.fits import modifiers
from reading import parsed, read, token


@pytest.mark.parametrize(
    ("text", "noun", "wanted"),
    [
        ("The live-fire drills began.", "drills", {"fire", "live", "live-fire"}),
        ("A joint military exercise began.", "exercise", {"joint", "military"}),
    ],
)
def test_modifiers(text: str, noun: str, wanted: set[str]) -> None:
    assert wanted <= set(modifiers(token(parsed(text), noun)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The envoy brought a peace plan to Khartoum. Sudan signed it.", True),
        ("The envoy ate an apple in Khartoum. Sudan signed it.", False),
        ("The envoy brought a peace plan.\n\nIt rained. Sudan signed it.", False),
    ],
)
def test_it_stands_for_what_was_named_before(text: str, wanted: bool) -> None:
    assert any(e.type == "SUPPORT" for e in read(text).events) is wanted


@pytest.mark.parametrize(
    ("text", "verb", "slot", "wanted"),
    [
        ("Kenya stayed away from the meeting.", "stayed", "from", ["meeting"]),
        ("The president went on a visit to Seoul.", "went", "to", ["Seoul"]),
        ("The president met in the Kremlin with Medvedev.", "met", "with", ["Medvedev"]),
        ("The raid was condemned in a statement by Paris.", "condemned", "subject", ["Paris"]),
    ],
)
def test_slots_further_down(text: str, verb: str, slot: str, wanted: list[str]) -> None:
    assert [t.text for t in slots.of_verb(token(parsed(text), verb)).get(slot)] == wanted
