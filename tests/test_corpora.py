"""Real reports, which are not part of the project, read without failure and with sound records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique import ingest, pipeline
from communique.model import Document
from communique.parse.published import detect
from invariants import check

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
NAMES = ("crisis_news", "crisis_official", "machine_translated", "wikinews")


@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the reference material is not there: {CORPORA}")
@pytest.mark.parametrize("name", NAMES)
def test_reports_are_read(name: str, tmp_path: Path) -> None:
    lines = (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    lines = [line for line in lines if line.strip()]
    chosen = lines[5 :: len(lines) // 12][:12]
    path = tmp_path / "sample.jsonl"
    path.write_text("\n".join(chosen), encoding="utf-8")
    events = statements = 0
    for line, document in zip(chosen, ingest.read([path], detect=detect), strict=True):
        assert isinstance(document, Document), document
        assert document.text == json.loads(line)["text"]
        record = pipeline.read(document)
        check(record)
        events += len(record.events)
        statements += sum(e.type == "SAY" for e in record.events)
    assert events > 12
    assert statements > 6
