"""All events of a record in columns, in memory: what a page counts, orders and turns over without asking the database.

A server reads them once (about ten seconds for a million events) and later only those of reports that came or were read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.store.connection import Connection

Array = NDArray[Any]

_BULK = 400
#: Sides of an event, by the number that stands for each.
SIDES = ("actor", "recipient", "behalf")
#: Stands for an unknown day; later than any.
NEVER = 4_000_000


@cache
def ordinal(day: str | None) -> int:
    """A day, ISO 8601, as its proleptic Gregorian ordinal; -1 if it is unknown."""
    return date.fromisoformat(day).toordinal() if day else -1


class Codes:
    """Strings by small numbers, in the order in which they came."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}
        for value in values:
            self.number(value)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, number: int) -> str:
        return self.values[number]

    def number(self, value: str) -> int:
        """The number of a string; a new one if it has none yet."""
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found

    def get(self, value: str | None) -> int:
        """The number of a string; -1 if it has none."""
        return -1 if value is None else self._numbers.get(value, -1)


_EVENT = ("report", "number", "sentence", "type", "status", "basis", "first", "last", "place", "group")
_PART = ("event", "side", "actor", "party")
_REPORT = ("source", "version", "current", "outlet", "first", "last", "added", "read")


class Base:
    """The columns as they were read, whatever people judged; not to be used from two threads at once.

    Attributes:
        ids: event ids; `types`, `statuses`, `bases`, `outlets`, `places`, `groups`, `actors` (parties too), `reports` likewise.
        event: for each event: report, number, sentence, type, status, basis, first, last (ordinals), place, group; -1: none.
        part: for each one who takes part: event, side, actor, party.
        report: for each report: source, version, current, outlet, first, last, added, read (numbers of runs).
        person: for each one who takes part the person across reports, else the actor.
        live: whether an event is still in the record; its row stays when it goes.
    """

    def __init__(self) -> None:
        self.ids = Codes()
        self.types = Codes()
        self.statuses = Codes()
        self.bases = Codes()
        self.outlets = Codes()
        self.places = Codes()
        self.groups = Codes()
        self.actors = Codes()
        self.reports = Codes()
        self.sources = Codes()
        self.event = {name: np.zeros(0, np.int32) for name in _EVENT}
        self.part = {name: np.zeros(0, np.int32) for name in _PART}
        self.report = {name: np.zeros(0, np.int32) for name in _REPORT}
        self.live = np.zeros(0, bool)
        self.person = np.zeros(0, np.int32)
        self._read: dict[str, tuple[int, int]] = {}
        self._alphabet = np.zeros(0, np.int64)

    def refresh(self, db: Connection) -> list[str]:
        """Read reports that came, changed or went; returns them. :meth:`relate` must follow."""
        now = {i: (current, read) for i, current, read in db.execute("SELECT id, current, read_by FROM reports")}
        changed = [i for i, state in now.items() if self._read.get(i) != state]
        again = [i for i in changed if i not in self._read or self._read[i][1] != now[i][1]]
        gone = [i for i in self._read if i not in now]
        if changed or gone:
            whole = not self._read
            self._forget([i for i in (*again, *gone) if i in self._read])
            self._reports(db, None if whole else changed)
            self._events(db, None if whole else again)
            self._read = now
        return sorted((*changed, *gone))

    def relate(self, db: Connection, events: Sequence[str] | None = None) -> list[str]:
        """Read anew which groups events belong to (some, or all), and who is one person across reports; returns events that changed."""
        group, person = self.event["group"], self.person
        self._groups(db, events)
        self._persons(db)
        rows = np.flatnonzero(self.event["group"][: len(group)] != group)
        if len(person) == len(self.person):
            rows = np.union1d(rows, self.part["event"][self.person != person])
        else:
            rows = np.arange(len(self.ids))
        return [self.ids.values[n] for n in rows.tolist()]

    def _forget(self, reports: Sequence[str]) -> None:
        if reports:
            gone = np.isin(self.event["report"], [self.reports.number(r) for r in reports])
            self.live = self.live & ~gone
            kept = ~gone[self.part["event"]]
            self.part = {name: column[kept] for name, column in self.part.items()}

    def _reports(self, db: Connection, some: Sequence[str] | None) -> None:
        rows = _rows(
            db,
            "SELECT id, source, version, current, coalesce(outlet, ref), first_day, last_day, added_by, read_by FROM reports",
            "id",
            some,
        )
        found: dict[int, tuple[int, ...]] = {}
        for identity, source, version, current, outlet, first, last, added, read in rows:
            found[self.reports.number(identity)] = (
                self.sources.number(source), version, current, self.outlets.number(outlet), ordinal(first), ordinal(last), added, read
            )  # fmt: skip
        at = np.fromiter(found.keys(), np.int64, len(found))
        for n, name in enumerate(_REPORT):
            column = np.full(len(self.reports), -1, np.int32)
            column[: len(self.report[name])] = self.report[name]
            column[at] = np.fromiter((v[n] for v in found.values()), np.int32, len(found))
            self.report[name] = column

    def _events(self, db: Connection, some: Sequence[str] | None) -> None:
        reports, types, statuses, bases, places = self.reports, self.types, self.statuses, self.bases, self.places
        rows = _rows(
            db,
            "SELECT e.id, e.report, e.number, e.sentence, e.type, e.status, e.when_basis, e.first_day, e.last_day, e.place FROM events e",
            "e.report",
            some,
        )
        at: list[int] = []
        values: list[tuple[int, ...]] = []
        for identity, report, number, sentence, kind, status, basis, first, last, place in rows:
            if reports.get(report) < 0:  # it came after the reports were read; the next time it is there whole
                continue
            at.append(self.ids.number(identity))
            values.append(
                (
                    reports.number(report), number, sentence, types.number(kind), statuses.number(status), bases.number(basis),
                    ordinal(first), ordinal(last), places.number(place) if place else -1, -1,
                )
            )  # fmt: skip
        table = np.array(values, np.int32).reshape(len(values), len(_EVENT))
        before = len(self.live)
        for n, name in enumerate(_EVENT):
            column = np.full(len(self.ids), -1, np.int32)
            column[:before] = self.event[name]
            column[at] = table[:, n]
            self.event[name] = column
        live = np.zeros(len(self.ids), bool)
        live[:before] = self.live
        live[at] = True
        self.live = live
        self._parts(db, some)

    def _parts(self, db: Connection, some: Sequence[str] | None) -> None:
        sql = "SELECT x.event, x.side, x.actor, x.party FROM event_actors x"
        if some is not None:
            sql += " JOIN events e ON e.id = x.event"
        sides = {name: n for n, name in enumerate(SIDES)}
        ids, actors = self.ids, self.actors
        values = [
            (ids.get(event), sides[side], actors.number(actor), actors.number(party) if party else -1)
            for event, side, actor, party in _rows(db, sql, "e.report", some)
        ]
        table = np.array(values, np.int32).reshape(len(values), len(_PART))
        table = table[table[:, 0] >= 0]  # an event that came between the two questions comes whole the next time
        for n, name in enumerate(_PART):
            self.part[name] = np.concatenate((self.part[name], table[:, n]))

    def _groups(self, db: Connection, events: Sequence[str] | None) -> None:
        rows = list(_rows(db, "SELECT event, group_id FROM group_members", "event", events))
        column = np.full(len(self.ids), -1, np.int32)
        if events is not None:
            column[:] = self.event["group"]
            column[[n for e in events if (n := self.ids.get(e)) >= 0]] = -1
        at = np.fromiter((self.ids.get(e) for e, _ in rows), np.int64, len(rows))
        groups = np.fromiter((self.groups.number(g) for _, g in rows), np.int32, len(rows))
        column[at[at >= 0]] = groups[at >= 0]
        self.event["group"] = column

    def alphabet(self) -> Array:
        """For each event the place of its id among all in the order of the alphabet."""
        if len(self._alphabet) != len(self.ids):
            order = np.argsort(np.array([i.encode() for i in self.ids.values], dtype="S"), kind="stable")
            self._alphabet = np.empty(len(order), np.int64)
            self._alphabet[order] = np.arange(len(order))
        return self._alphabet

    def _persons(self, db: Connection) -> None:
        """For each part the person across reports, else the actor."""
        known: dict[int, int] = {}
        for report, actor, person in db.execute("SELECT report, actor, person FROM persons"):
            where, who = self.reports.get(report), self.actors.get(actor)
            if where >= 0 and who >= 0:
                known[(where << 32) | who] = self.actors.number(person)
        keys = np.array(sorted(known), np.int64)
        named = np.array([known[k] for k in keys.tolist()], np.int32)
        mine = (self.event["report"][self.part["event"]].astype(np.int64) << 32) | self.part["actor"]
        person = self.part["actor"].copy()
        if len(keys):
            place = np.minimum(np.searchsorted(keys, mine), len(keys) - 1)
            same = keys[place] == mine
            person[same] = named[place[same]]
        self.person = person


def _rows(db: Connection, sql: str, column: str, some: Sequence[str] | None) -> Iterator[Any]:
    """Rows of all, or of those with some values in a column."""
    if some is None:
        yield from db.execute(sql)
        return
    for n in range(0, len(some), _BULK):
        part = some[n : n + _BULK]
        yield from db.execute(f"{sql} WHERE {column} IN ({', '.join('?' * len(part))})", part).fetchall()
