"""The characters of a passage with marks in them, white space folded, ready to be styled by any view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from communique.model import Span
from communique.show.entries import clean

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """A number as superscript digits.

    >>> superscript(12)
    '¹²'
    """
    return str(number).translate(_SUPERSCRIPT)


@dataclass(frozen=True, slots=True)
class Piece:
    """Printable characters with the numbers of the marks that cover them, and of those that end with them."""

    text: str
    marks: tuple[int, ...]
    ends: tuple[int, ...]


def pieces(text: str, passage: Span, marks: Iterable[tuple[Span, int]]) -> list[Piece]:
    """Cut a passage where marks begin and end.

    Args:
        text: the document's text.
        passage: what is to be shown of it.
        marks: spans with numbers of the caller's choice; they may nest and cross, and what lies outside is left out.

    >>> [(p.text, p.ends) for p in pieces("Kyiv  denied it.", Span(0, 16), [(Span(6, 12), 1)])]
    [('Kyiv ', ()), ('denied', (1,)), (' it.', ())]
    """
    inside = [(max(s.start, passage.start), min(s.end, passage.end), n) for s, n in marks if s.overlaps(passage)]
    edges = sorted({passage.start, passage.end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    found: list[Piece] = []
    for start, end in pairwise(edges):
        folded = fold(text[start:end])
        if found and found[-1].text.endswith(" "):
            folded = folded.removeprefix(" ")
        covering = tuple(n for a, b, n in inside if a <= start and end <= b)
        found.append(Piece(folded, covering, tuple(n for _, b, n in inside if b == end)))
    return found


def fold(raw: str) -> str:
    """Printable text with each run of white space as one space, at its ends too.

    >>> fold("\\n it  said ")
    ' it said '
    """
    body = clean(raw)
    return (" " if raw[:1].isspace() else "") + body + (" " if body and raw[-1:].isspace() else "")
