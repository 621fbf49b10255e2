"""Places where relations across reports are still to be found again: written with what changed, removed with what was found."""

from __future__ import annotations

from collections.abc import Iterable

from communique.store.connection import Connection


def mark(db: Connection, kind: str, keys: Iterable[tuple[str, str]]) -> None:
    """Note places of a kind, each a key and a day (or "")."""
    db.executemany("INSERT INTO pending VALUES (?, ?, ?) ON CONFLICT DO NOTHING", ((kind, k, d) for k, d in keys))


def of(db: Connection, kind: str) -> list[tuple[str, str]]:
    """All places of a kind, in order."""
    return db.execute("SELECT key, day FROM pending WHERE kind = ? ORDER BY key, day", (kind,)).fetchall()


def done(db: Connection, kind: str, keys: Iterable[tuple[str, str]]) -> None:
    """Remove places that have been seen to."""
    db.executemany("DELETE FROM pending WHERE kind = ? AND key = ? AND day = ?", ((kind, k, d) for k, d in keys))


def left(db: Connection) -> int:
    """How many places are left."""
    return int(db.execute("SELECT count(*) FROM pending").fetchone()[0])
