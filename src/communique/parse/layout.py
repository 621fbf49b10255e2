"""Paragraphs, headings and list items of a plain text, and a cleaned copy of each paragraph for the parser.

The parser is trained on edited text: runs of spaces, no-break spaces, curly quotes, soft hyphens and a missing space after a
full stop ("no war.We") mislead it. Each paragraph is therefore cleaned into a string of its own, with a list that maps every
character of it back to its place in the document, whose text stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from communique.lexicon import words

BULLET = re.compile(r"(?:[•‣▪●◦·■□➢►▶*]|[-–—](?=\s|[^\W\d_]|[\"“„])|\(?\d{1,2}[.)](?=\s+[^\d\s]))\s*")
_END = re.compile(r"[.!?…:;,]['\"”’»)\]]*$|['\"”’»]$")
_SINGLE = {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "´": "'", "`": "'",
           "‑": "-", "‐": "-", "−": "-", "…": "…"}  # fmt: skip
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# A dash before an attribution ("We want no war - said Lavrov") is a comma to the parser.
_CUE = "|".join(sorted(words("cue-forms")))
_SPEECH_DASH = re.compile(rf"(?<=[\w\"'.!?…] )[-–—](?= (?:(?:he|she|they|it|the|\w+) ){{0,2}}(?:{_CUE})\b)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z.'’-]+(?: [^\W\d_a-z][^\W\d_a-z.'’-]+){0,2}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[A-Z][\w -]{1,20}/)"
_PLACE = r"[^\W\d_][\w.'’ -]{1,30}"
# Where a report was sent from is nobody's deed: "MOSCOW, January 28 (Agency) -", "KYIV, Ukraine —", "Geneva, 3 May –", "(Agency) —".
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:, [^\W\d_][\w. ]{{1,24}})?(?:, {_DATE})?(?: {_AGENCY})?"
    rf"|{_PLACE}(?:, {_DATE} {_AGENCY}|, {_DATE}| {_AGENCY})|{_AGENCY})"
    r"(?: ?--| ?—| [-–]) ?(?=[\"“„'‘]?[^\W\d_a-z])"
)
_ONE_WORD = re.compile(r"[^\W\d_]{2,4}(?= )")
HEADING_WORDS = 14
LONGEST_RUN = (
    200  # characters without a space that a word, a number or an address may have; tokenising takes the square of them
)
HEADING_CHARACTERS = 110


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `start`/`end` in the document; `clean` for the parser, `offsets[i]` the place of `clean[i]`.

    `bullet` is the list marker that was left out ("" if none); `section` the index of the heading above, None before the first.
    """

    start: int
    end: int
    bullet: str
    heading: bool
    section: int | None
    clean: str
    offsets: tuple[int, ...]


