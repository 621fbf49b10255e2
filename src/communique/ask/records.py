"""Records with what was found across reports and what people decided, as the exporters take them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from communique.ask.threads import Thread, threads
from communique.record import to_dict
from communique.store import judgements, read


def records(db: sqlite3.Connection, versions: bool = False) -> Iterator[dict[str, Any]]:
    """The record of each report (DESIGN.md section 4) with the key ``across``, in order of day and id.

    Args:
        db: the store.
        versions: give superseded versions too.
    """
    by_report: dict[str, list[Thread]] = {}
    for thread in threads(db):
        by_report.setdefault(thread.first.report, []).append(thread)
    judged = _judged(db)
    rows = db.execute(
        "SELECT id, version, current, source FROM reports WHERE current = 1 OR ? ORDER BY first_day IS NULL, first_day, id",
        (versions,),
    ).fetchall()
    for report, version, current, source in rows:
        found = to_dict(read.record(db, report))
        found["across"] = {
            "version": version,
            "current": bool(current),
            "source": source,
            "copies": _copies(db, report),
            "groups": _groups(db, report),
            "links": _links(db, report),
            "exchanges": [_exchange(t) for t in by_report.get(report, ())],
            "judgements": judged.get(source, []),
        }
        yield found


def _copies(db: sqlite3.Connection, report: str) -> dict[str, Any] | None:
    row = db.execute("SELECT first, similarity, reason FROM copies WHERE report = ?", (report,)).fetchone()
    return {"group": row[0], "similarity": row[1], "reason": row[2]} if row else None


def _groups(db: sqlite3.Connection, report: str) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT DISTINCT g.id, g.type, g.status, g.first_day, g.last_day, g.first_report, g.reports, g.outlets, g.differences FROM groups g"
        " JOIN group_members m ON m.group_id = g.id JOIN events e ON e.id = m.event WHERE e.report = ? AND g.mentions > 1 ORDER BY g.id",
        (report,),
    ).fetchall()
    found = []
    for identity, kind, status, first, last, first_report, reports, outlets, differences in rows:
        events = db.execute("SELECT event FROM group_members WHERE group_id = ? ORDER BY event", (identity,)).fetchall()
        found.append(
            {
                "id": identity, "type": kind, "status": status, "day": last if first in (None, last) else f"{first}/{last}",
                "first_report": first_report, "reports": reports, "outlets": outlets, "events": [e for (e,) in events],
                "differences": json.loads(differences),
            }
        )  # fmt: skip
    return found


def _links(db: sqlite3.Connection, report: str) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT a.type, a.source, a.target, a.score, a.reasons FROM across a JOIN events e ON e.id = a.source WHERE e.report = ?"
        " ORDER BY e.number, a.type, a.target",
        (report,),
    ).fetchall()
    return [{"type": t, "from": s, "to": o, "score": score, "reasons": json.loads(why)} for t, s, o, score, why in rows]


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


def _judged(db: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in judgements.standing(db):
        found.setdefault(each.source or "", []).append(
            {
                "id": each.id, "at": each.at, "by": each.by, "verb": each.verb, "target": each.target, "field": each.field,
                "before": each.before, "after": each.after, "note": each.note,
            }
        )  # fmt: skip
    return found
