"""A folder of Parquet tables, for DuckDB, pandas, R and the like. Nothing is dropped: the records can be put together again.

Source: "Apache Parquet" format 2.6, written by pyarrow with Zstandard compression.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from communique.errors import UsageError
from communique.export.dropped import Dropped
from communique.export.look import Data

_ADDRESSED = ("actor", "name", "state", "by", "behalf", "quote")

#: Columns of every table, with their Arrow types; ``report`` is the id of the document, ``number`` a place in a list, from 0.
TABLES: dict[str, dict[str, str]] = {
    "documents": {
        "report": "text", "ref": "text", "title": "text", "url": "text", "outlet": "text", "text": "text",
        "published": "text", "published_basis": "text", "published_start": "int", "published_end": "int",
        "published_reason": "text", "version": "int", "current": "bool", "source": "text",
        "copies_group": "text", "copies_similarity": "float", "copies_reason": "text",
    },
    "sentences": {"report": "text", "number": "int", "start": "int", "end": "int", "section": "text"},
    "actors": {
        "report": "text", "number": "int", "id": "text", "name": "text", "kind": "text", "party": "text", "office": "text",
        "wikidata": "text", "code": "text",
    },
    "mentions": {
        "report": "text", "actor": "text", "number": "int", "start": "int", "end": "int", "text": "text", "reading": "text",
        "why": "text",
    },
    "timexes": {
        "report": "text", "number": "int", "start": "int", "end": "int", "type": "text", "value": "text", "basis": "text",
        "rule": "text", "alternatives": "texts",
    },
    "events": {
        "report": "text", "number": "int", "id": "text", "type": "text", "mode": "text", "cameo": "text", "actors": "texts",
        "recipients": "texts", "behalf": "texts", "channel": "text", "trigger_start": "int", "trigger_end": "int",
        "sentence": "int", "quote": "text", "inside": "text", "status": "text", "when": "text", "when_basis": "text",
        "when_start": "int", "when_end": "int", "quantity": "text", "place": "text", "rule": "text", "why": "texts",
    },
    "roles": {
        "report": "text", "event": "text", "number": "int", "role": "text", "start": "int", "end": "int", "actor": "text",
    },
    "contents": {"report": "text", "event": "text", "number": "int", "start": "int", "end": "int"},
    "links": {
        "report": "text", "across": "bool", "number": "int", "type": "text", "from": "text", "to": "text", "score": "float",
        "reasons": "texts",
    },
    "groups": {
        "id": "text", "type": "text", "status": "text", "day": "text", "first_report": "text", "reports": "int",
        "outlets": "int", "events": "texts", "differences": "differences",
    },
    "exchanges": {
        "report": "text", "across": "bool", "number": "int", "id": "text", "opening": "text", "openings": "texts",
        "answers": "texts", "outcome": "text", "claims": "texts",
    },
    "addressees": {
        "report": "text", "across": "bool", "exchange": "text", "number": "int", **dict.fromkeys(_ADDRESSED, "text"),
    },
    "judgements": {
        "report": "text", "number": "int", "id": "text", "at": "text", "by": "text", "verb": "text", "target": "text",
        "field": "text", "before": "text", "after": "text", "note": "text",
    },
}  # fmt: skip

#: Rows that wait in memory before they are written as one row group.
_ROWS = 20_000
_DOCUMENTS = 1_000


def write(records: Iterable[Data], target: Path) -> Dropped:
    """Write ``TABLE.parquet`` for each of :data:`TABLES` into the folder `target`, which is made if it is missing.

    All tables are written, empty ones too; files of the same names are replaced. Event groups and the exchanges of the
    ledger, which several reports share, are written once, without `report` (null). `before` and `after` hold JSON, as do
    other fields of the ledger that are no text.

    Raises:
        UsageError: `target` is a file.
    """
    if target.exists() and not target.is_dir():
        raise UsageError(str(target), "this is a file, and Parquet needs a folder", "Name a folder, or one to be made.")
    target.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {name: stack.enter_context(_Writer(target / f"{name}.parquet", name)) for name in TABLES}
        seen: set[bytes] = set()
        for record in records:
            for name, row in _rows(record, seen):
                writers[name].add(row)
    return Dropped()


class _Writer:
    """One table, written in batches. A context manager: what waits is written at its end, if all went well."""

    def __init__(self, path: Path, name: str) -> None:
        from pyarrow.parquet import ParquetWriter  # only here: pyarrow takes long to load

        self._schema = _schema(TABLES[name])
        self._writer = ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Data] = []
        self._most = _DOCUMENTS if name == "documents" else _ROWS

    def add(self, row: Data) -> None:
        self._rows.append(row)
        if len(self._rows) >= self._most:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()


def _schema(columns: dict[str, str]) -> Any:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    values = pa.list_(pa.struct([("value", pa.string()), ("events", texts)]))
    types = {
        "text": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "texts": texts,
        "differences": pa.list_(pa.struct([("field", pa.string()), ("values", values)])),
    }
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])


def _rows(record: Data, seen: set[bytes]) -> Iterator[tuple[str, Data]]:
    """Rows of a record, as table and row; `seen` holds what several records share and is written already."""
    report = {"report": record["document"]["id"]}
    across: Data = record.get("across") or {}
    yield "documents", _document(record["document"], across)
    for number, sentence in enumerate(record["sentences"]):
        yield "sentences", {**report, "number": number, **sentence}
    for number, actor in enumerate(record["actors"]):
        yield "actors", {**report, "number": number, **actor}
        for place, mention in enumerate(actor["mentions"]):
            yield "mentions", {**report, "actor": actor["id"], "number": place, **mention}
    for number, timex in enumerate(record["timexes"]):
        yield "timexes", {**report, "number": number, **timex}
    for number, event in enumerate(record["events"]):
        yield "events", {**report, "number": number, **_event(event)}
        for table, key in (("roles", "roles"), ("contents", "content")):
            for place, part in enumerate(event[key]):
                yield table, {**report, "event": event["id"], "number": place, **part}
    for ledger, links in ((False, record["links"]), (True, across.get("links") or ())):
        for number, link in enumerate(links):
            yield "links", {**report, "across": ledger, "number": number, **link}
    for number, exchange in enumerate(record["exchanges"]):
        yield from _exchange(exchange, {**report, "across": False}, number)
    for group in across.get("groups") or ():
        if _first(("group", group), seen):
            yield "groups", _group(group)
    for exchange in across.get("exchanges") or ():
        if _first(("exchange", exchange), seen):
            yield from _exchange(exchange, {"report": None, "across": True}, None)
    for number, judgement in enumerate(across.get("judgements") or ()):
        row = {key: _text(judgement.get(key)) for key in TABLES["judgements"]}
        values = {key: None if judgement.get(key) is None else _json(judgement[key]) for key in ("before", "after")}
        yield "judgements", {**row, **values, **report, "number": number}


def _document(document: Data, across: Data) -> Data:
    published, copies = document["published"], across.get("copies") or {}
    span = published.get("span") or {}
    return {
        **{key: document[key] for key in ("ref", "title", "url", "outlet", "text")},
        "report": document["id"],
        "published": published["value"],
        "published_basis": published["basis"],
        "published_start": span.get("start"),
        "published_end": span.get("end"),
        "published_reason": published.get("reason"),
        "version": across.get("version"),
        "current": across.get("current"),
        "source": _text(across.get("source")),
        "copies_group": _text(copies.get("group")),
        "copies_similarity": copies.get("similarity"),
        "copies_reason": _text(copies.get("reason")),
    }


def _event(event: Data) -> Data:
    when, span = event["when"], event["when"]["span"] or {}
    return {
        **event,
        "trigger_start": event["trigger"]["start"],
        "trigger_end": event["trigger"]["end"],
        "when": when["value"],
        "when_basis": when["basis"],
        "when_start": span.get("start"),
        "when_end": span.get("end"),
    }


def _exchange(exchange: Data, head: Data, number: int | None) -> Iterator[tuple[str, Data]]:
    lists = {
        key: [_text(x) for x in exchange[key]] if exchange.get(key) is not None else None
        for key in ("openings", "answers", "claims")
    }
    single = {key: _text(exchange.get(key)) for key in ("id", "opening", "outcome")}
    yield "exchanges", {**head, "number": number, **single, **lists}
    for place, addressee in enumerate(exchange.get("addressees") or ()):
        row = {key: _text(addressee.get(key)) for key in _ADDRESSED}
        yield "addressees", {**head, "exchange": single["id"], "number": place, **row}


def _group(group: Data) -> Data:
    differences = [
        {
            "field": difference["field"],
            "values": [
                {"value": _text(v["value"]), "events": [_text(e) for e in v.get("events") or ()]}
                for v in difference["values"]
            ],
        }
        for difference in group.get("differences") or ()
    ]
    texts = {key: _text(group.get(key)) for key in ("id", "type", "status", "day", "first_report")}
    numbers = {key: group.get(key) for key in ("reports", "outlets")}
    return {**texts, **numbers, "events": [_text(e) for e in group.get("events") or ()], "differences": differences}


def _first(thing: object, seen: set[bytes]) -> bool:
    """Whether the very same thing has not been written before; remembered from now on."""
    digest = hashlib.sha256(_json(thing).encode("utf-8")).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
