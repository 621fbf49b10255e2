"""What a server keeps at hand of a record: exchanges, columns and judgements as of its latest state, brought up to date when asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from communique.ask.columns import Base
from communique.ask.entries import Entry
from communique.ask.judged import Judged
from communique.ask.standing import Standing
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.store.connection import Connection

#: Share of the time that may be spent on reading what is new.
_SHARE = 0.05
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
    """

    stamp: Stamp
    judged: Judged
    events: Standing
    threads: tuple[Thread, ...]

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
    _looked: float = 0.0
    _cost: float = 0.0

    def view(self, db: Connection) -> View:
        """The view that is good enough now, made with this thread's connection if a new one is due."""
        found = self._view
        if found is not None and _newest(db) <= found.stamp.judgement:
            if self.clock() - self._looked < max(self.seconds, self._cost / _SHARE):
                return found
            if not self._lock.acquire(blocking=False):
                return found
        else:
            self._lock.acquire()
        try:
            return self._renewed(db)
        finally:
            self._lock.release()

    def _renewed(self, db: Connection) -> View:
        last = self._view
        now = stamp(db)
        if last is not None and (now == last.stamp or now.judgement < last.stamp.judgement):
            self._looked = self.clock()
            return last
        begun = self.clock()
        reports = last is None or _but_judged(now) != _but_judged(last.stamp)
        if reports:
            self._base.refresh(db)
        if not reports or now.pending == 0:
            self._base.regroup(db, None)
            self._base.repeople(db)
        judged = Judged(db)
        view = View(now, judged, Standing(db, self._base, judged), tuple(threads(db)))
        self._view = view
        if reports:
            self._looked = self.clock()
            self._cost = self._looked - begun
        return view


def _but_judged(stamp: Stamp) -> tuple[int, str, int, int]:
    return stamp.run, stamp.finished, stamp.reports, stamp.pending
