"""What is no text at all, or a format that no reader knows, told by its first bytes; and what to do about it."""

from __future__ import annotations

import codecs
import re

from communique.errors import DocumentError

# (first bytes, what it is, what to do)
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "Export its text first."),
    (b"PK\x03\x04", "a ZIP archive or office document", "Unpack it, or export its text first."),
    (b"PK\x05\x06", "an empty ZIP archive", "Leave it out."),
    (b"\x1f\x8b", "gzip-compressed", "Unpack it first."),
    (b"BZh", "bzip2-compressed", "Unpack it first."),
    (b"\xfd7zXZ\x00", "xz-compressed", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first."),
    (b"\x89PNG\r\n", "a PNG image", "Give its text instead."),
    (b"\xff\xd8\xff", "a JPEG image", "Give its text instead."),
    (b"GIF87a", "a GIF image", "Give its text instead."),
    (b"GIF89a", "a GIF image", "Give its text instead."),
    (b"II*\x00", "a TIFF image", "Give its text instead."),
    (b"MM\x00*", "a TIFF image", "Give its text instead."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "Export its text first."),
    (b"{\\rtf", "an RTF document", "Save it as plain text first."),
    (b"SQLite format 3\x00", "an SQLite database", "Export its texts as JSONL."),
    (b"PAR1", "a Parquet table", "Name it as a file of its own."),
    (b"\x7fELF", "a program", "Leave it out."),
    (b"WARC/", "a WARC archive", "Name it as a file of its own."),
)

# (pattern at the beginning, what it is, what to do)
UNREAD: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"(?:[\w-]+:[^\n]*\n[ \t]*)+?(?:[^\n]*\n){0,6}Content-Type:\s*multipart/related", re.I),
        "a web archive (MHTML)",
        "Save the page as HTML instead.",
    ),
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 LE, so it is tried first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
MAX_CONTROLS = 0.02


def bom(data: bytes) -> tuple[bytes, str] | None:
    """Find the byte order mark at the beginning and the encoding that it stands for."""
    return next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), None)


def wide(data: bytes) -> str | None:
    r"""Recognise UTF-16 without a mark: in English every other byte is NUL.

    >>> wide("Kyiv denied it.".encode("utf-16-le")), wide(b"Kyiv denied it.")
    ('utf-16-le', None)
    """
    piece = data[: min(len(data), 4096) & ~1]
    half = len(piece) // 2
    if half < 4:
        return None
    even, odd = piece[0::2].count(0), piece[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def binary(data: bytes, place: str) -> DocumentError | None:
    """Make the error for data that is no text, by first bytes and share of control bytes; None if it may be text."""
    for signature, what, remedy in SIGNATURES:
        if data.startswith(signature):
            return DocumentError(place, f"it is {what}", remedy)
    if bom(data) or wide(data):
        return None
    if (at := data.find(b"\0")) >= 0:
        return DocumentError(place, f"binary data (a NUL at byte {at})", "Export its text first.")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > MAX_CONTROLS * len(data):
        reason = f"binary data ({controls} of {len(data)} bytes are control characters)"
        return DocumentError(place, reason, "Export its text first.")
    return None


def unread(beginning: str, place: str) -> DocumentError | None:
    """Make the error for a text format that no reader knows."""
    for pattern, what, remedy in UNREAD:
        if pattern.match(beginning[:4000]):
            return DocumentError(place, f"it is {what}", remedy)
    return None


def beginning(head: bytes) -> str:
    """Decode the first bytes for the sniffing functions; what cannot be decoded becomes U+FFFD."""
    mark, encoding = bom(head) or (b"", wide(head) or "utf-8")
    return head[len(mark) :].decode(encoding, "replace")
