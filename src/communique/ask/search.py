"""Sentences that hold some words, with the entries read from them."""

from __future__ import annotations

from communique.ask.entries import load
from communique.ask.rows import Row, Table
from communique.ask.timeline import query
from communique.store import fulltext
from communique.store.connection import Connection


def ask(db: Connection, words: str, *, since: str | None = None, until: str | None = None, limit: int = 50) -> Table:
    """Sentences in order of likeness (BM25, as FTS5 has it), the shorter first among equals.

    Args:
        db: the store.
        words: all must be there; "in quotation marks" in this order; `word*` is a beginning.
        since: published on this day or later.
        until: published on this day or earlier.
        limit: at most so many.
    """
    wanted = query(words)
    holding, values = fulltext.holding(db, wanted)
    days = [(" AND r.last_day >= ?", since), (" AND r.first_day <= ?", until)]
    rows = db.execute(
        "SELECT s.report, s.number, s.text, r.published, coalesce(r.outlet, r.ref), r.title, r.url, f.score"
        f" FROM ({holding}) f JOIN sentences s ON s.id = f.id JOIN reports r ON r.id = s.report"
        f" WHERE r.current = 1{''.join(condition for condition, day in days if day is not None)}"
        " ORDER BY round(f.score * 1000000), r.first_day IS NOT NULL, r.first_day, s.report, s.number LIMIT ?",
        (*values, *(day for _, day in days if day is not None), limit + 1),
    ).fetchall()
    snippets = fulltext.snippets(wanted, [row[2] for row in rows[:limit]])
    ids = [
        [
            e
            for (e,) in db.execute(
                "SELECT id FROM events WHERE report = ? AND sentence = ? ORDER BY number", (row[0], row[1])
            )
        ]
        for row in rows[:limit]
    ]
    known = load(db, (e for some in ids for e in some))
    found: list[Row] = []
    for (report, number, text, published, outlet, title, url, _), snippet, events in zip(
        rows[:limit], snippets, ids, strict=True
    ):
        entries = [known[e] for e in events if e in known]
        found.append(
            {
                "day": published or "unknown",
                "outlet": outlet,
                "sentence": snippet,
                "text": text,
                "entries": ", ".join(f"{e.type} {e.who or '?'}" + (f" → {e.whom}" if e.whom else "") for e in entries),
                "events": [e.id for e in entries],
                "title": title,
                "url": url,
                "report": report,
                "number": number,
            }
        )
    notes = ["There are more; --limit shows them."] if len(rows) > limit else []
    return Table(
        f"Sentences with {words}",
        ("day", "outlet", "sentence", "entries", "report"),
        found,
        "No sentence holds these words.",
        notes,
    )
