"""Shards on this machine: one process for each, replaced when it dies."""

from __future__ import annotations

import queue
import time

from communique.cluster.job import Lost
from communique.cluster.process import Child, Inbox
from communique.cluster.shard import Done, Task
from communique.errors import CommuniqueError


class LocalEngine:
    """Processes of this machine.

    Args:
        workers: how many.
    """

    def __init__(self, workers: int) -> None:
        self.slots = workers
        self._inbox: Inbox = queue.Queue()
        self._idle: list[Child] = []
        self._busy: dict[Child, Task] = {}

    def submit(self, task: Task) -> None:
        """Begin a shard; there is a slot for it."""
        child = self._idle.pop() if self._idle else Child(self._inbox)
        self._busy[child] = task
        child.send(task)

    def wait(self, seconds: float) -> list[Done | Lost]:
        """What has come to an end, after `seconds` at most."""
        ended: list[Done | Lost] = []
        last = time.monotonic() + seconds
        while not ended and (left := last - time.monotonic()) > 0:
            try:
                child, message = self._inbox.get(timeout=left)
            except queue.Empty:
                break
            task = self._busy.pop(child, None)
            if isinstance(message, Done):
                self._idle.append(child)
                ended.append(message)
            else:
                child.kill()
                self._idle = [c for c in self._idle if c is not child]
                if task is not None:
                    ended.append(Lost(task.shard, f"process {child.pid} died"))
        return ended

    def stalled(self, seconds: float) -> CommuniqueError:
        """What to say when nothing has moved for so long."""
        reason = f"no process has got anything done in {seconds:.0f} seconds"
        return CommuniqueError(
            "--engine local", reason, "See what the machine is busy with, and give the command again."
        )

    def close(self) -> None:
        """End all processes."""
        for child in (*self._idle, *self._busy):
            child.kill()
