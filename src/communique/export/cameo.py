"""Our actors and events in the codes of CAMEO, and in PLOVER's countries and sectors.

Source: D. J. Gerner, P. A. Schrodt, Ö. Yilmaz, "CAMEO Conflict and Mediation Event Observations Codebook" 1.1b3 (2012): chapter 2
(verbs) and 3 (actors); the tables are ``data/export/codes.toml`` and ``goldstein.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations, product
from types import MappingProxyType
from typing import Any

from communique.export.look import Data, Look
from communique.lexicon import tables

#: Types whose actors, where no recipient is named, did it with one another: CAMEO 04 and 06, and 057 (sign an agreement).
_MUTUAL_TYPES = frozenset(["CONSULT", "COOPERATE"])
_MUTUAL_CODES = frozenset(["057"])


@dataclass(frozen=True, slots=True)
class Coded:
    """An actor in CAMEO's codes.

    Attributes:
        code: the whole code, such as ``RUSGOV``, ``IGOEUREEC`` or ``MED``.
        name: its name.
        country: state or region, None if there is none.
        group: code of an organisation of its own, None if there is none.
        roles: role codes in order, such as ``GOV``, ``MIL``; at most three.
    """

    code: str
    name: str
    country: str | None
    group: str | None
    roles: tuple[str, ...]


@cache
def _codes() -> MappingProxyType[str, Any]:
    return MappingProxyType(tables("export")["codes"])


@cache
def _roles(table: str) -> MappingProxyType[str, tuple[str, ...]]:
    found = {name: tuple(role.split("-")) for role, names in _codes()[table].items() for name in names}
    return MappingProxyType(found)


@cache
def _states() -> frozenset[str]:
    folder = files("communique").joinpath("data", "actors", "states")
    return frozenset(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def is_state(party: str | None) -> bool:
    """Whether a party is a state of the directory, rather than an organisation."""
    return party in _states()


def sectors(actor: Data) -> tuple[str, ...]:
    """What an actor is, as role codes of CAMEO and sectors of PLOVER; empty for a state as such and where it is not known.

    By the organ of its id (``RUS/armed-forces``), then by a person's office, then by its kind. A person in office whose office
    is none of the table is GOV.
    """
    organ, office = actor["id"].partition("/")[2], (actor.get("office") or "").rpartition(":")[2]
    if organ in _roles("organ"):
        return _roles("organ")[organ]
    if actor["kind"] == "person" and office:
        return _roles("office").get(office, ("GOV",))
    if actor["kind"] == "organisation" and actor.get("party") and not is_state(actor["party"]):
        return ("IGO",)
    return _roles("kind").get(actor["kind"], ())


def coded(actor: Data, *, gdelt: bool = False) -> Coded | None:
    """The actor in CAMEO's codes; None if neither its party nor its role is known.

    Args:
        actor: an actor of the record.
        gdelt: whether states have the codes of GDELT's list, which keeps some older ones.
    """
    party: str | None = actor.get("party")
    roles = sectors(actor)
    if party is None:
        return Coded("".join(roles), actor["name"], None, None, roles) if roles else None
    if is_state(party):
        country = _codes()["gdelt-country"].get(party, party) if gdelt else party
        return Coded(country + "".join(roles), actor["name"], country, None, roles)
    entry = _codes()["organisation"].get(party, {})
    region, group = entry.get("region"), entry.get("code")
    return Coded(f"IGO{region or ''}{group or ''}", actor["name"], region, group, ("IGO",))


def plover_country(party: str | None) -> str | None:
    """PLOVER's country of a party: ISO 3166 alpha-3, EUR, UNO, or IGO for other organisations; None if there is no party."""
    if party is None or is_state(party):
        return party
    country: str = _codes()["plover-country"].get(party, "IGO")
    return country


def dyads(look: Look, event: Data, *, gdelt: bool = False) -> Iterator[tuple[Coded | None, Coded | None]]:
    """Who did it to whom, one pair at a time; None stands for nobody, or nobody that CAMEO has a code for.

    All actors with all recipients that have codes. A meeting or cooperation without recipients, and an agreement signed, is coded for each
    ordered pair of its actors (CAMEO 1.1b3, 2.1: reciprocal events).
    """
    actors, recipients = ([_find(look, a, gdelt) for a in event[side]] for side in ("actors", "recipients"))
    known, whom = (list(dict.fromkeys(a for a in side if a)) for side in (actors, recipients))
    mutual = event["type"] in _MUTUAL_TYPES or event["cameo"] in _MUTUAL_CODES
    if mutual and not recipients and len(known) > 1:
        yield from permutations(known, 2)
    else:
        nobody: list[Coded | None] = [None]
        yield from product(known or nobody, whom or nobody)


def uncoded(look: Look, event: Data) -> int:
    """How many of an event's actors and recipients CAMEO has no code for."""
    return sum(_find(look, a, False) is None for a in (*event["actors"], *event["recipients"]))


def _find(look: Look, actor: str, gdelt: bool) -> Coded | None:
    return coded(look.actors[actor], gdelt=gdelt) if actor in look.actors else None


def quad_class(code: str) -> int:
    """1 verbal cooperation (01–05), 2 material cooperation (06–09), 3 verbal conflict (10–14), 4 material conflict (15–20).

    As in the data that GDELT publishes: investigations (09) stand with 2 and protests (14) with 3.
    """
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 9 else 3 if root <= 14 else 4


def goldstein(code: str) -> float | None:
    """The score of a code, or of the longest beginning of it that has one; None for statements and appeals (01, 02)."""
    scores: dict[str, float] = tables("export")["goldstein"]["score"]
    return next((scores[code[:n]] for n in range(len(code), 1, -1) if code[:n] in scores), None)
