"""From triggers to events: type, roles, behalf, channel, quantity, place, ids."""

from __future__ import annotations

import pytest

from communique.events.find import event_id
from communique.model import Span
from reading import event, events, party, read, wrong


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "actors", "recipients"),
    [
        ("Peru said that the talks had failed.", "said", "SAY", {"PER"}, set()),
        ("Peru told Chile that the talks had failed.", "told", "SAY", {"PER"}, {"CHL"}),
        ("Peru asked Chile to leave the port.", "asked", "REQUEST", {"PER"}, {"CHL"}),
        ("Chile was asked by Peru to leave the port.", "asked", "REQUEST", {"PER"}, {"CHL"}),
        ("Peru called on Chile and Brazil to leave the port.", "called", "REQUEST", {"PER"}, {"CHL", "BRA"}),
        ("Peru demanded that Chile leave the port.", "demanded", "REQUEST", {"PER"}, {"CHL"}),
        ("Peru rejected Chile's request.", "rejected", "REJECT", {"PER"}, {"CHL"}),
        ("Peru refused to leave the port.", "refused", "REJECT", {"PER"}, set()),
        ("Peru accused Chile of lying.", "accused", "ACCUSE", {"PER"}, {"CHL"}),
        ("Peru agreed to talk to Chile.", "agreed", "AGREE", {"PER"}, {"CHL"}),
        ("Peru met Chile.", "met", "CONSULT", {"PER", "CHL"}, set()),
        ("Peru, Brazil and Chile met in Lima.", "met", "CONSULT", {"PER", "BRA", "CHL"}, set()),
        ("Peru threatened to attack Chile.", "threatened", "THREATEN", {"PER"}, {"CHL"}),
        ("Peru imposed sanctions on Chile.", "imposed", "SANCTION", {"PER"}, {"CHL"}),
        ("Peru attacked Chile.", "attacked", "ASSAULT", {"PER"}, {"CHL"}),
        ("Peru signed a treaty with Chile.", "signed", "SUPPORT", {"PER"}, {"CHL"}),
        ("Peru sent aid to Chile.", "sent", "AID", {"PER"}, {"CHL"}),
        ("Peru withdrew its troops from Chile.", "withdrew", "RETREAT", {"PER"}, {"CHL"}),
        ("Peru arrested two Chilean journalists.", "arrested", "COERCE", {"PER"}, {"CHL"}),
        ("Peru's attack on Chile shocked Brazil.", "attack", "ASSAULT", {"PER"}, {"CHL"}),
        ("Thousands of Chileans marched against Peru.", "marched", "PROTEST", {"CHL"}, {"PER"}),
    ],
)
def test_events(text: str, trigger: str, type_: str, actors: set[str], recipients: set[str]) -> None:
    record = read(text)
    found = next((e for e in events(record, trigger) if e.type == type_), None)
    assert found is not None, [(e.trigger.of(text), e.rule) for e in record.events]
    assert {party(record, a) for a in found.actors} == actors
    assert {party(record, a) for a in found.recipients} == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Josep Borrell answered the letter on behalf of the EU.", "answered", ("EU",)),
        ("Josep Borrell replied to Russia on behalf of all members of the EU.", "replied", ("EU",)),
        ("Speaking on Chile's behalf, Peru rejected the plan.", "rejected", ("CHL",)),
        ("On behalf of Chile and Brazil, Peru rejected the plan.", "rejected", ("CHL", "BRA")),
        wrong(
            "Peru rejected the plan on behalf of Chile and Brazil.",
            "rejected",
            ("CHL", "BRA"),
            reason="recipients: hung on 'plan'",
        ),
        ("Josep Borrell answered on behalf of the EU.", "answered", ("EU",)),
        ("Peru rejected the plan.", "rejected", ()),
        ("Peru said that Chile had rejected the plan on behalf of Brazil.", "said", ()),
    ],
)
def test_behalf(text: str, trigger: str, wanted: tuple[str, ...]) -> None:
    record = read(text, "2022-02-11")
    assert tuple(party(record, a) for a in event(record, trigger).behalf) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Peru said in its letter to Chile that the talks had failed.", "said", "its letter to Chile"),
        wrong(
            "Peru said in a letter that the talks had failed.",
            "said",
            "a letter",
            reason="no event: 'that' taken for a relative pronoun",
        ),
        ("Peru said on Twitter that the talks had failed.", "said", "Twitter"),
        ("Olaf Scholz told CNN that the talks had failed.", "told", "CNN"),
        wrong(
            "Olaf Scholz told a press conference that the talks had failed.",
            "told",
            "a press conference",
            reason="no channel",
        ),
        ("Olaf Scholz said in an interview with CNN that the talks had failed.", "said", "an interview"),
        ("Olaf Scholz wrote on his website that the talks had failed.", "wrote", "his website"),
        ("Peru said in Lima that the talks had failed.", "said", None),
    ],
)
def test_channel(text: str, trigger: str, wanted: str | None) -> None:
    assert event(read(text, "2022-02-11"), trigger).channel == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Peru sent 200 trucks to Chile.", "sent", "200 trucks"),
        ("Peru attacked three ports in Chile.", "attacked", "three ports"),
        ("Peru killed about 40 Chilean soldiers.", "killed", "40 Chilean soldiers"),
        ("Peru killed more than 40 Chilean soldiers.", "killed", "more than 40 Chilean soldiers"),
        ("Peru attacked three ports in Chile for five days.", "attacked", "three ports"),
        wrong(
            "Peru attacked Chile for three days.",
            "attacked",
            None,
            reason="no event: 'for' with a time is taken for a reproach",
        ),
        ("Peru attacked Chile on May 3.", "attacked", None),
    ],
)
def test_quantity(text: str, trigger: str, wanted: str | None) -> None:
    found = event(read(text), trigger).quantity
    assert found == wanted or (found is not None and wanted is not None and found.removeprefix("about ") == wanted)


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Peru met Chile in Geneva.", "met", "Geneva"),
        ("Peru held talks with Chile in Geneva on Monday.", "talks", "Geneva"),
        ("Peru attacked troops near Iquique.", "attacked", "Iquique"),
        ("Peru met Chile in May.", "met", None),
        ("Peru met Chile.", "met", None),
        ("Peru said in Geneva that the talks had failed.", "said", None),
    ],
)
def test_place(text: str, trigger: str, wanted: str | None) -> None:
    assert event(read(text), trigger).place == wanted


