"""`add --workers 2` over a WARC file, killed at random moments and with a disk that fills up: nothing lost, nothing doubled.

Usage: python bench/kills.py [--kills N] [--pages N] [--seed N]

A WARC file of pages is added to a record once, undisturbed: that is the base. Then the same command is started again and again and
killed with all its processes (SIGKILL) after a random time, until all is added, over and over with new records until `--kills` kills
were made. After each kill every report that was in the record must still be there, the file must be sound, and at the end the
record must be the same as the base, row for row. At last the record is put on a small file system that fills up (needs root and Linux,
else skipped): the
command must end with an error that names it, and complete the record once there is room.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from speed import articles
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from communique.store.database import open_record
from communique.store.dump import canonical

ROOT = Path(__file__).resolve().parents[1]
_BOUND = 600.0  # seconds for one run of the command
console = Console(width=100, highlight=False)


def archive(path: Path, texts: list[str]) -> None:
    """Write texts as pages of a WARC.gz file."""
    with path.open("wb") as target:
        writer = WARCWriter(target, gzip=True)
        for number, text in enumerate(texts):
            paragraphs = "".join(f"<p>{p}</p>" for p in text.replace("&", "&amp;").replace("<", "&lt;").split("\n"))
            page = f"<html><head><title>Page {number}</title></head><body><article>{paragraphs}</article></body></html>"
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            uri = f"https://news.example/{number}"
            record = writer.create_warc_record(
                uri, "response", payload=io.BytesIO(page.encode()), http_headers=headers,
                warc_headers_dict={"WARC-Date": "2022-02-11T12:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)


def command(source: Path, db: Path) -> list[str]:
    """The command that is killed."""
    return [sys.executable, "-m", "communique.cli", "add", "--workers", "2", "--db", str(db), str(source)]


def run(source: Path, db: Path, seconds: float = _BOUND) -> tuple[int | None, str]:
    """Exit code and messages of a run, or (None, "") if it was killed with all its processes after some seconds."""
    with tempfile.TemporaryFile("w+") as messages:
        process = subprocess.Popen(
            command(source, db), stdout=subprocess.DEVNULL, stderr=messages, start_new_session=True
        )
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if seconds == _BOUND:
                raise SystemExit(f"a run took more than {_BOUND:.0f} s") from None
            return None, ""
        messages.seek(0)
        return code, messages.read()


def digest(db: Path) -> str:
    """Of all rows of a record."""
    connection = open_record(db)
    found = hashlib.sha256("\n".join(canonical(connection)).encode()).hexdigest()
    connection.close()
    return found


def reports(db: Path) -> set[str]:
    """Ids of the reports in a record that may be unfinished; checks that the file is sound."""
    if not db.exists():
        return set()
    connection = sqlite3.connect(db)
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            raise SystemExit(f"after a kill the file is damaged: {sound}")
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'reports'").fetchone():
            return set()
        return {row[0] for row in connection.execute("SELECT id FROM reports")}
    finally:
        connection.close()


def killed(source: Path, folder: Path, base: str, kills: int, whole: float, seed: int) -> None:
    """Kill runs at random moments."""
    chance = random.Random(seed)
    done = rounds = 0
    there = []
    while done < kills:
        rounds += 1
        db = folder / f"killed{rounds}.db"
        before: set[str] = set()
        finished = False
        while not finished:
            code, messages = run(source, db, _BOUND if done >= kills else chance.uniform(0.05, whole))
            done += code is None
            if code not in (None, 0):
                raise SystemExit(f"after {done} kills the command failed ({code}): {messages}")
            finished = code == 0
            after = reports(db)
            if lost := before - after:
                raise SystemExit(f"after {done} kills {len(lost)} reports are gone")
            there.append(len(after) - len(before))
            before = after
        if digest(db) != base:
            raise SystemExit(f"record {rounds} is not the one that an undisturbed run makes")
        db.unlink()
    console.print(
        f"{done} kills over {rounds} records (moments drawn from 0.05 to {whole:.1f} s, seed {seed}): no report lost, none doubled, "
        f"all {rounds} records equal to that of an undisturbed run, row for row. {sum(n > 0 for n in there)} of the runs had added "
        "reports when they ended."
    )


def full_disk(source: Path, folder: Path, base: str, megabytes: float) -> None:
    """Let the disk fill up."""
    place = folder / "small"
    place.mkdir()
    size = f"size={int(megabytes * 1024)}k"
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], capture_output=True, check=False
    ).returncode:
        console.print(
            "A disk that fills up: skipped, a small file system cannot be mounted here (it needs root on Linux)."
        )
        return
    try:
        db = place / "record.db"
        code, messages = run(source, db)
        if code in (0, None) or "Traceback" in messages:
            raise SystemExit(f"with a full disk the command ended with {code}: {messages}")
        kept = len(reports(db))
        subprocess.run(["mount", "-o", "remount,size=500m", str(place)], check=True)
        if (again := run(source, db)[0]) != 0 or digest(db) != base:
            raise SystemExit(f"after the disk had room again the command ended with {again}, or the record differs")
        console.print(
            f"A disk of {megabytes:.1f} MB filled up: exit {code}, {kept} reports kept, completed by the next run, equal row for row. "
            f"It said: {messages.strip().splitlines()[-1] if messages.strip() else 'nothing'}"
        )
    finally:
        subprocess.run(["umount", str(place)], check=False)


def main() -> int:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "pages.warc.gz"
        archive(source, articles(args.shared, args.pages)[0])
        db = folder / "base.db"
        started = time.monotonic()
        code, messages = run(source, db)
        whole = time.monotonic() - started
        if code != 0:
            raise SystemExit(f"the undisturbed run ended with {code}: {messages}")
        base = digest(db)
        console.print(f"The base: {len(reports(db))} of {args.pages} pages added undisturbed in {whole:.1f} s.")
        killed(source, folder, base, args.kills, whole, args.seed)
        full_disk(source, folder, base, db.stat().st_size / 1e6 / 2)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
