"""Bodies of answers as they were meant: content codings undone piece by piece, so that no bomb is ever unpacked further than its limit."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, cast

_PIECE = 1 << 16
_WINDOW = 8 << 20
"""Memory that a zstd frame may ask for: what RFC 8878 and RFC 9659 let a web server expect."""
MAX_CODINGS = 2


class CodingError(ValueError):
    """The body is not what its coding says, or the coding is unknown."""


def inflate(chunks: Iterable[bytes], gzip: bool) -> Iterator[bytes]:
    """Undo gzip (RFC 1952, several members too) or deflate (RFC 1950; bare RFC 1951 as some servers send it)."""
    wbits = zlib.MAX_WBITS | 16 if gzip else zlib.MAX_WBITS
    unpacker = zlib.decompressobj(wbits)
    begun = anything = False
    for chunk in chunks:
        data = chunk
        anything = anything or bool(data)
        while data:
            if unpacker.eof:
                if not gzip or not data.startswith(b"\x1f\x8b"):
                    return  # padding after the end, which browsers pass over
                unpacker = zlib.decompressobj(wbits)
            try:
                piece = unpacker.decompress(data, _PIECE)
            except zlib.error as error:
                if gzip or begun:
                    raise CodingError(str(error)) from error
                unpacker, begun = zlib.decompressobj(-zlib.MAX_WBITS), True
                continue
            begun = True
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if piece:
                yield piece
    while not unpacker.eof and (piece := unpacker.decompress(unpacker.unconsumed_tail, _PIECE)):
        yield piece
    if anything and not unpacker.eof:
        raise CodingError("it is cut off")


def unzstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo zstd (RFC 8878), frames one after the other too."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        source = cast("IO[bytes]", _Pull(chunks))  # it reads, and that is all that is asked of it
        with unpacker.stream_reader(source, read_size=_PIECE, read_across_frames=True, closefd=False) as reader:
            while piece := reader.read(_PIECE):
                yield piece
    except zstandard.ZstdError as error:
        raise CodingError(str(error)) from error


class _Pull:
    """Pieces as something that can be read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = b""

    def read(self, count: int = _PIECE) -> bytes:
        while not self._held:
            piece = next(self._chunks, None)
            if piece is None:
                return b""
            self._held = piece
        data, self._held = self._held[:count], self._held[count:]
        return data


CODINGS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": lambda chunks: inflate(chunks, gzip=True),
    "x-gzip": lambda chunks: inflate(chunks, gzip=True),
    "deflate": lambda chunks: inflate(chunks, gzip=False),
    "zstd": unzstd,
}
ACCEPTED = "gzip, deflate, zstd"


def decoded(chunks: Iterable[bytes], codings: str) -> Iterator[bytes]:
    """Undo what the header ``Content-Encoding`` names, the last coding first.

    Raises:
        CodingError: a coding that nobody asked for, too many, or a body that does not follow it.

    """
    names = [n for n in re.split(r"\s*,\s*", codings.strip().lower()) if n and n != "identity"]
    if len(names) > MAX_CODINGS:
        raise CodingError(f"{len(names)} codings one over the other")
    for name in reversed(names):
        if name not in CODINGS:
            raise CodingError(f"the coding {name[:20]!r}, which was not asked for")
        chunks = CODINGS[name](chunks)
    yield from chunks


def media(header: str) -> tuple[str, str | None]:
    """Media type and encoding of a ``Content-Type`` header.

    >>> media('text/html; Charset="windows-1251"')
    ('text/html', 'windows-1251')
    """
    kind, _, rest = header.partition(";")
    match = re.search(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", rest, re.I)
    return kind.strip().lower(), match[1] if match else None
