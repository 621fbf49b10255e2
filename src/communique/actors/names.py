"""Names as keys: folded pieces, a trie to find phrases in text, spelling distance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import jellyfish
from rapidfuzz.distance import JaroWinkler, Levenshtein

from communique.lexicon import words

T = TypeVar("T")
PIECE = re.compile(r"[^\W_]+")
_JOINERS = re.compile(r"[\s.\-–‑'’&,+/]{0,3}$")
_ALIKE = tuple(frozenset(s) for s in ("kcq", "yji", "zs", "vw"))
_ASPIRATED = re.compile(r"([bdgt])h")
_POSSESSIVE = re.compile(r"['’]s\b")
_SPOKEN = 5  # letters from which an acronym is read as a word
_FOLD = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
    }
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents.

    >>> fold("Zełenskı")
    'zelenski'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_FOLD))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters or digits of the text."""

    start: int
    end: int
    text: str
    key: str


def pieces(text: str) -> list[Piece]:
    """All pieces of a text in order."""
    return [Piece(m.start(), m.end(), m.group(), fold(m.group())) for m in PIECE.finditer(text)]


def key(phrase: str) -> tuple[str, ...]:
    """The folded pieces of a phrase, a leading article left out.

    >>> key("the U.S. Department")
    ('u', 's', 'department')
    """
    found = tuple(fold(m.group()) for m in PIECE.finditer(phrase))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


