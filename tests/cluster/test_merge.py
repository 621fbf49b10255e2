"""A coded folder put into a record gives what adding the reports gives, and reads nothing."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cluster.made import begin
from communique import batch, cli, ingest, pipeline
from communique.cluster import folder as coded
from communique.cluster import shard
from communique.cluster.plan import rules
from communique.errors import CommuniqueError, DocumentError, UsageError
from communique.ledger import coded as merging
from communique.ledger.add import Saved
from communique.ledger.linking import link
from communique.parse.published import detect
from communique.parse.syntax import DEFAULT_MODEL
from communique.store.database import open_record
from communique.store.dump import canonical
from ledger.made import SAMPLES, fresh, lines

DOSSIER = SAMPLES / "dossier.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample dossier and a file with an error in it, coded in this process; in several shards."""
    top = tmp_path_factory.mktemp("coded")
    (top / "some.jsonl").write_text(
        '{"id": "x1", "text": "NATO said on Monday that it would answer Russia.", "lang": "en"}\nno JSON\n', "utf-8"
    )
    planned = begin(top / "out", [str(DOSSIER), str(top / "some.jsonl")], DEFAULT_MODEL, size=5_000)
    assert len(planned.shards) > 3
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        for number in range(len(planned.shards)):
            outcomes = batch.records((d for p in shard.pieces(planned, number) for d in p), DEFAULT_MODEL)
            coded.write(top / "out", number, "test", outcomes)
    return top / "out"


@pytest.fixture(scope="module")
def direct(made: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the record holds when the same files are added."""
    sources = [DOSSIER, made.parent / "some.jsonl"]
    found = batch.records(ingest.read(sources, detect=detect), DEFAULT_MODEL)
    records = [r for r in found if not isinstance(r, DocumentError)]
    with closing(fresh(tmp_path_factory.mktemp("direct") / "record.db", records)) as db:
        return lines(db)


def test_the_record_is_that_of_adding_and_nothing_is_read(
    made: Path, direct: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr(pipeline, "read", none)
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        found = list(merging.merge(db, made, merging.finished(made)))
        link(db)
        assert list(canonical(db)) == direct
        failed = [f for f in found if isinstance(f, DocumentError)]
        assert [f.place for f in failed] == [f"{made.parent / 'some.jsonl'}, line 2"]
        again = [f for f in merging.merge(db, made, merging.finished(made)) if isinstance(f, Saved)]
        assert {f.change for f in again} == {"known"}
        assert len(again) == len(found) - 1
        link(db)
        assert list(canonical(db)) == direct
        assert db.execute("SELECT count(*) FROM runs WHERE finished IS NOT NULL").fetchone() == (2,)
        options = json.loads(db.execute("SELECT options FROM runs").fetchone()[0])
        assert options["coded"] == {"program": coded.read_plan(made).program, "rules": coded.read_plan(made).rules}
        read = [f for f in merging.merge(db, made, merging.finished(made), again=True) if isinstance(f, Saved)]
        assert {f.change for f in read} == {"read again"}
        link(db)
        assert list(canonical(db)) == direct


def test_it_goes_on_after_an_interruption(made: Path, direct: list[str], tmp_path: Path) -> None:
    for stop in (1, 9, 20):
        with closing(open_record(tmp_path / "record.db", create=True)) as db:
            for _ in zip(range(stop), merging.merge(db, made, merging.finished(made)), strict=False):
                pass
    with closing(open_record(tmp_path / "record.db")) as db:
        assert [f for f in merging.merge(db, made, merging.finished(made)) if not isinstance(f, DocumentError)]
        link(db)
        assert list(canonical(db)) == direct


def test_what_is_not_finished_or_damaged_is_told(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(made, out)
    broken = coded.shard_file(out, "events", 2)
    size = broken.stat().st_size
    broken.write_bytes(b"x" * size)  # of the right size: only reading it tells
    with (
        closing(open_record(tmp_path / "record.db", create=True)) as db,
        pytest.raises(CommuniqueError, match=r"shard 2: a file of it is damaged .* Delete .*shard-000002.json"),
    ):
        list(merging.merge(db, out, merging.finished(out)))
    (out / "done" / "shard-000002.json").unlink()
    with pytest.raises(UsageError, match=r"1 of its \d+ shards are not done, or damaged \(the first: 2\)"):
        merging.finished(out)
    with pytest.raises(UsageError, match="no coded folder"):
        merging.finished(tmp_path / "none")


def test_other_rules_are_told(made: Path) -> None:
    plan = coded.read_plan(made)
    assert plan.rules == rules()
    assert merging.other_rules(made, plan) is None
    told = merging.other_rules(made, replace(plan, rules="0", program="0.0.1"))
    assert told is not None
    assert "was coded by Communiqué 0.0.1 with other rules (0, here" in told


def test_the_command(
    made: Path, direct: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "record.db"
    monkeypatch.setattr(sys, "argv", ["communique", "add", "--db", str(path), str(made)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "some.jsonl, line 2: not JSON" in told
    assert "added, 1 later version, 1 failed" in told
    with closing(open_record(path)) as db:
        assert list(canonical(db)) == direct
