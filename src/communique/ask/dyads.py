"""Counts of who does what to whom: two sides month by month, the network of all, and the places."""

from __future__ import annotations

from dataclasses import dataclass

#: Edges of one network, at most; places of one map, at most.
EDGES = 500
PLACES = 1_000


@dataclass(frozen=True, slots=True)
class Month:
    """What two sides did to each other in a month: events in all, cooperative and conflictual ones, one to the other and back.

    Attributes:
        month: "2022-02"; "" for events without a day.
        cooperation: events of the first side to the second, and of the second to the first, that cooperate.
        conflict: the same for those that are in conflict.
        neither: the same for the rest (SAY, and what is planned, demanded, denied or supposed, is not told apart here; see `types`).
    """

    month: str
    cooperation: tuple[int, int]
    conflict: tuple[int, int]
    neither: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two sides: months in order; `types` counts events by type, status and direction ("→" or "←"), the most frequent first."""

    one: str
    other: str
    months: list[Month]
    types: list[tuple[str, str, str, int]]
    total: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Events of one side towards another, each counted once however many reports tell it."""

    actor: str
    recipient: str
    events: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Network:
    """Edges, the heaviest first; `nodes` counts the events that each side of them takes part in; `total` is the number of all edges."""

    nodes: dict[str, int]
    edges: list[Edge]
    total: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the reports write it, with how many events are told to have been there, by type."""

    name: str
    events: int
    types: list[tuple[str, int]]


#: PLOVER's quad classes: what is cooperation and what is conflict, in words or deeds.
COOPERATION = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
CONFLICT = frozenset(
    ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
)
