"""Many documents → their records, in order, on one core or several; a bad document costs only itself."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice

from communique.errors import DataError, DocumentError, UsageError
from communique.model import Document, Record

Outcome = Record | DocumentError
#: The CPU time that a document may take: so many seconds, and one more for so many characters. Reading does some 40,000 a second.
SECONDS = 60.0
CHARACTERS_A_SECOND = 4_000
Chunk = list[Document | DocumentError]

#: Documents in one piece of work: enough to hide the cost of sending them, few enough to share out evenly.
CHUNK = 16
#: Pieces of work under way for each worker, so that results wait for nobody and memory stays bounded.
_AHEAD = 3


def records(
    documents: Iterable[Document | DocumentError], model: str, workers: int = 1, debug: bool = False
) -> Iterator[Outcome]:
    """Yield what was read from each document, in the order of the documents; the same for any number of workers.

    Args:
        documents: what :func:`communique.ingest.read` gives; errors are passed on in their places.
        model: name of an installed spaCy model.
        workers: processes; 1 works in this one.
        debug: let an unexpected exception through instead of turning it into an error of its document.

    Raises:
        UsageError: the model is not installed.
        DataError: a data file is wrong.
    """
    if workers <= 1:
        for each in documents:
            yield from _work([each], model, debug)
        return
    yield from _Pool(model, workers, debug).records(documents)


def _work(chunk: Chunk, model: str, debug: bool) -> list[Outcome]:
    from communique import pipeline  # late: loads the parser library

    found: list[Outcome] = []
    for each in chunk:
        if isinstance(each, DocumentError):
            found.append(each)
            continue
        try:
            with _bounded(each):
                found.append(pipeline.read(each, model))
        except (DataError, UsageError):  # wrong for all documents
            raise
        except DocumentError as error:
            found.append(error)
        except Exception as error:  # one document must not take its neighbours with it
            if debug:
                raise
            found.append(_internal(each, f"{type(error).__name__}: {error}".strip(": ")))
    return found


class _TooLongError(BaseException):
    """Time is up; no exception that a step of the reading may take for its own."""


@contextmanager
def _bounded(document: Document) -> Iterator[None]:
    """End the reading of a text that takes far longer than any report does: one made to, most likely.

    CPU time counts and not the clock, so that other work on the machine does not matter. Where the system has no such timer, or outside
    the main thread, nothing is bounded.

    Raises:
        DocumentError: time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLongError

    seconds = SECONDS + len(document.text) / CHARACTERS_A_SECOND
    former = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _TooLongError:
        reason = f"reading it takes more than {seconds:.0f} seconds of CPU time, as no report does"
        raise DocumentError(document.ref, reason, "Leave it out, or split it.") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _internal(document: Document, reason: str) -> DocumentError:
    remedy = "Please report it with the document; --debug shows where it happened."
    return DocumentError(document.ref, f"internal error ({reason})", remedy)


def _chunks(documents: Iterable[Document | DocumentError]) -> Iterator[Chunk]:
    left = iter(documents)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


class _Pool:
    """Worker processes, replaced when one of them dies."""

    def __init__(self, model: str, workers: int, debug: bool) -> None:
        self._model = model
        self._workers = workers
        self._debug = debug
        self._executor = self._start(workers)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: the parser library and the terminal's progress thread do not survive a fork.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=_deaf)

    def _submit(self, chunk: Chunk) -> Future[list[Outcome]]:
        try:
            return self._executor.submit(_work, chunk, self._model, self._debug)
        except BrokenProcessPool:  # a worker died; what was under way is told by its own future
            self._executor = self._start(self._workers)
            return self._executor.submit(_work, chunk, self._model, self._debug)

    def records(self, documents: Iterable[Document | DocumentError]) -> Iterator[Outcome]:
        waiting: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
        try:
            for chunk in _chunks(documents):
                waiting.append((chunk, self._submit(chunk)))
                if len(waiting) >= self._workers * _AHEAD:
                    yield from self._result(*waiting.popleft())
            while waiting:
                yield from self._result(*waiting.popleft())
        finally:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def _result(self, chunk: Chunk, future: Future[list[Outcome]]) -> Iterator[Outcome]:
        try:
            found = future.result()
        except BrokenProcessPool:
            yield from self._one_by_one(chunk)
        else:
            yield from found

    def _one_by_one(self, chunk: Chunk) -> Iterator[Outcome]:
        """Do a piece of work again whose worker died (out of memory, say), in a process that may die of one document."""
        alone = self._start(1)
        try:
            for each in chunk:
                if isinstance(each, DocumentError):
                    yield each
                    continue
                try:
                    yield from alone.submit(_work, [each], self._model, self._debug).result()
                except BrokenProcessPool:
                    yield _internal(each, "the process that read it died")
                    alone = self._start(1)
        finally:
            alone.shutdown(wait=False, cancel_futures=True)


def _deaf() -> None:
    """Leave the interrupt key to the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
