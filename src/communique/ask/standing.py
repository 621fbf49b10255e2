"""The columns of a record as people judged them: a snapshot that never changes, which many threads read at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from communique.ask.columns import NEVER, SIDES, Array, Base, Codes, ordinal
from communique.ask.entries import load
from communique.ask.judged import Judged
from communique.ask.names import Meant
from communique.store.connection import Connection

_CERTAIN = ("stated", "relative")


class Standing:
    """Events that stand (rejected ones do not), as corrected, in columns; rows of an event are numbered as in the :class:`Base`.

    Attributes:
        ids, types, statuses, outlets, places, groups, actors, reports: strings by their codes.
        live: whether the event stands and its report is the current version.
        told: the same for all versions, for questions as of a day.
        report, number, sentence, type, status, first, last, place, group: columns, see :class:`Base`.
        certain: whether its day is its own, not that of publication; unresolved: whether what the report says of the day is no date.
        alphabet: place of its id in the order of all.
        early, late: the days that a period is compared with: its own, else those of its report.
        part_event, part_side, part_actor, part_party, part_person: those who take part.
        of_report: columns of the reports.
        rank: place of the event's row, its group, in the order of the timeline; events of one group share it.
        by_rank: for each rank the first day, the last day (ordinals; NEVER and -1 if unknown).
    """

    def __init__(self, db: Connection, base: Base, judged: Judged) -> None:
        self.ids, self.types, self.statuses, self.outlets = base.ids, base.types, base.statuses, base.outlets
        self.places, self.groups, self.actors, self.reports = base.places, base.groups, base.actors, base.reports
        self.sources = base.sources
        self.of_report = dict(base.report)
        column = dict(base.event)
        part = {**base.part, "person": base.person}
        certain = np.isin(column["basis"], [n for b in _CERTAIN if (n := base.bases.get(b)) >= 0])
        told = base.live.copy()
        told[_rows(base.ids, judged.rejected)] = False
        if judged.corrections:
            column, part, certain = _corrected(db, base, judged, column, part, certain)
        if not judged.nothing:
            column["group"] = _grouped(base, judged, column["group"])
        self.report, self.number, self.sentence = column["report"], column["number"], column["sentence"]
        self.type, self.status, self.place = column["type"], column["status"], column["place"]
        self.unresolved = column["basis"] == base.bases.get("unresolved")
        self.alphabet = base.alphabet()
        self.first, self.last, self.certain, self.told = column["first"], column["last"], certain, told
        self.live = told & (self.of_report["current"][self.report] == 1) if len(told) else told
        self.part_event, self.part_side, self.part_actor = part["event"], part["side"], part["actor"]
        self.part_party, self.part_person = part["party"], part["person"]
        known = self.last >= 0
        self.late = np.where(known, self.last, self.of_report["last"][self.report])
        early = np.where(self.first >= 0, self.first, np.where(known, self.last, self.of_report["first"][self.report]))
        self.early = np.where(early >= 0, early, NEVER)
        self.group = column["group"]
        self._order(self.group)
        spots = (self.report.astype(np.int64) << 32) | self.sentence
        self._by_spot = np.argsort(spots, kind="stable")
        self._spots = spots[self._by_spot]

    def _order(self, group: Array) -> None:
        """Number the rows of the timeline: by the days of the group, those that its mentions state before those they allow."""
        count = len(self.groups)
        key = np.where(group >= 0, group, count + np.arange(len(group), dtype=np.int32))
        size = count + len(group)
        stated = np.zeros(size, bool)
        stated[key[self.certain & self.live]] = True
        told = np.where(group >= 0, self.late, self.last)  # a group has the day of publication where there is no other
        counts = (self.certain | ~stated[key]) & self.live  # days of those who know it, if any does
        first, last = np.full(size, NEVER, np.int32), np.full(size, -1, np.int32)
        has = counts & (self.first >= 0)
        np.minimum.at(first, key[has], self.first[has])
        np.maximum.at(last, key[counts], told[counts])
        start = np.where(first < NEVER, first, np.where(last >= 0, last, NEVER))
        alphabet = np.argsort(np.argsort(np.array(self.types.values, dtype="U16"))) if len(self.types) else np.zeros(0)
        kind, name = np.full(size, 255, np.int64), np.full(size, len(group), np.int64)
        np.minimum.at(kind, key, alphabet[self.type].astype(np.int64))
        np.minimum.at(name, key, self.alphabet)
        used = np.unique(key)
        whole = (start[used].astype(np.int64) << 32) | ((last[used] + 1).astype(np.int64) << 8) | kind[used]
        used = used[np.lexsort((name[used], whole))]
        ranks = np.full(size, -1, np.int32)
        ranks[used] = np.arange(len(used), dtype=np.int32)
        self.rank = ranks[key]
        self.by_rank = (first[used], last[used])

    @cached_property
    def _preferred(self) -> Array:
        """All rows by rank; of one rank the mention first whose day is its own, then the one that names most."""
        named = np.bincount(self.part_event, minlength=len(self.live))
        return np.lexsort((-named, ~self.certain, self.rank))

    def once(self, chosen: Array) -> Array:
        """Of the chosen mentions, a mark for each event, one row for each row of the timeline, in its order."""
        rows = self._preferred[chosen[self._preferred]]
        ranks = self.rank[rows]
        first = np.ones(len(rows), bool)
        first[1:] = ranks[1:] != ranks[:-1]
        found: Array = rows[first]
        return found

    def names(self, rows: Array) -> list[str]:
        """Ids of events."""
        return [self.ids.values[n] for n in rows.tolist()]

    def mates(self, event: str) -> list[str]:
        """Events of the group of one, itself among them; none if it is in none."""
        row = self.ids.get(event)
        if not 0 <= row < len(self.group) or self.group[row] < 0:
            return []
        return self.names(np.flatnonzero(self.group == self.group[row]))

    def keys(self, rows: Array) -> list[str]:
        """For each of some events the id of its group, or its own if it is in none."""
        pairs = zip(rows.tolist(), self.group[rows].tolist(), strict=True)
        return [self.groups.values[g] if g >= 0 else self.ids.values[n] for n, g in pairs]

    def taking_part(self, who: Meant, sides: Sequence[str] = SIDES) -> Array:
        """For each event whether somebody takes part, on one of some sides."""
        wanted = np.zeros(len(self.actors), bool)
        wanted[[n for i in sorted(who.ids) if (n := self.actors.get(i)) >= 0]] = True
        mine = wanted[self.part_actor]
        if (party := self.actors.get(who.party)) >= 0:
            mine |= self.part_party == party
        parts = np.flatnonzero(mine)
        if len(sides) < len(SIDES):
            asked = np.array([s in sides for s in SIDES])
            parts = parts[asked[self.part_side[parts]]]
        found: Array = np.zeros(len(self.live), bool)
        found[self.part_event[parts]] = True
        return found

    def as_of(self, day: str) -> Array:
        """For each event whether it stands in the version of its report that was the newest on a day, ISO 8601."""
        report = self.of_report
        known = (report["first"] >= 0) & (report["first"] <= ordinal(day))
        newest = np.full(len(self.sources), -1, np.int32)
        np.maximum.at(newest, report["source"][known], report["version"][known])
        shown = known & (report["version"] == newest[report["source"]])
        found: Array = self.told & shown[self.report]
        return found

    def at_sentences(self, places: Sequence[tuple[str, int]]) -> Array:
        """Rows of the events, of all versions, in some sentences given by report and number."""
        return np.concatenate([np.zeros(0, np.int64), *self.in_sentences(places)])

    def in_sentences(self, places: Sequence[tuple[str, int]]) -> list[Array]:
        """For each of some sentences, given by report and number, the rows of its events, of all versions."""
        wanted = np.array([(self.reports.get(r) << 32) | n for r, n in places], np.int64)
        starts = np.searchsorted(self._spots, wanted, "left").tolist()
        stops = np.searchsorted(self._spots, wanted, "right").tolist()
        return [self._by_spot[a:b] for a, b in zip(starts, stops, strict=True)]


def _rows(ids: Codes, some: Iterable[str]) -> list[int]:
    return [n for i in some if (n := ids.get(i)) >= 0]


def _corrected(
    db: Connection, base: Base, judged: Judged, column: dict[str, Array], part: dict[str, Array], certain: Array
) -> tuple[dict[str, Array], dict[str, Array], Array]:
    """Columns with what people corrected."""
    entries = [
        e for e in load(db, judged.corrections, rejected=True, judged=judged).values() if base.ids.get(e.id) >= 0
    ]
    rows = np.array([base.ids.get(e.id) for e in entries], np.int64)
    new = {
        "type": [base.types.number(e.type) for e in entries],
        "status": [base.statuses.number(e.status) for e in entries],
        "first": [ordinal(e.first) for e in entries],
        "last": [ordinal(e.last) for e in entries],
        "place": [base.places.number(e.place) if e.place else -1 for e in entries],
    }
    for name, values in new.items():
        column[name] = column[name].copy()
        column[name][rows] = values
    certain[rows] = [e.basis in _CERTAIN for e in entries]
    number, actors = base.ids.get, base.actors
    taking = [
        (number(e.id), n, actors.number(p.id), actors.number(p.party) if p.party else -1, actors.number(p.person))
        for e in entries
        for n, side in enumerate((e.actors, e.recipients, e.behalf))
        for p in side
    ]
    added = np.array(taking, np.int32).reshape(len(taking), 5)
    kept = ~np.isin(part["event"], rows)
    names = ("event", "side", "actor", "party", "person")
    return column, {n: np.concatenate((part[n][kept], added[:, i])) for i, n in enumerate(names)}, certain


def _grouped(base: Base, judged: Judged, group: Array) -> Array:
    """Groups with what was merged and taken out."""
    named = [n for g in judged.moved if (n := base.groups.get(g)) >= 0]
    rows = set(np.flatnonzero(np.isin(group, named)).tolist()) | set(_rows(base.ids, judged.left | judged.moved))
    found = group.copy()
    for row in sorted(rows):
        number = int(group[row])
        name = judged.group(base.ids[row], base.groups[number] if number >= 0 else None)
        found[row] = -1 if name is None else base.groups.number(name)
    return found
