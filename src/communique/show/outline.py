"""The article as blocks in reading order: headings, and sentences with their list marks; no character of the text is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.model import Record
from communique.show.entries import clean

_MARK = re.compile(r"^(?:[•‣▪●◦·■□➢►▶*–—-]|\(?\d{1,2}[.)])$")
_ANYTHING = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Heading:
    """Text between sentences; `title` is False if the layout did not take it for a heading."""

    text: str
    title: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence by its number in the record; `mark` is the list mark before it, `fresh` whether it begins a paragraph."""

    sentence: int
    mark: str
    fresh: bool


def blocks(record: Record) -> Iterator[Heading | Line]:
    """The blocks of an article from first to last."""
    text = record.document.text
    titles = {" ".join(heading.split()) for heading in record.sections.values()}
    place = 0
    for number, sentence in enumerate(record.sentences):
        if sentence.heading:
            continue
        gap = text[place : sentence.start]
        *above, before = [*gap.splitlines(), ""] if gap.endswith(("\n", "\r")) else gap.splitlines() or [""]
        yield from _headings(above, titles)
        mark = before.strip()
        if mark and not _MARK.match(mark):
            yield from _headings([mark], titles)
            mark = ""
        yield Line(number, clean(mark), place == 0 or "\n" in gap)
        place = max(place, sentence.end)
    yield from _headings(text[place:].splitlines(), titles)


def _headings(lines: list[str], titles: set[str]) -> Iterator[Heading]:
    for line in lines:
        if _ANYTHING.search(line):
            yield Heading(clean(line), " ".join(line.split()) in titles)
