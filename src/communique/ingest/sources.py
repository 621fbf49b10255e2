"""Files, folders and standard input as streams of bytes with a name."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from communique.errors import DocumentError

if TYPE_CHECKING:
    from communique.fetch.client import Page

HEAD_BYTES = 1 << 16
"""How much of a source the sniffing functions see."""

SPOOLED_BYTES = 1 << 23
"""How much of a source that is needed as a whole, and comes through a pipe, stays in memory; the rest goes to disk."""

# A page saved by a browser comes with a folder of these; they are never reports.
_COMPANIONS = """
.css .js .mjs .map .png .jpg .jpeg .gif .webp
.svg .ico .bmp .avif .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm
"""
COMPANIONS = frozenset(_COMPANIONS.split())


class DamagedError(OSError):
    """Bytes that cannot be had because of what the source holds; what came before them was given."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class Stream:
    """A binary stream whose beginning can be looked at and is then read again; works on pipes."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._some = getattr(raw, "read1", raw.read)  # what is there, without waiting until all asked for is there
        self._held = b""
        self._error: OSError | None = None  # met while looking ahead; raised when its turn comes

    def peek(self, count: int = HEAD_BYTES) -> bytes:
        """Return the next `count` bytes, or fewer at the end or before an error, which stay unread."""
        while len(self._held) < count and self._error is None:
            try:
                more = self._some(count - len(self._held))
            except OSError as error:
                if not self._held:
                    raise
                self._error = error
                break
            if not more:
                break
            self._held += more
        return self._held[:count]

    def some(self, count: int) -> bytes:
        """Between one and `count` bytes; none only at the end. An error is raised after what came before it."""
        if not self._held:
            self._raise()
            return bytes(self._some(count))
        piece, self._held = self._held[:count], self._held[count:]
        return piece

    def read(self, count: int) -> bytes:
        """At most `count` bytes; fewer only at the end."""
        parts = [self._held[:count]]
        self._held = self._held[count:]
        missing = count - len(parts[0])
        while missing > 0:
            self._raise()
            more = self._raw.read(missing)
            if not more:
                break
            parts.append(more)
            missing -= len(more)
        return b"".join(parts)

    def readline(self, count: int) -> bytes:
        r"""At most `count` bytes, up to and including the next ``\n`` (and no other line end)."""
        at = self._held.find(b"\n", 0, count)
        if at >= 0 or len(self._held) >= count:
            cut = at + 1 if at >= 0 else count
            line, self._held = self._held[:cut], self._held[cut:]
            return line
        line, self._held = self._held, b""
        self._raise()
        return line + self._raw.readline(count - len(line))

    def seekable(self) -> BinaryIO:
        """Return all of it as a file that can be sought in: itself, or else a copy on disk that vanishes when closed.

        Raises:
            OSError: it cannot be read, or the disk is full.
        """
        try:
            if self._raw.seekable() and self._raw.tell() == len(self._held):
                self._raw.seek(0)
                self._held = b""
                return self._raw
        except (OSError, ValueError):
            pass
        copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(SPOOLED_BYTES))  # noqa: SIM115 (closed by who asked)
        try:
            while piece := self.read(1 << 20):
                copy.write(piece)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return copy

    def at(self) -> int:
        """How many bytes have been taken from the stream beneath; 0 if it cannot say."""
        try:
            return self._raw.tell()
        except (AttributeError, OSError, ValueError):
            return 0

    def close(self) -> None:
        """Close the stream beneath."""
        self._raw.close()

    def _raise(self) -> None:
        if self._error is not None:
            error, self._error = self._error, None
            raise error


class Feed:
    """A stream as the archive library wants it: it asks where it is, and must be told that nothing can be skipped."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._at = 0

    def read(self, count: int = -1) -> bytes:
        """At most `count` bytes; none only at the end."""
        data = self._stream.some(count if count > 0 else HEAD_BYTES)
        self._at += len(data)
        return data

    def peek(self, count: int) -> bytes:
        """Look at the next bytes."""
        return self._stream.peek(count)

    def tell(self) -> int:
        """Bytes read so far."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse: it may be a pipe."""
        raise OSError("a stream cannot be sought in")

    def close(self) -> None:
        """Leave the stream to its owner."""


