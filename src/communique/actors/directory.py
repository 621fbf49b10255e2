"""The directory: every actor of ``data/actors`` with its names, offices and dates. Loaded once, never changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import rtoml

from communique.actors.names import PIECE, Trie, cased_like, fold, key, skeleton, sounds
from communique.errors import DataError
from communique.model import Actor, ActorKind

T = TypeVar("T")
PERSON_READINGS = frozenset(["person", "surname", "person-alias"])
_REMEMBERED = 500  # days for which it is kept who was in office
_TEMPLATE = re.compile(r"\{(adjective|name)\}('s)?")


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held: `body` the code of its state or organisation, `start`/`end` ISO dates at their precision, `end` "" for open."""

    person: str
    body: str
    office: str
    start: str
    end: str
    known_until: str

    def on(self, day: str | None) -> bool | None:
        """Whether the office was held on a day (or month, year); None if that is not known."""
        if day is None:
            return None
        first = min(len(day), len(self.start))
        if day[:first] < self.start[:first]:
            return False
        if not self.end:
            last = min(len(day), len(self.known_until))
            return None if self.known_until and day[:last] > self.known_until[:last] else True
        last = min(len(day), len(self.end))
        return day[:last] <= self.end[:last]


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a phrase: the actor and how the phrase names it (name, adjective, people, metonym, city, organ, noun, person …)."""

    actor: str
    reading: str


@dataclass(frozen=True, slots=True)
class Body:
    """A state, organisation or group as listed: what the finder needs beside the actor."""

    actor: Actor
    members: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Directory:
    """All actors by id, and phrases that name them."""

    actors: dict[str, Actor] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    tenures: dict[str, list[Tenure]] = field(default_factory=dict)
    by_office: dict[tuple[str, str], list[Tenure]] = field(default_factory=dict)
    phrases: Trie[Sense] = field(default_factory=Trie)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    skeletons: dict[str, list[str]] = field(default_factory=dict)
    first_names: dict[str, set[str]] = field(default_factory=dict)
    first_name_words: frozenset[str] = frozenset()
    families: dict[str, list[str]] = field(default_factory=dict)  # persons whose family name comes first, by its sounds
    capitals: frozenset[str] = frozenset()
    titles: Trie[tuple[str, str | None]] = field(default_factory=Trie)
    organs: Trie[str] = field(default_factory=Trie)
    organ_kinds: dict[str, tuple[ActorKind, str]] = field(default_factory=dict)
    _known: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # what was asked before

    def _once(self, key: str, make: Callable[[], T]) -> T:
        if key not in self._known:
            self._known[key] = make()
        found: T = self._known[key]
        return found

    def by_code(self) -> dict[str, Actor]:
        """All states, organisations and groups by their code."""
        return self._once("by_code", lambda: {code: body.actor for code, body in self.bodies.items()})

    def members(self) -> dict[str, frozenset[str]]:
        """The members of each body that has some, by its code."""
        return self._once(
            "members", lambda: {code: frozenset(b.members) for code, b in self.bodies.items() if b.members}
        )

    def in_office(self, offices: frozenset[str], day: str) -> list[tuple[str, str, str]]:
        """(person, office, folded last name) of those who held an office for certain on a day, by body and office."""
        key = "|".join((day, *sorted(offices)))
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        return self._once(
            key,
            lambda: [
                (t.person, office, fold(self.actors[t.person].name).split()[-1])
                for (_, office), tenures in sorted(self.by_office.items())
                if office in offices
                for t in tenures
                if t.on(day) is True
            ],
        )

    def holders(self, body: str, office: str, day: str | None) -> list[tuple[Tenure, bool | None]]:
        """Those who held an office on a day, certain ones first; without a day, all who are listed for it."""
        found = [(t, t.on(day)) for t in self.by_office.get((body, office), ())]
        return sorted((f for f in found if f[1] is not False), key=lambda f: (f[1] is not True, f[0].start))

    def organ(self, body: str, organ: str) -> Actor:
        """The organ of a state: one of its own where it lists one, else the generic one."""
        identity = f"{body}/{organ}"
        if identity not in self.actors:
            kind, name = self.organ_kinds[organ]
            owner = self.bodies[body].actor
            self.actors[identity] = Actor(
                identity, name.replace("{name}", owner.name), kind, owner.party, code=owner.code
            )
        return self.actors[identity]

    def offices(self, person: str, day: str | None) -> list[Tenure]:
        """Offices that a person held on a day for certain, else all."""
        held = self.tenures.get(person, [])
        return [t for t in held if t.on(day) is True] if day else list(held)


@cache
def directory() -> Directory:
    """The directory that ships with Communiqué.

    Raises:
        DataError: a data file does not follow its format.
    """
    found = Directory()
    root = files("communique").joinpath("data", "actors")
    tables: list[tuple[str, dict[str, Any]]] = []
    for folder in ("states", "organisations", "groups"):
        for entry in sorted(root.joinpath(folder).iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".toml"):
                try:
                    table = rtoml.loads(entry.read_text(encoding="utf-8"))
                except rtoml.TomlParsingError as error:
                    raise DataError(
                        f"data/actors/{folder}/{entry.name}", f"not TOML ({error})", "Mend the file."
                    ) from error
                tables.extend((folder, t) for t in _bodies(table))
    shared = {
        name: rtoml.loads(root.joinpath(f"{name}.toml").read_text(encoding="utf-8")) for name in ("organs", "titles")
    }
    _organs(found, shared["organs"])
    for folder, table in tables:
        _body(found, folder, table)
    for folder, table in tables:
        for person in table.get("person", ()):
            _person(found, folder, table, person)
    for office, titles in shared["titles"]["offices"].items():
        for title in titles:
            found.titles.add(title, (office, None))
    for surname in found.surnames:
        found.skeletons.setdefault(skeleton(surname), []).append(surname)
    cities = {fold(c) for folder, table in tables if folder == "states" for c in table.get("cities", ())}
    found.capitals = frozenset(
        fold(metonym)
        for folder, table in tables
        for n, metonym in enumerate(table.get("metonyms", ()))
        if fold(metonym) in cities or (folder == "states" and not n)
    )
    found.first_name_words = frozenset(name for names in found.first_names.values() for name in names if len(name) > 2)
    return found


def members(party: str) -> frozenset[str]:
    """Codes of the states that belong to an organisation; none for a state, or for a code that the directory does not know."""
    body = directory().bodies.get(party)
    return frozenset(body.members) if body is not None else frozenset()


def _bodies(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One body a file, or many under ``[[group]]`` or ``[[organisation]]``."""
    many = table.get("group") or table.get("organisation")
    if many:
        yield from many
    if "code" in table:
        yield table


