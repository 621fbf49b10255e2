"""Persons: full names, surnames, spellings, offices on a day, titles without a name, namesakes, unknown ones."""

from __future__ import annotations

import pytest

from reading import cast, mentions, party, place, read, who, wrong

BEFORE, AFTER = "2021-11-20", "2022-01-20"


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Sergei Lavrov left.", "Sergei Lavrov", "sergei-lavrov"),
        ("Sergey Lavrov left.", "Sergey Lavrov", "sergei-lavrov"),
        ("Angela Merkel left.", "Angela Merkel", "angela-merkel"),
        ("Recep Tayyip Erdoğan left.", "Erdoğan", "recep-tayyip-erdogan"),
        ("Ursula von der Leyen left.", "von der Leyen", "ursula-von-der-leyen"),
        ("Xi Jinping left.", "Xi Jinping", "xi-jinping"),
    ],
)
def test_full_names(text: str, words: str, actor: str) -> None:
    assert who(read(text), words) == {actor}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Olaf Scholz came to Paris. Scholz left at noon.", "Scholz| left", "olaf-scholz"),
        ("Scholz will come to Paris, said the host. Olaf Scholz came at noon.", "Scholz", "olaf-scholz"),
        ("Ursula von der Leyen came to Paris. Von der Leyen left at noon.", "Leyen| left", "ursula-von-der-leyen"),
        wrong(
            "Theresa May came to Paris in March. May left in April.",
            "May| left",
            "theresa-may",
            reason="nobody: taken for a month",
        ),
        wrong(
            "Theresa May came to Paris. May rejected the plan.",
            "May| rejected",
            "theresa-may",
            reason="nobody: taken for a month",
        ),
        ("Elizabeth May came to Paris in March. Ms. May left in April.", "May| left", "elizabeth-may"),
        ("Igor Ivanov met Sergei Lavrov. Ivanov left at noon.", "Ivanov| left", "igor-ivanov"),
        ("Sergei Ivanov met Sergei Lavrov. Ivanov left at noon.", "Ivanov| left", "sergei-ivanov"),
    ],
)
def test_a_surname_after_or_before_the_full_name(text: str, words: str, actor: str) -> None:
    assert who(read(text), words) == {actor}


def test_two_namesakes_keep_their_first_names() -> None:
    found = read("Igor Ivanov met Sergei Ivanov. Igor Ivanov left at noon.")
    assert who(found, "Igor Ivanov") == who(found, "Igor Ivanov", 1) == {"igor-ivanov"}
    assert who(found, "Sergei Ivanov") == {"sergei-ivanov"}


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("Russian Foreign Minister Ivanov left.", "2002-05-02", "igor-ivanov"),
        ("Russian Defense Minister Ivanov left.", "2002-05-02", "sergei-ivanov"),
        ("Russian Foreign Minister Ivanov left.", None, "igor-ivanov"),
        wrong(
            "British Prime Minister May left.",
            "2018-05-02",
            "theresa-may",
            reason="taken for a month; only the title is found",
        ),
        ("British Prime Minister Johnson left.", "2021-05-02", "boris-johnson"),
        ("U.S. House Speaker Johnson left.", "2024-05-02", "mike-johnson"),
        ("US President Bush left.", "2002-05-02", "george-w-bush"),
        ("US President Bush left.", "1990-05-02", "george-h-w-bush"),
    ],
)
def test_namesakes_by_office_and_day(text: str, day: str | None, actor: str) -> None:
    assert who(read(text, day), text.split()[-2]) == {actor}


