"""What people decided stays as it was written, and shows it when it does not."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from communique.errors import DataError, UsageError
from communique.store import judgements
from communique.store.database import open_record, transaction


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_record(tmp_path / "record.db", create=True)
    yield connection
    connection.close()


def made(db: sqlite3.Connection, verb: str, target: str, **more: Any) -> judgements.Judgement:
    return judgements.make(db, by="desk", verb=verb, kind=more.pop("kind", "event"), target=target, **more)


def test_a_judgement_is_read_as_it_was_written(db: sqlite3.Connection) -> None:
    written = made(
        db, "correct", "e1", field="actors", before=["RUS"], after=["UKR", "EU"], note="sīc — „no“", source="https://a.example/1",
        quote="said", sentence="Kyiv said so.",
    )  # fmt: skip
    plain = made(db, "accept", "e2")
    assert judgements.every(db) == [written, plain]
    assert judgements.get(db, 1) == written
    assert (written.before, written.after, plain.after, plain.field) == (["RUS"], ["UKR", "EU"], None, None)
    assert (written.id, plain.id, written.previous, plain.previous) == (1, 2, "", written.hash)
    with pytest.raises(UsageError, match="judgement 3: there is none of that number"):
        judgements.get(db, 3)


def test_one_that_is_not_finished_is_not_there(db: sqlite3.Connection) -> None:
    try:
        with transaction(db):
            judgements.append(db, by="desk", verb="accept", kind="event", target="e1")
            raise InterruptedError
    except InterruptedError:
        pass
    assert judgements.every(db) == []


FORBIDDEN = (
    ("UPDATE judgements SET note = 'x'", "never changed"),
    ("UPDATE judgements SET after = NULL WHERE id = 2", "never changed"),
    ("DELETE FROM judgements", "never deleted"),
    ("DELETE FROM judgements WHERE id = 3", "never deleted"),
    ("INSERT OR REPLACE INTO judgements SELECT 2, at, 'me', verb, kind, target, other, field, before, after, note, source, quote, sentence,"
     " previous, hash FROM judgements WHERE id = 2", "never replaced"),
    ("REPLACE INTO judgements SELECT id, at, 'me', verb, kind, target, other, field, before, after, note, source, quote, sentence,"
     " previous, hash FROM judgements", "never replaced"),
    ("INSERT INTO judgements SELECT 0, at, by, verb, kind, target, other, field, before, after, note, source, quote, sentence,"
     " previous, hash FROM judgements WHERE id = 1", "never replaced"),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "message"), FORBIDDEN)
def test_the_database_itself_refuses_changes(sql: str, message: str, db: sqlite3.Connection) -> None:
    for target in ("e1", "e2", "e3"):
        made(db, "reject", target)
    before = judgements.every(db)
    with pytest.raises(sqlite3.IntegrityError, match=message):
        db.execute(sql)
    assert judgements.every(db) == before
    judgements.check(db, "record.db")


def without_guards(db: sqlite3.Connection) -> None:
    for (name,) in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'judgements'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {name}")


TAMPERED = (
    ("UPDATE judgements SET note = 'other' WHERE id = 1", 1),
    ("UPDATE judgements SET by = 'me' WHERE id = 4", 4),
    ("UPDATE judgements SET after = '[\"RUS\"]' WHERE id = 2", 2),
    ("UPDATE judgements SET at = '2020-01-01T00:00:00+00:00' WHERE id = 3", 3),
    ("UPDATE judgements SET quote = sentence, sentence = quote WHERE id = 3", 3),
    ("DELETE FROM judgements WHERE id = 1", 2),
    ("DELETE FROM judgements WHERE id = 3", 4),
    ("UPDATE judgements SET id = 9 WHERE id = 1", 2),
    ("UPDATE judgements SET previous = '' WHERE id = 2", 2),
    ("UPDATE judgements SET hash = 'x' WHERE id = 4", 4),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "number"), TAMPERED)
def test_changes_behind_its_back_show(sql: str, number: int, db: sqlite3.Connection) -> None:
    for target in ("e1", "e2", "e3", "e4"):
        made(db, "correct", target, field="type", before="SAY", after="REQUEST", quote="said", sentence="He said.")
    judgements.check(db, "record.db")
    without_guards(db)
    db.execute(sql)
    with pytest.raises(DataError, match=rf"record\.db: judgement {number} was changed, or one before it was taken out"):
        judgements.check(db, "record.db")


def test_the_hash_can_be_counted_with_other_tools(db: sqlite3.Connection) -> None:
    made(db, "accept", "e1")
    made(db, "reject", "e2", note="né")
    rows: Sequence[tuple[Any, ...]] = db.execute("SELECT * FROM judgements ORDER BY id").fetchall()
    for row in rows:
        line = json.dumps(list(row[:-1]), ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(line.encode()).hexdigest() == row[-1]


#: Judgements as (verb, target), and the numbers of those that stand at the end.
UNDONE = (
    ((("accept", "e1"), ("reject", "e2")), (1, 2)),
    ((("accept", "e1"), ("undo", "1")), ()),
    ((("accept", "e1"), ("undo", "1"), ("undo", "2")), (1,)),
    ((("accept", "e1"), ("undo", "1"), ("undo", "2"), ("undo", "3")), ()),
    ((("accept", "e1"), ("undo", "1"), ("undo", "1")), ()),
    ((("accept", "e1"), ("undo", "1"), ("undo", "1"), ("undo", "2")), ()),  # the second undo still stands
    ((("accept", "e1"), ("undo", "1"), ("reject", "e1")), (3,)),
)  # fmt: skip


@pytest.mark.parametrize(("decisions", "left"), UNDONE)
def test_what_stands(decisions: Sequence[tuple[str, str]], left: tuple[int, ...], db: sqlite3.Connection) -> None:
    for verb, target in decisions:
        made(db, verb, target, kind="judgement" if verb == "undo" else "event")
    assert tuple(j.id for j in judgements.standing(db)) == left
    assert len(judgements.every(db)) == len(decisions)


#: Judgements as (verb, target, other, others in `after`), and the pairs that are one and two at the end.
PAIRS: tuple[tuple[tuple[tuple[str, str, str | None, list[str] | None], ...], set[str], set[str]], ...] = (
    ((("merge", "a", "b", None),), {"ab"}, set()),
    ((("split", "a", "b", None),), set(), {"ab"}),
    ((("merge", "a", "b", None), ("split", "b", "a", None)), set(), {"ab"}),
    ((("split", "a", "b", None), ("merge", "b", "a", None)), {"ab"}, set()),
    ((("merge", "a", "b", None), ("undo", "1", None, None)), set(), set()),
    ((("split", "a", "b", None), ("merge", "a", "b", None), ("undo", "2", None, None)), set(), {"ab"}),
    ((("split", "a", "b", ["b", "c", "d"]),), set(), {"ab", "ac", "ad"}),
    ((("split", "a", "b", ["b", "c"]), ("merge", "c", "a", None)), {"ac"}, {"ab"}),
    ((("merge", "a", "b", None), ("merge", "b", "c", None)), {"ab", "bc"}, set()),
)  # fmt: skip


@pytest.mark.parametrize(("decisions", "one", "two"), PAIRS)
def test_pairs_of_one_and_of_two(
    decisions: Sequence[tuple[str, str, str | None, list[str] | None]],
    one: set[str],
    two: set[str],
    db: sqlite3.Connection,
) -> None:
    for verb, target, other, after in decisions:
        made(db, verb, target, other=other, after=after, kind="judgement" if verb == "undo" else "group")
    together, apart = judgements.pairs(db, "group")
    assert {"".join(sorted(p)) for p in together} == one
    assert {"".join(sorted(p)) for p in apart} == two
    assert judgements.pairs(db, "actor") == (set(), set())


def test_pairs_follow_events_that_were_read_again(db: sqlite3.Connection) -> None:
    made(db, "split", "a", other="b", after=["b", "c"], kind="group")
    made(db, "merge", "a", other="d", kind="actor")
    db.execute(
        "INSERT INTO redirects VALUES ('a', 'a2', 'event', ''), ('a2', 'a3', 'event', ''), ('c', NULL, 'event', '')"
    )
    assert judgements.pairs(db, "group") == (set(), {frozenset(("a3", "b")), frozenset(("a3", "c"))})
    assert judgements.pairs(db, "actor") == ({frozenset(("a", "d"))}, set())
