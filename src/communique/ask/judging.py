"""What people decide: checked, written down with the words judged, and told back."""

from __future__ import annotations

from typing import Any, get_args

from communique.ask import things
from communique.ask.entries import PEOPLE, Entry, load, party
from communique.ask.names import meant
from communique.ask.rows import Row, Table
from communique.errors import UsageError
from communique.events.kinds import TYPES
from communique.ledger.linking import link
from communique.model import Status
from communique.store import judgements, pending
from communique.store.connection import Connection
from communique.store.database import transaction
from communique.store.days import bounds

_STATUSES = get_args(Status)
#: Fields of an event that may be corrected.
FIELDS = ("type", "mode", "cameo", "status", "when", *PEOPLE, "channel", "quantity", "place")
_DIGITS = 18  # a number of SQLite has no more
_NUMBER = {"accept": (1, 2), "reject": (1, 2), "correct": (1, 1), "merge": (2, 2), "split": (1, 2), "undo": (1, 1)}


def judge(
    db: Connection,
    verb: str,
    ids: list[str],
    *,
    by: str,
    field: str | None = None,
    value: str | None = None,
    note: str | None = None,
) -> list[str]:
    """Write a decision down and let it take effect; returns lines that say what was done.

    Args:
        db: the store.
        verb: accept, reject (an event, or the link between two), correct (a field of an event), merge, split (events or actors),
            undo (a judgement by its number).
        ids: what is judged.
        by: who decides.
        field: what to correct.
        value: what is right; several actors parted by commas.
        note: why.

    Raises:
        UsageError: there is no such verb, id or field, or the value does not fit.
    """
    if verb not in _NUMBER:
        raise UsageError(f"judge {verb}", "there is no such judgement", f"Take one of: {', '.join(_NUMBER)}, list.")
    least, most = _NUMBER[verb]
    if not least <= len(ids) <= most:
        needed = f"{least}" if least == most else f"{least} or {most}"
        raise UsageError(f"judge {verb}", f"{len(ids)} ids", f"Give {needed}.")
    if not by.strip():
        raise UsageError("judge", "nobody is named who decides", "Add --by NAME.")
    values: dict[str, Any] = {"by": by, "verb": verb, "note": note}
    if verb == "undo":
        return _undo(db, ids[0], values)
    if len(set(ids)) < len(ids):
        raise UsageError(f"judge {verb}", f"{ids[0]} is given twice", "Give the ids of two.")
    if verb in ("merge", "split") and not _is_event(db, ids[0]):
        return _actors(db, ids, values)
    entries = [_entry(db, i) for i in ids]
    if len({e.id for e in entries}) < len(entries):
        raise UsageError(f"judge {verb}", f"{ids[0]} and {ids[1]} are one event", "Give the ids of two.")
    if verb in ("accept", "reject") and len(entries) == 2:
        entries = _directed(db, entries)
    first = entries[0]
    values |= {"target": first.id, "quote": first.trigger, "sentence": first.sentence, "source": _source(db, first)}
    if verb == "correct":
        values |= {"kind": "event", **_correction(db, first, field, value)}
    elif verb in ("accept", "reject"):
        values |= {"kind": "link", "other": entries[1].id} if len(entries) == 2 else {"kind": "event"}
    else:
        values |= {"kind": "group", **_grouping(db, verb, entries)}
    return _made(db, values)


def _made(db: Connection, values: dict[str, Any]) -> list[str]:
    with transaction(db):
        made = judgements.append(db, **values)
        _disturb(db, made)
    link(db)
    field = f" {made.field}" if made.field else ""
    other = f" and {made.other}" if made.other else ""
    return [
        f"judgement {made.id}: {made.verb}{field} {made.target}{other}, by {made.by.rstrip('.')}."
        f" Undo it with: communique judge undo {made.id}"
    ]


def _undo(db: Connection, number: str, values: dict[str, Any]) -> list[str]:
    if not (number.isascii() and number.isdigit() and len(number) < _DIGITS):
        raise UsageError(f"judge undo {number}", "this is no number", "communique judge list shows the numbers.")
    old = changed = judgements.get(db, int(number))
    while changed.verb == "undo":  # to undo an undo changes what the first of them undid
        changed = judgements.get(db, int(changed.target))
    with transaction(db):
        made = judgements.append(db, **values, kind="judgement", target=str(old.id), source=old.source, before=old.verb)
        _disturb(db, changed)
    link(db)
    return [f"judgement {made.id}: judgement {old.id} ({old.verb} {old.target}) is undone."]


def _disturb(db: Connection, made: judgements.Judgement) -> None:
    """Mark what a merge or split changes as pending."""
    if made.kind == "group":
        events = [made.target, *([made.other] if made.other else []), *(made.after or [])]
        for event in events:
            pending.mark(db, "groups", db.execute("SELECT key, day FROM cells WHERE event = ?", (event,)).fetchall())
    elif made.kind == "actor":
        for actor in (made.target, made.other):
            rows = db.execute(
                "SELECT DISTINCT block, '' FROM persons WHERE actor = ? OR person = ?", (actor, actor)
            ).fetchall()
            pending.mark(db, "persons", rows)


def _is_event(db: Connection, identity: str) -> bool:
    try:
        return things.find(db, identity).kind == "event"
    except UsageError:
        return False


def _entry(db: Connection, identity: str) -> Entry:
    thing = things.find(db, identity)
    if thing.kind != "event":
        raise UsageError(f"id {identity}", f"it names no event (kind: {thing.kind})", "Give the id of an event.")
    return load(db, [thing.id], rejected=True)[thing.id]


