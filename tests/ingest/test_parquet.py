"""Parquet tables: columns, types, bad rows, damaged tables, memory."""

from __future__ import annotations

import datetime
import gzip
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique import ingest
from communique.errors import DocumentError
from communique.ingest import fields, parquet
from communique.ingest.document import given_or_metadata
from communique.ingest.limits import Limits
from communique.ingest.options import Options
from communique.ingest.sources import Source, Stream
from communique.model import Document

ENGLISH = "The minister said on Friday that the government would not answer the letter."


def table(columns: dict[str, Any], **options: Any) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made, **options)
    return made.getvalue()


def read(data: bytes, **limits: Any) -> list[Document | DocumentError]:
    return list(ingest.read(["-"], stdin=io.BytesIO(data), limits=Limits(**limits)))


def document(columns: dict[str, Any]) -> Document:
    (found,) = read(table(columns))
    assert isinstance(found, Document), str(found)
    return found


def test_our_own_names() -> None:
    found = document(
        {
            "id": [7],
            "text": [ENGLISH],
            "title": ["T"],
            "url": ["https://example.org/1"],
            "outlet": ["O"],
            "published": [datetime.date(2022, 2, 10)],
            "lang": ["en"],
            "junk": [[1, 2]],
        }
    )
    assert (found.ref, found.text, found.title, found.outlet) == ("7", ENGLISH, "T", "O")
    assert (found.url, found.published.value, found.published.basis) == (
        "https://example.org/1",
        "2022-02-10",
        "metadata",
    )


CC_NEWS: list[tuple[dict[str, Any], tuple[str | None, ...]]] = [
    (  # news-please
        {"maintext": [ENGLISH], "title": ["T"], "source_domain": ["example.org"], "date_publish": ["2022-02-10 05:06:07"],
         "date_download": ["2022-03-01 05:06:07"], "language": ["en"], "url": ["https://example.org/1"], "description": ["D"]},
        ("T", "example.org", "2022-02-10", "https://example.org/1"),
    ),
    (
        {"plain_text": [ENGLISH], "title": ["T"], "sitename": ["Example"], "publisher": ["P"], "published_date": ["2022-02-10"],
         "requested_url": ["https://example.org/1"], "language": ["English"], "crawl_date": ["2022-03-01"]},
        ("T", "Example", "2022-02-10", "https://example.org/1"),
    ),
    ({"text": [ENGLISH], "title": [None], "domain": ["example.org"], "date": [""]}, (None, "example.org", None, None)),
    ({"text": [ENGLISH], "date": ["soon"], "language": ["??"], "domain": [None]}, (None, None, None, None)),
    ({"text": [""], "maintext": [ENGLISH], "date": [3]}, (None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "wanted"), CC_NEWS)
def test_names_of_cc_news(columns: dict[str, Any], wanted: tuple[str | None, ...]) -> None:
    found = document({k: pa.array(v, pa.string()) if v == [None] else v for k, v in columns.items()})
    assert found.text == ENGLISH
    assert (found.title, found.outlet, found.published.value, found.url) == wanted


def test_json_lines_know_the_same_names(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        f'{{"title": "T", "maintext": "{ENGLISH}", "date_publish": "2022-02-10 05:06:07", "language": null}}'
    )
    (found,) = ingest.read([path])
    assert isinstance(found, Document)
    assert (found.title, found.text, found.published.value) == ("T", ENGLISH, "2022-02-10")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (pa.timestamp("ns"), datetime.datetime(2022, 2, 10, 23, 59)),
        (pa.timestamp("ms", "UTC"), datetime.datetime(2022, 2, 10, 23, 59)),
        (pa.date64(), datetime.date(2022, 2, 10)),
        (pa.large_string(), "2022-02-10T23:59:00Z"),
    ],
)
def test_types_of_days(kind: Any, value: Any) -> None:
    assert document({"text": [ENGLISH], "published": pa.array([value], kind)}).published.value == "2022-02-10"


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])
@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
def test_types_of_texts_and_codecs(kind: Any, compression: str) -> None:
    value = ENGLISH.encode() if kind == pa.binary() else ENGLISH
    texts = pa.array([value]).cast(kind) if pa.types.is_dictionary(kind) else pa.array([value], kind)
    found = read(table({"text": texts}, compression=compression))
    assert [one.text for one in found if isinstance(one, Document)] == [ENGLISH]


