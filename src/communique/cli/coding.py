"""The command ``code``: whole corpora into a folder of Parquet tables, on every core or on many machines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.base import AnyLanguage, Model, Published, Sources, app, error, tell, writable
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.cluster.folder import Count
    from communique.cluster.job import Engine, State

#: Failures that are printed; the rest is in the table.
_LISTED = 20


class EngineName(StrEnum):
    """Who works."""

    local = "local"
    ray = "ray"


@app.command()
def code(
    source: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The coded folder.")],
    engine: Annotated[
        EngineName, typer.Option("--engine", help="Processes of this machine, or the workers of a Ray cluster.")
    ] = EngineName.local,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=65536, metavar="N", help="Shards read at once; all cores if it is left out."),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="HOST:PORT", help="A Ray cluster that is running; else one is started here."),
    ] = None,
    shard_size: Annotated[
        float, typer.Option("--shard-size", min=0.001, metavar="MB", help="Size that inputs are cut into.")
    ] = 2,
    timeout: Annotated[
        int, typer.Option("--timeout", min=1, metavar="SECONDS", help="The longest that one report may take.")
    ] = 120,
    patience: Annotated[
        int, typer.Option("--patience", min=1, metavar="SECONDS", help="The longest wait for a worker to begin.")
    ] = 60,
    published: Published = None,
    any_language: AnyLanguage = False,
    model: Model = None,
) -> None:
    """Read whole corpora into a folder of Parquet tables, which ``communique add DIR`` merges into a record.

    The inputs are cut into shards; a shard that is done is never read again, so the same command goes on after any interruption.
    A report that cannot be read, or ends the process that reads it, is listed in the table `failed` and stops nothing.
    Exit code: 0 all were read, 1 some could not be read or the work could not go on, 2 wrong usage.
    """
    from communique.cluster import folder, job, plan
    from communique.parse.syntax import DEFAULT_MODEL

    if address is not None and engine is not EngineName.ray:
        raise UsageError("--address", "it goes with --engine ray", "Give both, or none.")
    writable(out, "--out")
    options = plan.Options(model or DEFAULT_MODEL, published, any_language, int(shard_size * 1_000_000), timeout)
    planned = plan.make(source, options)
    folder.settle(out, planned)
    with folder.locked(out):
        left = job.left(out, planned)
        if not left:
            folder.clear(out)
            tell(f"{out} is finished already: {_counts(folder.total(out, planned))}. Nothing was done.")
            return
        if len(left) < len(planned.shards):
            tell(f"{len(planned.shards) - len(left)} of {len(planned.shards)} shards are done already.")
        try:
            with _watched() as told:
                state = job.run(out, planned, _engine(engine, workers, address, len(left)), told, patience)
        finally:
            folder.clear(out)
    failed = 0
    for problem in job.failures(out, planned):
        failed += 1
        if failed <= _LISTED:
            error(problem)
    if failed > _LISTED:
        tell(f"and {failed - _LISTED} more: the table `failed` has all that were met in reading")
    tell(f"{out}: {_counts(state.count)} ({_speed(state)}).")
    if failed:
        raise typer.Exit(1)


def _engine(name: EngineName, workers: int | None, address: str | None, shards: int) -> Engine:
    from communique.cluster import local, rays

    if name is EngineName.ray:
        return rays.RayEngine(workers if address or workers else rays.cpus(), address)
    return local.LocalEngine(min(workers or rays.cpus(), shards))


def _counts(count: Count) -> str:
    failed = f", {count.failed:,} failed" if count.failed else ""
    return f"{count.documents:,} documents with {count.words:,} words and {count.events:,} events{failed}"


def _speed(state: State) -> str:
    lost = f", {state.lost} worker{'s' * (state.lost > 1)} lost" if state.lost else ""
    return f"{state.words / max(state.seconds, 0.001):,.0f} words/s{lost}"


@contextmanager
def _watched() -> Iterator[Callable[[State], None]]:
    """A function that shows how far a job is, with words/s and time left; it does nothing if standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (BarColumn(30), TaskProgressColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        begun: list[int] = []  # bytes that were done when this run began

        def told(state: State) -> None:
            if not begun:
                begun.append(state.bytes)
            done = state.bytes - begun[0]
            left = _time((state.total - state.bytes) * state.seconds / done) if done > 0 else "…"
            words = f"{state.count.documents:,} documents, {_speed(state)}, {left} left"
            bar.update(task, description=words, total=state.total, completed=state.bytes)

        yield told


def _time(seconds: float) -> str:
    """A time left, in words.

    >>> _time(59), _time(3700), _time(200_000)
    ('1 min', '1 h 2 min', '55 h 33 min')
    """
    minutes = max(1, round(seconds / 60))
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
