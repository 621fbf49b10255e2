"""A name as somebody types it → the actors and parties of the record that it may mean."""

from __future__ import annotations

from dataclasses import dataclass

from communique.actors.directory import directory
from communique.actors.names import fold, key, pieces, spelling
from communique.errors import UsageError
from communique.store.connection import Connection

_NEAR = 0.88


@dataclass(frozen=True, slots=True)
class Meant:
    """Ids of the actors meant (across reports), and the party if the name is that of a state or organisation."""

    name: str
    ids: frozenset[str]
    party: str | None

    def sql(self, table: str = "x") -> tuple[str, list[str]]:
        """A condition on a table of event_actors, with its values."""
        marks = ", ".join("?" * len(self.ids))
        ids = sorted(self.ids)
        if self.party is None:
            return f"{table}.actor IN ({marks})", ids
        return f"({table}.party = ? OR {table}.actor IN ({marks}))", [self.party, *ids]

    def means(self, identity: str, party: str | None) -> bool:
        """Whether an actor with this id, standing for this party, is meant; as :meth:`sql` has it."""
        return identity in self.ids or (self.party is not None and party == self.party)


def meant(db: Connection, name: str) -> Meant:
    """Whom a name means: an id, a code, a name or spelling of the directory, or a name that the reports print.

    Raises:
        UsageError: the record names nobody so; the nearest names are given.
    """
    found = directory()
    ids: set[str] = set()
    if name in found.actors or _known(db, name):
        ids.add(name)
    elif name.upper() in found.bodies:
        ids.add(name.upper())
    if not ids:
        ids |= {i for i in _of_directory(name) if _known(db, i) or _is_party(db, i)}
    if not ids:
        ids |= _printed(db, name)
    if not ids:
        near = _near(db, name)
        remedy = f"Did you mean {', '.join(near)}?" if near else "communique search finds words of the reports."
        raise UsageError(f"name {name!r}", "the record names nobody so", remedy)
    ids |= _same_person(db, ids)
    bodies = [i for i in ids if i in found.bodies and found.bodies[i].actor.party == i]
    return Meant(name, frozenset(ids), bodies[0] if len(bodies) == 1 else None)


def _of_directory(name: str) -> set[str]:
    """Actors of the directory whose name or listed spelling this is; a surname gives all who bear it."""
    found = directory()
    parts = key(name)
    ids: set[str] = set()
    for length, listed in found.phrases.matches(name, pieces(name), 0):
        if length >= len(parts):
            ids |= {sense.actor for _, sense in listed}
    if not ids:
        ids |= set(found.surnames.get(fold(name), ()))
    return ids


def _known(db: Connection, identity: str) -> bool:
    return db.execute("SELECT 1 FROM actors WHERE id = ? LIMIT 1", (identity,)).fetchone() is not None


def _is_party(db: Connection, code: str) -> bool:
    return db.execute("SELECT 1 FROM actors WHERE party = ? LIMIT 1", (code,)).fetchone() is not None


def _printed(db: Connection, name: str) -> set[str]:
    """Actors that some report calls so, or whose surname this is."""
    wanted = key(name)
    rows = db.execute("SELECT DISTINCT actor, text FROM mentions UNION SELECT DISTINCT id, name FROM actors").fetchall()
    exact = {a for a, text in rows if key(text) == wanted}
    if exact or len(wanted) > 1:
        return exact
    return {a for a, text in rows if a.startswith("~") and key(text)[-1:] == wanted}


def _near(db: Connection, name: str) -> list[str]:
    wanted = fold(name)
    rows = db.execute("SELECT name, count(*) FROM actors GROUP BY name ORDER BY count(*) DESC, name").fetchall()
    scored = [(max(spelling(wanted, fold(part)) for part in [n, *n.split()]), n) for n, _ in rows if n]
    return [n for score, n in sorted(scored, key=lambda s: -s[0])[:5] if score >= _NEAR]


def _same_person(db: Connection, ids: set[str]) -> set[str]:
    """Other ids under which the reports know the same person."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        f"SELECT DISTINCT actor FROM persons WHERE person IN (SELECT person FROM persons WHERE actor IN ({marks})) OR person IN ({marks})",
        [*sorted(ids), *sorted(ids)],
    ).fetchall()
    return {a for (a,) in rows}
