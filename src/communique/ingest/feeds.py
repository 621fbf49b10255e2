"""News feeds (RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0): a document an entry.

Which text an entry gives, in this order:

1. its full text, if the feed carries it (``content:encoded``, Atom's ``content``) and it is no teaser;
2. the page it links to, if the feed itself was fetched or the pages are asked for;
3. its summary; the document's ``ref`` then ends in ``(summary)``. A later reading of the page itself is a later version of it.

The day of publication is the entry's own; a broken one is told in the reason, never mended by guessing.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from communique.errors import DocumentError, FetchError
from communique.ingest import html, markup, plain
from communique.ingest.dates import day_of
from communique.ingest.decode import decode
from communique.ingest.document import Detector, build
from communique.ingest.formats import beginning
from communique.ingest.html import declared_charset
from communique.ingest.options import Options
from communique.ingest.sources import Source
from communique.ingest.web import Visit
from communique.model import Document, Published

MAX_BYTES = 10_000_000
MAX_TAGS = 500_000
"""Bounds of one feed: the library takes some ten microseconds a tag, and real feeds have some thousands."""

MAX_PIECES, MAX_HEAD = 2_000, 20_000
"""Bounds of a feed that has to be read entry by entry: their number, and characters of what stands before them."""

TEASER_CHARACTERS = 200
"""A full text that is shorter is taken for a teaser where there is a page to fetch instead."""

_SNIFF = re.compile(
    r"(?>\s|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:\w+:)?(?:rss|feed|RDF)[\s>/]", re.I | re.S
)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s*)?[\w.:-]{1,200}\s+(?:\"([^\"]{0,101})|'([^']{0,101})|(\w))", re.I)
_PIECE = re.compile(r"<(item|entry)\b(?:(?!<\1\b).)*?</\1>", re.I | re.S)
_REFERENCE = re.compile(r"&(?!#)|%")
_XML = re.compile(r"\s*<\?xml[^>]*\?>", re.I)
_ELLIPSIS = re.compile(
    r"(?:…|\.\.\.|(?:read|continue|view|see) (?:more|on|reading|full[ \w]*)|more)[\])»›>→. …]*$", re.I
)
_FOOT = re.compile(r"The post .{1,300} (?:appeared first on|first appeared on) .{1,100}", re.S)
_MARKUP = frozenset(("text/html", "application/xhtml+xml", "application/xml", "text/xml", "xhtml", "html"))


def sniff(head: str) -> bool:
    """Whether it begins like a feed."""
    return _SNIFF.match(head) is not None


@dataclass(slots=True)
class _Entry:
    """What one entry says, as text and markup of its own kind."""

    number: int
    name: str | None = None
    link: str | None = None
    title: str | None = None
    outlet: str | None = None
    full: list[str] = field(default_factory=list)
    full_said: dict[str, Any] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    summary_said: dict[str, Any] = field(default_factory=dict)
    day: str | None = None
    note: str = ""

    def key(self) -> str:
        """What tells this version of the entry from all others."""
        said = [self.name or self.link or "", self.title or "", self.day or "", *self.full, *self.summary]
        return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def read(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    """Yield a document or an error for each entry, in the order of the feed; what it lists twice comes once.

    Raises:
        DocumentError: it is no feed, too large, a bomb, or without entries.

    """
    feed, entries = _parse(options.bounded(source, MAX_BYTES, "Name a shorter feed."), source)
    memory = options.web.memory if options.web is not None and source.page is not None else None
    asked = memory.home(source.page.asked) if memory is not None and source.page is not None else ""
    seen: set[tuple[str | None, ...]] = set()
    done: dict[str, str | None] = {}
    whole, ended, left_out = True, False, False
    try:
        for number, raw in enumerate(entries, 1):
            place = f"{source.ref}, entry {number}"
            if isinstance(raw, Exception):
                reason = f"the entry cannot be read ({type(raw).__name__}: {raw})"
                yield DocumentError(place, reason, "Leave it out, or have its publisher mend it.")
                continue
            entry = _entry(number, raw, feed, source)
            key = entry.key()
            same = (entry.name, entry.link, entry.title) if entry.name or entry.link else (key,)
            if same in seen:
                continue
            seen.add(same)
            if memory is not None and memory.knows(asked, key):
                done[key] = None
                options.told("known")
                continue
            found = None if options.early(entry.day) else _tried(entry, place, source, options)
            if found is None or (isinstance(found, Document) and options.early(found.published.value)):
                left_out = True
                options.told("left out")
                continue
            if isinstance(found, FetchError) and not found.lasting:
                whole = False
            else:
                done[key] = found.id if isinstance(found, Document) else None
            yield found
        ended = True
    finally:  # whoever stops half-way has seen to a part
        if memory is not None and (page := source.page) is not None:
            since = options.since if left_out else None
            memory.note(
                Visit(
                    asked, page.fetched, page.status, page.etag, page.modified, page.moved,
                    tuple(done.items()), whole, ended, since,
                )
            )  # fmt: skip


def _tried(entry: _Entry, place: str, source: Source, options: Options) -> Document | DocumentError:
    try:
        return _document(entry, place, source, options)
    except DocumentError as error:
        return error


def _parse(data: bytes, source: Source) -> tuple[dict[str, Any], list[Any]]:
    """What the library says of the feed and of its entries (an exception in the place of one that it cannot read), from bytes whose
    encoding and entities were looked at before.
    """
    declared = source.charset or declared_charset(data)
    try:
        text = decode(data, source.ref, declared)
    except DocumentError as error:
        if "broken in" not in error.reason:
            raise
        text = data.decode("utf-8", "replace")  # a broken character costs its entry, not the feed
    text = _XML.sub("", text, count=1)
    if (tags := text.count("<")) > MAX_TAGS:
        raise DocumentError(source.ref, f"the feed has {tags} tags, more than {MAX_TAGS}", "Name a shorter feed.")
    for entity in _ENTITY.finditer(text):
        value = entity[2] if entity[2] is not None else entity[3]
        if entity[1] is None and (value is None or len(value) > 100 or _REFERENCE.search(value)):
            reason = "the feed declares entities that stand for files, for one another or for long texts"
            raise DocumentError(source.ref, reason, "Leave it out: news needs no such thing, attacks do.")
    try:
        parsed = _understood(text, source)
    except Exception as error:  # noqa: BLE001 (whatever a broken entry does to the library, the others must be read)
        return _one_by_one(text, source, error)
    if not parsed.entries:
        reason = "the feed holds no entry" if parsed.version or parsed.feed else "it is no feed that can be read"
        raise DocumentError(source.ref, reason, "Leave it out, or see what it holds.")
    return dict(parsed.feed), list(parsed.entries)


def _understood(text: str, source: Source) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    if source.url:
        headers["content-location"] = source.url
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers,
        sanitize_html=False,  # nothing of it is shown as HTML
        resolve_relative_uris=False,
    )


def _one_by_one(text: str, source: Source, problem: Exception) -> tuple[dict[str, Any], list[Any]]:
    """Read each entry of a feed as if it were its only one; the problem stands in the place of those that cannot be read."""
    feed: dict[str, Any] = {}
    entries: list[Any] = []
    pieces = list(_PIECE.finditer(text))
    head = text[: pieces[0].start()] if pieces else ""
    for piece in pieces[:MAX_PIECES]:
        try:
            parsed = _understood((head if len(head) < MAX_HEAD else "") + piece[0], source)
        except Exception as error:  # noqa: BLE001 (as above)
            entries.append(error)
            continue
        feed = feed or dict(parsed.feed)
        entries += parsed.entries
    return feed, entries or [problem]


def _entry(number: int, raw: Any, channel: dict[str, Any], source: Source) -> _Entry:
    """Read what the library found; its dictionaries are asked as plain ones, for they answer with other keys' values otherwise."""
    said: dict[str, Any] = dict(raw)
    entry = _Entry(number, name=_string(said.get("id")))
    base = source.url or _string(channel.get("link"))
    entry.link = _link(said, entry.name, base)
    entry.title = _title(said.get("title_detail"), said.get("title"))
    origin = said.get("source")
    entry.outlet = _title(None, (dict(origin).get("title") if isinstance(origin, dict) else None)) or _title(
        channel.get("title_detail"), channel.get("title")
    )
    contents = said.get("content")
    for content in contents if isinstance(contents, list) else ():
        if isinstance(content, dict) and not entry.full:
            entry.full, entry.full_said = _paragraphs(content, entry.title), content
    detail = said.get("summary_detail")
    entry.summary_said = detail if isinstance(detail, dict) else {"value": said.get("summary")}
    entry.summary = _paragraphs(entry.summary_said, entry.title)
    entry.day, entry.note = _day(said, source)
    return entry


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _title(detail: object, title: object) -> str | None:
    text = _string(title)
    if text is None:
        return None
    kind = str(detail.get("type") or "") if isinstance(detail, dict) else ""
    if kind in _MARKUP or markup.is_markup(text):
        return markup.line(text)
    return " ".join(text.split())


