"""What comparing two tellings comes to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """How much two tellings are alike: `score` in [0, 1], the reasons for it, and whether something `excludes` that they are one."""

    score: float
    reasons: tuple[str, ...]
    excludes: bool = False


def no(reason: str) -> Match:
    """Two tellings that something excludes to be one."""
    return Match(0.0, (reason,), excludes=True)
