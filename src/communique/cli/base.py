"""What all commands share: the application, options, output, errors."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique import __version__
from communique.errors import CommuniqueError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from communique.store.connection import Connection

app = typer.Typer(
    name="communique",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, such as 2022-02-10; outranks what the source says."),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy model.")]
AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Read what does not look English too; the rules know English only.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        show_default=False,
        help="Files (text, HTML, JSONL, Parquet, WARC, feeds), folders, addresses on the web, or - for standard input.",
    ),
]
FirstDay = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="Leave out what was published before this day; what has no known day is read."
    ),
]
Pages = Annotated[
    bool, typer.Option("--pages", help="Fetch the pages that a feed in a file links to; done anyway for fetched feeds.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from addresses of the own network too, which are refused otherwise."),
]
KeepSource = Annotated[
    bool, typer.Option("--keep-source", help="Keep the bytes that each report was read from; show --source gives them.")
]
Workers = Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Number of processes to read with.")]
StopAfter = Annotated[
    int | None,
    typer.Option("--stop-after", min=1, metavar="N", help="Stop when N documents were read; the same command goes on."),
]
Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="The record.")]
DEFAULT_DB = Path("record.db")
#: Width of what is printed to a pipe or file: of articles, and of tables.
PLAIN_WIDTH = 100
TABLE_WIDTH = 130


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Turn news reports into a record: who said, asked, promised, refused or did what, tied to the words it was read from."""


@contextmanager
def record(path: Path, create: bool = False) -> Iterator[Connection]:
    """An open record, closed at the end."""
    from communique.store.database import named_errors, open_record

    connection = open_record(path, create)
    try:
        with named_errors(path):
            yield connection
    finally:
        connection.close()


@contextmanager
def screen(plain_width: int = PLAIN_WIDTH) -> Iterator[Console]:
    """A console on standard output: a terminal's own, or else plain text of a fixed width."""
    from rich.console import Console

    if sys.stdout.isatty():
        yield Console(highlight=False)
        return
    page = io.StringIO()
    yield Console(file=page, width=plain_width, color_system=None, force_terminal=False, highlight=False)
    write("".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines()))


def write(text: str) -> None:
    """Print without a line end of its own."""
    sys.stdout.write(text)
    sys.stdout.flush()


@contextmanager
def pipe() -> Iterator[None]:
    """Standard output in UTF-8; a reader that stops early (``| head``) ends the command quietly."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is flushed at exit
        raise typer.Exit(0) from None


def writable(path: Path, option: str) -> None:
    """See that a file can be made where somebody wants it.

    Raises:
        UsageError: its folder does not exist.
    """
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{option} {path}", "there is no such folder", "Make it first, or name another.")


def tell(line: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(f"{line}\n")  # looked up each time: the progress display stands in for it while it runs


def error(problem: CommuniqueError) -> None:
    """Print an error on standard error."""
    from communique.show.entries import clean

    tell(f"error: {clean(str(problem))}")
