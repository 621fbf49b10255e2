"""Several actors called by one word."""

from __future__ import annotations

import pytest

from reading import cast


def called(text: str, words: str) -> set[str]:
    """The actors that the last of some words stand for together."""
    end = text.rindex(words) + len(words)
    return {m.actor for m in cast(text).mentions if m.reading == "collective" and m.start < end <= m.end}


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        (
            "Ministers of Egypt, Sudan and Ethiopia met. Chile sent a note. The three countries signed it.",
            "countries",
            {"EGY", "SDN", "ETH"},
        ),
        (
            "Egypt, Sudan, Chad and Ethiopia met. The four States signed the note.",
            "States",
            {"EGY", "SDN", "TCD", "ETH"},
        ),
        (
            "The ministers of Peru and Chile met. Brazil sent a note. The ministers signed it.",
            "ministers",
            {"PER/government", "CHL/government"},
        ),
        (
            "Brazil's leader said that Peru and Chile had lied and that both countries must go.",
            "countries",
            {"PER", "CHL"},
        ),
        (
            "Peru shelled Chile. Chile shelled Peru. Peru's army and Chile's army fought. Brazil sent a note. The two governments signed.",
            "governments",
            {"PER", "CHL"},
        ),
        ("NATO met Peru in Chile's capital. Peru met Chile. Both countries signed.", "countries", {"PER", "CHL"}),
        ("Peru wrote to NATO about Chile. Both countries signed.", "countries", {"PER", "CHL"}),
    ],
)
def test_called_together(text: str, words: str, wanted: set[str]) -> None:
    assert called(text, words) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Egypt, Sudan and Ethiopia met. The five countries signed.", "countries"),
        ("Peru met Chile. Two countries signed.", "countries"),
        ("Peru and Chile met. The ministers signed.", "ministers"),
    ],
)
def test_not_those_before(text: str, words: str) -> None:
    assert not called(text, words)


def test_the_reason_names_them() -> None:
    text = "Egypt, Sudan and Ethiopia met. The three countries signed."
    reasons = {m.why for m in cast(text).mentions if m.reading == "collective"}
    assert reasons == {"those listed before: Egypt, Sudan, Ethiopia"}


def test_the_two_who_are_named_most() -> None:
    text = (
        "Vladimir Putin called Recep Tayyip Erdogan. Vladimir Putin thanked Recep Tayyip Erdogan. It rained. It snowed. It hailed. "
        "Then it rained. The presidents signed the note."
    )
    assert called(text, "presidents") == {"vladimir-putin", "recep-tayyip-erdogan"}


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Vladimir Putin called Sauli Niinisto. The interlocutors signed.", "interlocutors", {"vladimir-putin", "sauli-niinisto"}),
        ("Peru held talks with Chile. Grain is dear. It rains. It snows. The parties signed.", "parties", {"PER", "CHL"}),
        ("Peru and Chile traded. Grain is dear. The parties signed.", "parties", set()),
        ("Peru, Cuba and Chile held talks. Grain is dear. The parties signed.", "parties", set()),
    ],
)  # fmt: skip
def test_those_who_met(text: str, word: str, wanted: set[str]) -> None:
    end = text.rindex(word) + len(word)
    found = cast(text, "2022-01-20").mentions
    assert {m.actor for m in found if m.reading == "collective" and m.start < end <= m.end} == wanted
