"""Compressed files: every form, damage, bombs, memory."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from fastwarc.stream_io import Lz4Writer

from communique import ingest
from communique.errors import DocumentError
from communique.ingest.compressed import form, inner_extension
from communique.model import Document

ENGLISH = "The minister said on Friday that the government would not answer the letter."
PAGE = f"<!DOCTYPE html><html><body><p>{ENGLISH}</p></body></html>".encode()


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def lz4(data: bytes) -> bytes:
    made = io.BytesIO()
    writer = Lz4Writer(made)
    writer.write(data)
    writer.finish()
    writer.flush()
    return made.getvalue()


FORMS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstd,
    ".bz2": lambda data: bz2.compress(data, 1),
    ".xz": lzma.compress,
    ".lz4": lz4,
}


def lines(count: int) -> bytes:
    return b"".join(json.dumps({"id": n, "text": f"{ENGLISH} {n * n}"}).encode() + b"\n" for n in range(count))


def read(data: bytes, **limits: int) -> list[Document | DocumentError]:
    return list(ingest.read(["-"], stdin=io.BytesIO(data), limits=ingest.Limits(**limits)))  # type: ignore[arg-type]


def ids(found: list[Document | DocumentError]) -> list[str]:
    return [one.ref for one in found if isinstance(one, Document)]


def errors(found: list[Document | DocumentError]) -> list[DocumentError]:
    return [one for one in found if isinstance(one, DocumentError)]


@pytest.mark.parametrize("extension", FORMS)
def test_files_folders_and_standard_input(tmp_path: Path, extension: str) -> None:
    pack = FORMS[extension]
    (tmp_path / f"a.html{extension}").write_bytes(pack(PAGE))
    (tmp_path / f"b.JSONL{extension}").write_bytes(pack(lines(2)))
    (tmp_path / f"c.txt{extension.upper()}").write_bytes(pack(b"<Kyiv> " + ENGLISH.encode()))
    (tmp_path / "d").write_bytes(pack(ENGLISH.encode()))
    found = list(ingest.read([tmp_path]))
    assert not errors(found)
    assert ids(found) == [
        str(tmp_path / f"a.html{extension}"),
        "0",
        "1",
        *(str(p) for p in sorted(tmp_path.iterdir())[2:]),
    ]
    assert ids(read(pack(lines(2)))) == ["0", "1"]


@pytest.mark.parametrize("extension", FORMS)
def test_several_members_are_one_stream(extension: str) -> None:
    pack = FORMS[extension]
    whole = lines(3000)
    data = b"".join(pack(whole[at : at + 10_000]) for at in range(0, len(whole), 10_000))
    assert ids(read(data)) == [str(n) for n in range(3000)]


def test_padding_and_frames_to_be_passed_over() -> None:
    assert ids(read(gzip.compress(lines(1)) + bytes(512))) == ["0"]
    assert ids(read(lzma.compress(lines(1)) + bytes(8) + lzma.compress(b'{"id": "x", "text": "Kyiv said no."}'))) == [
        "0",
        "x",
    ]
    skipped = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    assert ids(read(skipped + zstd(lines(1)) + skipped)) == ["0"]


@pytest.mark.parametrize("packed", [False, True])
def test_zstd_with_a_dictionary_in_front(packed: bool) -> None:
    """As in .warc.zst files."""
    dictionary = zstandard.train_dictionary(4096, [f"{ENGLISH} number {n} {n * 7919}".encode() for n in range(2000)])
    held = dictionary.as_bytes()
    held = zstd(held) if packed else held
    front = b"\x5d\x2a\x4d\x18" + len(held).to_bytes(4, "little") + held
    data = zstandard.ZstdCompressor(dict_data=dictionary).compress(lines(50))
    assert len(ids(read(front + data))) == 50
    assert "dictionary is" in errors(read(front[:100]))[0].reason


@pytest.mark.parametrize("extension", [".gz", ".zst", ".bz2"])
@pytest.mark.parametrize("damage", ["cut", "changed", "followed"])
def test_what_comes_before_damage_is_read_and_the_damage_named_once(extension: str, damage: str) -> None:
    data = FORMS[extension](lines(6_000))
    at = 2 * len(data) // 3
    bad = {"cut": data[:at], "changed": data[:at] + b"\x55" * 40 + data[at + 40 :], "followed": data + b"something"}[
        damage
    ]
    found = read(bad)
    *before, error = errors(found)
    assert damage == "changed" or not before  # gzip may make nonsense of some lines until it notices
    count = found.index(errors(found)[0])
    assert ids(found[:count]) == [str(n) for n in range(count)]
    assert count == 6_000 if damage == "followed" else 1_000 < count < 6_000, found[-3:]
    assert error.place == f"-, line {len(found)}"
    wanted = {
        "cut": "ends in the middle, at byte",
        "changed": "is damaged behind byte",
        "followed": "something else behind",
    }
    assert wanted[damage] in error.reason


@pytest.mark.parametrize("extension", FORMS)
def test_a_cut_page_is_an_error_not_a_shorter_page(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a.html{extension}"
    path.write_bytes(FORMS[extension](PAGE * 20)[:-9])
    (error,) = ingest.read([path])
    assert isinstance(error, DocumentError)
    assert error.place == str(path)
    assert error.remedy == "Fetch it again."


@pytest.mark.parametrize("outer", FORMS)
@pytest.mark.parametrize("inner", [".gz", ".zst"])
def test_compressed_twice(outer: str, inner: str) -> None:
    (error,) = errors(read(FORMS[outer](FORMS[inner](lines(1)))))
    assert "more than once" in error.reason
    assert error.remedy == "Unpack it once, and name the file that comes out."


def zeros(count: int) -> bytes:
    maker = zlib.compressobj(9, wbits=31)
    piece = bytes(1 << 20)
    return b"".join(maker.compress(piece) for _ in range(count >> 20)) + maker.flush()


def zstd_zeros(count: int) -> bytes:
    maker = zstandard.ZstdCompressor(level=19).compressobj()
    piece = b" " * (1 << 20)
    return b"".join(maker.compress(piece) for _ in range(count >> 20)) + maker.flush()


def wide_window() -> bytes:
    parameters = zstandard.ZstdCompressionParameters(window_log=28, enable_ldm=True)
    maker = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return maker.compress(lines(10)) + maker.flush()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "gzip": (lambda: zeros(80 << 20), "binary data"),
    "gzip, a line": (lambda: gzip.compress(lines(1) + b'{"text": "') + gzip.compress(b" " * (80 << 20)), "over 250 times its size"),
    "gzip, a page": (lambda: gzip.compress(PAGE + b" " * (80 << 20)), "larger than 5 MB"),
    "zstd": (lambda: zstd(lines(1)) + zstd_zeros(80 << 20), "over 250 times its size"),
    "zstd, a page": (lambda: zstd(PAGE) + zstd_zeros(80 << 20), "larger than 5 MB"),
    "zstd, window": (wide_window, "takes more than 134.217728 MB of memory"),
    "bzip2": (lambda: bz2.compress(lines(1) + b" " * (80 << 20)), "over 250 times its size"),
    "nested": (lambda: gzip.compress(zeros(80 << 20)), "more than once"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_bounded_in_time_and_memory(name: str) -> None:
    make, reason = BOMBS[name]
    data = make()
    tracemalloc.start()
    started = time.process_time()
    try:
        found = read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 5
    assert peak < 100_000_000
    assert reason in errors(found)[-1].reason
    assert len(found) <= 3


def test_repetitive_lines_are_no_bomb() -> None:
    line = json.dumps({"id": "x", "text": ENGLISH, "pad": ENGLISH * 50}).encode() + b"\n"
    data = gzip.compress(line * 15_000, 1)
    assert len(line) * 15_000 > 55_000_000
    assert len(ids(read(data))) == 15_000


def test_names() -> None:
    assert inner_extension("a.tar.GZ") == ".tar"
    assert [form(FORMS[e](b"x")[:6]) for e in FORMS] == ["gzip", "zstd", "bzip2", "xz", "LZ4"]
    assert form(b"BZh is no compressed text") is None
