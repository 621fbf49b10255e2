"""What became of an opening at each addressee: owed, holding, answered, answered by another, declined, withdrawn, unknown.

Pure: entries in, states out. "Owed" reads "no answer found in these reports", never "did not answer".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from communique.across.ends import Members
from communique.ask.entries import Entry, Party

State = Literal["owed", "holding", "answered", "answered-by-other", "declined", "withdrawn", "unknown"]
Kind = Literal["answered", "accepted", "declined", "holding", "none", "unknown"]

#: A state of a higher rank outlasts one of a lower rank, whenever it was reported.
_RANK = {"owed": 0, "holding": 1, "unknown": 1, "answered-by-other": 2, "answered": 3, "declined": 3}


@dataclass(frozen=True, slots=True)
class Answer:
    """An event that answers an opening, or says that nobody did (`kind` "none"); `score` and `reasons` are the link's."""

    entry: Entry
    kind: Kind
    opening: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debt:
    """One addressee of an opening: its state, the entry that says so, and on whose behalf another answered."""

    addressee: Party
    state: State
    by: Entry | None = None
    behalf: str | None = None


def kind_of(entry: Entry) -> Kind:
    """What an answering event says: an answer, a promise of one, a refusal, or that there was none."""
    if entry.status == "denied":
        return "none"
    if entry.status == "planned":
        return "holding"
    if entry.status in ("hypothetical", "demanded"):
        return "unknown"
    if entry.type == "REJECT":
        return "declined"
    return "accepted" if entry.type in ("AGREE", "SUPPORT", "CONCEDE") else "answered"


def addressees(openings: Sequence[Entry], named: Callable[[str], Party]) -> list[Party]:
    """Everybody whom a telling of the opening names as addressed, one for each party.

    A minister is addressed for the state; some that are not named ("other states") count only if nobody else is.

    Args:
        openings: all tellings.
        named: a party's own actor by its code.
    """
    found: dict[str, Party] = {}
    vague: dict[str, Party] = {}
    asking = {p.side for e in openings for p in e.actors}
    for entry in openings:
        for party in entry.recipients:
            if party.side in asking:
                continue
            if party.party is not None:
                found.setdefault(party.party, named(party.party))
            else:
                summing = party.id.startswith("~") or party.id.isupper()  # "states", or a collective such as EUROPE
                (vague if summing else found).setdefault(party.person, party)
    return list(found.values()) or list(vague.values())


def debt(addressee: Party, answers: Sequence[Answer], withdrawn: Entry | None, members: Members) -> Debt:
    """The state of one addressee, from the answers known."""
    side = addressee.side
    best = Debt(addressee, "owed")
    for answer in sorted(answers, key=lambda a: (a.entry.day or "", a.entry.report, a.entry.number)):
        state = _state(side, answer, members)
        if state is None or _RANK[state] < _RANK[best.state]:
            continue
        behalf = ", ".join(p.name for p in answer.entry.behalf) or None
        if best.by is not None and best.state == state and not _better(answer.entry, best.by):
            continue
        best = Debt(addressee, state, answer.entry, behalf)
    if withdrawn is not None and (best.by is None or (withdrawn.day or "") >= (best.by.day or "")):
        return Debt(addressee, "withdrawn", withdrawn)
    return best


def _better(entry: Entry, than: Entry) -> bool:
    """Of two that give the same state, the one that names more wins; the later if both name as much."""
    return _named(entry) >= _named(than)


def _named(entry: Entry) -> int:
    return 2 * bool(entry.behalf) + bool(entry.recipients) + bool(entry.actors)


def _state(side: str, answer: Answer, members: Members) -> State | None:
    """What an answer means for a side; None if it is none of its."""
    entry = answer.entry
    if answer.kind == "none":
        return None
    own = {p.side for p in entry.actors}
    behalf = {p.side for p in entry.behalf}
    if side in own and not behalf - {side}:
        return "answered" if answer.kind == "accepted" else answer.kind
    if answer.kind in ("holding", "unknown"):
        return None
    others = own | behalf
    if side in behalf or any(side in members(o) for o in others):
        return "declined" if answer.kind == "declined" and side in behalf else "answered-by-other"
    return None


def outcome(debts: Sequence[Debt], answers: Sequence[Answer]) -> str:
    """accepted, refused, answered or open, as DESIGN.md section 4 has it."""
    kinds = {a.kind for a in answers}
    if "declined" in kinds:
        return "refused"
    if "accepted" in kinds:
        return "accepted"
    if "answered" in kinds or any(d.state in ("answered", "answered-by-other") for d in debts):
        return "answered"
    return "open"
