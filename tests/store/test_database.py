"""Records are opened, made, brought up to date or refused with a reason and a remedy."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.errors import StoreError, UsageError
from communique.store.database import APPLICATION_ID, migrations, named_errors, open_record, transaction

NEWEST = migrations()[-1][0]


def schema(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    return [(kind, name, " ".join(sql.split())) for kind, name, sql in rows]


def value(db: sqlite3.Connection, pragma: str) -> object:
    return db.execute(f"PRAGMA {pragma}").fetchone()[0]


def old(path: Path, number: int) -> None:
    """Make a record as a program made it that knew migrations up to a number."""
    with closing(sqlite3.connect(path)) as db:
        for each, sql in migrations():
            if each <= number:
                db.executescript(sql)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {number}")
        db.execute("INSERT INTO runs VALUES (1, '2022-02-11T00:00:00+00:00', NULL, 'add', '0.1.0', 'small', '{}')")
        db.commit()


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [n for n, _ in migrations()] == list(range(1, NEWEST + 1))


def test_create_and_open_again(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with closing(open_record(path, create=True)) as db:
        assert value(db, "application_id") == APPLICATION_ID
        assert value(db, "user_version") == NEWEST
        assert value(db, "journal_mode") == "wal"
        assert value(db, "foreign_keys") == 1
        before = schema(db)
    with closing(open_record(path)) as db:
        assert schema(db) == before
        assert value(db, "foreign_keys") == 1
        assert value(db, "integrity_check") == "ok"


@pytest.mark.parametrize("number", range(1, NEWEST))
def test_records_of_earlier_programs_are_brought_up_to_date(number: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old(path, number)
    with closing(open_record(path)) as db, closing(open_record(tmp_path / "new.db", create=True)) as new:
        assert value(db, "user_version") == NEWEST
        assert schema(db) == schema(new)
        assert db.execute("SELECT id, command FROM runs").fetchall() == [(1, "add")]


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old(path, 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE pending (mine TEXT)")  # in the way of a later statement of the second migration
        db.commit()
        before = schema(db)
    with pytest.raises(UsageError, match="cannot be opened as a record"):
        open_record(path)
    with closing(sqlite3.connect(path)) as db:
        assert value(db, "user_version") == 1
        assert schema(db) == before


def newer(path: Path) -> None:
    open_record(path, create=True).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {NEWEST + 1}")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE notes (text TEXT)")


def no_database(path: Path) -> None:
    path.write_text("Russia demanded that NATO answer in writing.\n" * 50, encoding="utf-8")


def cut_off(path: Path) -> None:
    """Leave the first page, with its mark, but none of the others."""
    whole = path.with_suffix(".whole")
    with closing(open_record(whole, create=True)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(whole.read_bytes()[:4096])


REFUSED = (
    ("newer", newer, rf"a newer Communiqué wrote it \(schema {NEWEST + 1}; .* up to {NEWEST}\)\. Install the newer one"),
    ("foreign", foreign, r"it is a database of another program\. Name another file with --db\."),
    ("no database", no_database, r"cannot be opened as a record \(file is not a database\)\. Name another file with --db\."),
    ("cut off", cut_off, r"cannot be opened as a record \(.*malformed.*\)\. Name another file with --db\."),
    ("a folder", Path.mkdir, r"this is a folder\. Name a file with --db\."),
    ("missing", lambda path: None, r"there is no such record\. Make one: communique add SOURCE --db "),
)  # fmt: skip


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_record_is_refused_with_a_remedy(make: object, message: str, tmp_path: Path) -> None:
    path = tmp_path / "there.db"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UsageError, match=message) as caught:
        open_record(path)
    assert caught.value.place == str(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert before is not None or not path.is_file()


@pytest.mark.parametrize("make", [newer, foreign, no_database, Path.mkdir])
def test_nor_is_it_written_over(make: object, tmp_path: Path) -> None:
    path = tmp_path / "there.db"
    assert callable(make)
    make(path)
    with pytest.raises(UsageError):
        open_record(path, create=True)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder in which nothing may be written, by somebody whom that keeps out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are locked in another way on this system")
def test_a_folder_that_may_not_be_written_to(locked_folder: Path) -> None:
    with pytest.raises(UsageError, match="See that the folder exists, may be written to and has room"):
        open_record(locked_folder / "record.db", create=True)
    assert not list(locked_folder.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="See that the folder exists"):
        open_record(tmp_path / "none" / "record.db", create=True)


def test_several_that_make_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    failed: list[BaseException] = []
    start = threading.Barrier(6)

    def make() -> None:
        start.wait()
        try:
            open_record(path, create=True).close()
        except BaseException as error:  # noqa: BLE001 (told by the thread that waits)
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with closing(open_record(path)) as db:
        assert value(db, "user_version") == NEWEST


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        with pytest.raises(sqlite3.IntegrityError), transaction(db):
            db.executemany("INSERT INTO pending VALUES ('groups', ?, '')", [("x",), ("x",)])
        assert db.execute("SELECT count(*) FROM pending").fetchone() == (0,)
        with transaction(db):
            db.execute("INSERT INTO pending VALUES ('groups', 'x', '')")
        assert db.execute("SELECT count(*) FROM pending").fetchone() == (1,)


def test_readers_do_not_wait_for_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with closing(open_record(path, create=True)) as db, closing(open_record(path)) as reader, transaction(db):
        db.execute("INSERT INTO pending VALUES ('groups', 'x', '')")
        assert reader.execute("SELECT count(*) FROM pending").fetchone() == (0,)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("database or disk is full", "r.db: the disk is full; what was saved before is kept. Make room;"),
        ("disk I/O error", "the disk fails"),
        ("attempt to write a readonly database", "it may not be written to"),
        ("database is locked", "another program holds it"),
        ("database disk image is malformed", "the file is damaged"),
    ],
)
def test_errors_of_the_world_outside_have_names(said: str, named: str) -> None:
    with pytest.raises(StoreError, match=named), named_errors(Path("r.db")):
        raise sqlite3.OperationalError(said)


def test_other_errors_of_the_store_are_bugs() -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), named_errors(Path("r.db")):
        raise sqlite3.OperationalError("no such table: reports")
