"""Tables of :mod:`communique.ask` on a terminal, as JSON, JSON Lines, CSV or tab-separated."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from communique.ask.rows import Row, Table
from communique.show.entries import UNPRINTABLE, clean, shorten

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
#: Share of the width that long columns get; what is not listed is as wide as it must be.
_WIDE = {"words": 5, "what": 4, "sentence": 6, "says": 5, "text": 6, "why": 4, "entries": 4, "who": 3, "whom": 2, "towards": 2, "by": 2,
         "offices": 4, "addressee": 2, "types": 4, "value": 4, "outlets": 4, "source": 2, "note": 3}  # fmt: skip
#: Widest column that is never wrapped.
_NARROW = 22
#: Characters of an id of an event, group, exchange or report that a terminal shows; those of actors are shown whole.
_ID = 9
_HASH = re.compile(r"[egx][0-9a-f]{12}|[0-9a-f]{16}")
_DIM = frozenset(["id", "report", "why"])
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def show(table: Table, console: Console) -> None:
    """Print a table; long cells are wrapped up to three lines and then cut, with an ellipsis."""
    title = Text(clean(table.title), style="bold")
    if not table.rows:
        console.print(title)
        console.print(Text(f"{table.empty}\n"))
        _notes(table, console)
        return
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    shown = [c for c in table.columns if any(_cell(r.get(c)) for r in table.rows)]
    longest = {c: max(len(_short(c, r)) for r in table.rows) for c in shown}
    fixed = {c for c in shown if c not in _WIDE and longest[c] <= _NARROW}
    room = max(console.width - sum(max(len(c), longest[c]) + 2 for c in fixed), 40)
    wide = sum(_WIDE.get(c, 2) for c in shown if c not in fixed) or 1
    for column in shown:
        style = "dim" if column in _DIM else None
        if column in fixed:
            drawn.add_column(column, no_wrap=True, style=style)
        else:
            drawn.add_column(column, ratio=_WIDE.get(column, 2), style=style)
    for row in table.rows:
        cells = []
        for column in shown:
            text = clean(_short(column, row))
            if column not in fixed:
                text = shorten(text, max(24, 3 * (room * _WIDE.get(column, 2) // wide - 2)))
            cells.append(Text(text))
        drawn.add_row(*cells)
    console.print(title)  # not the table's own, which would be broken at the table's width
    console.print(drawn)
    _notes(table, console)


def _short(column: str, row: Row) -> str:
    """A cell; of an id so much as to find it by."""
    text = _cell(row.get(column))
    return text[:_ID] if column in ("id", "report") and _HASH.fullmatch(text) else text


def _notes(table: Table, console: Console) -> None:
    for note in table.notes:
        console.print(Text(clean(note)))
    if table.notes:
        console.print()


def lines(tables: Sequence[Table], form: str) -> str:
    """The rows of tables in a format for machines: every key, one object a line or one row a line.

    Controls, and marks that turn the direction of a line, are escaped in JSON and replaced elsewhere: it may be printed on a terminal.

    Args:
        tables: the tables; if there are several, each row says in `table` which it is of.
        form: json (one array), jsonl, csv or tsv.
    """
    rows = [{**({"table": t.title} if len(tables) > 1 else {}), **r} for t in tables for r in t.rows]
    if form == "json":
        return _escaped(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n"
    if form == "jsonl":
        return "".join(_escaped(json.dumps(r, ensure_ascii=False, separators=(",", ":"))) + "\n" for r in rows)
    keys = list(dict.fromkeys(k for r in rows for k in r)) or [c for t in tables for c in t.columns]
    if form == "tsv":
        head = "\t".join(keys)
        return "".join(f"{line}\n" for line in [head, *("\t".join(clean(_cell(r.get(k))) for k in keys) for r in rows)])
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(keys)
    for row in rows:
        writer.writerow([_harmless(clean(_cell(row.get(k)))) for k in keys])
    return page.getvalue()


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list):
        return "; ".join(_cell(v) if not isinstance(v, dict) else json.dumps(v, ensure_ascii=False) for v in value)
    return str(value)


def _escaped(text: str) -> str:
    return UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _harmless(text: str) -> str:
    """A spreadsheet must not run what a report says: a beginning of a formula gets an apostrophe before it."""
    return "'" + text if text.startswith(_FORMULA) else text
