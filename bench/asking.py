"""What the questions of a page cost: processor time of each on a record, with many different arguments, and of what keeps them quick.

Usage: python bench/asking.py RECORD [--rounds N]

RECORD is copied, for judgements are made in it. Prints for each question the median, the 95th percentile and the slowest of N rounds
with other arguments each (milliseconds of processor time), and what it takes to read the record at first, to put all exchanges together,
and to see a judgement of each kind.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from communique.actors.directory import directory
from communique.ask import judging, pages, profiles
from communique.ask.found import Sought, search
from communique.ask.shelf import Shelf
from communique.ask.threads import threads
from communique.ask.timeline import Wanted
from communique.errors import UsageError
from communique.store.connection import Connection
from communique.store.database import open_record

WORDS = (
    "sanctions",
    "security guarantees",
    "letter",
    "gas",
    "Russia",
    "ceasefire",
    "embassy",
    "nuclear weapons",
    "grain",
    "aid",
)


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of processor time of this process."""
    begun = time.process_time()
    call()
    return (time.process_time() - begun) * 1000


def questions(db: Connection, shelf: Shelf, chance: random.Random) -> dict[str, Callable[[], object]]:
    """Each question with arguments drawn anew at every call."""
    view = shelf.view(db)
    sides = [r["id"] for r in profiles.actors(db, view, limit=200).table.rows]
    days = sorted({t.day for t in view.threads if t.day})

    def period() -> tuple[str, str]:
        month = chance.choice(days)[:7]
        return month, month

    def wanted() -> Wanted:
        since, until = period() if chance.random() < 0.5 else (None, None)
        actors = tuple(chance.sample(sides[:30], chance.randint(0, 2)))
        return Wanted(actors=actors, types=chance.choice(((), ("REQUEST",))), since=since, until=until)

    return {
        "the view": lambda: shelf.view(db),
        "timeline, a page": lambda: pages.page(db, view, wanted(), offset=chance.choice((0, 50))),
        "timeline, all, far on": lambda: pages.page(db, view, Wanted(), offset=chance.randrange(50_000)),
        "timeline, words": lambda: pages.page(db, view, Wanted(words=chance.choice(WORDS))),
        "bars": lambda: pages.bars(db, view, wanted()),
        "bars, all": lambda: pages.bars(db, view, Wanted()),
        "search": lambda: search(db, view, Sought(chance.choice(WORDS))),
        "search, filtered": lambda: search(db, view, Sought(chance.choice(WORDS), actors=(chance.choice(sides[:30]),))),
        "actors": lambda: profiles.actors(
            db, view, chance.choice(("", "b", "mac", "ru")), offset=chance.choice((0, 60))
        ),
        "profile": lambda: profiles.profile(db, view, chance.choice(sides)),
    }


def judgements(db: Connection, shelf: Shelf, chance: random.Random) -> dict[str, Callable[[], object]]:
    """Each kind of judgement; what is measured is the view after it."""
    view = shelf.view(db)
    told = [e.id for t in view.threads for e in t.openings]
    others = sorted({view.events.ids[chance.randrange(len(view.events.ids))] for _ in range(200)} - set(told))

    def made(verb: str, some: list[str], **more: str) -> Callable[[], object]:
        def make() -> object:
            try:
                judging.judge(db, verb, [chance.choice(some)], by="bench", **more)
            except UsageError:
                return None
            return None

        return make

    return {
        "accept": made("accept", others),
        "accept, of an exchange": made("accept", told),
        "reject": made("reject", others),
        "reject, of an exchange": made("reject", told),
        "correct": made("correct", others, field="type", value="CONSULT"),
        "correct, of an exchange": made("correct", told, field="type", value="CONSULT"),
    }


def row(table: Table, name: str, costs: list[float]) -> None:
    """Print a line of figures."""
    costs.sort()
    figures = (costs[len(costs) // 2], costs[min(len(costs) - 1, int(len(costs) * 0.95))], costs[-1])
    table.add_row(name, *(f"{c:.1f}" for c in figures))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    chance = random.Random(7)
    directory()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        shutil.copy(options.record, copy)
        db = open_record(copy)
        table = Table("milliseconds of processor time", "median", "95th percentile", "slowest")
        shelf = Shelf(seconds=1e9)
        row(table, "the record read at first", [timed(lambda: shelf.view(db))])
        row(table, "all exchanges, nothing known", [timed(lambda: threads(db)) for _ in range(3)])
        days = ("2022-02-10", "2022-06-30", "2023-01-31")
        row(table, "all exchanges as of a day", [timed(partial(shelf.as_of, db, day)) for day in days])
        for name, call in questions(db, shelf, chance).items():
            row(table, name, [timed(call) for _ in range(options.rounds)])
        for name, call in judgements(db, shelf, chance).items():
            costs = []
            for _ in range(8):
                call()
                costs.append(timed(lambda: shelf.view(db)))
            row(table, f"the view after: {name}", costs)
        db.close()
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
