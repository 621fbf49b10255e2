"""The command as it is typed: formats, exit codes, messages."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from communique import __version__, batch, cli, pipeline
from communique.errors import DocumentError
from communique.model import Document, Record
from communique.parse.syntax import DEFAULT_MODEL
from communique.show import table

REPORT = 'Moscow said on Thursday that talks with Kyiv would go on.\n\n"We are ready," Olaf Scholz said in Berlin.\n'
DENIAL = "Kyiv denied that it had shelled the town."
POLISH = (
    "Minister spraw zagranicznych powiedział w czwartek, że rozmowy z Rosją zostaną wznowione w przyszłym tygodniu."
)
COMMAND = [sys.executable, "-m", "communique.cli"]


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run the command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["communique", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a folder with two good documents and five that cannot be read."""
    path = tmp_path / "reports"
    path.mkdir()
    (path / "a.txt").write_text(REPORT, encoding="utf-8")
    lines = [json.dumps({"id": "l1", "text": DENIAL, "published": "2022-02-11"}), "{bad"]
    (path / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (path / "c-empty.txt").write_bytes(b"")
    (path / "d-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (path / "e-polish.txt").write_text(POLISH, encoding="utf-8")
    return path


def test_json_gives_one_record_a_line(run: Run, folder: Path) -> None:
    ran = run("read", "--format", "json", str(folder / "a.txt"), "--published", "2022-02-11")
    assert (ran.code, ran.err) == (0, "")
    [record] = ran.records
    assert record["document"]["text"] == REPORT
    assert record["document"]["published"]["value"] == "2022-02-11"
    assert "Olaf Scholz" in {a["name"] for a in record["actors"]}


def test_bad_documents_are_told_and_cost_only_themselves(run: Run, folder: Path) -> None:
    ran = run("read", "--format", "json", str(folder))
    assert ran.code == 1
    assert [Path(r["document"]["ref"]).name for r in ran.records] == ["a.txt", "l1"]
    *errors, summary = ran.err.splitlines()
    assert summary == "4 of 6 documents could not be read"
    assert len(errors) == 4
    for error, name in zip(errors, ["b.jsonl, line 2", "c-empty.txt", "d-picture.txt", "e-polish.txt"], strict=True):
        assert error.startswith(f"error: {folder / name}: ")
        assert error.endswith(".")


def test_a_single_failure_needs_no_count(run: Run) -> None:
    ran = run("read", "missing.txt")
    assert (ran.code, ran.out, ran.err) == (1, "", "error: missing.txt: no such file or folder. Check the name.\n")


def test_a_folder_without_reports(run: Run, tmp_path: Path) -> None:
    ran = run("read", str(tmp_path))
    assert ran.code == 1
    assert (
        ran.err
        == f"error: {tmp_path}: the folder holds no file to read. Name a folder with text, HTML or JSONL files.\n"
    )


def test_standard_input(run: Run) -> None:
    assert [r["document"]["ref"] for r in run("read", "-", "--format", "json", stdin=DENIAL.encode()).records] == ["-"]


def test_a_huge_text_is_turned_away_quickly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_text(DENIAL * 500_000, encoding="utf-8")
    ran = run("read", "huge.txt")
    assert ran.code == 1
    assert "larger than 5 MB" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read"], "Missing argument"),
        (["read", "a.txt", "--format", "xml"], "'xml' is not one of"),
        (["read", "a.txt", "--published", "soon"], "error: published: 'soon' is no date. Write it as 2022-02-10.\n"),
        (["read", "a.txt", "--model", "no_such_model"], "error: model 'no_such_model': "),
        (["read", "a.txt", "--why", "--format", "json"], "error: --why: it goes with --format text, not json. "),
        (["read", "a.txt", "--workers", "0"], "--workers"),
        (["explain"], "Missing argument"),
        (["forget"], "No such command"),
    ],
)
def test_wrong_usage_exits_with_2(run: Run, tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_text_in_a_pipe_is_plain_and_at_most_100_wide(run: Run, folder: Path) -> None:
    ran = run("read", str(folder / "a.txt"))
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100
    assert not [line for line in ran.out.splitlines() if line != line.rstrip()]
    assert "Moscow said¹ on Thursday" in ran.out
    assert "SAY       Russia: talks with Kyiv would go on · date unknown (“Thursday”)" in ran.out


def test_table_in_a_pipe_is_tab_separated_under_one_header(run: Run, folder: Path) -> None:
    ran = run("read", "--format", "table", str(folder))
    header, *rows = ran.out.splitlines()
    assert header.split("\t") == list(table.COLUMNS)
    assert {row.split("\t")[0] for row in rows} == {str(folder / "a.txt"), "l1"}
    assert {row.count("\t") for row in rows} == {len(table.COLUMNS) - 1}


def test_explain_by_a_beginning_of_the_id(run: Run, folder: Path) -> None:
    source = str(folder / "a.txt")
    [record] = run("read", "--format", "json", source).records
    said = record["events"][0]
    ran = run("explain", source, said["id"][:8])
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    assert f"SAY Russia {said['id']}" in text
    assert "{actor: Moscow} {trigger: said} on Thursday that {content: talks with Kyiv would go on}." in text
    assert "“Moscow” → Russia (state, party RUS): place for government" in text
    assert "say.toml, line " in text


def test_explain_knows_no_such_entry_or_too_many(run: Run, folder: Path) -> None:
    source = str(folder / "a.txt")
    ids = [e["id"] for e in run("read", "--format", "json", source).records[0]["events"]]
    unknown = run("explain", source, "nothing")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.startswith("error: event nothing: no entry has this id. The nearest are:\n  e")
    assert {line.split()[0] for line in unknown.err.splitlines()[1:]} <= set(ids)
    several = run("explain", source, "e")
    assert several.code == 2
    assert f"{len(ids)} entries have an id that begins so" in several.err
    assert run("explain", "missing.txt", "e").code == 1


def test_why_explains_every_entry(run: Run, folder: Path) -> None:
    source = str(folder / "a.txt")
    [record] = run("read", "--format", "json", source).records
    out = run("read", "--why", source).out
    assert [e["id"] for e in record["events"] if e["id"] not in out] == []
    assert out.count("  status") == len(record["events"])


def test_what_breaks_the_program_breaks_one_document(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.read

    def broken(document: Document, model: str = DEFAULT_MODEL) -> Record:
        if document.ref.endswith("a.txt"):
            raise ZeroDivisionError("by\nzero")
        return real(document, model)

    monkeypatch.setattr(pipeline, "read", broken)
    ran = run("read", "--format", "json", str(folder / "a.txt"), str(folder / "b.jsonl"))
    assert ran.code == 1
    assert [r["document"]["ref"] for r in ran.records] == ["l1"]
    assert ran.err.splitlines()[0] == (
        f"error: {folder / 'a.txt'}: internal error (ZeroDivisionError: by zero). "
        "Please report it with the document; --debug shows where it happened."
    )
    with pytest.raises(ZeroDivisionError):
        run("read", "--debug", str(folder / "a.txt"))


class Deadly(Document):
    """Kills the process that it is sent to."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (1,)


def test_more_workers_give_the_same_and_survive_the_death_of_one() -> None:
    good: list[Document | DocumentError] = [
        Document(f"d{n}", f"d{n}", f"{DENIAL} Case {n}.") for n in range(batch.CHUNK + 2)
    ]
    good[1] = DocumentError("d1", "it is bad", "Mend it.")
    alone = list(batch.records(iter(good), DEFAULT_MODEL))
    deadly: list[Document | DocumentError] = [*good[:3], Deadly("deadly", "x", DENIAL), *good[3:]]
    shared = list(batch.records(iter(deadly), DEFAULT_MODEL, workers=2))
    dead = shared.pop(3)
    assert isinstance(dead, DocumentError)
    assert (dead.place, dead.reason) == ("deadly", "internal error (the process that read it died)")
    assert [str(s) if isinstance(s, DocumentError) else s for s in shared] == [
        str(s) if isinstance(s, DocumentError) else s for s in alone
    ]


def test_workers_of_the_command_keep_order_and_bytes(folder: Path) -> None:
    path = folder / "many.jsonl"
    path.write_text(
        "".join(json.dumps({"id": f"m{n}", "text": f"{REPORT} Case {n}."}) + "\n" for n in range(20)), encoding="utf-8"
    )
    one, two = (
        subprocess.run(
            [*COMMAND, "read", "--format", "json", "--workers", n, str(folder)], capture_output=True, check=False
        )
        for n in "12"
    )
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.stdout.count(b"\n") == 22


def test_a_reader_that_stops_early_is_no_error(folder: Path) -> None:
    path = folder / "many.jsonl"
    path.write_text(
        "".join(json.dumps({"id": f"m{n}", "text": REPORT * 20}) + "\n" for n in range(12)), encoding="utf-8"
    )
    process = subprocess.Popen(
        [*COMMAND, "read", "--format", "json", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["document"]["ref"] == "m0"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def cpu_seconds(arguments: list[str]) -> float:
    """Processor time of one run; wall-clock time would measure what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*COMMAND, *arguments], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_is_quick_and_loads_no_parser(argument: str) -> None:
    heavy = {"spacy", "numpy", "trafilatura", "lxml"}
    loaded = (
        "import sys; sys.argv = ['communique', sys.argv[1]]\nfrom communique import cli\ntry: cli.main()\n"
        f"except SystemExit: pass\nprint(sorted({{m.split('.')[0] for m in sys.modules}} & {heavy}))"
    )
    done = subprocess.run([sys.executable, "-c", loaded, argument], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert min(cpu_seconds([argument]) for _ in range(3)) < 0.3


def test_the_version(run: Run) -> None:
    assert run("--version") == Ran(0, f"communique {__version__}\n", "")
