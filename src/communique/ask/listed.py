"""Lists for pages, from the columns: the reports, and what is to be reviewed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from communique.ask.columns import NEVER
from communique.ask.rows import Page, Row, Table
from communique.ask.shelf import View
from communique.errors import UsageError
from communique.store.connection import Connection

#: Rows of one page, at most; events of one queue, at most.
LIMIT = 200
QUEUE = 500


def reports(db: Connection, view: View, *, outlet: str = "", offset: int = 0, limit: int = 50) -> Page:
    """The current reports, those published last first.

    Args:
        db: the store.
        view: of it.
        outlet: of this outlet only; "": of all.
        offset: reports left out before.
        limit: at most so many, and never more than :data:`LIMIT`.

    Raises:
        UsageError: a number is below 0.
    """
    if offset < 0 or limit < 0:
        raise UsageError(f"offset {offset}, limit {limit}", "a number is below 0", "Count from 0.")
    limit = min(limit, LIMIT)
    column = view.events.of_report
    chosen = column["current"] == 1
    if outlet:
        asked = np.array([o.lower() == outlet.lower() for o in view.events.outlets.values], bool)
        chosen = chosen & asked[column["outlet"]]
    rows = np.flatnonzero(chosen)
    names = np.array([view.events.reports[n] for n in rows.tolist()])
    if len(rows):
        rows = rows[np.lexsort((names, -column["first"][rows]))]
    shown = [view.events.reports[n] for n in rows[offset : offset + limit].tolist()]
    table = Table("Reports", ("id", "published", "outlet", "title"), _reports(db, view, shown), "No report.")
    return Page(table, len(rows), offset, limit)


def _reports(db: Connection, view: View, ids: list[str]) -> list[Row]:
    known: dict[str, Row] = {}
    marks = ", ".join("?" * len(ids))
    for identity, published, outlet, title in db.execute(
        f"SELECT id, published, coalesce(outlet, ref), title FROM reports WHERE id IN ({marks})", ids
    ).fetchall():
        known[identity] = {"id": identity, "published": published, "outlet": outlet, "title": title}
    wanted = np.zeros(len(view.events.reports), bool)
    wanted[[view.events.reports.get(i) for i in known]] = True
    counts = np.bincount(view.events.report[view.events.live & wanted[view.events.report]], minlength=len(wanted))
    return [{**known[i], "events": int(counts[view.events.reports.get(i)])} for i in ids if i in known]


def to_review(view: View, left_out: Iterable[str], *, report: str = "", limit: int = QUEUE) -> list[tuple[str, int]]:
    """Events to be judged with how doubtful each is, what is least sure first, then what was published last.

    What is no plain fact counts two (planned, demanded, denied, hypothetical); a day that is no date, and an event without an actor, one.

    Args:
        view: of the record.
        left_out: events that were judged or put off.
        report: of this report only; "": of all.
        limit: at most so many, and never more than :data:`QUEUE`.
    """
    events = view.events
    chosen = events.live.copy()
    chosen[[n for i in left_out if (n := events.ids.get(i)) >= 0]] = False
    if report:
        chosen &= events.report == events.reports.get(report)
    acting = np.zeros(len(chosen), bool)
    acting[events.part_event[events.part_side == 0]] = True
    rows = np.flatnonzero(chosen)
    doubt = (
        2 * (events.status[rows] != events.statuses.get("actual")).astype(np.int64)
        + events.unresolved[rows]
        + ~acting[rows]
    )
    published = events.of_report["first"][events.report[rows]].astype(np.int64)
    age = np.where(published >= 0, NEVER - published, NEVER + 1)
    key = ((4 - doubt) << 56) | (age << 32) | events.alphabet[rows]
    limit = min(max(limit, 0), QUEUE)
    if len(rows) > limit:
        some = np.argpartition(key, limit)[:limit]
        rows, key, doubt = rows[some], key[some], doubt[some]
    order = np.argsort(key)
    return list(zip(events.names(rows[order]), doubt[order].tolist(), strict=True))
