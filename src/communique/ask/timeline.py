"""What was said and done, day by day: one row for each event, however many reports tell it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.across.persons import block
from communique.ask.entries import Entry, Party, load
from communique.ask.groups import Group, group
from communique.ask.judged import Judged
from communique.ask.names import Meant, meant
from communique.ask.rows import Row, Table
from communique.ask.versions import NEWEST
from communique.errors import UsageError
from communique.store import fulltext
from communique.store.connection import Connection
from communique.store.days import bounds
from communique.store.dialect import elements

#: What SQLite does not take in a query: the end of a string, and halves of characters.
_UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; what is None does not matter.

    Attributes:
        actors: names; all of them must take part, as actor, recipient or on whose behalf.
        types: SAY or PLOVER types.
        statuses: actual, planned, demanded, denied, hypothetical.
        since: first day (or month, year).
        until: last day.
        words: words of the sentence; all of them must be there.
        outlets: outlets.
        as_of: reports published up to this day only.
    """

    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    words: str | None = None
    outlets: tuple[str, ...] = ()
    as_of: str | None = None


def day(value: str, option: str, last: bool = False) -> str:
    """A day, month or year of an option as its first (or last) day.

    Raises:
        UsageError: it is no ISO 8601 date.
    """
    found = bounds(value)[1 if last else 0]
    if found is None:
        raise UsageError(
            f"{option} {value}", "this is no date", "Write a day, month or year, such as 2022-02-10 or 2022-02."
        )
    return found


def events(db: Connection, wanted: Wanted) -> list[str]:
    """Ids of the events of current reports that are wanted, as they were read or, where somebody corrected them, as corrected.

    Raises:
        UsageError: a name is nobody's, or a date is none.
    """
    meanings = [meant(db, name) for name in wanted.actors]
    report, values = _of_report(db, wanted)
    event, more = _of_event(wanted, meanings)
    found = _select(db, [*report, *event], [*values, *more])
    judged = Judged(db)
    if not judged.corrections or not event:
        return found
    some = _select(db, [*report, f"e.id IN ({elements(db)})"], [*values, json.dumps(list(judged.corrections))])
    return [i for i in found if i not in judged.corrections] + [
        i for i, e in load(db, some, rejected=True).items() if _fits(e, wanted, meanings)
    ]


def _select(db: Connection, where: list[str], values: list[Any]) -> list[str]:
    sql = f"SELECT e.id FROM events e JOIN reports r ON r.id = e.report WHERE {' AND '.join(where)} ORDER BY e.id"
    return [i for (i,) in db.execute(sql, values)]


def _of_report(db: Connection, wanted: Wanted) -> tuple[list[str], list[Any]]:
    """Conditions on what nobody corrects."""
    where = [NEWEST.format(day="?") if wanted.as_of else "r.current = 1"]
    values: list[Any] = [day(wanted.as_of, "--as-of", last=True)] * 2 if wanted.as_of else []
    if wanted.outlets:
        where.append(f"lower(r.outlet) IN ({', '.join('?' * len(wanted.outlets))})")
        values += [o.lower() for o in wanted.outlets]
    if wanted.words:
        holding, some = fulltext.holding(db, query(wanted.words))
        where.append(
            f"(e.report, e.sentence) IN (SELECT s.report, s.number FROM ({holding}) f JOIN sentences s ON s.id = f.id)"
        )
        values += some
    return where, values


def _of_event(wanted: Wanted, meanings: Sequence[Meant]) -> tuple[list[str], list[Any]]:
    """Conditions on what may be corrected; :func:`_fits` has the same for a corrected one."""
    where: list[str] = []
    values: list[Any] = []
    for meaning in meanings:
        condition, some = meaning.sql()
        where.append(f"e.id IN (SELECT x.event FROM event_actors x WHERE {condition})")
        values += some
    for column, options in (("e.type", wanted.types), ("e.status", wanted.statuses)):
        if options:
            where.append(f"{column} IN ({', '.join('?' * len(options))})")
            values += [o.upper() if column == "e.type" else o.lower() for o in options]
    if wanted.since:
        where.append("coalesce(e.last_day, r.last_day) >= ?")
        values.append(day(wanted.since, "--since"))
    if wanted.until:
        where.append("coalesce(e.first_day, e.last_day, r.first_day) <= ?")
        values.append(day(wanted.until, "--until", last=True))
    return where, values


