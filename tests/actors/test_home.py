"""Officers and organs whose state a report leaves out are those of the state in which it is at home."""

from __future__ import annotations

import pytest

from reading import cast

CANADA = "Canada seized a trawler. Canada keeps the ship, Canadian officials said in Ottawa. "
POLAND = "Foreign Minister Radosław Sikorski left for Kyiv. Ukraine thanked Lithuania. "


def whose(text: str, words: str, published: str | None = None) -> set[str | None]:
    """The parties of those whom words name."""
    found = cast(text, published)
    start = text.index(words)
    return {found.party(m.actor) for m in found.mentions if m.start <= start < m.end and m.reading != "demonym"}


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        (CANADA + "Brenda Quillfeather, the Fisheries Minister, praised the crew.", "Quillfeather", "CAN"),
        (CANADA + "A cabinet minister praised the crew.", "cabinet minister", "CAN"),
        (CANADA + "An army spokesman, Major Odo Quillfeather, said nothing.", "Quillfeather", "CAN"),
        (CANADA + "The governor of Texas, Odo Quillfeather, stayed away.", "Odo", "USA"),
        ("Peru sent a note. Its spokesman, Colonel Odo Quillfeather, rejected the plan.", "Odo", "PER"),
        ("NATO sent a note. Its spokeswoman Rosa Quillfeather rejected the plan.", "Rosa", "NATO"),
        (CANADA + "The Emergencies Ministry sent a tug.", "Emergencies Ministry", "CAN"),
    ],
)
def test_main_state(text: str, words: str, party: str) -> None:
    assert whose(text, words) == {party}


def test_why() -> None:
    found = cast(CANADA + "Brenda Quillfeather, the Fisheries Minister, praised the crew.")
    assert any("mostly about" in m.why for m in found.mentions)


def test_ministers_without_a_state() -> None:
    text = POLAND + "The Minister of Justice Odo Quillfeather stayed in the capital."
    assert whose(text, "Odo", "2024-03-02") == {"POL"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CANADA + "Brenda Quillfeather, an analyst, praised the crew.", "Quillfeather"),
        (CANADA + "A spokesman praised the crew.", "spokesman"),
        ("Brenda Quillfeather, the Fisheries Minister, praised the crew.", "Quillfeather"),
        ("Canada and Spain met. Portugal sent Odo Quillfeather, the Fisheries Minister.", "Quillfeather"),
    ],
)
def test_nobodys(text: str, words: str) -> None:
    assert whose(text, words) <= {None}
