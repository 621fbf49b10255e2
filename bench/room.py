"""The reading room on 10,000 reports: time of each page under 20 concurrent readers while reports are added, size, first paint.

Usage: python bench/room.py [--shared DIR] [--record FILE] [--seconds N] [--only PAGE …] [--without-add]

A record of 10,000 reports (made of the corpora as in growth.py, or a copy of FILE) is served on loopback by `communique serve`; `communique
add` reads new reports into it all the while. For each kind of page wrk keeps 20 connections busy with many different addresses of it, each
asking again as soon as it was answered: that is more than 20 people do. Prints the median, the 95th percentile and the slowest, pages a
second and the largest page, and what a browser (Chromium, if there is one) takes to the first paint of a timeline of 5,000 events.
Fails where the 95th percentile is above 150 ms, a page is above 300 kB, or an answer is no page.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
READERS = 20
MOST_MS = 150.0
MOST_BYTES = 300_000
_SPREAD = 300  # addresses of a kind
console = Console(width=110, highlight=False)

#: wrk asks for the addresses of a file in turn, and prints what it saw as JSON.
_LUA = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at], {["Host"] = "localhost"}) end
done = function(summary, latency)
  io.write(string.format('\\n{"p50": %%f, "p95": %%f, "max": %%f, "requests": %%d, "seconds": %%f, "errors": %%d}\\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency.max / 1000, summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


@dataclass
class Figure:
    """What one kind of page took; milliseconds, bytes with styles and scripts."""

    page: str
    addresses: int
    p50: float
    p95: float
    slowest: float
    rate: float
    largest: int
    errors: int

    @property
    def fits(self) -> bool:
        """Whether it keeps the bounds."""
        return self.p95 <= MOST_MS and self.largest <= MOST_BYTES and not self.errors


def addresses(path: Path) -> dict[str, list[str]]:
    """For each kind of page different addresses, spread over the record."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def some(sql: str) -> list[str]:
        found = [str(i) for (i,) in db.execute(sql)]
        return found[:: max(len(found) // _SPREAD, 1)][:_SPREAD]

    reports = some("SELECT id FROM reports WHERE current = 1 ORDER BY id")
    events = some("SELECT id FROM events ORDER BY id LIMIT 200000")
    groups = some("SELECT id FROM groups WHERE reports > 1 ORDER BY id")
    actors = some("SELECT actor FROM event_actors GROUP BY actor HAVING count(*) > 20 ORDER BY count(*) DESC LIMIT 300")
    words = [w for w in some("SELECT DISTINCT lemma FROM traits ORDER BY lemma") if w.isalpha()]
    months = some("SELECT DISTINCT substr(first_day, 1, 7) FROM events WHERE first_day IS NOT NULL ORDER BY 1")
    outlets = some("SELECT DISTINCT outlet FROM reports WHERE outlet IS NOT NULL ORDER BY outlet")
    db.close()
    quoted = [quote(a, safe="/~") for a in actors]
    parties = [a for a in quoted if len(a) <= 4][:40]
    pairs = [(a, b) for n, a in enumerate(parties) for b in parties[n + 1 :]][:_SPREAD]
    return {
        "desk": ["/"],
        "reports": [f"/reports?page={n}" for n in range(1, 60)],
        "report": [f"/reports/{i}" for i in reports],
        "event": [f"/events/{i}" for i in events],
        "group": [f"/groups/{i}" for i in groups],
        "exchanges": ["/exchanges", *(f"/exchanges?owed_by={p}" for p in parties)],
        "disputes": ["/disputes"],
        "timeline": [f"/timeline?actor={a}" for a in quoted[:100]]
        + [f"/timeline?since={m}&until={m}" for m in months]
        + [f"/timeline?actor={a}&actor={b}" for a, b in pairs[:100]],
        "actors": [f"/actors?page={n}" for n in range(1, 20)],
        "actor": [f"/actors/{a}" for a in quoted],
        "search": [f"/search?q={quote(w)}" for w in words]
        + [f"/search?q={quote(w)}&outlet={quote(o)}" for w, o in zip(words, outlets, strict=False)],
        "review": ["/review"],
        "judgements": ["/judgements"],
    }


def get(base: str, path: str) -> bytes:
    """One answer; an error that is none of HTTP's is an error."""
    with urllib.request.urlopen(base + path, timeout=120) as answer:
        body: bytes = answer.read()
    return body


def largest(base: str, paths: list[str]) -> int:
    """The size of the largest page with its styles and scripts, each of which a browser loads once."""
    sizes: dict[str, int] = {}
    most = 0
    for path in paths[:: max(len(paths) // 40, 1)]:
        page = get(base, path)
        parts = set(re.findall(r'(?:<script src|<link rel="stylesheet" href)="([^"]+)"', page.decode()))
        for part in parts - sizes.keys():
            sizes[part] = len(get(base, part))
        most = max(most, len(page) + sum(sizes[p] for p in parts))
    return most


def measure(base: str, page: str, paths: list[str], seconds: int, folder: Path) -> Figure:
    """Let wrk ask for one kind of page."""
    size = largest(base, paths)
    listed, script = folder / "paths.txt", folder / "ask.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    script.write_text(_LUA % listed, encoding="utf-8")
    told = subprocess.run(
        ["wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), base],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    seen = json.loads(told.strip().splitlines()[-1])
    return Figure(
        page,
        len(paths),
        seen["p50"],
        seen["p95"],
        seen["max"],
        seen["requests"] / seen["seconds"],
        size,
        int(seen["errors"]),
    )


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The base address of a reading room on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "communique.cli", "serve", "--db", str(record), "--port", str(port)]
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                get(base, "/reports")
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit("the server does not come up")
        yield base
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def adding(record: Path, shared: Path, folder: Path, wanted: bool) -> Iterator[None]:
    """Reports are read into the record by another process, again and again new ones."""
    if not wanted:
        yield
        return
    source = folder / "more.jsonl"
    lines = (shared / "corpora" / "crisis_news.jsonl").read_text(encoding="utf-8").splitlines()
    with source.open("w", encoding="utf-8") as out:
        for copy in range(20):
            for n, line in enumerate(lines):
                report = json.loads(line)
                report["url"] = f"https://bench.example/{copy}/{n}"
                report["text"] = f"Copy {copy} of a report. {report['text']}"
                out.write(json.dumps(report) + "\n")
    command = [sys.executable, "-m", "communique.cli", "add", "--db", str(record), str(source)]
    adder = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        if adder.poll() is not None:
            raise SystemExit("adding ended before the measurement did: take fewer --seconds")
    finally:
        adder.terminate()
        adder.wait(30)


def first_paint(base: str) -> dict[str, float] | None:
    """Milliseconds until Chromium painted a timeline of the whole record, and until its bars stood; None without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(f"{base}/timeline", wait_until="networkidle")
        idle = (time.perf_counter() - start) * 1000
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        start = time.perf_counter()
        page.mouse.move(700, 400)
        for _ in range(10):
            page.mouse.wheel(0, -120)
            page.evaluate("new Promise(requestAnimationFrame)")
        zoom = (time.perf_counter() - start) * 100
        browser.close()
    return {"first paint": float(paint or -1), "all loaded": idle, "a step of the wheel": zoom}


def made(shared: Path, path: Path) -> None:
    """A record of 10,000 reports: 1,250 of the corpora, and seven copies that follow them in time."""
    from growth import Point as Cost
    from growth import base, days_of, put
    from shifted import Copies, ordinary

    from communique.store.database import open_record

    records = base(shared, 1250)
    span, words = days_of(records), ordinary(records)
    db = open_record(path, create=True)
    for number in range(8):
        copies = Copies(number, words, number * span) if number else None
        put(db, [copies.of(r) for r in records] if copies else records, Cost(0, 1))
    db.close()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--without-add", action="store_true")
    args = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed. On Debian and Ubuntu: apt install wrk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record = folder / "record.db"
        if args.record is None:
            made(args.shared, record)
        else:
            shutil.copy(args.record, record)
        kinds = {k: v for k, v in addresses(record).items() if v and (not args.only or k in args.only)}
        figures: list[Figure] = []
        with served(record) as base:
            for paths in kinds.values():
                get(base, paths[0])
            with adding(record, args.shared, folder, not args.without_add):
                time.sleep(5)
                for page, paths in kinds.items():
                    figures.append(measure(base, page, paths, args.seconds, folder))
                    console.print(f"{page}: {figures[-1].p95:.0f} ms")
            painted = first_paint(base) if not args.only or "timeline" in args.only else None
    table = Table(
        "page", "addresses", "median ms", "95 % ms", "slowest ms", "pages a second", "largest kB", "errors", ""
    )
    for f in figures:
        table.add_row(
            f.page, str(f.addresses), f"{f.p50:.0f}", f"{f.p95:.0f}", f"{f.slowest:.0f}", f"{f.rate:.0f}", f"{f.largest / 1000:.0f}",
            str(f.errors), "" if f.fits else "beyond bounds",
        )  # fmt: skip
    console.print(table)
    if painted is not None:
        console.print(
            "Chromium, timeline of the whole record: " + ", ".join(f"{k} {v:.0f} ms" for k, v in painted.items())
        )
    return 0 if all(f.fits for f in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
