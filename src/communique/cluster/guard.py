"""A shard read again after the process that read it died: document by document in a process that may die, to find which one it is.

Whether a document is poisoned does not hang on the machine or the moment: it must have ended its process, or taken too long, twice.
"""

from __future__ import annotations

import queue
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from communique import batch
from communique.cluster import folder as coded
from communique.cluster import shard
from communique.cluster.process import Child, Inbox
from communique.cluster.rows import Outcome
from communique.cluster.shard import Task
from communique.errors import CommuniqueError, DocumentError
from communique.ingest.sources import printable
from communique.model import Document

#: Seconds that a process may take to start and to load the parser, on a machine that is busy.
_START = 300
#: How often something must end its process before it is left out.
_TRIES = 2
_REMEDY = "All others were read; please report it with the document."


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left to read of a shard.

    Attributes:
        task: the shard.
        start: its first document that is wanted.
        passed: documents that are not to be read.
        cut: pieces, by number, that are left at a document, which stands for their rest.
    """

    task: Task
    start: int = 0
    passed: frozenset[int] = frozenset()
    cut: dict[int, int] = field(default_factory=dict)


def report(rest: Rest) -> Iterator[tuple[Any, ...]]:
    """In the child: what it is about to do, and what it has read.

    ``("begun",)``, then for each document ``("fetch", number, piece)``, ``("read", number, ref)`` and ``("outcome", number, outcome)``,
    in the end ``("end",)``, or ``("error", place, reason, remedy)``.
    """
    try:
        plan = coded.read_plan(shard.visible(rest.task))
        shard.warm(plan.options.model)
        yield ("begun",)
        number = 0
        for piece, documents in enumerate(shard.pieces(plan, rest.task.shard)):
            while True:
                if rest.cut.get(piece) == number:
                    number += 1
                    break
                yield "fetch", number, piece
                document = next(documents, None)
                if document is None:
                    break
                if number >= rest.start and number not in rest.passed:
                    yield from _outcome(number, document, plan.options.model)
                number += 1
        yield ("end",)
    except CommuniqueError as error:
        yield "error", error.place, error.reason, error.remedy


def _outcome(number: int, document: Document | DocumentError, model: str) -> Iterator[tuple[Any, ...]]:
    if isinstance(document, Document):
        yield "read", number, document.ref
    for outcome in batch.records([document], model):
        yield "outcome", number, outcome


class _Search:
    """Children, one after the other, until the shard is read."""

    def __init__(self, task: Task, seconds: int) -> None:
        self._task = task
        self._seconds = seconds
        self._inbox: Inbox = queue.Queue()
        self._next = 0
        self._failed: dict[int, DocumentError] = {}
        self._cut: dict[int, int] = {}
        self._first: dict[int, int] = {}  # number of the document with which each piece begins
        self._tries: Counter[tuple[Any, ...]] = Counter()

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            child = Child(self._inbox)
            try:
                child.send(Rest(self._task, self._next, frozenset(self._failed), self._cut))
                stage: tuple[Any, ...] = ("start",)
                reason = ""
                while not reason:
                    stage, reason, found = self._message(child, stage)
                    if found is not None:
                        yield from self._given()
                        self._next += 1
                        yield found
                    if stage[0] == "end":
                        yield from self._given()
                        return
            finally:
                child.kill()
            self._blame(stage, reason)

    def _message(self, child: Child, stage: tuple[Any, ...]) -> tuple[tuple[Any, ...], str, Outcome | None]:
        """What the child is at now, why it is given up (empty: it is not), and what it has read."""
        try:
            while True:
                who, message = self._inbox.get(timeout=_START if stage[0] == "start" else self._seconds)
                if who is child:  # and not the end of one before it
                    break
        except queue.Empty:
            return stage, f"took longer than {self._seconds} seconds", None
        if message is None:
            return stage, "ended the process that read it", None
        if message[0] == "error":
            raise CommuniqueError(*message[1:])
        if message[0] == "outcome":
            return ("after", message[1]), "", message[2]
        if message[0] == "fetch":
            self._first.setdefault(message[2], message[1])
        return message, "", None

    def _given(self) -> Iterator[Outcome]:
        """The failures that come next."""
        while self._next in self._failed:
            yield self._failed[self._next]
            self._next += 1

    def _blame(self, stage: tuple[Any, ...], reason: str) -> None:
        """Remember at what a child was given up; the second time it is left out."""
        self._tries[stage] += 1
        if self._tries[stage] < _TRIES:
            return
        if stage[0] == "read":
            self._failed[stage[1]] = DocumentError(stage[2], f"it {reason}, {_TRIES} times", _REMEDY)
        elif stage[0] == "fetch":
            number, piece = stage[1:]
            plan = coded.read_plan(shard.visible(self._task))
            part = plan.shards[self._task.shard][piece]
            place = printable(plan.inputs[part.input].path)
            if part.kind != "file":
                place += f", from line {part.first} on"
            what = f"what follows {number - self._first[piece]} of its documents {reason}, {_TRIES} times"
            self._failed[number] = DocumentError(place, what, "The rest of it was left out; please report it.")
            self._cut[piece] = number
        else:
            remedy = "See that there is memory for it, and give the same command again."
            raise CommuniqueError(
                f"shard {self._task.shard}", f"its work {reason} before or between documents, {_TRIES} times", remedy
            )


def outcomes(task: Task, seconds: int) -> Iterator[Outcome]:
    """What is read of a shard, each document in a child that may die.

    Args:
        task: the shard.
        seconds: the longest that a document may take.

    Raises:
        CommuniqueError: no child can be started, or an input is not there.
    """
    return _Search(task, seconds).outcomes()
