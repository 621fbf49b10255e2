"""A record of JSON Lines, JSON or Parquet → ``Document``: the names of its fields, here and nowhere else.

Our own names come first and are taken at their word: a wrong value there is an error. Those of CC-News collections
(news-please, the data sets on Hugging Face) come next; what they hold that makes no sense is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from communique.errors import DocumentError
from communique.ingest.document import build, iso_date
from communique.ingest.options import Options
from communique.model import Document

TEXT = ("text", "maintext", "plain_text")
ID = ("id",)
TITLE = ("title",)
URL = ("url", "responded_url", "requested_url")
OUTLET = ("outlet", "sitename", "publisher", "source_domain", "domain")
PUBLISHED = ("published", "date_publish", "published_date", "date")
LANG = ("lang", "language")

ALL = (*TEXT, *ID, *TITLE, *URL, *OUTLET, *PUBLISHED, *LANG)

_SURROGATE = re.compile("[\ud800-\udfff]")


def document(value: Any, ref: str, place: str, options: Options) -> Document:
    """Make the document of a record.

    Args:
        value: the record; anything but a mapping with a text is refused. Dates may be strings or of Python's types.
        ref: a name for it, if it has no id.
        place: its name in errors.
        options: what every reader is told.

    Raises:
        DocumentError: it cannot be read.

    """
    if not isinstance(value, Mapping):
        reason = f"a record is an object with a text, this is {kind(value)}"
        raise DocumentError(place, reason, 'Write it as {"id": …, "text": …}.')
    held = [name for name in TEXT if name in value]
    if not held:
        raise DocumentError(place, 'the record has no "text"', 'Name the field that holds the report "text".')
    name = next((name for name in held if value[name] is not None and value[name] != ""), held[0])
    text = value[name]
    if not isinstance(text, str):
        raise DocumentError(place, f'"{name}" is {kind(text)}, not a string', "Put the report there as one string.")
    return build(
        text,
        ref=_id(value, place) or ref,
        place=place,
        limits=options.limits,
        detect=options.detect,
        given=options.published,
        metadata=_day(value, place),
        title=_string(value, TITLE, place),
        url=_string(value, URL, place),
        outlet=_string(value, OUTLET, place),
        lang=_string(value, LANG, place),
    )


def kind(value: object) -> str:
    """Name the kind of a value as JSON does.

    >>> kind({}), kind(None), kind(2.5)
    ('an object', 'null', 'a number')
    """
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return "bytes" if isinstance(value, bytes) else names.get(type(value), "a number")


def _id(value: Mapping[str, Any], place: str) -> str | None:
    found = value.get(ID[0])
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return str(found)
    return _string(value, ID, place)


def _day(value: Mapping[str, Any], place: str) -> str | None:
    own, *others = PUBLISHED
    said = value.get(own)
    if isinstance(said, date):
        return iso_date(str(said))
    if text := _string(value, (own,), place):
        if day := iso_date(text):
            return day
        reason = f'"{own}" is no date ({text[:40]!r})'
        raise DocumentError(place, reason, "Write it as 2022-02-10, or leave it out.")
    days = (iso_date(str(value[name])) for name in others if isinstance(value.get(name), (str, date)))
    return next((day for day in days if day), None)


def _string(value: Mapping[str, Any], names: tuple[str, ...], place: str) -> str | None:
    own, *others = names
    found = value.get(own)
    if found is None or found == "":
        strings = (value[name] for name in others if isinstance(value.get(name), str))
        return next((text for text in strings if text.strip() and not _SURROGATE.search(text)), None)
    if not isinstance(found, str):
        raise DocumentError(place, f'"{own}" is {kind(found)}, not a string', "Write it as a string, or leave it out.")
    if _SURROGATE.search(found):
        raise DocumentError(place, f'"{own}" holds half a surrogate pair, which is no character', "Mend it.")
    return found
