"""One event as another coder wrote it, and what all formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.errors import DocumentError
from communique.ingest.document import iso_date

_COMPACT = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as another coder wrote it, in the record's terms.

    Attributes:
        date: ISO 8601 day, month or year; None if it is not given.
        type: PLOVER type, or SAY for a public statement (CAMEO 01).
        mode: PLOVER mode.
        cameo: CAMEO code as given, if it is.
        actors: parties that act, as ISO 3166 alpha-3 or the short name of an organisation; those without a party left out.
        recipients: parties that it is done to, likewise.
        report: the coder's id of the report.
        text: the words it was coded from.
        place: number of its line, from 1.
        url: address of the report.
    """

    date: str | None
    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    report: str | None
    text: str | None
    place: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file, as (place for messages, number from 1, text or the error in its place)."""

    name: str
    numbered: Iterator[tuple[int, str | DocumentError]]

    def __iter__(self) -> Iterator[tuple[str, int, str | DocumentError]]:
        for number, text in self.numbered:
            yield f"{self.name}, line {number}", number, text


def day(value: str, place: str) -> str:
    """A date as ISO 8601; compact days (20220210) are written out, a time of day is left off.

    Raises:
        DocumentError: it is no date of the calendar.

    >>> day("20220210", "line 1"), day("2022-02", "line 1"), day("2022-02-10T12:00:00Z", "line 1")
    ('2022-02-10', '2022-02', '2022-02-10')
    """
    found = iso_date(f"{value[:4]}-{value[4:6]}-{value[6:]}" if _COMPACT.fullmatch(value) else value)
    if found is not None:
        return found
    raise DocumentError(place, f"{value[:40]!r} is no date", "Write it as 2022-02-10 or 20220210.")
