"""Many documents: stopping after some and going on, and what somebody who waits sees."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli import app
from communique.errors import StoreError
from communique.store.database import open_record

LINES = [
    "Envoys of Kenya and Somalia met in Nairobi on Monday.",
    "Spain asked Morocco to reopen the border on Tuesday.",
    "Chile rejected the request of Bolivia.",
    "Peru promised to help Ecuador after the flood.",
]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(f'{{"id": "r{n}", "text": "{t}"}}\n' for n, t in enumerate(LINES)), encoding="utf-8")
    return path


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(args), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_read_stops_after_some(reports: Path) -> None:
    code, out, _ = run("read", "--format", "json", "--stop-after", "3", str(reports))
    assert (code, out.count("\n")) == (0, 3)


def test_add_stops_after_some_and_goes_on(reports: Path, tmp_path: Path) -> None:
    def add(*more: str) -> str:
        code, _, told = run("add", "--db", str(tmp_path / "r.db"), *more, str(reports))
        assert code == 0
        return told

    assert "3 added." in add("--stop-after", "3")
    assert "1 added, 3 known already." in add("--stop-after", "3")
    assert "0 added, 4 known already." in add("--stop-after", "3")


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_wrong_number_is_usage(reports: Path, number: str) -> None:
    assert run("read", "--stop-after", number, str(reports))[0] == 2


def test_whoever_watches_sees_documents_words_and_time_left(reports: Path, tmp_path: Path) -> None:
    watcher, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "communique.cli", "add", "--db", str(tmp_path / "r.db"), str(reports)],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(terminal)
    seen = b""
    try:
        while more := os.read(watcher, 65536):
            seen += more
    except OSError:  # Linux: the other end is closed
        pass
    os.close(watcher)
    assert process.wait(60) == 0
    shown = seen.decode(errors="replace")
    assert "4 documents" in shown
    assert "words/s" in shown
    assert "left" in shown
    assert "4 added" in shown


def test_a_full_disk_is_named_and_the_next_run_goes_on(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.db"

    def small(record: Path, create: bool = False) -> sqlite3.Connection:
        connection = open_record(record, create)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")  # SQLite fails then as it does on a full disk
        return connection

    long = " ".join(LINES * 300)
    reports.write_text(f'{{"text": "{LINES[0]}"}}\n{{"text": "{long}"}}\n', encoding="utf-8")
    open_record(path, create=True).close()
    with monkeypatch.context() as patch:
        patch.setattr("communique.store.database.open_record", small)
        with pytest.raises(StoreError, match=r"r\.db: the disk is full; what was saved before is kept\. Make room"):
            run("add", "--db", str(path), str(reports))
    code, _, told = run("add", "--db", str(path), str(reports))
    assert code == 0
    assert "holds 2 reports" in told
