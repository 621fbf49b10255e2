"""A PLOVER event as an object of names and values, however it names them.

Known variants: the specification's records (``date``, ``event``, ``source``, ``target``), NGEC's output (``event_type``,
``attributes`` with ``ACTOR`` and ``RECIP``, each with a ``country``), POLECAT's columns (``Event Type``, ``Actor Country``) and
this program's own export. Names are compared without case, spaces and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.compare.coded import Coded, day
from communique.compare.codes import kind, organisation, plover_party, types
from communique.errors import DocumentError

_DATE = ("eventdate", "date", "resolveddate", "dateresolved", "storydate")
_TYPE = ("eventtype", "type", "event")
_MODE = ("eventmode", "mode")
_CAMEO = ("cameo", "cameocode", "code")
_ACTORS = ("actors", "actor", "actorcountry", "actorcountries")
_RECIPIENTS = ("recipients", "recipient", "recip", "recipientcountry", "recipientcountries")
#: The sides as the specification names them. Elsewhere "source" is who published the report.
_SOURCES, _TARGETS = ("source", "sources"), ("target", "targets")
_COUNTRY = ("country", "countrycode", "party", "code", "iso", "actorcountry", "recipientcountry")
_REPORT = ("storyid", "report", "reportid", "documentid", "docid", "storyids")
_URL = ("url", "sourceurl", "storyurl", "link")
_TEXT = ("eventtext", "text", "sentence", "storytext")
_NONE = frozenset(["", "none", "null", "nan", "na", "n/a", "-", "---"])
_APART = re.compile("[^a-z0-9]")
_COUNTRY_CODE = re.compile("([A-Z]{3})(?:[A-Z]{3})*")
_BETWEEN = re.compile(r"\s*[;|,+]\s*")


def key(name: str) -> str:
    """The name of a field as it is compared.

    >>> key("Event Type"), key("event_type")
    ('eventtype', 'eventtype')
    """
    return _APART.sub("", name.strip().lower())


def row(value: object, place: str, number: int) -> Coded:
    """One event.

    Args:
        value: the object of names and values.
        place: where it stands, for messages.
        number: number of its line.

    Raises:
        DocumentError: it is no object, or a field is missing or wrong; the place names the field.
    """
    if not isinstance(value, dict):
        raise DocumentError(place, "an event is an object of names and values, and this is not", "Mend the line.")
    fields = {key(str(name)): (str(name), held) for name, held in value.items()}
    roles = fields.get("attributes", ("", None))[1]
    if isinstance(roles, dict):  # NGEC: who and whom lie one level down
        fields = {key(str(name)): (f"attributes.{name}", held) for name, held in roles.items()} | fields
    named = types().get(_string(fields, _TYPE, place, needed=True).upper())
    if named is None:
        wrong, given = _first(fields, _TYPE)
        raise DocumentError(f'{place}, field "{wrong}"', f"{str(given)[:40]!r} is no PLOVER type", "Mend or remove it.")
    cameo = _string(fields, _CAMEO, place) or None
    if cameo is not None and kind(cameo) is None:
        wrong = _first(fields, _CAMEO)[0]
        raise DocumentError(f'{place}, field "{wrong}"', f"{cameo[:40]!r} is no CAMEO code", "Mend it or leave it out.")
    date = _string(fields, _DATE, place)
    sides = (_ACTORS, _RECIPIENTS) if any(name in fields for name in (*_ACTORS, *_RECIPIENTS)) else (_SOURCES, _TARGETS)
    return Coded(
        date=day(date, f'{place}, field "{_first(fields, _DATE)[0]}"') if date else None,
        type=named.type,
        mode=_string(fields, _MODE, place).lower().replace("_", "-") or named.mode,
        cameo=cameo,
        actors=_parties(fields, sides[0], place),
        recipients=_parties(fields, sides[1], place),
        report=_string(fields, _REPORT, place) or None,
        text=_string(fields, _TEXT, place) or None,
        place=number,
        url=_string(fields, _URL, place) or None,
    )


def _first(fields: dict[str, tuple[str, object]], names: tuple[str, ...]) -> tuple[str, object]:
    """The first of several names that is there with a value, as written, and its value."""
    present = [fields[name] for name in names if name in fields]
    return next((p for p in present if p[1] not in (None, "", [])), present[0] if present else (names[0], None))


def _string(fields: dict[str, tuple[str, object]], names: tuple[str, ...], place: str, needed: bool = False) -> str:
    """The string of a field, "" if it has none; of a list, the first."""
    name, value = _first(fields, names)
    place = f'{place}, field "{name}"'
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = value[0] if value else None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise DocumentError(place, "not a string", "Write it as a string, or leave it out.")
    text = (value or "").strip()
    if text.lower() in _NONE:
        text = ""
    if needed and not text:
        raise DocumentError(place, "missing or empty", "Give every event its type.")
    return text


def _parties(fields: dict[str, tuple[str, object]], names: tuple[str, ...], place: str) -> tuple[str, ...]:
    """The parties of one side, each once, in their order."""
    present = [fields[name] for name in names if name in fields]
    # POLECAT has the name in "Actor" and the code in "Actor Country": a column of countries outranks one of names.
    present.sort(key=lambda field: "country" not in key(field[0]) and "countries" not in key(field[0]))
    name, value = next((p for p in present if p[1] not in (None, "", [])), ("", None))
    found: dict[str, None] = {}
    for code in _codes(value, f'{place}, field "{name}"'):
        if party := plover_party(code):
            found[party] = None
    return tuple(found)


def _codes(value: object, place: str) -> Iterator[str]:
    """Country codes in a string, a list, an object or a list of objects."""
    if value is None:
        return
    if isinstance(value, list):
        for each in value:
            yield from _codes(each, place)
    elif isinstance(value, dict):
        fields = {key(str(name)): (str(name), held) for name, held in value.items()}
        yield from _codes(_first(fields, _COUNTRY)[1], place)
    elif isinstance(value, str):
        for code in _BETWEEN.split(value.strip()):
            if code.lower() in _NONE:
                continue
            if organisation(code):
                yield code
                continue
            match = _COUNTRY_CODE.fullmatch(code)
            if match is None:
                reason = f"{code[:40]!r} is no country code of three letters"
                raise DocumentError(place, reason, "Write it as ISO 3166 alpha-3, such as UKR, or leave it out.")
            yield match[1]
    else:
        raise DocumentError(place, "neither a code nor a list of them", "Write it as a list of country codes.")
