"""What is to be read, cut into shards: the same inputs and options give the same plan, whoever works on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import communique
from communique.errors import DocumentError, UsageError
from communique.ingest import jsonl, parquet
from communique.ingest.document import iso_date
from communique.ingest.formats import beginning, binary, bom, wide
from communique.ingest.sources import HEAD_BYTES, expand, os_error, printable

#: Number of the format of a coded folder; a higher one is not read.
FORMAT = 1
_BLOCK = 1 << 20
#: What decides how a report is read, beside the model.
_RULES = ("actors", "data", "events", "ingest", "links", "parse", "lexicon.py", "model.py", "pipeline.py")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for.

    Attributes:
        model: name of the spaCy model.
        published: day of publication of all reports (ISO 8601), if given.
        any_language: read what does not look English too.
        shard_bytes: size that a shard is filled up to, or a large file cut at.
        seconds: the longest that one document may take.
    """

    model: str
    published: str | None = None
    any_language: bool = False
    shard_bytes: int = 2_000_000
    seconds: int = 120


@dataclass(frozen=True, slots=True)
class Input:
    """A file: its name as it was given, its size in bytes and the SHA-256 of its content."""

    path: str
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole file, or the bytes ``[start, end)`` of one of lines or the row groups ``[start, end)`` of a Parquet file.

    Attributes:
        input: number of the file among the inputs.
        kind: "file", "lines" or "groups".
        start: first byte or row group.
        end: the one after the last.
        first: number of its first line or row, from 1.
        bytes: size of it, to share out work and tell time left.
    """

    input: int
    kind: str
    start: int
    end: int
    first: int
    bytes: int


Shard = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a job.

    Attributes:
        program: version of Communiqué.
        rules: digest of its rules.
        model: version of the model.
        options: what was asked for.
        inputs: the files, in order.
        shards: pieces of them, in order.
        unread: what no file could be found for, as place, reason, remedy.
    """

    program: str
    rules: str
    model: str
    options: Options
    inputs: tuple[Input, ...]
    shards: tuple[Shard, ...]
    unread: tuple[tuple[str, str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain data."""
        return {"format": FORMAT, **asdict(self)}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Plan:
        """A plan out of plain data.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        return Plan(
            data["program"],
            data["rules"],
            data["model"],
            Options(**data["options"]),
            tuple(Input(**i) for i in data["inputs"]),
            tuple(tuple(Piece(**p) for p in shard) for shard in data["shards"]),
            tuple((place, reason, remedy) for place, reason, remedy in data["unread"]),
        )

    def size(self, shard: int) -> int:
        """Bytes of a shard."""
        return sum(p.bytes for p in self.shards[shard])


def make(sources: Iterable[str], options: Options) -> Plan:
    """Plan the reading of sources; every file is read once, for its digest and the ends of its lines.

    Raises:
        UsageError: a source is missing or no file or folder; the day of publication is none.
    """
    if options.published is not None and iso_date(options.published) is None:
        raise UsageError("published", f"{options.published!r} is no date", "Write it as 2022-02-10.")
    inputs: list[Input] = []
    pieces: list[Piece] = []
    unread: list[tuple[str, str, str]] = []
    for path in chain.from_iterable(_files(s, unread) for s in sources):
        try:
            with path.open("rb") as file:
                found, cut = _cut(file, len(inputs), path, options.shard_bytes)
        except OSError as error:
            problem = os_error(printable(path), error)
            unread.append((problem.place, problem.reason, problem.remedy))
            continue
        inputs.append(found)
        pieces += cut
    return Plan(
        communique.__version__,
        rules(),
        _version(options.model),
        options,
        tuple(inputs),
        tuple(_filled(pieces, options.shard_bytes)),
        tuple(unread),
    )


@cache
def rules() -> str:
    """SHA-256 (16 digits) of the code and data by which reports are read."""
    package = Path(communique.__file__).parent
    digest = hashlib.sha256()
    for name in _RULES:
        top = package / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in (".py", ".toml", ".json", ".txt", ".csv", ".tsv"):
                digest.update(f"{path.relative_to(package).as_posix()}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _version(model: str) -> str:
    try:
        return f"{model} {metadata.version(model)}"
    except metadata.PackageNotFoundError:
        from communique import pipeline  # late: loads the parser library

        return pipeline.parser(model).syntax.version


def _files(source: str, unread: list[tuple[str, str, str]]) -> Iterator[Path]:
    if source == "-":
        raise UsageError("-", "standard input cannot be read again after an interruption", "Save it in a file.")
    if "://" in source and not Path(source).exists():
        raise UsageError(source, "only files and folders are coded", "Fetch it first: communique add --keep-source …")
    if not Path(source).exists():
        raise UsageError(printable(source), "no such file or folder", "Check the name.")
    for found in expand(source):
        if isinstance(found, DocumentError):
            unread.append((found.place, found.reason, found.remedy))
        elif found.path is not None:
            yield found.path


def _cut(file: BinaryIO, number: int, path: Path, size: int) -> tuple[Input, list[Piece]]:
    """Digest a file, and cut it if its lines are records and it is larger than a shard."""
    head = file.read(HEAD_BYTES)
    lines = _lines(head)
    digest = hashlib.sha256()
    pieces: list[Piece] = []
    start, first = 0, 1  # of the piece under way
    place, line = 0, 1  # of the block under way
    block = head
    while block:
        digest.update(block)
        at = 0
        while lines and (end := block.find(b"\n", max(at, start + size - place - 1))) >= 0:
            line += block.count(b"\n", at, end + 1)
            at = end + 1
            pieces.append(Piece(number, "lines", start, place + at, first, place + at - start))
            start, first = place + at, line
        line += block.count(b"\n", at)
        place += len(block)
        block = file.read(_BLOCK)
    if not pieces and place > size and head.startswith(parquet.MAGIC):
        pieces = _groups(number, path, size)
    if not pieces:
        pieces.append(Piece(number, "file", 0, place, 1, place))
    elif lines and start < place:
        pieces.append(Piece(number, "lines", start, place, first, place - start))
    return Input(str(path), place, digest.hexdigest()), pieces


def _groups(number: int, path: Path, size: int) -> list[Piece]:
    """Whole row groups of a Parquet file, as many as fill a shard; none if its end, where they are listed, cannot be read."""
    from pyarrow.parquet import read_metadata  # only here: pyarrow takes long to load

    try:
        metadata = read_metadata(path)
        groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
        sizes = [sum(g.column(n).total_compressed_size for n in range(g.num_columns)) for g in groups]
    except Exception:  # noqa: BLE001 (of many kinds: its reader will say what is wrong)
        return []
    pieces: list[Piece] = []
    start, first, held, rows = 0, 1, 0, 1
    for at, (group, more) in enumerate(zip(groups, sizes, strict=True)):
        held += more
        rows += group.num_rows
        if held >= size or at == len(groups) - 1:
            pieces.append(Piece(number, "groups", start, at + 1, first, held))
            start, first, held = at + 1, rows, 0
    return pieces


def _lines(head: bytes) -> bool:
    """Whether a file holds JSON Lines that may be cut: any reader of a part of it must see the same encoding."""
    encoding = (bom(head) or (b"", wide(head)))[1]
    return encoding in (None, "utf-8") and binary(head, "") is None and jsonl.sniff_lines(beginning(head))


def _filled(pieces: list[Piece], size: int) -> Iterator[Shard]:
    """Put pieces together in their order until a shard is full."""
    shard: list[Piece] = []
    held = 0
    for piece in pieces:
        if shard and held + piece.bytes > size:
            yield tuple(shard)
            shard, held = [], 0
        shard.append(piece)
        held += piece.bytes
    if shard:
        yield tuple(shard)