BAD: list[tuple[Any, str]] = [
    (b"\x93No\x94", "not UTF-8"),
    (None, "null"),
    (b" ", "no text"),
    (b"a\0b", "NUL"),
    ("Minister powiedział w piątek, że rząd odrzuca propozycję i nie będzie rozmów z Moskwą.".encode(), "Polish"),
    (ENGLISH.encode() * 20, "more than the 0.001 MB"),
]


@pytest.mark.parametrize(("value", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_bad_row_costs_itself(value: Any, reason: str) -> None:
    data = table({"text": pa.array([ENGLISH.encode(), value, ENGLISH.encode()], pa.binary())})
    first, second, third = read(data, document_bytes=1000)
    assert isinstance(first, Document)
    assert isinstance(second, DocumentError)
    assert isinstance(third, Document)
    assert (first.ref, second.place, third.ref) == ("-#1", "-, row 2", "-#3")
    assert reason in second.reason


GOOD = table({"text": [ENGLISH] * 3})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (GOOD[:-20], "no readable Parquet table"),
        (GOOD[:30], "no readable Parquet table"),
        (b"PAR1", "no readable Parquet table"),
        (GOOD[:-8] + b"\xff\xff\xff\x7fPAR1", "no readable Parquet table"),
        (table({"body": [ENGLISH]}), "no column with the reports (text, maintext, plain_text)"),
        (table({"text": pa.array([], pa.string())}), "no row"),
        (table({"text": [[ENGLISH]]}), '"text" is a list'),
        (table({"text": [3]}), '"text" is a number'),
    ],
)
def test_tables_that_cannot_be_read(data: bytes, reason: str) -> None:
    (error,) = read(data)
    assert isinstance(error, DocumentError)
    assert reason in error.reason
    assert error.remedy.endswith(".")


def test_a_damaged_row_group_costs_itself() -> None:
    texts = [f"{ENGLISH} {n}" for n in range(900)]
    data = bytearray(
        table({"text": texts}, row_group_size=300, compression="none", use_dictionary=False, write_page_checksum=True)
    )
    at = data.index(b" 450")
    data[at : at + 4] = b"\0\0\0\0"
    found = read(bytes(data))
    (error,) = [one for one in found if isinstance(one, DocumentError)]
    assert "row group 2 is damaged from row 301 to 600" in error.reason
    assert [one.ref for one in found if isinstance(one, Document)] == [
        f"-#{n}" for n in (*range(1, 301), *range(601, 901))
    ]


def test_a_table_that_unpacks_to_many_times_its_size() -> None:
    data = table({"text": [" " * 2_000_000 + str(n) for n in range(27)]}, compression="zstd", use_dictionary=False)
    (error,) = read(data)
    assert isinstance(error, DocumentError)
    assert "over 250 times its size" in error.reason


@pytest.mark.parametrize("name", ["a.parquet", "a", "a.txt"])
def test_files_pipes_and_compressed_tables(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(GOOD) if name == "a" else GOOD)
    assert [one.ref for one in ingest.read([path]) if isinstance(one, Document)] == [f"{path}#{n}" for n in (1, 2, 3)]

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert len([one for one in ingest.read(["-"], stdin=Pipe(GOOD)) if isinstance(one, Document)]) == 3


def test_some_row_groups_alone() -> None:
    data = table({"text": [f"{ENGLISH} {n}" for n in range(9)]}, row_group_size=3)
    source = Source("a", ".parquet", Stream(io.BytesIO(data)), first=4)
    found = list(parquet.read(source, Options(None, given_or_metadata, Limits()), [1]))
    assert [one.ref for one in found if isinstance(one, Document)] == ["a#4", "a#5", "a#6"]


def test_only_columns_that_are_used_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    real = pq.ParquetFile.iter_batches

    def iter_batches(self: Any, *args: Any, **more: Any) -> Any:
        asked.append(more["columns"])
        return real(self, *args, **more)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", iter_batches)
    document({"junk": ["x"], "text": [ENGLISH], "title": ["T"], "embedding": [[0.5]]})
    assert asked == [["text", "title"]]


def test_no_field_has_two_meanings() -> None:
    assert len(set(fields.ALL)) == len(fields.ALL)
