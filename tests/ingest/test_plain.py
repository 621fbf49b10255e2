"""Plain text: encodings, line ends, binary data, sizes."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from communique import ingest
from communique.errors import DocumentError
from communique.ingest.decode import decode
from communique.model import Document

ENGLISH = "The minister said on Friday that the government would not answer the letter. "


def read(tmp_path: Path, data: bytes, name: str = "a.txt", **limits: int) -> Document | DocumentError:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = ingest.read([path], limits=ingest.Limits(**limits))  # type: ignore[arg-type]
    return found


def refusal(tmp_path: Path, data: bytes, name: str = "a.txt", **limits: int) -> str:
    found = read(tmp_path, data, name, **limits)
    assert isinstance(found, DocumentError)
    assert found.place.startswith(str(tmp_path / name))
    return str(found)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "“Ні,” said Зеленський’s aide — 「不」 🇺🇦 e\u0301 \xa0 \u200f"),
        ("utf-8-sig", "Kyiv’s answer"),
        ("utf-16", "Kyiv’s answer"),
        ("utf-16-le", "Kyiv’s answer"),
        ("utf-16-be", "Kyiv’s answer"),
        ("utf-32", "Kyiv’s answer"),
        ("cp1252", "“We didn’t agree” – he left at 3 o’clock…"),
        ("cp1252", "only one ’ in it"),
        ("cp1252", "José Borrell, François and Angela Müller; £5 or €6"),
        ("mac_roman", "“We didn’t agree” – José left…"),
        ("cp1250", "Lech Wałęsa and Jarosław Kaczyński spoke in Łódź, Łukaszenka did not"),
        ("iso8859_2", "Wałęsa spoke in Łódź"),
        ("cp1251", "the word Сергей Лавров, in his own letters"),
        ("koi8_r", "the word Сергей Лавров, in his own letters"),
        ("cp850", "José's café in Zürich"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    found = read(tmp_path, (ENGLISH + text).encode(encoding))
    assert isinstance(found, Document)
    assert found.text == ENGLISH + text


@pytest.mark.parametrize(
    ("encoding", "text", "language"),
    [
        (
            "cp1251",
            "Министр сказал в пятницу, что правительство отвергает предложение. «Нет», — сказал он.",
            "Russian (ru)",
        ),
        ("koi8_r", "Министр сказал в пятницу, что правительство отвергает предложение и Лавров уехал.", "Russian (ru)"),
        ("gb18030", "外交部长星期五表示，政府拒绝这项提议，只要军队还在边境，就不会与莫斯科进行会谈。", "Chinese (zh)"),
        ("cp1253", "Ο υπουργός Εξωτερικών δήλωσε την Παρασκευή ότι η κυβέρνηση απορρίπτει την πρόταση", "Greek (el)"),
    ],
)
def test_foreign_text_in_an_old_encoding_is_named_as_foreign(
    tmp_path: Path, encoding: str, text: str, language: str
) -> None:
    assert language in refusal(tmp_path, text.encode(encoding))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    found = read(tmp_path, f"{ENGLISH}{end}{end}Kyiv\xa0denied it.{end}".encode())
    assert isinstance(found, Document)
    assert found.text == f"{ENGLISH}\n\nKyiv\xa0denied it.\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b" \r\n\t ", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        ("\xa0\u2003\n".encode(), "no text"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
        (b"\x1f\x8b\x08\0" + zlib.compress(b"x"), "gzip"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "office"),
        (b"{\\rtf1\\ansi Kyiv denied it.}", "RTF"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "WARC"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel>', "feed"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "MHTML"),
        (ENGLISH.encode() + b"\0" + ENGLISH.encode(), "NUL at byte 77"),
        (ENGLISH.encode() + b"\x01\x02\x03\x04\x05\x06" * 4, "control characters"),
        ((ENGLISH + "\ufffd" * 20).encode(), "wrong encoding: 20 of 97 characters"),
        ((ENGLISH + "\x85\x80\x81\x82\x83\x84\x86\x87").encode() * 2, "wrong encoding"),
        (bytes(range(128, 256)) * 3, "no other encoding makes sense of it"),
        ("\ufeff".encode("utf-16-le") + b"K\0y\0\0\xd8", "UTF-16-LE, but breaks at byte 6"),
        ("“No”, “no”, “no”\nand ".encode() + b"\x92", "broken in one place, at byte 33 (line 2)"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in refusal(tmp_path, data)


@pytest.mark.parametrize(("name", "size"), [("a.txt", 20_000_001), ("a.html", 20_000_001), ("a.txt", 5_000_001)])
def test_too_large(tmp_path: Path, name: str, size: int) -> None:
    assert "larger than 5 MB" in refusal(tmp_path, b"x" * size, name)


def test_limits_can_be_changed(tmp_path: Path) -> None:
    data = ENGLISH.encode()
    assert isinstance(read(tmp_path, data, document_bytes=len(data)), Document)
    assert "larger than" in refusal(tmp_path, data, document_bytes=len(data) - 1)


def test_a_few_control_characters_do_no_harm(tmp_path: Path) -> None:
    found = read(tmp_path, (ENGLISH * 3 + "\x0c\x1b").encode())
    assert isinstance(found, Document)
    assert found.text.endswith("\x0c\x1b")


def test_undecidable_bytes_are_judged_quickly() -> None:
    noise = bytes(32 + (n * n * 7919 >> 5) % 224 for n in range(2000)) * 1000
    with pytest.raises(DocumentError, match="wrong encoding"):
        decode(noise, "noise")
