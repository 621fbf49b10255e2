"""Commands that copy a record whole: ``backup``, ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.base import DEFAULT_DB, Database, app, tell, writable


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; nothing is overwritten.")],
    db: Database = DEFAULT_DB,
) -> None:
    """Copy the record whole, while others read and write it; the copy is checked."""
    from communique.store.backup import backup as copied
    from communique.store.location import Location

    writable(to, "backup")
    copied(Location.of(db), to)
    tell(f"{to} holds the record as it is now.")


@app.command()
def restore(
    copy: Annotated[Path, typer.Argument(metavar="FILE", help="What backup wrote.")],
    db: Database = DEFAULT_DB,
) -> None:
    """Make a record of a copy; a record that is there is not overwritten."""
    from communique.store.backup import restore as restored
    from communique.store.location import Location

    restored(copy, Location.of(db))
    tell(f"{db} is the record of {copy}.")
