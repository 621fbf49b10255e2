"""An event in words: who → whom, what was said, when, whether it happened. Every view prints these; none has words of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.model import Event, Record, Span, When

NOBODY = "unnamed"
#: Prepositions that a report puts before the channel of a statement; the view repeats the one it finds.
_BEFORE_CHANNEL = frozenset(["on", "in", "via", "through", "at", "during", "by", "to", "from", "with"])
#: C0 and C1 controls, which could steer a terminal, and marks that reverse the direction of a line.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BASES = {
    "given": "given",
    "metadata": "as the source states",
    "url": "from the address",
    "dateline": "from the dateline",
    "text": "from dates in the text",
    "unknown": "unknown",
}
_SHORTEST_ID = 5
_EDGES = " \t\n,;:–—-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words.

    Attributes:
        event: what it words.
        number: its place among the entries of its sentence, from 1.
        depth: how many utterances of the same sentence it lies in.
        short: the shortest beginning of its id that no other event of the record shares.
        who: the actors, or the report's own words if they are nobody known.
        whom: the recipients that are known; may be empty.
        manner: channel and on whose behalf, such as "on Twitter".
        said: the content, in quotation marks if it was quoted; not shortened.
        facts: mode, and quantity and place of a deed.
        when: date and its basis, or "date unknown".
        status: actual, planned, demanded, denied or hypothetical.
    """

    event: Event
    number: int
    depth: int
    short: str
    who: str
    whom: str
    manner: tuple[str, ...]
    said: str
    facts: tuple[str, ...]
    when: str
    status: str

    def head(self) -> str:
        """Who → whom (manner)."""
        manner = f" ({', '.join(self.manner)})" if self.manner else ""
        return f"{self.who}{f' → {self.whom}' if self.whom else ''}{manner}"

    def line(self, width: int = 90) -> str:
        """The entry without its type; what was said is cut to about `width` characters."""
        said = f": {shorten(self.said, width)}" if self.said else ""
        return " · ".join([self.head() + said, *self.details()])

    def details(self) -> list[str]:
        """Facts, date and status; that a statement was really made goes without saying."""
        status = [] if self.event.type == "SAY" and self.status == "actual" else [self.status]
        return [*self.facts, self.when, *status]


def clean(text: str) -> str:
    """Text that is safe to print: controls replaced by U+FFFD, white space runs by one space.

    >>> clean("a\\x1b[31m\\n  b")
    'a�[31m b'
    """
    return " ".join(UNPRINTABLE.sub("\ufffd", text).split())


def shorten(text: str, width: int) -> str:
    """Cut a text at a word's end so that it has at most `width` characters; a closing quotation mark stays.

    >>> shorten("“Tensions must be resolved”", 20)
    '“Tensions must be…”'
    """
    if len(text) <= width:
        return text
    close = "”" if text.startswith("“") and text.endswith("”") else ""
    room = max(width - 1 - len(close), 1)
    cut = text[:room]
    if not text[room].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(_EDGES) + "…" + close


def listed(names: list[str]) -> str:
    """Names as a list in words.

    >>> listed(["Iran", "Britain", "China"])
    'Iran, Britain and China'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def names(record: Record, ids: tuple[str, ...]) -> str:
    """The names of actors in words; empty for none."""
    known = {a.id: a.name for a in record.actors}
    return listed(list(dict.fromkeys(clean(known.get(i, i)) for i in ids)))


def date(record: Record, when: When) -> str:
    """Date with its basis; words that could not be resolved are quoted."""
    if when.value is not None and when.basis != "unresolved":
        return f"{when.value} ({when.basis})"
    if when.span is not None:
        return f"date unknown (“{clean(when.span.of(record.document.text))}”)"
    return "date unknown"


def published(record: Record) -> str:
    """The day of publication and its basis; empty if it is unknown."""
    day = record.document.published
    if day.value is None:
        return ""
    start, slash, end = day.value.partition("/")
    words = day.value
    if slash and (".." in (start, end)):
        words = f"{start} or later" if end == ".." else f"{end} or earlier"
    elif slash:
        words = f"between {start} and {end}"
    return f"published {words} ({_BASES[day.basis]})"


def said(record: Record, event: Event) -> str:
    """What was said, as the report prints it; quoted only if the report quotes it."""
    text = record.document.text
    parts = [clean(span.of(text)) for span in event.content]
    joined = " … ".join(p for p in parts if p)
    if not joined:
        return ""
    return f"“{joined.strip('“”')}”" if event.quote == "direct" else joined


def short_ids(record: Record) -> dict[str, str]:
    """For each event id its shortest unique beginning, of five characters or more."""
    ids = sorted(e.id for e in record.events)
    found = {}
    for n, each in enumerate(ids):
        shared = max((_shared(each, other) for other in ids[max(n - 1, 0) : n + 2] if other != each), default=0)
        found[each] = each[: max(shared + 1, _SHORTEST_ID)]
    return found


def entries(record: Record) -> dict[int, list[Entry]]:
    """The entries of each sentence that has any: in text order, what an utterance reports right after it."""
    short = short_ids(record)
    by_sentence: dict[int, list[Event]] = {}
    for event in record.events:
        by_sentence.setdefault(event.sentence, []).append(event)
    found: dict[int, list[Entry]] = {}
    for sentence, events in sorted(by_sentence.items()):
        here = {e.id for e in events}
        ordered: list[tuple[Event, int]] = []
        for top in events:
            if top.inside not in here:
                _nest(top, events, 0, ordered)
        ordered += [(e, 0) for e in events if e not in [o for o, _ in ordered]]  # a circle of reports: none is lost
        found[sentence] = [entry(record, e, n, depth, short[e.id]) for n, (e, depth) in enumerate(ordered, 1)]
    return found


def entry(record: Record, event: Event, number: int = 1, depth: int = 0, short: str | None = None) -> Entry:
    """One event in words."""
    facts = [event.mode.replace("-", " ") if event.mode else ""]
    if not event.content:  # those of a statement stand in its content
        facts += [event.quantity or "", f"at {event.place}" if event.place else ""]
    return Entry(
        event=event,
        number=number,
        depth=depth,
        short=short or event.id,
        who=names(record, event.actors) or _words(record, event, "actor") or NOBODY,
        whom=names(record, event.recipients),
        manner=_manner(record, event),
        said=said(record, event),
        facts=tuple(clean(f) for f in facts if f),
        when=date(record, event.when),
        status=event.status,
    )


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _nest(event: Event, events: list[Event], depth: int, into: list[tuple[Event, int]]) -> None:
    if any(event is known for known, _ in into):
        return
    into.append((event, depth))
    for inner in events:
        if inner.inside == event.id:
            _nest(inner, events, depth + 1, into)


def _words(record: Record, event: Event, role: str) -> str:
    """The report's own words for a role that nobody known fills."""
    found = [clean(record.document.text[r.start : r.end]) for r in event.roles if r.role == role and r.actor is None]
    return listed([f"“{w}”" for w in dict.fromkeys(found)])


def _manner(record: Record, event: Event) -> tuple[str, ...]:
    found = []
    if event.channel:
        span = next((Span(r.start, r.end) for r in event.roles if r.role == "channel"), None)
        before = record.document.text[: span.start].split()[-1:] if span is not None else []
        word = before[0].lower() if before and before[0].lower() in _BEFORE_CHANNEL else "through"
        found.append(f"{word} {clean(event.channel)}")
    if event.behalf:
        found.append(f"on behalf of {names(record, event.behalf)}")
    return tuple(found)
