"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

#: Roles from least to most; each may do what those before it may.
ROLES = ("reader", "analyst", "administrator")


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the name that judgements are signed with, and the role."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether they may do what needs this role."""
        return ROLES.index(self.role) >= ROLES.index(role)
