"""A coded folder: the plan in ``manifest.json``, a file a table and shard, and a mark for each shard that is whole.

::

    DIR/manifest.json                          the plan
    DIR/documents/shard-000000.parquet         and so on, for each of rows.TABLES
    DIR/done/shard-000000.json                 written last: counts, and the size of every file
    DIR/under-way/                             only while somebody works on it

Files are written under another name and renamed when they are whole, so that whoever is killed leaves nothing that is half.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from communique import tables
from communique.cluster.plan import FORMAT, Plan
from communique.cluster.rows import TABLES, Outcome, of_outcome
from communique.errors import DocumentError, UsageError

MANIFEST = "manifest.json"
_NEW = "Name another folder with --out; reports that a record holds already are left alone when both are added."


@dataclass(slots=True)
class Count:
    """What a shard holds: documents read, those that failed, words and events."""

    documents: int = 0
    failed: int = 0
    words: int = 0
    events: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        if isinstance(outcome, DocumentError):
            self.failed += 1
            return
        self.documents += 1
        self.words += len(outcome.document.text.split())
        self.events += len(outcome.events)

    def __iadd__(self, other: Count) -> Count:
        self.documents += other.documents
        self.failed += other.failed
        self.words += other.words
        self.events += other.events
        return self


def is_coded(path: str | Path) -> bool:
    """Whether a path names a coded folder."""
    return (Path(path) / MANIFEST).is_file() and (Path(path) / "done").is_dir()


def shard_file(folder: Path, table: str, shard: int) -> Path:
    """The file of a table and a shard."""
    return folder / table / f"shard-{shard:06d}.parquet"


def read_plan(folder: Path) -> Plan:
    """The plan of a folder.

    Raises:
        UsageError: there is none, or a later version of the program wrote it.
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="ascii"))
        if data["format"] > FORMAT:
            reason = f"it was coded by a later version ({data['program']}) in a form that this one does not know"
            raise UsageError(str(folder), reason, "Install that version.")
        return Plan.from_dict(data)
    except FileNotFoundError:
        raise UsageError(str(folder), "it is no coded folder", "communique code … --out makes one.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(str(path), f"it cannot be read ({error})", "Code the reports again.") from error


def settle(folder: Path, plan: Plan) -> None:
    """Make the folder for a plan, or see that the one that is there was made for the same.

    Raises:
        UsageError: it holds something else, or the plan has changed.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            f"--out {folder}", "this is a file, and a folder is needed", "Name a folder, or one to be made."
        )
    if (folder / MANIFEST).exists():
        former = read_plan(folder)
        if former != plan:
            reason, remedy = _changed(former, plan)
            raise UsageError(f"--out {folder}", reason, remedy)
    elif folder.is_dir() and any(p.suffix != ".part" for p in folder.iterdir()):
        raise UsageError(
            f"--out {folder}", "the folder holds other files", "Name one that is empty, or one to be made."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MANIFEST).exists():
        _write(folder / MANIFEST, json.dumps(plan.to_dict(), indent=1).encode("ascii"))
    for name in (*TABLES, "done", "under-way"):
        (folder / name).mkdir(exist_ok=True)


def _changed(former: Plan, plan: Plan) -> tuple[str, str]:
    """What is not as it was, and what to do."""
    for what, before, now in (
        ("version of Communiqué", former.program, plan.program),
        ("rules", former.rules, plan.rules),
        ("model", former.model, plan.model),
    ):
        if before != now:
            return f"it was begun with another {what} ({before}, now {now})", f"Install that one to go on. {_NEW}"
    if former.options != plan.options:
        old, new = asdict(former.options), asdict(plan.options)
        told = ", ".join(f"{k} {old[k]!r}, now {new[k]!r}" for k in old if old[k] != new[k])
        return f"it was begun with other options ({told})", f"Give the same options to go on. {_NEW}"
    old, new = ({i.path: i for i in each.inputs} for each in (former, plan))
    told = next(
        (
            f"{path} {word}"
            for path in sorted({*old, *new})
            for word in (
                "is new" if path not in old else "is gone" if path not in new else "has changed" if old[path] != new[path] else "",
            )
            if word
        ),
        "they come in another order",
    )  # fmt: skip
    return f"the inputs are not those it was begun with: {told}", f"Give the same files to go on. {_NEW}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder while a job runs.

    Raises:
        UsageError: another one holds it.
    """
    try:
        import fcntl
    except ImportError:  # no such locks on this system: two jobs would do the same work twice, with the same result
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"--out {folder}", "another run is at work on it", "Wait for its end.") from None
        except OSError:  # a file system without locks
            yield
            return
        yield
    finally:
        os.close(handle)


def write(folder: Path, shard: int, attempt: str, outcomes: Iterable[Outcome], told: Any = None) -> Count:
    """Write a shard, whole or not at all.

    Args:
        folder: the coded folder.
        shard: its number.
        attempt: a word that no other process uses, for the names of unfinished files.
        outcomes: what was read, in order.
        told: called with the count after every document.
    """
    parts = {name: folder / "under-way" / f"{shard:06d}-{attempt}-{name}.parquet" for name in TABLES}
    count = Count()
    try:
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(
                    tables.Writer(
                        part, TABLES[name], tables.DOCUMENTS if name in ("documents", "failed") else tables.ROWS
                    )
                )
                for name, part in parts.items()
            }
            for number, outcome in enumerate(outcomes):
                for name, row in of_outcome(number, outcome):
                    writers[name].add(row)
                count.add(outcome)
                if told is not None:
                    told(count)
        sizes = {name: [writers[name].count, part.stat().st_size] for name, part in parts.items()}
        for name, part in parts.items():
            _settled(part)
            part.replace(shard_file(folder, name, shard))
        _write(_mark(folder, shard), json.dumps({**asdict(count), "tables": sizes}).encode("ascii"))
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return count


def _mark(folder: Path, shard: int) -> Path:
    return folder / "done" / f"shard-{shard:06d}.json"


def done(folder: Path, shard: int) -> Count | None:
    """What a shard holds, if it is whole; a file that is missing or of another size than was written makes it not done."""
    try:
        data = json.loads(_mark(folder, shard).read_text(encoding="ascii"))
        for name, (_, size) in data.pop("tables").items():
            if shard_file(folder, name, shard).stat().st_size != size:
                return None
        return Count(**data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def total(folder: Path, plan: Plan) -> Count:
    """What all shards that are done hold together."""
    count = Count()
    for shard in range(len(plan.shards)):
        count += done(folder, shard) or Count()
    return count


def clear(folder: Path) -> None:
    """Take away what is only there while somebody works."""
    shutil.rmtree(folder / "under-way", ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _settled(path: Path) -> None:
    """See that a file is on the disk before it gets its name."""
    with path.open("rb+") as file, suppress(OSError):
        os.fsync(file.fileno())
