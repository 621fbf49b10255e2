"""What a coded folder holds is what was read, to the byte."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyarrow.parquet import ParquetFile

from communique import ingest, pipeline, tables
from communique.cluster import folder as coded
from communique.cluster import rows
from communique.errors import DocumentError
from communique.model import Record
from communique.parse.published import detect
from communique.record import to_json
from ledger.made import SAMPLES, dossier, report, stories
from store.test_write_read import full
from test_properties import reports


def stored(folder: Path, outcomes: list[rows.Outcome], known: frozenset[str] = frozenset()) -> list[rows.Outcome | str]:
    """Outcomes, written as a shard and read back."""
    for name in (*rows.TABLES, "done", "under-way"):
        (folder / name).mkdir(exist_ok=True)
    coded.write(folder, 0, "test", outcomes)
    paths = {name: coded.shard_file(folder, name, 0) for name in rows.TABLES}
    return list(rows.outcomes(paths, known.__contains__))


def same(one: rows.Outcome | str, other: rows.Outcome) -> None:
    assert isinstance(one, Record)
    assert isinstance(other, Record)
    for each in fields(Record):  # field by field: a difference is shown where it is
        assert getattr(one, each.name) == getattr(other, each.name), each.name
    assert one == other
    assert to_json(one) == to_json(other)
    assert list(one.sections) == list(other.sections)
    assert {type(v) for t in one.traits for v in (t.opens, t.answers, t.denies, t.own_behalf, t.definite)} <= {bool}


@pytest.mark.parametrize("batch", [3, 1_000])
def test_records_come_back(batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_BATCH", batch)
    letters = report((SAMPLES / "letters.txt").read_text(encoding="utf-8"), "2022-02-11", "letters.txt")
    assert letters.links
    assert letters.exchanges
    records: list[rows.Outcome] = [letters, *dossier(), *stories(), full()]
    found = stored(tmp_path, records)
    assert len(found) == len(records)
    for one, other in zip(found, records, strict=True):
        same(one, other)


def test_failures_stand_in_their_places_and_the_same_report_may_come_twice(tmp_path: Path) -> None:
    one, other = full(), replace(full(), document=replace(full().document, id="id2"))
    bad = [DocumentError(f"a file, line {n}", "“why”", "Mend it.") for n in range(4)]
    order: list[rows.Outcome] = [bad[0], bad[1], one, bad[2], one, other, bad[3]]
    found = stored(tmp_path, order)
    assert [f.args if isinstance(f, DocumentError) else f for f in found] == [
        o.args if isinstance(o, DocumentError) else o for o in order
    ]
    passed = stored(tmp_path, order, frozenset(["id1"]))
    assert [passed[2], passed[4], passed[5]] == ["id1", "id1", other]


def test_no_document_gives_all_tables(tmp_path: Path) -> None:
    assert stored(tmp_path, []) == []
    count = coded.done(tmp_path, 0)
    assert count == coded.Count()


def test_rows_are_written_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS", 2)
    monkeypatch.setattr(tables, "DOCUMENTS", 1)
    for one, other in zip(stored(tmp_path, list(stories())), stories(), strict=True):
        same(one, other)
    assert ParquetFile(coded.shard_file(tmp_path, "documents", 0)).num_row_groups == len(stories())
    assert ParquetFile(coded.shard_file(tmp_path, "mentions", 0)).num_row_groups > len(stories())


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(reports())
def test_awkward_texts(tmp_path: Path, text: str) -> None:
    if text.strip():
        record = pipeline.read(ingest.from_text(text, published="2022-02-11", lang="en", detect=detect))
        (found,) = stored(tmp_path, [record])
        same(found, record)
