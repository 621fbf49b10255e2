"""Acronyms that a report spells out itself: "the National Hurricane Center (NHC)" is not what the directory knows by those letters."""

from __future__ import annotations

import re

from communique.actors.directory import Directory, Sense
from communique.actors.names import Trie, pieces

_ACRONYM = re.compile(r"\(([A-Z]{2,6})\)")
_WORD = re.compile(r"[^\W\d_][\w'’&]*")
_BEFORE = 200  # characters that eight words take
_MOST = 8
_SMALL = frozenset(["and", "for", "in", "of", "on", "the", "to"])


def spelt_out(text: str, directory: Directory) -> frozenset[str]:
    """Acronyms whose own words stand before them in the text, where these words are no name of the actor that the directory gives them.

    >>> from communique.actors.directory import directory
    >>> sorted(spelt_out("the National Hurricane Center (NHC) and the World Health Organization (WHO)", directory()))
    ['NHC']
    """
    found = set()
    for match in _ACRONYM.finditer(text):
        acronym = match[1]
        words = _words_before(text[max(0, match.start() - _BEFORE) : match.start()])
        for first in range(len(words)):
            tail = words[first:]
            initials = "".join(w[0] for w in tail if w.lower() not in _SMALL or w[0].isupper())
            if tail[0][0].isupper() and initials.upper() == acronym:
                known = _actors(directory.phrases, acronym)
                if known and not known & _actors(directory.phrases, " ".join(tail)):
                    found.add(acronym)
                break
    return frozenset(found)


def _words_before(text: str) -> list[str]:
    """The last words of a text that stand one space or hyphen apart, and as far from its end.

    >>> _words_before("in 1947, the Non-Proliferation Treaty ")
    ['the', 'Non', 'Proliferation', 'Treaty']
    """
    found: list[str] = []
    for word in reversed(re.split(r"[ -]", text)[:-1]):
        if len(found) == _MOST or not _WORD.fullmatch(word):
            break
        found.append(word)
    return found[::-1] if text[-1:] in (" ", "-") and len(found) > 1 else []


def _actors(phrases: Trie[Sense], name: str) -> set[str]:
    listed = pieces(name)
    return {
        sense.actor
        for length, values in phrases.matches(name, listed, 0)
        if length == len(listed)
        for _, sense in values
    }
