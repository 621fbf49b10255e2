"""However often it is killed while it adds reports, and if two do it at once: the end is that of a run without a disturbance."""

from __future__ import annotations

import io
import json
import os
import pickle
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from communique.ask.records import records
from communique.export import exporter
from communique.store.database import open_record
from ledger.made import dossier, lines, stories

PROGRAM = Path(__file__).with_name("killing.py")
KILLS = 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked on this system")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    prepared_records = [*stories(), *dossier()]  # the second half first: still the versions of a report in their order
    assert len(prepared_records) > 40
    prepared = tmp_path / "records.pickle"
    prepared.write_bytes(pickle.dumps(prepared_records))
    command = [sys.executable, str(PROGRAM), str(prepared), str(tmp_path), "1", str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(told["kills"].values()) >= KILLS, told
    assert min(told["kills"].values()) >= KILLS // 2, told
    with closing(open_record(tmp_path / "calm.db")) as db:
        calm = lines(db)
        exported = export(db)
        assert {json.loads(line)["table"] for line in calm} >= {
            "reports",
            "groups",
            "across",
            "copies",
            "persons",
            "redirects",
        }
    names = [f"killed-{number}.db" for number in range(1, told["records"] + 1)]
    for name in (*names, "both.db"):
        with closing(open_record(tmp_path / name)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert db.execute("SELECT count(*) FROM runs WHERE finished IS NOT NULL").fetchone()[0] >= 1
            assert db.execute("SELECT count(*) FROM runs").fetchone()[0] > (5 if name in names else 1)
            assert lines(db) == calm
            assert export(db) == exported


def export(db: sqlite3.Connection) -> bytes:
    """What `communique export --to jsonl` writes."""
    target = io.BytesIO()
    exporter("jsonl").write(records(db), target)
    return target.getvalue()
