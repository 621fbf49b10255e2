"""Who is in the record."""

from __future__ import annotations

from communique.ask import profiles
from communique.errors import UsageError
from communique.web.view import Call, MissingError, Page, View

_PER_PAGE = 60


def actors(call: Call) -> View:
    """Everybody who takes part in something, those who do most first."""
    page, name = call.number("page", 1), call.text("name", most=100)
    found = profiles.actors(call.db, call.shelf, name, offset=(page - 1) * _PER_PAGE, limit=_PER_PAGE)
    data = {"table": found.table, "page": page, "more": found.more, "name": name}
    return View("actors.html", "Actors", data, [found.table])


def actor(call: Call) -> View:
    """One actor: identity, spellings, deeds, counterparts, latest statements, exchanges."""
    identity = call.path("identity")
    try:
        tables = profiles.profile(call.db, call.shelf, identity)
    except UsageError as problem:
        raise MissingError(problem.place, problem.reason, problem.remedy) from problem
    title = str(tables[0].rows[0]["name"]) if tables[0].rows else identity
    owed, asked = call.shelf.by_addressee.get(identity, []), call.shelf.by_asker.get(identity, [])
    return View(
        "actor.html", title, {"identity": identity, "tables": tables, "owed": owed[-20:], "asked": asked[-20:]}, tables
    )


PAGES = (Page("/actors", actors), Page("/actors/{identity:path}", actor))