def _link(said: dict[str, Any], name: str | None, base: str | None) -> str | None:
    """The entry's page: what it links to as such, or a name that is an address."""
    links = said.get("links")
    listed = [dict(x) for x in links if isinstance(x, dict)] if isinstance(links, list) else []
    by_rel: dict[str, list[str]] = {}
    for one in sorted(listed, key=lambda x: "html" not in str(x.get("type") or "html")):  # pages before other forms
        if href := _string(one.get("href")):
            by_rel.setdefault(str(one.get("rel") or "alternate"), []).append(href)
    plain_link = _string(said.get("link"))
    if plain_link in by_rel.get("enclosure", ()):
        plain_link = None
    for found in (*by_rel.get("alternate", ()), plain_link, *by_rel.get("self", ()), name):
        if not found:
            continue
        try:
            full = str(urljoin(base, found)) if base and found is not name else found
            parts = urlsplit(full)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return full
    return None


def _paragraphs(content: dict[str, Any], title: str | None) -> list[str]:
    text = content.get("value")
    if not isinstance(text, str) or not text.strip():
        return []
    kind = str(content.get("type") or "text/html").lower()
    if kind in _MARKUP or (kind.startswith("text/") and markup.is_markup(text)):
        found = markup.paragraphs(text)
    elif kind.startswith("text"):
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        found = [p for p in re.split(r"\n{2,}", "\n".join(" ".join(line.split()) for line in lines).strip("\n")) if p]
    else:
        return []
    if len(found) > 1 and _FOOT.fullmatch(found[-1]):
        found.pop()
    if len(found) > 1 and title and found[0].casefold() == title.casefold():
        del found[0]  # the headline is kept as title
    return found if any(c.isalpha() for p in found for c in p) else []


