"""Open a record: migrations in order, each in one transaction; write-ahead log, so that readers never wait for the writer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from communique.errors import StoreError, UsageError
from communique.store.connection import Connection

#: Marks the file as ours (PRAGMA application_id): the letters "Cqué" without the accent.
APPLICATION_ID = 0x43717565
_WAIT = 60.0  # seconds that a second writer waits


def open_record(path: Path, create: bool = False) -> sqlite3.Connection:
    """A connection to a record, brought to the newest schema.

    Args:
        path: the file.
        create: make it if it does not exist.

    Raises:
        UsageError: there is no such file, it is no record, or a newer program wrote it.
    """
    if not create and not path.exists():
        raise UsageError(str(path), "there is no such record", f"Make one: communique add SOURCE --db {path}")
    if path.is_dir():
        raise UsageError(str(path), "this is a folder", "Name a file with --db.")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        _migrate(connection, path)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, sqlite3.DatabaseError):
            raise
        if isinstance(error, sqlite3.OperationalError):
            remedy = (
                "See that the folder exists, may be written to and has room, and that no other program holds the file."
            )
        else:
            remedy = "Name another file with --db."
        raise UsageError(str(path), f"it cannot be opened as a record ({error})", remedy) from error
    return connection


#: (how SQLite says it, how we do, what to do)
_FAILURES = (
    ("disk is full", "the disk is full", "Make room; the same command goes on where it stopped."),
    ("disk I/O error", "the disk fails", "Check the disk; the same command goes on where it stopped."),
    ("readonly", "it may not be written to", "Change its permissions, and those of its folder."),
    ("locked", "another program holds it", "Wait until it is done; the same command goes on where it stopped."),
    ("malformed", "the file is damaged", "Restore a copy of it."),
    ("not a database", "the file is damaged", "Restore a copy of it."),
)


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors of the world outside (a full disk, say) into ours; each transaction is in the record whole or not at all.

    Raises:
        StoreError: the file cannot be read or written on.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        for sign, reason, remedy in _FAILURES:
            if sign in str(error):
                raise StoreError(str(path), f"{reason}; what was saved before is kept", remedy) from error
        raise


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """All or nothing; takes the right to write at once, so that it cannot fail half-way for a second writer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def migrations() -> list[tuple[int, str]]:
    """Number and SQL of each migration, in order."""
    folder = files("communique").joinpath("store", "schema")
    found = [(int(f.name[:3]), f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".sql")]
    return sorted(found)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    steps = migrations()
    known = _version(connection, path, steps[-1][0])
    if known < steps[-1][0]:
        _write_ahead(connection)
    for number, sql in steps:
        if number <= known:
            continue
        with transaction(connection):
            if _version(connection, path, steps[-1][0]) >= number:  # another process was quicker
                continue
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log a killed process loses no commit
    connection.execute("PRAGMA temp_store = MEMORY")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a new record to a write-ahead log. SQLite does not wait for another process that does the same just now, so this does."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.01)


def _version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Number of the last migration; read in one snapshot, for another process may be migrating."""
    alone = not connection.in_transaction
    if alone:
        connection.execute("BEGIN")
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if alone:
        connection.execute("COMMIT")
    if tables and mark != APPLICATION_ID:
        raise UsageError(str(path), "it is a database of another program", "Name another file with --db.")
    if version > newest:
        reason = f"a newer Communiqué wrote it (schema {version}; this program knows up to {newest})"
        raise UsageError(str(path), reason, "Install the newer one: pip install --upgrade communique")
    return version


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit before it begins."""
    part = ""
    for line in sql.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""
