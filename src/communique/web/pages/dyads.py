"""Two sides over time, and who deals with whom."""

from __future__ import annotations

from starlette.responses import Response

from communique.ask import dyads
from communique.ask.rows import Row, Table
from communique.show import network_picture
from communique.show.network_picture import Node
from communique.web.pages.timeline import PICTURE, STATUSES
from communique.web.pages.timeline import wanted as asked
from communique.web.view import Call, Page, View

_EDGES = 100


def dyad(call: Call) -> View:
    """What two sides did to each other, month by month."""
    one, other = call.text("a"), call.text("b")
    asking, values = asked(call)
    if not one or not other:
        return View(
            "dyad.html",
            "Two sides",
            {
                "found": None,
                "months": None,
                "kinds": None,
                "one": one,
                "other": other,
                "values": values,
                "statuses": STATUSES,
            },
        )
    found = dyads.dyad(call.db, call.shelf, one, other, asking)
    months: list[Row] = [
        {
            "month": m.month or "day unknown", "cooperation →": m.cooperation[0], "cooperation ←": m.cooperation[1],
            "conflict →": m.conflict[0], "conflict ←": m.conflict[1], "other →": m.other[0], "other ←": m.other[1],
        }
        for m in found.months
    ]  # fmt: skip
    columns = ("month", "cooperation →", "cooperation ←", "conflict →", "conflict ←", "other →", "other ←")
    by_month = Table(
        f"By month: {found.one.name} → {found.other.name}, and ←",
        columns,
        months,
        "No event between the two.",
        found.notes,
    )
    kinds = Table(
        "By type", ("type", "status", "direction", "events"),
        [dict(zip(("type", "status", "direction", "events"), t, strict=True)) for t in found.types], "No event between the two.",
    )  # fmt: skip
    data = {
        "found": found,
        "months": by_month,
        "kinds": kinds,
        "one": one,
        "other": other,
        "values": values,
        "statuses": STATUSES,
    }
    return View("dyad.html", f"{found.one.name} and {found.other.name}", data, [by_month, kinds])


def network(call: Call) -> View:
    """The strongest ties as a table, with a picture of them."""
    asking, values = asked(call)
    found = dyads.network(call.db, call.shelf, asking, limit=_EDGES)
    rows: list[Row] = [
        {
            "actor": e.actor,
            "recipient": e.recipient,
            "events": e.events,
            "cooperation": e.cooperation,
            "conflict": e.conflict,
        }
        for e in found.edges
    ]
    table = Table(
        "Who acts towards whom",
        ("actor", "recipient", "events", "cooperation", "conflict"),
        rows,
        "No event has two sides.",
        found.notes,
    )
    data = {"table": table, "total": found.total, "values": values, "statuses": STATUSES}
    return View("network.html", "Network", data, [table])


def drawn(call: Call) -> Response:
    """The network as a picture."""
    asking, _ = asked(call)
    found = dyads.network(call.db, call.shelf, asking, limit=_EDGES)
    nodes = [
        Node(name, name, "state" if len(name) <= 4 and name.isupper() else "person", weight)
        for name, weight in sorted(found.nodes.items())
    ]
    edges = [
        network_picture.Edge(
            e.actor, e.recipient, e.cooperation, e.conflict, max(e.events - e.cooperation - e.conflict, 0)
        )
        for e in found.edges
    ]
    picture = network_picture.network(nodes, edges, "Who deals with whom")
    return Response(
        picture,
        media_type="image/svg+xml",
        headers={"content-security-policy": PICTURE, "cache-control": "private, no-cache"},
    )


PAGES = (Page("/dyads", dyad), Page("/network", network), Page("/network.svg", drawn, data=False, kept=False))