def _organs(found: Directory, table: dict[str, Any]) -> None:
    for organ in table["organ"]:
        found.organ_kinds[organ["id"]] = (organ["kind"], organ["name"])
        phrases = {_TEMPLATE.sub("", form).strip(" ,") for form in organ.get("forms", ())} | set(organ.get("bare", ()))
        for phrase in sorted(phrases):
            core = re.sub(r"\s+(?:of|for|in|from|to)$", "", re.sub(r"^(?:of|the)\s+", "", phrase))
            if core and "  " not in core:
                found.organs.add(core, organ["id"])


def _body(found: Directory, folder: str, table: dict[str, Any]) -> None:
    code = table["code"]
    kind: ActorKind = "state" if folder == "states" else table.get("kind", "organisation")
    if folder == "states":
        party: str | None = code
    elif folder == "organisations":
        party = table.get("party", None if kind == "other" else code)
    else:
        party = table.get("party")
    actor = Actor(code, table["name"], kind, party, wikidata=table.get("wikidata"), code=code)
    found.actors[code] = actor
    members = tuple(m.split()[0] for m in table.get("members", ()))
    found.bodies[code] = Body(actor, members, {k: tuple(v) for k, v in table.get("titles", {}).items()})
    readings = {
        "aliases": "alias",
        "adjectives": "adjective",
        "people": "people",
        "metonyms": "metonym",
        "cities": "city",
        "nouns": "noun",
    }
    found.phrases.add(table["name"], Sense(code, "name"))
    if table.get("official"):
        found.phrases.add(table["official"], Sense(code, "name"))
    for field_, reading in readings.items():
        for phrase in table.get(field_, ()):
            if not (reading == "alias" and key(phrase) == key(table["name"]) and cased_like(table["name"], phrase)):
                found.phrases.add(phrase, Sense(code, reading))
    for organ in table.get("organ", ()):
        identity = f"{code}/{organ['id']}"
        if identity in found.actors:
            identity = f"{code}/{organ['id']}:{fold(organ['name']).replace(' ', '-')}"
        found.actors[identity] = Actor(
            identity,
            organ["name"],
            organ.get("kind", "government"),
            organ.get("party", party),
            wikidata=organ.get("wikidata"),
            code=code,
        )
        for phrase in (organ["name"], *organ.get("aliases", ())):
            found.phrases.add(phrase, Sense(identity, "organ"))
        for phrase in organ.get("nouns", ()):
            found.phrases.add(phrase, Sense(identity, "noun"))
    for office, titles in table.get("titles", {}).items():
        for title in titles:
            found.titles.add(title, (office, code))


