"""Who said it: inverted subjects, the passive, "according to", attributions set off, runs of quotations, transcripts."""

from __future__ import annotations

import pytest

from reading import contents, event, party, read, wrong


def speakers(text: str, trigger: str, nth: int = 0) -> tuple[str, ...]:
    return event(read(text, "2022-02-11"), trigger, nth).actors


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("The talks have failed, Peru said.", "said", ("PER",)),
        ("The talks have failed, said Peru.", "said", ("PER",)),
        ('"The talks have failed," said Olaf Scholz.', "said", ("olaf-scholz",)),
        ('"The talks have failed," said German Chancellor Olaf Scholz.', "said", ("olaf-scholz",)),
        ('"We shall leave the talks," threatened Olaf Scholz.', "threatened", ("olaf-scholz",)),
        ("Olaf Scholz was quoted as saying that the talks had failed.", "saying", ("olaf-scholz",)),
        ("Peru was accused by Chile of lying.", "accused", ("CHL",)),
        ("It was announced by Peru that the talks had failed.", "announced", ("PER",)),
        ("Peru and Chile said that the talks had failed.", "said", ("PER", "CHL")),
        ("Olaf Scholz, who said that the talks had failed, left.", "said", ("olaf-scholz",)),
        ("Olaf Scholz came to Lima, saying that the talks had failed.", "saying", ("olaf-scholz",)),
        ("In Lima, Olaf Scholz said that the talks had failed.", "said", ("olaf-scholz",)),
        ("A statement from Peru said that the talks had failed.", "said", ("PER",)),
        ("A letter sent by Peru said that the talks had failed.", "said", ("PER",)),
        ("Peru's statement said that the talks had failed.", "said", ("PER",)),
        ("Peru met Chile and said that the talks had failed.", "said", ("PER",)),
        ("A spokesman of the Peruvian government, Ernesto Quispe, said that the talks had failed.", "said", ("~ernesto-quispe",)),
    ],
)  # fmt: skip
def test_speakers(text: str, trigger: str, wanted: tuple[str, ...]) -> None:
    assert speakers(text, trigger) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("According to Peru, the talks have failed.", ["the talks have failed"]),
        ("The talks have failed, according to Peru.", ["The talks have failed"]),
        ("The talks, according to Peru, have failed.", ["The talks", "have failed"]),
        wrong(
            "Brazil knows that, according to Peru, the talks have failed.",
            ["the talks have failed"],
            reason="'that' is made a part of it",
        ),
    ],
)
def test_according_to(text: str, wanted: list[str]) -> None:
    record = read(text)
    found = next(e for e in record.events if e.trigger.of(text).lower().startswith("according"))
    assert (found.type, found.actors, contents(record, found)) == ("SAY", ("PER",), wanted)


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Peru will send ships, reported the Peruvian ministry.", "reported", ["Peru will send ships"]),
        ("Peru will send ships, the Peruvian ministry reported.", "reported", ["Peru will send ships"]),
        ("The inquiry, the Peruvian ministry noted, was a formality.", "noted", ["The inquiry", "was a formality"]),
        ("Peru will, its government says, send ships.", "says", ["Peru will", "send ships"]),
    ],
)
def test_set_off(text: str, trigger: str, wanted: list[str]) -> None:
    record = read(text)
    found = event(record, trigger)
    assert contents(record, found) == wanted
    assert {party(record, a) for a in found.actors} == {"PER"}


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ('"The talks have failed," Olaf Scholz said. "We shall all leave the port."', "We shall all leave the port"),
        ('Olaf Scholz said that the talks had failed.\n\n"We shall all leave the port."\n\nNobody came.', "We shall all leave the port"),
        ('Olaf Scholz said: "The talks have failed.\n\n"We shall all leave the port."', "We shall all leave the port"),
        ('Olaf Scholz on the talks: "We shall all leave the port."', "We shall all leave the port"),
        ('Olaf Scholz was angry. "We shall all leave the port."', "We shall all leave the port"),
        ("Olaf Scholz: We shall all leave the port.\n\nNobody came.", "We shall all leave the port"),
        ("Nobody came to Lima at all.\n\nOlaf Scholz: We shall all leave the port\n\nNobody came.", "We shall all leave the port"),
    ],
)  # fmt: skip
def test_statements_without_a_cue(text: str, quotation: str) -> None:
    record = read(text, "2022-02-11")
    found = [e for e in record.events if quotation in contents(record, e)]
    assert [e.actors for e in found] == [("olaf-scholz",)]
    assert found[0].type == "SAY"


