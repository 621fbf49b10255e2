"""Sentences that hold some words, with the entries read from them."""

from __future__ import annotations

from communique.ask.entries import load
from communique.ask.rows import Row, Table
from communique.ask.timeline import query
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
    rows = db.execute(
        "SELECT s.report, s.number, s.text, r.published, coalesce(r.outlet, r.ref), r.title, r.url,"
        " snippet(sentences_search, 0, '[', ']', '…', 40)"
        " FROM sentences_search f JOIN sentences s ON s.id = f.rowid JOIN reports r ON r.id = s.report"
        " WHERE sentences_search MATCH ? AND r.current = 1 AND (? IS NULL OR r.last_day >= ?) AND (? IS NULL OR r.first_day <= ?)"
        " ORDER BY round(bm25(sentences_search), 6), r.first_day, s.report, s.number LIMIT ?",
        (query(words), since, since, until, until, limit + 1),
    ).fetchall()
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
    for (report, number, text, published, outlet, title, url, snippet), events in zip(rows[:limit], ids, strict=True):
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
