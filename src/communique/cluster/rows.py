"""Records ↔ rows of a shard's tables. What was written comes back equal, traits and all that the JSON leaves out included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from communique.errors import DocumentError
from communique.model import (
    Actor,
    Addressee,
    Document,
    Event,
    Exchange,
    Link,
    Mention,
    Published,
    Record,
    Role,
    Sentence,
    Span,
    Timex,
    Traits,
    When,
)
from communique.record import to_dict
from communique.tables import COLUMNS, Data, rows

Outcome = Record | DocumentError

_FLAGS = ("opens", "answers", "denies", "own_behalf", "definite", "explicit")
_MORE: dict[str, dict[str, str]] = {
    "documents": {"lang": "text", "lead": "texts", "words": "int"},
    "sentences": {"section_number": "int"},
    "mentions": {"place": "int"},
    "sections": {"report": "text", "number": "int", "heading": "text"},
    "traits": {
        "report": "text", "event": "text", "number": "int", "lemma": "text", "words": "texts", "sentence_words": "texts",
        "parties": "texts", "called": "text", **dict.fromkeys(_FLAGS, "bool"),
    },
    "failed": {"place": "text", "reason": "text", "remedy": "text"},
}  # fmt: skip

#: Columns of every table. ``document`` is the place of a document, read or not, in its shard, from 0: rows are in its order.
#: ``mentions.place`` is the place among all mentions of the report; ``traits`` are what links across reports are found by.
TABLES: dict[str, dict[str, str]] = {
    name: {"document": "int", **COLUMNS.get(name, {}), **_MORE.get(name, {})}
    for name in dict.fromkeys((*COLUMNS, *_MORE))
}

#: Rows that are held of each table while a shard is read back.
_BATCH = 1_000


def of_outcome(number: int, outcome: Outcome) -> Iterator[tuple[str, Data]]:
    """The rows of one document of a shard, as table and row.

    Args:
        number: its place in the shard, from 0.
        outcome: its record, or why there is none.
    """
    at = {"document": number}
    if isinstance(outcome, DocumentError):
        yield "failed", {**at, "place": outcome.place, "reason": outcome.reason, "remedy": outcome.remedy}
        return
    document, report = outcome.document, {**at, "report": outcome.document.id}
    order: dict[str, list[int]] = {}
    for place, mention in enumerate(outcome.mentions):
        order.setdefault(mention.actor, []).append(place)
    for table, row in rows(to_dict(outcome)):
        row |= at
        if table == "documents":
            row |= {"lang": document.lang, "lead": list(outcome.lead), "words": len(document.text.split())}
        elif table == "sentences":
            row["section_number"] = outcome.sentences[row["number"]].section
        elif table == "mentions":
            row["place"] = order[row["actor"]][row["number"]]
        yield table, row
    for place, heading in outcome.sections.items():
        yield "sections", {**report, "number": place, "heading": heading}
    for place, traits in enumerate(outcome.traits):
        yield "traits", {**report, "number": place, **{k: _plain(getattr(traits, k)) for k in _TRAITS}}


_TRAITS = ("event", "lemma", "words", "sentence_words", "parties", "called", *_FLAGS)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


class _Table:
    """One table, read in batches; its rows are handed out document by document."""

    def __init__(self, path: Path) -> None:
        self._rows = read(path)
        self._next = next(self._rows, None)

    def upto(self, number: int) -> list[Data]:
        """The rows of a document; those of earlier ones are passed over."""
        found = []
        while self._next is not None and self._next["document"] <= number:
            if self._next["document"] == number:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found

    def ahead(self) -> int | None:
        """The document that comes next."""
        return None if self._next is None else int(self._next["document"])


def read(path: Path) -> Iterator[Data]:
    """The rows of a table, one after the other."""
    from pyarrow.parquet import ParquetFile  # only here: pyarrow takes long to load

    with ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            yield from batch.to_pylist()


def outcomes(paths: dict[str, Path], known: Callable[[str], bool] = lambda report: False) -> Iterator[Outcome | str]:
    """What was written of a shard, in the order in which it was read.

    Args:
        paths: the file of each of :data:`TABLES`.
        known: whether a report (its id) is not wanted; its id then stands in its place, and it is not put together.
    """
    tables = {name: _Table(path) for name, path in paths.items()}
    documents, failed = tables["documents"], tables["failed"]
    while (number := min((n for n in (documents.ahead(), failed.ahead()) if n is not None), default=None)) is not None:
        for row in failed.upto(number):
            yield DocumentError(row["place"], row["reason"], row["remedy"])
        for row in documents.upto(number):
            if known(row["report"]):
                yield str(row["report"])
            else:
                yield _record(row, partial(_at, tables, number))


def _at(tables: dict[str, _Table], number: int, name: str) -> list[Data]:
    return tables[name].upto(number)


def _record(row: Data, of: Callable[[str], list[Data]]) -> Record:
    published = Published(
        row["published"],
        row["published_basis"],
        _span(row["published_start"], row["published_end"]),
        row["published_reason"] or "",
    )
    document = Document(
        row["ref"], row["report"], row["text"], row["title"], row["url"], row["outlet"], row["lang"], published
    )
    mentions = sorted(of("mentions"), key=lambda m: int(m["place"]))
    return Record(
        document=document,
        sentences=tuple(Sentence(s["start"], s["end"], s["section_number"]) for s in of("sentences")),
        actors=tuple(
            Actor(a["id"], a["name"], a["kind"], a["party"], a["office"], a["wikidata"], a["code"])
            for a in of("actors")
        ),
        mentions=tuple(
            Mention(m["start"], m["end"], m["text"], m["actor"], m["reading"], m["why"]) for m in mentions
        ),
        timexes=tuple(
            Timex(t["start"], t["end"], t["type"], t["value"], t["basis"], t["rule"], tuple(t["alternatives"]))
            for t in of("timexes")
        ),
        events=_events(of),
        links=tuple(Link(x["type"], x["from"], x["to"], x["score"], tuple(x["reasons"])) for x in of("links")),
        exchanges=_exchanges(of),
        sections={s["number"]: s["heading"] for s in of("sections")},
        traits=tuple(
            Traits(
                t["event"], t["lemma"], tuple(t["words"]), tuple(t["sentence_words"]), tuple(t["parties"]), t["opens"],
                t["answers"], t["denies"], t["own_behalf"], t["called"], t["definite"], t["explicit"],
            )
            for t in of("traits")
        ),
        lead=tuple(row["lead"]),
    )  # fmt: skip


def _events(of: Callable[[str], list[Data]]) -> tuple[Event, ...]:
    roles: dict[str, list[Role]] = {}
    for r in of("roles"):
        roles.setdefault(r["event"], []).append(Role(r["role"], r["start"], r["end"], r["actor"]))
    contents: dict[str, list[Span]] = {}
    for c in of("contents"):
        contents.setdefault(c["event"], []).append(Span(c["start"], c["end"]))
    return tuple(
        Event(
            e["id"], e["type"], e["mode"], e["cameo"], tuple(e["actors"]), tuple(e["recipients"]), tuple(e["behalf"]),
            e["channel"], Span(e["trigger_start"], e["trigger_end"]), tuple(roles.get(e["id"], ())), e["sentence"],
            tuple(contents.get(e["id"], ())), e["quote"], e["inside"], e["status"],
            When(e["when"], e["when_basis"], _span(e["when_start"], e["when_end"])), e["quantity"], e["place"], e["rule"],
            tuple(e["why"]),
        )
        for e in of("events")
    )  # fmt: skip


def _exchanges(of: Callable[[str], list[Data]]) -> tuple[Exchange, ...]:
    addressees: dict[str, list[Addressee]] = {}
    for a in of("addressees"):
        addressees.setdefault(a["exchange"], []).append(Addressee(a["actor"], a["state"], a["by"], a["behalf"]))
    return tuple(
        Exchange(
            x["id"],
            x["opening"],
            tuple(x["answers"]),
            x["outcome"],
            tuple(addressees.get(x["id"], ())),
            tuple(x["claims"]),
        )
        for x in of("exchanges")
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None
