"""Bodies that a common noun calls after they were named."""

from __future__ import annotations

import pytest

from reading import cast


def called(text: str, words: str) -> set[str]:
    """The names of those whom the last occurrence of some words means."""
    found = cast(text, "2024-02-01")
    start = text.rindex(words)
    return {found.actors[m.actor].name for m in found.mentions if m.start <= start < m.end}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Hamas fired rockets from Gaza. The group said it would not stop.", "The group", "Hamas"),
        ("Greenpeace boarded the rig in Norway. The organisation said it was empty.", "organisation", "Greenpeace"),
        ("Reuters quoted a minister in Rome. The agency said he was ill.", "The agency", "Reuters"),
        (
            "The Central Bank of Russia raised rates. Analysts in Moscow grumbled. The bank said no more.",
            "The bank",
            "Bank of Russia",
        ),
        (
            "Polish Foreign Minister Radosław Sikorski flew home. The ministry gave no reason.",
            "The ministry",
            "Ministry of Foreign Affairs of Poland",
        ),
    ],
)
def test_meant(text: str, words: str, name: str) -> None:
    assert called(text, words) == {name}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hamas fired rockets from Gaza. A group said it would not stop.", "group"),
        ("Hamas fired rockets from Gaza. The other group said it would not stop.", "group"),
        ("Reuters quoted a minister in Rome. The court said he was ill.", "court"),
    ],
)
def test_not_meant(text: str, words: str) -> None:
    assert not called(text, words) & {"Hamas", "Reuters"}


def test_no_person() -> None:
    text = "Nikol Pashinyan beat the speaker of the committee in Armenia. The committee sat. He refused to go."
    assert called(text, "He") == {"Nikol Pashinyan"}
