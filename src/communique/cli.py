"""The command line: thin; everything it prints is made in :mod:`communique.show` and :mod:`communique.record`.

Imports of the parser library, of rich and of the readers are inside the commands, so that ``--help`` and ``--version`` are quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from communique import __version__
from communique.errors import CommuniqueError, DocumentError, UsageError

if TYPE_CHECKING:
    from communique.model import Record

app = typer.Typer(
    name="communique",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Format(str, Enum):
    """What `read` prints."""

    text = "text"
    table = "table"
    json = "json"


Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files (text, HTML, JSONL), folders, or - for standard input.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, such as 2022-02-10; outranks what the source says.")]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy model.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Turn news reports into a record: who said, asked, promised, refused or did what, tied to the words it was read from."""


@app.command()
def read(
    source: Sources,
    published: Published = None,
    format: Annotated[Format, typer.Option(help="The article with its entries, one table, or one JSON object a line.")] = Format.text,  # noqa: A002
    model: Model = None,
    workers: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Processes to work with.")] = 1,
    debug: Debug = False,
) -> None:
    """Read reports and print their records.

    Exit code 0: all read; 1: some documents could not be read; 2: wrong usage.
    """
    from communique import record as as_data

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    failed = total = 0
    for outcome in _outcomes(source, published, model, workers, debug):
        total += 1
        if isinstance(outcome, DocumentError):
            failed += 1
            _error(outcome)
        else:
            sys.stdout.write(as_data.to_json(outcome) + "\n")
            sys.stdout.flush()
    if failed:
        if total > 1:
            print(f"{failed} of {total} documents could not be read", file=sys.stderr)
        raise typer.Exit(1)


def _outcomes(sources: list[str], published: str | None, model: str | None, workers: int, debug: bool) -> Iterator[Record | DocumentError]:
    from communique import batch, ingest
    from communique.parse.published import detect
    from communique.parse.syntax import DEFAULT_MODEL

    documents = ingest.read(sources, published=published, detect=detect)
    return batch.records(documents, model or DEFAULT_MODEL, workers, debug)


def _error(error: CommuniqueError) -> None:
    print(f"error: {error}", file=sys.stderr)


def main() -> None:
    """Entry point of the ``communique`` command."""
    try:
        app()
    except UsageError as error:
        _error(error)
        sys.exit(2)
    except CommuniqueError as error:
        _error(error)
        sys.exit(1)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
