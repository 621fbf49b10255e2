"""Lint of all actor data (docs/reference/actor-data.md): every file and entry; problems are named by file and entry."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pycountry
import pytest

ROOT = Path(__file__).parents[1] / "src" / "communique" / "data" / "actors"
Table = dict[str, Any]

ACTOR = {
    "code",
    "name",
    "official",
    "aliases",
    "adjectives",
    "people",
    "metonyms",
    "nouns",
    "wikidata",
    "checked",
    "titles",
    "organ",
    "person",
}
KEYS = {
    "states": ACTOR | {"cities"},
    "organisations": ACTOR | {"kind", "party", "members"},
    "groups": ACTOR | {"kind", "party"},
}
REQUIRED = {
    "states": {"code", "name", "adjectives", "metonyms"},
    "organisations": {"code", "name", "kind"},
    "groups": {"code", "name", "kind"},
}
KINDS = {"organisations": {"organisation", "other"}, "groups": {"armed-group", "media", "people", "other"}}
WRAPPER = {"organisations": "organisation", "groups": "group"}
ORGAN_KEYS = {"id", "name", "kind", "aliases", "nouns", "wikidata"}
ORGAN_KINDS = {"government", "people", "other", "organisation", "armed-group", "media"}
PERSON_KEYS = {"name", "aliases", "gender", "wikidata", "offices"}
GENERIC_ORGAN_KEYS = {"id", "kind", "name", "forms", "bare"}
WORD_TABLES = {"honorifics": {"words"}, "ranks": {"words"}, "roles": {"singular", "plural"}, "collectives": {"heads"}}
SOLE_OFFICES = ("head-of-state", "head-of-government", "foreign-minister")  # one holder at a time
OVERLAP_DAYS = 31
# Held or claimed by two at once: a rival government, or somebody acting for a holder who could not.
SHARED_OFFICES: dict[str, tuple[frozenset[str], ...]] = {
    "CIV:head-of-state": (frozenset({"Laurent Gbagbo", "Alassane Ouattara"}),),
    "GIN:head-of-state": (frozenset({"Moussa Dadis Camara", "Sékouba Konaté"}),),
    "ISR:head-of-government": (frozenset({"Ariel Sharon", "Ehud Olmert"}),),
    "KHM:head-of-government": (frozenset({"Hun Sen", "Norodom Ranariddh"}),),
    "LBY:head-of-government": (
        frozenset({"Abdullah al-Thani", "Fayez al-Sarraj"}),
        frozenset({"Abdul Hamid Dbeibah", "Fathi Bashagha"}),
        frozenset({"Abdul Hamid Dbeibah", "Osama Hammad"}),
    ),
    "LBY:head-of-state": (frozenset({"Muammar Gaddafi", "Mustafa Abdul Jalil"}),),
    "RUS:head-of-state": (frozenset({"Mikhail Gorbachev", "Boris Yeltsin"}),),
    "ZMB:head-of-state": (frozenset({"Levy Mwanawasa", "Rupiah Banda"}),),
}
NAMESAKES = {"Mohamed Abdelaziz"}  # different persons in different files

DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
OFFICE = re.compile(rf"(?:(?P<code>[^: ]+):)?(?P<office>[a-z][a-z-]*) (?P<start>{DATE})?/(?P<end>{DATE}|\.\.)?")
MEMBER = re.compile(rf"(?P<code>[A-Z]{{3}})(?: (?P<start>{DATE})?/(?P<end>{DATE}|\.\.))?")
QID = re.compile(r"Q[1-9]\d*")
CHECKED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


class Entry(NamedTuple):
    """One actor: the folder it is in, its file, the table."""

    folder: str
    path: Path
    table: Table

    @property
    def where(self) -> str:
        return f"{self.folder}/{self.path.name} {self.table.get('code', '?')}"


class Term(NamedTuple):
    """One office held: whose (code), which, by whom, the dates as written ("" when left out), the file."""

    code: str
    office: str
    person: str
    start: str
    end: str
    where: str


@cache
def load(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def entries() -> tuple[Entry, ...]:
    found: list[Entry] = []
    for folder in KEYS:
        for path in sorted((ROOT / folder).glob("*.toml")):
            data = load(path)
            tables = data.get(WRAPPER.get(folder, ""), [data])
            found.extend(Entry(folder, path, table) for table in tables)
    return tuple(found)


@cache
def known_states() -> frozenset[str]:
    return frozenset(country.alpha_3 for country in pycountry.countries) | {"XKX"}


@cache
def standard_offices() -> frozenset[str]:
    return frozenset(load(ROOT / "titles.toml")["offices"])


@cache
def own_offices() -> dict[str, frozenset[str]]:
    """Offices that each organisation or group names itself, by code."""
    return {
        e.table["code"]: frozenset(e.table.get("titles", {}))
        for e in entries()
        if e.folder != "states" and "code" in e.table
    }


@cache
def terms() -> tuple[Term, ...]:
    """Every well-formed office of every person (ill-formed ones are reported by `check_persons`)."""
    found: list[Term] = []
    for entry in entries():
        for person in entry.table.get("person", []):
            for written in person.get("offices", []):
                if match := OFFICE.fullmatch(written):
                    code = match["code"] or entry.table["code"]
                    found.append(
                        Term(
                            code, match["office"], person["name"], match["start"] or "", match["end"] or "", entry.where
                        )
                    )
    return tuple(found)


def bounds(date: str, fill: str) -> str:
    """`date` filled up to a day that may not exist but sorts right: the first ("01") or last ("99") of its month."""
    return date + f"-{fill}" * (3 - len(date.split("-")))


def ordered(start: str, end: str) -> bool:
    return not start or end in ("", "..") or bounds(start, "01") <= bounds(end, "99")


def repeated(values: list[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def strings(table: Table, *keys: str) -> Iterator[str]:
    """Problems of the lists of strings under `keys`."""
    for key in keys:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v and v == v.strip() for v in values):
            yield f"{key} is not a list of trimmed, non-empty strings"
        else:
            yield from (f"{key} lists {value!r} twice" for value in repeated(values))


def check_keys(entry: Entry) -> Iterator[str]:
    if unknown := set(entry.table) - KEYS[entry.folder]:
        yield f"unknown keys {sorted(unknown)}"
    if missing := REQUIRED[entry.folder] - set(entry.table):
        yield f"missing keys {sorted(missing)}"
    for key in {"code", "name", "official", "kind", "party", "wikidata", "checked"} & set(entry.table):
        if not isinstance(entry.table[key], str) or not entry.table[key].strip():
            yield f"{key} is not a non-empty string"
    yield from strings(entry.table, "aliases", "adjectives", "people", "metonyms", "cities", "nouns", "members")
    if entry.folder in KINDS and entry.table.get("kind") not in KINDS[entry.folder]:
        yield f"kind {entry.table.get('kind')!r} is none of {sorted(KINDS[entry.folder])}"
    if "wikidata" in entry.table and not QID.fullmatch(entry.table["wikidata"]):
        yield f"wikidata {entry.table['wikidata']!r} is no item id"
    if "checked" in entry.table and not CHECKED.fullmatch(entry.table["checked"]):
        yield f"checked {entry.table['checked']!r} is no month"


def check_codes(entry: Entry) -> Iterator[str]:
    code = entry.table.get("code", "")
    alone = WRAPPER.get(entry.folder, "") not in load(entry.path)
    if alone and entry.path.stem != code.replace(" ", "-"):
        yield f"code {code!r} does not match the file name"
    if entry.folder == "states" and code not in known_states():
        yield f"{code!r} is no ISO 3166-1 alpha-3 code"
    if entry.folder != "states" and code in known_states():
        yield f"{code!r} is the code of a state"
    party = entry.table.get("party")
    organisations = {e.table.get("code") for e in entries() if e.folder == "organisations"}
    if party is not None and party not in known_states() and party not in organisations:
        yield f"party {party!r} is neither a state nor an organisation"


def check_titles(entry: Entry) -> Iterator[str]:
    titles = entry.table.get("titles", {})
    yield from (f"titles: {problem}" for problem in strings(titles, *titles))
    if entry.folder == "states":
        yield from (f"titles: unknown office {office!r}" for office in sorted(set(titles) - standard_offices()))


def check_organs(entry: Entry) -> Iterator[str]:
    organs = entry.table.get("organ", [])
    for organ in organs:
        name = organ.get("name", "?")
        if unknown := set(organ) - ORGAN_KEYS:
            yield f"organ {name!r}: unknown keys {sorted(unknown)}"
        if missing := {"id", "name", "kind"} - set(organ):
            yield f"organ {name!r}: missing keys {sorted(missing)}"
        if organ.get("kind") not in ORGAN_KINDS:
            yield f"organ {name!r}: kind {organ.get('kind')!r} is none of {sorted(ORGAN_KINDS)}"
        yield from (f"organ {name!r}: {problem}" for problem in strings(organ, "aliases", "nouns"))
    yield from (f"organ {name!r} twice" for name in repeated([o.get("name", "?") for o in organs]))
    aliases = [a for o in organs for a in {o.get("name", "?"), *o.get("aliases", [])}]
    yield from (f"organs share the alias {alias!r}" for alias in repeated(aliases))


def check_persons(entry: Entry) -> Iterator[str]:
    persons = entry.table.get("person", [])
    for person in persons:
        name = person.get("name", "?")
        if unknown := set(person) - PERSON_KEYS:
            yield f"{name}: unknown keys {sorted(unknown)}"
        if missing := {"name"} - set(person):
            yield f"{name}: missing keys {sorted(missing)}"
        if person.get("gender", "m") not in {"m", "f"}:
            yield f"{name}: gender {person['gender']!r}"
        if "wikidata" in person and not QID.fullmatch(person["wikidata"]):
            yield f"{name}: wikidata {person['wikidata']!r} is no item id"
        yield from (f"{name}: {problem}" for problem in strings(person, "aliases", "offices"))
        yield from (
            f"{name}: {problem}" for office in person.get("offices", []) for problem in check_office(entry, office)
        )
    yield from (f"person {name!r} twice" for name in repeated([p.get("name", "?") for p in persons]))


def check_office(entry: Entry, written: str) -> Iterator[str]:
    match = OFFICE.fullmatch(written)
    if not match or not (match["start"] or match["end"]):
        yield f"office {written!r} is not 'OFFICE FROM/TO'"
        return
    if not ordered(match["start"] or "", match["end"] or ""):
        yield f"office {written!r} ends before it begins"
    code = match["code"] or entry.table.get("code", "")
    if code not in known_states() and code not in own_offices():
        yield f"office {written!r}: {code!r} is neither a state nor an organisation or group of the directory"
    elif match["office"] not in standard_offices() | own_offices().get(code, frozenset()):
        yield f"office {written!r}: unknown office {match['office']!r}"


def check_members(entry: Entry) -> Iterator[str]:
    for written in entry.table.get("members", []):
        match = MEMBER.fullmatch(written)
        if not match:
            yield f"member {written!r} is not 'CODE' or 'CODE FROM/TO'"
        elif match["code"] not in known_states():
            yield f"member {written!r} is no known state"
        elif not ordered(match["start"] or "", match["end"] or ""):
            yield f"member {written!r} leaves before it joins"


CHECKS: tuple[Callable[[Entry], Iterator[str]], ...] = (
    check_keys,
    check_codes,
    check_titles,
    check_organs,
    check_persons,
    check_members,
)


@pytest.mark.parametrize("check", CHECKS)
def test_every_entry(check: Callable[[Entry], Iterator[str]]) -> None:
    problems = [f"{entry.where}: {problem}" for entry in entries() for problem in check(entry)]
    assert not problems, "\n" + "\n".join(problems)


def test_there_are_states_organisations_and_groups() -> None:
    assert {entry.folder for entry in entries()} == set(KEYS)


def test_codes_are_unique() -> None:
    assert not repeated([e.table.get("code", "?") for e in entries()])


def test_names_of_persons_within_a_file() -> None:
    """No name or alias belongs to two persons of one file."""
    problems: list[str] = []
    for path in sorted({e.path for e in entries()}):
        persons = [p for e in entries() if e.path == path for p in e.table.get("person", [])]
        names = [n for p in persons for n in {p.get("name", "?"), *p.get("aliases", [])}]
        problems.extend(f"{path.parent.name}/{path.name}: two persons called {name!r}" for name in repeated(names))
    assert not problems, "\n" + "\n".join(problems)


def test_one_person_one_place() -> None:
    """The same person (by name or Wikidata item) is written in one file only."""
    places: dict[str, set[str]] = {}
    for entry in entries():
        for person in entry.table.get("person", []):
            places.setdefault(person.get("wikidata", person.get("name", "?")), set()).add(entry.where)
            places.setdefault(person.get("name", "?"), set()).add(entry.where)
    problems = [
        f"{name} is in {', '.join(sorted(where))}"
        for name, where in sorted(places.items())
        if len(where) > 1 and name not in NAMESAKES
    ]
    assert not problems, "\n" + "\n".join(problems)


def test_sole_offices_do_not_overlap() -> None:
    """Two holders of one sole office of a state overlap by a month at most, where both have dates to the day."""
    held: dict[tuple[str, str], list[Term]] = {}
    for term in terms():
        if (
            term.office in SOLE_OFFICES
            and term.code in known_states()
            and len(term.start) == 10
            and (len(term.end) == 10 or term.end == "..")
        ):
            held.setdefault((term.code, term.office), []).append(term)
    problems: list[str] = []
    for (code, office), holders in sorted(held.items()):
        shared = SHARED_OFFICES.get(f"{code}:{office}", ())
        holders.sort(key=lambda t: (t.start, t.person))
        for one, other in combinations(holders, 2):
            pair = frozenset({one.person, other.person})
            if len(pair) == 2 and pair not in shared and overlap(one, other) > OVERLAP_DAYS:
                spans = [f"{t.person} {t.start}/{t.end} ({t.where})" for t in (one, other)]
                problems.append(f"{code}:{office}: {spans[0]} and {spans[1]}")
    assert not problems, "\n" + "\n".join(problems)


def overlap(one: Term, other: Term) -> int:
    """Days that both hold the office, months counted as 31 days; `one` begins first."""
    first, last = other.start, min("9999-12-31" if t.end == ".." else t.end for t in (one, other))
    return 0 if last <= first else days(last) - days(first)


def days(date: str) -> int:
    year, month, day = map(int, date.split("-"))
    return year * 372 + month * 31 + day


def test_generic_organs() -> None:
    organs = load(ROOT / "organs.toml")["organ"]
    problems: list[str] = []
    for organ in organs:
        problems.extend(f"{organ['id']}: {p}" for p in strings(organ, "forms", "bare"))
        if set(organ) != GENERIC_ORGAN_KEYS:
            problems.append(f"{organ['id']}: keys {sorted(set(organ) ^ GENERIC_ORGAN_KEYS)} missing or unknown")
        if organ["kind"] not in {"government", "people", "other"}:
            problems.append(f"{organ['id']}: kind {organ['kind']!r}")
        templates = [organ["name"], *organ["forms"]]
        problems.extend(
            f"{organ['id']}: {t!r} needs one slot"
            for t in templates
            if len(re.findall(r"\{(?:adjective|name)\}", t)) != 1
        )
        problems.extend(f"{organ['id']}: {t!r} has a slot" for t in organ["bare"] if "{" in t)
    problems.extend(f"id {x!r} twice" for x in repeated([o["id"] for o in organs]))
    for key in ("forms", "bare"):
        problems.extend(f"{key}: {x!r} in two organs" for x in repeated([f.lower() for o in organs for f in o[key]]))
    assert not problems, "\n" + "\n".join(problems)


def test_titles() -> None:
    data = load(ROOT / "titles.toml")
    problems = [f"unknown table {t!r}" for t in sorted(set(data) - set(WORD_TABLES) - {"offices"})]
    problems.extend(
        f"[{t}] has keys {sorted(data.get(t, {}))}" for t, keys in WORD_TABLES.items() if set(data.get(t, {})) != keys
    )
    problems.extend(f"[{t}] {p}" for t, lists in data.items() for p in strings(lists, *lists))
    problems.extend(f"[offices] {o}: no titles" for o, titles in data["offices"].items() if not titles)
    assert not problems, "\n" + "\n".join(problems)


def test_the_reference_names_the_standard_offices() -> None:
    """The reference page and titles.toml name the same offices."""
    page = Path(__file__).parents[1].joinpath("docs", "reference", "actor-data.md").read_text(encoding="utf-8")
    listed = re.search(r"Standard offices:(.+?)\.\n", page, re.DOTALL)
    assert listed
    assert set(re.findall(r"`([a-z-]+)`", listed[1])) <= standard_offices()