@pytest.mark.parametrize(
    ("text", "words", "day", "actor"),
    [
        ("Russian Foreign Minister Sergei Labrov left.", "Labrov", "2022-01-20", "sergei-lavrov"),
        ("Russian Foreign Minister Lavrovv left.", "Lavrovv", "2022-01-20", "sergei-lavrov"),
        ("Ukrainian Foreign Minister Dmitro Koeleba left.", "Koeleba", "2022-01-20", "dmytro-kuleba"),
        ("EU foreign policy chief Josep Borelli left.", "Borelli", "2022-01-20", "josep-borrell"),
        ("Ukrainian President Volodimir Selenskyj left.", "Selenskyj", "2022-01-20", "volodymyr-zelenskyy"),
        ("Sergei Lavrov left. Lavroff came back.", "Lavroff", None, "sergei-lavrov"),
        ("US Secretary of State Anthony Blinkken left.", "Blinkken", "2022-01-20", "antony-blinken"),
    ],
)
def test_spellings_confirmed_by_office_and_day(text: str, words: str, day: str | None, actor: str) -> None:
    record = read(text, day)
    assert who(record, words) == {actor}
    assert {m.reading for m in mentions(record, words)} == {"spelling"}


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        wrong(
            "EU foreign policy chief Josep Borelli left.",
            "Borelli",
            "2017-01-20",
            reason="Josep Borrell, who took office in 2019",
        ),
        ("The painter Borel left.", "Borel", "2022-01-20"),
        ("Peruvian Foreign Minister Sergio Labrov left.", "Labrov", "2022-01-20"),
    ],
)
def test_no_spelling_without_its_office(text: str, words: str, day: str) -> None:
    assert all(a.startswith("~") for a in who(read(text, day), words))


@pytest.mark.parametrize(
    ("text", "words", "day", "actor"),
    [
        ("The German chancellor rejected the plan.", "chancellor", BEFORE, "angela-merkel"),
        ("The German chancellor rejected the plan.", "chancellor", AFTER, "olaf-scholz"),
        ("Germany's foreign minister rejected the plan.", "foreign minister", BEFORE, "heiko-maas"),
        ("Germany's foreign minister rejected the plan.", "foreign minister", AFTER, "annalena-baerbock"),
        ("The foreign minister of Germany rejected the plan.", "foreign minister", AFTER, "annalena-baerbock"),
        ("The US president rejected the plan.", "president", "2019-05-02", "donald-trump"),
        ("The NATO secretary general rejected the plan.", "secretary general", AFTER, "jens-stoltenberg"),
        ("The head of German diplomacy rejected the plan.", "head", AFTER, "annalena-baerbock"),
        ("Germany's top diplomat rejected the plan.", "top diplomat", AFTER, "annalena-baerbock"),
    ],
)
def test_an_office_on_a_day(text: str, words: str, day: str, actor: str) -> None:
    record = read(text, day)
    assert who(record, words) == {actor}
    assert "on that date" in mentions(record, words)[0].why


@pytest.mark.parametrize("day", [None, "2021-12-08"])
def test_an_office_on_an_unknown_day_or_one_of_change_is_nobody_known(day: str | None) -> None:
    record = read("The German chancellor rejected the plan.", day)
    (actor,) = who(record, "chancellor")
    assert actor.startswith("~")
    assert party(record, actor) == "DEU"


def test_an_office_on_an_unknown_day_with_its_holder_named() -> None:
    record = read("German Chancellor Olaf Scholz came. The German chancellor rejected the plan.")
    assert who(record, "German chancellor") == {"olaf-scholz"}


def test_former_holders() -> None:
    text = "Former German Chancellor Angela Merkel rejected the plan."
    assert who(read(text, AFTER), "Merkel") == {"angela-merkel"}
    unnamed = read("The former chancellor of Germany rejected the plan.", AFTER)
    assert "olaf-scholz" not in who(unnamed, "chancellor")


def test_former_before_a_nationality() -> None:
    record = read("The former German chancellor rejected the plan.", AFTER)
    assert "olaf-scholz" not in who(record, "chancellor")


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Olaf Scholz, the German chancellor, left.", "German chancellor", "olaf-scholz"),
        ("The German chancellor, Olaf Scholz, left.", "German chancellor", "olaf-scholz"),
        ("Sergei Lavrov, Russia's foreign minister, left.", "foreign minister", "sergei-lavrov"),
        ("Sergei Lavrov, who is Russia's foreign minister, left.", "foreign minister", "sergei-lavrov"),
    ],
)
def test_apposition(text: str, words: str, actor: str) -> None:
    found = cast(text)
    span = place(text, words)
    assert actor in {m.actor for m in found.mentions if m.start <= span.start and span.end <= m.end}


