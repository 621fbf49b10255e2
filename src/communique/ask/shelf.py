"""What a server keeps at hand of a record: exchanges, columns and judgements as of its latest state, brought up to date when asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from communique.ask.columns import Base
from communique.ask.entries import Entry, Kept, load
from communique.ask.judged import Judged
from communique.ask.standing import Standing
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.store import judgements
from communique.store.connection import Connection

#: Share of the time that may be spent on reading what is new.
_SHARE = 0.05
#: Entries that are kept for pages.
_ENTRIES = 20_000
#: Days of which exchanges are kept.
_DAYS = 20
#: States of an addressee from whom something is still to come.
OPEN = ("owed", "holding", "unknown")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a view was made from: the number of the newest judgement, of the newest run, of reports, of places not yet linked."""

    judgement: int
    run: int
    finished: str
    reports: int
    pending: int


def stamp(db: Connection) -> Stamp:
    """The state of a record, cheap to ask for: it differs wherever a view would."""
    run = db.execute("SELECT id, coalesce(finished, '') FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    reports = db.execute("SELECT count(*) FROM reports").fetchone()[0]
    pending = db.execute("SELECT count(*) FROM pending").fetchone()[0]
    number, finished = run or (0, "")
    return Stamp(_newest(db), number, finished, reports, pending)


def _newest(db: Connection) -> int:
    return int(db.execute("SELECT coalesce(max(id), 0) FROM judgements").fetchone()[0])


@dataclass(frozen=True)
class View:
    """A record at one moment. Nothing in it changes, so that many threads may read it.

    Attributes:
        stamp: what it was made from.
        judged: what people decided.
        events: the columns of all events, as judged.
        threads: all exchanges, in order of the day they were opened.
        entries: those read for pages, as they were read; at most :data:`_ENTRIES`.
    """

    stamp: Stamp
    judged: Judged
    events: Standing
    threads: tuple[Thread, ...]
    entries: dict[str, Entry] = field(default_factory=dict)

    def load(self, db: Connection, events: Iterable[str]) -> dict[str, Entry]:
        """Entries by id, as judged; see :func:`communique.ask.entries.load`."""
        wanted = list(events)
        kept = Kept({i: entry for i in wanted if (entry := self.entries.get(i)) is not None})
        found = load(db, wanted, judged=self.judged, kept=kept)
        if len(self.entries) < _ENTRIES:
            self.entries.update(kept.entries)
        return found

    @cached_property
    def by_id(self) -> dict[str, Thread]:
        """Exchanges by their ids."""
        return {t.id: t for t in self.threads}

    @cached_property
    def by_addressee(self) -> dict[str, list[Thread]]:
        """Exchanges by each party, or actor without one, that they are addressed to."""
        return _index((t, {d.addressee.side for d in t.debts}) for t in self.threads)

    @cached_property
    def by_asker(self) -> dict[str, list[Thread]]:
        """Exchanges by each side that asks."""
        return _index((t, t.askers) for t in self.threads)

    @cached_property
    def by_event(self) -> dict[str, list[Thread]]:
        """Exchanges by each event that opens, answers or disputes them."""
        return _index((t, {e.id for e in _told(t)}) for t in self.threads)

    @cached_property
    def open(self) -> list[Thread]:
        """Exchanges in which somebody still owes an answer as far as the reports say."""
        return [t for t in self.threads if any(d.state in OPEN for d in t.debts) or not (t.debts or t.answers)]

    @cached_property
    def disputed(self) -> list[Thread]:
        """Exchanges of which one side says that an answer came, another that none did."""
        return [t for t in self.threads if t.disputes]


def _told(thread: Thread) -> Iterable[Entry]:
    return (*thread.openings, *(a.entry for a in thread.answers), *thread.claims)


def _index(pairs: Iterable[tuple[Thread, Iterable[str]]]) -> dict[str, list[Thread]]:
    found: dict[str, list[Thread]] = {}
    for thread, keys in pairs:
        for key in keys:
            found.setdefault(key, []).append(thread)
    return found


@dataclass
class Shelf:
    """Views of one record for a server that runs for long.

    A judgement shows in the next view that is asked for. Reports that came, or were read again, show after `seconds`, or later where
    reading them takes so long that more than a twentieth of the time would go into it; until then the last view serves. Where two
    threads ask at once, one reads and the other gets the last view, unless there is a judgement that it must see.

    Attributes:
        seconds: how old a view may be with regard to reports.
        clock: seconds that go by, for tests.
    """

    seconds: float = 2.0
    clock: Callable[[], float] = time.monotonic
    _base: Base = field(default_factory=Base)
    _view: View | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: Kept = field(default_factory=Kept)
    _of_day: dict[str, Stamp | tuple[Thread, ...]] = field(default_factory=dict)
    _past: threading.Lock = field(default_factory=threading.Lock)
    _looked: float = 0.0
    _patience: float = 0.0

    def view(self, db: Connection) -> View:
        """The view that is good enough now, made with this thread's connection if a new one is due."""
        found = self._view
        if found is not None and _newest(db) <= found.stamp.judgement:
            if self.clock() - self._looked < self._patience:
                return found
            if not self._lock.acquire(blocking=False):
                return found
        else:
            self._lock.acquire()
        try:
            return self._renewed(db)
        finally:
            self._lock.release()

    def as_of(self, db: Connection, day: str) -> tuple[Thread, ...]:
        """The exchanges as of a day, ISO 8601, as people judged them until now; those of the days asked for last are kept.

        Most of it is put together from what is at hand: a third of the time of :func:`communique.ask.threads.threads`.
        """
        view = self.view(db)
        with self._past:
            if self._of_day.get("") != view.stamp:
                self._of_day = {"": view.stamp}
            found = self._of_day.get(day)
            if found is None:
                known = threads(
                    db, day, judged=view.judged, kept=Kept(dict(self._kept.entries), dict(self._kept.parties))
                )
                if len(self._of_day) > _DAYS:
                    self._of_day = {"": view.stamp}
                found = self._of_day[day] = tuple(known)
        return cast(tuple[Thread, ...], found)

    def _renewed(self, db: Connection) -> View:
        last, now, begun, spent = self._view, stamp(db), self.clock(), time.thread_time()
        if last is not None and now == last.stamp:
            self._looked = begun
            return last
        if last is None or begun - self._looked >= self._patience or now.judgement < last.stamp.judgement:
            view = self._whole(db, now)
            self._looked = self.clock()
            self._patience = max(self.seconds, (time.thread_time() - spent) / _SHARE)
        else:
            view = self._judged(db, last, replace(last.stamp, judgement=now.judgement))
        self._view = view
        return view

    def _whole(self, db: Connection, now: Stamp) -> View:
        """A view of all that is there; only reports that came or changed are read."""
        reports = set(self._base.refresh(db))
        changed = set(self._base.relate(db))
        self._kept = Kept(
            {i: e for i, e in self._kept.entries.items() if e.report not in reports and i not in changed},
            {r: p for r, p in self._kept.parties.items() if r not in reports},
        )
        judged = Judged(db)
        return View(now, judged, Standing(db, self._base, judged), self._threads(db, judged))

    def _threads(self, db: Connection, judged: Judged) -> tuple[Thread, ...]:
        return tuple(threads(db, judged=judged, kept=self._kept))

    def _judged(self, db: Connection, last: View, now: Stamp) -> View:
        """The last view with what was judged since; made anew is only what that touches."""
        touched = touch(db, last.stamp.judgement)
        changed: list[str] = []
        if touched.together or touched.people:
            mates = {m for e in touched.together for m in last.events.mates(e)}
            changed = self._base.relate(db, None if touched.people else sorted(touched.together | mates))
            for event in changed:
                self._kept.entries.pop(event, None)
            if touched.people:
                self._kept.rows.clear()
        judged = Judged(db)
        if touched.only_accepted and not last.judged.rejected & touched.events:
            told = self._accepted(db, last, judged, touched.events)
            return View(now, judged, last.events, told, last.entries)
        events = Standing(db, self._base, judged)
        again = touched.always or bool(changed) or any(e in self._kept.entries for e in touched.events)
        entries = {} if changed else last.entries
        return View(now, judged, events, self._threads(db, judged) if again else last.threads, entries)

    def _accepted(self, db: Connection, last: View, judged: Judged, events: frozenset[str]) -> tuple[Thread, ...]:
        """The last exchanges, their entries marked as accepted."""
        entries = load(db, (e for e in events if e in last.by_event), judged=judged)
        if not entries:
            return last.threads
        mine = {t.id for e in entries for t in last.by_event[e]}
        return tuple(marked(t, entries) if t.id in mine else t for t in last.threads)


@dataclass(frozen=True, slots=True)
class Touched:
    """What some judgements concern.

    Attributes:
        events: events, by the ids they had then and have now.
        together: those among them that were merged or split.
        people: whether actors were merged or split, which may change the groups of any event.
        always: whether exchanges must be put together anew, whatever events they are of: links and actors were judged.
        only_accepted: whether nothing was done but to accept events.
    """

    events: frozenset[str]
    together: frozenset[str]
    people: bool
    always: bool
    only_accepted: bool


def touch(db: Connection, after: int) -> Touched:
    """What the judgements after one, by its number, concern."""
    some = judgements.since(db, after)
    undone = False
    events: set[str] = set()
    together: set[str] = set()
    kinds: set[str] = set()
    verbs = {j.verb for j in some}
    while some:
        later = []
        for each in some:
            if each.kind == "judgement":
                undone = True
                later.append(judgements.get(db, int(each.target)))
                continue
            kinds.add(each.kind)
            named = {
                each.target,
                *([each.other] if each.other else []),
                *(each.after if each.kind == "group" and each.after else []),
            }
            events |= named
            if each.kind == "group":
                together |= named
        some = later
    moved = judgements.moved(db, events)
    events |= {judgements.follow(e, moved) for e in events}
    together |= {judgements.follow(e, moved) for e in together}
    accepted = not undone and kinds == {"event"} and verbs == {"accept"}
    return Touched(frozenset(events), frozenset(together), "actor" in kinds, bool(kinds & {"link", "actor"}), accepted)


def marked(thread: Thread, entries: Mapping[str, Entry]) -> Thread:
    """An exchange with some entries put in the place of those of their ids."""

    def new(entry: Entry) -> Entry:
        return entries.get(entry.id, entry)

    return Thread(
        thread.id,
        [new(e) for e in thread.openings],
        [replace(a, entry=new(a.entry)) for a in thread.answers],
        [replace(d, by=new(d.by) if d.by else None) for d in thread.debts],
        [new(c) for c in thread.claims],
        thread.outcome,
        thread.reasons,
    )
