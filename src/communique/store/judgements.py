"""What people decided: appended, never changed, each row sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from communique.errors import DataError, UsageError
from communique.store.connection import Connection
from communique.store.database import transaction

_BULK = 400
VERBS = ("accept", "reject", "correct", "merge", "split", "undo")
_FIELDS = "id, at, by, verb, kind, target, other, field, before, after, note, source, quote, sentence, previous, hash"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision; `before` and `after` are JSON values, `quote` and `sentence` the words judged, so that it can be found again."""

    id: int
    at: str
    by: str
    verb: str
    kind: str
    target: str
    other: str | None
    field: str | None
    before: Any
    after: Any
    note: str | None
    source: str | None
    quote: str | None
    sentence: str | None
    previous: str
    hash: str


def append(
    db: Connection,
    *,
    by: str,
    verb: str,
    kind: str,
    target: str,
    other: str | None = None,
    field: str | None = None,
    before: Any = None,
    after: Any = None,
    note: str | None = None,
    source: str | None = None,
    quote: str | None = None,
    sentence: str | None = None,
) -> Judgement:
    """Add a decision inside the caller's transaction; returns it."""
    last = db.execute("SELECT id, hash FROM judgements ORDER BY id DESC LIMIT 1").fetchone()
    previous = last[1] if last else ""
    identity = (last[0] if last else 0) + 1
    at = datetime.now(UTC).isoformat(timespec="seconds")
    values = (
        identity, at, by, verb, kind, target, other, field, _json(before), _json(after), note, source, quote, sentence, previous,
    )  # fmt: skip
    db.execute(f"INSERT INTO judgements ({_FIELDS}) VALUES ({', '.join('?' * 16)})", (*values, _seal(values)))
    return _judgement((*values, _seal(values)))


def every(db: Connection) -> list[Judgement]:
    """All decisions in their order."""
    return [_judgement(r) for r in db.execute(f"SELECT {_FIELDS} FROM judgements ORDER BY id")]


def since(db: Connection, number: int) -> list[Judgement]:
    """Decisions after one, by its number, in their order."""
    return [_judgement(r) for r in db.execute(f"SELECT {_FIELDS} FROM judgements WHERE id > ? ORDER BY id", (number,))]


def moved(db: Connection, events: Iterable[str]) -> dict[str, str]:
    """The redirects that lead from some events onwards, all the way: old id → new."""
    found: dict[str, str] = {}
    wanted = set(events)
    while wanted:
        some = sorted(wanted)
        rows: list[tuple[str, str]] = []
        for n in range(0, len(some), _BULK):
            part = some[n : n + _BULK]
            rows += db.execute(
                f"SELECT old, new FROM redirects WHERE old IN ({', '.join('?' * len(part))}) AND kind = 'event' AND new IS NOT NULL",
                part,
            ).fetchall()
        found |= dict(rows)
        wanted = {new for _, new in rows} - found.keys()
    return found


def standing(db: Connection) -> list[Judgement]:
    """The decisions that nobody has undone, in their order; an undone undo stands again."""
    found = every(db)
    undone: dict[int, bool] = {}
    for each in reversed(found):
        if each.verb == "undo" and not undone.get(each.id, False):
            undone[int(each.target)] = True
    return [j for j in found if j.verb != "undo" and not undone.get(j.id, False)]


def pairs(db: Connection, kind: str) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Pairs judged to be one (merge) and to be two (split), the later decision on a pair outranking the earlier.

    A split from several others lists them in `after`. Events that were read again are followed to their new ids.
    """
    together: set[frozenset[str]] = set()
    apart: set[frozenset[str]] = set()
    some = standing(db)
    now = moved(db, {e for j in some if j.kind == kind for e in (j.target, j.other, *(j.after or ())) if e})
    for each in some:
        if each.kind != kind or each.verb not in ("merge", "split") or each.other is None:
            continue
        for other in each.after or [each.other]:
            pair = frozenset((each.target, other))
            if kind == "group":
                pair = frozenset(follow(event, now) for event in pair)
                if len(pair) == 1:  # the two have become one
                    continue
            (together if each.verb == "merge" else apart).add(pair)
            (apart if each.verb == "merge" else together).discard(pair)
    return together, apart


def follow(identity: str, places: Mapping[str, str]) -> str:
    """The id that stands in the place of one that was moved, perhaps several times."""
    seen: set[str] = set()
    while identity in places and identity not in seen:
        seen.add(identity)
        identity = places[identity]
    return identity


def check(db: Connection, place: str) -> None:
    """See that no decision was changed or taken out since it was made.

    Raises:
        DataError: the chain of hashes is broken.
    """
    previous = ""
    for row in db.execute(f"SELECT {_FIELDS} FROM judgements ORDER BY id"):
        if row[14] != previous or row[15] != _seal(row[:15]):
            reason = f"judgement {row[0]} was changed, or one before it was taken out"
            raise DataError(place, reason, "Take the file from a copy made before, or judge again.")
        previous = row[15]


def get(db: Connection, number: int) -> Judgement:
    """One decision.

    Raises:
        UsageError: there is none of that number.
    """
    row = db.execute(f"SELECT {_FIELDS} FROM judgements WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UsageError(f"judgement {number}", "there is none of that number", "communique judge list shows them.")
    return _judgement(row)


def make(db: Connection, **values: Any) -> Judgement:
    """Add a decision in a transaction of its own; see :func:`append`."""
    with transaction(db):
        return append(db, **values)


def _seal(values: tuple[Any, ...]) -> str:
    return hashlib.sha256(json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _judgement(row: tuple[Any, ...]) -> Judgement:
    (number, at, by, verb, kind, target, other, field, before, after, note, source, quote, sentence, previous, seal) = (
        row
    )
    return Judgement(
        number, at, by, verb, kind, target, other, field, _value(before), _value(after), note, source, quote, sentence, previous, seal
    )  # fmt: skip


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
