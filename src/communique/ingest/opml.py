"""Lists of feeds as feed readers exchange them (OPML 1.0 and 2.0): outlines, nested as one likes."""

from __future__ import annotations

import xml.parsers.expat as expat
from dataclasses import dataclass
from pathlib import Path

from communique.errors import DocumentError, UsageError
from communique.fetch.url import is_url
from communique.ingest.limits import megabytes
from communique.ingest.sources import os_error, printable

MAX_BYTES = 5_000_000
MAX_DEPTH = 100
MAX_FEEDS = 10_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list: its address, and what the list calls it."""

    url: str
    title: str


class _RefusedError(Exception):
    pass


def read(path: Path) -> tuple[list[Outline], list[DocumentError]]:
    """The feeds of a list, each once, in its order; and an error for each outline that should name a feed and does not.

    Raises:
        UsageError: the file cannot be read, is no OPML, is too large or too deep, or declares entities.

    """
    place = printable(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = os_error(place, error)
        raise UsageError(problem.place, problem.reason, problem.remedy) from error
    if len(data) > MAX_BYTES:
        raise UsageError(place, f"it is larger than {megabytes(MAX_BYTES)}", "Split the list.")
    reading = _Reading(place)
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = f"line {error.lineno}: it is no well-formed XML ({expat.ErrorString(error.code)})"
        raise UsageError(place, reason, "Export the list from your feed reader again.") from error
    except _RefusedError as error:
        raise UsageError(place, str(error), "Export the list from your feed reader again.") from error
    if not reading.feeds and not reading.broken:
        raise UsageError(place, "the list names no feed", 'A feed is an <outline xmlUrl="…"/>.')
    return reading.feeds, reading.broken


class _Reading:
    """The parser, and what it found so far."""

    def __init__(self, place: str) -> None:
        self.feeds: list[Outline] = []
        self.broken: list[DocumentError] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity
        self._place = place
        self._depth = 0
        self._urls: set[str] = set()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth and name.lower() != "opml":
            raise _RefusedError(f"it is no OPML: it begins with <{name[:40]}>")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _RefusedError(f"line {self.parser.CurrentLineNumber}: outlines are nested more than {MAX_DEPTH} deep")
        if name.lower() == "outline":
            self._outline({key.lower(): value.strip() for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _entity(self, *declared: object) -> None:
        raise _RefusedError(f"line {self.parser.CurrentLineNumber}: it declares entities, which no list needs")

    def _outline(self, said: dict[str, str]) -> None:
        kind, url = said.get("type", "").lower(), said.get("xmlurl", "")
        title = " ".join((said.get("title") or said.get("text") or "").split())
        place = f"{self._place}, line {self.parser.CurrentLineNumber}"
        if not url:
            if kind in ("rss", "atom", "feed"):
                reason = f"the outline {title[:60]!r} is to be a feed and names no xmlUrl"
                self.broken.append(DocumentError(place, reason, "Add its address, or remove it."))
            return
        scheme, separator, rest = url.partition("://")
        if separator and scheme.lower() == "feed":
            url = f"http://{rest}"
        if not is_url(url):
            reason = f"the feed {url[:80]!r} has no address of the web"
            self.broken.append(DocumentError(place, reason, "An address begins with http:// or https://."))
            return
        if url not in self._urls:
            if len(self.feeds) >= MAX_FEEDS:
                raise _RefusedError(f"the list names more than {MAX_FEEDS} feeds")
            self._urls.add(url)
            self.feeds.append(Outline(url, title))
