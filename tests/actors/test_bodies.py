"""States, organisations and their organs: names, adjectives, capitals that stand for governments, places."""

from __future__ import annotations

import pytest

from reading import cast, event, mentions, parsed, parties, party, read, token, who, wrong


@pytest.mark.parametrize(
    ("text", "words", "actor", "reading"),
    [
        ("Portugal asked Chile for help.", "Portugal", "PRT", "exact"),
        ("Portugal asked the UK for help.", "UK", "GBR", "alias"),
        ("The European Union answered Chile.", "European Union", "EU", "exact"),
        ("The EU answered Chile.", "EU", "EU", "alias"),
        ("Moscow announced a new note.", "Moscow", "RUS", "metonym"),
        ("The Kremlin announced a new note.", "Kremlin", "RUS", "metonym"),
        ("The White House rejected the offer.", "White House", "USA", "metonym"),
        ("Talks were held in Moscow.", "Moscow", "RUS", "place"),
        ("The envoys arrived at the Kremlin.", "Kremlin", "RUS", "place"),
        ("An explosion shook Kharkiv.", "Kharkiv", "UKR", "place"),
        ("Turkey rejected the offer.", "Turkey", "TUR", "exact"),
        ("Türkiye rejected the offer.", "Türkiye", "TUR", "alias"),
        ("The Poles rejected the offer.", "Poles", "POL", "people"),
    ],
)
def test_bodies(text: str, words: str, actor: str, reading: str) -> None:
    (mention,) = mentions(read(text), words)
    assert (mention.actor, mention.reading) == (actor, reading)
    assert mention.why


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The Chilean Foreign Ministry protested.", "Foreign Ministry", "CHL/foreign-ministry"),
        ("Chile's Foreign Ministry protested.", "Foreign Ministry", "CHL/foreign-ministry"),
        ("The Foreign Ministry of Chile protested.", "Foreign Ministry", "CHL/foreign-ministry"),
        ("The Ministry of Foreign Affairs of Chile protested.", "Ministry", "CHL/foreign-ministry"),
        ("The Peruvian defense ministry rejected the claim.", "defense ministry", "PER/defence-ministry"),
        ("The Peruvian defence ministry rejected the claim.", "defence ministry", "PER/defence-ministry"),
        ("Peru's armed forces crossed the border.", "armed forces", "PER/armed-forces"),
        ("The Peruvian government rejected the claim.", "government", "PER/government"),
        ("The government in Lima rejected the claim.", "government", "PER/government"),
        ("The Peruvian parliament rejected the claim.", "parliament", "PER/parliament"),
    ],
)
def test_organs(text: str, words: str, actor: str) -> None:
    found = cast(text)
    span = next(m for m in found.mentions if words in m.text and m.reading == "organ")
    assert span.actor.split(":")[0] == actor


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        ("The Peruvian army crossed the border.", "army", "PER"),
        ("NATO officials rejected the claim.", "officials", "NATO"),
        ("The European Commission rejected the claim.", "European Commission", "EU"),
        ("The Pentagon rejected the claim.", "Pentagon", "USA"),
        ("Bundestag members rejected the claim.", "Bundestag", "DEU"),
        ("The Russian federal authorities rejected the claim.", "authorities", "RUS"),
        ("The U.N. Security Council met on Monday.", "Security Council", "UN"),
    ],
)
def test_parties_of_organs(text: str, words: str, party: str) -> None:
    assert parties(read(text), words) == {party}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who will help us?", "us"),
        ("They roasted a turkey.", "turkey"),
        ("Michael Jordan won the match.", "Jordan"),
        ("Paris Hilton sang.", "Paris"),
        wrong("WHO ASKED US TO COME?", "US", reason="a pronoun in a line of capitals taken for USA"),
        ("The bloc rejected it.", "bloc"),
        ("He ate a french loaf.", "loaf"),
    ],
)
def test_not_a_body(text: str, words: str) -> None:
    assert not {a for a in who(read(text), words) if a.isupper()}


