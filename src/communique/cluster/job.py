"""A job: shards that are not done yet are given to workers until all are; a lost worker's shard is read again."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from communique.cluster import folder as coded
from communique.cluster import rows
from communique.cluster.folder import Count
from communique.cluster.plan import Plan
from communique.cluster.shard import Done, Task, noted
from communique.errors import CommuniqueError, DocumentError

#: How often the worker of one shard may be lost.
LOSSES = 5
#: Seconds between two looks at what is under way.
_LOOK = 0.5


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard whose worker is gone."""

    shard: int
    reason: str


class Engine(Protocol):
    """Workers.

    Attributes:
        slots: shards that may be under way at once.
    """

    slots: int

    def submit(self, task: Task) -> None:
        """Begin a shard."""

    def wait(self, seconds: float) -> list[Done | Lost]:
        """What has come to an end, after `seconds` at most."""

    def stalled(self, seconds: float) -> CommuniqueError:
        """What to say when nothing has moved for so long."""

    def close(self) -> None:
        """End the workers, whatever they do; bounded in time."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a job is.

    Attributes:
        bytes: of the inputs, read so far; what is under way is estimated.
        total: bytes of all inputs.
        count: documents, failures, words and events so far, those of earlier runs included.
        words: those of this run only.
        seconds: since the first shard of this run was begun by a worker.
        lost: workers lost in this run.
    """

    bytes: int
    total: int
    count: Count
    words: int
    seconds: float
    lost: int


def left(folder: Path, plan: Plan) -> list[int]:
    """The shards that are still to be coded."""
    return [n for n in range(len(plan.shards)) if coded.done(folder, n) is None]


def run(
    folder: Path,
    plan: Plan,
    engine: Engine,
    told: Callable[[State], None] = lambda state: None,
    patience: float = 60,
) -> State:
    """Code what is left of a plan; the caller holds the folder.

    Args:
        folder: the coded folder, settled for the plan.
        plan: what is to be read.
        engine: the workers; closed at the end.
        told: called now and then with how far it is.
        patience: seconds in which a worker must have begun one of the shards given out.

    Raises:
        CommuniqueError: a worker said that nothing can go on, the worker of one shard was lost too often, or nothing moves.
    """
    try:
        return _Job(folder, plan, engine, told, patience).run()
    finally:
        engine.close()


class _Job:
    def __init__(
        self, folder: Path, plan: Plan, engine: Engine, told: Callable[[State], None], patience: float
    ) -> None:
        self._folder = folder
        self._plan = plan
        self._engine = engine
        self._told = told
        self._patience = patience
        #: The longest that a worker can go without a note: a document tried twice, with a process started for each.
        self._silence = 2 * (plan.options.seconds + 300) + patience
        self._todo = deque(left(folder, plan))
        self._losses: Counter[int] = Counter()
        self._begun: dict[int, Count | None] = {}  # of each shard under way what was noted last
        self._count = Count()
        for shard in set(range(len(plan.shards))) - set(self._todo):
            self._count += coded.done(folder, shard) or Count()
        self._bytes = sum(plan.size(n) for n in range(len(plan.shards))) - sum(plan.size(n) for n in self._todo)
        self._before = self._count.words
        self._first = self._moved = time.monotonic()

    def run(self) -> State:
        base = str(Path.cwd())
        started = False
        while self._todo or self._begun:
            while self._todo and len(self._begun) < self._engine.slots:
                shard = self._todo.popleft()
                (self._folder / "under-way" / f"{shard:06d}.note").unlink(missing_ok=True)
                self._begun[shard] = None
                self._engine.submit(Task(str(self._folder.absolute()), base, shard, self._losses[shard]))
            for ended in self._engine.wait(_LOOK):
                self._ended(ended)
            self._look()
            if not started:
                started = any(n is not None for n in self._begun.values()) or not self._begun
                self._first = time.monotonic()
            self._told(self._state())
        return self._state()

    def _ended(self, ended: Done | Lost) -> None:
        self._moved = time.monotonic()
        self._begun.pop(ended.shard, None)
        if isinstance(ended, Lost):
            self._losses[ended.shard] += 1
            if self._losses[ended.shard] > LOSSES:
                reason = f"its worker was lost {LOSSES + 1} times ({ended.reason})"
                raise CommuniqueError(
                    f"shard {ended.shard}", reason, "Give the same command again: it goes on where it stopped."
                )
            self._todo.appendleft(ended.shard)
            return
        if ended.error is not None:
            raise CommuniqueError(*ended.error)
        self._count += ended.count
        self._bytes += self._plan.size(ended.shard)

    def _look(self) -> None:
        """See how far the shards under way are, and that they move."""
        for shard, former in self._begun.items():
            if (now := noted(self._folder, shard)) is not None and now != former:
                self._begun[shard] = now
                self._moved = time.monotonic()
        anything = any(n is not None for n in self._begun.values())
        still = time.monotonic() - self._moved
        if self._begun and still > (self._silence if anything else self._patience):
            raise self._engine.stalled(still)

    def _state(self) -> State:
        words = self._count.words
        size, count = float(self._bytes), Count()
        count += self._count
        for shard, note in self._begun.items():
            if note is not None:
                count += note
                rate = (self._bytes / words) if words else 7.0  # bytes a word
                size += min(note.words * rate, 0.95 * self._plan.size(shard))
        return State(
            int(size),
            sum(self._plan.size(n) for n in range(len(self._plan.shards))),
            count,
            count.words - self._before,
            time.monotonic() - self._first,
            sum(self._losses.values()),
        )


def failures(folder: Path, plan: Plan) -> Iterator[DocumentError]:
    """What could not be read, in order: first what no file was found for."""
    for place, reason, remedy in plan.unread:
        yield DocumentError(place, reason, remedy)
    for shard in range(len(plan.shards)):
        if (count := coded.done(folder, shard)) is not None and count.failed:
            for row in rows.read(coded.shard_file(folder, "failed", shard)):
                yield DocumentError(row["place"], row["reason"], row["remedy"])
