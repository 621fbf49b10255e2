"""Connections to the record: one for reading in each thread, which cannot write; one for writing at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.store.database import open_reading, open_record

if TYPE_CHECKING:
    from communique.store.connection import Connection


class Access:
    """The record of one server."""

    def __init__(self, record: str, seconds: float) -> None:
        self._record = record
        self._seconds = seconds
        self._local = threading.local()
        self._open: list[Connection] = []
        self._writing = threading.Lock()
        with self.writing():  # brings an older record to the newest schema, or refuses
            pass

    @property
    def reading(self) -> Connection:
        """The connection for reading of the thread that asks."""
        found: Connection | None = getattr(self._local, "reading", None)
        if found is None:
            found = self._local.reading = open_reading(self._record, self._seconds)
            self._open.append(found)
        return found

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection for writing; one thread at a time has it."""
        with self._writing:
            connection = open_record(self._record)
            try:
                yield connection
            finally:
                connection.close()

    def close(self) -> None:
        """Close what is open for reading."""
        while self._open:
            self._open.pop().close()
