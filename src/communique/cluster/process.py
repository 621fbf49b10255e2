"""A process that works for this one: takes tasks through a pipe, gives messages back, and ends when this one does.

Run as a program it is that process. A program of its own, and no fork or spawn of the library's: it works alike below a worker of
Ray, a test or a shell, and never runs the main module of whoever started it again.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

#: What children send: (who, message); None as message: it has ended.
Inbox = queue.Queue[tuple["Child", Any]]


class Child:
    """A child process.

    Args:
        inbox: where its messages go.
    """

    def __init__(self, inbox: Inbox) -> None:
        command = [sys.executable, "-P", "-m", "communique.cluster.process"]  # -P: no module of the folder we stand in
        # One thread of arithmetic each, as Ray sets it: processes are what cores are for, and sums come out alike.
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def _listen(self, inbox: Inbox) -> None:
        assert self._process.stdout is not None
        with suppress(Exception):  # whatever is wrong with what it sends, it is of no more use
            while True:
                inbox.put((self, pickle.load(self._process.stdout)))
        inbox.put((self, None))

    def send(self, task: object) -> None:
        """Give it something to do; if it has died, its end comes through the inbox."""
        assert self._process.stdin is not None
        with suppress(OSError):
            pickle.dump(task, self._process.stdin)
            self._process.stdin.flush()

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _tasks() -> queue.Queue[Any]:
    """What the parent sends. When the parent is gone, for whatever reason, so is this process."""
    waiting: queue.Queue[Any] = queue.Queue()

    def listen() -> None:
        try:
            while True:
                waiting.put(pickle.load(sys.stdin.buffer))
        except Exception:  # noqa: BLE001 (the pipe is closed or broken: nobody is there)
            os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return waiting


def main() -> None:
    """Work until the parent ends."""
    from communique.cluster import guard, ray_driver, shard

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the interrupt key is for the parent
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the messages

    def send(message: object) -> None:
        pickle.dump(message, out)
        out.flush()

    tasks = _tasks()
    while True:
        task = tasks.get()
        if isinstance(task, ray_driver.Start):
            ray_driver.drive(task, tasks, send)
        elif isinstance(task, guard.Rest):
            for message in guard.report(task):
                send(message)
        else:
            send(shard.code(task))


if __name__ == "__main__":
    main()
