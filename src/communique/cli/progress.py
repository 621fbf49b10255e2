"""Progress on standard error for whoever watches it; silence otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from communique.errors import DocumentError
    from communique.ingest import Meter
    from communique.model import Record


@contextmanager
def watched() -> Iterator[Callable[[str, int], None]]:
    """A function ``(noun, number)`` that shows how far the work is; it does nothing if standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda noun, number: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda noun, number: bar.update(task, description=noun, completed=number)


def read(outcomes: Iterable[Record | DocumentError], meter: Meter | None) -> Iterator[Record | DocumentError]:
    """Pass outcomes of reading on; show documents, words a second and, where the size of the sources is known, the time left."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    from communique.model import Record

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("·"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    documents = words = 0
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=None)
        for outcome in outcomes:
            yield outcome
            documents += 1
            if isinstance(outcome, Record):
                words += len(outcome.document.text.split())
            share = meter.fraction if meter is not None else None
            bar.update(
                task,
                description=f"{documents:,} documents, {words / (time.monotonic() - started):,.0f} words/s",
                total=None if share is None else 1.0,
                completed=share or 0.0,
            )
