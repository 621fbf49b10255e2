"""Communiqué: news reports and diplomatic statements into a record of who said, asked, promised, refused or did what."""

from __future__ import annotations

from pathlib import Path

from communique.errors import CommuniqueError, DataError, DocumentError, UsageError
from communique.show.opened import OpenRecord
from communique.show.public import Record

__all__ = [
    "CommuniqueError",
    "DataError",
    "DocumentError",
    "OpenRecord",
    "Record",
    "UsageError",
    "__version__",
    "open_record",
    "read",
]
__version__ = "0.1.0"


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    model: str | None = None,
) -> Record:
    """The record of one report.

    Args:
        text: the report's text; positions in the record are code points of it.
        published: day of publication (ISO 8601), if known.
        title: headline, if known.
        url: address, if known; a day in it counts as the day of publication.
        model: name of an installed spaCy model; left out, the small English one.

    Returns:
        The record: ``record.events``, ``record.actors`` … and ``record.to_json()``.

    Raises:
        DocumentError: the text is empty or not in English.
        UsageError: the model is not installed, or the day is no date.
    """
    from communique import pipeline

    return Record.of(pipeline.read_text(text, published=published, title=title, url=url, model=model))


def open_record(location: str | Path) -> OpenRecord:
    """A stored record, to ask it from a notebook or a script: ``record.timeline("Russia")``, ``record.exchanges()``.

    Args:
        location: file of the record, or address of its database.

    Raises:
        UsageError: there is no such record.
    """
    return OpenRecord(location)
