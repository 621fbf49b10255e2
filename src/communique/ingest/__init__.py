"""Bytes → ``Document``: files, folders and standard input, compressed or not, in the formats of ``READERS``.

A new format is one entry of ``READERS`` and one module with its two functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from communique.errors import DocumentError, UsageError
from communique.fetch.url import is_url
from communique.ingest import feeds, html, jsonl, parquet, plain, warc
from communique.ingest.compressed import unpack
from communique.ingest.document import Detector, build, given_or_metadata, iso_date
from communique.ingest.formats import beginning, binary, unread
from communique.ingest.limits import Limits
from communique.ingest.meter import Meter
from communique.ingest.options import Options, Original
from communique.ingest.sources import Found, Source, expand, open_found, os_error
from communique.ingest.web import Web
from communique.model import Document

__all__ = [
    "READERS",
    "Detector",
    "Limits",
    "Meter",
    "Original",
    "Reader",
    "Web",
    "from_text",
    "given_or_metadata",
    "read",
]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format.

    Attributes:
        name: for people.
        extensions: lower case, with the dot.
        sniff: whether the beginning of a source (up to 64 KiB, decoded) is surely in this format.
        read: the documents of a source, an error in the place of each bad one; DocumentError if none can be read.
        magic: the first bytes of all that is in this format, if it has such.

    """

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[str], bool]
    read: Callable[[Source, Options], Iterator[Document | DocumentError]]
    magic: bytes = b""


# Content is asked first, in this order, then the extension; the last one takes the rest.
READERS: tuple[Reader, ...] = (
    Reader("WARC", (".warc", ".wet"), warc.sniff, warc.read, warc.MAGIC),
    Reader("Parquet", (".parquet", ".pq"), parquet.sniff, parquet.read, parquet.MAGIC),
    Reader("JSON Lines", (".jsonl", ".ndjson"), jsonl.sniff_lines, jsonl.read_lines),
    Reader("JSON", (".json",), jsonl.sniff_whole, jsonl.read_whole),
    Reader("feed", (".rss", ".atom", ".rdf"), feeds.sniff, feeds.read),
    Reader("HTML", (".html", ".htm", ".xhtml"), html.sniff, html.read),
    Reader("text", (".txt", ".text", ".md"), plain.sniff, plain.read),
)


def read(
    sources: Iterable[str | Path],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    detect: Detector = given_or_metadata,
    since: str | None = None,
    pages: bool = False,
    web: Web | None = None,
    keep: Callable[[Document, Original], None] | None = None,
    told: Callable[[str], None] = lambda what: None,
    meter: Meter | None = None,
) -> Iterator[Document | DocumentError]:
    """Read documents, one after the other; an unreadable one gives an error in its place and harms no other.

    Args:
        sources: names of files and folders, addresses on the web, or "-" for standard input.
        published: day of publication (ISO 8601) of all of them, which outranks what they state themselves.
        stdin: what "-" stands for, if not the standard input of the process.
        limits: sizes and languages that are let through.
        detect: settles the day of publication from text, URL, `published`, metadata and title.
        since: day (ISO 8601) before which no document is wanted; those of unknown day are read.
        pages: fetch the pages that the entries of a feed link to, even if the feed is a file.
        web: fetches addresses, and the pages that the entries of fetched feeds link to; without it only files are read.
        keep: is given each document with the bytes that it was read from.
        told: is told of each thing passed over: "left out", "known" or "unchanged" (see ``Options``).
        meter: is told which file is being read.

    Raises:
        UsageError: `published` or `since` is no date.

    """
    first = _given(since, "since")
    options = Options(_given(published), detect, limits, first, pages, web, keep, told, meter)
    named = [sources] if isinstance(sources, (str, Path)) else sources
    return _read(named, stdin, options)


def from_text(
    text: str,
    *,
    ref: str = "text",
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    metadata_published: str | None = None,
    lang: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    detect: Detector = given_or_metadata,
) -> Document:
    """Make a document of a text in memory, which is kept unchanged.

    Args:
        text: the report.
        ref: a name for it.
        published: day of publication (ISO 8601) as the caller knows it.
        title: headline, if it is not part of the text.
        url: where it was published.
        outlet: who published it.
        metadata_published: day of publication as the source states it; `published` outranks it.
        lang: language code, if known; the text is not checked then.
        limits: sizes and languages that are let through.
        detect: as in `read`.

    Raises:
        UsageError: one of the dates is none.
        DocumentError: the text is empty, too long, unreadable or not in English.

    """
    return build(
        text,
        ref=ref,
        place=ref,
        limits=limits,
        detect=detect,
        given=_given(published),
        metadata=_given(metadata_published),
        title=title,
        url=url,
        outlet=outlet,
        lang=lang,
    )


def _given(published: str | None, name: str = "published") -> str | None:
    if published is None:
        return None
    day = iso_date(published)
    if day is None:
        raise UsageError(name, f"{published!r} is no date", "Write it as 2022-02-10.")
    return day


def _read(
    sources: Iterable[str | Path], stdin: BinaryIO | None, options: Options
) -> Iterator[Document | DocumentError]:
    for name in sources:
        for document in _named(name, stdin, options):
            if isinstance(document, Document) and options.early(document.published.value):
                options.told("left out")
            else:
                yield document


def _named(name: str | Path, stdin: BinaryIO | None, options: Options) -> Iterator[Document | DocumentError]:
    if isinstance(name, str) and is_url(name):
        yield from _read_address(name.strip(), options)
        return
    for found in expand(name):
        if isinstance(found, DocumentError):
            yield found
        else:
            yield from _read_one(found, stdin, options)


def _read_address(address: str, options: Options) -> Iterator[Document | DocumentError]:
    if options.web is None:
        yield DocumentError(address, "it is a web address, and only files are read here", "Save it, and name the file.")
        return
    try:
        source = options.web.open(address)
        if source is None:
            options.told("unchanged")
        else:
            yield from _documents(source, options)
    except DocumentError as error:
        yield error


def _read_one(found: Found, stdin: BinaryIO | None, options: Options) -> Iterator[Document | DocumentError]:
    try:
        source = open_found(found, stdin)
    except DocumentError as error:
        yield error
        return
    if options.meter is not None:
        options.meter.opened(source, found.path)
    try:
        yield from _documents(source, options)
    except DocumentError as error:
        yield error
    finally:
        if options.meter is not None:
            options.meter.closed()
        if found.path is not None:
            source.stream.close()


def _documents(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    inner = _unpack(source)
    yield from _choose(inner).read(inner, options)


def _unpack(source: Source) -> Source:
    try:
        return unpack(source)
    except OSError as error:  # a failing disk, or a folder given as standard input
        raise os_error(source.ref, error) from error


def _choose(source: Source) -> Reader:
    try:
        head = source.stream.peek()
    except OSError as error:
        raise os_error(source.ref, error) from error
    for reader in READERS:
        if reader.magic and head.startswith(reader.magic):
            return reader
    if refusal := binary(head, source.ref):
        raise refusal
    start = beginning(head)
    if refusal := unread(start, source.ref):
        raise refusal
    for reader in READERS[:-1]:
        if reader.sniff(start):
            return reader
    return next((reader for reader in READERS if source.extension in reader.extensions), READERS[-1])
