"""Web pages: the article's text, title, address, outlet and day of publication.

Text by trafilatura, the day by htmldate (both by A. Barbaresi; the first is described in ACL 2021, system
demonstrations). Paragraphs, headings, quotations and list items, which begin with a bullet, are parted by blank lines.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from communique.errors import DocumentError
from communique.ingest.decode import decode
from communique.ingest.document import build
from communique.ingest.formats import beginning
from communique.ingest.options import Options
from communique.ingest.sources import Source
from communique.model import Document

# Bounds of what counts as a day of publication; fixed, since the default upper bound of htmldate is the clock.
FIRST_DAY, LAST_DAY = "1990-01-01", "2099-12-31"

BULLET = "• "
BLOCKS = frozenset(
    ("head", "p", "quote", "list", "item", "table", "row", "code", "div", "details", "summary", "figure")
)

_SNIFF = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1)\b",
    re.I | re.S,
)
_CHARSET = re.compile(
    r"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_PREAMBLE = re.compile(r"(?:\s|<\?xml[^>]*>|(?><!--.*?-->)|<!doctype[^>]*>)*", re.I | re.S)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_BREAKS = re.compile(r"<br\s*/?>(?:\s|&nbsp;)*(?=<br\s*/?>)", re.I)
_MARK = "\ue000"  # stands for the blank line that two <br> make, which the extraction would lose
_SPACE = re.compile(r"[ \t\n\r\f]+")
_PROSE_CHARACTERS = 200

MAX_ELEMENTS = 100_000
"""Elements of a page; extraction takes up to 40 µs for each. Pages of news have 500 to 10,000."""

_ENOUGH = 500  # characters of an article that was surely found
_MISSED = 0.25  # part of the text of all paragraphs on the page
_SHORT, _PART = 3000, 0.1  # characters of what may be an article in part, and its part of all text on the page


def sniff(head: str) -> bool:
    """Whether it begins with a tag that begins a page."""
    return _SNIFF.match(head) is not None


def read(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    """Yield the one document of a page.

    Raises:
        DocumentError: it is too large, wrongly encoded, without an article or not in English.

    """
    data = options.bounded(source, options.limits.document_bytes, "Save the article alone, without what is embedded.")
    page = decode(data, source.ref, source.charset or declared_charset(data))
    if "<" not in page:
        raise DocumentError(source.ref, "it holds no HTML", "Name it .txt if it is plain text.")
    saved_from = _SAVED_FROM.search(page[:4096])
    tree = _tree(page)
    if tree is not None and tree.xpath("count(//*)") > MAX_ELEMENTS:
        reason = f"the page has more than {MAX_ELEMENTS:,} elements, which no article has"
        raise DocumentError(source.ref, reason, "Save the article alone.")
    blocks = _article(tree) if tree is not None else []
    stated = _stated(tree) if tree is not None else _Stated(None, None, None)
    if len(blocks) > 1 and stated.title and _same(blocks[0], stated.title):
        del blocks[0]  # the headline is kept as title
    if not any(character.isalpha() for block in blocks for character in block):
        reason = f"no article text was found in the page{_instead(tree)}"
        raise DocumentError(source.ref, reason, "Save its text as a .txt file.")
    address = stated.url or (saved_from[1] if saved_from else None)
    url = canonical(address, source.url) if source.url else address
    document = build(
        "\n\n".join(blocks),
        ref=url if source.url and url else source.ref,
        place=source.ref,
        limits=options.limits,
        detect=options.detect,
        given=options.published,
        metadata=_published(tree, source.fetched),
        title=stated.title,
        url=url,
        outlet=stated.outlet,
    )
    yield options.kept(document, source, "text/html", data)


def declared_charset(data: bytes) -> str | None:
    """Find the encoding that the page names in its first 4 KiB.

    >>> declared_charset(b'<html><meta charset="windows-1251">')
    'windows-1251'
    """
    match = _CHARSET.search(beginning(data[:4096]))
    return (match[1] or match[2]) if match else None


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a page states about itself."""

    title: str | None
    url: str | None
    outlet: str | None


