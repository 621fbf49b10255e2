"""Who took part in a meeting or call whose own words name one side, or none: "the conversation", "the leaders discussed".

The other side is looked for where a reader looks: in the sentence itself, and in what the report told last of the same parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from communique.across.coded import MUTUAL
from communique.lexicon import words
from communique.model import Event, Record, Traits

# Sentences back to which "the conversation" may point.
_REACH = 12
_WORD = re.compile(r"[^\W\d_]+")
_POINTS = re.compile(r"\b(?:the|this|that|these|those|their)\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)
_WITH = re.compile(r"^[^,;:.]{0,60}\b(?:with|to)\s+[^,;:.]{0,60}$", re.IGNORECASE)


def partners(record: Record) -> dict[str, frozenset[str]]:
    """Parties, or actors without one, on both sides of each mutual event, by its id."""
    party = {a.id: a.party or a.id for a in record.actors}
    traits = {t.event: t for t in record.traits}
    found: dict[str, frozenset[str]] = {}
    persons = {a.id for a in record.actors if a.kind == "person"}
    past: list[tuple[int, frozenset[str], bool]] = []
    for event in sorted(record.events, key=lambda e: (e.trigger.start, e.id)):
        if event.type not in MUTUAL:
            continue
        own = frozenset(party[a] for a in (*event.actors, *event.recipients))
        named = frozenset(p for p in own if not p.startswith("~"))
        if len(named) < 2:
            near = [(pair, firm) for number, pair, firm in reversed(past) if event.sentence - number <= _REACH]
            # "the leaders" have talked, by name; what somebody proposes to others comes after
            near.sort(key=lambda n: not n[1])
            own = next(_candidates(record, event, traits.get(event.id), own, named, party, [n[0] for n in near]), own)
        found[event.id] = own
        if len(own) == 2 and not any(p.startswith("~") for p in own):
            firm = event.status == "actual" and len(persons.intersection((*event.actors, *event.recipients))) > 1
            past.append((event.sentence, own, firm))
    return found


def _candidates(
    record: Record,
    event: Event,
    trait: Traits | None,
    own: frozenset[str],
    named: frozenset[str],
    party: Mapping[str, str],
    near: list[frozenset[str]],
) -> Iterator[frozenset[str]]:
    """Both sides as they may be meant, the likeliest first; `near` are pairs told before, the nearest first, those
    of persons before others.
    """
    text = record.document.text
    lemma = trait.lemma if trait is not None else ""
    sentence = record.sentences[event.sentence]
    told = [r for r in event.roles if r.role in ("actor", "recipient")]
    together = [r for r in told if words("consult-together").intersection(_WORD.findall(text[r.start : r.end].lower()))]
    points = lemma in words("consult-talked") and _POINTS.search(text[sentence.start : event.trigger.start]) is not None
    for role in together:  # "the presidents of Ukraine and Poland"
        inside = frozenset(
            p for m in record.mentions if role.start <= m.start < role.end and (p := party.get(m.actor)) and p[0] != "~"
        )
        if len(inside) > 1:
            yield inside
    if (together and len(together) == len(told)) or (points and own == named):
        yield from (pair for pair in near if named <= pair)
    if own == named:
        beside = named | _persons(record, sentence.start, sentence.end)
        yield from (pair for pair in near if named < pair and pair == beside)
    if len(named) == 1 and own == named:
        yield from _in_sentence(record, event, named)


def _persons(record: Record, start: int, end: int) -> frozenset[str]:
    """Parties of the persons mentioned in a stretch of text."""
    party = {a.id: a.party for a in record.actors if a.kind == "person"}
    return frozenset(p for m in record.mentions if start <= m.start < end and (p := party.get(m.actor)))


def _in_sentence(record: Record, event: Event, named: frozenset[str]) -> Iterator[frozenset[str]]:
    """ "Blinken said of the talks with Lavrov": the one other party that acts in the sentence, if the event's words say with whom."""
    text = record.document.text
    role = next((r for r in event.roles if r.role == "recipient" and r.start >= event.trigger.end), None)
    if role is None or _WITH.match(text[event.trigger.end : role.start] + " ") is None:
        return
    others = _persons(record, record.sentences[event.sentence].start, event.trigger.start) - named
    if len(others) == 1:
        yield named | others
