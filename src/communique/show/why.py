"""Why an event was read as it was: its words, the pattern, who filled which role, what decided status and date, its links.

The marks in the sentence are those of the examples in ``data/events``: ``{actor: Kyiv} {trigger: denied} {content: it}``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import get_args

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.events.kinds import Kind, Pattern, by_rule, kinds
from communique.model import Actor, Event, Mention, Record, Role, Span, Status, Timex
from communique.show import relations
from communique.show.entries import clean, date, entry, shorten
from communique.show.marking import fold

_STATUSES: tuple[str, ...] = get_args(Status)
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """One labelled line of an explanation."""

    label: str
    text: str


def find(record: Record, prefix: str) -> list[Event]:
    """The events whose id begins with `prefix`; the one whose id it is, if any."""
    exact = [e for e in record.events if e.id == prefix]
    return exact or [e for e in record.events if prefix and e.id.startswith(prefix)]


def near(records: list[Record], wanted: str) -> list[str]:
    """Events whose ids are most like `wanted`, the likest first, each as a line."""
    known = [(e, r) for r in records for e in r.events]

    def likeness(pair: tuple[Event, Record]) -> float:
        return -difflib.SequenceMatcher(None, wanted, pair[0].id[: max(len(wanted), 1)]).ratio()

    return [summary(r, e) for e, r in sorted(known, key=likeness)[:_NEAR]]


def summary(record: Record, event: Event) -> str:
    """Id, type and who → whom in one line."""
    worded = entry(record, event)
    return f"{event.id}  {event.type}  {worded.head()}{f': {shorten(worded.said, 60)}' if worded.said else ''}"


def show(record: Record, event: Event, console: Console) -> None:
    """Print the explanation of one event."""
    worded = entry(record, event)
    console.print(Text(f"{event.type}  {worded.head()}", style="bold").append(f"  {event.id}", style="not bold dim"))
    console.print(Padding(marked(record, event), (1, 0, 1, 4)))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for reason in reasons(record, event):
        table.add_row(reason.label, Text(reason.text))
    console.print(Padding(table, (0, 0, 1, 2)))


def marked(record: Record, event: Event) -> Text:
    """The sentences of the event with trigger, roles and content in braces; spans that would cross another are left out."""
    spans = [
        (event.trigger, "trigger"),
        *((Span(r.start, r.end), r.role) for r in event.roles),
        *((c, "content") for c in event.content),
    ]
    chosen: list[tuple[Span, str]] = []
    for span, label in spans:
        crossing = any(s.overlaps(span) and not s.covers(span) and not span.covers(s) for s, _ in chosen)
        if not crossing and (span, label) not in chosen:
            chosen.append((span, label))
    passage = _passage(record, event, [s for s, _ in chosen])
    text, out = record.document.text, Text()
    opens = sorted(chosen, key=lambda c: (c[0].start, -c[0].end, c[1]))
    place = passage.start
    closing: list[int] = []
    for at in sorted({passage.end, *(s.start for s, _ in chosen), *(s.end for s, _ in chosen)}):
        out.append(fold(text[place:at]), style="bold underline" if event.trigger.covers(Span(place, at)) else "")
        while closing and closing[-1] == at:
            closing.pop()
            out.append("}", style="bold")
        for span, label in opens:
            if span.start == at and span.end > at:
                out.append(f"{{{label}: ", style="bold")
                closing.append(span.end)
        place = at
    return out


def reasons(record: Record, event: Event) -> Iterator[Reason]:
    """The lines below the sentence."""
    document = record.document
    place = (
        f"{clean(document.ref)}, sentence {event.sentence + 1}, characters {event.trigger.start} to {event.trigger.end}"
    )
    yield Reason("where", place)
    yield from _pattern(event)
    yield from _roles(record, event)
    yield from _said(record, event)
    yield Reason("status", _status(event))
    yield Reason("date", _date(record, event))
    for note in event.why:
        if note.partition(":")[0] not in (event.rule, *_STATUSES):
            yield Reason("note", clean(note))
    yield from _links(record, event)


def _passage(record: Record, event: Event, spans: list[Span]) -> Span:
    own = record.sentences[event.sentence]
    start, end = min(own.start, *(s.start for s in spans)), max(own.end, *(s.end for s in spans))
    touched = [s for s in record.sentences if s.start < end and start < s.end]
    return Span(min(start, *(s.start for s in touched), start), max(end, *(s.end for s in touched), end))


def _pattern(event: Event) -> Iterator[Reason]:
    kind = next((k for k in kinds() if k.type == event.type), None)
    yield Reason(
        "type",
        f"{event.type}{f', mode {event.mode}' if event.mode else ''}{f', CAMEO {event.cameo}' if event.cameo else ''}",
    )
    if kind is not None:
        yield Reason("", kind.gloss)
    pattern = by_rule().get(event.rule)
    if pattern is None or kind is None:
        yield Reason("rule", f"{event.rule}, a rule of the program for quotations, not a pattern of a file")
        return
    cue = next((w.partition(": ")[2] for w in event.why if w.startswith(f"{event.rule}: ")), f"a {pattern.pos}")
    yield Reason("rule", f"{event.rule}: {clean(cue)} with {_slots(pattern)}")
    yield Reason("", f"in {_file(kind, pattern)}")


def _slots(pattern: Pattern) -> str:
    named = (("the actor", pattern.actor), ("the recipient", pattern.recipient), ("the content", pattern.content))
    return "; ".join(f"{role} from {' or '.join(slots)}" for role, slots in named if slots) or "no roles"


def _file(kind: Kind, pattern: Pattern) -> str:
    file = files("communique").joinpath("data", "events", f"{kind.type.lower()}.toml")
    wanted = re.compile(rf"""\s*id\s*=\s*["']{re.escape(pattern.id)}["']""")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if wanted.match(line):
            return f"{file}, line {number}"
    return str(file)


def _roles(record: Record, event: Event) -> Iterator[Reason]:
    actors = {a.id: a for a in record.actors}
    filled = set()
    for role in event.roles:
        words = clean(record.document.text[role.start : role.end])
        if role.actor is None:
            meaning = "" if role.role in ("place", "quantity", "channel") else ": nobody known"
            yield Reason(role.role, f"“{words}”{meaning}")
            continue
        filled.add(role.actor)
        mention = _mention(record, role)
        because = f": {clean(mention.why)}" if mention is not None else ""
        if mention is not None and clean(mention.text) != words:
            because = f": by “{clean(mention.text)}” in it, {clean(mention.why)}"
        yield Reason(role.role, f"“{words}” → {_actor(actors.get(role.actor), role.actor)}{because}")
    for label, ids in (("actor", event.actors), ("recipient", event.recipients), ("behalf", event.behalf)):
        for identity in ids:
            if identity not in filled:
                yield Reason(
                    label, f"{_actor(actors.get(identity), identity)}: not named in these words, see the notes"
                )


def _actor(actor: Actor | None, identity: str) -> str:
    if actor is None:
        return identity
    details = [
        actor.kind,
        f"party {actor.party}" if actor.party else "party unknown",
        *([actor.office] if actor.office else []),
    ]
    return f"{clean(actor.name)} ({', '.join(details)})"


def _mention(record: Record, role: Role) -> Mention | None:
    """The mention of the role's actor that shares most characters with the role's words."""
    shared = [(min(m.end, role.end) - max(m.start, role.start), m) for m in record.mentions if m.actor == role.actor]
    best = max(shared, key=lambda s: s[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _said(record: Record, event: Event) -> Iterator[Reason]:
    if event.quote is not None:
        yield Reason(
            "content",
            {"direct": "quoted", "indirect": "reported, not quoted", "mixed": "reported, partly quoted"}[event.quote],
        )
    outer = next((e for e in record.events if e.id == event.inside), None)
    if outer is not None:
        yield Reason("inside", f"reported by {summary(record, outer)}")
    for inner in record.events:
        if inner.inside == event.id:
            yield Reason("reports", summary(record, inner))


def _status(event: Event) -> str:
    verdicts = [w for w in event.why if w.partition(":")[0] in _STATUSES]
    pattern = by_rule().get(event.rule)
    if pattern is not None and pattern.status == event.status:
        over = [w for w in verdicts if not w.startswith(f"{event.status}:")]
        return f"{event.status}: the pattern says so{f', over “{clean(over[0])}”' if over else ''}"
    return clean(verdicts[-1]) if verdicts else event.status


def _date(record: Record, event: Event) -> str:
    text = date(record, event.when)
    published = record.document.published
    day = (
        f"the report was published {published.value} ({clean(published.reason or published.basis)})"
        if published.value
        else "the day of publication is unknown"
    )
    if event.when.span is None or event.when.basis == "published":
        missing = "no date stands with it in the sentence"
        return f"{text}: {missing}; {day}" if event.when.basis == "published" else f"{text}: {missing}"
    words = clean(event.when.span.of(record.document.text))
    timex = _timex(record, event.when.span)
    rule = f" by rule {timex.rule}" if timex is not None else ""
    others = (
        f"; another reading gives {', '.join(timex.alternatives)}" if timex is not None and timex.alternatives else ""
    )
    value = f"; as far as known {event.when.value}" if event.when.basis == "unresolved" and event.when.value else ""
    relative = f"; {day}" if event.when.basis in ("relative", "unresolved") else ""
    return f"{text}: read from “{words}”{rule}{value}{relative}{others}"


def _timex(record: Record, span: Span) -> Timex | None:
    return next((t for t in record.timexes if t.start == span.start and t.end == span.end), None)


def _links(record: Record, event: Event) -> Iterator[Reason]:
    for link in record.links:
        if event.id in (link.source, link.target):
            yield Reason("link", relations.link_words(record, link, event))
    for exchange in record.exchanges:
        parts = (
            ("opens", (exchange.opening,)),
            ("answers", exchange.answers),
            ("is a claim about", exchange.claims),
        )
        for what, ids in parts:
            if event.id in ids:
                told = relations.opening(record, exchange)
                yield Reason("exchange", f"{what}: {told} – outcome: {relations.OUTCOMES[exchange.outcome]}")
