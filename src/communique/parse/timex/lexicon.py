"""The words of time expressions, read from ``data/words/time.toml`` and ``holidays.toml``.

A form may belong to several classes at once ("second" is a unit and an ordinal). Each distinct set of classes gets one
character; the grammar's regular expressions run over strings of those characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import rtoml

#: First of the characters that stand for sets of classes: the private use area, so that none can clash with syntax.
_FIRST = 0xE000
#: Sets that no word of the data has: forms that the tokeniser recognises by their shape.
SHAPES: tuple[frozenset[str], ...] = tuple(
    frozenset(s.split())
    for s in (
        "o",  # any other word in lower case
        "cap",  # any other word with a capital
        "x",  # anything else
        "num day hour",
        "num day",
        "num two",
        "num",
        "year num4",
        "num4",
        "apoyear",
        "ordnum ord",
        "decade",
        "decadeshort",
        "clock",
        "clockpm",
        "isodate",
        "numdate",
        "nineeleven",
        "comma",
        "dash",
        "slash",
        "stop",
        "break",
        "open",
        "close",
        "poss",
        "quote",
        "isoweek",
        "quarterdate",
        "pct",
        "cur",
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One form of the lexicon: the character of its set of classes, and its value in each class that has one."""

    char: str
    values: MappingProxyType[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by form, and the characters of each class.

    `words` is keyed in lower case; `names` as written with a capital; `chars` maps a class to all characters whose set
    holds it; `shape` maps the sets in `SHAPES` to their character.
    """

    words: MappingProxyType[str, Word]
    names: MappingProxyType[str, Word]
    chars: MappingProxyType[str, str]
    shape: MappingProxyType[str, str]
    holidays: MappingProxyType[str, tuple[str, Any]]
    holiday_pattern: re.Pattern[str]
    lists: MappingProxyType[str, frozenset[str]]


def _load(name: str) -> dict[str, Any]:
    source = resources.files("communique").joinpath("data", "words", name)
    found: dict[str, Any] = rtoml.loads(source.read_text(encoding="utf-8"))
    return found


def _collect(data: dict[str, Any]) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Classes with values for every form: (forms in any case, names with a capital)."""
    words: dict[str, dict[str, Any]] = {}
    names: dict[str, dict[str, Any]] = {}

    def put(table: dict[str, dict[str, Any]], form: str, cls: str, value: Any) -> None:
        table.setdefault(form, {})[cls] = value

    for cls in ("month", "weekday"):
        for form, value in data[cls]["names"].items():
            kind = "weekdays" if cls == "weekday" and form.endswith("s") else cls
            for f in (form, form.upper()):
                put(names, f, kind, value)
        for form, value in data[cls]["abbreviations"].items():
            for f in {form, form + ".", form.upper(), form.upper() + "."}:
                put(names, f, cls + "abbr", value)
    for number in ("singular", "plural"):
        for form, value in data["unit"][number].items():
            put(words, form, "unit" if number == "singular" else "units", value)
            put(words, form, ("u_" if number == "singular" else "us_") + value, value)
    for form, value in data["number"]["words"].items():
        put(words, form, "num", value)
        put(words, form, "numword", value)
    for form in data["number"]["vague"]:
        put(words, form, "vague", None)
    for form, value in data["ordinal"]["words"].items():
        put(words, form, "ord", value)
    put(words, "second", "ord", 2)
    for cls in ("season", "part", "deictic", "reference", "often"):
        for form, value in data[cls]["words"].items():
            put(words, form, cls, value)
    for form in data["clock"]["ampm"]:
        put(words, form, "ampm", form[0])
    for form, value in data["clock"]["zones"].items():
        put(names if form.isupper() else words, form, "zone", value)
    for cls, forms in data["glue"].items():
        for form in forms:
            put(words, form, cls, None)
    return words, names


def _alphabet(sets: Iterable[frozenset[str]]) -> dict[frozenset[str], str]:
    unique = sorted(set(sets), key=lambda s: sorted(s))
    return {classes: chr(_FIRST + i) for i, classes in enumerate(unique)}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; read once, never changed."""
    data = _load("time.toml")
    days = _load("holidays.toml")
    words, names = _collect(data)
    alphabet = _alphabet([*SHAPES, *(frozenset(v) for v in words.values()), *(frozenset(v) for v in names.values())])
    chars: dict[str, str] = {}
    for classes, char in alphabet.items():
        for cls in sorted(classes):
            chars[cls] = chars.get(cls, "") + char
    holidays = {
        name: (kind, value) for kind in ("fixed", "easter", "nth") for name, value in days[kind].items() if value != ""
    }
    alternatives = "|".join(re.escape(n).replace("'", "['’]") for n in sorted(holidays, key=lambda n: (-len(n), n)))

    def table(forms: dict[str, dict[str, Any]]) -> MappingProxyType[str, Word]:
        return MappingProxyType({f: Word(alphabet[frozenset(v)], MappingProxyType(v)) for f, v in forms.items()})

    return Lexicon(
        words=table(words),
        names=table(names),
        chars=MappingProxyType(chars),
        shape=MappingProxyType({" ".join(sorted(s)): alphabet[s] for s in SHAPES}),
        holidays=MappingProxyType(holidays),
        holiday_pattern=re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"),
        lists=MappingProxyType(_lists(data)),
    )


def words_of(name: str) -> frozenset[str]:
    """Return the list of that name: words around an expression that tell how to read it.

    Raises:
        KeyError: no list has that name.

    """
    return lexicon().lists[name]


def _lists(data: dict[str, Any]) -> dict[str, frozenset[str]]:
    lists = {name: frozenset(data["cues"][name]) for name in ("future", "past")}
    lists |= {name: frozenset(words) for name, words in data["context"].items()}
    for table in ("weekday", "season", "year"):
        lists |= {f"{table}_{side}": frozenset(data[table][side]) for side in ("not_after", "not_before")}
    lists["year_counts"] = frozenset(data["year"]["counts"])
    for table in ("season", "month"):
        lists[f"{table}_doubtful"] = frozenset(data[table]["doubtful"])
    return lists
