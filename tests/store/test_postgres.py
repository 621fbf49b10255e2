"""The same record in PostgreSQL as in SQLite: what was read, what was found, what is asked, what is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique import batch, ingest
from communique.ask import exchanges, judging, search, timeline, who
from communique.errors import CommuniqueError
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Record
from communique.parse.published import detect
from communique.parse.syntax import DEFAULT_MODEL
from communique.store import judgements
from communique.store.connection import Connection
from communique.store.database import open_reading, open_record
from communique.store.dump import canonical
from postgres import Server, folder, programs, running

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL: on Debian apt install postgresql")
DOSSIER = Path(__file__).parents[2] / "src" / "communique" / "data" / "samples" / "dossier.jsonl"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with folder() as place, running(place) as found:
        yield found


@pytest.fixture(scope="module")
def records() -> list[Record]:
    found = batch.records(ingest.read([DOSSIER], detect=detect), DEFAULT_MODEL)
    return [r for r in found if isinstance(r, Record)]


def filled(db: Connection, records: list[Record]) -> Connection:
    run = add.begin_run(db, "test", DEFAULT_MODEL, {})
    for each in records:
        add.save(db, each, run)
    link(db)
    add.end_run(db, run)
    return db


@pytest.fixture(scope="module")
def both(
    server: Server, records: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Connection, Connection]]:
    lite = filled(open_record(tmp_path_factory.mktemp("both") / "record.db", create=True), records)
    post = filled(open_record(server.database("dossier"), create=True), records)
    yield lite, post
    lite.close()
    post.close()


def test_both_hold_the_same(both: tuple[Connection, Connection]) -> None:
    lite, post = (sorted(canonical(db)) for db in both)
    assert len(lite) > 1000
    assert lite == post


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: timeline.ask(db, timeline.Wanted(actors=("Russia",))),
        lambda db: timeline.ask(db, timeline.Wanted(words="letter", statuses=("actual",), since="2022-02")),
        lambda db: exchanges.ask(db, asked_by="Russia", as_of="2022-02-14"),
        lambda db: search.ask(db, '"security guarantees"'),
        lambda db: who.ask(db, "Barrel")[1],
    ],
    ids=["timeline", "words", "exchanges", "search", "who"],
)
def test_both_answer_the_same(both: tuple[Connection, Connection], ask: object) -> None:
    lite, post = (ask(db) for db in both)  # type: ignore[operator]
    assert lite.rows
    assert sorted(map(repr, (r["id"] if "id" in r else r.get("text", r) for r in lite.rows))) == sorted(
        map(repr, (r["id"] if "id" in r else r.get("text", r) for r in post.rows))
    )


def test_judgements_are_only_ever_added(server: Server, records: list[Record]) -> None:
    db = filled(open_record(server.database("judged"), create=True), records[:3])
    event = db.execute("SELECT id FROM events ORDER BY id LIMIT 1").fetchone()[0]
    judging.judge(db, "reject", [event], by="Ada")
    judgements.check(db, "judged")
    for change in ("UPDATE judgements SET by = 'Eve'", "DELETE FROM judgements"):
        with pytest.raises(Exception, match="never"):
            db.execute(change)
    db.close()


def test_who_reads_cannot_write(server: Server, both: tuple[Connection, Connection]) -> None:
    db = open_reading(server.address("dossier"), 2.0)
    with pytest.raises(Exception, match="read-only"):
        db.execute("INSERT INTO pending VALUES ('a', 'b', 'c')")
    db.close()
    db = open_reading(server.address("dossier"), 0.2)
    with pytest.raises(CommuniqueError, match="long"):
        db.execute("SELECT count(*) FROM events a, events b, events c").fetchone()
    db.close()


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(CommuniqueError) as told:
        open_record("postgresql://ada:secret-word@127.0.0.1:1/none")
    assert "secret-word" not in str(told.value)