def _lines(text: str) -> list[tuple[int, int]]:
    """Non-blank lines as (start, end) without the white space around them; a blank line is (i, i)."""
    found = []
    place = 0
    for line in re.split(r"(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])", text):
        stripped = line.strip()
        if line and not re.fullmatch(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", line):
            start = place + len(line) - len(line.lstrip())
            found.append((start, start + len(stripped)))
        elif not line:
            found.append((place, place))
        place += len(line)
    return found


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines that were broken only because the next word did not fit (hard-wrapped text)."""
    widest = max((e - s for s, e in lines), default=0)
    found: list[tuple[int, int]] = []
    previous: tuple[int, int] | None = None
    for start, end in lines:
        if start == end:
            previous = None
            continue
        if previous is not None and 40 <= widest <= 120 and not BULLET.match(text, start, end):
            first_word = len(text[start:end].split(None, 1)[0])
            if previous[1] - previous[0] + 1 + first_word > widest and not text[start:end][:1].isdigit():
                found[-1] = (found[-1][0], end)
                previous = (start, end)
                continue
        found.append((start, end))
        previous = (start, end)
    return found


def _clean(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    places: list[int] = []
    run = 0
    i = start
    while i < end:
        c = text[i]
        if c in _INVISIBLE:
            i += 1
            continue
        if c.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(i)
            i += 1
            continue
        two = text[i : i + 2]
        if two in ("``", "''") and i + 2 <= end:
            out.append('"')
            places.append(i)
            i += 2
            continue
        c = _SINGLE.get(c, c)
        run = run + 1 if out and out[-1] != " " else 0
        if out and (_missing_space(text, start, i) or run == LONGEST_RUN):
            out.append(" ")
            places.append(i)
            run = 0
        out.append(c)
        places.append(i)
        i += 1
    while out and out[-1] == " ":
        out.pop()
        places.pop()
    return "".join(out), tuple(places)


def _missing_space(text: str, start: int, i: int) -> bool:
    """Whether a sentence ends right before `i` without a space: "no war.We", 'give up."It', "talks.\"He"."""
    c = text[i]
    if not (c.isupper() or c in '"“„«-–—'):
        return False
    before = text[max(start, i - 4) : i]
    after = text[i + 1 : i + 2]
    if c.isupper():
        if not (after.islower() or after in (" ", "'", "’")):
            return False
        return bool(
            re.search(
                r"[a-zà-ÿ\d)]{2}[.!?…]$|[a-zà-ÿ]{1}[.!?…][\"”’»)]$|[a-zà-ÿ][\"”»][.!?…]$|[a-z]{2}[.!?…]\"$|[A-Z]{3}[.!?…]$",
                before,
            )
        )
    if c in "-–—":
        return bool(re.search(r"[a-zà-ÿ]{2}[.!?…]$", before)) and after in " -–—"
    return c != '"' and bool(re.search(r"[a-zà-ÿ]{2}[.!?…]$", before)) and after.isupper()


def _is_heading(text: str, start: int, end: int, bullet: str, last: bool) -> bool:
    body = text[start:end]
    if last or bullet or len(body) > HEADING_CHARACTERS or _END.search(body):
        return False
    return 0 < len(body.split()) <= HEADING_WORDS and any(unicodedata.category(c).startswith("L") for c in body)


def _dateline(text: str, start: int, end: int) -> int:
    """Length of the dateline with which a paragraph begins; 0 if there is none.

    >>> [text[_dateline(text, 0, len(text)):] for text in ("OSLO, March 3 (Agency) - Norway asked.", "NATO - Russia ties cooled.")]
    ['Norway asked.', 'NATO - Russia ties cooled.']
    """
    match = _DATELINE.match(text, start, end)
    if match is None or end - match.end() < 10:
        return 0
    short = _ONE_WORD.match(match[0])
    if short and match[0].strip(" -–—") == short[0] and short[0] not in words("dateline-cities"):
        return 0  # an acronym and what it does
    return match.end() - start


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split a text into paragraphs, in order; headings are marked and give the paragraphs below their `section`.

    >>> [(p.heading, p.clean) for p in paragraphs("Talks in Geneva\\n\\nThey met.We left.\\n\\n • One.")]
    [(True, 'Talks in Geneva'), (False, 'They met. We left.'), (False, 'One.')]
    """
    lines = _joined(text, _lines(text))
    found: list[Paragraph] = []
    section: int | None = None
    for number, (start, end) in enumerate(lines):
        marker = BULLET.match(text, start, end)
        bullet = marker.group() if marker and marker.end() < end else ""
        body = start + len(bullet)
        if not bullet and (dateline := _dateline(text, start, end)):
            body += dateline
        heading = _is_heading(text, body, end, bullet, number == len(lines) - 1)
        clean, offsets = _clean(text, body, end)
        clean = _SPEECH_DASH.sub(",", clean)
        if not clean:
            continue
        if heading:
            section = len(found)
        found.append(Paragraph(body, end, bullet.strip(), heading, None if heading else section, clean, offsets))
    return tuple(found)
