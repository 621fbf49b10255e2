"""When a report was published, and from what that is known. Never a silent guess, never today's date.

The first of these that says something wins: the day given by the user, the page's metadata, the address, a dateline in
the text, and last the dates in the text itself, which only tell a day that the report cannot be older than.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from communique.model import Published, PublishedBasis, Span
from communique.parse.timex.calendar import Point, as_date, parse_iso
from communique.parse.timex.expr import Expr
from communique.parse.timex.readers import expressions
from communique.parse.timex.scene import in_nearest_year, latest_stated

#: Years a web address can plausibly date a report with.
_URL_YEARS = (1990, 2099)
_MONTHS = {
    m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_URL_PARTED = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-])(\d{1,2}|[a-z]{3})(?:\2(\d{1,2}))?(?![\da-z])")
_URL_JOINED = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
#: Head and foot of a text in which a dateline is looked for, characters.
_HEAD, _FOOT = 800, 300
_LABEL = re.compile(
    r"^[ \t]*(?:(?P<first>first published|published|posted|publication date|issued|released|date)"
    r"|(?P<later>last updated|updated|last modified|modified))"
    r"(?: (?:on|at))?[ \t]*[:|–—-]?[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
#: "KYIV, Feb 10 (Reuters) -", "WASHINGTON, February 11, 2022 —", "Moscow, 10 February 2022. /TASS/."
_AGENCY = re.compile(r"^[ \t]*[A-Z][\w.'’-]*(?:[ ,/]+[A-Z(][\w.'’)-]*){0,5},[ \t]+", re.MULTILINE)
_AGENCY_AFTER = re.compile(r"[ \t]*+(?:,[ \t]*+)?(?:\([^()\n]{1,40}\)|/[^/\n]{1,20}/)?[ \t]*+(?:[-–—.:]|/[A-Z])")
#: What may stand on a line beside a date that dates the report.
_BESIDE = re.compile(
    r"[\s,.;|•·@()–—-]|\b(?:at|by|on|local|time|gmt|utc|est|edt|et|[ap]\.?m|\d{1,2}[:.]\d\d)\b", re.IGNORECASE
)
_RFC = re.compile(r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})\b")
#: A year-less past date carries the lower bound on where it lies at most so many days after an explicit date.
_CARRY = 120
_NOT_YET = frozenset(["by", "until", "till", "before", "from", "for", "through", "to", "starting"])
_TO_COME = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|planned|plans?|scheduled|expected|expects?|due|forthcoming|upcoming|coming|next"
    r"|deadline|ends|expires?|starting|until|till|being|host(?:ing)?|preparations?|prepar(?:e|ing)|invit(?:e|ed|ation)"
    r"|(?:is|are|was|were) (?:to|going)|ahead of|as of|takes? place|taking place"
    r"|vision|effect|effective|deliver(?:y|ies))\b"
    r"|['’]ll\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[a-z]{4}[.!?][\"”’)]?\s|\d[.!?]\s|\n\s*\n|•")


def detect(text: str, url: str | None, given: str | None, metadata: str | None, title: str | None = None) -> Published:
    """Return the publication time of a report.

    Args:
        text: its text; spans in the result are half-open code points of it.
        url: its address, if it has one.
        given: what the user said: ISO 8601 day, month, year or interval ``a/b``; a time of day is dropped.
        metadata: what the page or feed says.
        title: its title, searched for a date after the text's own head.

    Returns:
        Value, basis and the reason in words. With nothing but dates inside the text the value is an open interval
        (ISO 8601-2) such as ``2022-01-25/..``; with nothing explicit, None and basis ``unknown``.

    >>> detect("", "https://news.example/2022/02/11/talks", None, None).value
    '2022-02-11'

    """
    notes: list[str] = []
    sources: tuple[tuple[str | None, PublishedBasis], ...] = ((given, "given"), (metadata, "metadata"))
    for said, basis in sources:
        if said and said.strip():
            value = read(said)
            if value is not None:
                return Published(value, basis, None, _note(notes, f"{basis} as {said.strip()}"))
            notes.append(f"{basis} {said.strip()!r} is not a date")
    if url:
        value = _from_url(url)
        if value is not None:
            return Published(value, "url", None, _note(notes, f"the address holds {value}"))
    exprs = expressions(text)
    return _dateline(text, exprs, notes) or _title(title, notes) or _bound(text, exprs, notes)


def read(said: str) -> str | None:
    """Return the ISO day, month, year or interval that somebody wrote (ISO, RFC 5322 or English); None if no date."""
    said = said.strip()
    if "/" in said and said.count("/") == 1:
        ends = [e.strip() for e in said.split("/")]
        points = [parse_iso(e) for e in ends]
        if any(points) and all(p is not None or e in ("", "..") for p, e in zip(points, ends, strict=True)):
            return "/".join(p.iso() if p else ".." for p in points)
    if re.fullmatch(r"\d{8}", said):
        said = f"{said[:4]}-{said[4:6]}-{said[6:]}"
    point = parse_iso(said)
    if point is not None:
        return point.iso()
    m = _RFC.match(said)
    if m and m.group(2).lower() in _MONTHS:
        day = as_date(int(m.group(3)), _MONTHS[m.group(2).lower()], int(m.group(1)))
        return day.isoformat() if day else None
    dated = [p for e in expressions(said) if (p := _point(e)) is not None and p.month is not None]
    return dated[0].iso() if dated else None


def _note(notes: list[str], reason: str) -> str:
    return "; ".join([*notes, reason])


def _point(e: Expr) -> Point | None:
    """Return the date of an expression that holds its year, None of any other or of a day that does not exist."""
    if e.kind != "date" or e.year is None or e.year < 1 or e.tail:
        return None
    if e.month is not None and e.day is not None and as_date(e.year, e.month, e.day) is None:
        return None
    return Point(e.year, e.month, e.day)


def _from_url(url: str) -> str | None:
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return None
    month_only: str | None = None
    for m in _URL_PARTED.finditer(path):
        year, month = int(m.group(1)), _MONTHS.get(m.group(3)) or (int(m.group(3)) if m.group(3).isdigit() else 0)
        if not _URL_YEARS[0] <= year <= _URL_YEARS[1] or not 1 <= month <= 12:
            continue
        if m.group(4) is not None:
            day = as_date(year, month, int(m.group(4)))
            if day is not None:
                return day.isoformat()
        elif m.group(2) == "/" and len(m.group(3)) >= 2:
            month_only = month_only or f"{year}-{month:02d}"
    for m in _URL_JOINED.finditer(path):
        day = as_date(int(m.group(1)), int(m.group(2)), int(m.group(3)))
        if day is not None and _URL_YEARS[0] <= day.year <= _URL_YEARS[1]:
            return day.isoformat()
    return month_only


def _dateline(text: str, exprs: tuple[Expr, ...], notes: list[str]) -> Published | None:
    """Return a date that the head or foot of the text gives as its own."""
    ranked: list[tuple[int, int, Expr, str]] = []
    for e, how, rank in _headings(text, exprs):
        ranked.append((rank, e.start, e, how))
    for _, _, e, how in sorted(ranked, key=lambda r: r[:2]):
        point = _point(e)
        reason = f"the {how} says {text[e.start : e.end]!r}"
        if point is None:
            point = in_nearest_year(e, latest_stated(exprs))
            reason += ", the year from the latest date in the text"
        if point is not None and point.day is not None:
            return Published(point.iso(), "dateline", Span(e.start, e.end), _note(notes, reason))
    return None


def _headings(text: str, exprs: tuple[Expr, ...]) -> Iterator[tuple[Expr, str, int]]:
    """Expressions that stand as a dateline, how, and rank (0 the best)."""
    at = {e.start: e for e in exprs if e.kind == "date" and e.month is not None and e.day is not None and not e.tail}
    foot = max(len(text) - _FOOT, 0)
    for m in _LABEL.finditer(text):
        if (m.start() < _HEAD or m.start() >= foot) and m.end() in at:
            yield (
                at[m.end()],
                "line of publication" if m.group("first") else "line of the last update",
                0 if m.group("first") else 3,
            )
    for m in _AGENCY.finditer(text, 0, _HEAD):
        e = at.get(m.end())
        if e is not None and _AGENCY_AFTER.match(text, e.end):
            yield e, "dateline", 1
    for start, e in at.items():
        if start >= _HEAD or e.year is None:
            continue
        left = text.rfind("\n", 0, start) + 1
        right = text.find("\n", e.end)
        line = text[left:start] + text[e.end : right if right >= 0 else len(text)]
        if len(line) < 60 and not _BESIDE.sub("", line):
            yield e, "line of its own at the head", 2


def _title(title: str | None, notes: list[str]) -> Published | None:
    if not title:
        return None
    for e in expressions(title):
        point = _point(e)
        if point is not None and point.day is not None:
            return Published(point.iso(), "dateline", None, _note(notes, f"the title says {title[e.start : e.end]!r}"))
    return None


def _bound(text: str, exprs: tuple[Expr, ...], notes: list[str]) -> Published:
    """Return the day the report cannot be older than.

    That is the latest past date in it, carried on by past dates without a year close after that date.
    """
    stated = [(p, e) for e in exprs if (p := _point(e)) is not None and _has_been(text, e)]
    dated = [(p, e) for p, e in stated if p.month is not None]
    if not stated:
        return Published(
            None, "unknown", None, _note(notes, "no date of publication, and no past date with its year in the text")
        )
    if not dated:
        point, e = max(stated, key=lambda s: s[0].year)
        reason = f"not before {point.iso()}, the latest past year in the text"
        return Published(f"{point.iso()}/..", "text", Span(e.start, e.end), _note(notes, reason))
    # A month counts from its first day: that much is certain.
    point, e = max(dated, key=lambda s: (s[0].year, s[0].month or 0, s[0].day or 1))
    reason = f"not before {point.iso()}, the latest past date in the text"
    floor = as_date(point.year, point.month or 1, point.day or 1)
    best = floor
    for other in exprs:
        if (
            other.year is not None
            or other.direction
            or other.kind != "date"
            or other.future is not False
            or not _has_been(text, other)
        ):
            continue
        near = in_nearest_year(other, point)
        day = near.full if near is not None else None
        if day is None or floor is None or best is None or near is None:
            continue
        if best < day and (day - floor).days <= _CARRY:
            best, e = day, other
            said = text[other.start : other.end]
            reason = f"not before {day.isoformat()}: {said!r} is past, its year follows from {point.iso()}"
    value = best.isoformat() if best is not None and best != floor else point.iso()
    return Published(f"{value}/..", "text", Span(e.start, e.end), _note(notes, reason))


def _has_been(text: str, e: Expr) -> bool:
    """Return whether what the text dates so has happened, by the words of its sentence. In doubt it has not."""
    before = text[max(0, e.start - 12) : e.start].split()
    last = before[-1].lower() if before else ""
    if e.future or last in _NOT_YET or _TO_COME.search(_sentence(text, e)):
        return False
    if e.month is None:
        return last == "since" or (e.future is False and last == "in")
    return True


def _sentence(text: str, e: Expr) -> str:
    """Return the sentence around an expression, cut off some way from it."""
    left, right = text[max(0, e.start - 250) : e.start], text[e.end - 1 : e.end + 200]
    start = max((m.end() for m in _SENTENCE_END.finditer(left)), default=0)
    stop = _SENTENCE_END.search(right)
    return left[start:] + " | " + right[: stop.start() + 1 if stop else len(right)]
