"""Compressed files, unpacked in streaming: gzip, zstd, bzip2, xz and LZ4, told by their first bytes.

What is read never depends on what a file claims about its size: output is made piece by piece as it is asked for, the
memory of a decoder is bounded, and a file that unpacks to many times its size is given up as a bomb.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zlib
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO, Protocol, cast

from communique.errors import DocumentError
from communique.ingest.limits import megabytes
from communique.ingest.sources import DamagedError, Feed, Source, Stream

EXTENSIONS = frozenset((".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz", ".lz4"))

MAX_RATIO = 250
"""Bytes made of one packed byte, above which a file is a bomb. Repetitive JSON Lines reach 60, text 3 to 10."""

FREE_BYTES = 50_000_000
"""What any file may unpack to: so much is harmless."""

MAX_WINDOW = 1 << 27
"""Bytes of memory that a file may ask of its decoder: what ``zstd --long`` and ``xz -9`` need, and no more."""

_PACKED = 1 << 16
_ZSTD_PIECE = 512  # its library makes all that the input holds at once: at most 128 KiB a 4 bytes
_GZIP, _BZIP2, _XZ, _LZ4 = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ", b"\x04\x22\x4d\x18"
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", re.S)  # a frame, or one to be passed over
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # "WARC File Compression with Zstandard", IIPC: a dictionary comes first
_MAX_DICTIONARY = 1 << 24


def form(head: bytes) -> str | None:
    """Name the compression that the first bytes tell; None if it is none.

    >>> form(b"\\x1f\\x8b\\x08\\x00"), form(b"BZh91AY"), form(b"Kyiv")
    ('gzip', 'bzip2', None)
    """
    for mark, name in ((_GZIP, "gzip"), (_BZIP2, "bzip2"), (_XZ, "xz"), (_LZ4, "LZ4")):
        if head.startswith(mark) and (mark != _BZIP2 or head[3:4] in b"123456789"):
            return name
    return "zstd" if _ZSTD.match(head) else None


def inner_extension(name: str) -> str:
    """Return the extension of what is packed.

    >>> inner_extension("a/page.HTML.gz"), inner_extension("a.jsonl"), inner_extension("-")
    ('.html', '.jsonl', '')
    """
    path = PurePath(name)
    while path.suffix.lower() in EXTENSIONS:
        path = path.with_suffix("")
    return path.suffix.lower()


def unpack(source: Source) -> Source:
    """Return the source as it reads unpacked; itself, if it is not compressed.

    Raises:
        DocumentError: it is compressed more than once.
        OSError: its beginning cannot be read.

    """
    name = form(source.stream.peek(6))
    if name is None:
        return source
    stream = unpacked(source.stream, name)
    if within := form(stream.peek(6)):
        reason = f"it is compressed more than once ({within} in {name})"
        raise DocumentError(source.ref, reason, "Unpack it once, and name the file that comes out.")
    return replace(source, extension=inner_extension(source.ref), stream=stream)


def unpacked(packed: Stream, name: str) -> Stream:
    """Return a stream in the compression `name` as what it unpacks to. Closing it leaves `packed` open."""
    raw: io.RawIOBase = _Lz4(packed) if name == "LZ4" else _Members(packed, name)
    return Stream(cast(BinaryIO, io.BufferedReader(raw, _PACKED)))


class _Decoder(Protocol):
    """One member (gzip), frame (zstd) or stream (bzip2, xz), fed piece by piece."""

    hungry: bool  # it needs more input to go on
    ended: bool
    rest: bytes  # what was fed beyond its end

    def feed(self, data: bytes, room: int) -> bytes: ...


class _Zlib:
    def __init__(self) -> None:
        self._engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self.hungry, self.ended, self.rest = True, False, b""

    def feed(self, data: bytes, room: int) -> bytes:
        made = self._engine.decompress(self._engine.unconsumed_tail + data, room)
        self.hungry = not self._engine.unconsumed_tail and len(made) < room
        self.ended, self.rest = self._engine.eof, self._engine.unused_data
        return made


class _Block:
    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.hungry, self.ended, self.rest = True, False, b""

    def feed(self, data: bytes, room: int) -> bytes:
        made: bytes = self._engine.decompress(data, room)
        self.hungry, self.ended = self._engine.needs_input, self._engine.eof
        self.rest = self._engine.unused_data
        return made


class _Zstd:
    def __init__(self, dictionary: bytes | None) -> None:
        import zstandard

        given = zstandard.ZstdCompressionDict(dictionary) if dictionary is not None else None
        self._engine = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW, dict_data=given).decompressobj()
        self._left = b""
        self.hungry, self.ended, self.rest = True, False, b""

    def feed(self, data: bytes, room: int) -> bytes:
        data = self._left + data
        piece, self._left = data[:_ZSTD_PIECE], data[_ZSTD_PIECE:]
        made = self._engine.decompress(piece)
        self.hungry, self.ended = not self._left, self._engine.eof
        self.rest = self._engine.unused_data + self._left if self.ended else b""
        return made


class _Members(io.RawIOBase):
    """Members one behind the other as one stream of bytes.

    An error is raised once; if more is read after it, reading goes on at the next member that can be found, which is
    what lets a WARC of one member a record survive damage.
    """

    def __init__(self, packed: Stream, name: str) -> None:
        self._packed = packed
        self._name = name
        self._dictionary: bytes | None = None
        self._decoder: _Decoder | None = None
        self._input = b""
        self._ready = memoryview(b"")
        self._taken = self._made = 0  # bytes, packed and unpacked
        self._over = self._lost = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if self._over:
                return 0
            self._ready = memoryview(self._more(len(buffer)))
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _take(self) -> bool:
        """Fetch packed bytes; False at their end."""
        piece = self._packed.some(_PACKED)
        self._taken += len(piece)
        self._input += piece
        return bool(piece)

    def _more(self, room: int) -> bytes:
        if self._lost and not self._found():
            self._over = True
            return b""
        if self._decoder is None and not self._begin():
            self._over = True
            return b""
        decoder = cast(_Decoder, self._decoder)
        if decoder.hungry and not self._input and not self._take():
            self._over = True
            raise DamagedError(f"its {self._name} data ends in the middle, at byte {self._taken}", "Fetch it again.")
        data, self._input = (self._input, b"") if decoder.hungry else (b"", self._input)
        try:
            made = decoder.feed(data, room)
        except Exception as error:  # each library has its own
            raise self._broken(error, data) from error
        if decoder.ended:
            self._input = decoder.rest + self._input
            self._decoder = None
        self._made += len(made)
        if self._made > max(FREE_BYTES, MAX_RATIO * self._taken):
            self._over = True
            reason = f"it unpacks to more than {megabytes(self._made)}, over {MAX_RATIO} times its size"
            raise DamagedError(reason, "Unpack it and look at what it is.")
        return made

    def _broken(self, error: Exception, data: bytes) -> DamagedError:
        self._decoder = None
        if "too much memory" in str(error) or "Memory usage limit" in str(error):
            self._over = True
            reason = f"unpacking it takes more than {megabytes(MAX_WINDOW)} of memory"
            return DamagedError(reason, "Unpack it with the program that made it.")
        # The bad byte lies somewhere in what was fed last; the next member may begin behind it.
        at = self._taken - len(self._input) - len(data)
        self._input = data + self._input
        self._lost, self._over = self._name == "gzip", self._name != "gzip"
        return DamagedError(f"its {self._name} data is damaged behind byte {at}", "Fetch it again.")

    def _found(self) -> bool:
        """Pass over what is damaged, up to what may be the beginning of a gzip member."""
        while True:
            at = self._input.find(_GZIP, 1)
            if at >= 0:
                self._input = self._input[at:]
                self._decoder = _Zlib()
                try:  # is it one?
                    _Zlib().feed(self._input[:4096], 1)
                except zlib.error:
                    continue
                self._lost = False
                return True
            self._input = self._input[-2:]
            if not self._take():
                return False

    def _begin(self) -> bool:
        """Start the next member; False if there is none."""
        while True:
            if self._name in {"gzip", "xz"}:
                self._input = self._input.lstrip(b"\0")  # padding
            if len(self._input) >= 6 or not self._take():
                break
        if not self._input:
            return False
        if form(self._input) != self._name:
            self._lost, self._over = self._name == "gzip", self._name != "gzip"
            at = self._taken - len(self._input)
            raise DamagedError(f"there is something else behind its {self._name} data, at byte {at}", "Fetch it again.")
        if self._name == "zstd" and self._dictionary is None and self._input.startswith(_DICTIONARY):
            self._dictionary = self._read_dictionary()
        self._decoder = self._new()
        return True

    def _new(self) -> _Decoder:
        if self._name == "gzip":
            return _Zlib()
        if self._name == "bzip2":
            return _Block(bz2.BZ2Decompressor())
        if self._name == "xz":
            return _Block(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_WINDOW))
        return _Zstd(self._dictionary)

    def _read_dictionary(self) -> bytes:
        while len(self._input) < 8 and self._take():
            pass
        size = int.from_bytes(self._input[4:8], "little")
        while size <= _MAX_DICTIONARY and len(self._input) < 8 + size and self._take():
            pass
        if len(self._input) < 8 + size:
            self._over = True
            raise DamagedError("its zstd dictionary is cut off or too large", "Fetch it again.")
        held, self._input = self._input[8 : 8 + size], self._input[8 + size :]
        if not _ZSTD.match(held):
            return held
        import zstandard

        try:
            return zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(held).read(_MAX_DICTIONARY)
        except zstandard.ZstdError as error:
            self._over = True
            raise DamagedError("its zstd dictionary is damaged", "Fetch it again.") from error


class _Lz4(io.RawIOBase):
    """LZ4 as the archive library reads it, which checks the frames' form but not their checksums."""

    def __init__(self, packed: Stream) -> None:
        from fastwarc.stream_io import Lz4Reader

        self._packed = packed
        self._reader: Any = Lz4Reader(Feed(packed))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._reader.read(len(buffer))
        except DamagedError:
            raise
        except OSError as error:
            raise DamagedError(f"its LZ4 data is damaged or cut off ({error})", "Fetch it again.") from error
        buffer[: len(data)] = data
        return len(data)
