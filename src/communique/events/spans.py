"""Spans of content: what a statement's content is, how its edges are trimmed, whether it is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.lexicon import words
from communique.model import QuoteKind, Span
from communique.parse.parsed import Parsed

_EDGE = frozenset(" \t\n\r\u00a0,;:.\"'“”‘’„«»-–—")
_LABEL = re.compile(r"[A-Z][\w.'’ -]{1,60}(?:\([^)\n]{1,60}\))?\s?:\s")
FULL_QUOTE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Content:
    """Spans of what was said, in text order, how it is quoted, and where it was found ("clause", "quotation" …)."""

    spans: tuple[Span, ...]
    quote: QuoteKind
    why: str


def labelled(parsed: Parsed) -> dict[int, int]:
    """Paragraphs of a transcript, which open with a name and a colon ("MR. PRICE: …"): number → where what is said begins."""
    found = {}
    for number, paragraph in enumerate(parsed.paragraphs):
        match = _LABEL.match(parsed.text, paragraph.start, paragraph.end)
        if match and not any(w in words("cue-forms") for w in match.group().rstrip(": ").split()):
            found[number] = match.end()  # "Lavrov answered: …" is a sentence like any other
    return found


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without spaces, commas and quotation marks at its edges; a final full stop inside a quotation goes too."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    if end - start >= 2 and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return Span(start, end) if start < end else None


def kind_of(parsed: Parsed, spans: tuple[Span, ...]) -> QuoteKind:
    """Direct where more than 95% of the letters stand in quotation marks, mixed from 5%, else indirect."""
    inside = total = 0
    for span in spans:
        letters = sum(c.isalnum() for c in span.of(parsed.text))
        total += letters
        for number in sorted({parsed.quote_of[t.i] for t in parsed.within(span)} - {-1}):
            quote = parsed.quotes[number]
            if quote.start < span.end and span.start < quote.end:
                inside += sum(c.isalnum() for c in parsed.text[max(quote.start, span.start) : min(quote.end, span.end)])
    share = inside / total if total else 0.0
    return "direct" if share > 0.95 else "mixed" if share > 0.05 else "indirect"
