"""The command line: thin; what it prints is made in :mod:`communique.show` and :mod:`communique.record`.

The parser library, rich and the readers are imported inside the functions, so that ``--help`` and ``--version`` are quick.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated

import typer

from communique import __version__
from communique.errors import CommuniqueError, DocumentError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from communique.model import Document, Event, Record

app = typer.Typer(
    name="communique",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Format(StrEnum):
    """What `read` prints."""

    text = "text"
    table = "table"
    json = "json"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE", show_default=False, help="Files (text, HTML, JSONL), folders, or - for standard input."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, such as 2022-02-10; outranks what the source says."),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy model.")]
AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Read what does not look English too; the rules know English only.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn news reports into a record: who said, asked, promised, refused or did what, tied to the words it was read from."""


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
    any_language: AnyLanguage = False,
    model: Model = None,
    workers: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Number of processes to read with.")] = 1,
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
    with _pipe():
        for outcome in _progress(_documents(source, published, any_language), model, workers, debug):
            total += 1
            if isinstance(outcome, DocumentError):
                failed += 1
                _error(outcome)
            else:
                _print(outcome, form, why, first=total - failed == 1)
    if failed:
        if total > 1:
            _tell(f"{failed} of {total} documents could not be read")
        raise typer.Exit(1)


@app.command()
def explain(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="File, folder, or - for standard input.")],
    event_id: Annotated[
        str, typer.Argument(metavar="EVENT_ID", help="Id of an entry, or a beginning of it that no other has.")
    ],
    published: Published = None,
    any_language: AnyLanguage = False,
    model: Model = None,
    debug: Debug = False,
) -> None:
    """Explain one entry: its words, the pattern, who filled which role and why, what decided status and date, its links."""
    from communique.show import why as explanation

    records: list[Record] = []
    found: list[tuple[Record, Event]] = []
    failed = False
    for outcome in _outcomes(_documents([source], published, any_language), model, 1, debug):
        if isinstance(outcome, DocumentError):
            failed = True
            _error(outcome)
            continue
        records.append(outcome)
        found += [(outcome, e) for e in explanation.find(outcome, event_id)]
    if len(found) == 1:
        with _pipe(), _screen() as console:
            explanation.show(*found[0], console)
        return
    if failed and not records:
        raise typer.Exit(1)
    if found:
        known = [explanation.summary(r, e) for r, e in found]
        _error(UsageError(f"event {event_id}", f"{len(found)} entries have an id that begins so", "Write more of it:"))
    else:
        known = explanation.near(records, event_id)
        _error(
            UsageError(
                f"event {event_id}",
                "no entry has this id",
                "The nearest are:" if known else "The source gives no entries.",
            )
        )
    for line in known:
        _tell(f"  {line}")
    raise typer.Exit(2)


def main() -> None:
    """Entry point of the ``communique`` command."""
    try:
        app()
    except CommuniqueError as error:
        _error(error)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        reason = f"{type(error).__name__}: {error}".strip(": ")
        _error(
            CommuniqueError(
                "communique", f"internal error ({reason})", "Please report it; --debug shows where it happened."
            )
        )
        sys.exit(1)


def _documents(sources: list[str], published: str | None, any_language: bool) -> Iterator[Document | DocumentError]:
    from communique import ingest
    from communique.parse.published import detect

    limits = ingest.Limits(any_language=any_language)
    return ingest.read(sources, published=published, limits=limits, detect=detect)


def _outcomes(
    documents: Iterator[Document | DocumentError], model: str | None, workers: int, debug: bool
) -> Iterator[Record | DocumentError]:
    from communique import batch
    from communique.parse.syntax import DEFAULT_MODEL

    return batch.records(documents, model or DEFAULT_MODEL, workers, debug)


def _progress(
    documents: Iterator[Document | DocumentError], model: str | None, workers: int, debug: bool
) -> Iterator[Record | DocumentError]:
    """The outcomes, counted on standard error if somebody watches it and nothing else fills the terminal."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        yield from _outcomes(documents, model, workers, debug)
        return
    first = list(islice(documents, 2))
    outcomes = _outcomes(chain(first, documents), model, workers, debug)
    if len(first) < 2:
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        for outcome in outcomes:
            yield outcome
            bar.advance(task)


def _print(record: Record, form: Format, why: bool, first: bool) -> None:
    from communique.record import to_json

    if form is Format.json:
        _write(to_json(record) + "\n")
        return
    from communique.show import table, terminal
    from communique.show import why as explanation

    if form is Format.table and not sys.stdout.isatty():
        _write("".join(f"{line}\n" for line in [*([table.header()] if first else []), *table.lines(record)]))
        return
    with _screen() as console:
        if form is Format.table:
            table.show(record, console)
            return
        terminal.show(record, console)
        for event in record.events if why else ():
            explanation.show(record, event, console)


@contextmanager
def _screen() -> Iterator[Console]:
    """A console on standard output: a terminal's own, or else plain text of a fixed width."""
    from rich.console import Console

    from communique.show.terminal import PLAIN_WIDTH

    if sys.stdout.isatty():
        yield Console(highlight=False)
        return
    page = io.StringIO()
    yield Console(file=page, width=PLAIN_WIDTH, color_system=None, force_terminal=False, highlight=False)
    _write("".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines()))


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


@contextmanager
def _pipe() -> Iterator[None]:
    """Standard output in UTF-8; a reader that stops early (``| head``) ends the command quietly."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is flushed at exit
        raise typer.Exit(0) from None


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")  # looked up each time: the progress display stands in for it while it runs


def _error(error: CommuniqueError) -> None:
    from communique.show.entries import clean

    _tell(f"error: {clean(str(error))}")


if __name__ == "__main__":
    main()
