"""What a time expression says, before it is known where on the calendar that lies."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model import TimexType


@dataclass(frozen=True, slots=True)
class Expr:
    """One expression as read.

    Args:
        start: first character.
        end: character after the last.
        rule: dotted id of the rule, without the leading ``timex.``.
        type: TIMEX3 type.
        kind: which resolver it goes to: ``value`` (says all itself), ``date``, ``weekday``, ``offset``, ``unit``,
            ``clock`` (a time of day alone) or ``holiday``.
        value: for ``value`` the TIMEX3 value; for ``holiday`` the holiday's name.
        year: the year as written, negative before Christ.
        month: 1 to 12.
        day: 1 to 31.
        weekday: ISO weekday.
        part: TIMEX3 part of the day (``MO``), or a clock time (``14:00Z``).
        tail: season, quarter or half (``SP``, ``Q1``, ``H2``) within the year.
        direction: the word that says which one is meant: ``this``, ``last``, ``next``, ``that`` or None.
        unit: letter of the unit, for ``offset`` and ``unit``.
        count: how many units from the base, negative for earlier; None when vague.
        base: ``published`` or ``text`` (the date before it in the text).
        opens: whether it stands at the beginning of its sentence.
        passing: whether it bounds or names something else ("since 1937").
        future: whether the verb nearest to it looks forward (None: no verb tells).

    """

    start: int
    end: int
    rule: str
    type: TimexType
    kind: str
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    tail: str = ""
    direction: str | None = None
    unit: str = ""
    count: int | None = None
    base: str = "published"
    future: bool | None = None
    opens: bool = False
    passing: bool = False
