"""What every reader is told besides its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.errors import DocumentError
from communique.ingest.document import Detector
from communique.ingest.limits import Limits, megabytes
from communique.ingest.sources import Source, os_error
from communique.model import Document

if TYPE_CHECKING:
    from communique.ingest.meter import Meter
    from communique.ingest.web import Web


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a document was read from: a file, the body of an answer, a record, or a feed's entry.

    Attributes:
        media: media type.
        data: the bytes.
        url: where they were fetched from.
        fetched: when, ISO 8601.

    """

    media: str
    data: bytes
    url: str | None = None
    fetched: str | None = None


def _nothing(what: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted of all documents.

    Attributes:
        published: the day that the user gave, ISO 8601.
        detect: settles the day of publication.
        limits: sizes and languages that are let through.
        since: documents whose day is known and earlier are left out, ISO 8601.
        pages: fetch the pages that a feed's entries link to even if the feed is a file.
        web: fetches; None: nothing is fetched.
        keep: is given the bytes that each document was read from.
        told: is told of each thing passed over: "left out" (too early), "known" (an entry read before), "unchanged" (a feed).
        meter: is told which file is being read.

    """

    published: str | None
    detect: Detector
    limits: Limits
    since: str | None = None
    pages: bool = False
    web: Web | None = None
    keep: Callable[[Document, Original], None] | None = None
    told: Callable[[str], None] = _nothing
    meter: Meter | None = None

    def bounded(self, source: Source, limit: int, remedy: str) -> bytes:
        """Read all bytes of a source.

        Raises:
            DocumentError: they are more than `limit`, or cannot be read.

        """
        try:
            data = source.stream.read(limit + 1)
        except OSError as error:
            raise os_error(source.ref, error) from error
        if len(data) > limit:
            raise DocumentError(source.ref, f"it is larger than {megabytes(limit)}, the limit for one document", remedy)
        return data

    def kept(self, document: Document, source: Source, media: str, data: bytes) -> Document:
        """Pass a document on, after its bytes have been handed over to whoever keeps them."""
        if self.keep is not None:
            self.keep(document, Original(media, data, source.url, source.fetched))
        return document

    def early(self, day: str | None) -> bool:
        """Whether a day of publication is known and lies wholly before the first that is wanted."""
        if self.since is None or day is None:
            return False
        last = day.rpartition("/")[2]
        return last != ".." and bool(last) and last < self.since[: len(last)]
