"""The command that opens the reading room: ``serve``."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from communique.cli.base import DEFAULT_DB, Database, app, pipe, tell
from communique.errors import UsageError


@app.command()
def serve(
    record: Annotated[
        str | None, typer.Argument(metavar="RECORD", show_default=False, help="The record; the same as --db.")
    ] = None,
    db: Database = DEFAULT_DB,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address of this machine alone to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port to listen on.")] = 8765,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who judges; else the user of this machine."),
    ] = None,
    get: Annotated[
        str | None, typer.Option(metavar="PATH", help="Print one page, such as /exchanges.json, and end.")
    ] = None,
) -> None:
    """Open the record as a local web page, to read, search and judge in a browser.

    Exit code of --get: 0 the page is there, 1 it is not.
    """
    from communique.web.app import make
    from communique.web.server import get as got
    from communique.web.server import is_loopback, run
    from communique.web.settings import Settings

    if not is_loopback(host):
        raise UsageError(
            f"--host {host}",
            "others could reach the record, and nobody signs in",
            "Take 127.0.0.1, and a tunnel of ssh from elsewhere.",
        )
    settings = Settings(record=record or str(db), by=by or _user())
    made = make(settings)
    if get is not None:
        status, body = got(made, get if get.startswith("/") else f"/{get}")
        with pipe():
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
        if status != 200:
            tell(f"error: {get}: status {status}")
            raise typer.Exit(1)
        return
    tell(f"The reading room is open at http://{host}:{port}/ (Ctrl+C closes it)")
    run(made, host, port)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name
        return "local"
