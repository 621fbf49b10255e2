"""Coding with two workers of a Ray cluster beside the two-process run, and what a day and a decade of news cost by these figures.

Usage: python bench/shards.py [--shared DIR] [--articles N] [--workers N]

- Words per second by the clock, start-up apart: from the moment a twentieth of the words has been read to the end. Two processes
  that give records in order (``communique read --workers 2``), ``communique code`` with two processes of this machine, and with two
  workers of a local Ray cluster, one after the other on the same reports, and the first once more at the end: its better figure counts.
- The folders of both engines must be the same, byte for byte.
- The folder merged into a record: reports per CPU second, and bytes of a report in Parquet and in SQLite.
- From these, with the articles a day that are assumed (`--day`), core-hours, memory and storage of a day and a decade.

Exit code 1 if Ray has less than 0.9 of the two-process run's words per second.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from communique import batch, ingest
from communique.cluster import folder as coded
from communique.cluster import job, local, plan, rays, rows
from communique.errors import DocumentError
from communique.ledger import coded as merging
from communique.ledger.linking import link
from communique.parse.published import detect
from communique.parse.syntax import DEFAULT_MODEL
from communique.store.database import open_record

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("crisis_news", "crisis_official", "machine_translated", "wikinews")
FLOOR = 0.9
DAYS = 3652
_WARM = 0.05
_PAGE = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(slots=True)
class Clock:
    """Words read by the moments at which they were."""

    points: list[tuple[float, int]] = field(default_factory=list)

    def tell(self, words: int) -> None:
        """Note that so many words have been read until now."""
        self.points.append((time.monotonic(), words))

    def speed(self) -> float:
        """Words per second once all are at work."""
        end, words = self.points[-1]
        start, before = next(p for p in self.points if p[1] >= _WARM * words)
        return (words - before) / (end - start)


def reports(shared: Path, count: int, target: Path) -> str:
    """Write reports to a file of JSON Lines, those of the corpora again and again if they are too few; where they are from."""
    files = [path for name in CORPORA if (path := shared / "corpora" / f"{name}.jsonl").is_file()]
    files = files or [ROOT / "src" / "communique" / "data" / "samples" / "dossier.jsonl"]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    step = max(1, len(lines) // count)
    with target.open("w", encoding="utf-8") as file:
        for number, line in enumerate(islice(cycle(lines[::step]), count)):
            file.write(json.dumps({**json.loads(line), "id": f"r{number}", "url": None}) + "\n")
    return f"{count:,} reports of {files[0].parent}" + (
        f", {len(lines):,} of them different" if count > len(lines) else ""
    )


def in_processes(source: Path, workers: int) -> float:
    """Words per second of the run that gives records in order."""
    clock, words = Clock(), 0
    for outcome in batch.records(ingest.read([source], detect=detect), DEFAULT_MODEL, workers):
        if not isinstance(outcome, DocumentError):
            words += len(outcome.document.text.split())
        clock.tell(words)
    while multiprocessing.active_children():  # their CPU time must not be counted as that of what comes next
        time.sleep(0.1)
    return clock.speed()


def coding(source: Path, out: Path, engine: job.Engine) -> tuple[float, job.State]:
    """Words per second of a job, and its counts."""
    size = min(
        250_000, source.stat().st_size // 64
    )  # small enough that no worker is left alone with the last one for long
    planned = plan.make([str(source)], plan.Options(DEFAULT_MODEL, shard_bytes=size))
    coded.settle(out, planned)
    clock = Clock()
    state = job.run(out, planned, engine, lambda s: clock.tell(s.count.words))
    coded.clear(out)
    return clock.speed(), state


def content(folder: Path) -> dict[str, bytes]:
    """All files of a folder by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def packed(folder: Path, target: Path, size: int) -> tuple[int, int]:
    """Bytes and files of the same tables in shards of the usual size: the small ones of this bench hold more of what heads a file."""
    planned = coded.read_plan(folder)
    coded.settle(target, planned)
    shards = range(len(planned.shards))
    outcomes = (o for n in shards for o in rows.outcomes({t: coded.shard_file(folder, t, n) for t in rows.TABLES}))
    usual = max(1, round(size / plan.Options(DEFAULT_MODEL).shard_bytes))
    each = -(-coded.total(folder, planned).documents // usual)
    for number in range(usual):
        coded.write(target, number, "packed", (o for o in islice(outcomes, each) if not isinstance(o, str)))
    found = [p.stat().st_size for p in target.rglob("*.parquet")]
    return sum(found), len(found)


def merged(folder: Path, path: Path) -> tuple[int, float, float]:
    """Reports put into a record, and CPU seconds of saving them and of finding what they have in common."""
    with closing(open_record(path, create=True)) as db:
        started = time.process_time()
        count = sum(not isinstance(s, DocumentError) for s in merging.merge(db, folder, merging.finished(folder)))
        saved = time.process_time()
        link(db)
        linked = time.process_time()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count, saved - started, linked - saved


@dataclass(frozen=True, slots=True)
class Cost:
    """What one article costs: CPU seconds of reading and of merging, bytes in Parquet and in the record, and words."""

    reading: float
    merging: float
    parquet: float
    record: float
    words: float

    def table(self, day: tuple[int, ...]) -> Table:
        """A day and a decade, for each number of articles a day."""
        table = Table("", *(f"{n:,} a day" for n in day), title="what the world's English news costs, by these figures")
        lines: list[tuple[str, float, str]] = [
            ("words, a day (million)", self.words / 1e6, ",.0f"),
            ("core-hours of reading, a day", self.reading / 3600, ",.0f"),
            ("cores that keep up with it", self.reading / 86400, ",.1f"),
            ("core-hours of merging, a day (one core, one after another)", self.merging / 3600, ",.1f"),
            ("Parquet, a day (GB)", self.parquet / 1e9, ",.1f"),
            ("record, a day (GB)", self.record / 1e9, ",.1f"),
            ("core-hours of reading, a decade", self.reading * DAYS / 3600, ",.0f"),
            ("days on 1,000 cores, a decade", self.reading * DAYS / 86400 / 1000, ",.1f"),
            ("days of merging on one core, a decade", self.merging * DAYS / 86400, ",.0f"),
            ("Parquet, a decade (TB)", self.parquet * DAYS / 1e12, ",.1f"),
            ("record, a decade (TB)", self.record * DAYS / 1e12, ",.1f"),
        ]
        for name, each, form in lines:
            table.add_row(name, *(format(each * n, form) for n in day))
        return table


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--day", type=int, nargs="+", default=[200_000, 500_000])
    args = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        source = top / "reports.jsonl"
        where = reports(args.shared, args.articles, source)
        speeds = [in_processes(source, args.workers)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        own, state = coding(source, top / "local", local.LocalEngine(args.workers))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = after.ru_maxrss / _PAGE
        through_ray, _ = coding(source, top / "ray", rays.RayEngine(args.workers))
        speeds.append(in_processes(source, args.workers))
        same = content(top / "local") == content(top / "ray")
        size, files = packed(top / "local", top / "packed", source.stat().st_size)
        count, saving, linking = merged(top / "local", top / "record.db")
        base, documents = max(speeds), state.count.documents
        cost = Cost(
            (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / documents,
            (saving + linking) / count,
            size / documents,
            (top / "record.db").stat().st_size / count,
            state.count.words / documents,
        )
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    console.print(
        f"{where}, {state.count.words:,} words; {os.cpu_count()} cores, load {load} at the end", highlight=False
    )
    table = Table("", "words per second", "beside the two-process run")
    for title, speed in (
        (f"{args.workers} processes, records in order (twice: {min(speeds):,.0f}, {max(speeds):,.0f})", base),
        (f"code, {args.workers} processes", own),
        (f"code, {args.workers} workers of a local Ray cluster", through_ray),
    ):
        table.add_row(title, f"{speed:,.0f}", f"{speed / base:.2f}")
    console.print(table)
    lines = (
        f"Folders of both engines {'are the same, byte for byte' if same else 'DIFFER'}. Peak memory of a worker {peak:,.0f} MB.",
        f"A report of {cost.words:,.0f} words: {cost.parquet:,.0f} bytes in Parquet ({files} files), {cost.record:,.0f} in the record;",
        f"{cost.reading:.3f} CPU seconds to read and write, {saving / count:.4f} to save, {linking / count:.4f} to link.",
    )
    console.print("\n".join(lines), highlight=False)
    console.print(cost.table(tuple(args.day)))
    if through_ray < FLOOR * base or not same:
        console.print(f"Missed: Ray at least {FLOOR} of the two-process run, and the same folder.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
