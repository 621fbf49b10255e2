"""The reports of the record, each with its text beside its entries."""

from __future__ import annotations

from dataclasses import dataclass

from communique.ask.entries import Entry, load
from communique.ask.rows import Row, Table
from communique.model import Event, Record, Span
from communique.show import entries as worded
from communique.show.marking import pieces
from communique.show.outline import Heading, blocks
from communique.show.why import Reason, reasons
from communique.store import read
from communique.web.view import Call, MissingError, Page, View

_PER_PAGE = 50
#: Sentences of one page of a report.
_SENTENCES = 150


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text: `marks` are the roles that they fill for the chosen entry, `of` the entries and roles that they fill at all."""

    text: str
    marks: tuple[str, ...]
    of: str


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of a sentence: how deep it lies in what others say, and what it is as judged."""

    depth: int
    event: Event
    entry: Entry


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, or a sentence with its entries; `fresh`: it begins a paragraph."""

    heading: str
    words: tuple[Words, ...]
    told: tuple[Told, ...]
    fresh: bool
    number: int


def reports(call: Call) -> View:
    """The list of reports, newest first."""
    page, outlet = call.number("page", 1), call.text("outlet")
    found = call.db.execute(
        "SELECT id, published, coalesce(outlet, ref), title FROM reports WHERE current = 1 AND (? = '' OR lower(outlet) = lower(?))"
        " ORDER BY first_day IS NULL, first_day DESC, id LIMIT ? OFFSET ?",
        (outlet, outlet, _PER_PAGE + 1, (page - 1) * _PER_PAGE),
    ).fetchall()
    columns = ("id", "published", "outlet", "title")
    table = Table("Reports", columns, [dict(zip(columns, r, strict=True)) for r in found[:_PER_PAGE]], "No report.")
    data = {"table": table, "page": page, "more": len(found) > _PER_PAGE, "outlet": outlet}
    return View("reports.html", "Reports", data, [table])


def report(call: Call) -> View:
    """A report: its text, its entries, and of the chosen one which words it was read from."""
    identity = call.path("identity")
    row = call.db.execute("SELECT source, version, current, url FROM reports WHERE id = ?", (identity,)).fetchone()
    if row is None:
        raise MissingError(f"report {identity}", "the record holds none of this id", "Search for words of it.")
    source, version, current, url = row
    record = read.record(call.db, identity)
    judged = load(call.db, (e.id for e in record.events), rejected=True, judged=call.shelf.judged)
    chosen = next((e for e in record.events if e.id == call.text("entry")), None)
    page = call.number("page", 1)
    shown = list(_blocks(record, judged, chosen))
    first = (page - 1) * _SENTENCES
    versions = call.db.execute(
        "SELECT id, version FROM reports WHERE source = ? AND id <> ? ORDER BY version", (source, identity)
    ).fetchall()
    table = Table(
        record.document.title or identity,
        ("id", "type", "status", "when", "who", "whom", "sentence", "judged"),
        [_row(judged[e.id]) for e in record.events if e.id in judged],
        "The report gives no entries.",
    )
    data = {
        "record": record, "identity": identity, "version": version, "current": current, "versions": versions, "url": url,
        "published": worded.published(record), "blocks": shown[first : first + _SENTENCES], "page": page,
        "more": len(shown) > first + _SENTENCES, "chosen": judged.get(chosen.id) if chosen else None,
        "reasons": list(reasons(record, chosen)) if chosen else [], "number": len(record.events),
    }  # fmt: skip
    title = worded.clean(record.document.title or record.document.ref)
    return View("report.html", title, data, [table], plain=_plain(record))


def _plain(record: Record) -> object:
    from communique.record import to_dict

    return to_dict(record)


def _row(entry: Entry) -> Row:
    row: Row = {
        name: getattr(entry, name)
        for name in (
            "id",
            "type",
            "mode",
            "status",
            "when",
            "basis",
            "who",
            "whom",
            "content",
            "sentence",
            "judged",
            "rule",
        )
    }
    return row


def spans(event: Event) -> list[tuple[Span, str]]:
    """The words that an event was read from, each with the role they fill."""
    found = [(event.trigger, "trigger"), *((Span(r.start, r.end), r.role) for r in event.roles)]
    found += [(c, "content") for c in event.content]
    if event.when.span is not None:
        found.append((event.when.span, "date"))
    return found


def _blocks(record: Record, judged: dict[str, Entry], chosen: Event | None) -> list[Block]:
    by_sentence = worded.entries(record)
    marks = [(span, event.id, role) for event in record.events for span, role in spans(event)]
    marks.sort(key=lambda m: m[0].start)
    found: list[Block] = []
    for block in blocks(record):
        if isinstance(block, Heading):
            found.append(Block(block.text, (), (), True, -1))
            continue
        sentence = record.sentences[block.sentence]
        passage = Span(sentence.start, sentence.end)
        here = [m for m in marks if m[0].overlaps(passage)]
        cut = pieces(record.document.text, passage, [(span, n) for n, (span, _, _) in enumerate(here)])
        words = tuple(
            Words(
                piece.text,
                tuple(dict.fromkeys(here[n][2] for n in piece.marks if chosen and here[n][1] == chosen.id)),
                " ".join(dict.fromkeys(f"{here[n][1]}:{here[n][2]}" for n in piece.marks)),
            )
            for piece in cut
        )
        told = tuple(
            Told(e.depth, e.event, judged[e.event.id])
            for e in by_sentence.get(block.sentence, ())
            if e.event.id in judged
        )
        found.append(Block("", words, told, block.fresh, block.sentence))
    return found


def event(call: Call) -> View:
    """One event: its sentence with marked words, why it was read, what it is linked to, and what was decided about it."""
    from communique.ask import things
    from communique.errors import UsageError

    try:
        thing = things.find(call.db, call.path("identity"))
    except UsageError as problem:
        raise MissingError(problem.place, problem.reason, problem.remedy) from problem
    if thing.kind != "event":
        raise MissingError(
            f"event {call.path('identity')}", f"this is the id of a {thing.kind}", "See it under its own address."
        )
    entry = load(call.db, [thing.id], rejected=True, judged=call.shelf.judged)[thing.id]
    record = read.record(call.db, entry.report)
    read_event = next(e for e in record.events if e.id == thing.id)
    links = things.links(call.db, thing.id)
    cut = [b for b in _blocks(record, {}, read_event) if b.words and abs(b.number - read_event.sentence) <= 1]
    why: list[Reason] = list(reasons(record, read_event))
    table = Table(
        f"{entry.type} {entry.id}", ("id", "type", "status", "when", "who", "whom", "sentence", "judged"), [_row(entry)]
    )
    data = {
        "entry": entry, "blocks": cut, "reasons": why, "links": links, "moved": thing.moved,
        "exchanges": [t.id for t in call.shelf.by_event.get(thing.id, ())],
    }  # fmt: skip
    return View("event.html", f"{entry.type}: {entry.who or 'unnamed'}", data, [table, links])


def group(call: Call) -> View:
    """One event and all reports that tell it, side by side."""
    from communique.ask import things

    identity = call.path("identity")
    if not call.db.execute("SELECT 1 FROM groups WHERE id = ?", (identity,)).fetchone():
        raise MissingError(f"group {identity}", "the record holds none of this id", "The timeline shows groups.")
    tables = things.group(call.db, identity)
    return View("tables.html", tables[0].title, {"tables": tables}, tables)


PAGES = (
    Page("/reports", reports),
    Page("/reports/{identity}", report),
    Page("/events/{identity}", event),
    Page("/groups/{identity}", group),
)
