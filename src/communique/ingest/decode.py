"""Bytes → text: byte order marks, UTF-8 strictly, then the old one-byte encodings judged by how their letters fall.

The texts read here are English, so nearly all bytes are ASCII, and the few others are typographic quotation marks,
dashes and the accented letters of names. General detectors guess wildly on so little evidence; what tells the old
encodings apart is where the wrong one puts a symbol inside a word (``Wa³êsa``), a capital behind a small letter
(``donÕt``) or a row of accents (``Ñåðãåé``).
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from communique.errors import DocumentError
from communique.ingest.formats import binary, bom, wide

# In order of how often English texts come in them; the order settles ties.
ONE_BYTE = ("cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "iso8859_2", "cp850", "cp1253")

MAX_PENALTY = 0.1
"""Oddities a non-ASCII character above which a one-byte reading is not believed."""

JUDGED_BYTES = 50_000

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_TOKEN = re.compile(r"[^ \t\r\n]+")
_INSIDE = frozenset("’‘'-–—‑·…“”„«»\xad\xa0/")
_COMMON = frozenset("‘’‚“”„«»‹›–—…•·§©®™°£€¥±×½¼¾²³¹º¿¡№\xa0\xad´`¨")


def decode(data: bytes, place: str, declared: str | None = None) -> str:
    """Return the text that the bytes stand for; a byte order mark is left out, all else is kept.

    Args:
        data: a whole document.
        place: its name, for errors.
        declared: the encoding that the document itself names, if any. Valid UTF-8 outranks it, since hardly any
            other text is valid UTF-8.

    Raises:
        DocumentError: binary data, or an encoding that cannot be told.

    """
    if refusal := binary(data, place):
        raise refusal
    if marked := bom(data):
        mark, encoding = marked
        try:
            return data[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            reason = f"wrong encoding: it begins as {encoding.upper()}, but breaks at byte {len(mark) + error.start}"
            raise DocumentError(place, reason, "Save it again as UTF-8.") from error
    if sixteen := wide(data):
        try:
            return data.decode(sixteen)
        except UnicodeDecodeError as error:
            reason = f"wrong encoding: it looks like {sixteen.upper()}, but breaks at byte {error.start}"
            raise DocumentError(place, reason, "Save it again as UTF-8.") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    broken = data.decode("utf-8", "replace")
    bad = broken.count("\ufffd")
    damaged = len(_NOT_ASCII.findall(broken)) - bad >= 4 * bad  # far more is valid UTF-8 than chance would make
    if declared and (damaged or "utf" not in declared.lower()) and (text := _as_declared(data, declared)) is not None:
        return text
    if damaged:
        line = data.count(b"\n", 0, first.start) + 1
        where = f"{bad} places, first" if bad > 1 else "one place,"
        reason = f"wrong encoding: UTF-8, but broken in {where} at byte {first.start} (line {line})"
        raise DocumentError(place, reason, "Mend what is broken, or save it again as UTF-8.")
    text = _one_byte(data) or _guessed(data)
    if text is None:
        reason = f"wrong encoding: it is not UTF-8 (byte {first.start}), and no other encoding makes sense of it"
        raise DocumentError(place, reason, "Save it again as UTF-8.")
    return text


def penalty(text: str) -> float:
    """Oddities a non-ASCII character: 0 for a text that was read as it was written.

    >>> penalty("Wałęsa didn’t"), penalty("donÕt") > 0.5, penalty("Ñåðãåé") > 0.2
    (0.0, True, True)
    """
    odd, count = 0, 0
    for token in _TOKEN.findall(text):
        if token.isascii():
            continue
        accents = 0
        for at, character in enumerate(token):
            if character <= "\x7f":
                accents = 0
                continue
            count += 1
            before, after = token[at - 1 : at], token[at + 1 : at + 2]
            if not character.isalpha():
                accents = 0
                odd += _odd_symbol(character, before, after)
                continue
            if character.isupper() and before.islower():
                odd += 1
            if _latin(character):
                accents += 1
                odd += accents >= 3
            if before.isalpha() and _latin(before) != _latin(character):
                odd += 1
    return odd / count if count else 0.0


def _odd_symbol(character: str, before: str, after: str) -> int:
    if unicodedata.category(character) in {"Cc", "Co", "Cn"}:
        return 2
    if unicodedata.east_asian_width(character) in "WF":
        return 0
    inside = before.isalpha() and after.isalpha() and character not in _INSIDE
    misplaced = (character in "‚„" and before.isalpha()) or (character in "£¥¢¤" and after.islower())
    return int(inside or misplaced) + (character not in _COMMON)


def _latin(character: str) -> bool:
    return character < "\u0250" or "LATIN" in unicodedata.name(character, "")


def _as_declared(data: bytes, declared: str) -> str | None:
    label = declared.strip().strip("\"'").lower()
    # As browsers do: pages that say Latin-1 or ASCII mean Windows-1252.
    if label in {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        label = "cp1252"
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        return None
    if encoding.startswith(
        ("utf-7", "utf_7", "idna", "punycode", "unicode", "raw", "rot", "base64", "hex", "zlib", "bz2")
    ):
        return None
    try:
        text = data.decode(encoding, "replace")
    except (UnicodeError, LookupError):  # codecs that are not text encodings
        return None
    # A few broken bytes in a page are common and harmless; many mean that the declaration is wrong.
    return text if text.count("\ufffd") <= 0.002 * len(text) else None


def _one_byte(data: bytes) -> str | None:
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:JUDGED_BYTES]
    best: tuple[float, str] | None = None
    for encoding in ONE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = penalty(telling.decode(encoding))
        if best is None or score < best[0]:
            best = (score, text)
    return best[1] if best and best[0] <= MAX_PENALTY else None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:JUDGED_BYTES]).best()
    if match is None:
        return None
    try:
        text = data.decode(match.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return text if penalty(text[:JUDGED_BYTES]) <= MAX_PENALTY else None
