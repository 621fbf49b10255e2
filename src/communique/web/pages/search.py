"""Search over sentences and their entries."""

from __future__ import annotations

from typing import Any

from communique.ask.found import Sought, search
from communique.web.view import Call, Page, View

_PER_PAGE = 25
_FACETS = ("outlet", "actor", "type", "status")


def found(call: Call) -> View:
    """Sentences with some words, and what they have in common."""
    words, page, order = call.text("q", most=300), call.number("page", 1), call.text("order", "fit")
    values: dict[str, Any] = {
        "q": words,
        "order": order if order != "fit" else "",
        "since": call.text("since"),
        "until": call.text("until"),
    }
    values |= {name: list(call.many(name)) for name in _FACETS}
    if not words:
        return View("search.html", "Search", {"words": "", "values": values, "found": None, "page": 1})
    sought = Sought(
        words,
        call.many("outlet"),
        call.many("actor"),
        call.many("type"),
        call.many("status"),
        values["since"] or None,
        values["until"] or None,
    )
    answer = search(call.db, call.shelf, sought, offset=(page - 1) * _PER_PAGE, limit=_PER_PAGE, order=order)
    data = {"words": words, "values": values, "found": answer, "page": page}
    return View("search.html", f"Search: {words}", data, [answer.page.table])


PAGES = (Page("/search", found),)
