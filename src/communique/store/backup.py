"""A record copied whole while others work on it, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from communique.errors import DataError, UsageError
from communique.store import judgements
from communique.store.database import named_errors, open_record
from communique.store.location import Location

_PAGES = 2_000  # copied at once; writers go on in between


def backup(record: Location, to: Path) -> None:
    """Copy a record into a file, as it is at one moment; checked, and written whole or not at all.

    Raises:
        UsageError: the record is in a database server, or there is a file already.
        DataError: the record is damaged, or a judgement was changed.
    """
    if record.address is not None:
        raise UsageError(
            str(record), "a database server has programs of its own for this", "Use pg_dump, and pg_restore."
        )
    if to.exists():
        raise UsageError(str(to), "there is such a file already", "Name another.")
    _copy(record.path, to)


def restore(copy: Path, record: Location) -> None:
    """Put a copy in the place of a record that is not there.

    Raises:
        UsageError: there is a record already, or the copy is none; or a newer program wrote it.
        DataError: the copy is damaged, or a judgement in it was changed.
    """
    if record.address is not None:
        raise UsageError(str(record), "a database server has programs of its own for this", "Use pg_restore.")
    if record.path.exists():
        raise UsageError(str(record), "there is a record already", "Move it away first; nothing is overwritten.")
    _copy(copy, record.path)
    with closing(open_record(record.path)) as db:
        db.execute(
            "PRAGMA journal_mode = WAL"
        )  # a copy is one file, without the log that lets readers and a writer work at once


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with named_errors(target):
            _checked(source, part)
        part.replace(target)
    finally:
        for name in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)


def _checked(source: Path, part: Path) -> None:
    db, copy = open_record(source), sqlite3.connect(part)
    try:
        db.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")  # all in one file
        if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise DataError(str(source), f"the file is damaged ({found})", "Take an older copy of it.")
        judgements.check(copy, str(source))
    finally:
        copy.close()
        db.close()
