"""Records of single reports → the store: new ones, known ones, later versions of one, and readings that replace an older reading."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from communique import __version__
from communique.across import copies
from communique.errors import DocumentError
from communique.ledger import places
from communique.model import Document, Record
from communique.store import read, write
from communique.store.connection import Connection
from communique.store.database import transaction

Change = Literal["added", "known", "version", "read again"]

#: Below this similarity a text under a name that is no URL ("report.txt", a line's id) is another report, not a version.
_VERSION = 0.2
_LATER = "a later version of the report"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one report."""

    report: str
    ref: str
    change: Change
    events: int = 0


def begin_run(db: Connection, command: str, model: str, options: dict[str, object]) -> int:
    """Note that the program begins to read; returns the run's number."""
    with transaction(db):
        made = db.execute(
            "INSERT INTO runs (started, command, version, model, options) VALUES (?, ?, ?, ?, ?) RETURNING id",
            (_now(), command, __version__, model, json.dumps(options, sort_keys=True, ensure_ascii=False)),
        ).fetchall()
    return int(made[0][0])


def end_run(db: Connection, run: int) -> None:
    """Note that a run came to its end."""
    with transaction(db):
        db.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run))


def unknown(
    db: Connection, documents: Iterable[Document | DocumentError], known: list[Saved]
) -> Iterator[Document | DocumentError]:
    """Pass on what the record does not hold yet, so that it need not be parsed; the rest is noted in `known`."""
    for document in documents:
        if isinstance(document, Document) and holds(db, document.id):
            known.append(Saved(document.id, document.ref, "known"))
        else:
            yield document


def holds(db: Connection, report: str) -> bool:
    """Whether the record holds a report, in whatever version."""
    return db.execute("SELECT 1 FROM reports WHERE id = ?", (report,)).fetchone() is not None


def save(db: Connection, record: Record, run: int, again: bool = False) -> Saved:
    """Save one record, all or nothing.

    Args:
        db: the store.
        record: what was read.
        run: the run that read it.
        again: replace what an earlier run read from the same text; without it a known report is left alone.
    """
    document = record.document
    with transaction(db):
        if holds(db, document.id):
            if not again:
                return Saved(document.id, document.ref, "known")
            _replace(db, record, run)
            return Saved(document.id, document.ref, "read again", len(record.events))
        signature = copies.signature(document.text)
        source, former = _source(db, document, signature)
        version = 1
        if former is not None:
            version = int(db.execute("SELECT version FROM reports WHERE id = ?", (former,)).fetchone()[0]) + 1
            places.retire(db, former)
        write.insert_report(db, record, source, version, run, signature)
        write.insert_rows(db, record)
        places.enter(db, record, signature)
        if former is not None:
            db.execute("UPDATE reports SET current = 0, superseded_by = ? WHERE id = ?", (document.id, former))
            _redirect(db, read.record(db, former), record, _LATER)
            _point(db, former, document.id, "report", _LATER)
    return Saved(document.id, document.ref, "added" if former is None else "version", len(record.events))


def _source(db: Connection, document: Document, signature: bytes) -> tuple[str, str | None]:
    """What the versions of a report share, and the version known so far."""
    name = document.url or document.ref
    rows = db.execute(
        "SELECT source, id, signature FROM reports WHERE (source = ? OR source BETWEEN ? AND ? AND ref = ? AND url IS NULL)"
        " AND current = 1 ORDER BY source",
        (name, f"{name}#", f"{name}#g", name),
    ).fetchall()
    if document.url:
        return name, next((str(identity) for source, identity, _ in rows if source == name), None)
    alike = [(copies.similarity(signed, signature), str(source), str(identity)) for source, identity, signed in rows]
    if alike and (best := max(alike))[0] >= _VERSION:
        return best[1], best[2]
    return f"{name}#{document.id}" if alike else name, None  # two files of one name, in different places


def _replace(db: Connection, record: Record, run: int) -> None:
    """Put another reading of the same text in the place of the one that is there."""
    identity = record.document.id
    former = read.record(db, identity)
    current, signature, later = db.execute(
        "SELECT current, signature, superseded_by FROM reports WHERE id = ?", (identity,)
    ).fetchone()
    places.retire(db, identity)
    write.delete_rows(db, identity)
    write.update_report(db, record, run)
    write.insert_rows(db, record)
    if current:
        places.enter(db, record, signature)
    if later is None:
        _redirect(db, former, record, "the report was read again")
        return
    version = read.record(db, later)
    for reading in (former, record):
        _redirect(db, reading, version, _LATER)


def _redirect(db: Connection, former: Record, record: Record, reason: str) -> None:
    """Point the ids of events that are gone to those with the same words in the same sentence, or else to the only one of that type
    in it.
    """
    kept = {e.id for e in record.events}
    db.executemany("DELETE FROM redirects WHERE old = ?", ((e,) for e in sorted(kept)))
    new, only = _quoted(record)
    old, alone = _quoted(former)
    lone = {identity: place for place, identity in alone.items()}
    for quoted, identity in old.items():
        if identity not in kept:
            target = new.get(quoted) or (only.get(lone[identity]) if identity in lone else None)
            _point(db, identity, target, "event", reason)


def _quoted(record: Record) -> tuple[dict[tuple[str, str, str, int], str], dict[tuple[str, str], str]]:
    """Ids of events by type, sentence, trigger and how often the same came before; and by type and sentence, where there is but one."""
    text = record.document.text
    found: dict[tuple[str, str, str, int], str] = {}
    there: dict[tuple[str, str], list[str]] = {}
    count: Counter[tuple[str, str, str]] = Counter()
    for event in record.events:
        sentence = record.sentences[event.sentence]
        place = (event.type, " ".join(text[sentence.start : sentence.end].split()))
        words = (*place, event.trigger.of(text))
        found[(*words, count[words])] = event.id
        count[words] += 1
        there.setdefault(place, []).append(event.id)
    return found, {place: ids[0] for place, ids in there.items() if len(ids) == 1}


def _point(db: Connection, old: str, new: str | None, kind: str, reason: str) -> None:
    db.execute(
        "INSERT INTO redirects VALUES (?, ?, ?, ?) ON CONFLICT (old)"
        " DO UPDATE SET new = excluded.new, kind = excluded.kind, reason = excluded.reason",
        (old, new, kind, reason),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
