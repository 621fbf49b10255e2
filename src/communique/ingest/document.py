"""One text and what is known about it → ``Document``; the checks that every format shares."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date

from communique.errors import DocumentError
from communique.ingest import lang as language
from communique.ingest.limits import Limits, megabytes
from communique.model import Document, Published

Detector = Callable[[str, str | None, str | None, str | None, str | None], Published]
"""``(text, url, given, metadata, title) -> Published``: how the day of publication is settled."""

# What no readable text is made of: C0 and C1 controls other than white space, replacement, private use, non-characters.
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}(?::?\d{2}){0,2}(?:[.,]\d+)?\s?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?", re.I
)

MAX_UNREADABLE = 0.05


def given_or_metadata(
    text: str, url: str | None, given: str | None, metadata: str | None, title: str | None
) -> Published:
    """Take the day that the user gave, else the one that the file states; read nothing out of the text."""
    if given:
        return Published(given, "given", None, "given by the user")
    if metadata:
        return Published(metadata, "metadata", None, "stated by the source")
    return Published(None, "unknown", None, "neither given nor stated by the source")


def iso_date(value: str) -> str | None:
    """Cut an ISO 8601 date (and time) to its day as written, or to month or year if that is all; None if it is none.

    >>> iso_date("2022-02-10T23:30:00+03:00"), iso_date("2022-02"), iso_date("2022-02-31"), iso_date("soon")
    ('2022-02-10', '2022-02', None, None)
    """
    value = value.strip()
    if match := _DAY.fullmatch(value):
        try:
            return date.fromisoformat(match[1]).isoformat()
        except ValueError:
            return None
    if (match := _PARTIAL_DATE.fullmatch(value)) and int(match[1]) > 0 and 1 <= int(match[2] or 1) <= 12:
        return value
    return None


def document_id(source: str, text: str) -> str:
    """Return the first 16 hexadecimal digits of SHA-256 over source (URL, or else ref), a NUL and text, in UTF-8.

    >>> document_id("https://example.org/1", "Kyiv denied it.")
    '3efbff43cccb20c0'
    """
    return hashlib.sha256(f"{source}\0{text}".encode()).hexdigest()[:16]


def check_text(text: str, place: str, limits: Limits) -> None:
    """See that a text can be read at all.

    Raises:
        DocumentError: it is empty, too long, binary, wrongly decoded or holds half a surrogate pair.

    """
    if not text.strip():
        raise DocumentError(place, "it holds no text", "Leave it out, or see why it is empty.")
    if match := _SURROGATE.search(text):
        reason = f"half a surrogate pair (\\u{ord(match[0]):04x}) at character {match.start()}, which is no character"
        raise DocumentError(place, reason, "Export the text again as UTF-8.")
    if (size := len(text.encode())) > limits.document_bytes:
        reason = f"its text has {megabytes(size)}, more than the {megabytes(limits.document_bytes)} of one document"
        raise DocumentError(place, reason, "Split it into its reports.")
    if (at := text.find("\0")) >= 0:
        raise DocumentError(place, f"a NUL at character {at}: binary data", "Export its text first.")
    unreadable = sum(1 for _ in _UNREADABLE.finditer(text))
    if unreadable > MAX_UNREADABLE * len(text):
        reason = f"wrong encoding: {unreadable} of {len(text)} characters are control or replacement characters"
        raise DocumentError(place, reason, "Save it as UTF-8 from the program it was written with.")


def build(
    text: str,
    *,
    ref: str,
    place: str,
    limits: Limits,
    detect: Detector,
    given: str | None = None,
    metadata: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    lang: str | None = None,
) -> Document:
    """Check a text and make the document. `place` names it in errors; `given` and `metadata` are ISO 8601.

    Raises:
        DocumentError: it cannot be read, or is not in English.

    """
    check_text(text, place, limits)
    code = language.primary(lang) if lang else None
    if code is None:
        verdict = language.identify(text)
        code = verdict.code
        if verdict.foreign and not limits.any_language:
            raise not_english(place, verdict.code)
    elif code != "en" and not limits.any_language:
        raise not_english(place, code)
    return Document(
        ref=ref,
        id=document_id(url or ref, text),
        text=text,
        title=title,
        url=url,
        outlet=outlet,
        lang=code,
        published=detect(text, url, given, metadata, title),
    )


def not_english(place: str, code: str | None) -> DocumentError:
    """Make the error for a text in another language."""
    reason = f"written in {language.name(code)}, and Communiqué reads English only"
    return DocumentError(place, reason, "Give a translation, or let any language pass if this is mistaken.")
