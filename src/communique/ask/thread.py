"""One exchange across reports, as it is put together when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from communique.ask.entries import Entry
from communique.ask.mailings import is_letter, speaks_of_many
from communique.ask.states import Answer, Debt
from communique.store.days import bounds


@cache
def number(day: str | None) -> int | None:
    """A day, the last one of a month, year or interval, as a number to count with; None if it is unknown."""
    last = bounds(day)[1] if day else None
    return date.fromisoformat(last).toordinal() if last else None


@dataclass
class Thread:
    """One exchange; its openings stay as they are once it is made.

    Attributes:
        id: stable as long as its first telling is.
        openings: every telling of the opening, in order of day and report.
        answers: what answers it, in order of day.
        debts: one for each addressee.
        claims: entries that say that no answer came, or that an answer is none.
        outcome: accepted, refused, answered or open.
        reasons: why a telling belongs here, by its id.
    """

    id: str
    openings: list[Entry]
    answers: list[Answer] = field(default_factory=list)
    debts: list[Debt] = field(default_factory=list)
    claims: list[Entry] = field(default_factory=list)
    outcome: str = "open"
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def first(self) -> Entry:
        """The telling that says most: with a date of its own and its addressees."""
        return min(
            self.openings,
            key=lambda e: (e.basis not in ("stated", "relative"), -len(e.recipients), e.day or "9999", e.id),
        )

    @cached_property
    def day(self) -> str | None:
        """When it was asked: the earliest day that a telling gives."""
        return min((e.last for e in self.openings if e.last), default=self.first.day)

    @cached_property
    def number(self) -> int | None:
        """The day as a number, see :func:`number`."""
        return number(self.day)

    @cached_property
    def askers(self) -> frozenset[str]:
        """Sides that ask."""
        return frozenset(p.side for e in self.openings for p in e.actors)

    @cached_property
    def addressed(self) -> frozenset[str]:
        """Sides that some telling names as addressed."""
        return frozenset(p.side for e in self.openings for p in e.recipients)

    @cached_property
    def letters(self) -> bool:
        """Whether what was asked was written."""
        return any(is_letter(e) or "letter" in e.rule for e in self.openings)

    @cached_property
    def to_many(self) -> bool:
        """Whether it went to several."""
        return len(self.addressed) > 1 or any(speaks_of_many(e) for e in self.openings)

    @property
    def disputes(self) -> list[tuple[Entry, Entry]]:
        """Pairs of an entry that says there was an answer and a later one that says there was none, or that it is no answer."""
        told = [a.entry for a in self.answers if a.kind in ("answered", "accepted", "declined")]
        found = []
        for claim in self.claims:
            before = [e for e in told if e.day is None or claim.day is None or e.day <= claim.day]
            if before:
                best = max(
                    before, key=lambda e: (2 * bool(e.behalf) + bool(e.actors) + bool(e.recipients), e.day or "", e.id)
                )
                found.append((best, claim))
        return found
