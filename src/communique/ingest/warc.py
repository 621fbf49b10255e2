"""WARC archives (0.17 to 1.1, and WET), record by record: pages and texts that were answered with success.

Kept are ``response``, ``resource`` and ``conversion`` records of HTML or plain text. Requests, metadata, revisits,
other answers than 200, images, and what crawlers and sites note for machines are no documents and are passed over. A
damaged record costs itself: reading goes on at the next one that can be found.

The day of a capture is a day that the report cannot be younger than; it is never taken for the day of publication.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from communique.errors import DocumentError
from communique.ingest import html, plain
from communique.ingest.body import decoded
from communique.ingest.document import iso_date
from communique.ingest.formats import beginning
from communique.ingest.limits import megabytes
from communique.ingest.options import Options
from communique.ingest.sources import Feed, Source, Stream, os_error
from communique.model import Document

MAGIC = b"WARC/"

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_TEXT = frozenset(("text/plain",))
_ANSWERED = frozenset((200, 203))
_WEB = ("http://", "https://")
_FETCHED = (*_WEB, "ftp://", "ftps://", "file:")  # others are notes of the crawler: metadata://, urn:pageinfo:, dns:
_FOR_MACHINES = re.compile(r"/(?:robots|ads|app-ads|humans|security|llms|llms-full)\.txt(?:\?.*)?$", re.I)
_NEXT = re.compile(rb"WARC/\d\.\d{1,2}\r?\n(?=[A-Za-z]+-[A-Za-z-]+:)")
_RUN_ON = re.compile(rb"\r\n\r\nWARC/\d\.\d{1,2}\r\n[A-Za-z]+-[A-Za-z-]+:")
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
_REMEDY = "Fetch the archive again, or leave the record out."


def sniff(head: str) -> bool:
    """Whether it begins with a record."""
    return head.startswith("WARC/")


def read(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    """Yield the documents of an archive, and an error in the place of each record that should be one and is not."""
    feed = _Feed(source.stream)
    anything = False
    going = True
    while going:
        # A document is given out once the next record is known to begin where it ends; or else its length was wrong.
        one: _Record | None = None
        try:
            for record in _records(feed):
                if one is not None and one.found is not None:
                    yield one.found
                feed.record = record.stream_pos
                one = _Record(record, source)
                one.read(options)
                anything = anything or one.found is not None
                if one.cut and one.run_on:
                    raise OSError("its length reaches over the end")
            going = False
            if (cut := feed.cut_header()) is not None:
                if one is not None and one.found is not None and feed.record != cut:
                    yield one.found
                one, anything = None, True
                yield DocumentError(source.ref, "the archive ends in the middle of a record's header", _REMEDY)
        except OSError as error:
            failed = feed.failed
            reason = f"broken WARC record, at or behind byte {feed.record} ({error})"
            if one is not None and failed is None and (one.run_on or not feed.ended_with(one.tail)):
                reason = f"the length that the record at byte {feed.record} states is wrong"
                one.found = None
            if one is not None and one.found is not None:
                yield one.found
            if failed is not None:
                yield os_error(source.ref, failed)
            elif one is not None or not anything:  # or else the one found after the last broken one is no better
                yield DocumentError(source.ref, reason, _REMEDY)
            one = None
            anything = True
            going = feed.find_next()
        if one is not None and one.found is not None:
            yield one.found
    if not anything:
        reason = "it holds no page or text that was answered with success"
        yield DocumentError(source.ref, reason, "Leave it out, or see what it holds.")


class _Feed(Feed):
    """An archive's bytes, of which the last are kept, so that the next record can be looked for after a broken one.

    Attributes:
        record: byte at which the record in hand begins.
        failed: what could not be read, if that is why the archive's reader stopped.
    """

    _KEPT = 1 << 19

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._kept = b""  # the bytes from _start on; those from _at on have yet to be given
        self._start = 0
        self.record = 0
        self.failed: OSError | None = None

    def read(self, count: int = -1) -> bytes:
        wanted = count if count > 0 else 1 << 16
        if self._at >= self._start + len(self._kept):
            try:
                self._fetch(wanted)
            except OSError as error:
                self.failed = error
                raise
        at = self._at - self._start
        data = self._kept[at : at + wanted]
        self._at += len(data)
        return data

    def _fetch(self, count: int) -> bool:
        more = self._stream.some(count)
        drop = max(0, len(self._kept) + len(more) - self._KEPT)
        self._kept = self._kept[drop:] + more
        self._start += drop
        return bool(more)

    def ended_with(self, tail: bytes) -> bool:
        """Whether the record in hand, which ended with these bytes, was followed by the blank line that it should be."""
        begin = max(0, self.record - self._start)
        return any(self._kept.find(tail + end, begin) >= 0 for end in (b"\r\n\r\n", b"\n\n"))

    def cut_header(self) -> int | None:
        """Return the byte of the header in the middle of which the archive, read to its end, breaks off."""
        before = b"" if self._start else b"\n\n"
        kept = before + self._kept
        last = max(kept.rfind(b"\n\r\nWARC/") + 1, kept.rfind(b"\n\nWARC/"))
        if last <= 0 and not kept.startswith(b"\n\nWARC/"):
            return None
        rest = kept[last + 2 :]
        return None if b"\r\n\r\n" in rest or b"\n\n" in rest else self._start + last + 2 - len(before)

    def find_next(self) -> bool:
        """Go to the next record behind the beginning of the one in hand, or behind damage; False if there is none."""
        at = self._at if self.failed is not None else max(self.record + 1, self._start)
        self.failed = None
        while True:
            if match := _NEXT.search(self._kept, at - self._start):
                self._at = self.record = self._start + match.start()
                return True
            at = max(at, self._start + len(self._kept) - 16)
            try:
                if not self._fetch(1 << 16):
                    return False
            except OSError:
                return False


def _records(feed: _Feed) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    lines_end_bare = re.match(rb"WARC/[\d.]+\n", feed.peek(16)) is not None
    records = iter(
        ArchiveIterator(
            feed,
            record_types=WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion,
            parse_http=False,
            quirks_mode=lines_end_bare,
            stream_detect=False,
            fsspec_args=False,
        )
    )
    while True:
        try:
            record = next(records, None)
        except Exception:
            raise
        except BaseException as error:  # a panic of the library, on input nobody foresaw
            if type(error).__name__ != "PanicException":
                raise
            raise OSError("the archive library gave up") from error
        if record is None:
            return
        yield record


class _Record:
    """A record, and what was found out about its length.

    Attributes:
        found: its document or error; None if it is not meant to be a document.
        tail: its last bytes, if it was read to its end.
        cut: it ends before the length that it states.
        run_on: it seems to hold the beginning of another record.
    """

    def __init__(self, record: Any, source: Source) -> None:
        self._record = record
        self._archive = source
        self.uri = _address(record.headers.get("WARC-Target-URI") or "")
        self.name = self.uri or record.record_id or f"byte {record.stream_pos}"
        self.found: Document | DocumentError | None = None
        self.tail = b""
        self.cut = self.run_on = False

    def read(self, options: Options) -> None:
        """Find the document.

        Raises:
            OSError: the archive cannot be read any further.
        """
        try:
            source = self._source(options.limits.document_bytes)
            if source is None:
                return
            reader = plain if source.extension == ".txt" else html
            (found,) = reader.read(source, options)
        except DocumentError as error:
            self.found = error
            return
        self.found = replace(found, ref=f"{self._archive.ref}#{self.name}") if isinstance(found, Document) else found

    def _source(self, limit: int) -> Source | None:
        record = self._record
        place = f"{self._archive.ref}, {self.name}"
        if self.uri and (not self.uri.lower().startswith(_FETCHED) or _FOR_MACHINES.search(self.uri)):
            return None
        if not record.content_length:  # nothing, or a length that is none, which the next record will tell
            return None
        kind, charset = _content_type(record.headers.get("Content-Type"))
        headers: Any = None
        if kind == "application/http":
            record.parse_http(quirks_mode=True)
            headers = record.http_headers
            if headers.status_code is None:
                raise DocumentError(place, "it should hold an answer of a web server, and does not", _REMEDY)
            if headers.status_code not in _ANSWERED:
                return None
            kind, charset = _content_type(headers.get("Content-Type"))
        if kind and kind not in _HTML and kind not in _TEXT:
            return None
        body = Stream(cast(BinaryIO, record.reader)).read(limit + 1)
        self.cut = len(body) < min(record.content_length, limit + 1)
        self.run_on = _RUN_ON.search(body) is not None
        self.tail = body[-64:] if len(body) == record.content_length else b""
        if self.cut:
            reason = f"the record is cut off: {len(body)} of its {record.content_length} bytes are there"
            raise DocumentError(place, reason, _REMEDY)
        if len(body) > limit:
            raise _too_large(place, limit)
        if headers is not None:
            body = decoded(body, headers.get_multiple, limit, place)
            if len(body) > limit:
                raise _too_large(place, limit)
        if not body.strip():
            return None
        page = kind in _HTML or (not kind and html.sniff(beginning(body[:4096])))
        if not kind and not page:
            return None
        url = self.uri if self.uri.lower().startswith(_WEB) else None
        fetched = iso_date(record.headers.get("WARC-Date") or "")
        return Source(place, ".html" if page else ".txt", Stream(io.BytesIO(body)), url, charset, fetched)


def _too_large(place: str, limit: int) -> DocumentError:
    return DocumentError(place, f"it is larger than {megabytes(limit)}, the limit for one document", "Leave it out.")


def _content_type(value: str | None) -> tuple[str, str | None]:
    """Take a content type apart.

    >>> _content_type('Text/HTML; Charset="UTF-8"'), _content_type(None)
    (('text/html', 'UTF-8'), ('', None))
    """
    kind, *rest = (value or "").split(";")
    named = (part.partition("=") for part in rest)
    charset = next((right.strip(" \t\"'") for left, _, right in named if left.strip().lower() == "charset"), None)
    return kind.strip().lower(), charset or None


def _address(uri: str) -> str:
    """Mend an address: no angle brackets (old wget), no raw spaces or other characters that an address cannot hold.

    >>> _address(" <http://example.com/a b> "), _address("https://example.org/käse?x=1&y=%20#z")
    ('http://example.com/a%20b', 'https://example.org/k%C3%A4se?x=1&y=%20#z')
    """
    uri = uri.strip()
    if uri.startswith("<") and uri.endswith(">"):
        uri = uri[1:-1].strip()
    return quote(uri, safe=_SAFE)