def _person(found: Directory, folder: str, table: dict[str, Any], person: dict[str, Any]) -> None:
    name = person["name"]
    identity = "-".join(key(name))
    if identity in found.actors:
        identity = f"{identity}-{table['code'].lower()}"
    party = found.actors[table["code"]].party
    tenures = []
    for text in person.get("offices", ()):
        office, _, period = text.partition(" ")
        body, _, office = office.rpartition(":")
        start, _, end = period.partition("/")
        body = body or table["code"]
        tenures.append(Tenure(identity, body, office, start, "" if end == ".." else end, str(table.get("checked", ""))))
    found.actors[identity] = Actor(identity, name, "person", party, wikidata=person.get("wikidata"), code=table["code"])
    if person.get("gender"):
        found.genders[identity] = person["gender"]
    found.tenures[identity] = tenures
    for tenure in tenures:
        found.by_office.setdefault((tenure.body, tenure.office), []).append(tenure)
    spellings = (name, *person.get("aliases", ()))
    for phrase in spellings:
        words = PIECE.findall(phrase)
        if len(words) > 1:
            found.phrases.add(phrase, Sense(identity, "person"))
            found.first_names.setdefault(identity, set()).add(fold(words[0]))
            if table["code"] in _FAMILY_FIRST_STATES or fold(words[0]) in _FAMILY_FIRST:
                _once(found.families.setdefault(sounds(words[0]), []), identity)
        else:
            found.surnames.setdefault(fold(phrase), [])
            _once(found.surnames[fold(phrase)], identity)
        for surname in _surnames(phrase):
            _once(found.surnames.setdefault(surname, []), identity)


def _surnames(phrase: str) -> list[str]:
    """The words by which a full name may be shortened: its last piece, or with a particle ("von der Leyen", "al-Assad")."""
    words = [fold(w) for w in PIECE.findall(phrase)]
    if len(words) < 2:
        return []
    hyphened = phrase.rsplit(" ", 1)[-1]
    found = [words[-1]]
    if "-" in hyphened:
        found.append(" ".join(fold(w) for w in PIECE.findall(hyphened)))
    if words[0] in _FAMILY_FIRST:
        found.append(words[0])
    return found


_FAMILY_FIRST_STATES = frozenset(["CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM"])
_FAMILY_FIRST = frozenset(
    [
        "xi",
        "kim",
        "wang",
        "li",
        "hu",
        "wen",
        "jiang",
        "zhao",
        "moon",
        "park",
        "yoon",
        "lee",
        "tsai",
        "ma",
        "chen",
        "qin",
        "yang",
        "hua",
        "ban",
        "geng",
        "mao",
        "deng",
        "roh",
        "lam",
        "choe",
        "ri",
        "lai",
    ]
)


def _once(items: list[str], item: str) -> None:
    if item not in items:
        items.append(item)
