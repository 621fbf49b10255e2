"""Addresses → sources: what is fetched is read like any file, whatever it turns out to be."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from communique.errors import DocumentError, FetchError
from communique.ingest.sources import Source, Stream

if TYPE_CHECKING:
    from communique.fetch.client import Client, Page

_EXTENSIONS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/plain": ".txt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for a feed.

    Attributes:
        url: the address that was asked for.
        fetched: UTC, ISO 8601; empty if nothing came.
        status: of HTTP; None: no answer.
        etag: validator for the next time, if all entries were seen to.
        modified: the same as a date.
        moved: where it lives from now on.
        entries: keys of the entries that need no second look, each with the id of the report that it gave, if it gave one now.
        whole: whether that is all of them; if not, the next visit must not be answered with "nothing new".
        ended: whether the feed was read to its end; if not, only reports that were saved are known to be.
        since: day before which entries were left out.
        error: what went wrong, with seconds to wait if the server said so.

    """

    url: str
    fetched: str = ""
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    entries: tuple[tuple[str, str | None], ...] = ()
    whole: bool = True
    ended: bool = True
    since: str | None = None
    error: FetchError | None = None


class Memory(Protocol):
    """What is remembered of feeds from one run to the next."""

    def home(self, url: str) -> str:
        """Where a feed lives today, if it moved."""

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the version that was read."""

    def knows(self, url: str, entry: str) -> bool:
        """Whether an entry of a feed was seen to."""

    def note(self, visit: Visit) -> None:
        """Take down what came of a visit; its documents are on their way."""


class Web:
    """Fetches for the readers.

    Args:
        make: makes the client, when it is needed first.
        memory: what is known of feeds; None: nothing.

    """

    def __init__(self, make: Callable[[], Client], memory: Memory | None = None) -> None:
        self._make = make
        self._made: Client | None = None
        self.memory = memory

    def open(self, address: str) -> Source | None:
        """Fetch what somebody named; None if it is a feed that did not change since it was read.

        Raises:
            FetchError: it cannot be had.

        """
        home, etag, modified = address, None, None
        if self.memory is not None:
            home = self.memory.home(address)
            etag, modified = self.memory.validators(home)
        try:
            page = self._client().get(home, etag, modified)
        except FetchError as error:
            if self.memory is not None:
                self.memory.note(Visit(home, status=error.status, whole=False, error=error))
            raise
        if page.status == 304:
            if self.memory is not None:
                self.memory.note(Visit(home, page.fetched, 304, moved=page.moved))
            return None
        return _source(page)

    def page(self, address: str) -> Source:
        """Fetch the page that a feed's entry links to.

        Raises:
            FetchError: it cannot be had.

        """
        return _source(self._client().get(address))

    def close(self) -> None:
        """Close all connections."""
        if self._made is not None:
            self._made.close()

    def _client(self) -> Client:
        if self._made is None:
            self._made = self._make()
        return self._made


def _source(page: Page) -> Source:
    path = PurePosixPath(unquote(urlsplit(page.url).path))
    extension = _EXTENSIONS.get(page.media) or path.suffix.lower()
    if not page.body.strip():
        raise DocumentError(page.asked, "the server gave an empty page", "Check it in a browser.")
    return Source(page.url, extension, Stream(io.BytesIO(page.body)), page.url, page.charset, page.fetched, page=page)
