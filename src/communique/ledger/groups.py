"""Step: events that several reports tell.

Events whose day was stated are compared with those of the same day. One of which only the day of publication is known may have been
on that day or on the one before: it joins a group of either, or makes one with others like it. So a change on a day can change the
groups of some days around it (:data:`communique.across.series.BEFORE`), and no others. A meeting or call that is told by its week or
month joins the one that it fits among those of the days.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby

from communique.across import identity, series, sides
from communique.across.coded import MUTUAL
from communique.across.differences import differences
from communique.across.ends import End
from communique.across.salience import fixed_weights
from communique.across.telling import Telling
from communique.ledger.tellings import Tellings
from communique.store import days, judgements, pending
from communique.store.connection import Connection
from communique.store.database import transaction

# Days that an interval may have whose events are looked for among those of its days.
_MONTH = 31
# Places seen to in one transaction, at least.
_BATCH = 100


def find(db: Connection, tellings: Tellings) -> Iterator[int]:
    """Group anew the cells around each pending one: of every key the days first, then the intervals that hold them."""
    _, apart = judgements.pairs(db, "group")
    for some in _batches(pending.of(db, "groups")):
        done = 0
        with transaction(db):
            for key, places in groupby(some, lambda p: p[0]):
                for run in _runs([day for _, day in places if "/" not in day]):
                    _regroup(db, tellings, key, run, apart)
                    pending.mark(db, "groups", _intervals(db, key, run))
                    pending.done(db, "groups", ((key, d) for d in run))
                    done += len(run)
                for interval in _waiting(db, key):
                    _regroup_interval(db, tellings, key, interval, apart)
                    pending.done(db, "groups", [(key, interval)])
                    done += 1
        yield done


def _batches(places: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Places by the key, so many at once that pages of the file which many of them touch are not written for each."""
    batch: list[tuple[str, str]] = []
    for _, some in groupby(places, lambda p: p[0]):
        batch += some
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _waiting(db: Connection, key: str) -> list[str]:
    rows = db.execute(
        "SELECT day FROM pending WHERE kind = 'groups' AND key = ? AND day LIKE '%/%' ORDER BY day", (key,)
    )
    return [day for (day,) in rows]


def _runs(some: Sequence[str]) -> Iterator[list[str]]:
    """Days in series, so that those near each other are seen to at once: two runs never touch the same groups."""
    run: list[str] = []
    for day in sorted(some):
        if run and days.shift(run[-1], series.BEFORE + series.AFTER) < day:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _around(run: Sequence[str]) -> tuple[str, str]:
    """First and last day of the groups that hang on the cells of a run."""
    return days.shift(run[0], -series.AFTER), days.shift(run[-1], series.BEFORE)


