"""Open a record, wherever it is, brought to the newest schema; transactions; errors of the world outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import overload

from communique.store import dialect, server, sqlite
from communique.store.connection import Connection
from communique.store.location import Location
from communique.store.migrations import steps

APPLICATION_ID = sqlite.APPLICATION_ID


@overload
def open_record(place: Path, create: bool = False, told: Callable[[str], None] = ...) -> sqlite3.Connection: ...
@overload
def open_record(place: Location | str, create: bool = False, told: Callable[[str], None] = ...) -> Connection: ...
def open_record(
    place: Location | Path | str, create: bool = False, told: Callable[[str], None] = lambda line: None
) -> Connection:
    """A connection to a record, brought to the newest schema.

    Args:
        place: its file, or the address of its database.
        create: make it if it does not exist.
        told: learns, in a line, of the copy that is kept of a record which is brought to a newer schema.

    Raises:
        UsageError: there is no such record, it is none, or a newer program wrote it.
        StoreError: the server of the database does not answer.
    """
    where = Location.of(place)
    if where.address is not None:
        return server.opened(where.address, create, told)
    return sqlite.opened(where.path, create, told)


def open_reading(place: Location | Path | str, seconds: float) -> Connection:
    """A connection that cannot write; any thread may use it, one at a time.

    Args:
        place: its file, or the address of its database.
        seconds: what one question may take; one that takes longer raises :class:`communique.errors.TooLongError`.

    Raises:
        UsageError: there is no such record, or a program of another version wrote it.
        StoreError: the server of the database does not answer.
    """
    where = Location.of(place)
    if where.address is not None:
        return server.reading(where.address, seconds)
    return sqlite.reading(where.path, seconds)


@contextmanager
def named_errors(place: Location | Path | str) -> Iterator[None]:
    """Turn SQLite's errors of the world outside (a full disk, say) into ours; each transaction is in the record whole or not at all.

    A connection to a server does that by itself.

    Raises:
        StoreError: the file cannot be read or written on.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if ours := sqlite.named(str(place), error):
            raise ours from error
        raise


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """All or nothing; takes the right to write at once, so that it cannot fail half-way for a second writer."""
    dialect.begin(connection)
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of each migration, in order."""
    return [(step.number, step.sql) for step in steps()]
