"""Pages kept for a moment: the same address asked for again while nothing was judged."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it was sent, without what is a person's own; when and after which judgement it was made."""

    status: int
    media: str
    data: bytes
    judgement: int
    made: float


class Kept:
    """The bodies last asked for, `most` bytes of them at most; threads share it."""

    def __init__(self, seconds: float, most: int = 64_000_000) -> None:
        self._seconds = seconds
        self._most = most
        self._size = 0
        self._bodies: OrderedDict[tuple[str, ...], Body] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...], judgement: int) -> Body | None:
        """The body under a key, if it is fresh: younger than the bound, and nothing was judged since."""
        with self._lock:
            found = self._bodies.get(key)
            if found is None or found.judgement != judgement or time.monotonic() - found.made > self._seconds:
                return None
            self._bodies.move_to_end(key)
            return found

    def put(self, key: tuple[str, ...], body: Body) -> None:
        """Keep a body; those not asked for longest go."""
        with self._lock:
            old = self._bodies.pop(key, None)
            self._size += len(body.data) - (len(old.data) if old else 0)
            self._bodies[key] = body
            while self._size > self._most and self._bodies:
                _, gone = self._bodies.popitem(last=False)
                self._size -= len(gone.data)
