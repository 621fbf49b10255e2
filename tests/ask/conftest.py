from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ask.reports import reports
from ask.sheet import Sheet
from communique.store.database import open_record
from ledger.made import fresh


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The ten reports in a record, linked: to be read only."""
    db = fresh(tmp_path_factory.mktemp("whole") / "record.db", reports())
    db.execute("PRAGMA query_only = ON")
    yield db
    db.close()


@pytest.fixture
def db(whole: sqlite3.Connection, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it to write into."""
    with sqlite3.connect(tmp_path / "record.db") as copy:
        whole.backup(copy)
    copy.close()
    connection = open_record(tmp_path / "record.db")
    yield connection
    connection.close()


@pytest.fixture
def sheets(tmp_path: Path) -> Iterator[Callable[..., sqlite3.Connection]]:
    """Puts sheets, reports whose entries are written down by hand, into a record; nothing is looked for across them."""
    opened: list[sqlite3.Connection] = []

    def put(*some: Sheet) -> sqlite3.Connection:
        db = fresh(tmp_path / f"sheets-{len(opened)}.db", [s.record() for s in some], linked=False)
        opened.append(db)
        return db

    yield put
    for db in opened:
        db.close()
