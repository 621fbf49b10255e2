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


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a longer table.

    Attributes:
        table: the rows.
        total: how many the whole table has.
        offset: how many come before these.
        limit: how many there are at most.
    """

    table: Table
    total: int
    offset: int
    limit: int

    @property
    def more(self) -> bool:
        """Whether others come after these."""
        return self.offset + len(self.table.rows) < self.total
