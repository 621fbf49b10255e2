"""Text and day of real web pages beside the text that people cut out of them by hand, and what getting it costs.

Usage: python bench/pages.py [--shared DIR] [--rounds N]

Agreement is the F1 of word bigrams (words: runs of letters and digits, lower case), as mean over pages (macro) and over all
bigrams (micro). The share of HTML-to-text is its CPU time in that of the whole reading, from page to record, of the same
pages in the same process; the smallest of the rounds, model and data loaded before. Exit 1 if agreement is below 0.9 or the
share above 15 %.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from communique import ingest, pipeline
from communique.errors import DocumentError
from communique.model import Document
from communique.parse.published import detect

ROOT = Path(__file__).resolve().parents[1]
MIN_AGREEMENT = 0.9
MAX_SHARE = 0.15


def bigrams(text: str) -> Counter[tuple[str, str]]:
    """Pairs of neighbouring words, counted."""
    return Counter(pairwise(re.findall(r"\w+", text.lower())))


def documents(name: str, page: bytes) -> Iterator[Document | DocumentError]:
    """Read a page as the program does, but for its language: two of the pages are not in English."""
    return ingest.read([name], stdin=io.BytesIO(page), limits=ingest.Limits(any_language=True), detect=detect)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    console = Console(width=120, highlight=False)
    listed = args.shared / "pages" / "gold.jsonl"
    if not listed.is_file():
        console.print(f"nothing to measure on: {listed} is not there")
        return 0
    gold = [json.loads(line) for line in listed.read_text(encoding="utf-8").split("\n") if line.strip()]
    pages = [(args.shared / each["html_gz"]).read_bytes() for each in gold]
    read = [next(iter(documents("-", page))) for page in pages]
    found = [each for each in read if isinstance(each, Document)]
    agreement = _text(console, gold, read)
    _cost_warm(found)
    share = min(_share(pages) for _ in range(args.rounds))
    fast = min(_html(pages) for _ in range(args.rounds))
    size = sum(len(gzip.decompress(page)) for page in pages)
    console.print(
        f"{len(pages) / fast:,.0f} pages and {size / 1e6 / fast:,.1f} MB of HTML per CPU second; "
        f"HTML to text is {share:.1%} of the whole reading (bound: {MAX_SHARE:.0%})"
    )
    return 0 if agreement >= MIN_AGREEMENT and share <= MAX_SHARE else 1


def _text(console: Console, gold: list[dict[str, str]], read: list[Document | DocumentError]) -> float:
    """Print agreement and day of each page; return the mean agreement."""
    table = Table("page", "F1", "day", "basis", "why")
    scores: list[float] = []
    shared = ours = theirs = 0
    for each, document in zip(gold, read, strict=True):
        wanted = bigrams(each["text"])
        theirs += wanted.total()
        if isinstance(document, DocumentError):
            scores.append(0.0)
            table.add_row(each["id"], "0.000", "", "", document.reason)
            continue
        got = bigrams(document.text)
        common = (got & wanted).total()
        shared += common
        ours += got.total()
        scores.append(2 * common / max(1, got.total() + wanted.total()))
        day = document.published
        table.add_row(each["id"], f"{scores[-1]:.3f}", day.value or "–", day.basis, day.reason)
    macro, micro = sum(scores) / len(scores), 2 * shared / max(1, ours + theirs)
    console.print(table)
    bases = Counter(each.published.basis for each in read if isinstance(each, Document))
    console.print(f"days by basis: {', '.join(f'{basis} {count}' for basis, count in sorted(bases.items()))}")
    console.print(
        f"F1 of word bigrams over {len(scores)} pages: {macro:.3f} macro, {micro:.3f} micro, "
        f"{min(scores):.3f} the worst (bound: {MIN_AGREEMENT} macro)"
    )
    return macro


def _cost_warm(found: list[Document]) -> None:
    for document in found[:2]:
        pipeline.read(document)


def _html(pages: list[bytes]) -> float:
    """CPU seconds from pages to documents."""
    started = time.process_time()
    for page in pages:
        list(documents("-", page))
    return time.process_time() - started


def _share(pages: list[bytes]) -> float:
    """Share of the way from page to document in that from page to record."""
    html = whole = 0.0
    for page in pages:
        started = time.process_time()
        got = list(documents("-", page))
        read = time.process_time()
        for document in got:
            if isinstance(document, Document):
                pipeline.read(document)
        html += read - started
        whole += time.process_time() - started
    return html / whole


if __name__ == "__main__":
    sys.exit(main())
