"""The desk: what is new since the last visit, what is open, what is disputed."""

from __future__ import annotations

from communique.web.view import Call, Page, View


def desk(call: Call) -> View:
    """The first page."""
    count = call.db.execute("SELECT count(*) FROM reports WHERE current = 1").fetchone()[0]
    return View("desk.html", "Desk", {"reports": count})


PAGES = (Page("/", desk, kept=False),)
