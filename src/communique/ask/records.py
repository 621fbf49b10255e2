"""Records with what was found across reports and what people decided, as the exporters take them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from communique.actors.directory import directory
from communique.ask.entries import Entry, Party, load
from communique.ask.groups import group, mentions
from communique.ask.judged import Judged
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.record import to_dict
from communique.store import judgements, read
from communique.store.connection import Connection


def records(db: Connection, versions: bool = False) -> Iterator[dict[str, Any]]:
    """The record of each report (DESIGN.md section 4) as people judged it, with the key ``across``, in order of day and id.

    What was rejected is left out, with the links and exchanges that name it; what was corrected stands as corrected; what it was before
    is told by ``across.judgements``.

    Args:
        db: the store.
        versions: give superseded versions too.
    """
    by_report: dict[str, list[Thread]] = {}
    for thread in threads(db):
        by_report.setdefault(thread.first.report, []).append(thread)
    judged = Judged(db)
    decisions = _decisions(db)
    rows = db.execute(
        "SELECT id, version, current, source FROM reports WHERE current = 1 OR ? ORDER BY first_day IS NULL, first_day, id",
        (versions,),
    ).fetchall()
    for report, version, current, source in rows:
        found = _applied(db, report, judged, to_dict(read.record(db, report)))
        found["across"] = {
            "version": version,
            "current": bool(current),
            "source": source,
            "copies": _copies(db, report),
            "groups": _groups(db, report, judged),
            "links": _links(db, report, judged),
            "exchanges": [_exchange(t) for t in by_report.get(report, ())],
            "judgements": decisions.get(source, []),
        }
        yield found


def _applied(db: Connection, report: str, judged: Judged, found: dict[str, Any]) -> dict[str, Any]:
    """A record as it was judged."""
    read_ids = {e["id"] for e in found["events"]}
    gone = read_ids & judged.rejected
    refused = {pair for pair, accepted in judged.links.items() if not accepted}
    changed = load(db, read_ids & set(judged.corrections))
    found["events"] = [_event(e, changed.get(e["id"]), gone) for e in found["events"] if e["id"] not in gone]
    found["links"] = [
        x for x in found["links"] if not {x["from"], x["to"]} & gone and (x["from"], x["to"]) not in refused
    ]
    found["exchanges"] = [x for x in found["exchanges"] if not _told(x) & gone and not _refused(x, refused)]
    known = {a["id"] for a in found["actors"]}
    for entry in changed.values():
        for party in (*entry.actors, *entry.recipients, *entry.behalf):
            if party.id not in known:
                known.add(party.id)
                found["actors"].append(_actor(db, party))
    return found


def _event(event: dict[str, Any], entry: Entry | None, gone: set[str]) -> dict[str, Any]:
    if event["inside"] in gone:
        event = {**event, "inside": None}
    if entry is None:
        return event
    event |= {key: getattr(entry, key) for key in ("type", "mode", "cameo", "status", "channel", "quantity", "place")}
    event |= {side: [p.id for p in getattr(entry, side)] for side in ("actors", "recipients", "behalf")}
    if entry.when != event["when"]["value"]:
        event["when"] = {"value": entry.when, "basis": entry.basis, "span": None}
    return event


def _told(exchange: dict[str, Any]) -> set[str | None]:
    """Every event that an exchange of one report names."""
    by = (a["by"] for a in exchange["addressees"])
    return {exchange["opening"], *exchange["answers"], *exchange["claims"], *by}


def _refused(exchange: dict[str, Any], refused: set[tuple[str, str]]) -> bool:
    return any((e, exchange["opening"]) in refused for e in (*exchange["answers"], *exchange["claims"]))


def _actor(db: Connection, party: Party) -> dict[str, Any]:
    """An actor whom only a correction names: as another report or the directory has it, without mentions."""
    row = db.execute(
        "SELECT kind, office, wikidata, code FROM actors WHERE id = ? ORDER BY report LIMIT 1", (party.id,)
    ).fetchone()
    if row is None:
        known = directory().actors.get(party.id)
        row = (known.kind, known.office, known.wikidata, known.code) if known else ("other", None, None, None)
    kind, office, wikidata, code = row
    return {
        "id": party.id, "name": party.name, "kind": kind, "party": party.party, "office": office, "wikidata": wikidata, "code": code,
        "mentions": [],
    }  # fmt: skip


def _copies(db: Connection, report: str) -> dict[str, Any] | None:
    row = db.execute("SELECT first, similarity, reason FROM copies WHERE report = ?", (report,)).fetchone()
    return {"group": row[0], "similarity": row[1], "reason": row[2]} if row else None


def _groups(db: Connection, report: str, judged: Judged) -> list[dict[str, Any]]:
    ids = db.execute("SELECT id FROM events WHERE report = ? ORDER BY number", (report,)).fetchall()
    entries = load(db, (i for (i,) in ids))
    found = []
    for identity in sorted({e.group for e in entries.values() if e.group is not None}):
        events = sorted(mentions(db, judged, identity))
        whole = group(db, judged, identity)
        if whole is None or len(events) < 2:
            continue
        mine = next(e for e in entries.values() if e.group == identity)
        first, last = whole.first, whole.last
        found.append(
            {
                "id": identity, "type": mine.type, "status": mine.status, "day": last if first in (None, last) else f"{first}/{last}",
                "first_report": whole.first_report, "reports": whole.reports, "outlets": whole.outlets, "events": events,
                "differences": whole.differences,
            }
        )  # fmt: skip
    return found


def _links(db: Connection, report: str, judged: Judged) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT a.type, a.source, a.target, a.score, a.reasons FROM across a JOIN events e ON e.id = a.source WHERE e.report = ?"
        " ORDER BY e.number, a.type, a.target",
        (report,),
    ).fetchall()
    return [
        {"type": t, "from": s, "to": o, "score": score, "reasons": json.loads(why)}
        for t, s, o, score, why in rows
        if not {s, o} & judged.rejected and judged.links.get((s, o), True)
    ]


def _exchange(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "opening": thread.first.id,
        "openings": [e.id for e in thread.openings],
        "answers": [a.entry.id for a in thread.answers],
        "outcome": thread.outcome,
        "addressees": [
            {
                "actor": d.addressee.id, "name": d.addressee.name, "state": d.state, "by": d.by.id if d.by else None,
                "behalf": d.behalf, "quote": d.by.sentence if d.by else None,
            }
            for d in thread.debts
        ],
        "claims": [c.id for c in thread.claims],
    }  # fmt: skip


def _decisions(db: Connection) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in judgements.standing(db):
        found.setdefault(each.source or "", []).append(
            {
                "id": each.id, "at": each.at, "by": each.by, "verb": each.verb, "target": each.target, "other": each.other,
                "field": each.field, "before": each.before, "after": each.after, "note": each.note,
            }
        )  # fmt: skip
    return found
