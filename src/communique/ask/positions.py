"""Who demands, proposes, supports, rejects, denies what: a row for each position, however often it was told."""

from __future__ import annotations

from communique.ask.entries import Entry, load
from communique.ask.exchanges import is_meant
from communique.ask.names import meant
from communique.ask.rows import Row, Table
from communique.ask.timeline import Wanted, events
from communique.ask.unions import Unions
from communique.store.connection import Connection

_STANCES = {
    "REQUEST": "demands",
    "SUPPORT": "supports",
    "REJECT": "rejects",
    "ACCUSE": "accuses",
    "THREATEN": "threatens",
    "PROTEST": "protests",
    "AGREE": "agrees",
    "CONCEDE": "concedes",
}
#: Position words by which rows may be asked for.
STANCES = (
    "demands",
    "proposes",
    "supports",
    "rejects",
    "denies",
    "accuses",
    "threatens",
    "protests",
    "agrees",
    "concedes",
)


def ask(
    db: Connection,
    *,
    actor: str | None = None,
    words: str | None = None,
    stances: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Table:
    """One row for each position: side, stance, what about, towards whom, and since when until when it was told.

    Args:
        db: the store.
        actor: a name: positions of this side only.
        words: words of the sentence.
        stances: some of STANCES; none: all.
        since: first day.
        until: last day.
        limit: at most so many rows.
    """
    wanted = Wanted(types=tuple(_STANCES), statuses=("actual",), since=since, until=until, words=words)
    found = load(db, events(db, wanted))
    traits = _traits(db)
    who = meant(db, actor) if actor else None
    tops = _tops(db, found)
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found.values():
        if not entry.actors or (who and not any(is_meant(p, who) for p in entry.actors)):
            continue
        stance = _stance(entry, *traits.get(entry.id, (False, False)))
        if not stances or stance in stances:
            groups.setdefault((stance, tops[entry.id]), []).append(entry)
    rows = [_row(stance, sorted(some, key=_order)) for (stance, _), some in groups.items()]
    rows.sort(key=lambda r: (r["who"], STANCES.index(r["stance"]), r["since"], r["id"]))
    notes = []
    if limit is not None and len(rows) > limit:
        notes.append(f"{len(rows) - limit} more; --limit shows them.")
        rows = rows[:limit]
    columns = ("who", "stance", "what", "towards", "since", "until", "reports", "id")
    return Table("Positions", columns, rows, "No demand, support, rejection or denial of the record fits.", notes)


def _traits(db: Connection) -> dict[str, tuple[bool, bool]]:
    """Whether an event opens an exchange, and whether it denies, by id."""
    rows = db.execute("SELECT event, opens, denies FROM traits WHERE opens = 1 OR denies = 1")
    return {event: (bool(opens), bool(denies)) for event, opens, denies in rows}


def _tops(db: Connection, found: dict[str, Entry]) -> dict[str, str]:
    """The first telling of what each entry tells: of its group, or of what it repeats."""
    groups: dict[str, str] = {}
    unions = Unions(found)
    for identity in sorted(found):
        if group := found[identity].group:
            unions.join(groups.setdefault(group, identity), identity)
    for source, target in db.execute("SELECT source, target FROM all_links WHERE type = 'repeats'"):
        unions.join(source, target)
    return {i: unions.top(i) for i in found}


def _stance(entry: Entry, opens: bool, denies: bool) -> str:
    if entry.type == "REJECT" and denies:
        return "denies"
    if entry.type == "AGREE" and opens:
        return "proposes"
    return _STANCES[entry.type]


def _order(entry: Entry) -> tuple[str, str, int]:
    return entry.day or "9999", entry.report, entry.number


def _row(stance: str, entries: list[Entry]) -> Row:
    best = max(entries, key=lambda e: (bool(e.content), len(e.recipients), e.basis in ("stated", "relative")))
    days = [e.day for e in entries if e.day]
    return {
        "who": best.who,
        "stance": stance,
        "what": best.content or best.sentence,
        "towards": best.whom,
        "since": min(days, default="unknown"),
        "until": max(days, default="unknown"),
        "reports": len({e.report for e in entries}),
        "type": best.type,
        "mode": best.mode,
        "sentence": best.sentence,
        "source": best.source,
        "mentions": [e.id for e in entries],
        "id": best.id,
    }