def _day(said: dict[str, Any], source: Source) -> tuple[str | None, str]:
    """The day of the entry, and what is to be said about how it was found."""
    notes: list[str] = []
    for key, what in (("published", "date"), ("created", "date of making"), ("updated", "date of an update")):
        written = _string(said.get(key))
        if written is None:
            continue
        day, reason = day_of(written, source.fetched)
        if day is not None:
            if key != "published":
                notes.append(f"the feed gives the {what} only")
            return day, "; ".join(notes)
        notes.append(f"the feed's {what} {written[:60]!r} {reason}")
    return None, "; ".join(notes)


def _document(entry: _Entry, place: str, source: Source, options: Options) -> Document:
    """The document of an entry.

    Raises:
        DocumentError: it has no text, its page cannot be had, or its text cannot be read.

    """
    web = options.web if options.pages or source.page is not None else None
    may_fetch = web is not None and entry.link is not None
    if entry.full and not (may_fetch and _teaser(entry.full)):
        return _built(entry, entry.full, entry.link, place, source, options, entry.full_said)
    if web is not None and entry.link is not None:
        return _page(entry, place, web.page(entry.link), options)
    if entry.summary:
        ref = f"{entry.link or _name(entry, source)} (summary)"
        return _built(entry, entry.summary, ref, place, source, options, entry.summary_said)
    if entry.link:
        reason = f"the entry holds no text, only a link to {entry.link}"
        raise DocumentError(place, reason, "Have the pages fetched with --pages.")
    raise DocumentError(place, "the entry holds neither text nor a link to it", "Leave it out.")


def _teaser(paragraphs: list[str]) -> bool:
    return sum(map(len, paragraphs)) < TEASER_CHARACTERS or _ELLIPSIS.search(paragraphs[-1][-60:]) is not None


def _name(entry: _Entry, source: Source) -> str:
    return entry.name or f"{source.ref}#{entry.number}"


def _built(
    entry: _Entry,
    paragraphs: list[str],
    ref: str | None,
    place: str,
    source: Source,
    options: Options,
    said: dict[str, Any],
) -> Document:
    document = build(
        "\n\n".join(paragraphs),
        ref=ref or _name(entry, source),
        place=place,
        limits=options.limits,
        detect=_detector(options.detect, entry),
        given=options.published,
        metadata=entry.day,
        title=entry.title,
        url=entry.link,
        outlet=entry.outlet,
    )
    media = str(said.get("type") or "text/html")
    return options.kept(document, source, media, str(said.get("value")).encode("utf-8", "replace"))


def _page(entry: _Entry, place: str, page: Source, options: Options) -> Document:
    """The document of the page that an entry links to; the feed knows its day, the page its text."""
    head = page.stream.peek()
    if page.extension == ".html" or html.sniff(beginning(head)):
        reader = html.read
    elif page.extension == ".txt":
        reader = plain.read
    else:
        kind = page.page.media if page.page is not None and page.page.media else "of unknown kind"
        raise DocumentError(place, f"what it links to is no page, but {kind} ({page.ref})", "Read it by itself.")
    told = replace(options, detect=_detector(options.detect, entry))
    found = next(reader(page, told))
    if isinstance(found, DocumentError):
        raise found
    return replace(found, title=found.title or entry.title, outlet=found.outlet or entry.outlet)


def _detector(detect: Detector, entry: _Entry) -> Detector:
    """Put the feed's day before the page's own, and say what was wrong with it."""

    def settled(text: str, url: str | None, given: str | None, metadata: str | None, title: str | None) -> Published:
        published = detect(text, url, given, entry.day or metadata, title)
        if entry.note:
            published = replace(published, reason=f"{entry.note}; {published.reason}".rstrip("; "))
        return published

    return settled
