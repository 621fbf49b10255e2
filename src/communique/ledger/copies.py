"""Step: reports with the same text, or nearly."""

from __future__ import annotations

from collections.abc import Iterator

from communique.across import copies
from communique.ledger import places
from communique.ledger.tellings import Tellings
from communique.store import pending
from communique.store.connection import Connection
from communique.store.database import transaction


def find(db: Connection, _: Tellings) -> Iterator[int]:
    """Group copies around each pending report: connected by pairs that are alike enough."""
    seen: set[str] = set()
    for report, _day in pending.of(db, "copies"):
        with transaction(db):
            if report not in seen:
                seen |= _around(db, report)
            pending.done(db, "copies", [(report, "")])
        yield 1


def _around(db: Connection, report: str) -> set[str]:
    """Write the group of a report anew; returns its members."""
    found = {report}
    nearest: dict[str, float] = {}
    todo = [report]
    while todo:
        one = todo.pop()
        for other, alike in _alike(db, one):
            nearest[one] = max(nearest.get(one, 0.0), alike)
            if other not in found:
                found.add(other)
                todo.append(other)
    former = db.execute(
        "SELECT report FROM copies WHERE first IN (SELECT first FROM copies WHERE report = ?)", (report,)
    )
    changed = {r for (r,) in former.fetchall()} ^ (found if len(found) > 1 else set())
    for member in sorted(found | changed):
        db.execute("DELETE FROM copies WHERE report = ?", (member,))
    if len(found) > 1:
        first = db.execute(
            f"SELECT id FROM reports WHERE id IN ({', '.join('?' * len(found))}) ORDER BY first_day IS NULL, first_day, id",
            sorted(found),
        ).fetchone()[0]
        db.executemany(
            "INSERT INTO copies VALUES (?, ?, ?, ?)",
            ((r, first, round(nearest[r], 4), copies.reason(nearest[r])) for r in sorted(found)),
        )
    for member in sorted(changed):  # how many independent outlets tell an event; copies do not answer each other
        events = db.execute("SELECT id FROM events WHERE report = ?", (member,)).fetchall()
        places.unsettle(db, [event for (event,) in events])
    return found


def _alike(db: Connection, report: str) -> Iterator[tuple[str, float]]:
    row = db.execute("SELECT signature FROM reports WHERE id = ? AND current = 1", (report,)).fetchone()
    if row is None:
        return
    for other, signature in db.execute(
        "SELECT DISTINCT r.id, r.signature FROM copy_bands a JOIN copy_bands b ON b.band = a.band AND b.value = a.value"
        " JOIN reports r ON r.id = b.report WHERE a.report = ? AND b.report <> a.report AND r.current = 1 ORDER BY r.id",
        (report,),
    ).fetchall():
        alike = copies.similarity(row[0], signature)
        if alike >= copies.ALIKE:
            yield other, alike
