"""An event as a possible end of a link across reports, and how its sides are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from communique.across.telling import Telling

Members = Callable[[str], frozenset[str]]
"""Codes of the states that belong to an organisation; none for a state."""


@dataclass(frozen=True, slots=True)
class End:
    """An event with what links across reports need beside its telling; see :class:`communique.model.Traits`.

    `asked` are the parties (or actors without one) addressed, `by` those who did it, `behalf` those it was done for.
    """

    telling: Telling
    by: frozenset[str]
    asked: frozenset[str]
    behalf: frozenset[str]
    beside: frozenset[str]
    persons: frozenset[str]
    mode: str | None
    rule: str
    order: tuple[str, int]
    opens: bool
    answers: bool
    denies: bool
    own_behalf: bool
    called: str | None
    definite: bool
    explicit: bool
    quote: bool
    copies: str

    @property
    def day(self) -> date | None:
        """The last day on which it can have been."""
        return self.telling.last


def meets(one: frozenset[str], other: frozenset[str], members: Members) -> bool:
    """Whether two sides share a party, membership counted."""
    return bool(one & other) or any(a in members(b) or b in members(a) for a in one for b in other)


def days_between(earlier: End, later: End) -> int | None:
    """Days from the one to the other; None if either is unknown."""
    return (later.day - earlier.day).days if earlier.day is not None and later.day is not None else None