def _tree(page: str) -> Any:
    """Parse a page; None if there is nothing in it. Elements more than 255 deep are left out by the parser."""
    from trafilatura import load_html

    for library in ("trafilatura", "htmldate"):  # they report on each page they discard; we report it ourselves
        logging.getLogger(library).addHandler(logging.NullHandler())
    marked = _BREAKS.sub(lambda match: match[0] + _MARK, _framed(page.replace(_MARK, "")))
    try:
        return load_html(marked)
    except Exception:  # noqa: BLE001 (whatever broken HTML does to the library, the other documents must be read)
        return None


def _article(tree: Any) -> list[str]:
    """List the paragraphs of the article.

    The library's own rules alone come first. What else it has (two general algorithms, a second go with laxer rules)
    takes twice as long, and is called in only where the rules found little or left most of the page's text out.
    """
    try:
        body, page = _by_rules(tree)
    except Exception:  # noqa: BLE001 (as above)
        body, page = None, 0
    blocks = _blocks(body) if body is not None else []
    size = sum(map(len, blocks))
    prose = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    if size < _ENOUGH or size < _MISSED * prose or (size < _SHORT and size < _PART * page):
        return _by_all_means(tree) or blocks
    return blocks


def _by_rules(tree: Any) -> tuple[Any, int]:
    """Do what the library's `bare_extraction` does first; its body, and the characters of text on the page."""
    from trafilatura import htmlprocessing, main_extractor, xpaths
    from trafilatura.settings import Extractor

    options = Extractor(output_format="python", comments=False)
    cut = htmlprocessing.prune_unwanted_nodes(deepcopy(tree), xpaths.RAW_TREE_PRUNE_XPATH)
    cut = htmlprocessing.prune_unwanted_nodes(cut, xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH)
    cut = htmlprocessing.tree_cleaning(cut, options)
    size = len(_SPACE.sub(" ", cut.text_content()))
    body, _ = main_extractor.extract_content(htmlprocessing.convert_tags(cut, options), options)
    return body, size


def _by_all_means(tree: Any) -> list[str]:
    from trafilatura import bare_extraction

    try:
        extracted: Any = bare_extraction(tree, include_comments=False)
    except Exception:  # noqa: BLE001 (as above)
        return []
    return _blocks(extracted.body) if extracted is not None and extracted.body is not None else []


def _stated(tree: Any) -> _Stated:
    """Ask the library for the three things needed; all that it can tell costs six times as much."""
    from trafilatura import metadata

    try:
        found = metadata.examine_meta(tree)
        with suppress(Exception):  # as the library does: it trips over some JSON
            found = metadata.extract_meta_json(tree, found)
        title = found.title or metadata.extract_title(tree)
        url = found.url or metadata.extract_url(tree, None)
        outlet = _clean(found.sitename or metadata.extract_sitename(tree))
    except Exception:  # noqa: BLE001 (as above)
        return _Stated(None, None, None)
    url = url if _is_address(url) else None
    if outlet:
        outlet = outlet.lstrip("@")
        if "." not in outlet and not outlet[:1].isupper():
            outlet = outlet.title()
    elif url:
        outlet = urlsplit(url).hostname
        outlet = outlet.removeprefix("www.") if outlet else None
    return _Stated(_clean(unescape(title)) if title else None, url, outlet or None)


