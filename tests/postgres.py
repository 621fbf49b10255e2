"""A PostgreSQL server for the tests: Debian's programs, on loopback, with data that go when it ends."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.errors import CommuniqueError
from communique.store.location import Location
from communique.store.postgres import Postgres

_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of initdb and postgres; None if they are not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted((f for f in _DEBIAN.glob("*/bin") if (f / "initdb").exists()), key=lambda f: int(f.parent.name))
    return folders[-1] if folders else None


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    password: str

    def address(self, name: str) -> str:
        """The address of a database of it."""
        return f"postgresql://tester:{self.password}@127.0.0.1:{self.port}/{name}"

    def database(self, name: str) -> str:
        """Make an empty database; its address. One of that name goes."""
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        return self.address(name)

    def sql(self, *statements: str) -> None:
        """Carry out statements in the server's own database."""
        address = Location.of(self.address("postgres")).address
        assert address is not None
        db = Postgres(address)
        try:
            for each in statements:
                db.execute(each)
        finally:
            db.close()


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Start a server whose data are under a folder, and stop it at the end."""
    found = programs()
    assert found is not None
    server = Server(_free(), secrets.token_urlsafe(12))
    word = folder / "password"
    word.write_text(server.password, encoding="utf-8")
    data = folder / "data"
    if os.geteuid() == 0:
        for path in (folder, word):
            shutil.chown(path, "postgres")
    make = [
        str(found / "initdb"),
        "-D",
        str(data),
        "-U",
        "tester",
        "-A",
        "scram-sha-256",
        f"--pwfile={word}",
        "-E",
        "UTF8",
    ]
    subprocess.run(_as_postgres([*make, "--locale=C.UTF-8", "--no-sync"]), check=True, capture_output=True, cwd=folder)
    settings = {
        "listen_addresses": "127.0.0.1", "port": str(server.port), "unix_socket_directories": "", "fsync": "off", "shared_buffers": "32MB",
        "max_connections": "40",
    }  # fmt: skip
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            _as_postgres([str(found / "postgres"), "-D", str(data), *options]), stdout=log, stderr=log, cwd=folder
        )
        try:
            _wait(server, process, folder / "log")
            yield server
        finally:
            process.send_signal(2)  # SIGINT: a fast shutdown
            process.wait(timeout=30)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that the server's account can reach, whoever the tests run as."""
    with tempfile.TemporaryDirectory(prefix="communique-postgresql-") as name:
        yield Path(name)


def _as_postgres(command: Sequence[str]) -> list[str]:
    """The command as an account that is not root's, which PostgreSQL refuses."""
    return (
        list(command)
        if os.geteuid()
        else ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    )


def _free() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    import time

    until = time.monotonic() + 30
    while True:
        try:
            server.sql("SELECT 1")
            return
        except CommuniqueError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")) from None
            time.sleep(0.05)
