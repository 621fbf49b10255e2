"""Progress on standard error for whoever watches it; silence otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

T = TypeVar("T")


def counted(items: Iterable[T], noun: str) -> Iterator[T]:
    """Pass items on and count them."""
    with watched() as told:
        for number, item in enumerate(items):
            yield item
            told(noun, number + 1)


@contextmanager
def watched() -> Iterator[Callable[[str, int], None]]:
    """A function ``(noun, number)`` that shows how far the work is; it does nothing if standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda noun, number: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda noun, number: bar.update(task, description=noun, completed=number)
