"""What was asked and what came back."""

from __future__ import annotations

from communique.ask import exchanges as asked
from communique.ask import things
from communique.ask.names import meant
from communique.ask.rows import Table
from communique.ask.thread import Thread
from communique.ask.timeline import day
from communique.web.view import Call, MissingError, Page, View

_PER_PAGE = 40


def chosen(call: Call) -> list[Thread]:
    """The exchanges that the filters of the address leave, the latest first."""
    found = list(call.shelf.threads)
    if call.text("open"):
        still = {t.id for t in call.shelf.open}
        found = [t for t in found if t.id in still]
    if name := call.text("owed_by"):
        debtor = meant(call.db, name)
        found = [t for t in found if any(asked.is_meant(d.addressee, debtor) for d in t.debts)]
    if name := call.text("asked_by"):
        asker = meant(call.db, name)
        found = [t for t in found if any(asked.is_meant(p, asker) for e in t.openings for p in e.actors)]
    if words := call.text("words").lower():
        found = [t for t in found if any(words in e.sentence.lower() for e in t.openings)]
    if since := call.text("since"):
        first = day(since, "since")
        found = [t for t in found if (t.day or "") >= first]
    return found[::-1]


def exchanges(call: Call) -> View:
    """The list of exchanges."""
    page = call.number("page", 1)
    found = chosen(call)
    some = found[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    table = asked.table(some)
    names = ("owed_by", "asked_by", "words", "since", "open")
    data = {
        "threads": some, "total": len(found), "page": page, "more": len(found) > page * _PER_PAGE,
        "values": {n: call.text(n) for n in names}, "notes": table.notes, "pending": call.shelf.stamp.pending,
    }  # fmt: skip
    return View("exchanges.html", "Exchanges", data, [table])


def exchange(call: Call) -> View:
    """One exchange, as of a chosen day."""
    identity, as_of = call.path("identity"), call.text("as_of")
    latest = call.shelf.by_id.get(identity)
    if latest is None:
        raise MissingError(f"exchange {identity}", "the record holds none of this id", "See the list of exchanges.")
    shown: Thread | None = latest
    if as_of:
        until = day(as_of, "as of", last=True)
        shown = next((t for t in call.site.shelf.as_of(call.db, until) if t.id == identity), None)
    days = sorted(
        {e.published for e in (*latest.openings, *(a.entry for a in latest.answers), *latest.claims) if e.published}
    )
    tables: list[Table] = things.told(shown) if shown is not None else []
    data = {
        "thread": shown,
        "latest": latest,
        "as_of": as_of,
        "days": days,
        "disputes": shown.disputes if shown else [],
    }
    return View("exchange.html", f"{latest.first.type}: {latest.first.who or 'unnamed'}", data, tables)


def disputes(call: Call) -> View:
    """Exchanges in dispute, and denials against the claims they deny."""
    page = call.number("page", 1)
    rows = call.db.execute(
        "SELECT l.type, l.source, l.target FROM all_links l JOIN events e ON e.id = l.source JOIN reports r ON r.id = e.report"
        " WHERE l.type IN ('denies', 'contradicts') AND r.current = 1 ORDER BY r.first_day IS NULL, r.first_day DESC, l.source, l.target"
        " LIMIT ? OFFSET ?",
        (_PER_PAGE + 1, (page - 1) * _PER_PAGE),
    ).fetchall()
    from communique.ask.entries import load

    known = load(call.db, (i for _, *pair in rows for i in pair), judged=call.shelf.judged)
    refused = call.shelf.judged.links
    pairs = [
        (kind, known[a], known[b])
        for kind, a, b in rows[:_PER_PAGE]
        if a in known and b in known and refused.get((a, b), True)
    ]
    table = Table(
        "Disputes",
        ("type", "denies", "claim", "source", "id"),
        [
            {
                "type": k,
                "denies": a.sentence,
                "claim": b.sentence,
                "source": f"{a.source} / {b.source}",
                "id": a.id,
                "of": b.id,
            }
            for k, a, b in pairs
        ],
        "Nothing is denied in these reports.",
    )
    data = {
        "pairs": pairs,
        "threads": call.shelf.disputed if page == 1 else [],
        "page": page,
        "more": len(rows) > _PER_PAGE,
    }
    return View("disputes.html", "Disputes", data, [table])


PAGES = (Page("/exchanges", exchanges), Page("/exchanges/{identity}", exchange), Page("/disputes", disputes))
