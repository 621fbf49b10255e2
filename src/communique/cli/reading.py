"""Commands on reports themselves: ``read`` and ``explain``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.base import (
    DEFAULT_DB,
    AllowPrivate,
    AnyLanguage,
    Database,
    Debug,
    FirstDay,
    Model,
    Pages,
    Published,
    Sources,
    StopAfter,
    Workers,
    app,
    error,
    pipe,
    screen,
    tell,
    write,
)
from communique.cli.base import record as opened
from communique.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from communique.fetch.client import Client
    from communique.ingest import Meter
    from communique.ingest.options import Original
    from communique.ingest.web import Memory, Web
    from communique.model import Document, Event, Record


class Format(StrEnum):
    """What `read` prints."""

    text = "text"
    table = "table"
    json = "json"


@app.command()
def read(
    source: Sources,
    published: Published = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="The article with its entries, a row an entry (tabs in a pipe), or a JSON object a line."
        ),
    ] = Format.text,
    why: Annotated[bool, typer.Option("--why", help="Explain every entry after its article.")] = False,
    since: FirstDay = None,
    pages: Pages = False,
    allow_private: AllowPrivate = False,
    any_language: AnyLanguage = False,
    model: Model = None,
    workers: Workers = 1,
    stop_after: StopAfter = None,
    debug: Debug = False,
) -> None:
    """Read reports and print their records.

    Exit code: 0 all were read, 1 some could not be read, 2 wrong usage.
    """
    if why and form is not Format.text:
        raise UsageError(
            "--why",
            f"it goes with --format text, not {form.value}",
            "Leave one out; JSON holds `rule` and `why` anyway.",
        )
    failed = total = 0
    wanted = Wanted(published, any_language, since, pages, allow_private)
    with pipe():
        meter = _meter(source)
        found = islice(documents(source, wanted, meter=meter), stop_after)
        for outcome in _progress(found, meter, model, workers, debug):
            total += 1
            if isinstance(outcome, DocumentError):
                failed += 1
                error(outcome)
            else:
                _print(outcome, form, why, first=total - failed == 1)
    if failed:
        if total > 1:
            tell(f"{failed} of {total} documents could not be read")
        raise typer.Exit(1)


@app.command()
def explain(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="[SOURCE] ID",
            show_default=False,
            help="Id of an entry, or a beginning of it that no other has; before it the file it was read from, if it is in no record.",
        ),
    ],
    published: Published = None,
    any_language: AnyLanguage = False,
    model: Model = None,
    db: Database = DEFAULT_DB,
    debug: Debug = False,
) -> None:
    """Explain one entry: its words, the pattern, who filled which role and why, what decided status and date, its links."""
    if len(what) == 1:
        _explain_stored(what[0], db)
    elif len(what) == 2:
        _explain_read(what[0], what[1], published, any_language, model, debug)
    else:
        raise UsageError("explain", f"{len(what)} arguments", "Give an id of the record, or a source and an id.")


def _explain_stored(identity: str, db: Path) -> None:
    from communique.ask import things
    from communique.show import rows
    from communique.show import why as explanation
    from communique.store import read as stored

    with opened(db) as connection, pipe(), screen() as console:
        thing = things.find(connection, identity)
        if thing.moved:
            console.print(thing.moved, markup=False)
        if thing.kind == "event":
            report = connection.execute("SELECT report FROM events WHERE id = ?", (thing.id,)).fetchone()[0]
            record = stored.record(connection, report)
            explanation.show(record, next(e for e in record.events if e.id == thing.id), console)
            rows.show(things.links(connection, thing.id), console)
        else:
            for table in things.tables(connection, thing):
                rows.show(table, console)


def _explain_read(
    source: str, event_id: str, published: str | None, any_language: bool, model: str | None, debug: bool
) -> None:
    from communique.show import why as explanation

    records: list[Record] = []
    found: list[tuple[Record, Event]] = []
    failed = False
    for outcome in outcomes(documents([source], Wanted(published, any_language)), model, 1, debug):
        if isinstance(outcome, DocumentError):
            failed = True
            error(outcome)
            continue
        records.append(outcome)
        found += [(outcome, e) for e in explanation.find(outcome, event_id)]
    if len(found) == 1:
        with pipe(), screen() as console:
            explanation.show(*found[0], console)
        return
    if failed and not records:
        raise typer.Exit(1)
    if found:
        known = [explanation.summary(r, e) for r, e in found]
        error(UsageError(f"event {event_id}", f"{len(found)} entries have an id that begins so", "Write more of it:"))
    else:
        known = explanation.near(records, event_id)
        remedy = "The nearest are:" if known else "The source gives no entries."
        error(UsageError(f"event {event_id}", "no entry has this id", remedy))
    for line in known:
        tell(f"  {line}")
    raise typer.Exit(2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of a command ask of all documents; see :class:`communique.ingest.options.Options`."""

    published: str | None = None
    any_language: bool = False
    since: str | None = None
    pages: bool = False
    allow_private: bool = False


def documents(
    sources: Iterable[str],
    wanted: Wanted,
    memory: Memory | None = None,
    keep: Callable[[Document, Original], None] | None = None,
    told: Callable[[str], None] = lambda what: None,
    meter: Meter | None = None,
) -> Generator[Document | DocumentError, None, None]:
    """The documents of sources, errors in their places; to be closed by whoever does not read them to the end."""
    from communique import ingest
    from communique.parse.published import detect

    def client() -> Client:
        from communique.fetch.client import Client

        return Client(allow_private=wanted.allow_private)

    web = ingest.Web(client, memory)
    found = ingest.read(
        sources,
        published=wanted.published,
        limits=ingest.Limits(any_language=wanted.any_language),
        detect=detect,
        since=wanted.since,
        pages=wanted.pages,
        web=web,
        keep=keep,
        told=told,
        meter=meter,
    )
    return _closing(found, web)


def _closing(found: Iterator[Document | DocumentError], web: Web) -> Generator[Document | DocumentError, None, None]:
    try:
        yield from found
    finally:
        web.close()


def outcomes(
    found: Iterator[Document | DocumentError], model: str | None, workers: int, debug: bool
) -> Iterator[Record | DocumentError]:
    """What was read from each."""
    from communique import batch
    from communique.parse.syntax import DEFAULT_MODEL

    return batch.records(found, model or DEFAULT_MODEL, workers, debug)


def _meter(sources: list[str]) -> Meter | None:
    """How much of the sources has been read, if somebody watches standard error and nothing else fills the terminal."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        return None
    from communique.ingest import Meter

    return Meter(sources)


def _progress(
    found: Iterator[Document | DocumentError], meter: Meter | None, model: str | None, workers: int, debug: bool
) -> Iterator[Record | DocumentError]:
    """The outcomes; of several documents the progress is shown."""
    first = list(islice(found, 2 if meter is not None else 0))
    results = outcomes(chain(first, found), model, workers, debug)
    if len(first) < 2:
        return results
    from communique.cli import progress

    return progress.read(results, meter)


def _print(record: Record, form: Format, why: bool, first: bool) -> None:
    from communique.record import to_json

    if form is Format.json:
        write(to_json(record) + "\n")
        return
    from communique.show import table, terminal
    from communique.show import why as explanation

    if form is Format.table and not sys.stdout.isatty():
        write("".join(f"{line}\n" for line in [*([table.header()] if first else []), *table.lines(record)]))
        return
    with screen() as console:
        if form is Format.table:
            table.show(record, console)
            return
        terminal.show(record, console)
        for event in record.events if why else ():
            explanation.show(record, event, console)
