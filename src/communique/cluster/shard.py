"""One shard: its documents, and its coding in this process or, after a process died of it, document by document in one that may die."""

from __future__ import annotations

import faulthandler
import io
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from communique import batch, ingest
from communique.cluster import folder as coded
from communique.cluster.folder import Count
from communique.cluster.plan import Piece, Plan, rules
from communique.cluster.rows import Outcome
from communique.errors import CommuniqueError, DocumentError
from communique.ingest import jsonl, parquet
from communique.ingest.options import Options
from communique.ingest.sources import Source, Stream, printable
from communique.model import Document
from communique.parse.published import detect

#: Seconds between two notes of how far a shard is.
_NOTE = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to be coded, as it is sent to a worker: the worker reads the plan itself.

    Attributes:
        folder: the coded folder, an absolute path.
        base: the folder that the names of inputs start from.
        shard: its number.
        attempt: how often it was begun before.
    """

    folder: str
    base: str
    shard: int
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard: its counts, or an error that stops the job as place, reason, remedy."""

    shard: int
    count: Count
    error: tuple[str, str, str] | None = None


def code(task: Task) -> Done:
    """Code a shard and write it; a known error is given back, not raised, and a poisoned document may kill this process.

    A shard that was begun before and not ended is read document by document in a process of its own.
    """
    try:
        folder = visible(task)
        plan = coded.read_plan(folder)
        if plan.rules != rules():
            remedy = "Install the same version on all machines of the cluster."
            raise CommuniqueError(socket.gethostname(), "a worker there has another version of the rules", remedy)
        if (former := coded.done(folder, task.shard)) is not None:
            return Done(task.shard, former)
        if task.attempt:
            from communique.cluster import guard

            outcomes = guard.outcomes(task, plan.options.seconds)
        else:
            outcomes = _directly(plan, task.shard)
        attempt = f"{socket.gethostname()}-{os.getpid()}-{task.attempt}"
        return Done(task.shard, coded.write(folder, task.shard, attempt, outcomes, _Note(folder, task.shard).tell))
    except CommuniqueError as error:
        return Done(task.shard, Count(), (error.place, error.reason, error.remedy))
    except OSError as error:
        place = printable(error.filename) if error.filename else task.folder
        remedy = "Make room or mend it, and give the same command again: it goes on where it stopped."
        return Done(task.shard, Count(), (place, f"it cannot be written ({error.strerror or error})", remedy))


def visible(task: Task) -> Path:
    """See that this process has the coded folder and the inputs' folder before it, and go to the latter.

    Raises:
        CommuniqueError: one of them is not there, as on a machine without the shared storage.
    """
    folder = Path(task.folder)
    remedy = "Keep inputs and --out on storage that all machines of the cluster see under the same name."
    if not (folder / coded.MANIFEST).is_file():
        raise CommuniqueError(task.folder, f"a worker on {socket.gethostname()} does not see this folder", remedy)
    try:
        os.chdir(task.base)  # names of inputs are kept as they were given
    except OSError:
        raise CommuniqueError(
            task.base, f"a worker on {socket.gethostname()} does not see this folder", remedy
        ) from None
    return folder


def pieces(plan: Plan, shard: int) -> Iterator[Iterator[Document | DocumentError]]:
    """The documents of each piece of a shard, errors in their places.

    Raises:
        CommuniqueError: an input is not there.
    """
    for piece in plan.shards[shard]:
        yield _documents(plan, piece)


def _documents(plan: Plan, piece: Piece) -> Iterator[Document | DocumentError]:
    file = plan.inputs[piece.input]
    path = Path(file.path)
    try:
        size = path.stat().st_size
    except OSError:
        reason = f"a worker on {socket.gethostname()} does not see this file"
        remedy = "Keep inputs on storage that all machines of the cluster see under the same name."
        raise CommuniqueError(printable(path), reason, remedy) from None
    if size != file.bytes:
        remedy = "Code it into a new folder, or put the old file back."
        raise CommuniqueError(printable(path), "it has changed since the job was planned", remedy)
    limits = ingest.Limits(any_language=plan.options.any_language)
    if piece.kind == "file":
        yield from ingest.read([path], published=plan.options.published, limits=limits, detect=detect)
        return
    options = Options(plan.options.published, detect, limits)
    name, extension = printable(path), path.suffix.lower()
    if piece.kind == "groups":
        with path.open("rb") as table:
            source = Source(name, extension, Stream(table), first=piece.first)
            yield from parquet.read(source, options, range(piece.start, piece.end))
        return
    with io.BufferedReader(_Range(path, piece.start, piece.end), 1 << 16) as raw:
        yield from jsonl.read_lines(Source(name, extension, Stream(raw), first=piece.first), options)


class _Range(io.RawIOBase):
    """The bytes ``[start, end)`` of a file."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        self._file = path.open("rb", buffering=0)
        self._file.seek(start)
        self._left = end - start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def warm(model: str) -> None:
    """Load the parser and all data, so that the first document does not have to wait for them.

    Raises:
        UsageError: the model is not installed.
    """
    for _ in batch.records([ingest.from_text("NATO said so on Monday.", lang="en", detect=detect)], model):
        pass


def _directly(plan: Plan, shard: int) -> Iterator[Outcome]:
    """Read in this process, which ends (status 1) when a document takes too long: no code of ours need run for that."""
    warm(plan.options.model)
    with open(os.devnull, "w") as nowhere:
        try:
            for documents in pieces(plan, shard):
                watched = _watched(documents, plan.options.seconds, nowhere.fileno())
                yield from batch.records(watched, plan.options.model)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _watched(
    documents: Iterator[Document | DocumentError], seconds: int, nowhere: int
) -> Iterator[Document | DocumentError]:
    while True:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        document = next(documents, None)
        if document is None:
            return
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        yield document


class _Note:
    """How far a shard is, written into the folder now and then: the job shows it, and sees that somebody is at work."""

    def __init__(self, folder: Path, shard: int) -> None:
        self._path = folder / "under-way" / f"{shard:06d}.note"
        self._last = 0.0
        self.tell(Count())

    def tell(self, count: Count) -> None:
        """Note a count, if the last note is a while ago."""
        if (now := time.monotonic()) - self._last >= _NOTE:
            self._last = now
            self._path.write_text(" ".join(str(n) for n in asdict(count).values()), encoding="ascii")


def noted(folder: Path, shard: int) -> Count | None:
    """How far a shard is; None if nobody has begun it."""
    try:
        numbers = [int(n) for n in (folder / "under-way" / f"{shard:06d}.note").read_text(encoding="ascii").split()]
        return Count(*numbers)
    except (OSError, ValueError, TypeError):
        return None