def _intervals(db: Connection, key: str, run: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Cells of intervals whose events may join the groups that :func:`_regroup` writes for these days."""
    if key.partition("|")[0] in MUTUAL:
        first, last = _around(run)
        begins = (days.shift(first, -_MONTH), f"{last}/~")  # of none too long, by the order of the letters
        for (day,) in db.execute(
            "SELECT DISTINCT day FROM cells WHERE key = ? AND day BETWEEN ? AND ? AND day LIKE '%/%'",
            (key, *begins),
        ).fetchall():
            if (bounds := _bounds(day)) and bounds[0] <= last and bounds[1] >= first:
                yield key, day


def _bounds(day: str) -> tuple[str, str] | None:
    """First and last day of an interval in which an event may be that others tell by its day: at most a month."""
    first, _, last = day.partition("/")
    return (first, last) if first and last and days.shift(first, _MONTH) >= last else None


def _regroup_interval(
    db: Connection,
    tellings: Tellings,
    key: str,
    interval: str,
    apart: Collection[frozenset[str]],
) -> None:
    """Events of "last week": each joins the one meeting of those days that it fits, if it is one, of the same men.

    The rest are grouped as they are. Which that is hangs on the members by day alone, so that the order in which intervals are seen
    to does not matter.
    """
    own = [
        e for (e,) in db.execute("SELECT event FROM cells WHERE key = ? AND day = ? ORDER BY event", (key, interval))
    ]
    touched = _groups_of(db, own)
    _forget(db, key, (interval, interval))
    db.executemany("DELETE FROM group_members WHERE event = ?", ((e,) for e in own))
    ends = {e.telling.id: e for e in tellings.get(own)}
    within = _within(db, tellings, key, interval)
    joined: dict[str, list[str]] = {}
    for name, end in ends.items():
        fits = [
            group
            for group, members in within.items()
            if any(sides.persons(end.telling) & sides.persons(m) for m in members)
            and series.fit(end.telling, members) >= identity.THRESHOLD
            and not any(frozenset((name, m.id)) in apart for m in members)
        ]
        if len(fits) == 1:
            joined.setdefault(fits[0], []).append(name)
    for group in sorted(touched | joined.keys()):
        row = db.execute("SELECT day FROM groups WHERE id = ? AND day NOT LIKE '%/%'", (group,)).fetchone()
        if row is not None:
            members = [e for (e,) in db.execute("SELECT event FROM group_members WHERE group_id = ?", (group,))]
            db.execute("DELETE FROM group_members WHERE group_id = ?", (group,))
            db.execute("DELETE FROM groups WHERE id = ?", (group,))
            _write(db, key, row[0], tellings.get([*members, *joined.get(group, ())]), group)
    placed = {e for some in joined.values() for e in some}
    rest = [end.telling for name, end in ends.items() if name not in placed]
    for some in series.grouped(rest):
        for part in _judged(some, apart):
            _write(db, key, interval, [ends[t.id] for t in part])


def _groups_of(db: Connection, events: Sequence[str]) -> set[str]:
    if not events:
        return set()
    marks = ", ".join("?" * len(events))
    return {g for (g,) in db.execute(f"SELECT group_id FROM group_members WHERE event IN ({marks})", events)}


def _within(db: Connection, tellings: Tellings, key: str, interval: str) -> dict[str, list[Telling]]:
    """The members by day of each group inside an interval, by the group's id."""
    bounds = _bounds(interval)
    found: dict[str, list[Telling]] = {}
    if bounds is None or key.partition("|")[0] not in MUTUAL:
        return found
    rows = db.execute(
        "SELECT g.id, m.event FROM groups g JOIN group_members m ON m.group_id = g.id JOIN cells c ON c.event = m.event"
        " WHERE g.key = ? AND g.day BETWEEN ? AND ? AND g.day NOT LIKE '%/%' AND c.day NOT LIKE '%/%' ORDER BY g.id, m.event",
        (key, *bounds),
    ).fetchall()
    for (group, _), end in zip(rows, tellings.get(e for _, e in rows), strict=True):
        found.setdefault(group, []).append(end.telling)
    return found


def _regroup(
    db: Connection,
    tellings: Tellings,
    key: str,
    run: Sequence[str],
    apart: Collection[frozenset[str]],
) -> None:
    wanted = _around(run)
    rows = db.execute(
        "SELECT event, day, certain FROM cells WHERE key = ? AND day BETWEEN ? AND ? AND day NOT LIKE '%/%' ORDER BY day, event",
        (key, days.shift(wanted[0], -series.BEFORE), days.shift(wanted[1], series.AFTER)),
    ).fetchall()
    ends = {e.telling.id: e for e in tellings.get(r[0] for r in rows)}
    cells: dict[str, series.Cell] = {}
    for event, day, certain in rows:
        cells.setdefault(day, ([], []))[0 if certain else 1].append(ends[event].telling)
    found = series.by_day(cells)
    _forget(db, key, wanted)
    for day, members in found:
        if wanted[0] <= day <= wanted[1]:
            for part in _judged(members, apart):
                _write(db, key, day, [ends[t.id] for t in part])


def _judged(members: list[Telling], apart: Collection[frozenset[str]]) -> list[list[Telling]]:
    """Take out of a group what somebody judged to be another event; what belongs together is joined when groups are shown."""
    kept = list(members)
    out: list[list[Telling]] = []
    while True:
        ids = {t.id for t in kept}
        count = {t.id: sum(t.id in p for p in apart if p <= ids) for t in kept}
        most = max(count.values())
        if not most:
            return [kept, *out]
        odd = next(t for t in reversed(kept) if count[t.id] == most)
        kept.remove(odd)
        out.append([odd])


def _forget(db: Connection, key: str, wanted: tuple[str, str]) -> None:
    like = "LIKE" if "/" in wanted[0] else "NOT LIKE"
    where = f"key = ? AND day BETWEEN ? AND ? AND day {like} '%/%'"
    values = (key, *wanted)
    db.execute(f"DELETE FROM group_members WHERE group_id IN (SELECT id FROM groups WHERE {where})", values)
    db.execute(f"DELETE FROM groups WHERE {where}", values)


def _write(db: Connection, key: str, day: str, members: list[End], name: str | None = None) -> None:
    """Write a group; it is named by its members, those of an interval in a group of a day left out."""
    members = sorted(members, key=lambda e: (e.telling.last or date.max, e.order))
    tellings = [m.telling for m in members]
    first = tellings[0]
    name = name or "g" + hashlib.sha256(f"{key}|{min(t.id for t in tellings)}".encode()).hexdigest()[:12]
    reports = sorted({t.report for t in tellings})
    marks = ", ".join("?" * len(reports))
    published = db.execute(
        f"SELECT id, coalesce(outlet, source) FROM reports WHERE id IN ({marks}) ORDER BY first_day IS NULL, first_day, id",
        reports,
    ).fetchall()
    copies = {m.telling.report: m.copies for m in members}
    outlets: dict[str, str] = {}  # of copies, that of the earliest report which tells the event
    for report, outlet in published:
        outlets.setdefault(copies[report], outlet)
    certain = [t for t in tellings if t.certain] or tellings
    db.execute(
        "INSERT INTO groups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name, first.type, first.status, key, day,
            min((t.first.isoformat() for t in certain if t.first), default=None),
            max((t.last.isoformat() for t in certain if t.last), default=None),
            published[0][0], len(tellings), len(reports), len(set(outlets.values())),
            json.dumps(differences(tellings), ensure_ascii=False, separators=(",", ":")),
        ),
    )  # fmt: skip
    weights = fixed_weights()
    for telling in tellings:
        match = identity.Match(1.0, ("told first",)) if telling is first else identity.same(first, telling, weights)
        if match.score < identity.THRESHOLD:  # it belongs here by another
            match = max(
                (identity.same(t, telling, weights) for t in tellings if t is not telling), key=lambda m: m.score
            )
        db.execute(
            "INSERT INTO group_members VALUES (?, ?, ?, ?)",
            (telling.id, name, round(match.score, 3), json.dumps(list(match.reasons), ensure_ascii=False)),
        )
