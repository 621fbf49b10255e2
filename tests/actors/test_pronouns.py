"""Pronouns: he, she, it, they; an "it" that stands for nothing; I and we in quotations."""

from __future__ import annotations

import pytest

from reading import place, read

DAY = "2022-01-20"


def named(text: str, word: str, nth: int = 0) -> set[str]:
    """The actors that a pronoun stands for."""
    span = place(text, word, nth)
    return {m.actor for m in read(text, DAY).mentions if (m.start, m.end) == (span.start, span.end)}


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("Olaf Scholz came to Paris. He met the press.", "He", "olaf-scholz"),
        ("Annalena Baerbock came to Paris. She met the press.", "She", "annalena-baerbock"),
        ("Olaf Scholz met Annalena Baerbock. She left at noon.", "She", "annalena-baerbock"),
        ("Annalena Baerbock met Olaf Scholz. He left at noon.", "He", "olaf-scholz"),
        ("Annalena Baerbock came late. Olaf Scholz thanked her.", "her", "annalena-baerbock"),
        ("Sergei Lavrov phoned Antony Blinken. He told the press that the talks had failed.", "He", "sergei-lavrov"),
        ("Olaf Scholz said that he would come to Paris.", "he", "olaf-scholz"),
        ("Antony Blinken spoke first. Sergei Lavrov told him that the talks had failed.", "him", "antony-blinken"),
        ("Before he left, nobody spoke. Olaf Scholz came at noon. He met the press.", "He| met", "olaf-scholz"),
        (
            'Olaf Scholz spoke first. "Never," he said. Boris Johnson opened the talks. He asked for calm.',
            "He",
            "boris-johnson",
        ),
        ("Mrs. Quispe came to Lima. Olaf Scholz met the press. She left.", "She", "~quispe"),
    ],
)
def test_persons(text: str, word: str, actor: str) -> None:
    assert named(text, word) == {actor}


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("Peru rejected the plan. It sent a note.", "It", "PER"),
        ("NATO rejected the plan. It sent a note.", "It", "NATO"),
        ("Moscow rejected the plan. It sent a note.", "It", "RUS"),
        ("Peru rejected the plan that Chile had made. It sent a note.", "It", "PER"),
        ("Peru said that it would send a note.", "it", "PER"),
        ("Peru has withdrawn its troops.", "its", "PER"),
        ("The Peruvian army rejected the plan. It sent a note.", "It", "PER/armed-forces"),
    ],
)
def test_bodies(text: str, word: str, actor: str) -> None:
    assert named(text, word) == {actor}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Peru met Chile. It is important to talk.", "It"),
        ("Peru met Chile. It became known that the talks had failed.", "It"),
        ("Peru met Chile. It was reported that the talks had failed.", "It"),
        ("Peru met Chile. It rained.", "It"),
        ("Peru met Chile. It seems that the talks had failed.", "It"),
        ("They sent a note.", "They"),
        ("Annalena Baerbock came to Paris. He left.", "He"),
    ],
)
def test_nobody(text: str, word: str) -> None:
    assert named(text, word) == set()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Russian diplomats came to Geneva. They rejected the plan.", "RUS"),
        ("The Poles came to Geneva. They rejected the plan.", "POL"),
        ("Peru met Russian diplomats. They rejected the plan.", "RUS"),
    ],
)
def test_they(text: str, party: str) -> None:
    record = read(text, DAY)
    (actor,) = named(text, "They")
    assert next(a.party for a in record.actors if a.id == actor) == party


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile met in May. They rejected the plan.",
        "Peru met Chile in May. Both countries rejected the plan. They sent a note.",
    ],
)
def test_they_for_two_named_together(text: str) -> None:
    assert named(text, "They") == {"PER", "CHL"}


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ('Olaf Scholz said: "I shall not send weapons."', "I", "olaf-scholz"),
        ('Olaf Scholz said: "We shall not send weapons."', "We", "DEU"),
        ('"We shall not send weapons," said Olaf Scholz.', "We", "DEU"),
        ('"It is my decision," said Olaf Scholz.', "my", "olaf-scholz"),
        ('"They threatened us," the Peruvian Foreign Ministry said.', "us", "PER"),
        ('Josep Borrell said: "We have answered."', "We", "EU"),
        ('Colonel Quispe said: "We have answered."', "We", "~quispe"),
    ],
)
def test_first_persons_in_quotations(text: str, word: str, actor: str) -> None:
    assert named(text, word) == {actor}


def test_first_persons_outside_quotations_are_nobody_known() -> None:
    assert named("We met Olaf Scholz in Paris.", "We") == set()


@pytest.mark.xfail(strict=True, reason="taken for the speaker himself")
def test_a_pronoun_in_a_quotation_is_not_its_speaker() -> None:
    text = 'Sergei Lavrov met Antony Blinken. "He has not answered," Lavrov said.'
    assert named(text, "He") == {"antony-blinken"}


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("Olaf Scholz met the press. There is hope, said the politician.", "the politician", "olaf-scholz"),
        ("There is hope, said the politician.", "the politician", "~politician"),
        ("Moscow assures that he begins to withdraw his troops.", "he", "RUS"),
        ("Olaf Scholz called. Moscow assures that he began to shout.", "he", "olaf-scholz"),
    ],
)
def test_called_by_what_they_are(text: str, word: str, actor: str) -> None:
    assert named(text, word) == {actor}
