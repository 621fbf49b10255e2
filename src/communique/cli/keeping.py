"""Commands that fill a record and give it out again: ``add``, ``export``, ``compare``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.base import (
    DEFAULT_DB,
    AllowPrivate,
    AnyLanguage,
    Database,
    Debug,
    FirstDay,
    KeepSource,
    Model,
    Pages,
    Published,
    Sources,
    StopAfter,
    Workers,
    app,
    error,
    pipe,
    tell,
    writable,
)
from communique.cli.base import record as opened
from communique.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.export import Dropped, Exporter


@app.command()
def add(
    source: Sources,
    db: Database = DEFAULT_DB,
    published: Published = None,
    since: FirstDay = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read known reports again, with this version's rules.")
    ] = False,
    pages: Pages = False,
    keep_source: KeepSource = False,
    allow_private: AllowPrivate = False,
    any_language: AnyLanguage = False,
    model: Model = None,
    workers: Workers = 1,
    stop_after: StopAfter = None,
    debug: Debug = False,
) -> None:
    """Read reports into a record, and find what they have in common with those it holds.

    A report that the record holds already changes nothing. Exit code: 0 all were added, 1 some could not be read (they are listed,
    the others kept), 2 wrong usage.
    """
    from communique.cli.filling import Filling
    from communique.cli.reading import Wanted

    wanted = Wanted(published, any_language, since, pages, allow_private)
    with opened(db, create=True) as connection:
        filling = Filling(
            connection,
            "add",
            wanted,
            model=model,
            workers=workers,
            again=again,
            keep_source=keep_source,
            stop_after=stop_after,
            debug=debug,
        )
        filling.fill(source)
        filling.summary(db)
    if filling.count["failed"]:
        raise typer.Exit(1)


@app.command()
def export(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="jsonl, csv, parquet, plover, gdelt, petrarch, webannotation, timelinejs, atom or ics.",
        ),
    ],
    db: Database = DEFAULT_DB,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="File (for parquet a folder), or else standard output."),
    ] = None,
    versions: Annotated[bool, typer.Option("--versions", help="Give superseded versions of reports too.")] = False,
) -> None:
    """Write the record in a format of others; what a format has no place for is counted at the end, on standard error."""
    from communique.ask.records import records
    from communique.export import exporter

    chosen = exporter(to)
    if out is None and (chosen.folder or sys.stdout.isatty()):
        raise UsageError(
            f"--to {to}", "it cannot be printed", f"Name a {'folder' if chosen.folder else 'file'} with --out."
        )
    if out is not None:
        writable(out, "--out")
    with opened(db) as connection:
        found = records(connection, versions)
        if out is None:
            with pipe():
                dropped = chosen.write(found, sys.stdout.buffer)
                sys.stdout.buffer.flush()
        else:
            dropped = chosen.write(found, out) if chosen.folder else _whole(chosen, found, out)
    for line in dropped.lines():
        tell(line)


def _whole(chosen: Exporter, found: Iterable[dict[str, Any]], out: Path) -> Dropped:
    """Write a file whole or not at all: what stood there stays until all is written."""
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as target:
            dropped = chosen.write(found, target)
        part.replace(out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return dropped


@app.command()
def compare(
    theirs: Annotated[
        Path, typer.Argument(metavar="FILE", help="Events of another coder: PLOVER JSONL, or PETRARCH2's lines.")
    ],
    db: Database = DEFAULT_DB,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="table, json, jsonl, csv or tsv.")] = "table",
) -> None:
    """Hold the record against another coder's events: what both have, what only one has, and why."""
    from communique.ask import comparison
    from communique.cli.asking import print_tables

    with opened(db) as connection, pipe():
        tables, failures = comparison.ask(connection, theirs)
        print_tables(tables, form)
    for failure in failures:
        error(failure)
    if failures:
        raise typer.Exit(1)
