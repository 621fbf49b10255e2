from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import communique
from communique.errors import UsageError
from communique.export import parquet
from export.sample import Data, report, reports

SAMPLE = Path(communique.__file__).parent / "data" / "samples" / "letters.txt"
Rows = dict[str, list[Data]]


def tables(records: list[Data], folder: Path) -> Rows:
    parquet.write(iter(records), folder)
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in parquet.TABLES}


def pick(row: Data, *keys: str) -> Data:
    return {key: row[key] for key in keys}


def span(start: int | None, end: int | None) -> Data | None:
    return None if start is None else {"start": start, "end": end}


def exchange(found: Rows, row: Data, keys: tuple[str, ...]) -> Data:
    addressees = [
        pick(a, *keys)
        for a in found["addressees"]
        if (a["exchange"], a["across"], a["report"]) == (row["id"], row["across"], row["report"])
    ]
    return {**pick(row, "id", "opening", "answers", "outcome"), "addressees": addressees, "claims": row["claims"]}


def rebuilt(found: Rows, name: str) -> Data:
    """The record of one report, put together from the tables."""

    def of(table: str, **where: Any) -> list[Data]:
        wanted = {"report": name, **where}
        return [r for r in found[table] if all(r[k] == v for k, v in wanted.items())]

    (row,) = of("documents")
    published = {"value": row["published"], "basis": row["published_basis"]}
    if row["published_start"] is not None:
        published["span"] = span(row["published_start"], row["published_end"])
    if row["published_reason"] is not None:
        published["reason"] = row["published_reason"]
    document = {"id": name, **pick(row, "ref", "title", "url", "outlet", "text"), "published": published}
    record: Data = {
        "document": document,
        "sentences": [pick(r, "start", "end", "section") for r in of("sentences")],
        "actors": [
            {
                **pick(a, "id", "name", "kind", "party", "office", "wikidata", "code"),
                "mentions": [pick(m, "start", "end", "text", "reading", "why") for m in of("mentions", actor=a["id"])],
            }
            for a in of("actors")
        ],
        "timexes": [pick(t, "start", "end", "type", "value", "basis", "rule", "alternatives") for t in of("timexes")],
        "events": [
            {
                **pick(e, "id", "type", "mode", "cameo", "actors", "recipients", "behalf", "channel", "sentence"),
                **pick(e, "quote", "inside", "status", "quantity", "place", "rule", "why"),
                "trigger": span(e["trigger_start"], e["trigger_end"]),
                "roles": [pick(r, "role", "start", "end", "actor") for r in of("roles", event=e["id"])],
                "content": [pick(c, "start", "end") for c in of("contents", event=e["id"])],
                "when": {"value": e["when"], "basis": e["when_basis"], "span": span(e["when_start"], e["when_end"])},
            }
            for e in of("events")
        ],
        "links": [pick(x, "type", "from", "to", "score", "reasons") for x in of("links", across=False)],
        "exchanges": [exchange(found, x, ("actor", "state", "by", "behalf")) for x in of("exchanges", across=False)],
    }
    if row["version"] is None:
        return record
    copies = {key: row[f"copies_{key}"] for key in ("group", "similarity", "reason")}
    judgements = [pick(j, *parquet.TABLES["judgements"]) for j in of("judgements")]
    for judgement in judgements:
        del judgement["report"], judgement["number"]
        judgement |= {key: json.loads(judgement[key]) for key in ("before", "after")}
    keys = ("actor", "name", "state", "by", "behalf", "quote")
    record["across"] = {
        **pick(row, "version", "current", "source"),
        "copies": copies if row["copies_group"] is not None else None,
        "groups": [g for g in found["groups"] if {e["id"] for e in record["events"]} & set(g["events"])],
        "links": [pick(x, "type", "from", "to", "score", "reasons") for x in of("links", across=True)],
        "exchanges": [
            {**exchange(found, x, keys), "openings": x["openings"]} for x in found["exchanges"] if x["across"]
        ],
        "judgements": judgements,
    }
    return record


def test_records_can_be_put_together_again(tmp_path: Path) -> None:
    found = tables(reports(), tmp_path)
    assert [rebuilt(found, name) for name in ("r1", "r2", "r3")] == reports()
    assert len(found["groups"]) == 1
    assert len([x for x in found["exchanges"] if x["across"]]) == 1


def test_a_real_record_keeps_every_field(tmp_path: Path) -> None:
    data = communique.read(SAMPLE.read_text(encoding="utf-8"), published="2022-02-11").to_dict()
    assert data["exchanges"]
    assert rebuilt(tables([data], tmp_path), data["document"]["id"]) == data


@pytest.mark.parametrize("rows", [1, 3])
def test_batches_make_no_difference(rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tables(reports(), tmp_path / "whole")
    monkeypatch.setattr("communique.tables.ROWS", rows)
    monkeypatch.setattr("communique.tables.DOCUMENTS", 1)
    assert tables(reports(), tmp_path / "parts") == whole
    assert pq.ParquetFile(tmp_path / "parts" / "documents.parquet").num_row_groups == 3
    assert pq.ParquetFile(tmp_path / "whole" / "documents.parquet").num_row_groups == 1


def test_columns_are_the_same_with_and_without_rows(tmp_path: Path) -> None:
    parquet.write([], tmp_path / "none")
    parquet.write(reports(), tmp_path / "some")
    for name, columns in parquet.TABLES.items():
        none, some = (pq.read_schema(tmp_path / folder / f"{name}.parquet") for folder in ("none", "some"))
        assert none.names == list(columns)
        assert none.equals(some)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(UsageError, match="this is a file, and Parquet needs a folder"):
        parquet.write([report()], file)
