"""Shards on a Ray cluster: one that is started here with so many CPUs, or one that is running. Every wait has a bound."""

from __future__ import annotations

import importlib.util
import os
import queue
import time
from typing import Any

from communique.cluster.job import Lost
from communique.cluster.process import Child, Inbox
from communique.cluster.ray_driver import Ask, Held, Ready, Start, Stop
from communique.cluster.shard import Done, Task
from communique.errors import CommuniqueError, UsageError

#: Seconds that Ray may take to start or to be reached, to tell who holds its CPUs, and to end.
_START, _ASK, _STOP = 90, 15, 20


class RayEngine:
    """Workers of a Ray cluster.

    Args:
        workers: CPUs of a cluster that is started here; of one that is running, at most so many. None: all there are.
        address: of a running cluster, ``host:port`` or ``auto``.

    Raises:
        UsageError: Ray is not installed.
        CommuniqueError: no cluster can be started or reached, or it has no CPU.
    """

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        if importlib.util.find_spec("ray") is None:
            raise UsageError("--engine ray", "Ray is not installed", "Install it: pip install 'communique[ray]'")
        self._where = f"the Ray cluster at {address}" if address else "the local Ray cluster"
        self._inbox: Inbox = queue.Queue()
        self._driver = Child(self._inbox)
        self._kept: list[Done | Lost] = []
        self._driver.send(Start(address, workers))
        try:
            ready = self._message(_START)
            if not isinstance(ready, Ready):
                what = "be reached" if address else "be started"
                told = f" ({ready[1].rstrip('.')})" if isinstance(ready, tuple) else f" in {_START} seconds"
                remedy = (
                    "See `ray status` there; Ray and Python must be of the same versions here, and RAY_AUTH_TOKEN set if it wants a token."
                    if address
                    else "See Ray's logs in /tmp/ray; --engine local needs no Ray."
                )
                raise CommuniqueError(self._where, f"it could not {what}{told}", remedy)
            if ready.cpus < 1:
                raise CommuniqueError(self._where, "it has no CPU", "Start it with --num-cpus, or add a machine.")
        except BaseException:
            self._driver.kill()
            raise
        self.slots = ready.slots

    def _message(self, seconds: float) -> Any:
        """The driver's next message; None if there is none in time, or the driver has died.

        Raises:
            CommuniqueError: the driver says what is wrong.
        """
        try:
            _, message = self._inbox.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(message, tuple) and message[0] == "error":
            remedy = "Communiqué, of this version and with the extra `ray`, must be installed on all its machines."
            raise CommuniqueError(self._where, message[1], remedy)
        if message is None:
            raise CommuniqueError(self._where, "its driver has ended", "Give the same command again: it goes on.")
        return message

    def submit(self, task: Task) -> None:
        """Begin a shard; there is a slot for it."""
        self._driver.send(task)

    def wait(self, seconds: float) -> list[Done | Lost]:
        """What has come to an end, after `seconds` at most."""
        if self._kept:
            ended, self._kept = self._kept, []
            return ended
        message = self._message(seconds)
        return [message] if isinstance(message, (Done, Lost)) else []

    def stalled(self, seconds: float) -> CommuniqueError:
        """What to say when nothing has moved for so long: whether CPUs are free, and who holds them."""
        self._driver.send(Ask())
        last = time.monotonic() + _ASK
        held = None
        while not isinstance(held, Held) and (left := last - time.monotonic()) > 0:
            held = self._message(left)
        if not isinstance(held, Held):
            reason = f"nothing has moved for {seconds:.0f} seconds, and it does not answer"
            return CommuniqueError(self._where, reason, "See `ray status`; the same command goes on where it stopped.")
        reason = f"no worker has begun or got anything done in {seconds:.0f} seconds: {held.free:g} of {held.cpus:g} CPUs are free"
        if held.actors:
            reason += f"; actors alive there: {', '.join(held.actors[:8])}{' …' * (len(held.actors) > 8)}"
        return CommuniqueError(
            self._where, reason, "End what holds its CPUs, or wait for it; the same command goes on where it stopped."
        )

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self._driver.send(Stop())
        last = time.monotonic() + _STOP
        while (left := last - time.monotonic()) > 0:
            try:
                _, message = self._inbox.get(timeout=left)
            except queue.Empty:
                break
            if message is None or isinstance(message, Stop):
                break
        self._driver.kill()


def cpus() -> int:
    """CPUs of this machine that may be used."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