@pytest.mark.parametrize(
    ("text", "words", "party_", "kind"),
    [
        ("Peruvian Foreign Minister Ernesto Quispe Rojas left.", "Quispe", "PER", "person"),
        wrong("Ernesto Quispe, a Peruvian colonel, left.", "Quispe", "PER", "person", reason="party unknown"),
        ("Peruvian analyst Ernesto Quispe left.", "Quispe", "PER", "person"),
        ("Colonel Ernesto Quispe left.", "Quispe", None, "person"),
        ("Mr. Quispe left.", "Quispe", None, "person"),
        ("Quispe said that the talks had failed.", "Quispe", None, "person"),
    ],
)
def test_unknown_persons_have_the_party_that_their_context_gives(
    text: str, words: str, party_: str | None, kind: str
) -> None:
    record = read(text)
    (actor,) = who(record, words)
    found = next(a for a in record.actors if a.id == actor)
    assert (found.kind, found.party) == (kind, party_)
    assert actor.startswith("~")


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Russian Foreign Minister Sergei Lavrov came. The Russian minister rejected the plan.", "minister| rejected", "sergei-lavrov"),
        ("Russian Foreign Minister Sergei Lavrov came. The minister rejected the plan.", "minister| rejected", "sergei-lavrov"),
        ("French President Emmanuel Macron came. The president rejected the plan.", "president| rejected", "emmanuel-macron"),
        ("Olaf Scholz met Emmanuel Macron. The chancellor rejected the plan.", "chancellor| rejected", "olaf-scholz"),
    ],
)  # fmt: skip
def test_a_title_alone_is_whoever_was_named_with_it(text: str, words: str, actor: str) -> None:
    assert who(read(text, "2022-01-20"), words) == {actor}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Treaty of Lisbon was signed in May.", "Lisbon"),
        ("They met on Monday in May.", "May"),
        ("Many waited on Brown Street.", "Brown"),
        ("He won the Nobel Prize.", "Nobel Prize"),
    ],
)
def test_no_person(text: str, words: str) -> None:
    record = read(text)
    kinds = {a.id: a.kind for a in record.actors}
    assert not [a for a in who(record, words) if kinds[a] == "person"]


def test_a_surname_that_two_bear_is_the_one_named_in_full_before_it() -> None:
    text = (
        "Lavrov wrote to the owners of forty boats. Anton Lavrov is harbour master of a small marina. "
        "Lavrov said that each owner should answer.\n\nHe is no relation of Sergei Lavrov, the Russian foreign minister. "
        "Lavrov flew to Geneva on Monday."
    )
    record = read(text, published="2022-02-03")
    found = [m.actor for m in record.mentions if m.text == "Lavrov"]
    assert found == ["~anton-lavrov", "~anton-lavrov", "sergei-lavrov"]


@pytest.mark.parametrize(
    ("text", "published", "actor"),
    [
        ("One paper came from Mr Stoltenberg, the other from a mayor.", "2022-02-14", "jens-stoltenberg"),
        ("Minister Lavroff has received an answer.", "2022-02-11", "sergei-lavrov"),
        ("One paper came from Mr Stoltenberg, the other from a mayor.", None, "~stoltenberg"),
        ("Mr Lavrov signed the lease of the bakery.", "1995-02-14", "~lavrov"),
    ],
)
def test_a_surname_after_a_form_of_address(text: str, published: str | None, actor: str) -> None:
    assert [m.actor for m in read(text, published=published).mentions if m.actor.endswith(actor.strip("~"))] == [actor]


def test_a_bare_title_means_whom_the_report_calls_by_it() -> None:
    record = read(
        "President Donald J. Trump spoke with Prime Minister Abiy Ahmed of Ethiopia. World Bank President David Malpass took part. "
        "The President invited the parties to Washington.",
        "2020-01-10",
    )
    actors = {a.id: a.name for a in record.actors}
    assert [actors[m.actor] for m in record.mentions if m.text == "The President"] == ["Donald Trump"]


def test_a_name_like_that_of_somebody_unknown_but_of_another_state_is_another_person() -> None:
    record = read("Yugoslav leader Marko Petrovich met envoys. Bosnian envoy Marko Petrovic denied it.")
    parties = {a.id: a.party for a in record.actors}
    assert parties["~marko-petrovich"] == "SRB"
    assert parties["~marko-petrovic"] == "BIH"
