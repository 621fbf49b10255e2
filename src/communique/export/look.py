"""One record as the exporters look at it: actors, events and groups by id, and events in a few plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from communique.store.days import bounds

#: A record as plain data: the JSON of DESIGN.md section 4, and ``across`` where the ledger adds it.
Data = dict[str, Any]

#: Tag URIs (RFC 4151) name what has no address of its own; nobody can own a name under ``.invalid`` (RFC 2606).
TAG = "tag:communique.invalid,2022:"

#: What XML 1.0 (section 2.2) has no place for, other controls, and marks that reverse the direction of a line.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINK = re.compile(r"https?://[^\s<>\"'`{}|\\^\x00-\x20\x7f-\x9f]+", re.I)
_NOBODY = "unnamed"


@dataclass(frozen=True, slots=True)
class Days:
    """A date as first and last day, both inclusive.

    Attributes:
        first: first possible day.
        last: last possible day.
        value: the value that it was read from, at its precision.
    """

    first: date
    last: date
    value: str

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def days(value: str | None) -> Days | None:
    """The days of an ISO 8601 or TIMEX3 value; None if it is unknown or open at an end.

    >>> days("2022-02").last, days("2022-02-10").exact, days("XXXX-WXX-4")
    (datetime.date(2022, 2, 28), True, None)
    """
    first, last = bounds(value)
    if value is None or first is None or last is None or first > last:
        return None
    found = Days(date.fromisoformat(first), date.fromisoformat(last), value)
    return found if found.last < date.max else None  # the day after the last must exist


def digits(day: date, length: int = 8) -> str:
    """The first `length` digits of YYYYMMDD; `strftime` does not fill up years before 1000 everywhere."""
    return day.isoformat().replace("-", "")[:length]


def plain(text: object) -> str:
    """One line of printable text: runs of white space become a blank, controls U+FFFD; None becomes empty.

    >>> plain("a\\tb\\n c\\x00")
    'a b c�'
    """
    return "" if text is None else _UNFIT.sub("\ufffd", " ".join(str(text).split()))


def web_address(url: object) -> str | None:
    """`url` if it is one of http or https without characters that a link could break out with (RFC 3986, 2); else None."""
    return url if isinstance(url, str) and _LINK.fullmatch(url) else None


class Look:
    """A record with what it holds by id.

    Args:
        record: one record as plain data.
    """

    def __init__(self, record: Data) -> None:
        self.record = record
        self.document: Data = record["document"]
        self.text: str = self.document["text"]
        self.across: Data = record.get("across") or {}
        self.events: list[Data] = record["events"]
        self.actors: dict[str, Data] = {a["id"]: a for a in record["actors"]}
        self.groups: dict[str, Data] = {}
        for group in self.across.get("groups") or ():
            for event in group.get("events") or ():
                self.groups.setdefault(event, group)
        self.links: dict[str, list[Data]] = {}
        for link in [*record["links"], *(self.across.get("links") or ())]:
            self.links.setdefault(link["from"], []).append(link)
        self.published = days(self.document["published"]["value"])

    def quote(self, span: Data) -> str:
        """The very characters of a span."""
        return self.text[span["start"] : span["end"]]

    def sentence(self, event: Data) -> str:
        """The sentence that the event stands in; empty if the record has none of that number."""
        sentences = self.record["sentences"]
        number = event["sentence"]
        return self.quote(sentences[number]) if 0 <= number < len(sentences) else ""

    def content(self, event: Data) -> str:
        """What was said, gaps shown by an ellipsis."""
        return " … ".join(self.quote(span) for span in event["content"])

    def names(self, event: Data, key: str) -> list[str]:
        """Names of ``actors``, ``recipients`` or ``behalf``; where nobody known fills the role, the report's words."""
        found = [self.actors[a]["name"] if a in self.actors else a for a in event[key]]
        role = key.removesuffix("s")
        return found or [self.quote(r) for r in event["roles"] if r["role"] == role and r["actor"] is None]

    def parties(self, event: Data, key: str) -> list[str]:
        """Parties of ``actors``, ``recipients`` or ``behalf``, each once, in order; unknown ones left out."""
        found = (self.actors[a].get("party") for a in event[key] if a in self.actors)
        return list(dict.fromkeys(p for p in found if p))

    def headline(self, event: Data) -> str:
        """Who → whom: type, and status unless it happened; one line of printable text."""
        who = ", ".join(self.names(event, "actors")) or _NOBODY
        whom = ", ".join(self.names(event, "recipients"))
        status = "" if event["status"] == "actual" else f" ({event['status']})"
        return plain(f"{who}{f' → {whom}' if whom else ''}: {event['type']}{status}")

    def facts(self, event: Data) -> list[tuple[str, str]]:
        """What else is known of an event, as label and value, each one line of printable text; empty ones left out."""
        when = event["when"]
        pairs = [
            ("mode", event["mode"]),
            ("on behalf of", ", ".join(self.names(event, "behalf"))),
            ("channel", event["channel"]),
            ("when", f"{when['value']} ({when['basis']})" if when["value"] else None),
            ("place", event["place"]),
            ("quantity", event["quantity"]),
            ("status", event["status"]),
            ("outlet", self.document["outlet"]),
            ("report", self.document["title"] or self.document["ref"]),
        ]
        return [(label, plain(value)) for label, value in pairs if value]


def looks(records: Iterable[Data]) -> Iterator[Look]:
    """Each record as a :class:`Look`, one at a time."""
    return (Look(record) for record in records)
