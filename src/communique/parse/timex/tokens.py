"""Text → tokens with the classes that their form may belong to.

Only the string of class characters is searched afterwards, so that a rule costs the same for a long word and a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from communique.parse.timex.lexicon import Lexicon, Word, lexicon

# Alternatives are told apart by their first characters and none repeats a group, so the scan is linear.
_TOKEN = re.compile(
    r"""
    (?P<shape>
        (?<![\w.,/:-])\d{4}-(?:W\d\d|\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\w-])
      | (?<![\w.,/:-])\d{4}[./]\d{1,2}[./]\d{1,2}(?![\w/])
      | (?<![\w.,/:-])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\w/]|\.\d)
      | (?<![\w.,/:])\d{1,2}:\d\d(?::\d\d)?(?:\ ?[ap]\.m\.?|\ ?[ap]m\b|hrs|h\b)?(?![\w:])
      | (?<![\w.,/:-])\d{1,2}(?:[.:]\d\d)?[ap]m(?!\w)
      | (?<![\w.,/:-])9/11(?![\w/])
      | (?<![\w.,/:-])\d\d0s(?!\w)
      | (?<![\w.,/:-])\d{3}0['’]?s(?!\w)
      | (?<![\w.,/:'’-])[5-9]0s(?!\w)
      | (?<!\w)['’]\d0s(?!\w)
      | (?<!\w)['’]\d\d(?![\w'’.,%])
      | (?<![\w.,/:-])\d{1,2}(?:st|nd|rd|th)(?!\w)
      | (?<!\w)[QH][1-4](?!\w)
      | (?<!\w)FY\ ?(?:\d{4}|\d\d)(?!\w)
    )
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<word>(?:[A-Za-z]\.){2,}|[A-Za-z]\.[A-Za-z](?!\w)|[^\W\d_]+(?:['’](?!s\b|S\b)[^\W\d_]+)?)
  | (?P<poss>['’][sS]\b|['’](?=\s))
  | (?P<space>\s+)
  | (?P<other>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_DASHES = frozenset("-‐‑‒–—−")
_PUNCTUATION = {
    ",": "comma",
    "/": "slash",
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "(": "open",
    "[": "open",
    ")": "close",
}
_PUNCTUATION |= {"]": "close", '"': "quote", "“": "quote", "”": "quote", ";": "comma", "%": "pct", "&": "x"}
_PUNCTUATION |= dict.fromkeys("$€£¥#№", "cur") | dict.fromkeys(_DASHES, "dash")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one text in parallel lists: `chars` (a character of class each), start, end, lexicon entry or None."""

    text: str
    chars: str
    starts: list[int]
    ends: list[int]
    words: list[Word | None]

    def form(self, i: int) -> str:
        """Token `i` as written; empty beyond either end of the text."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.chars) else ""

    def value(self, i: int, cls: str) -> Any:
        """Value of token `i` in class `cls`, None where it has none."""
        word = self.words[i]
        return word.values.get(cls) if word else None

    def has(self, i: int, cls: str) -> bool:
        """Return whether token `i` may belong to class `cls`; False beyond the ends."""
        return 0 <= i < len(self.chars) and self.chars[i] in lexicon().chars[cls]


def _shape(form: str) -> str:
    """Return the class of a token told by its shape, as a key of `Lexicon.shape`."""
    if form == "9/11":
        return "nineeleven"
    if form[0] in "QH":
        return "quarterdate"
    if form[0] == "F":
        return "quarterdate"
    if form[-1] == "s" and len(form) == 3 and form[0].isdigit():
        return "decadeshort"
    if form[-1] == "s" and ":" not in form:
        return "decade"
    if form[0] in "'’":
        return "apoyear"
    if form[-2:] in ("st", "nd", "rd", "th"):
        return "ord ordnum"
    if ":" in form and "-" not in form:
        return "clock"
    if form[-1] == "m":
        return "clockpm"
    if "W" in form:
        return "isoweek"
    return "isodate" if "-" in form else "numdate"


def _number(form: str) -> str:
    if not form.isascii() or not form.isdigit():
        return "num"
    value, length = int(form[:5]), len(form)
    if length <= 2:
        if 1 <= value <= 24:
            return "day hour num"
        return "day num" if 1 <= value <= 31 else "num two"
    if length == 4:
        return "num4 year" if 1000 <= value <= 2199 else "num4"
    return "num"


def _word(form: str, lex: Lexicon) -> Word | None:
    if form[0].isupper():
        name = lex.names.get(form)
        if name is not None:
            return name
        if form.isupper() and len(form) > 4:
            name = lex.names.get(form.capitalize())
            if name is not None:
                return name
    return lex.words.get(form.lower())


def tokenise(text: str) -> Tokens:
    """Split `text`. White space is left out; an empty line, or a line end after which a new one begins, is a break."""
    lex = lexicon()
    shape = lex.shape
    other, capital, sign = shape["o"], shape["cap"], shape["x"]
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[Word | None] = []
    skip = 0
    for m in _TOKEN.finditer(text):
        start, end = m.span()
        if start < skip:
            continue
        kind = m.lastgroup
        entry: Word | None = None
        if kind == "space":
            gap = m.group()
            if "\n" not in gap and "\r" not in gap and "\u2029" not in gap:
                continue
            following = text[end : end + 1]
            if gap.count("\n") < 2 and (following.islower() or following.isdigit()):
                continue
            char = shape["break"]
        elif kind == "word":
            form = m.group()
            # "Feb." with its dot where a number follows; "Jan. 5" but not the end of a sentence.
            if text[end : end + 1] == "." and form + "." in lex.names and text[end + 1 : end + 3].strip()[:1].isdigit():
                end = skip = end + 1
                form += "."
            entry = _word(form, lex)
            char = entry.char if entry else (other if form[0].islower() else capital)
        elif kind == "number":
            char = shape[_number(m.group())]
        elif kind == "shape":
            char = shape[_shape(m.group())]
        elif kind == "poss":
            char = shape["poss"]
        else:
            char = shape.get(_PUNCTUATION.get(m.group(), ""), sign)
        chars.append(char)
        starts.append(start)
        ends.append(end)
        words.append(entry)
    return Tokens(text, "".join(chars), starts, ends, words)