def _directed(db: Connection, entries: list[Entry]) -> list[Entry]:
    """Two events as source and target of the link between them, in whatever order they were given: an answer before its opening."""
    one, other = (e.id for e in entries)
    known = set(
        db.execute("SELECT source, target FROM all_links WHERE source IN (?, ?) AND target IN (?, ?)", (one, other) * 2)
    )
    if (one, other) in known:
        return entries
    opens = {e for (e,) in db.execute("SELECT event FROM traits WHERE opens = 1 AND event IN (?, ?)", (one, other))}
    if (other, one) in known or opens == {one}:
        return entries[::-1]
    if not opens:
        raise UsageError(
            f"judge {one} {other}",
            "there is no link between the two, and neither asks for an answer",
            "communique show ID lists links.",
        )
    return entries


def _source(db: Connection, entry: Entry) -> str:
    return str(db.execute("SELECT source FROM reports WHERE id = ?", (entry.report,)).fetchone()[0])


def _correction(db: Connection, entry: Entry, field: str | None, value: str | None) -> dict[str, Any]:
    if field not in FIELDS:
        raise UsageError(f"--field {field}", "there is no such field to correct", f"Take one of: {', '.join(FIELDS)}.")
    if value is None:
        raise UsageError("judge correct", "it is not said what is right", "Add --value.")
    if field in PEOPLE:
        after: Any = [_actor(db, part.strip()) for part in value.split(",") if part.strip()]
        return {"field": field, "before": [p.id for p in getattr(entry, field)], "after": after}
    if field == "type" and (value := value.upper()) not in TYPES:
        raise UsageError(f"--value {value}", "there is no such type", f"Take one of: {', '.join(TYPES)}.")
    if field == "status" and value not in _STATUSES:
        raise UsageError(f"--value {value}", "there is no such status", f"Take one of: {', '.join(_STATUSES)}.")
    if field == "when" and value and bounds(value) == (None, None):
        raise UsageError(
            f"--value {value}", "this is no date", "Write a day, month, year or interval, such as 2022-02-10."
        )
    return {"field": field, "before": getattr(entry, field), "after": value or None}


def _actor(db: Connection, name: str) -> str:
    found = meant(db, name)
    if found.party is not None:
        return found.party
    if len(found.ids) > 1:
        raise UsageError(f"name {name!r}", f"it may mean {', '.join(sorted(found.ids))}", "Give one of these ids.")
    return next(iter(found.ids))


def _grouping(db: Connection, verb: str, entries: list[Entry]) -> dict[str, Any]:
    first = entries[0]
    if len(entries) == 2:
        if first.type != entries[1].type and verb == "merge":
            reason = f"one is {first.type}, the other {entries[1].type}"
            raise UsageError("judge merge", reason, "Correct the type of one of them first.")
        return {"other": entries[1].id}
    mates = [
        e
        for (e,) in db.execute(
            "SELECT event FROM group_members WHERE group_id = ? ORDER BY event", (first.group,)
        ).fetchall()
        if e != first.id
    ]
    if not mates:
        raise UsageError(f"id {first.id}", "no other mention is grouped with it", "There is nothing to split.")
    return {"other": mates[0], "after": mates}


def _actors(db: Connection, ids: list[str], values: dict[str, Any]) -> list[str]:
    if len(ids) != 2:
        raise UsageError(
            f"judge {values['verb']}", "one actor is not enough", "Give the ids of two; communique who NAME shows them."
        )
    for identity in ids:
        if not db.execute("SELECT 1 FROM actors WHERE id = ?", (identity,)).fetchone():
            raise UsageError(
                f"id {identity}", "the record holds no event or actor with this id", "communique who NAME shows ids."
            )
    if not all(db.execute("SELECT 1 FROM persons WHERE actor = ?", (i,)).fetchone() for i in ids):
        raise UsageError(
            f"judge {values['verb']}",
            "one of them is no person whom only the reports name",
            "Correct the actors of its events instead.",
        )
    values |= {"kind": "actor", "target": ids[0], "other": ids[1], "quote": party(db, ids[0]).name}
    return _made(db, values)


def listed(db: Connection, place: str) -> Table:
    """All judgements, oldest first; checks that none was changed.

    Raises:
        DataError: one was.
    """
    judgements.check(db, place)
    standing = {j.id for j in judgements.standing(db)}
    moved = dict(db.execute("SELECT old, coalesce(new, '') FROM redirects WHERE kind = 'event'").fetchall())
    rows: list[Row] = [
        {
            "no": j.id,
            "at": j.at,
            "by": j.by,
            "verb": j.verb,
            "what": j.target if not j.other else f"{j.target}, {j.other}",
            "field": j.field,
            "before": j.before,
            "after": j.after,
            "words": j.quote,
            "note": j.note,
            "state": "stands" if j.id in standing else "undo" if j.verb == "undo" else "undone",
            "now": _now(j.target, moved),
            "hash": j.hash,
        }
        for j in judgements.every(db)
    ]
    columns = ("no", "at", "by", "verb", "what", "field", "before", "after", "words", "note", "state", "now")
    return Table("Judgements", columns, rows, "Nobody has judged anything yet.")


def _now(target: str, moved: dict[str, str]) -> str:
    now = judgements.follow(target, moved)
    if now == target:
        return ""
    return f"now {now}" if now else "orphaned: the words are no longer in the report"
