"""Time to add a report to a record that grows: saving and linking, at 1,250 to 10,000 reports.

Usage: python bench/growth.py [--shared DIR] [--records FILE] [--base N] [--batch N]

Reads N reports of the corpora once (or takes the records from FILE, which is written when it is not there), and makes copies of them
that follow each other in time (see shifted.py). At the end of the 1st, 2nd, 4th and 8th copy its last reports are added as a batch of
their own and measured: the same reports each time, so that nothing differs but what the record already holds. Prints a table and writes
docs/pictures/growth.json and growth.svg. CPU time of one process; wall-clock time is in the JSON too.
"""

from __future__ import annotations

import argparse
import gc
import json
import pickle
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from growth_picture import draw
from rich.console import Console
from rich.table import Table
from shifted import Copies, ordinary

from communique import batch, ingest
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Record
from communique.parse.published import detect
from communique.parse.syntax import DEFAULT_MODEL
from communique.store.database import open_record

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("crisis_news", "crisis_official")
PICTURES = ROOT / "docs" / "pictures"
#: Copies at whose end is measured.
MEASURED = (1, 2, 4, 8)


@dataclass
class Point:
    """What a batch took; seconds for all its reports together.

    Attributes:
        reports: size of the record with the batch.
        batch: reports in the batch.
        save: CPU seconds for saving.
        link: CPU seconds for linking.
        wall: seconds by the clock for both.
        steps: CPU seconds for each step of linking.
        megabytes: size of the file.
    """

    reports: int
    batch: int
    save: float = 0.0
    link: float = 0.0
    wall: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)
    megabytes: float = 0.0

    @property
    def each(self) -> float:
        """Milliseconds for one report."""
        return 1000 * (self.save + self.link) / self.batch


def base(shared: Path, count: int) -> list[Record]:
    """Records of reports of the corpora, evenly spread, one of each address, in the order of their days."""
    lines: dict[str, str] = {}
    for name in CORPORA:
        path = shared / "corpora" / f"{name}.jsonl"
        if not path.is_file():
            raise SystemExit(f"{path} is not there: name the folder of the reference material with --shared.")
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                lines.setdefault(json.loads(line)["url"], line)
    some = list(lines.values())
    if len(some) < count:
        raise SystemExit(f"{shared} holds {len(some)} reports, fewer than {count}: take a smaller --base.")
    chosen = [some[n * len(some) // count] for n in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.jsonl"
        path.write_text("\n".join(chosen), encoding="utf-8")
        found = [r for r in batch.records(ingest.read([path], detect=detect), DEFAULT_MODEL) if isinstance(r, Record)]
    return sorted(found, key=lambda r: (r.document.published.value or "", r.document.id))


def kept(path: Path | None, make: Callable[[], list[Record]]) -> list[Record]:
    """The records of a file, or else those made and written there."""
    if path is not None and path.is_file():
        with path.open("rb") as stream:
            found: list[Record] = pickle.load(stream)
        return found
    found = make()
    if path is not None:
        path.write_bytes(pickle.dumps(found))
    return found


def put(db: sqlite3.Connection, records: Sequence[Record], point: Point) -> None:
    """Save and link records and note what it took."""
    clock, cpu = time.perf_counter(), time.process_time()
    run = add.begin_run(db, "bench", DEFAULT_MODEL, {})
    for record in records:
        add.save(db, record, run)
    point.save = time.process_time() - cpu
    last = start = time.process_time()

    def told(step: str, _: int) -> None:
        nonlocal last
        now = time.process_time()
        point.steps[step] = point.steps.get(step, 0.0) + now - last
        last = now

    link(db, told)
    add.end_run(db, run)
    point.link = time.process_time() - start
    point.wall = time.perf_counter() - clock


def measure(records: list[Record], size: int, path: Path, told: Callable[[Point], None]) -> list[Point]:
    """Add copy after copy; a point at the end of each measured one."""
    span = days_of(records)
    words = ordinary(records)
    points = []
    db = open_record(path, create=True)
    for number in range(MEASURED[-1]):
        copies = Copies(number, words, number * span) if number else None
        some = [copies.of(r) for r in records] if copies else records
        gc.freeze()  # the copies would be gone through again and again by the collector
        point = Point((number + 1) * len(records), size)
        put(db, some[:-size], Point(0, 1))
        put(db, some[-size:], point)
        point.megabytes = (path.stat().st_size + path.with_name(path.name + "-wal").stat().st_size) / 1e6
        if number + 1 in MEASURED:
            points.append(point)
            told(point)
    db.close()
    return points


def days_of(records: Sequence[Record]) -> int:
    """Days from the first report to the day after the last."""
    known = [date.fromisoformat(r.document.published.value) for r in records if r.document.published.value]
    return (max(known) - min(known)).days + 1


def table(points: Sequence[Point]) -> Table:
    """Milliseconds for a report, by what they were for."""
    found = Table("ms of CPU time for a report", *(f"{p.reports:,} reports" for p in points), "last : first")
    rows: list[tuple[str, Callable[[Point], float]]] = [
        ("save", lambda p: p.save),
        *((f"link: {name}", lambda p, name=name: p.steps.get(name, 0.0)) for name in points[0].steps),
        ("link", lambda p: p.link),
        ("save and link", lambda p: p.save + p.link),
    ]
    for name, read in rows:
        values = [1000 * read(p) / p.batch for p in points]
        found.add_row(name, *(f"{v:,.2f}" for v in values), f"{values[-1] / values[0]:.2f}" if values[0] else "")
    found.add_row("megabytes", *(f"{p.megabytes:,.0f}" for p in points), "")
    return found


def as_json(points: Sequence[Point]) -> str:
    """The points as data, milliseconds for a report."""
    rows = [
        {
            "reports": p.reports,
            "batch": p.batch,
            "save_ms": round(1000 * p.save / p.batch, 2),
            "link_ms": round(1000 * p.link / p.batch, 2),
            "total_ms": round(p.each, 2),
            "wall_ms": round(1000 * p.wall / p.batch, 2),
            "steps_ms": {name: round(1000 * s / p.batch, 2) for name, s in p.steps.items()},
            "megabytes": round(p.megabytes),
        }
        for p in points
    ]
    return json.dumps({"points": rows, "last_to_first": round(points[-1].each / points[0].each, 2)}, indent=1) + "\n"


def main() -> int:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--records", type=Path)
    parser.add_argument("--base", type=int, default=1250)
    parser.add_argument("--batch", type=int, default=250)
    args = parser.parse_args()
    console = Console(width=120, highlight=False)
    started = time.perf_counter()
    records = kept(args.records, lambda: base(args.shared, args.base))
    console.print(
        f"{len(records):,} records of {sum(len(r.document.text.split()) for r in records):,} words,"
        f" {sum(len(r.events) for r in records):,} events; {time.perf_counter() - started:,.0f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        points = measure(
            records,
            args.batch,
            Path(folder) / "record.db",
            lambda p: console.print(
                f"{p.reports:,} reports: {p.each:.1f} ms for a report ({time.perf_counter() - started:,.0f} s)"
            ),
        )
    console.print(table(points))
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "growth.json").write_text(as_json(points), encoding="utf-8")
    lines = {
        "save and link": [(p.reports, p.each) for p in points],
        "link": [(p.reports, 1000 * p.link / p.batch) for p in points],
        "save": [(p.reports, 1000 * p.save / p.batch) for p in points],
    }
    (PICTURES / "growth.svg").write_text(draw(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
