"""Rows → the record of one report, equal to what was saved."""

from __future__ import annotations

import json
from typing import Any

from communique.errors import UsageError
from communique.model import (
    Actor,
    Addressee,
    Document,
    Event,
    Exchange,
    Link,
    Mention,
    Published,
    Record,
    Role,
    Sentence,
    Span,
    Timex,
    Traits,
    When,
)
from communique.store.connection import Connection


def record(db: Connection, report: str) -> Record:
    """The record of one report.

    Raises:
        UsageError: there is no such report.
    """
    lead, document = _document(db, report)
    return Record(
        document=document,
        sentences=tuple(
            Sentence(*r)
            for r in db.execute(
                "SELECT start, stop, section FROM sentences WHERE report = ? ORDER BY number", (report,)
            )
        ),
        actors=tuple(
            Actor(*r)
            for r in db.execute(
                "SELECT id, name, kind, party, office, wikidata, code FROM actors WHERE report = ? ORDER BY number",
                (report,),
            )
        ),
        mentions=tuple(
            Mention(*r)
            for r in db.execute(
                "SELECT start, stop, text, actor, reading, why FROM mentions WHERE report = ? ORDER BY number",
                (report,),
            )
        ),
        timexes=tuple(
            Timex(r[0], r[1], r[2], r[3], r[4], r[5], _list(r[6]))
            for r in db.execute(
                "SELECT start, stop, type, value, basis, rule, alternatives FROM timexes WHERE report = ? ORDER BY number",
                (report,),
            )
        ),
        events=_events(db, report),
        links=tuple(
            Link(r[0], r[1], r[2], r[3], _list(r[4]))
            for r in db.execute(
                "SELECT type, source, target, score, reasons FROM links WHERE report = ? ORDER BY number", (report,)
            )
        ),
        exchanges=_exchanges(db, report),
        sections=dict(
            db.execute("SELECT number, heading FROM sections WHERE report = ? ORDER BY number", (report,)).fetchall()
        ),
        traits=traits(db, report),
        lead=lead,
    )


def _document(db: Connection, report: str) -> tuple[tuple[str, ...], Document]:
    row = db.execute(
        "SELECT ref, id, text, title, url, outlet, lang, published, published_basis, published_start, published_stop,"
        " published_reason, lead FROM reports WHERE id = ?",
        (report,),
    ).fetchone()
    if row is None:
        raise UsageError(f"report {report}", "the record holds no such report", "communique search finds its id.")
    published = Published(row[7], row[8], _span(row[9], row[10]), row[11])
    return _list(row[12]), Document(row[0], row[1], row[2], row[3], row[4], row[5], row[6], published)


def _events(db: Connection, report: str) -> tuple[Event, ...]:
    sides: dict[tuple[str, str], list[str]] = {}
    for event, side, actor in db.execute(
        "SELECT x.event, x.side, x.actor FROM event_actors x JOIN events e ON e.id = x.event WHERE e.report = ?"
        " ORDER BY x.event, x.side, x.number",
        (report,),
    ):
        sides.setdefault((event, side), []).append(actor)
    roles: dict[str, list[Role]] = {}
    for event, *row in db.execute(
        "SELECT x.event, x.role, x.start, x.stop, x.actor FROM roles x JOIN events e ON e.id = x.event WHERE e.report = ?"
        " ORDER BY x.event, x.number",
        (report,),
    ):
        roles.setdefault(event, []).append(Role(*row))
    contents: dict[str, list[Span]] = {}
    for event, start, stop in db.execute(
        "SELECT x.event, x.start, x.stop FROM contents x JOIN events e ON e.id = x.event WHERE e.report = ?"
        " ORDER BY x.event, x.number",
        (report,),
    ):
        contents.setdefault(event, []).append(Span(start, stop))
    found = []
    for r in db.execute(
        "SELECT id, type, mode, cameo, channel, trigger_start, trigger_stop, sentence, quote, inside, status, when_value, when_basis,"
        " when_start, when_stop, quantity, place, rule, why FROM events WHERE report = ? ORDER BY number",
        (report,),
    ):
        identity = r[0]
        found.append(
            Event(
                identity, r[1], r[2], r[3],
                tuple(sides.get((identity, "actor"), ())), tuple(sides.get((identity, "recipient"), ())),
                tuple(sides.get((identity, "behalf"), ())), r[4], Span(r[5], r[6]), tuple(roles.get(identity, ())), r[7],
                tuple(contents.get(identity, ())), r[8], r[9], r[10], When(r[11], r[12], _span(r[13], r[14])), r[15], r[16],
                r[17], _list(r[18]),
            )
        )  # fmt: skip
    return tuple(found)


def traits(db: Connection, report: str) -> tuple[Traits, ...]:
    """What the events of a report are compared with across reports, in the order of the events."""
    parties: dict[str, list[str]] = {}
    for event, party in db.execute(
        "SELECT n.event, n.party FROM named n JOIN events e ON e.id = n.event WHERE e.report = ? ORDER BY n.event, n.party",
        (report,),
    ):
        parties.setdefault(event, []).append(party)
    rows = db.execute(
        "SELECT t.event, lemma, words, sentence_words, opens, answers, denies, own_behalf, called, definite, explicit"
        " FROM traits t JOIN events e ON e.id = t.event WHERE e.report = ? ORDER BY e.number",
        (report,),
    )
    return tuple(
        Traits(
            r[0], r[1], _list(r[2]), _list(r[3]), tuple(sorted(parties.get(r[0], ()))),
            bool(r[4]), bool(r[5]), bool(r[6]), bool(r[7]), r[8], bool(r[9]), bool(r[10]),
        )
        for r in rows
    )  # fmt: skip


def _exchanges(db: Connection, report: str) -> tuple[Exchange, ...]:
    addressees: dict[str, list[Addressee]] = {}
    for exchange, *row in db.execute(
        "SELECT x.id, a.actor, a.state, a.by, a.behalf FROM addressees a JOIN exchanges x ON x.id = a.exchange WHERE x.report = ?"
        " ORDER BY x.id, a.number",
        (report,),
    ):
        addressees.setdefault(exchange, []).append(Addressee(*row))
    return tuple(
        Exchange(r[0], r[1], _list(r[3]), r[2], tuple(addressees.get(r[0], ())), _list(r[4]))
        for r in db.execute(
            "SELECT id, opening, outcome, answers, claims FROM exchanges WHERE report = ? ORDER BY number", (report,)
        )
    )


def _list(text: str) -> tuple[str, ...]:
    found: list[Any] = json.loads(text)
    return tuple(found)


def _span(start: int | None, stop: int | None) -> Span | None:
    return Span(start, stop) if start is not None and stop is not None else None
