"""Dates as feeds write them → the day as written, or the reason why none can be told. Never today's, never a guess.

Read are ISO 8601 and W3CDTF with and without separators, RFC 822, 850 and 2822 with whatever is wrong about them, ``asctime`` and the usual
notations by name of month in the languages whose names do not contradict each other. The weekday is passed over: where it does not
fit, it is the weekday that was worked out wrongly. The day is the one written, in the zone of whoever wrote it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

FIRST_YEAR = 1990
"""No feed is older; earlier days are those of machines without a date (1970, 1900, 0001)."""

# Beginnings of the names of months, January to December; several languages a row. A name that begins like those of two
# months ("list", November in Polish and October in Croatian) tells nothing.
_NAMES = """
jan janv januar januari janvier ene enero gen gennaio janeiro sty янв січ ιαν oca ocak leden
feb fév févr fevr februar februari février fevrier febrero febbraio fev fevereiro lut фев лют φεβ şub şubat unor únor
mar mär mrz märz marz maerz mars marzo març marco março maart maa marec мар бер μάρ mart bře
apr avr avril april abr abril aprile kwi апр кві απρ nis nisan dub
may mai mag maj maggio mei maio mayo май мая тра μάι μαΐ mayıs kvě
jun june juin juni junio giu giugno junho cze июн чер ιούν haz haziran
jul july juil juillet juli julio lug luglio julho lip июл лип ιούλ tem temmuz
aug august aoû août aout ago agosto augustus sie авг сер αύγ ağu ağustos
sep sept september septembre septiembre set settembre setembro wrz сен вер σεπ eyl eylül září
oct october okt oktober octobre octubre ott ottobre out outubro paź окт жов οκτ eki ekim
nov november novembre noviembre novembro ноя νοέ kas kasım
dec december dez dezember déc décembre decembre dic dicembre diciembre dezembro gru дек гру δεκ ara aralık pro
"""
_FOUR = r"(\d{4})"
_ISO = re.compile(rf"{_FOUR}([-/.]?)(\d\d)\2(\d\d)(?:$|[T\s_]\s*\d.*|\d{{4,6}}Z?$|Z$|[+-]\d\d:?\d\d$)", re.I)
_LOOSE_ISO = re.compile(rf"{_FOUR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)")
_ORDINAL = re.compile(rf"{_FOUR}-?(\d{{3}})(?:$|T.*)")
_MONTH = re.compile(rf"{_FOUR}-(\d\d)$")
_YEAR = re.compile(rf"{_FOUR}$")
_DAY_FIRST = re.compile(
    r"(?<![\w:])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s.,/-]*(?:de |of )?([^\W\d_]{3,12})\.?[\s.,/-]*(?:de )?"
    r"(\d{4}|\d\d)(?![\d:])"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(\d{4})(?![\d:])")
_ASCTIME = re.compile(
    r"(?<!\w)([^\W\d_]{3,12})\.?\s+(\d{1,2})\s+\d\d?:\d\d(?::\d\d)?\s+(?:[A-Z]{1,5}\s+|[+-]\d{4}\s+)?(\d{4})$"
)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,\s*(?=\S)")


def _months() -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(_NAMES.split("\n")[1:-1], 1):
        for name in row.split():
            found.setdefault(name, set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


_MONTHS = _months()


def day_of(said: str, latest: str | None = None) -> tuple[str | None, str]:
    """The day that a feed's date means.

    Args:
        said: the date as the feed writes it.
        latest: the day on which the feed was fetched, ISO 8601; one that lies more than a day after it is no day of publication.

    Returns:
        The day (or month or year, if that is all that is said), ISO 8601; or None and the reason, which follows "the feed's date …".

    >>> day_of("Fri, 10 Feb 22 23:30:00 -0500"), day_of("20220210T233000Z")
    (('2022-02-10', ''), ('2022-02-10', ''))
    >>> day_of("Thu, 01 Jan 1970 00:00:00 GMT")
    (None, 'is that of a machine without a clock')
    >>> day_of("02/03/2022")
    (None, 'may be read in two ways')

    """
    text = " ".join(said[:200].split())
    if not text:
        return None, "is empty"
    value, reason = _read(text)
    if value is None:
        return None, reason
    if int(value[:4]) < FIRST_YEAR:
        return None, "is that of a machine without a clock"
    if latest:
        try:
            bound = (date.fromisoformat(latest[:10]) + timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return value, ""
        if value > bound[: len(value)]:
            return None, f"lies after the day on which it was fetched, {latest[:10]}"
    return value, ""


def _read(text: str) -> tuple[str | None, str]:
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _LOOSE_ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH.match(text):
        return (text, "") if 1 <= int(match[2]) <= 12 and int(match[1]) > 0 else (None, "names no day that exists")
    if match := _ORDINAL.match(text):
        return _ordinal(int(match[1]), int(match[2]))
    if _YEAR.match(text):
        return (text, "") if int(text) > 0 else (None, "names no day that exists")
    text = _WEEKDAY.sub("", text)
    if match := _DOTTED.match(text):  # with dots it is the day that comes first, wherever it is written so
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.match(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]))
    for pattern, where in ((_DAY_FIRST, (3, 2, 1)), (_ASCTIME, (3, 1, 2)), (_MONTH_FIRST, (3, 1, 2))):
        for match in pattern.finditer(text):
            month = _month(match[where[1]])
            if month is not None:
                return _day(_full(match[where[0]]), month, int(match[where[2]]))
    return None, "is written in no known way"


def _month(name: str) -> int | None:
    """The month of a name, or of the beginning of one: what all known names that begin with it agree on."""
    folded = name.lower().rstrip(".")
    if folded in _MONTHS:
        return _MONTHS[folded]
    numbers = {n for known, n in _MONTHS.items() if known.startswith(folded) or folded.startswith(known)}
    return numbers.pop() if len(numbers) == 1 else None


def _full(year: str) -> int:
    """The year that two digits mean (RFC 2822, 4.3)."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 50 else 1900)


def _slashed(one: int, two: int, year: int) -> tuple[str | None, str]:
    if one == two or two > 12:
        return _day(year, one, two)
    if one > 12:
        return _day(year, two, one)
    return None, "may be read in two ways"


def _ordinal(year: int, number: int) -> tuple[str | None, str]:
    try:
        day = date(year, 1, 1) + timedelta(days=number - 1)
    except (ValueError, OverflowError):
        return None, "names no day that exists"
    return (day.isoformat(), "") if number and day.year == year else (None, "names no day that exists")


def _day(year: int, month: int, day: int) -> tuple[str | None, str]:
    try:
        return date(year, month, day).isoformat(), ""
    except ValueError:
        return None, "names no day that exists"
