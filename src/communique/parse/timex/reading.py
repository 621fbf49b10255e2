"""The outcome of resolving one expression."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model import TimexBasis
from communique.parse.timex.calendar import Point


@dataclass(frozen=True, slots=True)
class Reading:
    """Value with its basis; `point` is the date that later expressions may count from, None if it is none."""

    value: str
    basis: TimexBasis
    point: Point | None
    alternatives: tuple[str, ...] = ()
