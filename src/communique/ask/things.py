"""Anything in the record by its id, or a beginning of it: report (also by its address or file), event, group, exchange, actor."""

from __future__ import annotations

import json
from dataclasses import dataclass

from communique.ask import groups, who
from communique.ask.entries import Entry, load
from communique.ask.exchanges import NO_ANSWER, disputes, says
from communique.ask.judged import Judged
from communique.ask.rows import Row, Table
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.errors import UsageError
from communique.store.connection import Connection

_LEAST = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """What an id names; `moved` says from which older id it was reached."""

    kind: str
    id: str
    moved: str = ""


def find(db: Connection, wanted: str) -> Thing:
    """The thing of an id or of a beginning of one.

    Raises:
        UsageError: there is none, or several.
    """
    if (moved := _moved(db, wanted)) is not None:
        return moved
    found: list[Thing] = []
    for kind, table in (("report", "reports"), ("event", "events"), ("group", "groups")):
        rows = db.execute(
            f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 6", (wanted, wanted + "\U0010ffff")
        )
        found += [Thing(kind, i) for (i,) in rows.fetchall()]
    if wanted.startswith("x"):
        every = threads(db)
        found += [Thing("exchange", t.id) for t in every if t.id.startswith(wanted)] or _of_report(db, every, wanted)
    if any(t.id == wanted for t in found):
        found = [t for t in found if t.id == wanted]
    if not found:
        rows = db.execute(
            "SELECT id FROM reports WHERE (ref = ? OR url = ?) AND current = 1 ORDER BY id LIMIT 6", (wanted, wanted)
        )
        found = [Thing("report", i) for (i,) in rows.fetchall()]
    if not found and db.execute("SELECT 1 FROM actors WHERE id = ? LIMIT 1", (wanted,)).fetchone():
        found = [Thing("actor", wanted)]
    if len(found) == 1 and (len(wanted) >= _LEAST or found[0].id == wanted):
        return found[0]
    if found:
        some = ", ".join(t.id for t in found[:5])
        raise UsageError(f"id {wanted}", "several begin so", f"Write more of it: {some} …")
    raise UsageError(
        f"id {wanted}", "the record holds nothing with this id", "communique timeline and search show ids."
    )


def _of_report(db: Connection, every: list[Thread], wanted: str) -> list[Thing]:
    """The exchange across reports that holds one of a single report, as :func:`communique.read` gives it."""
    rows = db.execute("SELECT opening FROM exchanges WHERE id >= ? AND id < ?", (wanted, wanted + "\U0010ffff"))
    openings = {i for (i,) in rows.fetchall()}
    return [Thing("exchange", t.id) for t in every if openings & {e.id for e in t.openings}]


def _moved(db: Connection, wanted: str) -> Thing | None:
    """What took the place of an older reading or version, perhaps several times; None if the id is no older one."""
    found: Thing | None = None
    now, seen = wanted, set()
    while now not in seen and not db.execute("SELECT 1 FROM events WHERE id = ?", (now,)).fetchone():
        seen.add(now)
        row = db.execute("SELECT new, kind, reason FROM redirects WHERE old = ?", (now,)).fetchone()
        if row is None:
            break
        if row[0] is None:
            remedy = "communique search finds words of the reports."
            raise UsageError(f"id {wanted}", f"{row[2]}, and what it stood for is no longer there", remedy)
        now = row[0]
        found = Thing(row[1], now, f"{wanted}: {row[2]}; now {now}")
    return found


def exchange(db: Connection, identity: str) -> Thread:
    """One exchange by its id."""
    return next(t for t in threads(db) if t.id == identity)


def group(db: Connection, identity: str) -> list[Table]:
    """A group: every mention with what it says, and where they differ."""
    judged = Judged(db)
    members = groups.mentions(db, judged, identity)
    entries = list(load(db, members).values())
    whole = groups.group(db, judged, identity)
    if whole is None:
        return [Table(f"Group {identity}", ("id",), [], "Every mention of it was rejected, or taken out of it.")]
    entries.sort(key=lambda e: (e.published or "9999", e.report, e.number))
    mentions: list[Row] = [_mention(e, "; ".join(members[e.id][1])) for e in entries]
    day = whole.last if whole.first in (None, whole.last) else f"{whole.first}/{whole.last}"
    outlets = "1 independent outlet" if whole.outlets == 1 else f"{whole.outlets} independent outlets"
    title = f"{entries[0].type} {day or 'day unknown'}: {whole.reports} reports, {outlets}"
    by_id = {e.id: e.outlet for e in entries}
    differences: list[Row] = [
        {
            "field": d["field"],
            "value": v["value"],
            "outlets": ", ".join(sorted({by_id.get(e, "") for e in v["events"]})),
            "events": v["events"],
        }
        for d in whole.differences
        for v in d["values"]
    ]
    tables = [Table(title, ("published", "outlet", "when", "who", "whom", "sentence", "why", "id"), mentions)]
    if differences:
        tables.append(Table("Where they differ", ("field", "value", "outlets"), differences))
    return tables


