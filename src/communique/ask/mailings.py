"""Letters that belong together: one mailing to many addressees, told in parts by many reports, and what it asks.

"X wrote to A", "letters to about 40 ministers, among others of B", "in the letter he asks each …" are one opening with many
addressees if one sender wrote them on one day, or the report gives no day and there is just one mailing that it can speak of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from communique.across.kin import stem
from communique.across.salience import weight
from communique.ask.entries import Entry, Named
from communique.lexicon import words

_REACH = timedelta(45)
#: Sentences between a letter and the request that tells what it asks.
_NEAR = 3
_RULES = ("letter", "write", "message", "note-to")
_PLURAL = re.compile(r"\b(?:letters|messages|states|ministers|capitals)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(slots=True)
class Mailing:
    """The letters that one sender wrote on one day, and what they ask.

    Attributes:
        addressed: parties that the letters name as addressed.
        several: whether some letter speaks of several.
    """

    sender: str
    day: str
    letters: list[Entry] = field(default_factory=list)
    requests: list[Entry] = field(default_factory=list)
    addressed: set[str] = field(default_factory=set)
    several: bool = False

    def add(self, letter: Entry) -> None:
        """Put a letter among the others."""
        self.letters.append(letter)
        self.addressed |= {p.side for p in letter.recipients}
        self.several = self.several or speaks_of_many(letter)

    @property
    def first(self) -> str:
        """Id of the first letter, which all are united with."""
        return self.letters[0].id

    @property
    def many(self) -> bool:
        """Whether it went to several."""
        return len(self.addressed) > 1 or self.several

    @property
    def topic(self) -> dict[str, float]:
        """Stems of what it asks and of the sentences that tell it, with their weights."""
        return {s: w for e in (*self.letters, *self.requests) for s, w in _stems(e).items()}


def is_letter(entry: Entry) -> bool:
    """Whether an entry tells of something written to somebody."""
    name = entry.rule.partition(".")[2]
    return (
        entry.type == "CONSULT"
        and any(r in name for r in _RULES)
        and not any(r in name for r in ("answer", "repl", "respon"))
    )


def speaks_of_many(entry: Entry) -> bool:
    """Whether the sentence speaks of several letters or addressees."""
    return bool(_PLURAL.search(entry.sentence))


def join(openings: dict[str, Entry], unite: Callable[[str, str], None], named: Named) -> None:
    """Unite the openings of each mailing.

    Args:
        openings: all openings by id.
        unite: called with two ids that are one.
        named: parties that a report names.
    """
    letters = sorted((e for e in openings.values() if is_letter(e)), key=_order)
    mailings = _dated_mailings([e for e in letters if e.actors and _dated(e)])
    for mailing in mailings:
        for entry in mailing.letters[1:]:
            unite(mailing.first, entry.id)
    of_letter = {e.id: m for m in mailings for e in m.letters}
    for entry in letters:
        if entry.id not in of_letter:
            fits = list(_fits(entry, mailings, named))
            if len(fits) == 1:
                unite(fits[0].first, entry.id)
                of_letter[entry.id] = fits[0]
                fits[0].add(entry)
    by_report: dict[str, list[Entry]] = {}
    for entry in letters:
        by_report.setdefault(entry.report, []).append(entry)
    requests = sorted((e for e in openings.values() if e.type == "REQUEST" and e.status == "actual"), key=_order)
    left = []
    for entry in requests:
        near = [x for x in by_report.get(entry.report, ()) if _same_sender(x, entry) and _tells(x, entry)]
        if near:
            letter = min(near, key=lambda x: abs(x.number - entry.number))
            unite(letter.id, entry.id)
            if letter.id in of_letter:
                of_letter[letter.id].requests.append(entry)
        else:
            left.append(entry)
    for entry in left:
        fits = [
            m
            for m in mailings
            if m.many and _within(entry, m) and _same_sender(m.letters[0], entry) and _asks_that(m, entry)
        ]
        if len(fits) == 1:
            unite(fits[0].first, entry.id)


def _dated_mailings(letters: list[Entry]) -> list[Mailing]:
    """Letters of one day and one sender; a letter of the state itself belongs to its one minister who wrote that day."""
    found: dict[tuple[str, str], dict[str, Mailing]] = {}
    for entry in letters:
        of_day = found.setdefault((_party(entry), entry.last or ""), {})
        of_day.setdefault(_person(entry), Mailing(_party(entry), entry.last or "")).add(entry)
    mailings = []
    for of_day in found.values():
        if len(of_day) == 2 and "" in of_day:
            whole = Mailing(*next((m.sender, m.day) for m in of_day.values()))
            for entry in (e for m in of_day.values() for e in m.letters):
                whole.add(entry)
            of_day = {"": whole}
        mailings += list(of_day.values())
    for mailing in mailings:
        mailing.letters.sort(key=_order)
    return sorted(mailings, key=lambda m: (m.day, m.sender, m.first))


def _order(entry: Entry) -> tuple[str, str, int]:
    return entry.day or "9999", entry.report, entry.number


def _dated(entry: Entry) -> bool:
    return entry.basis in ("stated", "relative") and entry.last is not None and entry.first in (None, entry.last)


def _party(entry: Entry) -> str:
    """Who wrote: the party, for a minister writes for his state."""
    return "+".join(sorted({p.side for p in entry.actors}))


def _person(entry: Entry) -> str:
    """The person who wrote; "" if only the state is named."""
    return "+".join(sorted({p.person for p in entry.actors if p.id != p.party}))


def _same_sender(one: Entry, other: Entry) -> bool:
    a, b = _person(one), _person(other)
    return _party(one) == _party(other) != "" and (a == b or not a or not b)


def _within(entry: Entry, mailing: Mailing) -> bool:
    if entry.day is None:
        return False
    return timedelta() <= date.fromisoformat(entry.day[:10]) - date.fromisoformat(mailing.day[:10]) <= _REACH


def _fits(entry: Entry, mailings: list[Mailing], named: Named) -> Iterator[Mailing]:
    """The mailings that a letter without a day, or without a sender, may belong to: those to its addressees, else those to many."""
    possible = [
        m
        for m in mailings
        if _within(entry, m)
        and (_same_sender(m.letters[0], entry) if entry.actors else m.many and m.sender in named(entry.report))
        and not (_dated(entry) and entry.actors)
    ]
    whom = {p.side for p in entry.recipients}
    to_them = [m for m in possible if whom & m.addressed]
    yield from to_them or [m for m in possible if m.many]


def _tells(letter: Entry, request: Entry) -> bool:
    """Whether a request tells what a letter of the same report asks."""
    if abs(letter.sentence_number - request.sentence_number) > _NEAR:
        return False
    whom = {p.side for p in request.recipients if not p.id.startswith("~")}
    return not whom or bool(whom & {p.side for p in letter.recipients})


def _asks_that(mailing: Mailing, request: Entry) -> bool:
    """Whether a request of another report is what the letters ask: how to answer, or the same matter of the same addressees."""
    whom = {p.side for p in request.recipients if not p.id.startswith("~")}
    if not whom and {stem(w) for w in words("answer-words")} & _stems(request).keys():
        return True
    topic, own = mailing.topic, _stems(request)
    return bool(whom & mailing.addressed) and sum(own[s] for s in sorted(own.keys() & topic.keys())) >= _SHARED


#: Weight of the stems that a request and a mailing must share.
_SHARED = 1.5


def _stems(entry: Entry) -> Mapping[str, float]:
    """Stems of what an entry is about, each with the least weight of its words."""
    return _stems_of(entry.content or entry.sentence)


@lru_cache(20_000)
def _stems_of(text: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for word in _WORD.findall(text):
        low = word.lower()
        found[stem(low)] = min(found.get(stem(low), 1.0), weight(low))
    return found


def shared_weight(entry: Entry, openings: list[Entry]) -> float:
    """Weight of the stems that an entry shares with the telling of an opening that it is most like."""
    own = _stems(entry)
    return max((sum(own[s] for s in sorted(own.keys() & _stems(e).keys())) for e in openings), default=0.0)
