"""Web pages: the article's text, title, address, outlet and day of publication.

Text by trafilatura, the day by htmldate (both by A. Barbaresi; the first is described in ACL 2021, system
demonstrations). Paragraphs, headings, quotations and list items, which begin with a bullet, are parted by blank lines.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
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
    page = _framed(page)
    extracted = _extract(page)
    blocks = _blocks(extracted.body) if extracted is not None and extracted.body is not None else []
    title = _clean(extracted.title) if extracted is not None else None
    if len(blocks) > 1 and title and _same(blocks[0], title):
        del blocks[0]  # the headline is kept as title
    if not any(character.isalpha() for block in blocks for character in block):
        raise DocumentError(source.ref, "no article text was found in the page", "Save its text as a .txt file.")
    stated = extracted.url if _is_address(extracted.url) else (saved_from[1] if saved_from else None)
    url = canonical(stated, source.url) if source.url else stated
    document = build(
        "\n\n".join(blocks),
        ref=url if source.url and url else source.ref,
        place=source.ref,
        limits=options.limits,
        detect=options.detect,
        given=options.published,
        metadata=_published(page),
        title=title,
        url=url,
        outlet=_clean(extracted.sitename),
    )
    yield options.kept(document, source, "text/html", data)


def declared_charset(data: bytes) -> str | None:
    """Find the encoding that the page names in its first 4 KiB.

    >>> declared_charset(b'<html><meta charset="windows-1251">')
    'windows-1251'
    """
    match = _CHARSET.search(beginning(data[:4096]))
    return (match[1] or match[2]) if match else None


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate"):  # they report on each page they discard; we report it ourselves
        logging.getLogger(library).addHandler(logging.NullHandler())
    marked = _BREAKS.sub(lambda match: match[0] + _MARK, page.replace(_MARK, ""))
    try:
        return bare_extraction(
            marked,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": LAST_DAY},
        )
    except Exception:  # noqa: BLE001 (whatever broken HTML does to the extraction, the other documents must be read)
        return None


def _published(page: str) -> str | None:
    """Find the day that the page states about itself, neither from its address (judged elsewhere) nor its prose."""
    from htmldate import find_date
    from trafilatura import load_html

    try:
        tree = load_html(page)
        if tree is None:
            return None
        for paragraph in list(tree.iter("p")):  # dates in prose are dates of events
            if len(paragraph.text_content()) > _PROSE_CHARACTERS:
                paragraph.drop_tree()
        day = find_date(tree, extensive_search=False, original_date=True, url="", min_date=FIRST_DAY, max_date=LAST_DAY)
    except Exception:  # noqa: BLE001 (as above; a page without a readable date is still a page)
        return None
    return str(day) if day else None


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

    def walk(element: Any) -> None:
        nonlocal bullet
        tag = element.tag
        if tag in BLOCKS:
            flush()
            if tag == "item":
                bullet = BULLET
        elif tag == "lb":
            pieces.append("\v")
        elif tag == "cell" and element.getprevious() is not None:
            pieces.append(" | ")
        if isinstance(tag, str) and element.text:
            pieces.append(element.text)
        for child in element:
            walk(child)
            if child.tail:
                pieces.append(child.tail)
        if tag in BLOCKS:
            flush()
            if tag == "item":
                bullet = ""

    walk(body)
    flush()
    return blocks
