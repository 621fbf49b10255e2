"""The bytes that reports were read from: kept once, whatever becomes of the readings."""

from __future__ import annotations

from dataclasses import dataclass

from communique.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Kept:
    """An original in the record.

    Attributes:
        media: media type.
        url: where it came from.
        fetched: when, UTC; None: it was a file.
        size: bytes.
        packed: the bytes, compressed with zstd.

    """

    media: str
    url: str | None
    fetched: str | None
    size: int
    packed: bytes

    @property
    def data(self) -> bytes:
        """The bytes as they were."""
        import zstandard

        return zstandard.ZstdDecompressor().decompress(self.packed, max_output_size=self.size)


def pack(media: str, data: bytes, url: str | None = None, fetched: str | None = None) -> Kept:
    """Make ready to keep: compressed at once, for many may wait for their reports.

    >>> pack("text/plain", b"Kyiv denied it.").data
    b'Kyiv denied it.'
    """
    import zstandard

    return Kept(media, url, fetched, len(data), zstandard.ZstdCompressor(write_content_size=True).compress(data))


def put(db: Connection, report: str, kept: Kept) -> None:
    """Keep what a report was read from, unless it is there; inside the transaction of the caller, if there is one."""
    db.execute(
        "INSERT INTO originals VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (report, kept.media, kept.url, kept.fetched, kept.size, kept.packed),
    )


def get(db: Connection, report: str) -> Kept | None:
    """What a report was read from, if it was kept."""
    row = db.execute("SELECT media, url, fetched, size, data FROM originals WHERE report = ?", (report,)).fetchone()
    return Kept(*row) if row else None
