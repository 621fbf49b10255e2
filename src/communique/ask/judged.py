"""What people decided, as it stands: rejected events, corrected fields, links, and mentions put together or taken apart."""

from __future__ import annotations

from typing import Any

from communique.store import judgements
from communique.store.connection import Connection


class Judged:
    """Decisions by the ids they concern; what was decided about an older reading counts for what took its place.

    Attributes:
        rejected: events.
        accepted: events.
        links: (source, target) → whether it was accepted (or rejected).
        corrections: event → field → value.
        left: events whose type or status was corrected: they no longer belong to the group that their reading put them in.
    """

    def __init__(self, db: Connection) -> None:
        self.rejected: set[str] = set()
        self.accepted: set[str] = set()
        self.links: dict[tuple[str, str], bool] = {}
        self.corrections: dict[str, dict[str, Any]] = {}
        some = judgements.standing(db)
        moved = judgements.moved(db, (e for j in some if j.kind in ("event", "link") for e in (j.target, j.other) if e))
        for each in some:
            targets = {each.target, judgements.follow(each.target, moved)}
            if each.kind == "link" and each.other is not None:
                for source in targets:
                    for target in {each.other, judgements.follow(each.other, moved)}:
                        self.links[source, target] = each.verb == "accept"
            if each.kind == "event":
                self._event(targets, each)
        self.left = {e for e, fields in self.corrections.items() if {"type", "status"} & set(fields)}
        self._above: dict[str, str] = {}
        together, _ = judgements.pairs(db, "group")
        for pair in sorted(tuple(sorted(p)) for p in together if len(p) == 2):
            one, other = (self._top(self._node(e, _group(db, e))) for e in pair)
            if one != other:
                self._above[min(one, other)] = max(one, other)  # ids of groups come after those of events

    @property
    def nothing(self) -> bool:
        """Whether groups stand as they were found."""
        return not (self.rejected or self.corrections or self._above)

    @property
    def moved(self) -> set[str]:
        """Groups, and events taken out of theirs, that were put together with others."""
        return {*self._above, *self._above.values()}

    def _event(self, targets: set[str], each: judgements.Judgement) -> None:
        if each.verb == "correct" and each.field is not None:
            for target in targets:
                self.corrections.setdefault(target, {})[each.field] = each.after
            return
        self.rejected -= targets
        self.accepted -= targets
        if each.verb == "reject":
            self.rejected |= targets
        elif each.verb == "accept":
            self.accepted |= targets

    def group(self, event: str, group: str | None) -> str | None:
        """The group that an event belongs to after all: that of its reading, or one that somebody put it into.

        Args:
            event: its id.
            group: the group that was found for it.
        """
        top = self._top(self._node(event, group))
        return None if top == event else top

    def merged(self, group: str) -> list[str]:
        """Groups, and events taken out of theirs, that were put together under this id; itself among them."""
        return [group, *sorted(n for n in self._above if self._top(n) == group)]

    def refuses(self, source: str, targets: list[str]) -> bool:
        """Whether somebody rejected the link from an event to one of several that are one."""
        return any(self.links.get((source, target)) is False for target in targets)

    def _node(self, event: str, group: str | None) -> str:
        return event if group is None or event in self.left else group

    def _top(self, node: str) -> str:
        while node in self._above:
            node = self._above[node]
        return node


def _group(db: Connection, event: str) -> str | None:
    row = db.execute("SELECT group_id FROM group_members WHERE event = ?", (event,)).fetchone()
    return str(row[0]) if row else None
