"""Parts of speech and lemmas of tokens: what spaCy's attribute ruler and lemmatizer give, worked out once for each kind of token.

A one-token pattern of the attribute ruler looks at word, tag and dependency label only, so its answer can be kept under those three;
the few patterns of several tokens are tried where their rarest word stands. Running the two components over each document costs a
third of the parse; this costs a look into a dictionary, and a test holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from communique.parse import repair

Attrs = dict[str, str]
#: Word, tag and dependency label of a token.
Kind = tuple[str, str, str]

_KEYS = {"LOWER", "TAG", "DEP", "IS_SPACE"}
_SET = {"POS", "MORPH", "LEMMA"}
#: Kinds kept; beyond it all are worked out again, so that a decade of news does not fill the memory.
_KEPT = 60_000


@dataclass(frozen=True, slots=True)
class _Pattern:
    specs: tuple[dict[str, Any], ...]
    attrs: Attrs
    index: int


class Attributes:
    """The patterns of an attribute ruler, and a lemmatizer that looks at word, part of speech and morphology only.

    Args:
        patterns: one-token patterns and those of several tokens, in order; see :meth:`compiled`.
        lemma: lemma of a word by part of speech and morphology.
    """

    def __init__(self, patterns: Sequence[_Pattern], lemma: Callable[[str, str, str], str]) -> None:
        self._lemma = lemma
        # Patterns of one token under the word they ask for, or else the tag; under "" those that ask for neither.
        self._single: dict[tuple[str, str], list[tuple[int, _Pattern]]] = {}
        for number, pattern in enumerate(patterns):
            if len(pattern.specs) == 1:
                self._single.setdefault(_key(pattern.specs[0]), []).append((number, pattern))
        # Under a word that must stand in it: number, place of the word in the pattern, the pattern.
        self._several: dict[str, list[tuple[int, int, _Pattern]]] = {}
        for number, pattern in enumerate(patterns):
            if len(pattern.specs) > 1:
                place, forms = _anchor(pattern)
                for form in forms:
                    self._several.setdefault(form, []).append((number, place, pattern))
        self._known: dict[Kind, tuple[str, str]] = {}

    @classmethod
    def compiled(cls, patterns: Sequence[dict[str, Any]], lemma: Callable[[str, str, str], str]) -> Attributes | None:
        """Compile what ``AttributeRuler.patterns`` lists; None if a pattern asks or sets what is not foreseen here."""
        found: list[_Pattern] = []
        # The ruler numbers its entries; the patterns of one entry stand for each other.
        for entry in patterns:
            for specs in entry["patterns"]:
                spaces = any(s.get("IS_SPACE") is True or s.get("TAG") == "_SP" for s in specs)
                if spaces:  # white space is never a token of ours
                    continue
                pattern = _Pattern(tuple(specs), {k: str(v) for k, v in entry["attrs"].items()}, entry["index"])
                if not (set(pattern.attrs) <= _SET and all(_foreseen(s) for s in specs)):
                    return None
                if len(specs) > 1 and _anchor(pattern)[1] == ():
                    return None
                found.append(pattern)
        return cls(found, lemma)

    def of(self, kinds: Sequence[Kind]) -> list[tuple[str, str]]:
        """Part of speech and lemma of each token of a text."""
        known = self._known
        if len(known) > _KEPT:
            known.clear()
        found: list[tuple[str, str]] = []
        anchors: list[tuple[int, str]] = []
        several = self._several
        for number, kind in enumerate(kinds):
            answer = known.get(kind)
            if answer is None:
                answer = known[kind] = self._answer(kind[0], self._matches(kind))
            found.append(answer)
            if (lower := kind[0].lower()) in several:
                anchors.append((number, lower))
        for number, matches in self._of_several(kinds, anchors).items():
            both = sorted([*self._matches(kinds[number]), *matches], key=lambda m: m[0])
            found[number] = self._answer(kinds[number][0], both)
        return found

    def _matches(self, kind: Kind) -> list[tuple[int, Attrs]]:
        single = self._single
        asked = [
            *single.get(("LOWER", kind[0].lower()), ()),
            *single.get(("TAG", kind[1]), ()),
            *single.get(("", ""), ()),
        ]
        found = [(n, p.attrs) for n, p in asked if _meets(p.specs[0], kind)]
        found.sort(key=lambda m: m[0])
        return found

    def _of_several(self, kinds: Sequence[Kind], anchors: list[tuple[int, str]]) -> dict[int, list[tuple[int, Attrs]]]:
        found: dict[int, list[tuple[int, Attrs]]] = {}
        for at, lower in anchors:
            for number, place, pattern in self._several[lower]:
                start = at - place
                if start < 0 or start + len(pattern.specs) > len(kinds):
                    continue
                if all(_meets(s, kinds[start + k]) for k, s in enumerate(pattern.specs)):
                    found.setdefault(start + pattern.index, []).append((number, pattern.attrs))
        return found

    def _answer(self, word: str, matches: list[tuple[int, Attrs]]) -> tuple[str, str]:
        attrs: Attrs = {}
        for _, each in matches:
            attrs.update(each)
        pos, morph = attrs.get("POS", ""), attrs.get("MORPH", "")
        lemma = attrs.get("LEMMA") or self._lemma(word, pos, "" if morph == "_" else morph)
        return pos, repair.lemma(word.lower(), lemma)


def _key(spec: dict[str, Any]) -> tuple[str, str]:
    return next(((k, v) for k in ("LOWER", "TAG") if isinstance(v := spec.get(k), str)), ("", ""))


def _foreseen(spec: dict[str, Any]) -> bool:
    return set(spec) <= _KEYS and all(
        isinstance(v, (str, bool)) or (isinstance(v, dict) and set(v) <= {"IN", "NOT_IN", "REGEX"})
        for v in spec.values()
    )


def _anchor(pattern: _Pattern) -> tuple[int, tuple[str, ...]]:
    """The place in a pattern where one of few words must stand, and those words; the fewest first, () if there is none."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for place, spec in enumerate(pattern.specs):
        value = spec.get("LOWER")
        forms = (value,) if isinstance(value, str) else tuple(value.get("IN", ())) if isinstance(value, dict) else ()
        if forms and (not best[1] or len(forms) < len(best[1])):
            best = (place, forms)
    return best


def _meets(spec: dict[str, Any], kind: Kind) -> bool:
    word, tag, dep = kind
    for key, wanted in spec.items():
        value: str | bool = word.lower() if key == "LOWER" else tag if key == "TAG" else dep if key == "DEP" else False
        if not isinstance(wanted, dict):
            if value != wanted:
                return False
            continue
        if "IN" in wanted and value not in wanted["IN"]:
            return False
        if "NOT_IN" in wanted and value in wanted["NOT_IN"]:
            return False
        if "REGEX" in wanted and not re.search(wanted["REGEX"], str(value)):
            return False
    return True
