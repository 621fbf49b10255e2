"""The word lists and event kinds keep their order and their promises."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "communique"
WORDS = sorted((SRC / "data" / "words").glob("*.toml"))
KINDS = sorted((SRC / "data" / "events").glob("*.toml"))
EXAMPLES = ("yes", "no", "not_yet")


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def strings(value: object) -> list[list[str]]:
    """Every list of strings in a value."""
    if isinstance(value, list):
        return [value] if value and all(isinstance(v, str) for v in value) else [x for v in value for x in strings(v)]
    return [x for v in value.values() for x in strings(v)] if isinstance(value, dict) else []


def lists(path: Path) -> dict[str, list[str]]:
    return {k: v for k, v in load(path).items() if isinstance(v, list)}


@pytest.mark.parametrize("path", WORDS, ids=lambda p: p.stem)
def test_word_lists_are_sorted_and_without_duplicates(path: Path) -> None:
    for name, words in lists(path).items():
        assert words == sorted(set(words), key=lambda w: (w.casefold(), w)), f"{name} in {path.name}"


@pytest.mark.parametrize("path", [*WORDS, *KINDS], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_list_holds_a_word_twice_or_with_blanks_around(path: Path) -> None:
    for words in lists(path).values() if path in WORDS else strings(load(path)):
        assert not [w for w in words if words.count(w) > 1 or w != w.strip() or not w]


def test_names_of_lists_are_unique_and_all_are_used() -> None:
    names = [name for path in WORDS for name in lists(path)]
    assert sorted(names) == sorted(set(names))
    code = "\n".join(p.read_text(encoding="utf-8") for p in sorted(SRC.rglob("*.py")))
    used = set(re.findall(r'"([a-z-]+)"', code)) | {
        w[1:] for p in KINDS for each in strings(load(p)) for w in each if w.startswith("@")
    }
    starts = tuple(re.findall(r'f"([a-z]+-)\{', code))
    assert not [n for n in names if n not in used and not n.startswith(starts)]


@pytest.mark.parametrize("path", KINDS, ids=lambda p: p.stem)
def test_every_list_that_a_kind_names_exists(path: Path) -> None:
    known = {f"@{name}" for p in WORDS for name in lists(p)}
    assert not [w for words in strings(load(path)) for w in words if w.startswith("@") and w not in known]


@pytest.mark.parametrize("path", KINDS, ids=lambda p: p.stem)
def test_every_pattern_has_an_id_of_its_own_and_an_example(path: Path) -> None:
    patterns = load(path)["pattern"]
    ids = [p["id"] for p in patterns]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]
    assert not [p["id"] for p in patterns if not p.get("yes")]


@pytest.mark.parametrize("path", KINDS, ids=lambda p: p.stem)
def test_examples_mark_a_trigger_and_stand_once(path: Path) -> None:
    table = load(path)
    holders = [table, *table["pattern"]]
    every = [e for h in holders for key in EXAMPLES for e in h.get(key, ())]
    assert len(set(every)) == len(every)
    assert not [e for h in holders for key in ("yes", "not_yet") for e in h.get(key, ()) if e.count("{trigger: ") != 1]
    assert not [e for e in every if e.count("{") != e.count("}") or e != e.strip()]


def test_a_word_decides_the_status_in_one_way() -> None:
    governing = {
        k: set(v) for k, v in lists(SRC / "data" / "words" / "status.toml").items() if k.startswith("governs-")
    }
    assert len(governing) == 4
    assert not [
        (a, b, governing[a] & governing[b])
        for a, b in itertools.combinations(governing, 2)
        if governing[a] & governing[b]
    ]
