"""A record as rows of plain tables, and such tables in Parquet files, for whoever writes or reads them.

Source: "Apache Parquet" format 2.6, written by pyarrow with Zstandard compression. No file holds a time of writing: the same rows
give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: A row, or a record as :func:`communique.record.to_dict` gives it.
Data = dict[str, Any]

#: What is kept of each addressee of an exchange.
ADDRESSED = ("actor", "name", "state", "by", "behalf", "quote")

#: Columns of every table of one record; ``report`` is the id of the document, ``number`` a place in a list, from 0.
COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "report": "text", "ref": "text", "title": "text", "url": "text", "outlet": "text", "text": "text",
        "published": "text", "published_basis": "text", "published_start": "int", "published_end": "int",
        "published_reason": "text",
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
        "report": "text", "number": "int", "type": "text", "from": "text", "to": "text", "score": "float", "reasons": "texts",
    },
    "exchanges": {
        "report": "text", "number": "int", "id": "text", "opening": "text", "answers": "texts", "outcome": "text",
        "claims": "texts",
    },
    "addressees": {
        "report": "text", "exchange": "text", "number": "int", "actor": "text", "state": "text", "by": "text", "behalf": "text",
    },
}  # fmt: skip

#: Rows that wait in memory before they are written as one row group; documents hold whole texts.
ROWS = 20_000
DOCUMENTS = 1_000


class Writer:
    """One table, written in batches. A context manager: what waits is written at its end, if all went well.

    Args:
        path: of the file.
        columns: names and types, of those that :func:`schema` knows.
        most: rows of a row group.
    """

    def __init__(self, path: Path, columns: dict[str, str], most: int) -> None:
        from pyarrow.parquet import ParquetWriter  # only here: pyarrow takes long to load

        self._schema = schema(columns)
        self._writer = ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Data] = []
        self._most = most
        #: Rows written or waiting.
        self.count = 0

    def add(self, row: Data) -> None:
        """Take one row; keys without a column are passed over, missing ones are null."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= self._most:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()


def schema(columns: dict[str, str]) -> Any:
    """The Arrow schema of columns by name and type: text, int, float, bool, texts (a list) or differences."""
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


def rows(record: Data) -> Iterator[tuple[str, Data]]:
    """The rows of a record, as table and row, for :data:`COLUMNS`; what the ledger found beside it is left out."""
    report = {"report": record["document"]["id"]}
    yield "documents", _document(record["document"])
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
    for number, link in enumerate(record["links"]):
        yield "links", {**report, "number": number, **link}
    for number, exchange in enumerate(record["exchanges"]):
        yield from exchange_rows(exchange, report, number)


def exchange_rows(exchange: Data, head: Data, number: int | None) -> Iterator[tuple[str, Data]]:
    """The row of an exchange and those of its addressees; `head` holds what goes into all of them."""
    lists = {
        key: [text_of(x) for x in exchange[key]] if exchange.get(key) is not None else None
        for key in ("openings", "answers", "claims")
    }
    single = {key: text_of(exchange.get(key)) for key in ("id", "opening", "outcome")}
    yield "exchanges", {**head, "number": number, **single, **lists}
    for place, addressee in enumerate(exchange.get("addressees") or ()):
        row = {key: text_of(addressee.get(key)) for key in ADDRESSED}
        yield "addressees", {**head, "exchange": single["id"], "number": place, **row}


def text_of(value: object) -> str | None:
    """A value for a column of text: null and text as they are, anything else as JSON."""
    return value if value is None or isinstance(value, str) else to_json(value)


def to_json(value: object) -> str:
    """A value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _document(document: Data) -> Data:
    published = document["published"]
    span = published.get("span") or {}
    return {
        **{key: document[key] for key in ("ref", "title", "url", "outlet", "text")},
        "report": document["id"],
        "published": published["value"],
        "published_basis": published["basis"],
        "published_start": span.get("start"),
        "published_end": span.get("end"),
        "published_reason": published.get("reason"),
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
