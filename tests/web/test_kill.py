"""A server killed while it writes loses no judgement that it acknowledged."""

from __future__ import annotations

import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2

from communique.store import judgements
from communique.store.database import open_record
from communique.web import forms

_KILLS = 5


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _judging(base: str, events: list[str], acknowledged: list[str]) -> None:
    """Accept one event after the other until the server is gone."""
    with httpx2.Client(base_url=base, cookies={forms.COOKIE: "kill"}) as client:
        while events:
            try:
                answer = client.post("/judge", data={"proof": forms.proof("kill"), "verb": "accept", "id": events[-1]})
            except httpx2.HTTPError:
                return
            assert answer.status_code == 303
            acknowledged.append(events.pop())


def test_every_acknowledged_judgement_is_there(own: Path) -> None:
    chance = random.Random(7)
    db = sqlite3.connect(own)
    events = [i for (i,) in db.execute("SELECT id FROM events ORDER BY id")]
    db.close()
    acknowledged: list[str] = []
    for _ in range(_KILLS):
        port = _port()
        command = [sys.executable, "-m", "communique.cli", "serve", str(own), "--port", str(port), "--by", "Ada"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            base = f"http://127.0.0.1:{port}"
            for _ in range(300):
                try:
                    httpx2.get(f"{base}/static/app.css")
                    break
                except httpx2.HTTPError:
                    time.sleep(0.05)
            before = len(acknowledged)
            writer = threading.Thread(target=_judging, args=(base, events, acknowledged))
            writer.start()
            while len(acknowledged) == before and writer.is_alive():
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.15))
            server.send_signal(signal.SIGKILL)
            server.wait()
            writer.join()
    kept = open_record(own)
    judgements.check(kept, "own")
    written = {j.target for j in judgements.every(kept)}
    kept.close()
    assert len(acknowledged) >= _KILLS
    assert set(acknowledged) <= written
