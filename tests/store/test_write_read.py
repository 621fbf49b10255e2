"""What is stored is read back equal, to the byte."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from communique import ingest, pipeline
from communique.errors import UsageError
from communique.ledger import add
from communique.model import (
    Actor,
    Addressee,
    Document,
    Event,
    Exchange,
    Link,
    Mention,
    Published,
    Record,
    Role,
    Sentence,
    Span,
    Timex,
    Traits,
    When,
)
from communique.parse.published import detect
from communique.record import to_json
from communique.store import read, write
from communique.store.database import open_record, transaction
from communique.store.dump import canonical
from ledger.made import SAMPLES, dossier, put, report, stories
from test_properties import reports

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path_factory.mktemp("store") / "record.db", create=True)) as connection:
        yield connection


def check(db: sqlite3.Connection, record: Record) -> None:
    put(db, [record])
    again = read.record(db, record.document.id)
    for each in fields(Record):  # field by field: a difference is shown where it is
        assert getattr(again, each.name) == getattr(record, each.name), each.name
    assert again == record
    assert to_json(again) == to_json(record)
    assert list(again.sections) == list(record.sections)
    types = [
        type(v) for e in again.traits for v in (e.opens, e.answers, e.denies, e.own_behalf, e.definite, e.explicit)
    ]
    assert set(types) <= {bool}


def test_samples(db: sqlite3.Connection) -> None:
    letters = report((SAMPLES / "letters.txt").read_text(encoding="utf-8"), "2022-02-11", "letters.txt")
    assert letters.links
    assert letters.exchanges
    for record in (letters, *dossier(), *stories()):
        check(db, record)


@pytest.mark.parametrize("name", ["a01", "a07", "a12"])
def test_gold_articles(name: str, db: sqlite3.Connection) -> None:
    text = json.loads((ROOT / "bench" / "gold" / f"{name}.json").read_text(encoding="utf-8"))["text"]
    check(db, report(text, None, name))


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
@given(reports())
def test_awkward_texts(db: sqlite3.Connection, text: str) -> None:
    if text.strip():
        check(db, pipeline.read(ingest.from_text(text, published="2022-02-11", lang="en", detect=detect)))


@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the reference material is not there: {CORPORA}")
@pytest.mark.parametrize("name", ["crisis_news", "crisis_official", "machine_translated", "wikinews"])
def test_real_reports(name: str, tmp_path: Path, db: sqlite3.Connection) -> None:
    lines = [x for x in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if x.strip()]
    short = sorted(lines[7::11], key=len)[:6]
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(short), encoding="utf-8")
    for document in ingest.read([path], detect=detect):
        assert isinstance(document, Document), document
        check(db, pipeline.read(document))


def full() -> Record:
    """A record in which nothing is left out and nothing is plain."""
    text = "I. Ä\u2028ö “é” 🇪🇺 said\u00a0no.\r\nShe left."
    event = Event(
        "e1", "REQUEST", "mode", "1055", ("~a", "b"), ("b", "~a"), ("b",), "in a letter", Span(8, 9),
        (Role("actor", 0, 2, "~a"), Role("place", 3, 5, None)), 0, (Span(4, 7), Span(9, 11)), "mixed", "e2", "demanded",
        When("2022-02-10", "relative", Span(1, 3)), "“12”", "Ä", "REQUEST.x", ("why", "“because”"),
    )  # fmt: skip
    bare = Event(
        "e2", "SAY", None, None, (), (), (), None, Span(12, 16), (), 1, (), None, None, "actual",
        When(None, "unresolved"), None, None, "SAY.y",
    )  # fmt: skip
    traits = ("x", "é"), ("ö", "“"), ("EU", "b"), True, False, True, False, "letter", True, False
    return Record(
        document=Document(
            "ref\t1", "id1", text, "Title “é”", "https://a.example/?x=1&y=2", "Out\nlet", "en",
            Published("2022-02-10/2022-02-11", "text", Span(2, 4), "reason"),
        ),
        sentences=(Sentence(0, 20, 0), Sentence(21, len(text), None)),
        actors=(
            Actor("~a", "Änne", "person", None, None, None, None),
            Actor("b", "B", "organisation", "EU", "EU:head", "Q458", "EUR"),
        ),
        mentions=(Mention(0, 2, "I.", "~a", "exact", "why"), Mention(0, 1, "I", "b", "pronoun", "“why”")),
        timexes=(Timex(0, 2, "DATE", "2022", "stated", "r", ("2021", "2023")), Timex(0, 3, "SET", "P1D", "unresolved", "r")),
        events=(event, bare),
        links=(Link("answers", "e2", "e1", 0.1 + 0.2, ("“a”", "b")), Link("denies", "e1", "e2", 1.0, ())),
        exchanges=(
            Exchange("x1", "e1", ("e2", "e1"), "refused", (Addressee("b", "declined", "e2", "~a"), Addressee("~a", "owed")), ("e2",)),
            Exchange("x2", "e2", (), "open", (), ()),
        ),
        sections={0: "First “é”", 3: "Third"},
        traits=(Traits("e1", "ask", *traits), Traits("e2", "say", (), (), (), False, False, False, False, None, False, False)),
        lead=("é", "x"),
    )  # fmt: skip


def test_every_field_comes_back(db: sqlite3.Connection) -> None:
    check(db, full())


def test_a_report_that_is_not_there(db: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="report none: the record holds no such report"):
        read.record(db, "none")


def test_a_report_taken_out_leaves_its_row_and_nothing_else(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        put(db, [full()])
        db.execute("DELETE FROM pending")
        with transaction(db):
            write.delete_rows(db, "id1")
        left = {json.loads(line)["table"] for line in canonical(db)}
        assert left == {"reports", "copy_bands"}
        assert db.execute("SELECT count(*) FROM sentences_search WHERE sentences_search MATCH 'said'").fetchone() == (
            0,
        )


def test_words_are_found_without_their_accents(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        put(db, [full()])
        found = db.execute(
            "SELECT s.number FROM sentences_search x JOIN sentences s ON s.id = x.rowid WHERE sentences_search MATCH 'a'"
        )
        assert found.fetchall() == [(0,)]


def test_positions_are_code_points(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        put(db, dossier())
        for table in ("mentions", "timexes"):
            rows = db.execute(
                f"SELECT r.text, x.start, x.stop, x.text FROM {table} x JOIN reports r ON r.id = x.report"
            )
            assert all(text[start:stop] == words for text, start, stop, words in rows)
        rows = db.execute(
            "SELECT r.text, e.trigger_start, e.trigger_stop, e.trigger FROM events e JOIN reports r ON r.id = e.report"
        )
        assert all(text[start:stop] == words for text, start, stop, words in rows)


def test_a_record_that_cannot_be_saved_leaves_nothing(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        run = add.begin_run(db, "test", "small", {})
        record = full()
        broken = replace(record, mentions=(replace(record.mentions[0], why=None),))  # type: ignore[arg-type]
        with pytest.raises(sqlite3.IntegrityError):
            add.save(db, broken, run)
        assert list(canonical(db)) == []
        add.save(db, record, run)
        assert read.record(db, "id1").mentions == record.mentions
