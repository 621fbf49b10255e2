"""Where the tellings of one event differ: every value with the events that give it, none preferred and none averaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from communique.across.telling import Telling


def _day(telling: Telling) -> str | None:
    if not telling.certain or telling.last is None:
        return None
    last = telling.last.isoformat()
    return last if telling.first in (None, telling.last) else f"{telling.first}/{last}"


def _whom(telling: Telling) -> str | None:
    return ", ".join(sorted(telling.whom)) or None


def _who(telling: Telling) -> str | None:
    return ", ".join(sorted(telling.who)) or None


#: What is compared; a telling that says nothing of it differs from none.
FIELDS: dict[str, Callable[[Telling], str | None]] = {
    "date": _day,
    "number": lambda t: t.quantity,
    "actors": _who,
    "addressees": _whom,
    "place": lambda t: t.place,
    "mode": lambda t: t.mode,
}


def differences(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    """``[{"field": …, "values": [{"value": …, "events": [id, …]}, …]}, …]`` for each field with more than one value."""
    found = []
    for field, read in FIELDS.items():
        values: dict[str, list[str]] = {}
        for telling in sorted(tellings, key=lambda t: t.id):
            if (value := read(telling)) is not None:
                values.setdefault(value, []).append(telling.id)
        if len(values) > 1:
            found.append({"field": field, "values": [{"value": v, "events": e} for v, e in sorted(values.items())]})
    return found
