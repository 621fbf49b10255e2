"""A record of one report → rows. Saving is one transaction; what was judged is in tables that nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from communique.model import Event, Exchange, Record
from communique.store import days, fulltext
from communique.store.connection import Connection

#: Tables with rows of one report, in the order in which they may be emptied.
_OF_EVENT = ("cells", "ends", "event_actors", "roles", "contents", "named", "traits")
_OF_REPORT = ("links", "timexes", "mentions", "actors", "sections", "sentences")


def insert_report(
    db: Connection, record: Record, source: str, version: int, run: int, signature: bytes | None = None
) -> None:
    """The report's own row, current, read and added by a run."""
    document = record.document
    published = document.published
    first, last = days.bounds(published.value)
    _insert(
        db,
        "reports",
        [
            (
                document.id, source, version, 1, None, document.ref, document.url, document.outlet, document.title, document.lang,
                published.value, published.basis, published.reason,
                published.span.start if published.span else None, published.span.end if published.span else None,
                first, last, document.text, len(document.text.split()), _json(record.lead), signature, run, run,
            )
        ],
    )  # fmt: skip


def update_report(db: Connection, record: Record, run: int) -> None:
    """Note that another run read the report: what it found beside the text."""
    document = record.document
    published = document.published
    first, last = days.bounds(published.value)
    db.execute(
        "UPDATE reports SET title = ?, outlet = ?, lang = ?, published = ?, published_basis = ?, published_reason = ?, published_start = ?,"
        " published_stop = ?, first_day = ?, last_day = ?, lead = ?, read_by = ? WHERE id = ?",
        (
            document.title, document.outlet, document.lang, published.value, published.basis, published.reason,
            published.span.start if published.span else None, published.span.end if published.span else None,
            first, last, _json(record.lead), run, document.id,
        ),
    )  # fmt: skip


def insert_rows(db: Connection, record: Record) -> None:
    """All machine rows of a record."""
    report = record.document.id
    text = record.document.text
    _insert(db, "sections", ((report, n, h) for n, h in record.sections.items()))
    _insert(
        db,
        "sentences (report, number, section, start, stop, text)",
        ((report, n, s.section, s.start, s.end, text[s.start : s.end]) for n, s in enumerate(record.sentences)),
    )
    fulltext.index(db, report)
    _insert(
        db,
        "actors",
        ((report, a.id, n, a.name, a.kind, a.party, a.office, a.wikidata, a.code) for n, a in enumerate(record.actors)),
    )
    _insert(
        db,
        "mentions",
        ((report, n, m.actor, m.start, m.end, m.text, m.reading, m.why) for n, m in enumerate(record.mentions)),
    )
    _insert(
        db,
        "timexes",
        (
            (report, n, t.start, t.end, text[t.start : t.end], t.type, t.value, t.basis, t.rule, _json(t.alternatives))
            for n, t in enumerate(record.timexes)
        ),
    )
    _events(db, record)
    _insert(
        db,
        "links",
        ((report, n, x.type, x.source, x.target, x.score, _json(x.reasons)) for n, x in enumerate(record.links)),
    )
    _exchanges(db, report, record.exchanges)


def delete_rows(db: Connection, report: str) -> None:
    """Empty what :func:`insert_rows` filled, and what hangs on it across reports; the report itself and judgements stay."""
    ids = "(SELECT id FROM events WHERE report = ?)"
    db.execute("DELETE FROM addressees WHERE exchange IN (SELECT id FROM exchanges WHERE report = ?)", (report,))
    db.execute("DELETE FROM exchanges WHERE report = ?", (report,))
    db.execute(f"DELETE FROM across WHERE source IN {ids} OR target IN {ids}", (report, report))
    db.execute(f"DELETE FROM group_members WHERE event IN {ids}", (report,))
    for table in _OF_EVENT:
        db.execute(f"DELETE FROM {table} WHERE event IN {ids}", (report,))
    db.execute("DELETE FROM events WHERE report = ?", (report,))
    db.execute("DELETE FROM persons WHERE report = ?", (report,))
    for table in _OF_REPORT:
        db.execute(f"DELETE FROM {table} WHERE report = ?", (report,))


def _events(db: Connection, record: Record) -> None:
    report = record.document.id
    text = record.document.text
    party = {a.id: a.party for a in record.actors}
    _insert(db, "events", (_event(record, n, e) for n, e in enumerate(record.events)))
    _insert(
        db,
        "event_actors",
        (
            (e.id, side, n, actor, party.get(actor))
            for e in record.events
            for side, ids in (("actor", e.actors), ("recipient", e.recipients), ("behalf", e.behalf))
            for n, actor in enumerate(ids)
        ),
    )
    _insert(
        db,
        "roles",
        (
            (e.id, n, r.role, r.start, r.end, text[r.start : r.end], r.actor)
            for e in record.events
            for n, r in enumerate(e.roles)
        ),
    )
    _insert(
        db,
        "contents",
        ((e.id, n, c.start, c.end, text[c.start : c.end]) for e in record.events for n, c in enumerate(e.content)),
    )
    _insert(
        db,
        "traits",
        (
            (
                t.event, t.lemma, _json(t.words), _json(t.sentence_words), t.opens, t.answers, t.denies,
                t.own_behalf, t.called, t.definite, t.explicit,
            )
            for t in record.traits
        ),
    )  # fmt: skip
    _insert(db, "named", ((t.event, p) for t in record.traits for p in t.parties))
    assert not record.traits or len(record.traits) == len(record.events), report


def _event(record: Record, number: int, event: Event) -> tuple[Any, ...]:
    when = event.when
    first, last = days.of_event(event, record.document.published.value)
    return (
        event.id, record.document.id, number, event.type, event.mode, event.cameo, event.status,
        event.trigger.of(record.document.text), event.trigger.start, event.trigger.end, event.sentence, event.quote, event.inside,
        event.channel, when.value, when.basis, when.span.start if when.span else None, when.span.end if when.span else None,
        first, last, event.quantity, event.place, event.rule, _json(event.why),
    )  # fmt: skip


def _exchanges(db: Connection, report: str, exchanges: Sequence[Exchange]) -> None:
    _insert(
        db,
        "exchanges",
        ((x.id, report, n, x.opening, x.outcome, _json(x.answers), _json(x.claims)) for n, x in enumerate(exchanges)),
    )
    _insert(
        db,
        "addressees",
        ((x.id, n, a.actor, a.state, a.by, a.behalf) for x in exchanges for n, a in enumerate(x.addressees)),
    )


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def _insert(db: Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    if rows:
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
