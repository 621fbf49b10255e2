"""A record as lines of text, the same for the same content: to compare two records, or one with itself on another day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from communique.store.connection import Connection
from communique.store.dialect import columns, tables

#: What differs between two runs that found the same: who read it and when, and numbers that only join tables of one file.
_LEFT_OUT = {
    "reports": {"added_by", "read_by"},
    "sentences": {"id"},
    "feeds": {"fetched", "not_before"},
    "originals": {"fetched"},
}
#: Who works with the record is none of what it says.
_PEOPLE = ("places_kept",)


def canonical(db: Connection, only: Collection[str] | None = None) -> Iterator[str]:
    """One line of JSON a row, ``{"table": name, column: value, …}``: tables by name, their rows in the order of the lines.

    Runs, the numbers of runs and the row numbers of sentences are left out; binary values are hexadecimal digits.

    Args:
        db: the store.
        only: names of the tables that are wanted; None: all.
    """
    for table in tables(db):
        if table != "runs" and table not in _PEOPLE and (only is None or table in only):
            yield from sorted(_rows(db, table))


def _rows(db: Connection, table: str) -> Iterator[str]:
    kept = [c for c in columns(db, table) if c not in _LEFT_OUT.get(table, ())]
    names = ", ".join(f'"{c}"' for c in kept)
    for row in db.execute(f'SELECT {names} FROM "{table}"'):
        values = (v.hex() if isinstance(v, bytes) else v for v in row)
        yield json.dumps({"table": table, **dict(zip(kept, values, strict=True))}, ensure_ascii=False)