def thread(db: Connection, identity: str) -> list[Table]:
    """An exchange: its tellings, addressees, answers and disputes."""
    return told(exchange(db, identity))


def told(found: Thread) -> list[Table]:
    """The tables of an exchange."""
    first = found.first
    openings: list[Row] = [_mention(e, "; ".join(found.reasons.get(e.id, ()))) for e in found.openings]
    debts: list[Row] = [
        {
            "addressee": d.addressee.name,
            "state": d.state,
            "behalf": d.behalf,
            "says": says(d.by, d.state),
            "id": d.by.id if d.by else None,
        }
        for d in found.debts
    ]
    answers: list[Row] = [
        {
            **_mention(a.entry, "; ".join(a.reasons)),
            "kind": a.kind,
            "behalf": ", ".join(p.name for p in a.entry.behalf),
            "score": a.score,
        }
        for a in found.answers
    ]
    title = f"{first.type} {found.day or 'day unknown'}: {first.who}"
    quoted = ("published", "outlet", "kind", "who", "behalf", "sentence", "why", "id")
    return [
        Table(title, ("published", "outlet", "when", "whom", "sentence", "why", "id"), openings),
        Table("Addressees", ("addressee", "state", "behalf", "says"), debts, "The reports name no addressee."),
        Table("Answers", quoted, answers, f"{NO_ANSWER.capitalize()}.", disputes(found)),
    ]


def links(db: Connection, event: str) -> Table:
    """Links from and to an event, within its report and across reports."""
    rows = db.execute(
        "SELECT type, source, target, score, reasons, scope FROM all_links WHERE source = ? OR target = ? ORDER BY type, source, target",
        (event, event),
    ).fetchall()
    others = load(db, (t if s == event else s for _, s, t, *_ in rows), rejected=True)
    judged = Judged(db).links
    found: list[Row] = []
    for kind, source, target, score, reasons, scope in rows:
        other = others.get(target if source == event else source)
        if other is not None:
            found.append(
                {
                    "link": kind if source == event else f"is what {other.who or 'another'} {kind}",
                    "sentence": other.sentence, "source": other.source, "scope": "same report" if scope == "report" else "another report",
                    "why": "; ".join(json.loads(reasons)), "score": score,
                    "judged": {None: "", True: "accepted", False: "rejected"}[judged.get((source, target))], "id": other.id,
                }
            )  # fmt: skip
    return Table("Links", ("link", "sentence", "source", "scope", "why", "score", "judged", "id"), found, "No link.")


def _mention(entry: Entry, why: str) -> Row:
    return {
        "published": entry.published or "unknown",
        "outlet": entry.outlet,
        "when": entry.when or "unknown",
        "type": entry.type,
        "status": entry.status,
        "who": entry.who,
        "whom": entry.whom,
        "quantity": entry.quantity,
        "sentence": entry.sentence,
        "why": why,
        "judged": entry.judged,
        "id": entry.id,
    }


def tables(db: Connection, thing: Thing) -> list[Table]:
    """What there is to show of a thing that is no report."""
    if thing.kind == "group":
        return group(db, thing.id)
    if thing.kind == "exchange":
        return thread(db, thing.id)
    if thing.kind == "actor":
        return who.ask(db, thing.id)
    if thing.kind == "report":
        return [_entries(db, thing.id), _versions(db, thing.id)]
    entry = load(db, [thing.id], rejected=True)[thing.id]
    row = _mention(entry, entry.rule)
    told = ("published", "outlet", "type", "status", "when", "who", "whom", "sentence", "judged", "id")
    return [Table(f"{entry.type} {entry.id}", told, [row]), links(db, thing.id)]


def _entries(db: Connection, report: str) -> Table:
    ids = db.execute("SELECT id FROM events WHERE report = ?", (report,)).fetchall()
    entries = sorted(load(db, (i for (i,) in ids)).values(), key=lambda e: e.number)
    columns = ("type", "status", "when", "who", "whom", "sentence", "judged", "id")
    return Table(
        "Entries of the report", columns, [_mention(e, e.rule) for e in entries], "The report gives no entries."
    )


def _versions(db: Connection, report: str) -> Table:
    rows = db.execute(
        "SELECT id, version, current, outlet, published, title, url FROM reports WHERE source = (SELECT source FROM reports WHERE id = ?)"
        " ORDER BY version",
        (report,),
    )
    columns = ("id", "version", "current", "outlet", "published", "title", "url")
    return Table("Versions of the report", columns, [dict(zip(columns, r, strict=True)) for r in rows])