@dataclass(frozen=True, slots=True)
class Source:
    """A name as the user gave it and the stream of bytes behind it.

    Attributes:
        ref: a file, a place in an archive, or an address, for people.
        extension: lower case, with the dot.
        stream: the bytes.
        url: where they were fetched from, after all redirects; a page may name its canonical address instead.
        charset: the encoding that the server named.
        fetched: when they were fetched, ISO 8601 day (and time, UTC).
        first: number of the first line, where the stream is a part of a file of lines.
        page: all that the server said.

    """

    ref: str
    extension: str
    stream: Stream
    url: str | None = None
    charset: str | None = None
    fetched: str | None = None
    first: int = 1
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a source names; it is opened only when its turn comes."""

    ref: str
    path: Path | None  # None: standard input


def printable(path: str | Path) -> str:
    r"""Write a path as text that can be printed and stored: bytes that are no UTF-8 become ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def os_error(place: str, error: OSError | ValueError) -> DocumentError:
    """Turn an error of the operating system into one of ours."""
    if isinstance(error, DamagedError):
        return DocumentError(place, error.reason, error.remedy)
    if isinstance(error, FileNotFoundError):
        return DocumentError(place, "no such file or folder", "Check the name.")
    if isinstance(error, PermissionError):
        return DocumentError(place, "no permission to read it", "Change its permissions, or copy it elsewhere.")
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return DocumentError(place, f"it cannot be read ({reason})", "Check the name and the disk.")


def expand(source: str | Path) -> Iterator[Found | DocumentError]:
    """Yield the files that a source names: itself, or what a folder holds, recursively and sorted by name.

    Hidden files and folders, and what browsers save beside a page (styles, scripts, images), are left out of folders.
    A folder that symbolic links lead to twice is read once; one that holds itself gives an error.
    """
    if str(source) == "-":
        yield Found("-", None)
        return
    ref = printable(source)
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield os_error(ref, error)
        return
    if not stat.S_ISDIR(mode):
        yield Found(ref, path)
        return
    anything = False
    for found in _walk(path, (), set()):
        anything = True
        yield found
    if not anything:
        yield DocumentError(ref, "the folder holds no file to read", "Name a folder with text, HTML or JSONL files.")


def _walk(
    folder: Path, above: tuple[tuple[int, int], ...], seen: set[tuple[int, int]]
) -> Iterator[Found | DocumentError]:
    try:
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            reason = "the folder holds itself through a symbolic link"
            yield DocumentError(printable(folder), reason, "Remove the link; all else in the folder is read.")
            return
        if identity in seen:
            return
        seen.add(identity)
        names = sorted(os.listdir(folder), key=os.fsencode)
    except OSError as error:
        yield os_error(printable(folder), error)
        return
    for name in names:
        path = folder / name
        if name.startswith(".") or path.suffix.lower() in COMPANIONS:
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield os_error(printable(path), error)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, (*above, identity), seen)
        elif stat.S_ISREG(mode):
            yield Found(printable(path), path)
        else:  # opening a pipe without a writer would wait for ever
            reason = "it is a pipe, socket or device"
            yield DocumentError(
                printable(path), reason, "Name it as a source of its own, or save its content in a file."
            )


def open_found(found: Found, stdin: BinaryIO | None) -> Source:
    """Open for reading.

    Raises:
        DocumentError: the file cannot be opened.

    """
    if found.path is None:
        return Source(found.ref, "", Stream(stdin if stdin is not None else sys.stdin.buffer))
    try:
        raw = found.path.open("rb")
    except (OSError, ValueError) as error:
        raise os_error(found.ref, error) from error
    return Source(found.ref, found.path.suffix.lower(), Stream(raw))
