"""Deciding what is right: the review queue, the log of judgements, and the action that writes one down."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.responses import RedirectResponse, Response

from communique.ask import judging
from communique.ask.entries import load
from communique.ask.rows import Table
from communique.store.database import transaction
from communique.web.drawn import link, query
from communique.web.view import Action, Call, Page, View

_PER_PAGE = 50
#: Why an entry comes early in the queue: what is least sure first.
_DOUBTS = (
    "(CASE WHEN e.status <> 'actual' THEN 2 ELSE 0 END + CASE WHEN e.when_basis = 'unresolved' THEN 1 ELSE 0 END"
    " + CASE WHEN NOT EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND x.side = 'actor') THEN 1 ELSE 0 END)"
)
#: Entries that the queue looks at, at most.
_MOST = 500


def review(call: Call) -> View:
    """The next entry to be judged: of the newest reports what is least sure first; judged and skipped ones are left out."""
    judged = call.shelf.judged
    report = call.text("report")
    rows = call.db.execute(
        f"SELECT e.id, {_DOUBTS} AS doubt FROM events e JOIN reports r ON r.id = e.report WHERE r.current = 1 AND (? = '' OR r.id = ?)"
        " AND NOT EXISTS (SELECT 1 FROM judgements j WHERE j.target = e.id)"
        " AND NOT EXISTS (SELECT 1 FROM places_kept k WHERE k.item = e.id AND k.person = ? AND k.queue = 'events')"
        " ORDER BY doubt DESC, r.first_day IS NULL, r.first_day DESC, e.id LIMIT ?",
        (report, report, call.person.name, _MOST),
    ).fetchall()
    entry = load(call.db, [rows[0][0]], rejected=True, judged=judged)[rows[0][0]] if rows else None
    skipped = call.db.execute(
        "SELECT count(*) FROM places_kept WHERE person = ? AND queue = 'events'", (call.person.name,)
    ).fetchone()[0]
    last = call.db.execute("SELECT max(id) FROM judgements WHERE by = ?", (call.person.name,)).fetchone()[0]
    around: list[str] = []
    if entry is not None:
        around = [
            t for (t,) in call.db.execute(
                "SELECT text FROM sentences WHERE report = ? AND number BETWEEN ? AND ? ORDER BY number",
                (entry.report, entry.sentence_number - 1, entry.sentence_number + 1),
            )
        ]  # fmt: skip
    table = Table("To review", ("id", "doubt"), [{"id": i, "doubt": d} for i, d in rows])
    data = {
        "entry": entry, "left": len(rows), "most": _MOST, "skipped": skipped, "last": last, "fields": judging.FIELDS, "around": around,
        "report": report, "done": call.text("done"),
    }  # fmt: skip
    return View("review.html", "Review", data, [table])


def log(call: Call) -> View:
    """All judgements, the latest first; the chain of their hashes is checked."""
    page = call.number("page", 1)
    whole = judging.listed(call.db, call.site.settings.record)
    by = call.text("by")
    rows = [r for r in reversed(whole.rows) if not by or r["by"] == by]
    some = Table(whole.title, whole.columns, rows[(page - 1) * _PER_PAGE : page * _PER_PAGE], whole.empty)
    data = {"table": some, "total": len(rows), "page": page, "more": len(rows) > page * _PER_PAGE, "by": by}
    return View("judgements.html", "Judgements", data, [Table(whole.title, whole.columns, rows, whole.empty)])


def judge(call: Call) -> Response:
    """Write a judgement down, and lead back to where it was made."""
    ids = [i for name in ("id", "other") if (i := call.text(name))]
    with call.site.access.writing() as db:
        db.execute("PRAGMA synchronous = FULL") if "://" not in call.site.settings.record else None
        done = judging.judge(
            db, call.text("verb"), ids, by=call.person.name, field=call.text("field") or None,
            value=_value(call), note=call.text("note", most=2000) or None,
        )  # fmt: skip
    return RedirectResponse(_back(call, " ".join(done)), 303)


def _value(call: Call) -> str | None:
    """What is right; an empty field means that nothing is."""
    return call.text("value", most=2000) if call.text("verb") == "correct" else None


def _back(call: Call, done: str) -> str:
    """The page that a form was on, if it is one of this site, with what was done."""
    back = call.text("back", "/review")
    if not back.startswith("/") or back.startswith(("//", "/\\")):
        back = "/review"
    path, _, rest = back.partition("?")
    kept = "&".join(p for p in rest.split("&") if p and not p.startswith("done="))
    return f"{path}{query(done=done[:300])}{'&' + kept if kept else ''}" if path == "/review" else back


def skip(call: Call) -> Response:
    """Leave an entry for later."""
    with call.site.access.writing() as db, transaction(db):
        db.execute(
            "INSERT INTO places_kept VALUES (?, 'events', ?, 'skipped', ?) ON CONFLICT DO NOTHING",
            (call.person.name, call.text("id"), datetime.now(UTC).isoformat(timespec="seconds")),
        )
    return RedirectResponse(link("review", report=call.text("report")), 303)


def resume(call: Call) -> Response:
    """Put the skipped entries back."""
    with call.site.access.writing() as db, transaction(db):
        db.execute("DELETE FROM places_kept WHERE person = ? AND queue = 'events'", (call.person.name,))
    return RedirectResponse(link("review", report=call.text("report")), 303)


PAGES = (Page("/review", review, role="analyst", kept=False), Page("/judgements", log, kept=False))
ACTIONS = (Action("/judge", judge), Action("/review/skip", skip), Action("/review/resume", resume))
