"""How much of the named sources has been read, for whoever waits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.errors import DocumentError
from communique.fetch.url import is_url
from communique.ingest.sources import Source, expand


class Meter:
    """The bytes of all named files, and how many of them have been passed.

    Compressed files count as they lie on the disk. What has no known size (a pipe, a web address) leaves the whole unknown.
    """

    def __init__(self, sources: Iterable[str | Path]) -> None:
        self._total: int | None = 0
        self._passed = 0
        self._open: tuple[Source, int] | None = None
        for source in sources:
            size = _size(source)
            self._total = None if size is None or self._total is None else self._total + size

    def opened(self, source: Source, path: Path | None) -> None:
        """A source is read from now on."""
        self._open = (source, path.stat().st_size if path is not None else 0)

    def closed(self) -> None:
        """The source that was opened has been read."""
        if self._open is not None:
            self._passed += self._open[1]
            self._open = None

    @property
    def fraction(self) -> float | None:
        """The share that has been read, 0 to 1; None if it is not known."""
        if not self._total:
            return None
        here = 0
        if self._open is not None:
            source, size = self._open
            here = min(source.stream.at(), size)
        return min(1.0, (self._passed + here) / self._total)


def _size(source: str | Path) -> int | None:
    if isinstance(source, str) and (source == "-" or is_url(source)):
        return None
    total = 0
    for found in expand(source):
        if isinstance(found, DocumentError):
            continue
        if found.path is None or not found.path.is_file():
            return None
        total += found.path.stat().st_size
    return total