def _fits(entry: Entry, wanted: Wanted, meanings: Sequence[Meant]) -> bool:
    taking_part = (*entry.actors, *entry.recipients, *entry.behalf)
    if not all(any(m.means(p.id, p.party) for p in taking_part) for m in meanings):
        return False
    if wanted.types and entry.type not in [t.upper() for t in wanted.types]:
        return False
    if wanted.statuses and entry.status not in [s.lower() for s in wanted.statuses]:
        return False
    first, last = bounds(entry.published)
    if wanted.since and (entry.last or last or "") < day(wanted.since, "--since"):
        return False
    return not wanted.until or (entry.first or entry.last or first or "9999") <= day(wanted.until, "--until", last=True)


def query(words: str) -> str:
    """Words as somebody types them as an FTS5 query: all must be there, "in quotation marks" in this order, `word*` as a beginning.

    Raises:
        UsageError: there is no letter and no digit in it.
    """
    parts = []
    for n, part in enumerate(_UNFIT.sub(" ", words).split('"')):
        for word in [part.strip()] if n % 2 else part.split():
            if any(c.isalnum() for c in word):  # SQLite would look for a mark alone, and find nothing
                beginning = not n % 2 and word.endswith("*")
                parts.append(f'"{word.rstrip("*") if beginning else word}"{"*" if beginning else ""}')
    if not parts:
        raise UsageError(f"words {words!r}", "there is no word to look for", "Write at least one word.")
    return " ".join(parts)


def ask(db: Connection, wanted: Wanted, mentions: bool = False, limit: int | None = None) -> Table:
    """The timeline: a row an event, or with `mentions` a row a report that tells it; undated ones at the end."""
    judged = Judged(db)
    found = load(db, events(db, wanted), judged=judged)
    groups: dict[str, list[Entry]] = {}
    for entry in found.values():
        groups.setdefault(entry.id if mentions or entry.group is None else entry.group, []).append(entry)
    as_of = day(wanted.as_of, "--as-of", last=True) if wanted.as_of else None
    rows = []
    for key, entries in groups.items():
        alone = mentions or entries[0].group is None
        rows.append(row(key, entries, None if alone else group(db, judged, key, as_of)))
    rows.sort(key=lambda r: (r["first"] or r["last"] or "9999", r["last"] or "", r["type"], r["id"]))
    notes = []
    if limit is not None and len(rows) > limit:
        notes.append(f"{len(rows) - limit} more; --limit shows them.")
        rows = rows[:limit]
    columns = ("when", "type", "status", "who", "whom", "words", "reports", "id")
    return Table("Timeline", columns, rows, "No event of the record fits.", notes)


def row(key: str, entries: list[Entry], whole: Group | None) -> Row:
    """The row of an event: from its mentions, and from its group where it has one."""
    entries.sort(key=lambda e: (e.published or "9999", e.report, e.number))
    best = max(
        entries,
        key=lambda e: (
            bool(e.judged),
            e.basis in ("stated", "relative"),
            len(e.actors) + len(e.recipients),
            bool(e.content),
            -e.number,
        ),
    )
    first, last = (best.first, best.last) if whole is None or best.judged == "corrected" else (whole.first, whole.last)
    basis = "reported" if best.basis in ("published", "unresolved") else best.basis
    when = best.when if best.basis != "published" else best.last
    return {
        "when": when or (f"by {last}" if last else "unknown"),
        "basis": basis,
        "first": first,
        "last": last,
        "type": best.type,
        "mode": best.mode,
        "status": best.status,
        "who": best.who,
        "whom": best.whom,
        "behalf": ", ".join(p.name for p in best.behalf),
        "actors": [p.id for p in best.actors],
        "recipients": [p.id for p in best.recipients],
        "doing": _sides(best.actors),
        "done_to": _sides(best.recipients),
        "words": best.content or best.sentence,
        "sentence": best.sentence,
        "reports": whole.reports if whole else 1,
        "outlets": whole.outlets if whole else 1,
        "first_report": entries[0].source,
        "mentions": [e.id for e in entries],
        "differences": whole.differences if whole else [],
        "judged": best.judged,
        "id": key,
    }


def _sides(parties: tuple[Party, ...]) -> list[str]:
    """The parties that some stand for, by their codes; by name those who stand for none. Some without a name are left out."""
    return list(
        dict.fromkeys(p.party or p.name for p in parties if p.party or block(p.name) or not p.id.startswith("~"))
    )
