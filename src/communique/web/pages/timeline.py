"""What was said and done, day by day: rows of a page, and a drawing of all."""

from __future__ import annotations

from collections import Counter
from datetime import date

from starlette.responses import Response

from communique.ask import pages
from communique.ask.timeline import Wanted
from communique.events.kinds import TYPES
from communique.show import timeline_picture
from communique.web.view import Call, Page, View

_PER_PAGE = 50
_LANES = 12
STATUSES = ("actual", "planned", "demanded", "denied", "hypothetical")
#: A picture may bring its own style, and nothing else.
PICTURE = "default-src 'none'; style-src 'unsafe-inline'"


def wanted(call: Call) -> tuple[Wanted, dict[str, object]]:
    """What the address asks for, and the same as values of a form."""
    values: dict[str, object] = {name: list(call.many(name)) for name in ("actor", "type", "status", "outlet")}
    values |= {name: call.text(name) for name in ("since", "until", "words", "as_of")}
    asked = Wanted(
        call.many("actor"), call.many("type"), call.many("status"), call.text("since") or None, call.text("until") or None,
        call.text("words") or None, call.many("outlet"), call.text("as_of") or None,
    )  # fmt: skip
    return asked, values


def timeline(call: Call) -> View:
    """A page of the timeline."""
    asked, values = wanted(call)
    page = call.number("page", 1)
    found = pages.page(call.db, call.shelf, asked, offset=(page - 1) * _PER_PAGE, limit=_PER_PAGE)
    data = {"found": found, "values": values, "page": page, "types": TYPES, "statuses": STATUSES}
    return View("timeline.html", "Timeline", data, [found.table])


def drawn(call: Call) -> Response:
    """The timeline as a picture; what has no known day is not in it."""
    asked, _ = wanted(call)
    found = pages.bars(call.db, call.shelf, asked)
    lanes = Counter(b.lane for b in found.bars if b.last)
    kept = {lane for lane, _ in sorted(lanes.items(), key=lambda x: (-x[1], x[0]))[:_LANES]}
    bars = [
        timeline_picture.Bar(
            b.id, f"{b.type} {b.status}", date.fromisoformat(b.first or b.last), date.fromisoformat(b.last), b.precise,
            (b.lane or "nobody named") if b.lane in kept else "others", b.status, b.type, b.mentions, "",
        )
        for b in found.bars
        if b.last
    ]  # fmt: skip
    title = " and ".join(asked.actors) or "Timeline"
    return Response(
        timeline_picture.timeline(bars, title),
        media_type="image/svg+xml",
        headers={"content-security-policy": PICTURE, "cache-control": "private, no-cache"},
    )


PAGES = (Page("/timeline", timeline), Page("/timeline.svg", drawn, data=False, kept=False))
