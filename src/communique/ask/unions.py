"""Things that are one: sets that grow together, each known by its smallest member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Unions:
    """Disjoint sets of ids (union-find, with paths halved)."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._above = {i: i for i in ids}

    def __contains__(self, identity: object) -> bool:
        return identity in self._above

    def top(self, identity: str) -> str:
        """The smallest id of the set that an id is in."""
        above = self._above
        while above[identity] != identity:
            above[identity] = above[above[identity]]
            identity = above[identity]
        return identity

    def join(self, one: str, other: str) -> None:
        """Make one set of two; ids that are in none are left alone."""
        if one in self and other in self:
            smaller, greater = sorted((self.top(one), self.top(other)))
            self._above[greater] = smaller

    def sets(self) -> Iterator[list[str]]:
        """The sets, each sorted, in the order of their smallest members."""
        found: dict[str, list[str]] = {}
        for identity in sorted(self._above):
            found.setdefault(self.top(identity), []).append(identity)
        yield from found.values()
