"""Parquet tables, one document a row, read row group by row group and a few rows at a time.

Columns are named as the fields of JSON Lines are (``fields.py``); only those that are used are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count
from typing import Any

from communique.errors import DocumentError
from communique.ingest import fields
from communique.ingest.compressed import FREE_BYTES, MAX_RATIO
from communique.ingest.limits import megabytes
from communique.ingest.options import Options
from communique.ingest.sources import Source, os_error
from communique.model import Document

MAGIC = b"PAR1"

ROWS = 32
"""Rows held at a time: few enough that rows of 5 MB each stay within bounds."""

_BUFFER = 1 << 20
_REMEDY = "Write or fetch the table again."


def sniff(head: str) -> bool:
    """Whether it begins as a table does."""
    return head.startswith("PAR1")


def read(source: Source, options: Options, groups: Iterable[int] | None = None) -> Iterator[Document | DocumentError]:
    """Yield the document of each row, or an error in the place of one that cannot be read.

    Args:
        source: the table; through a pipe, or compressed, it is first copied to a temporary file.
        options: what every reader is told.
        groups: numbers of the row groups to be read, from 0; None for all. `source.first` is then the number of the
            first row among them.

    Raises:
        DocumentError: the table as a whole cannot be read.

    """
    import pyarrow.parquet

    try:
        file = source.stream.seekable()
    except OSError as error:
        raise os_error(source.ref, error) from error
    with closing(file):
        try:
            table = pyarrow.parquet.ParquetFile(
                file, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True
            )
            columns = [name for name in table.schema_arrow.names if name in fields.ALL]
        except Exception as error:
            raise DocumentError(source.ref, f"it is no readable Parquet table ({_first(error)})", _REMEDY) from error
        if not set(columns) & set(fields.TEXT):
            reason = f"it has no column with the reports ({', '.join(fields.TEXT)})"
            raise DocumentError(source.ref, reason, 'Name the column that holds them "text".')
        if not table.metadata.num_rows:
            raise DocumentError(source.ref, "it holds no row", "Leave it out, or see why it is empty.")
        first = source.first
        for group in range(table.num_row_groups) if groups is None else groups:
            yield from _group(table, group, columns, first, source.ref, options)
            first += table.metadata.row_group(group).num_rows


def _group(
    table: Any, group: int, columns: list[str], first: int, ref: str, options: Options
) -> Iterator[Document | DocumentError]:
    """Yield the documents of a row group, of which the first row has the number `first`."""
    numbers = count(first)
    metadata = table.metadata.row_group(group)
    size = metadata.total_byte_size
    packed = sum(metadata.column(n).total_compressed_size for n in range(metadata.num_columns))
    if size > max(FREE_BYTES, MAX_RATIO * packed):
        reason = f"its row group {group + 1} unpacks to {megabytes(size)}, over {MAX_RATIO} times its size"
        yield DocumentError(ref, reason, "Look at what it is.")
        return
    try:
        for batch in table.iter_batches(ROWS, row_groups=[group], columns=columns, use_threads=False):
            for at in range(batch.num_rows):
                number = next(numbers)
                place = f"{ref}, row {number}"
                try:
                    row = {name: _value(batch.column(name), at, name, place) for name in columns}
                    yield fields.document(row, f"{ref}#{number}", place, options)
                except DocumentError as error:
                    yield error
    except (OSError, ValueError, ArithmeticError, NotImplementedError, MemoryError) as error:  # what Arrow raises
        last = first + metadata.num_rows - 1
        reason = f"its row group {group + 1} is damaged from row {next(numbers)} to {last} ({_first(error)})"
        yield DocumentError(ref, reason, _REMEDY)


def _value(column: Any, at: int, name: str, place: str) -> Any:
    """Return one value as Python's own; texts that were stored as bytes are decoded."""
    import pyarrow.types

    try:
        if pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns":  # Python knows microseconds only
            column = column.slice(at, 1).cast(pyarrow.timestamp("us", column.type.tz), safe=False)
            at = 0
        value = column[at].as_py()
        return value.decode("utf-8") if isinstance(value, bytes) else value
    except UnicodeDecodeError as error:
        reason = f'wrong encoding: "{name}" is not UTF-8 at byte {error.start}'
        raise DocumentError(place, reason, "Write it again as UTF-8.") from error
    except (ValueError, OverflowError) as error:
        raise DocumentError(place, f'"{name}" cannot be read ({_first(error)})', "Mend or remove the row.") from error


def _first(error: BaseException) -> str:
    """Return the first line of what a library says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
