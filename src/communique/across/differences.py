"""Where the tellings of one event differ: every value with the events that give it, none preferred and none averaged.

A difference is what cannot both be so: two days, two numbers of the same thing, two men. That one report says "Moscow" where another
says "Putin", or "in May" where another says "on 3 May", is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from communique.across import numbers, sides
from communique.across.coded import MUTUAL
from communique.across.telling import Telling


@dataclass(frozen=True, slots=True)
class _Field:
    """What is compared: how a telling gives it, if it does, and whether two tellings that do exclude each other."""

    read: Callable[[Telling], str | None]
    excludes: Callable[[Telling, Telling], bool]


def differences(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    """``[{"field": …, "values": [{"value": …, "events": [id, …]}, …]}, …]`` for each field in which two tellings exclude each other.

    The values are those that another one excludes; a telling that says nothing of a field, or less than others, differs from none.
    """
    found = []
    for name, field in _FIELDS.items():
        given = [(v, t) for t in sorted(tellings, key=lambda t: t.id) if (v := field.read(t)) is not None]
        firsts = dict(reversed(given))
        if len(firsts) < 2:
            continue
        # tellings with one value are alike in what is compared
        at_odds = {v for v, t in firsts.items() if any(field.excludes(t, u) for w, u in firsts.items() if w != v)}
        values: dict[str, list[str]] = {}
        for value, telling in given:
            if value in at_odds:
                values.setdefault(value, []).append(telling.id)
        if values:
            found.append({"field": name, "values": [{"value": v, "events": e} for v, e in sorted(values.items())]})
    return found


def _day(telling: Telling) -> str | None:
    if not telling.certain or telling.last is None:
        return None
    last = telling.last.isoformat()
    return last if telling.first in (None, telling.last) else f"{telling.first}/{last}"


def _days_apart(one: Telling, other: Telling) -> bool:
    left, right = one.first or one.last, other.first or other.last
    if one.last is None or other.last is None or left is None or right is None:
        return False
    return left > other.last or right > one.last


def _actors(telling: Telling) -> frozenset[str]:
    return telling.who | telling.whom if telling.type in MUTUAL else telling.who


def _addressees(telling: Telling) -> frozenset[str]:
    return frozenset() if telling.type in MUTUAL else telling.whom


def _names(keys: frozenset[str]) -> str | None:
    """The names as given: persons and bodies, and parties where none of the others stands for them."""
    given = frozenset(k for k in keys if k.startswith("~") or not sides.party(k) or "/" in k)
    spoken_for = {k.partition("/")[0] for k in given}
    rest = frozenset(k for k in keys - given if k not in spoken_for)
    people = sum(map(sides.person, given))
    return ", ".join(sorted(given | (rest if len(rest) > people else frozenset()))) or None


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each names a person, a body or a party that the other has somebody else for."""
    for test in (sides.person, sides.body, sides.party):
        mine, yours = {k for k in one if test(k)}, {k for k in other if test(k)}
        if mine and yours and mine - yours and yours - mine:
            return True
    return False


def _modes_apart(one: Telling, other: Telling) -> bool:
    # a visit is a meeting too
    return one.mode != other.mode and (one.type != "CONSULT" or "phone" in (one.mode, other.mode))


#: What is compared.
_FIELDS: dict[str, _Field] = {
    "date": _Field(_day, _days_apart),
    "number": _Field(lambda t: t.quantity, lambda t, u: numbers.differ(t.quantity, u.quantity)),
    "actors": _Field(lambda t: _names(_actors(t)), lambda t, u: _apart(_actors(t), _actors(u))),
    "addressees": _Field(lambda t: _names(_addressees(t)), lambda t, u: _apart(_addressees(t), _addressees(u))),
    "place": _Field(lambda t: t.place, lambda t, u: not sides.places_meet(t.place or "", u.place or "")),
    "mode": _Field(lambda t: t.mode, _modes_apart),
}
