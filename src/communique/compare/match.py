"""Our record held against another coder's: which events both have, which only one has, and why.

Two events can be the same if both come from the same report or, when one side does not know the report, if their days are the
same or next to each other. (Their ids of reports count only if one of them is known here: many coders number their own way.)
Among those, a pair is formed at the first of three levels that fits: type and dyad equal, dyad equal, type equal; the last, when
only the day ties them, asks for one party in common. Dyads are equal if one is in common, because most coders write a row a dyad.
Every event is in one pair at most. Pairs are formed greedily: best level first, then surest tie, then in the order given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Generic, TypeVar

from communique.compare.coded import Coded
from communique.model import Status

#: PLOVER folds what is to come into these types (manual 2.0, AGREE and CONCEDE).
_TO_COME = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
#: Meetings have no direction: PETRARCH2 writes them twice, PLOVER lists all as actors.
_BOTH_WAYS = "CONSULT"
_ONE = timedelta(days=1)
T = TypeVar("T", "Ours", Coded)
Parties = tuple[str, ...]
Dyad = tuple[str, str]


class Level(IntEnum):
    """How much of a pair agrees, best first."""

    type_and_dyad = 1
    dyad = 2
    type = 3


class Tie(IntEnum):
    """What lets two events be the same, surest first."""

    report = 0
    day = 1
    next_day = 2
    overlap = 3


_TIES = {
    Tie.report: "same report",
    Tie.day: "same day",
    Tie.next_day: "days next to each other",
    Tie.overlap: "dates that overlap",
}


@dataclass(frozen=True, slots=True)
class Ours:
    """An event of our record as a row.

    Attributes:
        id: of the event.
        report: our id or reference of its report.
        outlet: who published it.
        url: address of the report.
        day_first: first day on which it may have happened, ISO 8601; None if unknown.
        day_last: last such day.
        type: PLOVER type or SAY.
        mode: PLOVER mode.
        cameo: CAMEO code.
        status: actual, planned, demanded, denied or hypothetical.
        actors: parties that act.
        recipients: parties that it is done to.
        text: its sentence.
    """

    id: str
    report: str
    outlet: str | None
    url: str | None
    day_first: str | None
    day_last: str | None
    type: str
    mode: str | None
    cameo: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The same event in both: at which level, by what tie, why; `also` are rows that tell it again as other dyads."""

    ours: Ours
    theirs: Coded
    level: Level
    tie: Tie
    reason: str
    also: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class Only(Generic[T]):
    """An event that one side alone has, and why no pair was formed."""

    event: T
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a comparison; a share is None where nothing could be counted.

    Attributes:
        ours: number of our events.
        theirs: number of their rows.
        pairs: number of pairs at each level.
        also: their rows that tell a paired event again as other dyads.
        only_ours: events that they do not have.
        only_theirs: rows that we do not have.
        type_given_dyad: among pairs with a dyad in common, the share whose type is equal.
        dyad_given_type: among pairs with equal type, the share with a dyad in common.
        confusions: (our type, their type, number) of pairs with a dyad in common and another type, most frequent first.
    """

    ours: int
    theirs: int
    pairs: tuple[tuple[Level, int], ...]
    also: int
    only_ours: int
    only_theirs: int
    type_given_dyad: float | None
    dyad_given_type: float | None
    confusions: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs in our order, then what one side alone has; `by_report` says whether reports or only days tied them."""

    pairs: tuple[Pair, ...]
    only_ours: tuple[Only[Ours], ...]
    only_theirs: tuple[Only[Coded], ...]
    by_report: bool
    summary: Summary


@dataclass(frozen=True, slots=True)
class _Found:
    """Two events that could be the same, by their numbers; ordered best first."""

    level: Level
    tie: Tie
    other_words: bool
    ours: int
    theirs: int

    def rank(self) -> tuple[int, int, bool, int, int]:
        return self.level, self.tie, self.other_words, self.ours, self.theirs


