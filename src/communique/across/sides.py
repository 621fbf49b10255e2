"""How much the days, the actors and the place of two coded events allow that they are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from communique.across.match import Match, no
from communique.across.telling import Telling

# Days between two tellings, one of them dated by its publication alone, beyond which they are of different events.
_FAR = 3
_NAME = re.compile(r"\b[A-Z][\w'’.-]+")


def days(one: Telling, other: Telling) -> Match:
    """By how much the days allow that two tellings are one."""
    if _news(one, other) and one.last != other.last:
        return no("opens reports of one outlet on different days")
    if one.first is None or one.last is None or other.first is None or other.last is None:
        # a report opens with what is new, and recalls older things further down
        return Match(min(0.9 if t.first is None and not t.opening else 0.97 for t in (one, other)), ())
    gap = max((other.first - one.last).days, (one.first - other.last).days)
    if gap <= 0:
        alike = one.first == other.first and one.last == other.last
        wide = max((one.last - one.first).days, (other.last - other.first).days) > _FAR
        return Match(
            0.85 if wide and not alike else 1.0, ("same day" if alike and one.first == one.last else "days overlap",)
        )
    if gap > _FAR or (one.certain and other.certain):
        return no(f"{gap} day{'s' * (gap > 1)} apart")
    return Match(0.9 if gap == 1 else 0.6, (f"{gap} day{'s' * (gap > 1)} apart, one dated by its publication",))


def _news(one: Telling, other: Telling) -> bool:
    """Whether one outlet opens two reports with them, undated: what an office or a newspaper opens with is new each time."""
    return one.opening and other.opening and one.outlet == other.outlet and not (one.certain or other.certain)


@lru_cache(1 << 16)
def actors(one: frozenset[str], other: frozenset[str], side: str, mutual: bool = False) -> Match:
    """By how much one side of both events is the same; a side that is not known says little, somebody else is another event.

    A person and the party that he stands for are two keys: "Moscow" and "Putin" share one, "Putin" and "Lavrov" too, but each names
    a man whom the other does not. Between two parties every name counts, among many each report tells its own choice of them.
    """
    left, right = known(one), known(other)
    # "a ski race" and "a research centre" are two; a described and a named one may be the same
    described, also = one - left, other - right
    strange = 0.7 if described and also and not described & also else 1.0
    if not left or not right:
        if (described and right) or (also and left):
            strange = 0.8
        return Match(0.85 * strange, ())
    shared = left & right
    if not shared:
        return no(f"{side} {names(left)} and {side} {names(right)}")
    for test in (person, party):
        mine, yours = {k for k in left if test(k)}, {k for k in right if test(k)}
        crossed = mine - yours and yours - mine
        few = sum(map(party, shared)) < 3
        if mine and yours and (not mine & yours or (mutual and crossed and few)):
            return no(f"{side} {names(mine - yours)} and {side} {names(yours - mine)}")
    if mutual and _apart(left, right):
        strange *= 0.6
    if not mutual and ((described and any(map(person, right))) or (also and any(map(person, left)))):
        strange *= 0.8  # "a security official" may be the man whom the other names, or not
    reason = (f"both {side} {names(shared)}",)
    if left == right:
        return Match(strange, reason)
    return Match(strange * (0.9 if left <= right or right <= left else 0.75), reason)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one event is between persons, at least two, and the other between delegations, ministries or officials."""
    return any(
        sum(map(person, a)) > 1 and not any(map(body, a)) and sum(map(body, b)) > 1 and not any(map(person, b))
        for a, b in ((one, other), (other, one))
    )


def known(keys: frozenset[str]) -> frozenset[str]:
    """Keys without those of actors that are only described ("~people")."""
    return frozenset(k for k in keys if not k.startswith("~"))


def both(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both name the same two sides at least: two parties, or two persons of one."""
    shared = known(one & other)
    return sum(map(party, shared)) > 1 or sum(map(person, shared)) > 1


def persons(telling: Telling) -> frozenset[str]:
    """Those who took part by name."""
    return frozenset(k for k in known(telling.who | telling.whom) if person(k))


def party(key: str) -> bool:
    """Whether a key is the code of a state or organisation."""
    return key == key.upper() and "/" not in key


def person(key: str) -> bool:
    """Whether a key is the id of somebody named, rather than of a party or a body of it ("RUS/armed-forces")."""
    return key != key.upper() and "/" not in key and not key.startswith("~")


def body(key: str) -> bool:
    """Whether a key is a body of a party: its army, a ministry, a delegation."""
    return "/" in key


def names(keys: Iterable[str]) -> str:
    """Keys for a reason: persons alone if there are any."""
    ordered = sorted(keys)
    return ", ".join([k for k in ordered if person(k)] or ordered)


def place(one: Telling, other: Telling) -> Match:
    """By how much the places allow that two deeds are one."""
    if not one.place or not other.place or "phone" in (one.mode, other.mode):
        return Match(1.0, ())
    if places_meet(one.place, other.place):
        return Match(1.0, (f"both in {min(one.place, other.place, key=lambda p: (len(p), p))}",))
    return Match(0.65, (f"in {one.place} and in {other.place}",))


def places_meet(one: str, other: str) -> bool:
    """Whether two places share a name, or one is written inside the other."""
    left, right = one.lower(), other.lower()
    return left in right or right in left or bool(set(_NAME.findall(one)) & set(_NAME.findall(other)))