def test_roles_are_the_very_words() -> None:
    text = "On Monday the Peruvian army asked Chile and Brazil to leave the port of Iquique."
    record = read(text)
    found = event(record, "asked")
    assert {(r.role, text[r.start : r.end]) for r in found.roles} == {
        ("actor", "the Peruvian army"),
        ("recipient", "Chile"),
        ("recipient", "Brazil"),
    }
    assert all(r.actor is not None for r in found.roles)


def test_a_pronoun_fills_a_role_itself() -> None:
    text = "Peru met Brazil. It asked Chile to leave the port."
    found = event(read(text), "asked")
    (actor,) = [r for r in found.roles if r.role == "actor"]
    assert text[actor.start : actor.end] == "It"
    assert actor.actor == found.actors[0] == "PER"


@pytest.mark.parametrize(
    "text",
    [
        "Peru asked Chile to leave\n\nNobody came to the port.",
        "The weather in Peru was fine.",
        "Peru struck a deal with nobody but kept its nerve.",
        "The deal was said to be good.",
    ],
)
def test_nothing_to_read(text: str) -> None:
    assert not [e for e in read(text).events if e.type in ("REQUEST", "ASSAULT", "REJECT")]


def test_one_deed_told_with_noun_and_verb_is_one_event() -> None:
    found = read("Peru's attack on Chile killed three soldiers.").events
    assert [(e.type, e.actors) for e in found] == [("ASSAULT", ("PER",))]


def test_the_verb_takes_its_actor_from_the_noun() -> None:
    found = read("Peru's attack on the port killed three Chileans.").events
    assert [(e.type, e.actors, e.recipients) for e in found] == [("ASSAULT", ("PER",), ("CHL",))]


def test_ids_are_stable_and_tell_events_apart() -> None:
    text = "Peru asked Chile to reject the deal. Brazil asked Chile to accept it."
    record = read(text)
    assert [e.id for e in record.events] == [e.id for e in read.__wrapped__(text).events]
    assert len({e.id for e in record.events}) == len(record.events)
    first = record.events[0]
    assert first.id == event_id(record.document.id, first.type, first.trigger)
    assert event_id("a", "SAY", Span(0, 4)) != event_id("b", "SAY", Span(0, 4))


def test_events_come_in_text_order_with_their_sentence() -> None:
    text = "A heading\n\nPeru met Chile. Brazil rejected the plan.\n\nAnother heading\n\nPeru attacked Chile."
    record = read(text)
    assert [e.trigger.start for e in record.events] == sorted(e.trigger.start for e in record.events)
    assert [(e.trigger.of(text), e.sentence) for e in record.events] == [("met", 0), ("rejected", 1), ("attacked", 2)]


def test_every_event_says_why() -> None:
    found = event(read("Peru refused to leave the port."), "refused")
    assert found.why[-2:] == (
        f"{found.rule}: verb 'refused'",
        f"{found.status}: nothing above it plans, demands, denies or doubts it",
    )
