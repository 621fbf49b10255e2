"""Groups of events of one key over a series of days: what is dated by its publication may be of that day or the day before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from communique.across import identity, sides
from communique.across.coded import MUTUAL
from communique.across.salience import fixed_weights
from communique.across.telling import Telling

#: Tellings of a day: those of stated days, and those dated by their publication.
Cell = tuple[list[Telling], list[Telling]]
#: What the groups of a day hold hangs on the cells from so many days before it to so many after: a telling chooses between its day and the
#: day before, what is left joins the day before in the light of what joined there, and what has no names then follows once more.
BEFORE, AFTER = 3, 2
# By how much each of the first five members of a group, of stated days, makes it likelier that an undated telling is of it.
_MANY = 0.02
# By how much better the day before must fit than the day of publication; thrice that for what a report opens with.
_LATE = 0.05


def by_day(cells: Mapping[str, Cell]) -> list[tuple[str, list[Telling]]]:
    """(day, members) of all groups.

    What is dated by its publication joins the group of that day or of the day before that it fits best, unless something in it excludes
    that; the rest makes groups of its own. What a report tells again without names follows what it told by name.

    Args:
        cells: tellings by ISO day.
    """
    follows = {t.id: lead for day, pair in cells.items() for t in pair[1] if (lead := _lead(t, day, cells))}
    groups = {d: grouped(pair[0]) for d, pair in cells.items()}
    core = {d: [g[:] for g in found] for d, found in groups.items()}
    free: dict[str, list[Telling]] = {}
    for day, (_, every) in cells.items():
        eve = core.get(_before(day), [])
        loose = [t for t in every if t.id not in follows]
        fits = {t.id: (_best(t, core[day]), _best(t, eve) - (3 if t.opening else 1) * _LATE) for t in loose}
        here = [t for t in loose if fits[t.id][0] >= fits[t.id][1]]
        free[day] = [*_join(groups[day], core[day], here), *(t for t in loose if fits[t.id][0] < fits[t.id][1])]
    own: dict[str, list[list[Telling]]] = {}
    for day in sorted(cells):
        before = _before(day)
        left = _join(groups[before], core[before], free[day]) if before in groups else free[day]
        own[day] = grouped(left)
    found = [(day, g) for day in cells for g in (*groups[day], *own[day])]
    return found + _followed(found, cells, follows)


def _lead(telling: Telling, day: str, cells: Mapping[str, Cell]) -> str | None:
    """What "the leaders discussed" or "Putin began the conversation" follows: the telling of the same report that names both sides,
    and that it is likest to.
    """
    own = sides.persons(telling)
    if telling.type not in MUTUAL or len(own) > 1:
        return None
    named = [
        t
        for cell in (cells[day], cells.get(_before(day), ([], [])))
        for t in (*cell[0], *cell[1])
        if t.report == telling.report and own < sides.persons(t) and len(sides.persons(t)) > 1
    ]
    scores = [(-identity.same(telling, t, fixed_weights()).score, t.id) for t in named]
    best = min(scores, default=(0.0, ""))
    return best[1] if -best[0] >= identity.THRESHOLD else None


def _followed(
    found: Sequence[tuple[str, list[Telling]]], cells: Mapping[str, Cell], follows: Mapping[str, str]
) -> list[tuple[str, list[Telling]]]:
    """Put what follows into the groups of what it follows; returns groups of those that something there excludes."""
    weights = fixed_weights()
    group_of = {t.id: group for _, group in found for t in group}
    members = {id(group): group[:] for _, group in found}
    alone = []
    for day in sorted(cells):
        for telling in sorted((t for t in cells[day][1] if t.id in follows), key=lambda t: t.id):
            group = group_of[follows[telling.id]]
            if any(identity.same(telling, m, weights).excludes for m in members[id(group)]):
                alone.append((day, [telling]))
            else:
                group.append(telling)
    return alone


def _before(day: str) -> str:
    """The day before, or nothing before the first of the calendar."""
    first = date.fromisoformat(day)
    return (first - timedelta(1)).isoformat() if first > date.min else ""


def _best(telling: Telling, groups: Sequence[Sequence[Telling]]) -> float:
    """How well the best of some groups fits; those that many tell go before others."""
    return max(
        (s + _MANY * min(len(g), 5) for g in groups if (s := fit(telling, g)) >= identity.THRESHOLD), default=0.0
    )


def _join(groups: list[list[Telling]], core: Sequence[Sequence[Telling]], loose: Sequence[Telling]) -> list[Telling]:
    """Put each telling into the group whose core it fits best; returns what fits none.

    What reports open with goes first: it is new, and of that day.
    """
    weights = fixed_weights()
    fits = []
    for telling in loose:
        for n, members in enumerate(core):
            score = fit(telling, members)
            if score >= identity.THRESHOLD:
                fits.append((not telling.opening, -score, telling.id, n, telling))
    placed: set[str] = set()
    for _, _, name, n, telling in sorted(fits, key=lambda f: f[:4]):
        if name not in placed and not any(identity.same(telling, m, weights).excludes for m in groups[n]):
            groups[n].append(telling)
            placed.add(name)
    return [t for t in loose if t.id not in placed]


def fit(telling: Telling, group: Sequence[Telling]) -> float:
    """Mean likeness to the members of a group; 0 if one of them excludes it."""
    weights = fixed_weights()
    total = 0.0
    for member in group:
        match = identity.same(telling, member, weights)
        if match.excludes:
            return 0.0
        total += match.score
    return total / len(group)


def grouped(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings as groups, each with each compared."""
    by_id = {t.id: t for t in tellings}
    return [[by_id[i] for i in ids] for ids in identity.group(list(tellings), fixed_weights())] if tellings else []
