"""Plain text files."""

from __future__ import annotations

from collections.abc import Iterator

from communique.errors import DocumentError
from communique.ingest.decode import decode
from communique.ingest.document import build
from communique.ingest.options import Options
from communique.ingest.sources import Source
from communique.model import Document


def sniff(head: str) -> bool:
    """Anything may be plain text."""
    return True


def read(source: Source, options: Options) -> Iterator[Document | DocumentError]:
    r"""Yield the one document of a text file; line ends become ``\n``, everything else stays.

    Raises:
        DocumentError: it is too large, binary, wrongly encoded, empty or not in English.

    """
    data = options.bounded(source, options.limits.document_bytes, "Split it into its reports.")
    text = decode(data, source.ref, source.charset).replace("\r\n", "\n").replace("\r", "\n")
    document = build(
        text,
        ref=source.ref,
        place=source.ref,
        limits=options.limits,
        detect=options.detect,
        given=options.published,
        url=source.url,
    )
    yield options.kept(document, source, "text/plain", data)
