"""Actors without a name: organs, officials, both countries, what "its" and "their" own."""

from __future__ import annotations

import pytest

from reading import cast, event, parties, party, place, read, who, wrong


@pytest.mark.parametrize(
    ("text", "words", "party_"),
    [
        ("Russian diplomats rejected the plan.", "diplomats", "RUS"),
        ("Diplomats from Iran rejected the plan.", "Diplomats", "IRN"),
        ("A senior Turkish official rejected the plan.", "official", "TUR"),
        ("Representatives of the alliance met NATO. Two representatives of NATO rejected the plan.", "NATO| rejected", "NATO"),
        ("The Russian side rejected the plan.", "side", "RUS"),
        ("The Iranian leadership rejected the plan.", "leadership", "IRN"),
        ("Ukrainian soldiers rejected the plan.", "soldiers", "UKR"),
        ("An EU spokesman rejected the plan.", "spokesman", "EU"),
        ("A spokeswoman for the EU rejected the plan.", "spokeswoman", "EU"),
        ("A spokesman for the Polish government rejected the plan.", "spokesman", "POL"),
    ],
)  # fmt: skip
def test_whose_they_are(text: str, words: str, party_: str) -> None:
    record = read(text)
    assert {party(record, a) for a in event(record, "rejected").actors} == {party_}
    assert parties(record, words) == {party_}


@pytest.mark.parametrize(
    ("text", "words", "party_"),
    [
        ("University students throughout Indonesia held a rally.", "students", "IDN"),
        ("Security forces in Guinea beat the refugees.", "forces", "GIN"),
        ("Canadian fisheries officers seized the trawler.", "officers", "CAN"),
        (
            "Ministry of Foreign Affairs, Islamabad. Grain is dear. The Ministry rejects the claim.",
            "The Ministry",
            "PAK",
        ),
        ("Kuwait is rich. The minister said that the emirate would send a note.", "emirate", "KWT"),
        ("A newspaper based in Beirut printed the letter.", "newspaper", "LBN"),
        ("Militants loyal to Iraq's president attacked the camp.", "Militants", "IRQ"),
        ("Prisoners rioted at a jail in Lima.", "Prisoners", "PER"),
        ("Thousands of workers staged a strike in the Chilean capital.", "workers", "CHL"),
        (
            "Shots fell in Benghazi. Chile and Peru sent aid to Misrata. Mines went off in Tripoli. Brazil left Cuba. The rebels left.",
            "rebels",
            "LBY",
        ),
        ("Egyptian police opened fire to disperse demonstrators.", "demonstrators", "EGY"),
        ("Peruvian miners marched to the sea. The miners attacked a bank.", "miners", "PER"),
    ],
)
def test_the_place_says_whose(text: str, words: str, party_: str) -> None:
    assert _parties(text, words) == {party_}


def _parties(text: str, words: str) -> set[str | None]:
    """The parties of those whom the last of some words name, in events or not."""
    found = cast(text)
    end = text.rindex(words) + len(words)
    return {found.party(m.actor) for m in found.mentions if m.start < end <= m.end}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Western diplomats in Peru read the letter.", "diplomats"),
        ("Soldiers fired at a bus in Chile.", "Soldiers"),
        ("Activists said in Geneva that the vote was rigged.", "Activists"),
        ("Aid workers were killed in Chile.", "workers"),
        ("Workers marched from the border of Chile to a town in Peru and a port in Brazil.", "Workers"),
        ("Peruvian miners and Chilean miners met. The miners went home.", "miners"),
    ],
)
def test_the_place_does_not_say_whose(text: str, words: str) -> None:
    assert _parties(text, words) <= {None}


@pytest.mark.parametrize("text", ["Officials rejected the plan.", "A diplomat rejected the plan."])
def test_nobodys(text: str) -> None:
    record = read(text)
    (actor,) = event(record, "rejected").actors
    assert party(record, actor) is None


def test_an_organ_of_the_only_state_near_by() -> None:
    record = read("Peru has an answer. The foreign ministry rejected the plan.")
    assert event(record, "rejected").actors == ("PER/foreign-ministry",)
    two = read("Peru met Chile. The foreign ministry rejected the plan.")
    assert not {"PER/foreign-ministry", "CHL/foreign-ministry"} & set(event(two, "rejected").actors)


