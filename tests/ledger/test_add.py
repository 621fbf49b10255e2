"""Reports into the record: new ones, known ones, later versions, and texts that are read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from communique import pipeline
from communique.errors import DocumentError
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Published, Record, When
from communique.store import judgements, read
from communique.store.database import open_record
from ledger.made import FOUND, dossier, fresh, lines, put, report, stories

FIRST = (
    "Russia demanded that NATO withdraw its missiles from Romania. NATO rejected the demand on Friday. "
    "Germany promised Ukraine 5,000 helmets."
)
SECOND = (
    "UPDATE: Germany promised Ukraine 5,000 helmets.\n\nRussia demanded that NATO withdraw its missiles from Romania. "
    "NATO refused on Friday to talk about it."
)
URL = "https://alpha.example/1"


def version(text: str, day: str = "2022-02-04", ref: str = "made", url: str | None = URL) -> Record:
    return report(text, day, ref, url, "Alpha")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "record.db", create=True)) as connection:
        yield connection


def triggers(record: Record) -> dict[str, str]:
    """Ids of the events by trigger."""
    return {e.trigger.of(record.document.text): e.id for e in record.events}


def redirects(db: sqlite3.Connection, kind: str = "event") -> dict[str, str | None]:
    return dict(db.execute("SELECT old, new FROM redirects WHERE kind = ?", (kind,)).fetchall())


def reports(db: sqlite3.Connection) -> list[tuple[str, int, int, str | None]]:
    return db.execute("SELECT source, version, current, superseded_by FROM reports ORDER BY source, version").fetchall()


def test_a_known_report_changes_nothing(tmp_path: Path) -> None:
    records = (*stories(), *dossier())
    db = fresh(tmp_path / "record.db", records)
    before = lines(db)
    for order in (records, records[::-1]):
        assert {s.change for s in put(db, order)} == {"known"}
        link(db)
        assert lines(db) == before
    assert db.execute("SELECT count(*), count(finished) FROM runs").fetchone() == (3, 3)


def test_known_ones_are_not_parsed_again(db: sqlite3.Connection) -> None:
    put(db, stories()[:2])
    error = DocumentError("report.txt", "it holds no text", "Leave it out.")
    known: list[add.Saved] = []
    documents = [r.document for r in stories()[:4]]
    left = list(add.unknown(db, [documents[0], error, documents[2], documents[1], documents[3]], known))
    assert left == [error, documents[2], documents[3]]
    assert [(s.report, s.change) for s in known] == [(documents[0].id, "known"), (documents[1].id, "known")]


def test_another_text_under_a_url_is_a_later_version(db: sqlite3.Connection) -> None:
    old, new = version(FIRST), version(SECOND)
    assert [s.change for s in put(db, [old])] == ["added"]
    judgements.make(db, by="desk", verb="reject", kind="event", target=triggers(old)["demanded"], quote="demanded")
    decided = judgements.every(db)
    assert [(s.change, s.report, s.events) for s in put(db, [new])] == [("version", new.document.id, len(new.events))]
    link(db)
    assert reports(db) == [(URL, 1, 0, new.document.id), (URL, 2, 1, None)]
    assert read.record(db, old.document.id) == old
    assert read.record(db, new.document.id) == new
    assert judgements.every(db) == decided
    assert redirects(db, "report") == {old.document.id: new.document.id}
    moved = redirects(db)
    assert moved[triggers(old)["demanded"]] == triggers(new)["demanded"]
    assert moved[triggers(old)["withdraw"]] == triggers(new)["withdraw"]
    assert moved[triggers(old)["rejected"]] is None  # its sentence is gone
    assert set(moved) == {e.id for e in old.events}
    places = {json.loads(line).get("event") or json.loads(line).get("report") for line in lines(db, FOUND)}
    assert not places & {old.document.id, *(e.id for e in old.events)}


def test_versions_of_versions(db: sqlite3.Connection) -> None:
    texts = (FIRST, SECOND, FIRST.replace("Friday", "Friday morning"))
    first, second, third = (version(t) for t in texts)
    put(db, [first, second, third])
    assert reports(db) == [(URL, 1, 0, second.document.id), (URL, 2, 0, third.document.id), (URL, 3, 1, None)]
    demanded = [triggers(r)["demanded"] for r in (first, second, third)]
    moved = redirects(db)
    assert judgements.follow(demanded[0], {k: v for k, v in moved.items() if v}) == demanded[2]
    before = lines(db)
    assert [s.change for s in put(db, [first, second])] == ["known", "known"]  # an old text does not come back
    assert lines(db) == before


OTHER = "Norway and Sweden met in Geneva on Monday. The ferry to the islands was late again, and nobody minded."

FILES = (
    ("another text", [FIRST, OTHER], ["added", "added"], 2),
    ("a later version", [FIRST, FIRST + " Nobody answered."], ["added", "version"], 1),
    ("a later version of each", [FIRST, OTHER, OTHER + " It rained.", FIRST + " It snowed."], ["added", "added", "version", "version"], 2),
    ("three texts", [FIRST, OTHER, "Poland wrote to Romania.", OTHER + " It rained."], ["added", "added", "added", "version"], 3),
)  # fmt: skip


@pytest.mark.parametrize(("texts", "changes", "current"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_files_of_one_name(texts: list[str], changes: list[str], current: int, db: sqlite3.Connection) -> None:
    records = [version(t, ref="report.txt", url=None) for t in texts]
    assert [s.change for s in put(db, records)] == changes
    assert db.execute("SELECT count(*) FROM reports WHERE current = 1").fetchone() == (current,)
    assert [(s.change) for s in put(db, records)] == ["known"] * len(records)
    for record in records:
        assert read.record(db, record.document.id) == record


def test_a_file_is_no_version_of_a_url_nor_of_a_longer_name(db: sqlite3.Connection) -> None:
    names = [
        ("a", None),
        ("a#1", None),
        ("a", "https://alpha.example/a"),
        ("a", "https://alpha.example/a#b"),
        ("a#2", None),
    ]
    records = [version(FIRST + " x" * n, ref=ref, url=url) for n, (ref, url) in enumerate(names)]
    assert [s.change for s in put(db, records)] == ["added"] * len(names)


def other_reading(record: Record) -> Record:
    """The same text as another program might read it: an event less, one of another kind, one with another trigger, another day."""
    first, *rest, last = record.events
    assert len(rest) > 1
    sentence = record.sentences[rest[0].sentence]
    changed = replace(rest[0], id=f"{rest[0].id}x", trigger=replace(rest[0].trigger, start=sentence.start))
    events = (first, changed, *(replace(e, when=When("2022-01-15", "stated")) for e in rest[1:]))
    gone = {rest[0].id, last.id}
    traits = tuple(replace(t, event=changed.id if t.event == rest[0].id else t.event) for t in record.traits[:-1])
    return replace(
        record,
        document=replace(record.document, published=Published("2022-01-20", "given", None, "given"), lang="en"),
        events=tuple(replace(e, inside=None) for e in events),
        traits=traits,
        links=tuple(x for x in record.links if not {x.source, x.target} & gone),
        exchanges=(),
        timexes=record.timexes[1:],
        lead=("other",),
    )


def test_reading_again_replaces_what_the_machine_wrote(tmp_path: Path) -> None:
    record = stories()[5]
    other = other_reading(record)
    db = fresh(tmp_path / "record.db", stories())
    judgements.make(db, by="desk", verb="accept", kind="event", target=record.events[1].id, quote="demand")
    decided = judgements.every(db)
    assert [s.change for s in put(db, [other], again=True)] == ["read again"]
    link(db)
    assert read.record(db, record.document.id) == other
    assert judgements.every(db) == decided
    moved = redirects(db)
    assert moved == {record.events[1].id: other.events[1].id, record.events[-1].id: None}
    straight = fresh(tmp_path / "straight.db", [other if r is record else r for r in stories()])
    same = FOUND | {
        "reports",
        "events",
        "sentences",
        "mentions",
        "actors",
        "traits",
        "named",
        "links",
        "timexes",
        "contents",
        "roles",
    }
    assert lines(db, same) == lines(straight, same)
    words = "SELECT count(*) FROM sentences_search WHERE sentences_search MATCH 'romania'"
    assert db.execute(words).fetchone() == straight.execute(words).fetchone()
    put(db, [record], again=True)  # and back
    link(db)
    assert redirects(db) == {other.events[1].id: record.events[1].id}
    assert lines(db, same) == lines(fresh(tmp_path / "first.db", stories()), same)


@pytest.mark.parametrize("day", ["2022-01-01", "2022-02-02", "2022-03-31", "9999-12-31", "0001-01-01", None])
def test_a_report_read_again_with_another_day(day: str | None, tmp_path: Path) -> None:
    again = [replace(r, document=replace(r.document, published=Published(day, "given"))) for r in stories()]
    db = fresh(tmp_path / "record.db", stories())
    put(db, again, again=True)
    link(db)
    assert lines(db, FOUND) == lines(fresh(tmp_path / "straight.db", again), FOUND)


def test_reading_again_without_a_change_changes_nothing(tmp_path: Path) -> None:
    db = fresh(tmp_path / "record.db", (*stories(), *dossier()))
    before = lines(db)
    put(db, (*dossier(), *stories()), again=True)
    link(db)
    assert lines(db) == before


def test_a_version_that_is_no_longer_current_is_read_again(tmp_path: Path) -> None:
    old, new = version(FIRST), version(SECOND)
    db = fresh(tmp_path / "record.db", [old, new, *stories()[3:6]])
    found, moved = lines(db, FOUND), redirects(db)
    fewer = replace(old, events=old.events[:1], traits=old.traits[:1], links=(), exchanges=())
    put(db, [fewer], again=True)
    link(db)
    assert read.record(db, old.document.id) == fewer
    assert lines(db, FOUND) == found
    assert redirects(db) == moved


def test_one_that_cannot_be_saved_harms_no_neighbour(db: sqlite3.Connection) -> None:
    run = add.begin_run(db, "test", "small", {})
    broken = replace(stories()[4], traits=())
    saved = []
    for record in (stories()[3], broken, stories()[5]):
        try:
            saved.append(add.save(db, record, run))
        except Exception:  # noqa: BLE001 (whatever it is, the others are there)
            saved.append(add.Saved(record.document.id, record.document.ref, "known"))
    assert [s.change for s in saved] == ["added", "known", "added"]
    assert not add.holds(db, broken.document.id)
    link(db)
    for record in (stories()[3], stories()[5]):
        assert read.record(db, record.document.id) == record
    assert add.save(db, stories()[4], run).change == "added"


def test_a_broken_later_version_leaves_the_earlier_one_current(db: sqlite3.Connection) -> None:
    put(db, [version(FIRST)])
    link(db)
    before = lines(db)
    run = add.begin_run(db, "test", "small", {})
    with pytest.raises(KeyError):
        add.save(db, replace(version(SECOND), traits=()), run)
    assert lines(db) == before


def test_what_is_read_from_the_record_can_be_saved_in_another(tmp_path: Path) -> None:
    db = fresh(tmp_path / "one.db", stories())
    copy = fresh(tmp_path / "two.db", [read.record(db, r.document.id) for r in stories()])
    assert lines(copy) == lines(db)


def test_runs_are_kept(db: sqlite3.Connection) -> None:
    run = add.begin_run(db, "add", "small", {"workers": 2, "again": False})
    add.save(db, stories()[3], run)
    row = db.execute("SELECT command, model, options, finished FROM runs WHERE id = ?", (run,)).fetchone()
    assert row == ("add", "small", '{"again": false, "workers": 2}', None)
    add.end_run(db, run)
    assert db.execute("SELECT finished >= started FROM runs WHERE id = ?", (run,)).fetchone() == (1,)
    later = add.begin_run(db, "add", "small", {})
    add.save(db, stories()[3], later, again=True)
    assert db.execute("SELECT added_by, read_by FROM reports").fetchall() == [(run, later)]


def test_a_day_far_off_is_no_harm(db: sqlite3.Connection) -> None:
    text = "Russia will withdraw its missiles by 31 December 9999. Russia demanded on 1 January 0001 that NATO answer. "
    document = pipeline.read_text(text, published="9999-12-31", url=URL)
    put(db, [document])
    link(db)
    assert read.record(db, document.document.id) == document
