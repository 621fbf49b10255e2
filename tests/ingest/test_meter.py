"""How far the reading of files is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from communique import ingest
from communique.ingest.meter import Meter

LINE = b'{"text": "Envoys of the two countries met in Geneva on Monday and agreed to meet again."}\n'


def shares(sources: list[str]) -> list[float | None]:
    meter = Meter(sources)
    found = [meter.fraction]
    for _ in ingest.read(sources, meter=meter):
        found.append(meter.fraction)
    return [*found, meter.fraction]


def test_bytes_of_all_files_count(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE * 3)
    (tmp_path / "b.txt").write_bytes(b"The envoys met in Geneva. They agreed to meet again.\n" * 10)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(LINE * 2000))
    found = shares([str(tmp_path)])
    assert found[0] == 0.0
    assert found[-1] == 1.0
    known = [share for share in found if share is not None]
    assert known == sorted(known)
    assert len(set(known)) > 3


def test_half_of_two_files(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The envoys met in Geneva on Monday.", encoding="utf-8")
    meter = Meter([str(tmp_path)])
    documents = ingest.read([str(tmp_path)], meter=meter)
    next(documents)
    next(documents)
    assert meter.fraction == 1.0


@pytest.mark.parametrize("source", ["-", "https://example.org/feed", "no-such-file.txt"])
def test_unknown_is_said(source: str) -> None:
    assert Meter([source]).fraction is None
