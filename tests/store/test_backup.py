"""A copy of a record holds what it held; what is damaged or in the way is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import communique
from communique.errors import CommuniqueError, DataError, UsageError
from communique.ledger import add
from communique.store import judgements
from communique.store.backup import backup, restore
from communique.store.database import open_record
from communique.store.dump import canonical
from communique.store.location import Location


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    db = open_record(path, create=True)
    run = add.begin_run(db, "test", "model", {})
    add.save(db, communique.read("Iran rejected the offer of talks on Monday.", published="2022-02-02"), run)
    judgements.make(db, by="Ada", verb="accept", kind="event", target="e1")
    db.close()
    return path


def lines(path: Path) -> list[str]:
    db = open_record(path)
    found = list(canonical(db))
    db.close()
    return found


def test_there_and_back(record: Path, tmp_path: Path) -> None:
    writer = open_record(record)  # others have it open
    backup(Location.of(record), tmp_path / "copy.db")
    writer.close()
    restore(tmp_path / "copy.db", Location.of(tmp_path / "again.db"))
    assert lines(record) == lines(tmp_path / "copy.db") == lines(tmp_path / "again.db")
    assert not list(tmp_path.glob("*.part*"))


def test_nothing_is_overwritten(record: Path, tmp_path: Path) -> None:
    backup(Location.of(record), tmp_path / "copy.db")
    with pytest.raises(UsageError, match="already"):
        backup(Location.of(record), tmp_path / "copy.db")
    with pytest.raises(UsageError, match="already"):
        restore(tmp_path / "copy.db", Location.of(record))


def test_a_changed_judgement_is_found(record: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(record)
    db.execute("DROP TRIGGER judgements_stay")
    db.execute("UPDATE judgements SET verb = 'reject'")
    db.commit()
    db.close()
    with pytest.raises(DataError, match="judgement 1 was changed"):
        backup(Location.of(record), tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


@pytest.mark.parametrize("content", [b"not a database, but text", None])
def test_what_is_no_copy_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "copy.db").write_bytes(content * 100)
    with pytest.raises(CommuniqueError):
        restore(tmp_path / "copy.db", Location.of(tmp_path / "record.db"))
    assert not (tmp_path / "record.db").exists()


def test_a_server_has_its_own_programs(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pg_dump"):
        backup(Location.of("postgresql://a:b@localhost/c"), tmp_path / "copy.db")
