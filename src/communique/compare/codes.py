"""CAMEO and PLOVER codes in the record's terms: ``data/export/cameo.toml``, and ``codes.toml`` turned round.

Sources: CAMEO codebook 1.1b3 (Schrodt 2012) for the codes; PLOVER manual 2.0 for types and modes. Where the two disagree with
older conversion tables (a conviction, an embargo, an apology), the manual 2.0 is followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.actors.directory import directory
from communique.errors import DataError
from communique.lexicon import tables

_PLACE = "data/export/cameo.toml"
_CAMEO = re.compile(r"(0[1-9]|1\d|20)\d{0,2}")
_CHUNK = re.compile("[A-Z]{3}")
_PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a code stands for: PLOVER type (or SAY), mode, and whether source and target change places."""

    type: str
    mode: str | None
    exchanged: bool = False


@cache
def kinds() -> MappingProxyType[str, Kind]:
    """Every listed beginning of a CAMEO code and what it stands for.

    Raises:
        DataError: a code is listed twice or is none.
    """
    table = tables("export")["cameo"]
    exchanged = frozenset(table["exchanged"])
    found: dict[str, Kind] = {}
    for kind, modes in table["types"].items():
        for mode, codes in modes.items():
            for code in codes:
                if code in found or not _CAMEO.fullmatch(code):
                    raise DataError(f"{_PLACE}, {kind}.{mode}", f"{code!r} is no code, or listed twice", "Mend it.")
                found[code] = Kind(kind, None if mode == _PLAIN else mode, code in exchanged)
    return MappingProxyType(found)


@cache
def types() -> MappingProxyType[str, Kind]:
    """The names of types, those of earlier drafts of PLOVER among them, and what they stand for."""
    table = tables("export")["cameo"]
    found = {name: Kind(name, None) for name in table["types"]}
    found |= {name: Kind(now[0], now[1] if len(now) > 1 else None) for name, now in table["earlier"].items()}
    return MappingProxyType(found)


def kind(cameo: str) -> Kind | None:
    """What a CAMEO code of two to four digits stands for; None for what is no code.

    >>> kind("1041")
    Kind(type='REQUEST', mode='change', exchanged=False)
    >>> kind("41") is None
    True
    """
    if not _CAMEO.fullmatch(cameo):
        return None
    listed = kinds()
    return next(listed[cameo[:n]] for n in range(len(cameo), 1, -1) if cameo[:n] in listed)


def cameo_party(code: str) -> str | None:
    """The party that a CAMEO actor code (three letters a piece, such as USAGOV or IGOUNO) stands for; None if it names none.

    The first piece that names a state or organisation decides, so the sector behind it does not matter.

    >>> cameo_party("RUSMIL"), cameo_party("IGOEUREEC"), cameo_party("---REB")
    ('RUS', 'EU', None)
    """
    listed = _parties()
    for piece in (code[n : n + 3] for n in range(0, len(code), 3)):
        if not _CHUNK.fullmatch(piece):
            continue
        if found := listed.get(piece) or _state(piece):
            return found
    return None


def plover_party(code: str) -> str | None:
    """The party of a PLOVER country code: ISO 3166 alpha-3 or PLOVER's own for organisations; None for regions and sectors.

    A code of three letters that nothing is known of is kept as it is.

    >>> plover_party("EUR"), plover_party("GRL"), plover_party("IGO")
    ('EU', 'GRL', None)
    """
    if code in tables("export")["cameo"]["no-party"]["codes"]:
        return None
    own = {written: name for name, written in tables("export")["codes"]["plover-country"].items()}
    return own.get(code) or _state(code) or _parties().get(code) or code


def organisation(name: str) -> bool:
    """Whether it is an organisation's short name as the record writes parties, such as EU or Arab League."""
    body = directory().bodies.get(name)
    return body is not None and body.actor.kind == "organisation" and body.actor.party == name


@cache
def _parties() -> MappingProxyType[str, str]:
    """Codes of three letters that are no state of the directory: those that the exporters write, and those only read."""
    written = tables("export")["codes"]
    found = {entry["code"]: name.replace("-", " ") for name, entry in written["organisation"].items()}
    found |= {code: state for state, code in written["gdelt-country"].items()}
    return MappingProxyType(found | tables("export")["cameo"]["parties"])


def _state(code: str) -> str | None:
    body = directory().bodies.get(code)
    return body.actor.party if body is not None and body.actor.kind == "state" else None
