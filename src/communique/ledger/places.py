"""Where each event is looked for across reports: entered when a report is saved, removed when it is replaced.

Everything found across reports is a function of these places and of the stored rows; what changes marks the places around it as
pending. So the result is the same for any order in which reports come, and the work for one report stays the same as the record grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.across import copies, persons
from communique.across.coded import MUTUAL
from communique.across.partners import partners
from communique.model import Actor, Event, Record, Traits
from communique.store import days, pending
from communique.store.connection import Connection

#: In the place of the parties of a meeting of three or more, of which each report tells its own choice.
MANY = "many"
#: Days from what happened to a report beyond which it tells history.
_LONG = 366
_CLAIMS = frozenset(["ACCUSE", "SAY"])
#: Kind of pending place of the later event of a link, by the link's type.
_LATER = {"answers": "answer", "denies": "denial", "repeats": "recall", "contradicts": "stance"}


def enter(db: Connection, record: Record, signature: bytes) -> None:
    """Enter the places of a report and mark them as pending."""
    report = record.document.id
    db.executemany(
        "INSERT INTO copy_bands VALUES (?, ?, ?)", ((n, v, report) for n, v in enumerate(copies.bands(signature)))
    )
    pending.mark(db, "copies", [(report, "")])
    blocks = [(a, b) for a in record.actors if (b := _block(a))]
    db.executemany("INSERT INTO persons VALUES (?, ?, ?, ?, '')", ((report, a.id, b, a.id) for a, b in blocks))
    pending.mark(db, "persons", {(b, "") for _, b in blocks})
    cells = list(_cells(record))
    db.executemany("INSERT INTO cells VALUES (?, ?, ?, ?)", cells)
    pending.mark(db, "groups", {(key, day) for _, key, day, _ in cells})
    ends = list(_ends(record))
    db.executemany("INSERT INTO ends VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", ends)
    _mark(db, ((kind, event) for kind, _, _, event in ends))


def unsettle(db: Connection, events: Iterable[str]) -> None:
    """Mark all around events as pending that the report tells as before, but of which something else is known across reports."""
    for event in events:
        pending.mark(db, "groups", db.execute("SELECT key, day FROM cells WHERE event = ?", (event,)).fetchall())
        ends = db.execute("SELECT DISTINCT kind FROM ends WHERE event = ?", (event,)).fetchall()
        _mark(db, ((kind, event) for (kind,) in ends))
        _mark_sources(db, "target = ?", (event,))


def retire(db: Connection, report: str) -> None:
    """Remove the places of a report, and what was found across reports with it; what lies around them becomes pending."""
    ids = "(SELECT id FROM events WHERE report = ?)"
    beside = (
        f"SELECT event FROM group_members WHERE group_id IN (SELECT group_id FROM group_members WHERE event IN {ids})"
    )
    cells = f"SELECT DISTINCT key, day FROM cells WHERE event IN {ids} OR event IN ({beside})"
    pending.mark(db, "groups", db.execute(cells, (report, report)).fetchall())
    blocks = db.execute(  # with those in which somebody judged a person to be that is named here
        "SELECT block, '' FROM persons WHERE report = ? UNION"
        " SELECT q.block, '' FROM persons p JOIN persons q ON q.person = p.person WHERE p.report = ?",
        (report, report),
    )
    pending.mark(db, "persons", blocks.fetchall())
    _mark_sources(db, f"target IN {ids}", (report,))
    near = db.execute("SELECT report FROM copies WHERE first = (SELECT first FROM copies WHERE report = ?)", (report,))
    pending.mark(db, "copies", [(r, "") for (r,) in near.fetchall()])
    db.execute(f"DELETE FROM across WHERE source IN {ids} OR target IN {ids}", (report, report))
    groups = db.execute(f"SELECT DISTINCT group_id FROM group_members WHERE event IN {ids}", (report,)).fetchall()
    db.executemany("DELETE FROM group_members WHERE group_id = ?", groups)
    db.executemany("DELETE FROM groups WHERE id = ?", groups)
    for table in ("cells", "ends"):
        db.execute(f"DELETE FROM {table} WHERE event IN {ids}", (report,))
    for table in ("copy_bands", "copies", "persons"):
        db.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
    db.execute(
        f"DELETE FROM pending WHERE (kind NOT IN ('copies', 'persons', 'groups') AND key IN {ids}) OR (kind = 'copies' AND key = ?)",
        (report, report),
    )


def _mark(db: Connection, ends: Iterable[tuple[str, str]]) -> None:
    """Mark (kind, event) as pending; an opening may be told again, too."""
    for kind, event in ends:
        pending.mark(db, kind, [(event, "")])
        if kind == "opening":
            pending.mark(db, "recall", [(event, "")])


def _mark_sources(db: Connection, where: str, values: tuple[str, ...]) -> None:
    """Mark as pending the later events that are linked to some earlier ones."""
    for kind, event in db.execute(f"SELECT DISTINCT type, source FROM across WHERE {where}", values).fetchall():
        pending.mark(db, _LATER[kind], [(event, "")])


def _block(actor: Actor) -> str | None:
    return persons.block(actor.name) if actor.kind == "person" and actor.id.startswith("~") else None


def _sides(record: Record, event: Event) -> tuple[frozenset[str], frozenset[str]]:
    """Parties, or actors without one, that did it (for themselves or others), and those it was done to."""
    party = {a.id: a.party or a.id for a in record.actors}
    return frozenset(party[a] for a in event.actors), frozenset(party[a] for a in event.recipients)


def _cells(record: Record) -> Iterator[tuple[str, str, str, int]]:
    """(event, key, day, certain) of the events that others may tell too: those whose actor and day are known.

    What is told long after by its year alone ("since 2014") is compared within the reports of one year: history is told again for ever,
    and the work for a report must not grow with all who told it before.
    """
    published = days.bounds(record.document.published.value)[1]
    together = partners(record)
    for event in record.events:
        who = together.get(event.id) or _sides(record, event)[0]
        if not who:
            continue
        first, last = days.of_event(event, record.document.published.value)
        certain = event.when.basis in ("stated", "relative") and last is not None
        if certain and first != last:
            day = f"{first or ''}/{last}"
        else:
            day = last or published or ""
        key = f"{event.type}|{_side(event.type, who)}"
        if "/" in day and published and last and last < days.shift(published, -_LONG):
            key += f"|told in {published[:4]}"
        if day:
            yield event.id, key, day, int(certain)


def _side(kind: str, who: frozenset[str]) -> str:
    """What the keys of events that may be one have in common: who did it; of a meeting both sides, or that it was of many."""
    named = sorted(p for p in who if not p.startswith("~"))
    if kind not in MUTUAL or len(named) < 2:
        return "+".join(sorted(who))
    return "+".join(named) if len(named) == 2 else MANY


def _ends(record: Record) -> Iterator[tuple[str, str, str, str]]:
    """(kind, party, day, event): openings under who asked, answers under those named beside the one who answers; claims under
    those of whom they speak, denials under who denies.
    """
    traits = {t.event: t for t in record.traits}
    for event in record.events:
        trait = traits[event.id]
        day = days.of_event(event, record.document.published.value)[1]
        if day is None:
            continue
        who, whom = _sides(record, event)
        for kind, parties in _kinds(event, trait, who, whom):
            for party in sorted(parties):
                yield kind, party, day, event.id
    yield from _stances(record)


def _stances(record: Record) -> Iterator[tuple[str, str, str, str]]:
    """What somebody says will be, is or is not so, under the speaker and the deed: type, doer and whom it is done to."""
    by_id = {e.id: e for e in record.events}
    for event in record.events:
        saying = by_id.get(event.inside or "")
        who, whom = _sides(record, event)
        if saying is None or len(saying.actors) != 1 or not who or event.status in ("hypothetical", "demanded"):
            continue
        day = days.of_event(saying, record.document.published.value)[1]
        if day is not None and event.type not in ("SAY", "REQUEST"):
            deed = f"{saying.actors[0]}|{event.type}|{'+'.join(sorted(who))}|{'+'.join(sorted(whom))}"
            yield "stance", deed, day, event.id


def _kinds(
    event: Event, trait: Traits, who: frozenset[str], whom: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    beside = frozenset(trait.parties)
    if trait.opens:
        yield "opening", who
    if trait.answers and who:
        yield "answer", (whom | beside) - who or beside
    if event.type in _CLAIMS and event.status == "actual":
        yield "claim", whom | beside
    if trait.denies:
        yield "denial", who