def test_an_organ_in_capitals_of_the_only_state_near_by() -> None:
    record = read("Peru has an answer. The Foreign Ministry rejected the plan.")
    assert event(record, "rejected").actors == ("PER/foreign-ministry",)


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Peru met Chile in May. Both countries rejected the plan.", "Both countries", {"PER", "CHL"}),
        ("Peru met Chile in May. The two sides rejected the plan.", "two sides", {"PER", "CHL"}),
        ("Peru met Chile in May. The two governments rejected the plan.", "two governments", {"PER", "CHL"}),
        ("Brazil spoke first. Peru met Chile. Both states rejected the plan.", "Both states", {"PER", "CHL"}),
        ("Olaf Scholz met Emmanuel Macron. Both leaders rejected the plan.", "Both leaders", {"olaf-scholz", "emmanuel-macron"}),
    ],
)  # fmt: skip
def test_both(text: str, words: str, wanted: set[str]) -> None:
    record = read(text, "2022-01-20")
    assert who(record, words) == wanted
    assert set(event(record, "rejected").actors) == wanted


@pytest.mark.parametrize(
    "text",
    ["Peru met in May. Both countries rejected the plan.", "Peru met Chile. Both sides of the road were closed."],
)
def test_not_the_two_named_last(text: str) -> None:
    record = read(text)
    start = place(text, "Both").start
    assert not [m for m in record.mentions if m.start == start and m.reading == "collective"]


@pytest.mark.parametrize(
    ("text", "words", "party_"),
    [
        ("Iran called the meeting. Its nuclear agency rejected the plan.", "agency", "IRN"),
        ("Iran called the meeting. Its army rejected the plan.", "army", "IRN"),
        ("Iran called the meeting. Its foreign ministry rejected the plan.", "foreign ministry", "IRN"),
        ("NATO called the meeting. Its spokesman rejected the plan.", "spokesman", "NATO"),
        ("The Poles came late. Their leaders rejected the plan.", "leaders", "POL"),
        ("Iran and its allies rejected the plan.", "Iran", "IRN"),
    ],
)
def test_what_a_pronoun_owns(text: str, words: str, party_: str) -> None:
    record = read(text)
    assert parties(record, words) == {party_}
    assert party_ in {party(record, a) for a in event(record, "rejected").actors}


@pytest.mark.parametrize(
    ("text", "party_"),
    [
        ("Peru's army met the press. Its spokesman, General Ernesto Quispe, rejected the plan.", "PER"),
        ("Peru sent a note. Its spokesman, Colonel Ernesto Quispe, rejected the plan.", "PER"),
        ("NATO sent a note. Its spokeswoman Rosa Quispe rejected the plan.", "NATO"),
        ("The representative of Peru Ernesto Quispe rejected the plan.", "PER"),
        wrong(
            "The army spokesman of Peru, General Ernesto Quispe, rejected the plan.",
            "PER",
            reason="actor is ~per-army-spokesman, not the one named",
        ),
    ],
)
def test_a_role_with_a_name(text: str, party_: str) -> None:
    record = read(text)
    (actor,) = event(record, "rejected").actors
    assert "quispe" in actor
    assert party(record, actor) == party_


def test_a_known_spokesman_in_apposition() -> None:
    record = read("Sudan's army met the press. Its spokesman, General Nabil Abdallah, rejected the plan.", "2023-05-02")
    assert event(record, "rejected").actors == ("nabil-abdallah",)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Shots fell in Peru. Thousands fled the country.", "country", {"PER"}),
        ("Peru said on Monday that the country had no army.", "country", {"PER"}),
        ("Peru wrote to Chile. Thousands fled the country.", "country", set()),
        ("Peru is poor. Thousands fled the country of their fathers.", "country", set()),
        ("Peru is poor. Thousands fled a country.", "country", set()),
    ],
)
def test_the_country(text: str, word: str, wanted: set[str]) -> None:
    found = cast(text)
    end = text.rindex(word) + len(word)
    assert {m.actor for m in found.mentions if m.end == end} == wanted
