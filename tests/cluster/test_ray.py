"""A job on a local Ray cluster: workers that are killed, runs that are repeated, CPUs that somebody else holds. Nothing may hang."""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster.made import KILLS, begin, code, content, lines, refs, texts
from communique.cluster import folder as coded
from communique.cluster import rays
from communique.errors import CommuniqueError, UsageError

HERE = importlib.util.find_spec("ray") is not None
installed = pytest.mark.skipif(not HERE, reason="Ray is not installed: pip install 'communique[ray]'")

#: Seconds after which a command that should have ended has hung.
BOUND = 400
CODE = [sys.executable, "-c", "from communique.cli import main; main()", "code"]
#: A cluster with two CPUs, both of them held by actors that an earlier program left over.
LEFT_OVER = """
import logging, sys, time
import ray
ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.CRITICAL,
         object_store_memory=100_000_000)
@ray.remote(num_cpus=1)
class Holder:
    def here(self):
        return 1
holders = [Holder.options(name=f"left-over-{n}").remote() for n in range(2)]
ray.get([h.here.remote() for h in holders], timeout=120)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


def command(out: str, sources: list[str], model: str, *more: str) -> list[str]:
    asked = ["--out", out, "--model", model, "--engine", "ray", "--shard-size", "0.001", "--timeout", "60"]
    return [*CODE, *sources, *asked, *more]


def below(top: int) -> dict[int, str]:
    """Processes that a process has started, directly or not, with their command lines."""
    parents: dict[int, tuple[int, str]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(re.findall(r"^PPid:\t(\d+)", (path / "status").read_text(), re.M)[0])
            parents[int(path.name)] = parent, (path / "cmdline").read_text().replace("\0", " ")
        except (OSError, IndexError):
            continue
    found: dict[int, str] = {}
    for pid in parents:
        above = pid
        while above in parents and above != top:
            above = parents[above][0]
        if above == top and pid != top:
            found[pid] = parents[pid][1]
    return found


@pytest.mark.ray
@installed
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="workers are found in /proc")
def test_a_worker_is_killed_on_the_way(model: str) -> None:
    some = texts(40, "SLOW")
    some[21] = KILLS
    source = lines(Path("some.jsonl"), some)
    running = subprocess.Popen(
        command("out", [source], model, "--workers", "2"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    killed = False
    last = time.monotonic() + BOUND
    while running.poll() is None and time.monotonic() < last:
        at_work = [pid for pid, line in below(running.pid).items() if line.startswith("ray::code")]
        if at_work and not killed and any(Path("out/done").glob("*.json")):
            os.kill(at_work[0], signal.SIGKILL)
            killed = True
        time.sleep(0.05)
    running.kill()
    out, told = running.communicate()
    assert running.returncode == 1, told  # one report is poisoned
    assert killed
    assert out == ""
    assert told.count("\n") == 2, told  # nothing of Ray's own
    assert "error: some-21: it ended the process that read it, 2 times" in told
    assert int(re.findall(r"(\d+) workers? lost", told)[0]) >= 1  # the killed one may have been the poisoned report's
    assert refs(Path("out")) == [f"some-{n}" for n in range(40)]
    again = subprocess.run(command("out", [source], model), capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 0
    assert "out is finished already: 39 documents" in again.stderr
    code(Path("calm"), [source], model, workers=2, size=1000)
    assert content(Path("out")) == content(Path("calm"))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a cluster whose CPUs are all held, and which lets in who has the token that is made here."""
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    environment = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    running = subprocess.Popen(
        [sys.executable, "-c", LEFT_OVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    yield running.stdout.readline().strip()
    running.communicate("", timeout=60)


@pytest.mark.ray
@installed
def test_actors_that_hold_all_cpus_end_it_and_are_named(held: str, model: str) -> None:
    source = lines(Path("some.jsonl"), texts(3))
    assert held
    began = time.monotonic()
    ran = subprocess.run(
        command("out", [source], model, "--address", held, "--patience", "5"),
        capture_output=True, text=True, check=False, timeout=BOUND,
    )  # fmt: skip
    assert ran.returncode == 1
    assert time.monotonic() - began < BOUND / 2
    assert f"error: the Ray cluster at {held}: no worker has begun or got anything done in 5 seconds" in ran.stderr
    assert "0 of 2 CPUs are free" in ran.stderr
    assert "Holder 'left-over-0' (process " in ran.stderr
    assert "the same command goes on where it stopped" in ran.stderr


@pytest.mark.ray
@installed
def test_a_cluster_that_does_not_let_us_in(held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_AUTH_MODE")
    monkeypatch.delenv("RAY_AUTH_TOKEN")
    with pytest.raises(CommuniqueError, match=r"it could not be reached .* RAY_AUTH_TOKEN set if it wants a token"):
        rays.RayEngine(2, held)


@pytest.mark.ray
@installed
def test_a_cluster_that_is_not_there(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rays, "_START", 8)
    began = time.monotonic()
    with pytest.raises(CommuniqueError, match=r"the Ray cluster at 127.0.0.1:9: it could not be reached in 8 seconds"):
        rays.RayEngine(2, "127.0.0.1:9")
    assert time.monotonic() - began < 20


def test_without_the_extra_it_says_what_to_install(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(Path("out"), [lines(Path("some.jsonl"), texts(1))], model)
    assert coded.is_coded("out")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        UsageError, match=r"--engine ray: Ray is not installed. Install it: pip install 'communique\[ray\]'"
    ):
        rays.RayEngine(2)