class Trie(Generic[T]):
    """Phrases of pieces with values; :meth:`matches` yields every phrase that begins at a piece, longest first."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: dict[str, object] = {}

    def add(self, phrase: str, value: T) -> None:
        """Add one phrase (leading article left out)."""
        node = self._root
        for part in key(phrase):
            node = node.setdefault(part, {})  # type: ignore[assignment]
        if node is not self._root:
            node.setdefault("", []).append((phrase, value))  # type: ignore[attr-defined]

    def singles(self) -> Iterator[tuple[str, list[T]]]:
        """Each phrase of one piece, folded, with its values."""
        for part, node in self._root.items():
            if isinstance(node, dict) and part and (values := node.get("")):
                yield part, [v for _, v in values]

    def matches(self, text: str, all_pieces: list[Piece], at: int) -> list[tuple[int, list[tuple[str, T]]]]:
        """(number of pieces, [(phrase as listed, value)]) for the phrases that begin at piece `at`, longest first."""
        node = self._root.get(all_pieces[at].key) if at < len(all_pieces) else None
        if node is None:  # as nearly everywhere
            return []
        found = []
        n = at + 1
        while True:
            values = node.get("")  # type: ignore[attr-defined]
            if values:
                found.append((n - at, values))
            while n < len(all_pieces):
                piece = all_pieces[n]
                if not _joined(text, all_pieces[n - 1].end, piece.start):
                    return found[::-1]
                following = node.get(piece.key)  # type: ignore[attr-defined]
                if following is not None:
                    break
                if piece.key != "s" or text[piece.start - 1] not in "'’":
                    return found[::-1]
                n += 1  # "the IAEA's Board of Governors"
            else:
                return found[::-1]
            node = following
            n += 1


def _joined(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    if gap == " ":
        return True
    if len(gap) > 3 or "\n\n" in gap:
        return False
    return (
        bool(_JOINERS.match(gap))
        and ". " not in gap[:2]
        or gap == ". "
        and end >= 2
        and text[end - 2 : end - 1] in " ."
    )


def cased_like(listed: str, seen: str) -> bool:
    """Whether a phrase of the text has the capitals that the listed one needs.

    "US" needs capitals throughout, "Moscow" a capital at the start, "the bloc" none.

    >>> [cased_like("US", "us"), cased_like("Moscow", "MOSCOW"), cased_like("the bloc", "The bloc"), cased_like("Rice", "rice")]
    [False, True, True, False]
    """
    listed_words = PIECE.findall(listed)
    seen_words = PIECE.findall(seen)
    if len(seen_words) > len(listed_words):
        seen_words = PIECE.findall(_POSSESSIVE.sub("", seen))
    if listed_words and listed_words[0].lower() == "the" and len(listed_words) == len(seen_words) + 1:
        listed_words = listed_words[1:]
    proper = bool(listed_words) and (listed_words[0].isupper() or listed_words[0] in ("African", "European"))
    for n, (a, b) in enumerate(zip(listed_words, seen_words, strict=False)):
        if a[:1].isupper() and not b[:1].isupper() and not (n and proper and b in words("body-words")):
            return False  # but "the European commission", "the UN security council"
        if len(a) > 1 and a.isupper() and len(listed_words) == 1 and not b.isupper():
            return len(a) >= _SPOKEN and b.istitle()  # "Unesco"
        if len(a) == 1 and a.isupper() and not b.isupper():
            return False
    return True


def spelling(a: str, b: str) -> float:
    """Likeness of two surnames in [0, 1]: Jaro-Winkler on folded spelling, raised where both sound alike (metaphone).

    >>> spelling("Burel", "Borrell") > 0.8, spelling("Lavrov", "Peskov") < 0.75
    (True, True)
    """
    x, y = fold(a), fold(b)
    if x == y:
        return 1.0
    score = float(JaroWinkler.similarity(x, y))
    if x[:1] == y[:1] or any({x[:1], y[:1]} <= alike for alike in _ALIKE):
        if skeleton(x) == skeleton(y):
            score = max(score, 0.93)
        elif jellyfish.metaphone(x) == jellyfish.metaphone(y):
            score = max(score, 0.9)
    elif x[:1] in "aeiou" and y[:1] in "aeiou" and skeleton(x) == skeleton(y):
        score = max(score, 0.88)
    else:
        score -= 0.15
    if Levenshtein.distance(x, y) > max(2, len(x) // 3 + 1):
        score -= 0.1
    return score


def skeleton(word: str) -> str:
    """Consonants without doubles, with letters that transliterations exchange made equal."""
    word = (
        word.replace("dsch", "d")
        .replace("dzh", "d")
        .replace("sch", "s")
        .replace("sz", "s")
        .replace("sh", "s")
        .replace("cz", "c")
        .replace("ch", "c")
        .replace("kh", "h")
        .replace("ph", "f")
    )
    word = (
        word.replace("w", "v")
        .replace("ks", "x")
        .replace("q", "k")
        .replace("ck", "k")
        .replace("ts", "c")
        .replace("z", "s")
    )
    out: list[str] = []
    for c in _ASPIRATED.sub(r"\1", word):
        if c in "aeiouyj'":
            continue
        if not out or out[-1] != c:
            out.append(c)
    return "".join(out)


_SOUNDS = (
    (re.compile(r"[‑'’`\-\s]"), ""),
    (re.compile(r"zh|ch|ts|tz|[jqzc]"), "c"),
    (re.compile(r"sh|hs|sz|[xs]"), "s"),
    (re.compile(r"[td]"), "t"),
    (re.compile(r"[pb]"), "p"),
    (re.compile(r"[kg](?!$)"), "k"),
    (re.compile(r"[lr]"), "r"),
    (re.compile(r"[ouw]+"), "u"),
    (re.compile(r"[eiy]+"), "i"),
    (re.compile(r"[ae]+"), "a"),
)


@lru_cache(maxsize=16384)
def sounds(text: str) -> str:
    """A Chinese or Korean name with what pinyin, Wade-Giles, McCune-Reischauer and Revised Romanization write differently made equal.

    >>> sounds("Chong-un") == sounds("Jong Un"), sounds("Tse-tung") == sounds("Zedong")
    (True, True)
    """
    found = fold(text)
    for pattern, sound in _SOUNDS:
        found = pattern.sub(sound, found)
    return found
