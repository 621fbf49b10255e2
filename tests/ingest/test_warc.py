"""WARC archives: what is a document, bodies as servers send them, broken records, real archives."""

from __future__ import annotations

import gc
import gzip
import io
import json
import warnings
import zlib
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import zstandard
from fastwarc.stream_io import BrotliWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from communique import ingest
from communique.errors import DocumentError
from communique.ingest.body import dechunked
from communique.model import Document

ENGLISH = "The minister said on Friday that the government would not answer the letter."
WORDS = ("alpha", "bravo", "charlie")


def page(word: str = "", head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{ENGLISH} {word}</p></body></html>".encode(encoding)


def record(
    body: bytes,
    uri: str | None = "https://example.org/a",
    kind: str = "response",
    status: str = "200 OK",
    content_type: str = "text/html",
    warc: str = "WARC/1.0",
    headers: Iterable[tuple[str, str]] = (),
    **more: str,
) -> bytes:
    """Write a record by hand, byte by byte, so that broken ones can be made of it."""
    if kind in {"response", "revisit"}:
        sent = "".join(f"{name}: {value}\r\n" for name, value in (("Content-Type", content_type), *headers))
        body = f"HTTP/1.1 {status}\r\n{sent}\r\n".encode() + body
        content_type = "application/http; msgtype=response"
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:12345678-0000-0000-0000-000000000000>",
        "WARC-Date": "2022-02-10T05:06:07Z",
        "Content-Type": content_type,
        "Content-Length": str(len(body)),
        **({"WARC-Target-URI": uri} if uri else {}),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    lines = [warc, *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode() + body + b"\r\n\r\n"


def read(data: bytes, **limits: Any) -> list[Document | DocumentError]:
    return list(ingest.read(["-"], stdin=io.BytesIO(data), limits=ingest.Limits(**limits)))


def told(found: list[Document | DocumentError]) -> list[str]:
    """The last word of each document, and "! reason" of each error."""
    return [one.text.split()[-1] if isinstance(one, Document) else f"! {one.reason}" for one in found]


@cache
def archive(gzipped: bool, version: str = "WARC/1.0") -> bytes:
    """As a crawler's library writes it, which leaves its temporary files to the garbage collector."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        data = _archive(gzipped, version)
        gc.collect()
    return data


def _archive(gzipped: bool, version: str) -> bytes:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=gzipped, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    for word in WORDS:
        uri = f"https://example.org/{word}"
        answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        asked = StatusAndHeaders(f"GET /{word} HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        answered = writer.create_warc_record(uri, "response", payload=io.BytesIO(page(word)), http_headers=answer)
        writer.write_request_response_pair(writer.create_warc_record(uri, "request", http_headers=asked), answered)
    image = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "https://example.org/i", "response", payload=io.BytesIO(b"\x89PNG"), http_headers=image
        )
    )
    return made.getvalue()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
def test_an_archive_as_crawlers_write_it(tmp_path: Path, name: str, version: str) -> None:
    path = tmp_path / name
    path.write_bytes(archive(name.endswith("gz"), version))
    found = list(ingest.read([path]))
    assert told(found) == list(WORDS)
    first = found[0]
    assert isinstance(first, Document)
    assert (first.ref, first.url) == (f"{path}#https://example.org/alpha", "https://example.org/alpha")
    assert first.published.value is None  # the day of the capture is not the day of publication


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_one_member_for_all_or_for_each(pack: Any) -> None:
    plain = archive(gzipped=False)
    assert told(read(pack(plain))) == list(WORDS)


DOCUMENTS: list[tuple[str, dict[str, Any], str | None]] = [
    ("old version", {"warc": "WARC/0.17"}, "https://example.org/a"),
    ("old version", {"warc": "WARC/0.18"}, "https://example.org/a"),
    ("angle brackets", {"uri": "<http://example.org/a>"}, "http://example.org/a"),
    ("spaces", {"uri": "https://example.org/a b"}, "https://example.org/a%20b"),
    ("letters", {"uri": "https://example.org/é"}, "https://example.org/%C3%A9"),
    ("a file", {"uri": "file:///a b.html"}, None),
    ("no address", {"uri": None}, None),
    ("XHTML", {"content_type": "application/xhtml+xml; charset=UTF-8"}, "https://example.org/a"),
    ("capitals", {"content_type": "TEXT/HTML"}, "https://example.org/a"),
    ("a resource", {"kind": "resource"}, "https://example.org/a"),
    ("no type, but a page", {"kind": "resource", "content_type": ""}, "https://example.org/a"),
    ("no day", {"WARC_Date": "yesterday"}, "https://example.org/a"),
    ("status without a phrase", {"status": "200"}, "https://example.org/a"),
    ("cut by the crawler", {"WARC_Truncated": "length"}, "https://example.org/a"),
]


@pytest.mark.parametrize(("name", "made", "url"), DOCUMENTS, ids=[name for name, _, _ in DOCUMENTS])
def test_documents(name: str, made: dict[str, Any], url: str | None) -> None:
    found = read(record(page("alpha"), **made))
    assert told(found) == ["alpha"], name
    assert isinstance(found[0], Document)
    assert found[0].url == url
    assert (
        found[0].ref
        == f"-#{url or ('file:///a%20b.html' if made.get('uri') else '<urn:uuid:12345678-0000-0000-0000-000000000000>')}"
    )


NONE = "! it holds no page or text that was answered with success"


@pytest.mark.parametrize(
    "made",
    [
        {"kind": "revisit"},
        {"kind": "request"},
        {"kind": "metadata"},
        {"kind": "warcinfo"},
        {"status": "404 Not Found"},
        {"status": "301 Moved Permanently"},
        {"status": "206 Partial Content"},
        {"status": "500"},
        {"content_type": "image/png"},
        {"content_type": "application/json"},
        {"content_type": "text/css"},
        {"uri": "https://example.org/robots.txt", "content_type": "text/plain"},
        {"uri": "metadata://gnu.org/software/wget/warc/wget.log", "kind": "resource", "content_type": "text/plain"},
        {"uri": "urn:pageinfo:https://example.org", "kind": "resource", "content_type": "text/plain"},
        {"uri": "dns:example.org", "kind": "resource", "content_type": "text/dns"},
    ],
    ids=str,
)
def test_what_is_no_document(made: dict[str, Any]) -> None:
    assert told(read(record(page("alpha"), **made))) == [NONE]
    assert told(read(record(page("alpha"), **made) + record(page("bravo")))) == ["bravo"]


def test_plain_text_and_wet() -> None:
    text = f"{ENGLISH}\r\n\r\nKyiv’s answer was alpha".encode()
    for made in ({"kind": "conversion"}, {"kind": "resource"}, {}):
        (found,) = read(record(text, content_type="text/plain", **made))  # type: ignore[arg-type]
        assert isinstance(found, Document)
        assert found.text == f"{ENGLISH}\n\nKyiv’s answer was alpha"
        assert found.url == "https://example.org/a"


def test_what_the_page_states() -> None:
    head = '<title>No answer</title><meta property="article:published_time" content="2022-02-08T05:00:00Z">'
    head += '<link rel="canonical" href="https://example.org/canonical">'
    (found,) = read(record(page(head=head), uri="https://example.org/a?from=feed"))
    assert isinstance(found, Document)
    assert (found.title, found.url, found.published.value) == (
        "No answer",
        "https://example.org/canonical",
        "2022-02-08",
    )


@pytest.mark.parametrize(("stated", "day"), [("2022-02-11", "2022-02-11"), ("2022-02-12", None), ("2031-01-01", None)])
def test_no_report_is_younger_than_its_capture(stated: str, day: str | None) -> None:
    """But for one day: clocks differ."""
    (found,) = read(record(page(head=f'<meta property="article:published_time" content="{stated}">')))
    assert isinstance(found, Document)
    assert found.published.value == day


def brotli(data: bytes) -> bytes:
    made = io.BytesIO()
    made.close = lambda: None  # type: ignore[method-assign]  # the writer would close it
    writer = BrotliWriter(made)
    writer.write(data)
    writer.close()
    return made.getvalue()


def chunks(data: bytes, size: int = 50) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(data) + maker.flush()


CHUNKED = ("Transfer-Encoding", "chunked")
PAGE = page("alpha")
BODIES: list[tuple[str, bytes, list[tuple[str, str]]]] = [
    ("chunks", chunks(PAGE), [CHUNKED]),
    ("chunks, cut off", chunks(PAGE)[:-12], [CHUNKED]),
    ("said to be in chunks", PAGE, [CHUNKED]),
    ("said to be in chunks, begins like one", b"12 ministers" + PAGE, [CHUNKED]),
    ("gzip", gzip.compress(PAGE), [("Content-Encoding", "gzip")]),
    ("gzip by its old name", gzip.compress(PAGE), [("content-encoding", "X-GZIP")]),
    ("said to be gzip", PAGE, [("Content-Encoding", "gzip")]),
    ("gzip in chunks", chunks(gzip.compress(PAGE)), [CHUNKED, ("Content-Encoding", "gzip")]),
    ("deflate", zlib.compress(PAGE), [("Content-Encoding", "deflate")]),
    ("deflate without a header", raw_deflate(PAGE), [("Content-Encoding", "deflate")]),
    ("said to be deflate", PAGE, [("Content-Encoding", "deflate")]),
    ("zstd", zstandard.ZstdCompressor().compress(PAGE), [("Content-Encoding", "zstd")]),
    ("Brotli", brotli(PAGE), [("Content-Encoding", "br")]),
    ("said to be Brotli", PAGE, [("Content-Encoding", "br")]),
    ("two codings", gzip.compress(brotli(PAGE)), [("Content-Encoding", "br, gzip")]),
    ("an unknown coding", PAGE, [("Content-Encoding", "utf-8")]),
    ("a wrong length", PAGE, [("Content-Length", "7")]),
]


@pytest.mark.parametrize(("name", "body", "headers"), BODIES, ids=[name for name, _, _ in BODIES])
def test_bodies(name: str, body: bytes, headers: list[tuple[str, str]]) -> None:
    assert told(read(record(body, headers=headers))) == ["alpha"], name


@pytest.mark.parametrize("text", ["", "alpha", "1\r\n", "zz\r\nalpha", "ffffffff\r\nalpha", "\r\n\r\n", "5\r\nalphaX"])
def test_chunks_that_are_none_lose_nothing(text: str) -> None:
    kept = dechunked(text.encode())
    assert kept.endswith((b"alpha", b"alphaX")) or "alpha" not in text


@pytest.mark.parametrize(
    ("said", "head", "encoding", "word"),
    [
        ("windows-1251", "", "cp1251", "Лавров"),
        ("windows-1251", '<meta charset="utf-8">', "cp1251", "Лавров"),
        ("utf-8", '<meta charset="windows-1251">', "utf-8", "Лавров"),
        ("nonsense", '<meta charset="koi8-r">', "koi8-r", "Лавров"),
        ("iso-8859-1", "", "cp1252", "“café”"),
    ],
)
def test_charsets(said: str, head: str, encoding: str, word: str) -> None:
    data = record(page(word, head, encoding), content_type=f'text/html; Charset="{said}"')
    assert told(read(data)) == [word]


LENGTH = "Content-Length: "


def changed(data: bytes, length: object) -> bytes:
    """The record with another length stated."""
    at = data.index(LENGTH.encode()) + len(LENGTH)
    return data[:at] + str(length).encode() + data[data.index(b"\r\n", at) :]


def _broken() -> list[tuple[str, bytes, list[str]]]:
    one, two, three = (record(page(word), uri=f"https://example.org/{word}") for word in WORDS)
    size = len(two) - two.index(b"HTTP/1.1") - 4
    zipped = [gzip.compress(each) for each in (one, two, three)]
    wrong, broken, cut = "states is wrong", "broken WARC record", "is cut off"
    return [
        ("length too small", one + changed(two, size - 40) + three, ["alpha", wrong, "charlie"]),
        ("length too large", one + changed(two, size + 200) + three, ["alpha", wrong, "charlie"]),
        ("length over the end", one + changed(two, 10_000) + three, ["alpha", wrong, "charlie"]),
        ("length negative", one + changed(two, -5) + three, ["alpha", broken, "charlie"]),
        ("length a word", one + changed(two, "abc") + three, ["alpha", broken, "charlie"]),
        ("length too large to be true", one + changed(two, 10**25) + three, ["alpha", broken, "charlie"]),
        ("no blank lines between", one + two.rstrip() + three, ["alpha", "bravo", "charlie"]),
        ("something between", one + b"some\r\nwords: here\r\n\r\n" + three, ["alpha", broken, "charlie"]),
        ("bytes between", one + bytes(range(256)) * 2000 + three, ["alpha", broken, "charlie"]),
        ("unknown version", one + two.replace(b"WARC/1.0", b"WARC/9.9") + three, ["alpha", broken, "charlie"]),
        ("endless header", one + two[:20] + b"X: " + b"y" * 200_000 + b"\r\n" + two[20:] + three, ["alpha", broken, "charlie"]),
        ("cut in the body", one + two[:-60], ["alpha", cut]),
        ("cut in the header", one + two[:60], ["alpha", "ends in the middle of a record's header"]),
        ("cut in the first header", one[:60], ["ends in the middle of a record's header"]),
        ("no HTTP", one + record(b"x" * 99, kind="resource", content_type="application/http") + three, ["alpha", "does not", "charlie"]),
        ("gzip damaged", zipped[0] + zipped[1][:60] + b"\x55" * 30 + zipped[1][90:] + zipped[2], ["alpha", "is damaged", "charlie"]),
        ("gzip cut", zipped[0] + zipped[1] + zipped[2][:-30], ["alpha", "bravo", "ends in the middle"]),
        ("gzip cut in between", zipped[0] + zipped[1][:-40] + zipped[2], ["alpha", "is damaged", "charlie"]),
        ("gzip and other things", zipped[0] + b"other things" + zipped[2], ["alpha", "something else", "charlie"]),
        ("body damaged", one + record(gzip.compress(PAGE)[:-9], headers=[("Content-Encoding", "gzip")]) + three,
         ["alpha", "its gzip data ends", "charlie"]),
        ("not English", one + record(POLISH.encode()) + three,
         ["alpha", "written in Polish", "charlie"]),
    ]  # fmt: skip


POLISH = "<p>Minister powiedział w piątek, że rząd odrzuca propozycję i nie będzie rozmów z Moskwą.</p>"
BROKEN = _broken()


@pytest.mark.parametrize(("name", "data", "wanted"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_broken_record_costs_itself(name: str, data: bytes, wanted: list[str]) -> None:
    found = read(data)
    assert len(found) == len(wanted), (name, told(found))
    for one, what in zip(found, wanted, strict=True):
        if what in WORDS:
            assert isinstance(one, Document)
            assert one.text.endswith(what)
        else:
            assert isinstance(one, DocumentError)
            assert what in one.reason
            assert one.place.startswith("-")
            assert one.remedy.endswith(".")


def test_an_archive_that_begins_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(page("alpha"))[60:] + record(page("bravo")))
    error, found = ingest.read([path])
    assert isinstance(error, DocumentError)
    assert "broken WARC record, at or behind byte 0" in error.reason
    assert isinstance(found, Document)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("coded", [False, True])
def test_huge_records(pack: Any, coded: bool) -> None:
    huge = page("x" * 9_000_000)
    body = gzip.compress(huge) if coded else huge
    data = [record(page("alpha")), record(body, headers=[("Content-Encoding", "gzip")]), record(page("bravo"))]
    wanted = ["alpha", "! it is larger than 5 MB, the limit for one document", "bravo"]
    assert told(read(b"".join(pack(each) for each in data))) == wanted


def test_line_ends_without_returns() -> None:
    lines = b"WARC/1.0\nWARC-Type: resource\nContent-Type: text/html\nContent-Length: "
    assert told(read(lines + str(len(PAGE)).encode() + b"\n\n" + PAGE + b"\n\n")) == ["alpha"]


@pytest.mark.parametrize("step", [1, 7])
def test_an_archive_cut_anywhere_gives_what_is_whole_and_at_most_one_error(step: int) -> None:
    whole = b"".join(record(page(word)) for word in WORDS)
    ends = [
        0,
        *(
            at + 4
            for at in range(len(whole))
            if whole[at : at + 4] == b"\r\n\r\n" and whole[at + 4 : at + 9] in {b"WARC/", b""}
        ),
    ]
    for start, end in pairwise(ends):
        for at in range(start + 9 + step, end - 4, 97):
            found = read(whole[:at])
            count = ends.index(start)
            assert told(found)[:count] == list(WORDS[:count])
            assert [isinstance(one, DocumentError) for one in found[count:]] in ([True], []), at


#: What each of the shared archives gives: documents, and a part of the errors' reasons.
SHARED: dict[str, tuple[list[str], list[str]]] = {
    "example-bad-non-chunked.warc.gz": (["http://example.com/"], []),
    "example-bad.warc.gz.bad": (["http://example.com?example=1"], []),
    "example-digest.warc": ([], ["no page or text"]),
    "example-iana.org-chunked.warc": (["http://iana.org/"], []),
    "example-resource.warc.gz": (["http://example.com/"], []),
    "example-space-in-target-uri.warc.gz": ([], ["no page or text"]),
    "example-trunc.warc": ([], ["states is wrong"]),
    "example-wget-bad-target-uri.warc.gz": (["http://example.com/"], []),
    "example-wrong-chunks.warc.gz": (["http://example.com/"], []),
    "example.warc": (["http://example.com/"], []),
    "example.warc.gz": (["http://example.com/"], []),
    "post-test.warc.gz": ([], ["no page or text"]),
}


def test_shared_archives(shared: Path) -> None:
    names = {path.name for path in (shared / "pages" / "warc").iterdir()}
    assert names == set(SHARED)
    for name, (urls, reasons) in SHARED.items():
        path = shared / "pages" / "warc" / name
        found = list(ingest.read([path]))
        assert [one.url for one in found if isinstance(one, Document)] == urls, name
        errors = [one for one in found if isinstance(one, DocumentError)]
        assert len(errors) == len(reasons), name
        assert all(reason in error.reason for error, reason in zip(errors, reasons, strict=True)), name


def test_a_shared_page_in_an_archive_reads_as_it_does_alone(shared: Path) -> None:
    gold = json.loads((shared / "pages" / "gold.jsonl").read_text(encoding="utf-8").split("\n")[1])
    html = gzip.decompress((shared / gold["html_gz"]).read_bytes())
    (alone,) = ingest.read(["-"], stdin=io.BytesIO(html))
    (packed,) = read(record(html, uri=gold["url"]))
    assert isinstance(alone, Document)
    assert isinstance(packed, Document)
    assert packed.text == alone.text
    assert packed.title == alone.title
