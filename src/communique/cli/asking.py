"""Commands that ask: ``timeline``, ``exchanges``, ``positions``, ``who``, ``search``, ``show``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from communique.cli.base import DEFAULT_DB, TABLE_WIDTH, Database, app, pipe, screen, writable, write
from communique.cli.base import record as opened
from communique.errors import UsageError
from communique.model import Status

if TYPE_CHECKING:
    from communique.ask.rows import Table
    from communique.ask.things import Thing
    from communique.store.connection import Connection

Form = Annotated[str, typer.Option("--format", metavar="FORM", help="table, json, jsonl, csv or tsv.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many rows.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, month or year.")]
Words = Annotated[
    str | None,
    typer.Option(
        metavar="WORDS", help='Words of the sentence; "in quotation marks" in this order, word* as a beginning.'
    ),
]
Picture = Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it as an SVG picture into this file.")]


def print_tables(tables: Sequence[Table], form: str) -> None:
    """Print tables: drawn, or in a format for machines."""
    from communique.show import rows

    if form not in rows.FORMATS:
        raise UsageError(f"--format {form}", "there is no such format", f"Take one of: {', '.join(rows.FORMATS)}.")
    if form != "table":
        write(rows.lines(tables, form))
        return
    with screen(TABLE_WIDTH) as console:
        for table in tables:
            rows.show(table, console)


def _known(
    option: str, given: Sequence[str] | None, known: Sequence[str], fold: Callable[[str], str] = lambda word: word
) -> None:
    """See that an option has no value that nothing can have."""
    for value in given or ():
        if fold(value) not in known:
            raise UsageError(f"{option} {value}", f"there is no such {option[2:]}", f"Take one of: {', '.join(known)}.")


@app.command()
def timeline(
    actor: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Who takes part; given twice, both do (a dyad).")
    ] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="SAY or a PLOVER type such as CONSULT.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="STATUS", help="actual, planned, demanded, denied or hypothetical.")
    ] = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    outlet: Annotated[list[str] | None, typer.Option(metavar="OUTLET", help="Reports of this outlet only.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="From reports published by this day only.")] = None,
    mentions: Annotated[bool, typer.Option("--mentions", help="A row for each report that tells it.")] = False,
    picture: Picture = None,
    network: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw who deals with whom as an SVG picture into this file.")
    ] = None,
    limit: Limit = None,
    form: Form = "table",
    db: Database = DEFAULT_DB,
) -> None:
    """What was said and done, day by day; one row for each event, however many reports tell it."""
    from communique.ask import timeline as question
    from communique.events.kinds import TYPES

    _known("--type", type_, TYPES, str.upper)
    _known("--status", status, get_args(Status), str.lower)
    wanted = question.Wanted(
        actors=tuple(actor or ()),
        types=tuple(type_ or ()),
        statuses=tuple(status or ()),
        since=since,
        until=until,
        words=words,
        outlets=tuple(outlet or ()),
        as_of=as_of,
    )
    for option, path in (("--picture", picture), ("--network", network)):
        if path is not None:
            writable(path, option)
    with opened(db) as connection, pipe():
        table = question.ask(connection, wanted, mentions, None if picture or network else limit)
        if picture or network:
            from communique.show import pictures

            if picture:
                picture.write_text(pictures.timeline(table), encoding="utf-8")
            if network:
                network.write_text(pictures.network(table), encoding="utf-8")
            return
        print_tables([table], form)


@app.command()
def exchanges(
    open_: Annotated[bool, typer.Option("--open", help="Only what is still owed, held or unknown.")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="From reports published by this day only.")] = None,
    owed_by: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this side was asked.")] = None,
    asked_by: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this side asked.")] = None,
    since: Since = None,
    words: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Words of the opening, as they stand there.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many exchanges.")] = None,
    form: Form = "table",
    db: Database = DEFAULT_DB,
) -> None:
    """What was asked and what came back: a row for each addressee of each letter, demand, proposal."""
    from communique.ask import exchanges as question

    with opened(db) as connection, pipe():
        table = question.ask(
            connection,
            as_of=as_of,
            only_open=open_,
            owed_by=owed_by,
            asked_by=asked_by,
            since=since,
            words=words,
            limit=limit,
        )
        if form == "table":
            from communique.show import debts

            with screen(TABLE_WIDTH) as console:
                debts.show(table, console)
            return
        print_tables([table], form)


@app.command()
def positions(
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Of this side only.")] = None,
    stance: Annotated[
        list[str] | None, typer.Option(metavar="STANCE", help="demands, proposes, supports, rejects, denies …")
    ] = None,
    words: Words = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    form: Form = "table",
    db: Database = DEFAULT_DB,
) -> None:
    """Who demands, proposes, supports, rejects, denies what."""
    from communique.ask import positions as question

    _known("--stance", stance, question.STANCES)
    with opened(db) as connection, pipe():
        table = question.ask(
            connection, actor=actor, words=words, stances=tuple(stance or ()), since=since, until=until, limit=limit
        )
        print_tables([table], form)


@app.command()
def who(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name, a spelling of it, a code such as RUS, or an id.")
    ],
    form: Form = "table",
    db: Database = DEFAULT_DB,
) -> None:
    """Who somebody is: spellings, offices, what was said and done, and with whom."""
    from communique.ask import who as question

    with opened(db) as connection, pipe():
        print_tables(question.ask(connection, name), form)


@app.command()
def search(
    words: Annotated[
        str,
        typer.Argument(metavar="WORDS", help='All must be there; "in this order", word* is a beginning.'),
    ],
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many sentences.")] = 50,
    form: Form = "table",
    db: Database = DEFAULT_DB,
) -> None:
    """Sentences that hold some words, with the entries read from them."""
    from communique.ask import search as question
    from communique.ask.timeline import day

    with opened(db) as connection, pipe():
        start = day(since, "--since") if since else None
        end = day(until, "--until", last=True) if until else None
        print_tables([question.ask(connection, words, since=start, until=end, limit=limit)], form)


@app.command()
def show(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="Of a report, event, group, exchange or actor, or a beginning of it.")
    ],
    form: Form = "table",
    source: Annotated[
        bool,
        typer.Option("--source", help="Give the very bytes that a report was read from (kept by add --keep-source)."),
    ] = False,
    db: Database = DEFAULT_DB,
) -> None:
    """Show anything by its id: a report with its entries, an event with its links, a group, an exchange."""
    from communique.ask import things
    from communique.store import read

    with opened(db) as connection, pipe():
        thing = things.find(connection, identity)
        if thing.moved:
            sys.stderr.write(f"{thing.moved}\n")
        if source:
            _source(connection, thing)
            return
        if thing.kind == "report":
            record = read.record(connection, thing.id)
            if form not in ("table", "json", "jsonl"):
                raise UsageError(f"--format {form}", "a report has no rows", "Take table, json or jsonl.")
            if form != "table":
                from communique.record import to_json

                write(to_json(record) + "\n")
                return
            from communique.show import terminal

            with screen() as console:
                terminal.show(record, console)
            return
        print_tables(things.tables(connection, thing), form)


def _source(connection: Connection, thing: Thing) -> None:
    """Give out the original of a report, byte by byte; where it came from is said on standard error."""
    from communique.store import originals

    if thing.kind != "report":
        raise UsageError("--source", f"{thing.id} is no report", "Give the id of a report.")
    kept = originals.get(connection, thing.id)
    if kept is None:
        raise UsageError(
            "--source",
            f"what {thing.id} was read from was not kept",
            "Add it once more with communique add --keep-source.",
        )
    if sys.stdout.isatty() and not kept.media.startswith("text/"):
        raise UsageError("--source", f"{kept.media} is not for a terminal", "Send it into a file: … > FILE")
    came = f" from {kept.url}" if kept.url else ""
    sys.stderr.write(f"{kept.size} bytes, {kept.media}{came}{f', fetched {kept.fetched}' if kept.fetched else ''}\n")
    sys.stdout.flush()
    sys.stdout.buffer.write(kept.data)
    sys.stdout.buffer.flush()