def match(ours: Sequence[Ours], theirs: Sequence[Coded]) -> Comparison:
    """Hold our events against theirs.

    Args:
        ours: our events, in the order that decides between equals.
        theirs: their rows, likewise.
    """
    reports = {name for event in ours for name in _reports(event.report, event.url)}
    by_report = any(name in reports for row in theirs for name in _reports(row.report, row.url))
    ties = list(_ties(ours, theirs, by_report))
    candidates = sorted(_candidates(ours, theirs, ties), key=_Found.rank)
    taken: dict[int, _Found] = {}
    used: set[int] = set()
    for found in candidates:
        if found.ours not in taken and found.theirs not in used:
            taken[found.ours] = found
            used.add(found.theirs)
    also: dict[int, list[Coded]] = defaultdict(list)
    for found in candidates:
        if found.theirs not in used and _again(theirs, found, taken.get(found.ours)):
            also[found.ours].append(theirs[found.theirs])
            used.add(found.theirs)
    pairs = tuple(
        Pair(ours[i], theirs[f.theirs], f.level, f.tie, _why(ours[i], theirs[f.theirs], f), tuple(also[i]))
        for i, f in sorted(taken.items())
    )
    tied = ({i for i, _, _ in ties}, {j for _, j, _ in ties})
    possible = ({f.ours for f in candidates}, {f.theirs for f in candidates})
    states = any(row.type == "SAY" for row in theirs)
    only_ours = tuple(
        Only(event, _missed(event, i in tied[0], i in possible[0], by_report, states))
        for i, event in enumerate(ours)
        if i not in taken
    )
    only_theirs = tuple(
        Only(row, _unread(row, j in tied[1], j in possible[1], by_report, reports))
        for j, row in enumerate(theirs)
        if j not in used
    )
    summary = _summary(ours, theirs, pairs, len(only_ours), len(only_theirs))
    return Comparison(pairs, only_ours, only_theirs, by_report, summary)


def types(event: Ours) -> tuple[str, ...]:
    """The types under which another coder may have our event: its own and, if it is to come, the one that PLOVER folds it into."""
    folded = _TO_COME.get(event.type) if event.status == "planned" else None
    return (event.type, folded) if folded else (event.type,)


def dyads(actors: Parties, recipients: Parties) -> frozenset[Dyad]:
    """Every (actor, recipient) of an event; "" for nobody. Several actors without recipient act on each other, too.

    >>> sorted(dyads(("IRN", "GBR"), ()))
    [('GBR', ''), ('GBR', 'IRN'), ('IRN', ''), ('IRN', 'GBR')]
    """
    if not actors and not recipients:
        return frozenset()
    if recipients:
        return frozenset((a, b) for a in actors or ("",) for b in recipients)
    return frozenset((a, b) for a in actors for b in (*actors, "") if a != b)


def _ties(ours: Sequence[Ours], theirs: Sequence[Coded], by_report: bool) -> Iterator[tuple[int, int, Tie]]:
    """What can be the same event: numbers of both and the tie."""
    reports: dict[str, list[int]] = defaultdict(list)
    days: dict[date, list[int]] = defaultdict(list)
    vague: list[tuple[int, date, date]] = []
    for j, row in enumerate(theirs):
        names = _reports(row.report, row.url)
        if by_report and names:
            for name in names:
                reports[name].append(j)
        elif row.date is not None:
            first, last = _bounds(row.date)
            if first == last:
                days[first].append(j)
            else:
                vague.append((j, first, last))
    ordered = sorted(days)
    for i, event in enumerate(ours):
        names = _reports(event.report, event.url)
        for j in sorted({j for name in names for j in reports.get(name, ())}):
            yield i, j, Tie.report
        if event.day_first is None or event.day_last is None:
            continue
        first, last = date.fromisoformat(event.day_first), date.fromisoformat(event.day_last)
        start = bisect_left(ordered, first - _ONE if first > date.min else first)
        for day in ordered[start : bisect_right(ordered, last + _ONE if last < date.max else last)]:
            tie = Tie.overlap if first != last else Tie.day if day == first else Tie.next_day
            if first == last or first <= day <= last:
                yield from ((i, j, tie) for j in days[day])
        yield from ((i, j, Tie.overlap) for j, start_, end in vague if start_ <= last and first <= end)


def _candidates(
    ours: Sequence[Ours], theirs: Sequence[Coded], ties: Iterable[tuple[int, int, Tie]]
) -> Iterator[_Found]:
    ours_dyads = [dyads(e.actors, e.recipients) for e in ours]
    their_dyads = [dyads(r.actors, r.recipients) for r in theirs]
    for i, j, tie in ties:
        event, row = ours[i], theirs[j]
        dyad = _shared(ours_dyads[i], their_dyads[j], _BOTH_WAYS in (event.type, row.type))
        same = row.type in types(event)
        if same and not dyad and tie is not Tie.report and not _parties(event) & _parties(row):
            continue
        if same or dyad:
            level = Level.type_and_dyad if same and dyad else Level.dyad if dyad else Level.type
            yield _Found(level, tie, row.text is None or not _same_words(event.text, row.text), i, j)


def _shared(one: frozenset[Dyad], other: frozenset[Dyad], both_ways: bool) -> bool:
    return bool(one & other) or both_ways and any((b, a) in other for a, b in one)


