"""The part of the Ray engine that talks to Ray, in a process of its own.

Ray prints, installs handlers, and ends the program it runs in when a cluster cannot be reached; it may wait for ever for a CPU that
somebody else holds. Apart from the command it can do none of that to it: whoever started this process ends it when time is up.

Source: Ray's core API, tasks (Moritz et al. 2018). Its data library is not used: it keeps actors, which hold CPUs when a job dies.
"""

from __future__ import annotations

import importlib
import logging
import os
import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communique.cluster import shard
from communique.cluster.job import Lost
from communique.cluster.shard import Task

#: Bytes of Ray's store of objects: records never go through it.
_STORE = 100_000_000
#: Seconds between two looks at what has ended and what is new.
_LOOK = 0.1
#: Seconds for a result, which is small, to arrive once it is there.
_RESULT = 60


@dataclass(frozen=True, slots=True)
class Start:
    """Begin to drive a cluster.

    Attributes:
        address: of a cluster that is running, or None: start one here.
        workers: CPUs of one that is started; at most so many of one that is running, if given.
    """

    address: str | None
    workers: int | None


@dataclass(frozen=True, slots=True)
class Ready:
    """The cluster is there: shards that may be under way at once, and CPUs it has."""

    slots: int
    cpus: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Who holds the cluster's CPUs?"""


@dataclass(frozen=True, slots=True)
class Held:
    """CPUs of a cluster: free ones, all, and the actors that are alive, each in words."""

    free: float
    cpus: float
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave the cluster, and end one that was started here."""


def drive(start: Start, tasks: queue.Queue[Any], send: Callable[[object], None]) -> None:
    """Give shards to Ray as they come, and send what becomes of them, until told to stop."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    ray: Any = importlib.import_module("ray")

    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if start.address is None:
        options |= {"num_cpus": start.workers or os.cpu_count(), "include_dashboard": False}
        options |= {"object_store_memory": _STORE}
    try:
        ray.init(address=start.address or "local", **options)
        cpus = int(ray.cluster_resources().get("CPU", 0))
    except Exception as error:  # noqa: BLE001 (of many kinds, by version)
        send(("unreached", str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__))
        return
    wanted = min(start.workers or cpus, cpus)
    # One more than there are CPUs waits at Ray's, so that no CPU has to wait for us.
    send(Ready(max(1, wanted + (wanted == cpus)), cpus))
    # A lost worker's shard is not given out by Ray itself but by the job, which has it read more carefully.
    code = ray.remote(num_cpus=1, max_retries=0)(shard.code)
    under_way: dict[Any, int] = {}
    while True:
        task = _next(tasks, 0 if under_way else None)
        if isinstance(task, Task):
            under_way[code.remote(task)] = task.shard
        elif isinstance(task, Ask):
            send(_held(ray))
        elif isinstance(task, Stop):
            for ref in under_way:
                ray.cancel(ref, force=True)
            ray.shutdown()
            send(task)
            return
        else:
            ended, _ = ray.wait(list(under_way), num_returns=1, timeout=_LOOK)
            for ref in ended:
                send(_result(ray, ref, under_way.pop(ref)))


def _next(tasks: queue.Queue[Any], seconds: float | None) -> Any:
    try:
        return tasks.get(block=seconds is None)
    except queue.Empty:
        return None


def _result(ray: Any, ref: Any, number: int) -> object:
    try:
        return ray.get(ref, timeout=_RESULT)
    except ray.exceptions.RayTaskError as error:  # an exception of the code itself, or of its import there
        last = str(error).strip().splitlines()[-1]
        return "error", f"a worker failed ({last})"
    except ray.exceptions.RayError as error:  # the worker, its machine or its memory is gone
        return Lost(number, type(error).__name__)


def _held(ray: Any) -> Held:
    free = ray.available_resources().get("CPU", 0.0)
    cpus = ray.cluster_resources().get("CPU", 0.0)
    actors: list[str] = []
    try:
        from ray._private import state  # the public listing needs Ray's dashboard, which may be off

        for each in state.actors().values():
            if each["State"] == "ALIVE":
                name = f" {each['Name']!r}" if each["Name"] else ""
                actors.append(f"{each['ActorClassName']}{name} (process {each['Pid']})")
    except Exception:  # noqa: BLE001 (a private function: another version may not have it)
        actors = [repr(name) for name in ray.util.list_named_actors()]
    return Held(free, cpus, tuple(sorted(actors)))
