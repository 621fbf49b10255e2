"""The desk: what is new, what is open, what is disputed."""

from __future__ import annotations

from communique.ask.rows import Table
from communique.web.view import Call, Page, View

_LISTED = 12


def desk(call: Call) -> View:
    """The first page: the newest reports, exchanges still open, disputes."""
    shelf = call.shelf
    first, last, count = call.db.execute(
        "SELECT min(first_day), max(last_day), count(*) FROM reports WHERE current = 1"
    ).fetchone()
    newest = call.db.execute(
        "SELECT r.id, r.published, coalesce(r.outlet, r.ref), r.title, n.started FROM reports r JOIN runs n ON n.id = r.added_by"
        " WHERE r.current = 1 ORDER BY r.added_by DESC, r.first_day IS NULL, r.first_day DESC, r.id LIMIT ?",
        (_LISTED,),
    ).fetchall()
    columns = ("id", "published", "outlet", "title", "added")
    table = Table("Added last", columns, [dict(zip(columns, r, strict=True)) for r in newest], "No report yet.")
    data = {
        "first": first, "last": last, "reports": count, "table": table, "open": shelf.open[::-1][:_LISTED], "open_total": len(shelf.open),
        "disputed": shelf.disputed[::-1][:_LISTED], "exchanges": len(shelf.threads), "pending": shelf.stamp.pending,
    }  # fmt: skip
    return View("desk.html", "Desk", data, [table])


PAGES = (Page("/", desk),)