def _parties(event: Ours | Coded) -> set[str]:
    return {*event.actors, *event.recipients}


def _same_words(one: str, other: str) -> bool:
    """Whether one text holds the other, white space and case aside."""
    a, b = " ".join(one.casefold().split()), " ".join(other.casefold().split())
    return bool(a and b) and (a in b or b in a)


def _reports(name: str | None, url: str | None) -> list[str]:
    """Names under which a report can be found: its id and its address without scheme, "www." and what does not tell pages apart."""
    found = [name] if name else []
    for address in (url, name):
        if address and "://" in address:
            found.append(address.partition("://")[2].removeprefix("www.").partition("#")[0].rstrip("/"))
    return list(dict.fromkeys(found))


def _bounds(value: str) -> tuple[date, date]:
    """First and last day of an ISO 8601 day, month or year."""
    year, month, day = (int(part) for part in [*value.split("-"), "0", "0"][:3])
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def _again(theirs: Sequence[Coded], found: _Found, pair: _Found | None) -> bool:
    """Whether a row that is left tells a paired event once more, as another dyad of the same report and day."""
    if pair is None or found.level is not Level.type_and_dyad or pair.level is not Level.type_and_dyad:
        return False
    one, other = theirs[pair.theirs], theirs[found.theirs]
    return (
        (one.date, one.type, one.report, one.url, one.text) == (other.date, other.type, other.report, other.url, other.text)
        and (one.actors, one.recipients) != (other.actors, other.recipients)
    )  # fmt: skip


def _dyad_words(event: Ours | Coded) -> str:
    who = ", ".join(event.actors) or "nobody known"
    return f"{who} → {', '.join(event.recipients)}" if event.recipients else who


def _why(event: Ours, row: Coded, found: _Found) -> str:
    said = {
        Level.type_and_dyad: f"type {row.type} and parties {_dyad_words(row)} equal",
        Level.dyad: f"parties {_dyad_words(row)} equal; ours {event.type}, theirs {row.type}",
        Level.type: f"type {row.type} equal; ours {_dyad_words(event)}, theirs {_dyad_words(row)}",
    }[found.level]
    notes = [said, _TIES[found.tie]]
    if found.level is not Level.dyad and row.type != event.type:
        notes.append(f"our {event.type} is planned, which PLOVER writes as {row.type}")
    elif event.status != "actual":
        notes.append(f"ours is {event.status}")
    return "; ".join(notes)


def _missed(event: Ours, tied: bool, possible: bool, by_report: bool, states: bool) -> str:
    """Why an event of ours has no counterpart."""
    if event.type == "SAY" and not states:
        return "a statement, and theirs holds none"
    if possible:
        return "what could be the same is paired with another of ours"
    if event.status != "actual":
        return f"it is {event.status}; coders of deeds leave that out"
    if tied:
        return f"theirs of the same {'report' if by_report else 'day'} differ in type and parties"
    if by_report:
        return "theirs holds nothing of this report"
    return "theirs holds nothing of that day" if event.day_first else "its day is not known"


def _unread(row: Coded, tied: bool, possible: bool, by_report: bool, reports: set[str]) -> str:
    """Why a row of theirs has no counterpart."""
    if possible:
        return "what could be the same is paired with another of theirs"
    names = _reports(row.report, row.url)
    named = by_report and bool(names)
    if tied:
        return f"ours of the same {'report' if named else 'day'} differ in type and parties"
    if named:
        known = any(name in reports for name in names)
        return "we read nothing in its report" if known else "our record does not hold its report"
    return "our record holds nothing of that day" if row.date else "neither its report nor its day is known"


def _summary(ours: Sequence[Ours], theirs: Sequence[Coded], pairs: Sequence[Pair], left: int, right: int) -> Summary:
    levels = Counter(pair.level for pair in pairs)
    both = levels[Level.type_and_dyad]
    with_dyad, with_type = both + levels[Level.dyad], both + levels[Level.type]
    confused = Counter((p.ours.type, p.theirs.type) for p in pairs if p.level is Level.dyad)
    return Summary(
        ours=len(ours),
        theirs=len(theirs),
        pairs=tuple((level, levels[level]) for level in Level),
        also=sum(len(pair.also) for pair in pairs),
        only_ours=left,
        only_theirs=right,
        type_given_dyad=both / with_dyad if with_dyad else None,
        dyad_given_type=both / with_type if with_type else None,
        confusions=tuple((a, b, n) for (a, b), n in sorted(confused.items(), key=lambda item: (-item[1], item[0]))),
    )