def test_a_noun_needs_its_body_before_it() -> None:
    assert who(read("The EU met in May. The bloc rejected the offer."), "bloc") == {"EU"}
    assert who(read("NATO met in May. The alliance rejected the offer."), "alliance") == {"NATO"}
    assert who(read("NATO met the EU. The bloc rejected the alliance."), "bloc") == {"EU"}


def test_the_nationality_in_an_organ_is_the_state() -> None:
    text = "The Peruvian army crossed the border."
    found = cast(text)
    assert {n.actor for n in found.at(token(parsed(text), "Peruvian"))} == {"PER"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Hungarian and Romanian governments rejected the plan.", {"HUN", "ROU"}),
        ("The Greek and Turkish officials rejected the plan.", {"GRC", "TUR"}),
        ("The Greek and Turkish foreign ministries rejected the plan.", {"GRC", "TUR"}),
        wrong(
            "The Hungarian and Romanian armies rejected the plan.", {"HUN", "ROU"}, reason="no event, no actor found"
        ),
    ],
)
def test_a_shared_organ(text: str, wanted: set[str]) -> None:
    record = read(text)
    assert {party(record, a) for a in event(record, "rejected").actors} == wanted


@pytest.mark.xfail(strict=True, reason="the organ becomes the government")
def test_a_shared_organ_stays_what_it_is() -> None:
    record = read("The Greek and Turkish foreign ministries rejected the plan.")
    assert set(event(record, "rejected").actors) == {"GRC/foreign-ministry", "TUR/foreign-ministry"}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "The Georgian president met the Armenian president in Tbilisi. Georgia signed the treaty.",
            "Georgia| signed",
            "GEO",
        ),
        wrong(
            "The Governor of Georgia, Brian Kemp, met Joe Biden in Atlanta.",
            "Georgia",
            "USA",
            reason="taken for the country GEO",
        ),
        wrong(
            "The Congolese army left Kinshasa. Congo rejected the claim.",
            "Congo| rejected",
            "COD",
            reason="COG, though Kinshasa is named",
        ),
        ("South Korea and Japan met. Seoul rejected the offer.", "Seoul", "KOR"),
        ("Brussels answered for all members of the EU.", "Brussels", "EU"),
        (
            "The Belgian government met in Brussels. Belgium and the Belgian police rejected the claim.",
            "Brussels",
            "BEL",
        ),
        ("Pyongyang fired a missile and North Korea denied it.", "Pyongyang", "PRK"),
    ],
)
def test_ambiguous_names(text: str, words: str, actor: str) -> None:
    assert who(read(text), words) == {actor}


@pytest.mark.parametrize(
    ("text", "phrase", "whose"),
    [
        ("The reply was given on behalf of the 27 Member States of the European Union.", "the 27 Member States", "EU"),
        ("NATO met on Monday. It wrote on behalf of all 30 Allies.", "all 30 Allies", "NATO"),
        ("The EU answered. The Member States stood together.", "The Member States", "EU"),
        ("All 30 allies of the queen were at the ball.", "All 30 allies", None),
    ],
)
def test_members_of_an_organisation_in_capitals(text: str, phrase: str, whose: str | None) -> None:
    record = read(text)
    actor = next((m.actor for m in record.mentions if m.text == phrase), None)
    assert next((a.party for a in record.actors if a.id == actor), None) == whose


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Chile sent letters to several states, including Brazil and Bolivia.", {"~several-states", "BRA", "BOL"}),
        ("Chile wrote to 30 states, among others to Brazil and Bolivia.", {"~states", "BRA", "BOL"}),
        ("Chile wrote to 30 states, and Peru called this among friends a joke.", {"~states"}),
    ],
)
def test_some_of_many_are_listed_after_them(text: str, recipients: set[str]) -> None:
    assert set(next(e for e in read(text).events if e.type == "CONSULT").recipients) == recipients


def test_an_acronym_that_the_report_spells_out_is_its_own() -> None:
    record = read("The National Hurricane Center (NHC) met Chad. The NHC warned Mali.")
    assert not [m for m in record.mentions if m.actor.startswith("CHN")]
