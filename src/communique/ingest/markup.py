"""A piece of HTML that is text all through, such as the content of a feed's entry → its paragraphs; it has no edges to be cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.ingest.html import BULLET

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li "
    "main ol p pre section summary table tbody tfoot thead tr ul".split()
)
_PASSED_OVER = frozenset(
    "audio button canvas embed head iframe input noscript object script select style svg template textarea video".split()
)
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_TAGS = re.compile(r"</(?:p|div|a|b|i|em|strong|ul|li|span|h\d)>|<br\s*/?>|<p>", re.I)
_LINE = "\v"
_STOP = "\ue000"


def is_markup(text: str) -> bool:
    """Whether a text that is said to be plain is HTML all the same.

    >>> is_markup("<p>Kyiv denied it.</p>"), is_markup("History of the <blink> tag")
    (True, False)
    """
    return _TAGS.search(text) is not None


def paragraphs(fragment: str) -> list[str]:
    r"""List the paragraphs, headings and list items (with a bullet) of a piece of HTML, in order; lines broken by ``<br>`` stay lines.

    >>> paragraphs("<p>Kyiv <b>denied</b> it.<br>Moscow did not.</p><ul><li>one</ul><script>x</script>Two<br><br>three")
    ['Kyiv denied it.\nMoscow did not.', '• one', 'Two', 'three']
    """
    found: list[str] = []
    for block in "".join(_pieces(fragment)).split(_STOP):
        bullet = BULLET if block.startswith(BULLET) else ""
        for part in re.split(r"\v\s*\v[\v\s]*", block.removeprefix(BULLET)):
            lines = [_SPACE.sub(" ", line).strip() for line in part.split(_LINE)]
            if text := "\n".join(line for line in lines if line):
                found.append(bullet + text)
                bullet = ""
    return found


def line(fragment: str) -> str | None:
    """The text of a piece of HTML on one line, as for a title; None if there is none."""
    return " ".join(" ".join(paragraphs(fragment)).split()) or None


def _pieces(fragment: str) -> Iterator[str]:
    """Text, with marks where blocks and lines end; on a stack of its own, for what is nested is nested by strangers."""
    from lxml import etree, html

    clean = fragment.replace(_STOP, "").replace(_LINE, " ").replace("\0", "")
    try:
        root = html.document_fromstring(f"<html><body>{clean}</body></html>")
    except (etree.LxmlError, ValueError):
        return
    # Each element is met twice: when it begins, and with True when it ends.
    waiting = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if done:
            if tag in _BLOCKS:
                yield _STOP
        elif tag and tag not in _PASSED_OVER:
            if tag in _BLOCKS:
                yield _STOP
            if tag == "li":
                yield BULLET
            elif tag == "br":
                yield _LINE
            elif tag in ("td", "th") and element.getprevious() is not None:
                yield " | "
            if element.text:
                yield element.text
            waiting.append((element, True))
            waiting.extend((child, False) for child in reversed(element))
            continue
        if element.tail and element is not root:
            yield element.tail
