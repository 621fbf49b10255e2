"""Add reports in a child process, kill it at random moments, and go on until nothing is left to do.

Usage: python killing.py RECORDS FOLDER SEED KILLS

RECORDS is a pickle of records. Writes FOLDER/calm.db without a disturbance, FOLDER/killed-N.db with about ten kills each and
FOLDER/both.db by two processes at once, and prints as JSON in which part of the work each kill fell. The children are forked from this
process, which has loaded everything before and runs no other thread: so a kill falls into the work and not into the loading.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Record
from communique.store.database import open_record

SAVING, LINKING, DONE = "saving", "linking", "done"
_LETTER = {b"s": SAVING, b"l": LINKING, b"d": DONE}
#: Kills of one record in each part of the work.
EACH = 6


def work(path: Path, records: list[Record], reached: Callable[[bytes], object]) -> None:
    """What `communique add` does once the reports are read."""
    db = open_record(path, create=True)
    run = add.begin_run(db, "add", "small", {})
    reached(b"s")
    for record in records:
        add.save(db, record, run)
    reached(b"l")
    link(db)
    add.end_run(db, run)
    reached(b"d")
    db.close()


def times(path: Path, records: list[Record]) -> dict[str, float]:
    """Seconds that each part takes when nothing disturbs it."""
    at: dict[str, float] = {}
    work(path, records, lambda letter: at.setdefault(_LETTER[letter], time.monotonic()))
    return {SAVING: at[LINKING] - at[SAVING], LINKING: at[DONE] - at[LINKING]}


def child(path: Path, records: list[Record]) -> tuple[int, int]:
    """Start the work; returns the child's id and a pipe that tells how far it is."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            work(path, records, lambda letter: os.write(writer, letter))
            status = 0
        except BaseException:  # noqa: BLE001 (told; the child ends)
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(writer)
    return pid, reader


def wait(pid: int, reader: int, seen: str) -> str | None:
    """Reap a child: the part in which it was killed, None if it came to its end."""
    while letter := os.read(reader, 1):
        seen = _LETTER[letter]
    os.close(reader)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return seen
    if status:
        raise SystemExit(f"the work failed with status {status}")
    return None


def disturb(path: Path, records: list[Record], part: str, delay: float) -> str | None:
    """Kill the work so long after a part of it began; the part in which that was, None if it was quicker."""
    pid, reader = child(path, records)
    seen = ""
    while seen not in (part, DONE) and (letter := os.read(reader, 1)):
        seen = _LETTER[letter]
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    return wait(pid, reader, seen)


def main() -> int:
    """Kill until there were enough kills in every part."""
    source, folder, seed, wanted = sys.argv[1:]
    chance = random.Random(int(seed))
    records = pickle.loads(Path(source).read_bytes())
    times(Path(folder) / "warm.db", records)  # loads what is loaded when it is first asked for, and is not measured
    usual = times(Path(folder) / "calm.db", records)
    kills = {SAVING: 0, LINKING: 0}
    number = 0
    while min(kills.values()) < int(wanted) / 2 and number < 20:
        number += 1
        path = Path(folder) / f"killed-{number}.db"
        for part in (SAVING, LINKING):
            for turn in range(EACH):  # the first one anywhere, the others soon after what was done until then
                most = usual[part] * (0.7 if turn == 0 else 0.1)
                fell = disturb(path, records, part, chance.uniform(0, most))
                if fell in kills:
                    kills[fell] += 1
        pid, reader = child(path, records)
        if wait(pid, reader, "") is not None:
            raise SystemExit("somebody else killed the last run")
    both = [child(Path(folder) / "both.db", records[turn:] + records[:turn]) for turn in (0, len(records) // 2)]
    if any(wait(pid, reader, "") is not None for pid, reader in both):
        raise SystemExit("somebody else killed one of the two")
    print(json.dumps({"kills": kills, "records": number, "sqlite": sqlite3.sqlite_version}))  # noqa: T201 (read by the test)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