@pytest.mark.parametrize(
    "text",
    [
        'Nobody came. They shouted "leave the port now" at us.',
        '"We shall all leave the port."\n\nNobody came.',
        'Peru said that the talks had failed.\n\nOther news\n\n"We shall all leave the port."\n\nNobody came.',
    ],
)
def test_no_speaker_is_made_up(text: str) -> None:
    record = read(text)
    assert not [e for e in record.events if any("leave" in c for c in contents(record, e)) and e.actors]


def test_headings_without_a_statement() -> None:
    record = read("Nobody came to Lima at all.\n\nPeru: what we know so far\n\nNobody came to Quito either.")
    assert not record.events


def test_two_speakers_in_turn() -> None:
    text = '"We stay in the port," Olaf Scholz said. "We leave the port," Emmanuel Macron answered. "And we never come back here."'
    record = read(text, "2022-02-11")
    last = next(e for e in record.events if "And we never come back here" in contents(record, e))
    assert last.actors == ("emmanuel-macron",)


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ('"We stay in the port," Olaf Scholz said. "I have told them so myself."', "I", "olaf-scholz"),
        ('"We stay in the port," Olaf Scholz said. "We have told them so."', "We have", "DEU"),
        ("Olaf Scholz: We stay in the port.\n\nNobody came.", "We", "DEU"),
    ],
)
def test_first_persons(text: str, word: str, actor: str) -> None:
    record = read(text, "2022-02-11")
    start = text.index(word)
    assert {m.actor for m in record.mentions if m.start == start} == {actor}


@pytest.mark.xfail(strict=True, reason="FRA, the speaker's state")
def test_we_of_somebody_who_speaks_on_behalf_of_others() -> None:
    text = 'Emmanuel Macron said on behalf of the EU: "We have sent a note to Lima."'
    record = read(text, "2022-02-11")
    assert {m.actor for m in record.mentions if m.start == text.index("We")} == {"EU"}


def test_a_question_that_addresses_nobody() -> None:
    assert event(read('"Who attacked Chile?" Peru asked.'), "asked").actors == ("PER",)


def test_attitudes_inside_a_statement_belong_to_it() -> None:
    text = "Peru said it hoped that Chile would leave. Peru hopes that Chile will leave."
    record = read(text)
    assert [e.trigger.of(text) for e in record.events if e.type == "SAY"] == ["said", "hopes"]


def test_what_is_told_inside_a_quotation_does_not_hide_it() -> None:
    record = read('"We have time," Olaf Scholz said. "My friends said that Peru would wait."', "2022-02-11")
    assert contents(record, event(record, "said")) == ["We have time", "My friends said that Peru would wait"]


def test_relative_pronouns_are_the_place_of_the_speaker() -> None:
    text = "Olaf Scholz, who said that the talks had failed, left."
    found = event(read(text, "2022-02-11"), "said")
    assert [(text[r.start : r.end], r.actor) for r in found.roles if r.role == "actor"] == [("who", "olaf-scholz")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"We shall stay in the port." Olaf Scholz said on Monday.', ["We shall stay in the port"]),
        ("- We stay in the port - said Olaf Scholz. - Nobody will leave Lima.", ["We stay in the port"]),
    ],
)
def test_attributions_that_stand_alone(text: str, wanted: list[str]) -> None:
    record = read(text, "2022-02-11")
    assert contents(record, event(record, "said")) == wanted


def _contents(text: str) -> list[list[str]]:
    record = read(text, "2022-02-11")
    return [[record.document.text[c.start : c.end] for c in e.content] for e in record.events]


def test_what_is_quoted_is_given_once() -> None:
    said = _contents('"We urge Russia to withdraw its troops from the border," Josep Borrell said.')
    assert [c for spans in said for c in spans] == ["We urge Russia to withdraw its troops from the border"]


def test_what_somebody_else_said_inside_a_quotation_keeps_its_words() -> None:
    said = _contents('"Moscow told us that the gas would flow again by May," Josep Borrell said.')
    contents = [c for spans in said for c in spans]
    assert "the gas would flow again by May" in contents
    assert len(contents) == 2


def test_a_quotation_in_the_next_paragraph_is_another_one() -> None:
    text = '"The talks were long and hard," Josep Borrell said.\n\n"Nobody wanted them to fail in the end."'
    assert _contents(text) == [["The talks were long and hard"], ["Nobody wanted them to fail in the end"]]


def test_a_comma_at_the_end_of_a_quotation_calls_for_its_speaker() -> None:
    text = "Go back to the gallery and stay there"
    said = _contents(f'The envoy of Peru tried to ask a question.\n\n"{text}," Josep Borrell barked and left.')
    assert [text] in said
