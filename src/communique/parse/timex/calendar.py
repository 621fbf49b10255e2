"""Points on the calendar at the precision that is known, and arithmetic on them. No clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

#: Months that begin a season, by TIMEX3 letters (northern reckoning, as in the corpora of TimeML).
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day. Years before Christ are negative (-490 is 490 BC); there is no year 0.

    Args:
        year: the year.
        month: 1 to 12, None when not known.
        day: 1 to 31, None when not known; never set without a month.

    """

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> date | None:
        """The day as a `datetime.date`; None where it is not known or not on that calendar."""
        if self.month is None or self.day is None or not 10 <= self.year <= 9990:
            return None
        return as_date(self.year, self.month, self.day)

    @property
    def middle(self) -> date:
        """A day that stands for the point when distances are compared (mid-month, mid-year). Needs a year from 1 on."""
        year = min(max(self.year, 1), 9999)
        day = as_date(year, self.month or 7, self.day or (15 if self.month else 1))
        return day if day else date(year, self.month or 7, 28)

    def iso(self) -> str:
        """ISO 8601 as far as known; ``BC0490`` before Christ."""
        text = year_text(self.year)
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text


def as_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_text(year: int) -> str:
    """Four digits, with ``BC`` before them for years before Christ."""
    return f"{year:04d}" if year >= 0 else f"BC{-year:04d}"


def point_of(day: date) -> Point:
    """Return the day as a point."""
    return Point(day.year, day.month, day.day)


def shift_days(point: Point, days: int) -> Point | None:
    """`point` moved by days; None unless it is a full day within the calendar."""
    if point.full is None:
        return None
    try:
        return point_of(point.full + timedelta(days=days))
    except OverflowError:
        return None


def shift_months(point: Point, months: int) -> Point | None:
    """Return the month that lies `months` from the point's own; None where the month is not known."""
    if point.month is None:
        return None
    number = point.year * 12 + point.month - 1 + months
    return Point(number // 12, number % 12 + 1)


def week(point: Point, weeks: int = 0) -> str | None:
    """ISO week of the day, moved by `weeks`: ``2022-W06``; None unless the day is known."""
    moved = shift_days(point, 7 * weeks)
    if moved is None or moved.full is None:
        return None
    year, number, _ = moved.full.isocalendar()
    return f"{year:04d}-W{number:02d}"


def weekday_before(day: date, weekday: int) -> date:
    """Return the latest such ISO weekday up to and including `day`."""
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """Return the first such ISO weekday after `day`."""
    return day + timedelta(days=(weekday - day.isoweekday() - 1) % 7 + 1)


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches.

    Source: the anonymous Gregorian computus, J. Meeus, Astronomical Algorithms (1991), ch. 8.
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, which: int, weekday: int) -> date:
    """Return the `which`-th ISO `weekday` of a month, -1 for the last."""
    if which < 0:
        first_of_next = date(year + month // 12, month % 12 + 1, 1)
        return weekday_before(first_of_next - timedelta(days=1), weekday)
    return weekday_after(date(year, month, 1) - timedelta(days=1), weekday) + timedelta(weeks=which - 1)


def parse_iso(text: str) -> Point | None:
    """``2022``, ``2022-02``, ``2022-02-10`` (a time of day after it is dropped); None for anything else.

    Years outside 1000 to 2999 are none of a report.
    """
    parts = text.strip().split("T")[0].split(" ")[0].split("-")
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    numbers = [int(p) for p in parts]
    if not 1000 <= numbers[0] <= 2999 or (len(numbers) > 1 and not 1 <= numbers[1] <= 12):
        return None
    if len(numbers) == 3 and as_date(*numbers) is None:
        return None
    return Point(*numbers)


def with_year(point: Point, year: int) -> Point:
    """Return the same month and day in another year."""
    return replace(point, year=year)
