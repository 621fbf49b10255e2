"""Stored events as the functions of :mod:`communique.across` compare them; loaded in bulk, kept while links are looked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from communique.across.coded import MUTUAL
from communique.across.ends import End
from communique.across.telling import Telling
from communique.ledger.places import MANY
from communique.lexicon import words
from communique.store.connection import Connection

_BULK = 500
_FIGURES = re.compile(r"(?<![\w.,-])\d[\d,]*\d(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|[^\W\d_]+")


class Tellings:
    """Ends by event id, read from the store when first asked for."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[str, End] = {}
        self._leads: dict[str, frozenset[str]] = {}

    def get(self, events: Iterable[str]) -> list[End]:
        """The ends of these events, in their order; ids that the store does not hold are left out."""
        wanted = list(events)
        missing = sorted({e for e in wanted if e not in self._known})
        for n in range(0, len(missing), _BULK):
            self._load(missing[n : n + _BULK])
        return [self._known[e] for e in wanted if e in self._known]

    def forget(self) -> None:
        """Drop what is kept, to bound memory."""
        self._known.clear()
        self._leads.clear()

    def __len__(self) -> int:
        return len(self._known)

    def _load(self, events: list[str]) -> None:
        marks = f"({', '.join('?' * len(events))})"
        sides: dict[tuple[str, str], list[tuple[str, str | None, str | None]]] = {}
        for event, side, actor, party, person in self._db.execute(
            "SELECT x.event, x.side, x.actor, x.party, p.person FROM event_actors x JOIN events e ON e.id = x.event"
            f" LEFT JOIN persons p ON p.report = e.report AND p.actor = x.actor WHERE x.event IN {marks}",
            events,
        ):
            sides.setdefault((event, side), []).append((actor, party, person))
        objects: dict[str, set[str]] = {}
        for event, text in self._db.execute(
            f"SELECT event, text FROM roles WHERE role = 'recipient' AND actor IS NULL AND event IN {marks}", events
        ):
            objects.setdefault(event, set()).update(_object_words(text))
        beside: dict[str, set[str]] = {}
        for event, party in self._db.execute(f"SELECT event, party FROM named WHERE event IN {marks}", events):
            beside.setdefault(event, set()).add(party)
        said: dict[str, list[str]] = {}
        for event, text in self._db.execute(
            f"SELECT event, text FROM contents WHERE event IN {marks} ORDER BY event, number", events
        ):
            said.setdefault(event, []).append(text)
        for row in self._db.execute(
            "SELECT e.id, e.report, e.type, e.mode, e.status, e.when_basis, e.first_day, e.last_day, e.quantity, e.place, e.number, e.rule,"
            " e.quote, t.lemma, t.words, t.sentence_words, t.opens, t.answers, t.denies, t.own_behalf, t.called, t.definite, t.explicit,"
            " r.lead, r.last_day, coalesce(c.first, r.id), coalesce(r.outlet, r.source), e.sentence, k.key"
            " FROM events e JOIN traits t ON t.event = e.id JOIN reports r ON r.id = e.report"
            f" LEFT JOIN copies c ON c.report = r.id LEFT JOIN cells k ON k.event = e.id WHERE e.id IN {marks}",
            events,
        ):
            self._known[row[0]] = self._end(
                row, sides, frozenset(beside.get(row[0], ())), frozenset(objects.get(row[0], ())), said.get(row[0])
            )

    def _end(
        self,
        row: tuple[Any, ...],
        sides: dict[tuple[str, str], list[tuple[str, str | None, str | None]]],
        beside: frozenset[str],
        objects: frozenset[str],
        said: list[str] | None,
    ) -> End:
        (event, report, kind, mode, status, basis, first, last, quantity, place, number, rule, quote, lemma, topic, sentence_words,
         opens, answers, denies, own, called, definite, explicit, lead, published, copies, outlet, sentence, key) = row  # fmt: skip
        who, whom, behalf = (sides.get((event, s), []) for s in ("actor", "recipient", "behalf"))
        context = self._leads.get(report)
        if context is None:
            context = self._leads[report] = frozenset(json.loads(lead))
        known = frozenset(json.loads(topic))
        around = frozenset(json.loads(sentence_words))
        last = last or published
        certain = basis in ("stated", "relative")
        telling = Telling(
            id=event,
            report=report,
            type=kind,
            status=status,
            lemma=lemma,
            who=_keys(who) | _partners(kind, key),
            whom=_keys(whom),
            words=known if kind in ("SAY", *MUTUAL) else known | objects,
            context=context | around,
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
            certain=certain,
            mode=mode,
            place=place,
            quantity=quantity,
            beside=beside,
            outlet=outlet,
            opening=sentence == 0,
            remote=kind == "CONSULT" and bool(around & words("consult-remote")),
            figures=frozenset(_figures(" ".join(said or ()))),
            bare=kind == "SAY" and said is None,
        )
        return End(
            telling=telling,
            by=_parties(who),
            asked=_parties(whom),
            behalf=_parties(behalf),
            beside=beside,
            persons=frozenset(p or a for a, _, p in who),
            mode=mode,
            rule=rule.partition(".")[2],
            order=(report, number),
            opens=bool(opens),
            answers=bool(answers),
            denies=bool(denies),
            own_behalf=bool(own),
            called=called,
            definite=bool(definite),
            explicit=bool(explicit),
            quote=quote is not None,
            copies=copies,
        )


def content(db: Connection, event: str | None) -> str:
    """What an event says: its contents as one text."""
    rows = db.execute("SELECT text FROM contents WHERE event = ? ORDER BY number", (event,))
    return " ".join(t for (t,) in rows)


def decided(why: str) -> str:
    """The reason for an event's status: the last of its stored reasons."""
    return str((json.loads(why) or [""])[-1])


def _keys(side: list[tuple[str, str | None, str | None]]) -> frozenset[str]:
    """Actors and parties; "~" is left to those who are only described, not to persons whom the directory does not know."""
    named = frozenset(person.removeprefix("~") if person else actor for actor, _, person in side)
    return named | frozenset(p for _, p, _ in side if p)


def _figures(text: str) -> Iterator[str]:
    for figure in _FIGURES.findall(text):
        if not _YEAR.fullmatch(figure):
            yield figure.replace(",", "")


def _object_words(text: str) -> set[str]:
    """Words of an object that is nobody whom the record knows: "two nuclear plants"."""
    found = {w.lower() for w in _WORD.findall(text) if len(w) > 2}
    return {w[:-1] if w.endswith("s") and not w.endswith("ss") else w for w in found} - words("topic-stop")


def _partners(kind: str, key: str | None) -> frozenset[str]:
    """Both parties of a meeting, also where its own words name one: see :mod:`communique.across.partners`."""
    side = "".join((key or "").split("|")[1:2])
    return (
        frozenset(p for p in side.split("+") if p and p[0] != "~") if kind in MUTUAL and side != MANY else frozenset()
    )


def _parties(side: list[tuple[str, str | None, str | None]]) -> frozenset[str]:
    return frozenset(party or person or actor for actor, party, person in side)
