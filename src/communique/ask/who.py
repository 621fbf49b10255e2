"""Who somebody is in the record: how the reports spell the name, offices, what was said and done, and with whom."""

from __future__ import annotations

from collections import Counter

from communique.actors.directory import directory
from communique.ask.entries import Entry, load, party
from communique.ask.names import Meant, meant
from communique.ask.rows import Row, Table
from communique.ask.timeline import Wanted, events
from communique.store.connection import Connection

_LATEST = 8


def ask(db: Connection, name: str) -> list[Table]:
    """Tables about everybody whom a name may mean: identity, spellings, what was done, counterparts, the latest statements."""
    found = meant(db, name)
    ids = sorted(found.ids)
    entries = load(db, events(db, Wanted(actors=(name,))))
    return [
        identities(db, ids),
        _spellings(db, ids),
        _deeds(entries, found),
        _counterparts(entries, found),
        _latest(entries, found),
    ]


def identities(db: Connection, ids: list[str]) -> Table:
    """Who somebody is: name, kind, party, offices, in how many reports, and why the reports are taken to mean one."""
    rows: list[Row] = []
    known = directory()
    for identity in ids:
        who = party(db, identity)
        actor = known.actors.get(identity)
        printed = db.execute(
            "SELECT DISTINCT office FROM actors WHERE id = ? AND office IS NOT NULL ORDER BY office", (identity,)
        ).fetchall()
        held = [
            f"{t.body} {t.office.replace('-', ' ')} {t.start}–{t.end or 'open, as of ' + t.known_until}"
            for t in known.tenures.get(identity, ())
        ]
        merged = db.execute(
            "SELECT DISTINCT person, reason FROM persons WHERE actor = ? OR person = ? ORDER BY person, reason",
            (identity, identity),
        ).fetchall()
        reports = db.execute("SELECT count(DISTINCT report) FROM actors WHERE id = ?", (identity,)).fetchone()[0]
        rows.append(
            {
                "id": identity,
                "name": who.name,
                "kind": actor.kind if actor else _kind(db, identity),
                "party": who.party,
                "offices": "; ".join(held) or "; ".join(o for (o,) in printed),
                "reports": reports,
                "why": "; ".join(f"{p}: {r}" for p, r in merged if r) or ("in the directory" if actor else ""),
                "wikidata": actor.wikidata if actor else None,
            }
        )
    columns = ("name", "kind", "party", "offices", "reports", "why", "id")
    return Table("Who it is", columns, rows)


def _kind(db: Connection, identity: str) -> str:
    row = db.execute("SELECT kind FROM actors WHERE id = ? ORDER BY report LIMIT 1", (identity,)).fetchone()
    return str(row[0]) if row else "unknown"


def _spellings(db: Connection, ids: list[str]) -> Table:
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        "SELECT m.text, count(*), count(DISTINCT m.report), min(m.why), min(coalesce(r.outlet, r.ref)) FROM mentions m"
        f" JOIN reports r ON r.id = m.report WHERE m.actor IN ({marks}) AND m.reading <> 'pronoun' AND r.current = 1"
        " GROUP BY m.text ORDER BY count(*) DESC, m.text",
        ids,
    ).fetchall()
    return Table(
        "How the reports write it",
        ("spelling", "times", "reports", "why", "outlet"),
        [{"spelling": t, "times": n, "reports": r, "why": w, "outlet": o} for t, n, r, w, o in rows],
    )


def _deeds(entries: dict[str, Entry], found: Meant) -> Table:
    count: Counter[tuple[str, str, str]] = Counter()
    for entry in entries.values():
        for side, parties in (("did", entry.actors), ("to it", entry.recipients), ("on its behalf", entry.behalf)):
            if any(found.means(p.id, p.party) for p in parties):
                count[entry.type, entry.status, side] += 1
    rows: list[Row] = [
        {"type": t, "status": s, "side": side, "events": n}
        for (t, s, side), n in sorted(count.items(), key=lambda x: (-x[1], x[0]))
    ]
    return Table("What it did, and what was done to it", ("type", "status", "side", "events"), rows)


def _counterparts(entries: dict[str, Entry], found: Meant) -> Table:
    count: dict[tuple[str, str], Counter[str]] = {}
    for entry in entries.values():
        for other in {p.id: p for p in (*entry.actors, *entry.recipients)}.values():
            if not found.means(other.id, other.party):
                count.setdefault((other.id, other.name), Counter())[entry.type] += 1
    ordered = sorted(count.items(), key=lambda x: (-sum(x[1].values()), x[0]))[:15]
    rows: list[Row] = [
        {
            "name": name,
            "events": sum(c.values()),
            "types": ", ".join(f"{t} {n}" for t, n in c.most_common(5)),
            "id": identity,
        }
        for (identity, name), c in ordered
    ]
    return Table("With whom", ("name", "events", "types", "id"), rows)


def _latest(entries: dict[str, Entry], found: Meant) -> Table:
    said = [e for e in entries.values() if e.content and any(found.means(p.id, p.party) for p in e.actors)]
    said.sort(key=lambda e: (e.day or "", e.report, e.number), reverse=True)
    rows: list[Row] = [
        {
            "day": e.day or "unknown",
            "type": e.type,
            "who": e.who,
            "words": e.content,
            "outlet": e.outlet,
            "id": e.id,
        }
        for e in said[:_LATEST]
    ]
    return Table("What it said last", ("day", "type", "who", "words", "outlet", "id"), rows)
