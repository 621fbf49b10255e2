"""Who is in the record."""

from __future__ import annotations

from communique.ask import who
from communique.ask.rows import Table
from communique.errors import UsageError
from communique.web.view import Call, MissingError, Page, View

_PER_PAGE = 60


def actors(call: Call) -> View:
    """Everybody who does something in the record, the most active first."""
    page, name = call.number("page", 1), call.text("name", most=100)
    found = call.db.execute(
        "SELECT x.actor, min(a.name), min(a.kind), count(*) FROM event_actors x JOIN events e ON e.id = x.event"
        " JOIN reports r ON r.id = e.report AND r.current = 1 JOIN actors a ON a.report = e.report AND a.id = x.actor"
        " WHERE x.side = 'actor' AND (? = '' OR lower(a.name) LIKE lower(?) || '%')"
        " GROUP BY x.actor ORDER BY count(*) DESC, x.actor LIMIT ? OFFSET ?",
        (name, name.replace("%", "").replace("_", ""), _PER_PAGE + 1, (page - 1) * _PER_PAGE),
    ).fetchall()
    columns = ("id", "name", "kind", "mentions")
    table = Table(
        "Actors", columns, [dict(zip(columns, r, strict=True)) for r in found[:_PER_PAGE]], "Nobody of that name."
    )
    return View(
        "actors.html", "Actors", {"table": table, "page": page, "more": len(found) > _PER_PAGE, "name": name}, [table]
    )


def actor(call: Call) -> View:
    """One actor: identity, spellings, deeds, counterparts, latest statements, exchanges."""
    identity = call.path("identity")
    try:
        tables = who.ask(call.db, identity)
    except UsageError as problem:
        raise MissingError(problem.place, problem.reason, problem.remedy) from problem
    title = str(tables[0].rows[0]["name"]) if tables[0].rows else identity
    owed, asked = call.shelf.by_addressee.get(identity, []), call.shelf.by_asker.get(identity, [])
    return View(
        "actor.html", title, {"identity": identity, "tables": tables, "owed": owed[-20:], "asked": asked[-20:]}, tables
    )


PAGES = (Page("/actors", actors), Page("/actors/{identity:path}", actor))