def _published(tree: Any, fetched: str | None) -> str | None:
    """Find the day that the page states about itself, neither from its address (judged elsewhere) nor its prose.

    The prose is cut out of the tree. A day after that of fetching, the day after it apart (clocks differ), is none.
    """
    from htmldate import find_date

    try:
        last = (date.fromisoformat(fetched[:10]) + timedelta(days=1)).isoformat() if fetched else LAST_DAY
        for paragraph in list(tree.iter("p")):  # dates in prose are dates of events
            if len(paragraph.text_content()) > _PROSE_CHARACTERS:
                paragraph.drop_tree()
        day = find_date(tree, extensive_search=False, original_date=True, url="", min_date=FIRST_DAY, max_date=LAST_DAY)
    except Exception:  # noqa: BLE001 (as above; a page without a readable date is still a page)
        return None
    # Not left to the library: told an upper bound, it takes a later day for the first of some month.
    return str(day) if day and str(day) <= last else None


def _instead(tree: Any) -> str:
    """Say why a page may hold no text, if it shows."""
    if tree is None:
        return ""
    if next(tree.iter("frameset", "frame"), None) is not None:
        return ": it is made of frames, which are pages of their own"
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh" and "url" in (meta.get("content") or "").lower():
            return ": it only sends on to another page"
    return ""


def _framed(page: str) -> str:
    """Make a page of a fragment, without long comments first: trafilatura wants "html" in the first 50 characters."""
    page = page[_PREAMBLE.match(page).end() :]  # type: ignore[union-attr]  # it matches the empty string
    if not re.search(r"<(?:html|body)\b", page, re.I):
        page = f"<html><body>{page}</body></html>"
    return "<!DOCTYPE html>" + page


def _is_address(value: str | None) -> bool:
    return value is not None and value.startswith(("http://", "https://"))


def canonical(stated: str | None, fetched: str) -> str:
    """Choose between the address that a page states about itself and the one it came from.

    The stated one is believed on the same site, unless it is the site's front page and the other is not: a slip of many templates.

    >>> canonical("https://example.org/a", "https://www.example.org/a?from=feed")
    'https://example.org/a'
    >>> canonical("https://other.example/a", "https://example.org/a"), canonical("https://example.org/", "https://example.org/a")
    ('https://example.org/a', 'https://example.org/a')
    """
    try:
        one, two = urlsplit(stated or ""), urlsplit(fetched)
    except ValueError:
        return fetched
    hosts = [(part.hostname or "").removeprefix("www.") for part in (one, two)]
    same = bool(hosts[0]) and (hosts[0] == hosts[1] or any(f".{a}".endswith(f".{b}") for a, b in (hosts, hosts[::-1])))
    front = one.path in ("", "/") and not one.query and not (two.path in ("", "/") and not two.query)
    return stated if stated and same and not front and "." in hosts[0] else fetched


def _clean(value: str | None) -> str | None:
    return (_SPACE.sub(" ", value.replace(_MARK, " ")).strip() or None) if value else None


def _same(heading: str, title: str) -> bool:
    """Whether a heading is the title, or the title without the outlet's name behind it."""
    short, long = heading.casefold(), title.casefold()
    return short == long or (len(short) > 20 and long.startswith(short))


def _blocks(body: Any) -> list[str]:
    """List the paragraphs of an extracted body (TEI-like: p, head, list/item, quote, table/row/cell, lb) in order."""
    from lxml import etree

    blocks: list[str] = []
    pieces: list[str] = []
    bullet = ""

    def flush() -> None:
        nonlocal bullet
        for part in "".join(pieces).split(_MARK):
            lines = [_SPACE.sub(" ", line).strip() for line in part.split("\v")]
            if block := "\n".join(line for line in lines if line):
                blocks.append(bullet + block)
                bullet = ""
        pieces.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in BLOCKS:
                flush()
                if tag == "item":
                    bullet = BULLET
            elif tag == "lb":
                pieces.append("\v")
            elif tag == "cell" and element.getprevious() is not None:
                pieces.append(" | ")
            if element.text:
                pieces.append(element.text)
            continue
        if tag in BLOCKS:
            flush()
            if tag == "item":
                bullet = ""
        if element.tail and element is not body:
            pieces.append(element.tail)
    flush()
    return blocks
