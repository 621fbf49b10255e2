"""The command that stays: ``watch`` follows feeds until it is stopped."""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from communique.cli.base import (
    DEFAULT_DB,
    AllowPrivate,
    AnyLanguage,
    Database,
    Debug,
    FirstDay,
    KeepSource,
    Model,
    Workers,
    app,
    error,
    tell,
)
from communique.cli.base import record as opened
from communique.errors import UsageError

_SPAN = re.compile(r"(\d{1,6})\s*(s|m|h|d)", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SHORTEST = 60


def seconds(every: str) -> int:
    """The length of a span of time.

    Raises:
        UsageError: it is none, or too short to be polite.

    >>> seconds("15m"), seconds("2h")
    (900, 7200)
    """
    match = _SPAN.fullmatch(every.strip())
    if match is None:
        raise UsageError(f"--every {every}", "it is no span of time", "Write it as 90s, 15m, 2h or 1d.")
    found = int(match[1]) * _SECONDS[match[2].lower()]
    if found < _SHORTEST:
        raise UsageError(
            f"--every {every}", f"feeds are not asked more often than every {_SHORTEST} seconds", "Take 15m."
        )
    return found


@app.command()
def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.opml", show_default=False, help="List of feeds (OPML).")],
    db: Database = DEFAULT_DB,
    every: Annotated[str, typer.Option(metavar="SPAN", help="From one round to the next: 90s, 15m, 2h, 1d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round only.")] = False,
    since: FirstDay = None,
    keep_source: KeepSource = False,
    allow_private: AllowPrivate = False,
    any_language: AnyLanguage = False,
    model: Model = None,
    workers: Workers = 1,
    debug: Debug = False,
) -> None:
    """Follow feeds and add their reports to a record, until stopped with Ctrl-C or a signal; what was begun is finished first.

    A feed is asked only for what changed; one that fails is left alone for a while, longer each time. Exit code: 0 stopped, or with
    --once all feeds answered; 1 with --once if something could not be read; 2 wrong usage.
    """
    from communique.cli.filling import Filling
    from communique.cli.reading import Wanted
    from communique.ingest import opml
    from communique.ledger.feeds import Feeds

    span = seconds(every)
    outlines, broken = opml.read(feeds)
    for each in broken:
        error(each)
    wanted = Wanted(None, any_language, since, False, allow_private)
    total: Counter[str] = Counter(failed=len(broken) if once else 0)
    with opened(db, create=True) as connection, _stop() as stop:
        memory = Feeds(connection)
        for outline in outlines:
            memory.follow(outline.url)
        while not stop.is_set():
            began = time.monotonic()
            filling = Filling(
                connection,
                "watch",
                wanted,
                model=model,
                workers=workers,
                keep_source=keep_source,
                debug=debug,
                stopped=stop.is_set,
            )
            due = [o.url for o in outlines if memory.due(o.url)]
            filling.fill(takewhile(lambda url: not stop.is_set(), due))
            gone = sum(memory.gone(o.url) for o in outlines)
            filling.count["resting"] = len(outlines) - len(due) - gone
            total += filling.count
            _tell_round(filling.count, len(due), gone)
            if once or gone == len(outlines):
                break
            stop.wait(max(0.0, span - (time.monotonic() - began)))
        if once:
            filling.summary(db)
    if once and total["failed"]:
        raise typer.Exit(1)


def _tell_round(count: Counter[str], asked: int, gone: int) -> None:
    """One line a round for whoever watches."""
    if not sys.stderr.isatty():
        return
    parts = [f"{asked} feeds asked", f"{count['added'] + count['version']} reports added"]
    for key, words in (("unchanged", "unchanged"), ("failed", "failed"), ("resting", "left alone after failures")):
        parts += [f"{count[key]} {words}"] if count[key] > 0 else []
    parts += [f"{gone} gone for good"] if gone else []
    tell(f"{time.strftime('%H:%M')}  {', '.join(parts)}")


@contextmanager
def _stop() -> Iterator[threading.Event]:
    """An event that the interrupt key and the signal to end set; a second one ends at once."""
    event = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()

    former = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)
