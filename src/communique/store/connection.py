"""What the program asks of a connection to a record, whichever database keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from communique.errors import UsageError

Parameters = Sequence[Any] | Mapping[str, Any]
"""Values of `?` in their order, or of `:name` by name."""


class Cursor(Protocol):
    """The rows of one statement, as tuples."""

    @property
    def description(self) -> Any:
        """One tuple a column, the name first; None where there are no rows to come."""

    @property
    def rowcount(self) -> int:
        """Rows that the statement changed."""

    @property
    def lastrowid(self) -> int | None:
        """The number that the last row put in got by itself."""

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any:
        """The next row; None after the last."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""


class Connection(Protocol):
    """An open record; :class:`sqlite3.Connection` is one."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction has begun."""

    def execute(self, sql: str, parameters: Parameters = ..., /) -> Cursor:
        """Carry out one statement."""

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Any:
        """Carry out one statement for each of some sets of values."""

    def commit(self) -> None:
        """End the transaction; it holds."""

    def rollback(self) -> None:
        """End the transaction as if it had not been."""

    def close(self) -> None:
        """Let the record go."""


class TextError(UsageError):
    """A text holds a character that the database cannot keep."""
