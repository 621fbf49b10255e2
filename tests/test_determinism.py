"""The same bytes whatever the hash seed, the order of the documents or the number of processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "communique" / "data" / "samples" / "letters.txt"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("reports")
    names = [str(SAMPLE)]
    for name in ("a01", "a04", "a09"):
        path = folder / f"{name}.txt"
        path.write_text(
            json.loads((ROOT / "bench" / "gold" / f"{name}.json").read_text(encoding="utf-8"))["text"], encoding="utf-8"
        )
        names.append(str(path))
    return names


def run(sources: list[str], seed: str, *options: str) -> list[bytes]:
    """Each line that the command prints."""
    command = [
        sys.executable,
        "-c",
        "from communique.cli import main; main()",
        "read",
        "--format",
        "json",
        *options,
        *sources,
    ]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.splitlines()


def test_same_bytes(sources: list[str]) -> None:
    first = run(sources, "0")
    assert len(first) == len(sources)
    assert any(json.loads(line)["events"] for line in first)
    assert run(sources, "1") == first
    assert run(sources[::-1], "2") == first[::-1]
    assert run(sources, "3", "--workers", "2") == first
