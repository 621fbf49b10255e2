"""JSON Lines and JSON."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from communique import ingest
from communique.errors import DocumentError
from communique.model import Document

ENGLISH = "The minister said on Friday that the government would not answer the letter."


def read(tmp_path: Path, data: bytes | str, name: str = "a.jsonl", **limits: int) -> list[Document | DocumentError]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(ingest.read([path], limits=ingest.Limits(**limits)))  # type: ignore[arg-type]


def test_fields(tmp_path: Path) -> None:
    record = {
        "id": "r-1",
        "text": ENGLISH,
        "title": "No answer",
        "url": "https://example.org/1",
        "outlet": "Example",
        "published": "2022-02-10T23:30:00+03:00",
        "lang": "en",
        "other": [1, {}],
    }
    (found,) = read(tmp_path, json.dumps(record))
    assert isinstance(found, Document)
    assert (found.ref, found.text, found.title, found.url) == ("r-1", ENGLISH, "No answer", "https://example.org/1")
    assert (found.outlet, found.lang) == ("Example", "en")
    assert (found.published.value, found.published.basis) == ("2022-02-10", "metadata")


def test_given_day_outranks_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": ENGLISH, "published": "2022-02-10"}))
    (found,) = ingest.read([path], published="2022-03-01")
    assert isinstance(found, Document)
    assert (found.published.value, found.published.basis) == ("2022-03-01", "given")


@pytest.mark.parametrize(("value", "ref"), [(7, "7"), ("x", "x"), ("", "#1"), (None, "#1")])
def test_ref(tmp_path: Path, value: object, ref: str) -> None:
    (found,) = read(tmp_path, json.dumps({"id": value, "text": ENGLISH}))
    assert isinstance(found, Document)
    assert found.ref == (f"{tmp_path / 'a.jsonl'}{ref}" if ref.startswith("#") else ref)


@pytest.mark.parametrize("ascii_only", [True, False])
def test_text_is_kept_unchanged(tmp_path: Path, ascii_only: bool) -> None:
    text = f"{ENGLISH}\r\n\rKyiv’s\xa0“no” \u2028 🇺🇦 e\u0301 \u0085 end \t\n"
    line = json.dumps({"text": text}, ensure_ascii=ascii_only)
    found = read(tmp_path, line + "\n" + line)
    assert [one.text for one in found if isinstance(one, Document)] == [text, text]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_blank_lines_line_ends_and_bom(tmp_path: Path, mark: str) -> None:
    line = json.dumps({"text": ENGLISH})
    found = read(tmp_path, f"{mark}{line}\r\n\n   \n{line}")
    path = tmp_path / "a.jsonl"
    assert [one.ref for one in found if isinstance(one, Document)] == [f"{path}#1", f"{path}#4"]


BAD: list[tuple[Any, str]] = [
    ("{not json", "not JSON"),
    ("[" * 100_000, "nested too deeply"),
    ('{"text": ' + "9" * 5000 + "}", "not JSON"),
    ("[1]", "this is a list"),
    ("null", "this is null"),
    ({"id": "x"}, 'no "text"'),
    ({"text": None}, '"text" is null'),
    ({"text": 3}, '"text" is a number'),
    ({"text": " \n"}, "no text"),
    ({"text": "a\0b"}, "NUL at character 1"),
    ({"text": "half \ud83d a pair"}, "half a surrogate pair"),
    ({"text": ENGLISH, "id": "\udc00"}, '"id" holds half a surrogate'),
    ({"text": ENGLISH, "id": True}, '"id" is true or false'),
    ({"text": ENGLISH, "title": ["x"]}, '"title" is a list'),
    ({"text": ENGLISH, "published": "soon"}, '"published" is no date'),
    ({"text": ENGLISH, "published": "2022-02-30"}, '"published" is no date'),
    ({"text": ENGLISH, "published": "10/02/2022"}, '"published" is no date'),
    ({"text": ENGLISH, "published": 1644451200}, '"published" is a number'),
    ({"text": ENGLISH, "lang": "pl"}, "written in Polish (pl)"),
    ({"text": "Minister powiedział w piątek, że rząd odrzuca propozycję i nie będzie rozmów z Moskwą."}, "Polish"),
    (b'{"text": "\x93No\x94"}', "not UTF-8"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_bad_line_is_named_and_harms_no_other(tmp_path: Path, bad: Any, reason: str) -> None:
    good = json.dumps({"id": "good", "text": ENGLISH}).encode()
    raw = bad if isinstance(bad, bytes) else (bad if isinstance(bad, str) else json.dumps(bad)).encode()
    found = read(tmp_path, b"\n".join((good, raw, good)))
    assert [getattr(one, "ref", "") for one in found] == ["good", "", "good"]
    assert isinstance(found[1], DocumentError)
    assert found[1].place == f"{tmp_path / 'a.jsonl'}, line 2"
    assert reason in found[1].reason
    assert found[1].remedy.endswith(".")


def test_long_lines_and_texts(tmp_path: Path) -> None:
    def line(size: int) -> str:
        return json.dumps({"id": size, "text": (ENGLISH * (size // len(ENGLISH) + 1))[:size]})

    found = read(
        tmp_path, "\n".join((line(900), line(1500), line(9000), line(1000))), document_bytes=1000, file_bytes=3000
    )
    assert [getattr(one, "ref", "") for one in found] == ["900", "", "", "1000"]
    assert "its text has 0.0015 MB, more than the 0.001 MB" in str(found[1])
    assert "line 3: the line is longer than 0.003 MB" in str(found[2])


def test_files_of_any_size_are_streamed() -> None:
    line = json.dumps({"id": "x", "text": ENGLISH, "lang": "en", "pad": "y" * 100_000}).encode() + b"\n"

    class Endless(io.RawIOBase):
        left = 300

        def readable(self) -> bool:
            return True

        def read(self, count: int = -1) -> bytes:
            return self.readline(count)

        def readline(self, count: int | None = -1) -> bytes:
            self.left -= 1
            return line if self.left >= 0 else b""

    tracemalloc.start()
    try:
        count = sum(isinstance(one, Document) for one in ingest.read(["-"], stdin=Endless()))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 300  # 30 MB went through
    assert peak < 5_000_000


@pytest.mark.parametrize("name", ["a.txt", "a", "a.json", "a.ndjson"])
def test_json_lines_by_content(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, '{"text": "' + ENGLISH + '"}\n{"text": ""}\n', name)
    assert [type(one) for one in found] == [Document, DocumentError]


def test_a_first_line_longer_than_the_head(tmp_path: Path) -> None:
    line = json.dumps({"text": ENGLISH * 2000})
    assert [type(one) for one in read(tmp_path, f"{line}\n{line}\n", "a.txt")] == [Document, Document]


@pytest.mark.parametrize(
    "text", ['{"mood": "calm"} was what the minister wrote.', "{ Kyiv said that it denied the claim }"]
)
def test_text_that_begins_with_a_brace(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, text, "a.txt")
    assert isinstance(found, Document)
    assert found.text == text


def test_json_files(tmp_path: Path) -> None:
    pretty = json.dumps({"text": ENGLISH, "title": "T"}, indent=2)
    (found,) = read(tmp_path, pretty, "a.json")
    assert isinstance(found, Document)
    assert (found.ref, found.title) == (str(tmp_path / "a.json"), "T")
    listed = read(tmp_path, f'[{pretty}, {{"id": "x"}}, 5, {pretty}]', "b.json")
    path = tmp_path / "b.json"
    assert [one.ref if isinstance(one, Document) else one.place for one in listed] == [
        f"{path}#1",
        f"{path}, item 2",
        f"{path}, item 3",
        f"{path}#4",
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", b"", "no record"),
        ("a.jsonl", b"\n\n", "no record"),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), "UTF-16-LE, and JSON Lines must be UTF-8"),
        ("a.json", b"", "no record"),
        ("a.json", b"[]", "no record"),
        ("a.json", b"5", "this is a number"),
        ("a.json", b'{"text": "x"', "not JSON"),
        ("a.json", b'["x"\n', "name it .jsonl"),
    ],
)
def test_whole_files_that_hold_nothing(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (found,) = read(tmp_path, data, name)
    assert reason in str(found)


def test_large_json_file(tmp_path: Path) -> None:
    (found,) = read(tmp_path, b'{"text": "' + b"x" * 20_000_000 + b'"}', "a.json")
    assert "MB" in str(found)
