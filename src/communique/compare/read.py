"""Events as other coders wrote them → ``Coded`` rows, in the formats of ``READERS``.

A bad line gives an error in its place and harms no other. A new format is one entry of ``READERS`` and one function.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from communique.compare import plover
from communique.compare.coded import Coded, Lines, day
from communique.compare.codes import cameo_party, kind
from communique.errors import DocumentError, UsageError

__all__ = ["READERS", "Coded", "Reader", "read"]

_ACTOR = re.compile(r"(?:---|[A-Z]{3})+|\*\d*\*|")
_IDS = re.compile(r"[^\s;]+_\d+(?:;[^\s;]+_\d+)*")
_SENTENCE = re.compile(r"_\d+$")
_URL = re.compile(r"https?://\S+")
_CAMEO_COLUMNS = 4
_LONGEST = 4_000_000  # bytes a line


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name on the command line, whether a first line is in it, and its rows, an error for each bad one."""

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[Lines], Iterator[Coded | DocumentError]]


def read(path: str | Path, form: str | None = None) -> Iterator[Coded | DocumentError]:
    """Read the events of a file, in order.

    Args:
        path: the file, UTF-8.
        form: name of one of ``READERS``; without it, the first line decides.

    Raises:
        UsageError: the format is unknown, or the file cannot be opened or is in none of the formats.
    """
    known = [reader.name for reader in READERS]
    if form is not None and form not in known:
        raise UsageError("format", f"{form!r} is none that can be compared with", f"Give one of {', '.join(known)}.")
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 (closed when the rows are through)
    except OSError as error:
        raise UsageError(str(path), f"it cannot be read ({error.strerror})", "Give a file of coded events.") from error
    lines = _lines(stream, str(path))
    first = next(lines, None)
    start = first[1] if first is not None and isinstance(first[1], str) else ""
    reader = next((r for r in READERS if (r.sniff(start) if form is None else r.name == form)), None)
    if reader is None:
        stream.close()
        reason = "its first line is neither JSON nor tab-separated" if start else "it is empty, or not UTF-8 text"
        raise UsageError(str(path), reason, f"Give a file in one of the formats {', '.join(known)}.")
    return _rows(reader, Lines(str(path), _again(first, lines)), stream)


def petrarch(lines: Lines) -> Iterator[Coded | DocumentError]:
    """Rows as PETRARCH2 and UniversalPetrarch write them.

    Tab-separated: date (YYYYMMDD), source, target, CAMEO code; then, in the order of the version, issues, the ids of the
    sentences (story id, underscore, number; several joined by ";"), URL and source, of which ids and URL are told by their form.
    """
    for place, number, line in lines:
        yield line if isinstance(line, DocumentError) else _or_error(_petrarch, line, place, number)


def plover_lines(lines: Lines) -> Iterator[Coded | DocumentError]:
    """PLOVER as JSON, one event a line: the specification's records, NGEC's output and their known variants."""
    for place, number, line in lines:
        if isinstance(line, DocumentError):
            yield line
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            what = str(error) if isinstance(error, ValueError) else "nested too deeply"
            yield DocumentError(place, f"not JSON ({what})", "Mend or remove the line.")
            continue
        yield _or_error(plover.row, value, place, number)


def plover_table(lines: Lines) -> Iterator[Coded | DocumentError]:
    """PLOVER as a tab-separated table whose first line names the columns, as POLECAT is published."""
    head: list[str] | None = None
    for place, number, line in lines:
        if isinstance(line, DocumentError):
            yield line
            continue
        cells = [cell.strip().removeprefix('"').removesuffix('"') for cell in line.split("\t")]
        if head is None:
            head = cells
        elif len(cells) > len(head):
            reason = f"{len(cells)} columns, and the first line names {len(head)}"
            yield DocumentError(place, reason, "Mend or remove the line.")
        else:
            yield _or_error(plover.row, dict(zip(head, cells, strict=False)), place, number)


def _petrarch(line: object, place: str, number: int) -> Coded:
    cells = [cell.strip() for cell in str(line).split("\t")]
    if len(cells) < _CAMEO_COLUMNS:
        reason = f"{len(cells)} columns, and date, source, target and code are needed"
        raise DocumentError(place, reason, "Separate them by tabs, or remove the line.")
    date = day(cells[0], f"{place}, column 1 (date)")
    sides = []
    for column, (name, code) in enumerate((("source", cells[1]), ("target", cells[2])), 2):
        if not _ACTOR.fullmatch(code):
            reason = f"{code[:40]!r} is no CAMEO actor code"
            raise DocumentError(f"{place}, column {column} ({name})", reason, "Write it like USAGOV, or --- for none.")
        party = cameo_party(code)
        sides.append((party,) if party else ())
    found = kind(cells[3])
    if found is None:
        remedy = "Codes are text of two to four digits from 01 to 20; a spreadsheet may have taken the zero."
        raise DocumentError(f"{place}, column 4 (code)", f"{cells[3][:40]!r} is no CAMEO code", remedy)
    source, target = reversed(sides) if found.exchanged else sides
    ids = next((cell for cell in cells[_CAMEO_COLUMNS:] if _IDS.fullmatch(cell) and not _URL.match(cell)), "")
    return Coded(
        date=date,
        type=found.type,
        mode=found.mode,
        cameo=cells[3],
        actors=source,
        recipients=target,
        report=_SENTENCE.sub("", ids.split(";")[0]) or None,
        text=None,
        place=number,
        url=next((cell for cell in cells[_CAMEO_COLUMNS:] if _URL.fullmatch(cell)), None),
    )


READERS: tuple[Reader, ...] = (
    Reader("plover", lambda line: line.lstrip().startswith("{"), plover_lines),
    Reader("polecat", lambda line: "\t" in line and "eventtype" in map(plover.key, line.split("\t")), plover_table),
    Reader("petrarch", lambda line: "\t" in line, petrarch),
)


def _or_error(
    parse: Callable[[object, str, int], Coded], value: object, place: str, number: int
) -> Coded | DocumentError:
    try:
        return parse(value, place, number)
    except DocumentError as error:
        return error


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, str | DocumentError]]:
    r"""Lines with their numbers, ended by ``\n`` only; blank ones left out, undecodable and endless ones as errors."""
    number = 0
    while line := stream.readline(_LONGEST + 1):
        number += 1
        place = f"{name}, line {number}"
        if len(line) > _LONGEST:
            while not line.endswith(b"\n") and (line := stream.readline(_LONGEST)):
                pass
            yield number, DocumentError(place, f"longer than {_LONGEST // 1_000_000} MB", "Remove the line.")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield number, DocumentError(place, f"byte {error.start} is not UTF-8", "Save the file again as UTF-8.")
            continue
        if text.strip():
            yield number, text


def _again(
    first: tuple[int, str | DocumentError] | None, rest: Iterator[tuple[int, str | DocumentError]]
) -> Iterator[tuple[int, str | DocumentError]]:
    if first is not None:
        yield first
    yield from rest


def _rows(reader: Reader, lines: Lines, stream: BinaryIO) -> Iterator[Coded | DocumentError]:
    with stream:
        yield from reader.read(lines)
