"""Events out of the store as entries: with names, words, sentence, group, and what people decided about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from communique.ask.judged import Judged
from communique.store.connection import Connection
from communique.store.days import bounds

_BULK = 400
#: Fields that hold actors.
PEOPLE = ("actors", "recipients", "behalf")

Named = Callable[[str], frozenset[str]]
"""Parties that a report names, by its id."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part: id, name as the world knows it, and the state or organisation stood for; `person` is the id across reports."""

    id: str
    name: str
    party: str | None
    person: str

    @property
    def side(self) -> str:
        """The party, or the actor itself if it stands for none."""
        return self.party or self.person


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of one report, as people judged it. `judged` is "accepted", "corrected", "rejected" or "" (by nobody); rejected ones are
    left out unless asked for.
    """

    id: str
    report: str
    ref: str
    outlet: str
    url: str | None
    published: str | None
    number: int
    sentence_number: int
    type: str
    mode: str | None
    cameo: str | None
    status: str
    when: str | None
    basis: str
    first: str | None
    last: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    behalf: tuple[Party, ...]
    trigger: str
    content: str
    sentence: str
    channel: str | None
    quantity: str | None
    place: str | None
    inside: str | None
    rule: str
    quote: str | None
    group: str | None
    judged: str = ""

    @property
    def who(self) -> str:
        """Names of the actors."""
        return names(self.actors)

    @property
    def whom(self) -> str:
        """Names of the recipients."""
        return names(self.recipients)

    @property
    def day(self) -> str | None:
        """The last day on which it can have been; the day of publication if nothing else is known."""
        return self.last or self.published

    @property
    def source(self) -> str:
        """Outlet and day, as one would cite it."""
        return f"{self.outlet}, {self.published or 'day unknown'}"


@dataclass(slots=True)
class Kept:
    """What was read already and hangs on no judgement.

    Attributes:
        entries: by id, as they were read.
        parties: parties that a report names, by its id.
        rows: what questions gave that hang on the reports alone, by question and day.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    parties: dict[str, frozenset[str]] = field(default_factory=dict)
    rows: dict[tuple[str, str | None], list[Any]] = field(default_factory=dict)

    def asked(self, db: Connection, sql: str, day: str | None, **more: str) -> list[Any]:
        """The rows of a question as of a day (``:day``; None: now), asked once; `more` must always be the same for it."""
        found = self.rows.get((sql, day))
        if found is None:
            found = self.rows[sql, day] = db.execute(sql, {"day": day, **more}).fetchall()
        return found


def names(parties: Iterable[Party]) -> str:
    """Names joined by commas."""
    return ", ".join(dict.fromkeys(p.name for p in parties))


def load(
    db: Connection,
    events: Iterable[str],
    rejected: bool = False,
    judged: Judged | None = None,
    kept: Kept | None = None,
) -> dict[str, Entry]:
    """Entries by id, with corrections made; ids that the store does not hold are left out.

    Args:
        db: the store.
        events: ids.
        rejected: give those too that somebody rejected.
        judged: what people decided, if it has been read already.
        kept: what was read already; entries read now are added.
    """
    wanted = sorted(set(events))
    judged = judged or Judged(db)
    known = {} if kept is None else kept.entries
    missing = [i for i in wanted if i not in known]
    for n in range(0, len(missing), _BULK):
        known.update((entry.id, entry) for entry in _load(db, missing[n : n + _BULK]))
    return {i: _applied(db, judged, known[i]) for i in wanted if i in known and (rejected or i not in judged.rejected)}


def _applied(db: Connection, judged: Judged, entry: Entry) -> Entry:
    """The entry as it was judged."""
    group = judged.group(entry.id, entry.group)
    changes = dict(judged.corrections.get(entry.id, {}))
    if entry.id in judged.rejected:
        return replace(entry, group=group, judged="rejected")
    if not changes and group == entry.group and entry.id not in judged.accepted:
        return entry
    if not changes:
        return replace(entry, group=group, judged="accepted" if entry.id in judged.accepted else "")
    for side in set(PEOPLE) & set(changes):
        changes[side] = tuple(party(db, identity, entry.report) for identity in changes[side])
    if changes.get("type", entry.type) != entry.type:  # mode and code are of the type that was wrong
        changes = {"mode": None, "cameo": None, **changes}
    if {"when", "status"} & set(changes):
        value = changes.get("when", entry.when)
        changes["basis"] = ("stated" if value else "unresolved") if "when" in changes else entry.basis
        known = bounds(entry.published)[1] if changes.get("status", entry.status) == "actual" else None
        changes["first"], changes["last"] = bounds(value) if value else (None, known)
    return replace(entry, group=group, judged="corrected", **changes)


def parties_named(db: Connection, report: str) -> frozenset[str]:
    """Parties that a report names."""
    rows = db.execute("SELECT DISTINCT party FROM actors WHERE report = ? AND party IS NOT NULL", (report,))
    return frozenset(p for (p,) in rows)


def party(db: Connection, identity: str, report: str | None = None) -> Party:
    """An actor by id, as some report or the directory has it."""
    row = db.execute(
        "SELECT name, party FROM actors WHERE id = ? ORDER BY report = ? DESC, report LIMIT 1", (identity, report or "")
    ).fetchone()
    if row is not None:
        return Party(identity, row[0], row[1], identity)
    from communique.actors.directory import directory  # late: takes a second to load, and is seldom needed

    known = directory().actors.get(identity)
    return Party(identity, known.name, known.party, identity) if known else Party(identity, identity, None, identity)


def _load(db: Connection, events: list[str]) -> list[Entry]:
    marks = f"({', '.join('?' * len(events))})"
    sides: dict[tuple[str, str], list[Party]] = {}
    for event, side, actor, code, name, person in db.execute(
        "SELECT x.event, x.side, x.actor, x.party, a.name, p.person FROM event_actors x JOIN events e ON e.id = x.event"
        " LEFT JOIN actors a ON a.report = e.report AND a.id = x.actor"
        f" LEFT JOIN persons p ON p.report = e.report AND p.actor = x.actor WHERE x.event IN {marks} ORDER BY x.event, x.side, x.number",
        events,
    ):
        sides.setdefault((event, side), []).append(Party(actor, name or actor, code, person or actor))
    contents: dict[str, list[str]] = {}
    for event, text in db.execute(
        f"SELECT event, text FROM contents WHERE event IN {marks} ORDER BY event, number", events
    ):
        contents.setdefault(event, []).append(text)
    rows = db.execute(
        "SELECT e.id, e.report, r.ref, coalesce(r.outlet, r.ref) AS outlet, r.url, r.published, e.number, e.sentence AS sentence_number,"
        ' e.type, e.mode, e.cameo, e.status, e.when_value AS "when", e.when_basis AS basis, e.first_day AS first, e.last_day AS last,'
        " e.trigger, s.text AS sentence, e.channel, e.quantity, e.place, e.inside, e.rule, e.quote,"
        ' g.group_id AS "group" FROM events e JOIN reports r ON r.id = e.report'
        " JOIN sentences s ON s.report = e.report AND s.number = e.sentence LEFT JOIN group_members g ON g.event = e.id"
        f" WHERE e.id IN {marks} ORDER BY e.id",
        events,
    )
    columns = [c[0] for c in rows.description]
    return [
        Entry(
            **dict(zip(columns, row, strict=True)),
            actors=tuple(sides.get((row[0], "actor"), ())),
            recipients=tuple(sides.get((row[0], "recipient"), ())),
            behalf=tuple(sides.get((row[0], "behalf"), ())),
            content=" … ".join(contents.get(row[0], ())),
        )
        for row in rows
    ]
