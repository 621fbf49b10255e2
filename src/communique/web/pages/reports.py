"""The reports of the record, and each of them."""

from __future__ import annotations

from communique.ask.rows import Table
from communique.web.view import Call, Page, View

_PER_PAGE = 50


def reports(call: Call) -> View:
    """The list of reports, newest first."""
    page = call.number("page", 1)
    found = call.db.execute(
        "SELECT id, published, coalesce(outlet, ref), title FROM reports WHERE current = 1"
        " ORDER BY first_day IS NULL, first_day DESC, id LIMIT ? OFFSET ?",
        (_PER_PAGE + 1, (page - 1) * _PER_PAGE),
    ).fetchall()
    columns = ("id", "published", "outlet", "title")
    table = Table("Reports", columns, [dict(zip(columns, r, strict=True)) for r in found[:_PER_PAGE]])
    return View("reports.html", "Reports", {"table": table, "page": page, "more": len(found) > _PER_PAGE}, [table])


PAGES = (Page("/reports", reports),)
