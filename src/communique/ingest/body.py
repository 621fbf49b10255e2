"""The body of an HTTP answer as the server meant it: chunks put together, content codings taken off.

Crawlers keep bodies as sent, as decoded, or decoded under the old headers; so what is declared is believed only if the
bytes bear it out.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Sequence
from typing import BinaryIO, cast

from communique.errors import DocumentError
from communique.ingest.compressed import form, unpacked
from communique.ingest.sources import DamagedError, Stream

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_REMEDY = "Fetch the archive again, or leave the record out."


def decoded(body: bytes, headers: Callable[[str], Sequence[str]], limit: int, place: str) -> bytes:
    """Return the content of a body.

    Args:
        body: as it was sent.
        headers: all values of a header, by its name.
        limit: bytes; of a content that is longer, so many and one more are returned.
        place: for errors.

    Raises:
        DocumentError: it is damaged.

    """
    if "chunked" in _tokens(headers("Transfer-Encoding")):
        body = dechunked(body)
    for coding in reversed(_tokens(headers("Content-Encoding"))[-4:]):
        try:
            body = _uncoded(body, coding, limit)
        except DamagedError as error:
            raise DocumentError(place, error.reason, _REMEDY) from error
    return body


def dechunked(data: bytes) -> bytes:
    r"""Put chunks (RFC 9112, 7.1) together; return data that is not in chunks as it is, and keep what is cut off.

    >>> dechunked(b"3\r\nKyi\r\n1\r\nv\r\n0\r\n\r\n"), dechunked(b"<p>Kyiv"), dechunked(b"4\r\nKyiv\r\nx")
    (b'Kyiv', b'<p>Kyiv', b'Kyivx')
    """
    pieces: list[bytes] = []
    at = 0
    while match := _SIZE.match(data, at):
        size = int(match[1], 16)
        begin, end = match.end(), match.end() + size
        if not size:
            return b"".join(pieces)
        if end < len(data) and data[end : end + 1] not in b"\r\n":
            break  # what looked like a size was none
        pieces.append(data[begin:end])
        at = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    pieces.append(data[at:])
    return b"".join(pieces)


def _tokens(values: Sequence[str]) -> list[str]:
    return [token.strip().lower() for value in values for token in value.split(",") if token.strip()]


def _uncoded(body: bytes, coding: str, limit: int) -> bytes:
    name = {"gzip": "gzip", "x-gzip": "gzip", "zstd": "zstd"}.get(coding)
    if name:
        if form(body) != name:
            return body
        return unpacked(Stream(io.BytesIO(body)), name).read(limit + 1)
    if coding == "deflate":
        for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # RFC 9110 means the first, some servers sent the second
            try:
                return zlib.decompressobj(bits).decompress(body, limit + 1)
            except zlib.error:
                continue
        return body
    if coding == "br" and not body.lstrip().startswith(b"<"):
        return _brotli(body, limit)
    return body


def _brotli(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        return Stream(cast(BinaryIO, BrotliReader(io.BytesIO(body)))).read(limit + 1)
    except OSError as error:
        raise DamagedError(f"its Brotli data is damaged ({error})", _REMEDY) from error
