"""Records in files: opening, migrating with a copy kept, reading with a time limit.

A write-ahead log lets readers never wait for the writer.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from communique.errors import CommuniqueError, StoreError, TooLongError, UsageError
from communique.store.migrations import statements, steps

#: Marks the file as ours (PRAGMA application_id): the letters "Cqué" without the accent.
APPLICATION_ID = 0x43717565
_WAIT = 60.0  # seconds that a second writer waits
_LOOK = 20_000  # steps of SQLite's machine between two looks at the clock

#: (how SQLite says it, how we do, what to do)
_FAILURES = (
    ("disk is full", "the disk is full", "Make room; the same command goes on where it stopped."),
    ("disk I/O error", "the disk fails", "Check the disk; the same command goes on where it stopped."),
    ("readonly", "it may not be written to", "Change its permissions, and those of its folder."),
    ("locked", "another program holds it", "Wait until it is done; the same command goes on where it stopped."),
    ("malformed", "the file is damaged", "Restore a copy of it."),
    ("not a database", "the file is damaged", "Restore a copy of it."),
)
NEWER = "Install the newer one: pip install --upgrade communique"


def opened(path: Path, create: bool, told: Callable[[str], None]) -> sqlite3.Connection:
    """A connection to a record, brought to the newest schema; `told` learns of a copy that was kept of an older one.

    Raises:
        UsageError: there is no such file, it is no record, or a newer program wrote it.
    """
    _see(path, create)
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        _migrate(connection, path, told)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, sqlite3.DatabaseError):
            raise
        raise _unfit(path, error) from error
    return connection


def reading(path: Path, seconds: float) -> sqlite3.Connection:
    """A connection that cannot write, and whose questions end after some seconds each.

    Raises:
        UsageError: there is no such record, or another version of the program wrote it.
    """
    _see(path, create=False)
    connection: Reader | None = None
    newest = steps()[-1].number
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro", timeout=_WAIT, isolation_level=None, check_same_thread=False, factory=Reader, uri=True
        )  # fmt: skip
        connection.limit(path, seconds)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        if (version := _version(connection, path, newest)) < newest:
            reason = f"an older Communiqué wrote it (schema {version}; this program has {newest})"
            raise UsageError(str(path), reason, "Any command but this brings it up to date, communique who NATO say.")
    except BaseException as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, sqlite3.DatabaseError):
            raise
        raise _unfit(path, error) from error
    return connection


def named(place: str, error: sqlite3.DatabaseError) -> CommuniqueError | None:
    """Our own error for one of SQLite's that comes from the world outside; None for any other."""
    for sign, reason, remedy in _FAILURES:
        if sign in str(error):
            return StoreError(place, f"{reason}; what was saved before is kept", remedy)
    return None


def copy(path: Path, target: Path) -> None:
    """Copy a record as it is at this moment into one file, whole or not at all.

    Raises:
        StoreError: the file cannot be written.
    """
    with (
        closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", timeout=_WAIT, uri=True)) as source,
        written(target) as copied,
    ):
        source.backup(copied)


@contextmanager
def written(target: Path) -> Iterator[sqlite3.Connection]:
    """A new file to fill: it takes its place when it is whole and checked, and what goes wrong leaves nothing behind.

    Raises:
        StoreError: it cannot be written.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # it is written out as a whole below
            yield connection
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            if (found := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise StoreError(str(target), f"what was written is damaged ({found})", "Check the disk and try again.")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        folder = os.open(target.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except (sqlite3.OperationalError, OSError) as error:
        ours = named(str(target), error) if isinstance(error, sqlite3.DatabaseError) else None
        raise ours or StoreError(str(target), f"it cannot be written ({error})", "Name another file.") from error
    finally:
        part.unlink(missing_ok=True)


def free(path: Path) -> Path:
    """A path that nothing has: this, or with a number at its end."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}.{number}")
    return found


class Reader(sqlite3.Connection):
    """Reads only; each question has a number of seconds."""

    def limit(self, place: Path, seconds: float) -> None:
        """Set what each question may take, measured from its beginning until its last row was fetched."""
        self.place = str(place)
        self.seconds = seconds
        self.until = time.monotonic() + seconds
        self.set_progress_handler(lambda: time.monotonic() > self.until, _LOOK)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Ask a question."""
        self.until = time.monotonic() + self.seconds
        with self.errors():
            return self.cursor(_Rows).execute(sql, parameters)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """SQLite's errors of the world outside as ours."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "interrupted" in str(error):
                reason = f"a question took longer than the {self.seconds:g} seconds that it may"
                raise TooLongError(self.place, reason, "Ask for less: a shorter time, or fewer words.") from error
            if ours := named(self.place, error):
                raise ours from error
            raise


class _Rows(sqlite3.Cursor):
    """Rows of a :class:`Reader`: a question may be stopped at each of them."""

    connection: Reader

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # some rows at once: a guard for each would be slow
        with self.connection.errors():
            while some := super().fetchmany(256):
                yield from some

    def fetchone(self) -> Any:
        with self.connection.errors():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self.connection.errors():
            return super().fetchall()


def _see(path: Path, create: bool) -> None:
    if not create and not path.exists():
        raise UsageError(str(path), "there is no such record", f"Make one: communique add SOURCE --db {path}")
    if path.is_dir():
        raise UsageError(str(path), "this is a folder", "Name a file with --db.")


def _unfit(path: Path, error: sqlite3.DatabaseError) -> UsageError:
    if isinstance(error, sqlite3.OperationalError):
        remedy = "See that the folder exists, may be written to and has room, and that no other program holds the file."
    else:
        remedy = "Name another file with --db."
    return UsageError(str(path), f"it cannot be opened as a record ({error})", remedy)


def _migrate(connection: sqlite3.Connection, path: Path, told: Callable[[str], None]) -> None:
    newest = steps()[-1].number
    if _version(connection, path, newest) < newest:
        _write_ahead(connection)
        kept: Path | None = None
        connection.execute("BEGIN IMMEDIATE")
        try:
            known = _version(connection, path, newest)  # another process may have been quicker
            if 0 < known < newest:
                kept = free(path.with_name(f"{path.name}.schema{known}"))
                copy(path, kept)
            migrate(connection, known)
            connection.commit()
        except BaseException:
            connection.rollback()
            if kept is not None:
                kept.unlink(missing_ok=True)
            raise
        if kept is not None:
            told(f"{path} was brought from schema {known} to {newest}; a copy as it was is kept in {kept}.")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log a killed process loses no commit
    connection.execute("PRAGMA temp_store = MEMORY")


def migrate(connection: sqlite3.Connection, known: int, until: int | None = None) -> None:
    """Carry out the migrations that follow a number, up to another; in the caller's transaction."""
    for step in steps():
        if known < step.number <= (until or step.number):
            for statement in statements(step.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step.number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


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
        raise UsageError(str(path), reason, NEWER)
    return version
