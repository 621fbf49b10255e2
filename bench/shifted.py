"""Copies of records as later reports on the same dispute would give them: other days, other words, in part other persons.

A text is read once, and copies are made from its record, so that a bench of the ledger does not spend its time on parsing. Parties and
half of the persons whom the directory does not know stay who they are, as they do for somebody who follows a dispute over years: what
the record holds on them grows with it. The other half get new names; content words change places with others of their length, so that
copies share no sequences of words and every position stays valid; days move on. What lies more than a year before a report stays on its
day: history is told again and again.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from communique.across import persons, salience
from communique.ingest.document import document_id
from communique.model import Actor, Event, Exchange, Record, Traits
from communique.store.days import bounds

_WORD = re.compile(r"(?<![\w'’])[a-z]{4,}(?![\w'’])")
_NAME = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"(?<![\dT])\d{4}(?:-W?\d\d(?:-\d\d)?)?")
_LETTERS = ("aeiou", "bcdfghjklmnpqrstvwxyz")
_YEAR = timedelta(366)


def ordinary(records: Iterable[Record]) -> list[str]:
    """Words that may change places: not those that weigh less than others (names of states, say), nor triggers."""
    found: set[str] = set()
    kept: set[str] = set()
    for record in records:
        found.update(_WORD.findall(record.document.text))
        for trait in record.traits:
            kept |= {trait.lemma, trait.called or ""}
            found.update(w for w in (*trait.words, *trait.sentence_words) if _WORD.fullmatch(w))
    return sorted(w for w in found - kept if salience.weight(w) == 1.0)


class Copies:
    """Makes copy `number` of records, the same in every run.

    Args:
        number: from 1.
        words: what :func:`ordinary` gives for all records.
        days: by which the copy moves on.
    """

    def __init__(self, number: int, words: Sequence[str], days: int) -> None:
        chance = random.Random(number)
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in words:
            by_length[len(word)].append(word)
        self._words: dict[str, str] = {}
        for some in by_length.values():
            self._words.update(zip(some, chance.sample(some, len(some)), strict=True))
        letters = {}
        for some_letters in _LETTERS:
            others = "".join(chance.sample(some_letters, len(some_letters)))
            letters.update(str.maketrans(some_letters + some_letters.upper(), others + others.upper()))
        self._letters = letters
        self._number = number
        self._step = timedelta(days)

    def of(self, record: Record) -> Record:
        """The copy of a record."""
        document = record.document
        renamed = {a.id: self._renamed(a) for a in record.actors if _new_name(a)}
        who = {i: a.id for i, a in renamed.items()}
        text = self._text(record, set(renamed))
        source = f"{document.url or document.ref}#{self._number}"
        published = replace(document.published, value=self._moved(document.published.value, None))
        new = replace(document, id=document_id(source, text), text=text, published=published)
        new = replace(new, url=source) if document.url else replace(new, ref=source)

        def name(identity: str) -> str:
            return identity[0] + hashlib.sha256(f"{new.id}\x1f{identity}".encode()).hexdigest()[:12]

        def moved(value: str | None) -> str | None:
            return self._moved(value, document.published.value)

        return replace(
            record,
            document=new,
            actors=tuple(renamed.get(a.id, a) for a in record.actors),
            mentions=tuple(
                replace(m, text=text[m.start : m.end], actor=who.get(m.actor, m.actor)) for m in record.mentions
            ),
            timexes=tuple(replace(t, value=moved(t.value) or "") for t in record.timexes),
            events=tuple(_event(e, name, who, moved(e.when.value)) for e in record.events),
            links=tuple(replace(x, source=name(x.source), target=name(x.target)) for x in record.links),
            exchanges=tuple(_exchange(x, name, who) for x in record.exchanges),
            traits=tuple(self._trait(t, name(t.event), who) for t in record.traits),
            lead=tuple(sorted(self._words.get(w, w) for w in record.lead)),
        )

    def _renamed(self, actor: Actor) -> Actor:
        return replace(actor, id=actor.id.translate(self._letters), name=actor.name.translate(self._letters))

    def _text(self, record: Record, renamed: set[str]) -> str:
        text = _WORD.sub(lambda m: self._words.get(m[0], m[0]), record.document.text)
        names = {
            (mention.start + m.start(), mention.start + m.end())
            for mention in record.mentions
            if mention.actor in renamed
            for m in _NAME.finditer(mention.text)
            if m[0][0].isupper()
        }
        for start, stop in names:
            text = text[:start] + text[start:stop].translate(self._letters) + text[stop:]
        return text

    def _trait(self, trait: Traits, event: str, who: dict[str, str]) -> Traits:
        return replace(
            trait,
            event=event,
            words=tuple(sorted(self._words.get(w, w) for w in trait.words)),
            sentence_words=tuple(sorted(self._words.get(w, w) for w in trait.sentence_words)),
            parties=tuple(sorted(who.get(p, p) for p in trait.parties)),
        )

    def _moved(self, value: str | None, published: str | None) -> str | None:
        """A date so many days later at its precision, unless it lies more than a year before the report."""
        if value is None:
            return None
        last, known = bounds(value)[1], bounds(published)[1]
        if last and known and date.fromisoformat(last) < date.fromisoformat(known) - _YEAR:
            return value
        return _DATE.sub(lambda m: self._later(m[0]), value)

    def _later(self, value: str) -> str:
        first = bounds(value)[0]
        if first is None:
            return value
        day = date.fromisoformat(first) + self._step
        if "W" in value:
            return f"{day:%G-W%V}"
        return day.isoformat()[: len(value)]


def _new_name(actor: Actor) -> bool:
    """Whether the person is one of the half that other copies have other persons for."""
    unknown = actor.kind == "person" and actor.id.startswith("~") and persons.block(actor.name) is not None
    return unknown and hashlib.sha256(actor.id.encode()).digest()[0] % 2 == 1


def _event(event: Event, name: Callable[[str], str], who: dict[str, str], when: str | None) -> Event:
    return replace(
        event,
        id=name(event.id),
        actors=_ids(event.actors, who),
        recipients=_ids(event.recipients, who),
        behalf=_ids(event.behalf, who),
        roles=tuple(replace(r, actor=who.get(r.actor, r.actor) if r.actor else None) for r in event.roles),
        inside=name(event.inside) if event.inside else None,
        when=replace(event.when, value=when),
    )


def _exchange(exchange: Exchange, name: Callable[[str], str], who: dict[str, str]) -> Exchange:
    return replace(
        exchange,
        id=name(exchange.id),
        opening=name(exchange.opening),
        answers=tuple(name(e) for e in exchange.answers),
        claims=tuple(name(e) for e in exchange.claims),
        addressees=tuple(
            replace(
                a,
                actor=who.get(a.actor, a.actor),
                by=name(a.by) if a.by else None,
                behalf=who.get(a.behalf, a.behalf) if a.behalf else None,
            )
            for a in exchange.addressees
        ),
    )


def _ids(actors: Iterable[str], who: dict[str, str]) -> tuple[str, ...]:
    return tuple(who.get(a, a) for a in actors)
