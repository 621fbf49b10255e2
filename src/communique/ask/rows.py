"""What a question gives: a table of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the columns that a terminal shows; JSON output has every key of a row.

    Attributes:
        title: what it is.
        columns: keys in the order in which they are shown.
        rows: the rows.
        empty: what to say when there are none.
        notes: sentences to print after the table.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    empty: str = "Nothing found."
    notes: list[str] = field(default_factory=list)
