"""Run a reading room: on a port, or for one page on standard output."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import MutableMapping
from typing import Any

import uvicorn
from fastapi import FastAPI

from communique.errors import UsageError


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until stopped; requests under way are finished first.

    Raises:
        UsageError: somebody else listens there.
    """
    config = uvicorn.Config(
        app, host=host.strip("[]"), port=port, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=10,
        proxy_headers=False, h11_max_incomplete_event_size=64_000, limit_concurrency=500,
    )  # fmt: skip
    try:
        uvicorn.Server(config).run()
    except SystemExit as problem:
        raise UsageError(f"{host}:{port}", "it cannot be listened on", "Take another with --port.") from problem


def get(app: FastAPI, path: str) -> tuple[int, bytes]:
    """One page, without a server: its status and body. The path may have a query."""
    return asyncio.run(_get(app, path))


async def _get(app: FastAPI, path: str) -> tuple[int, bytes]:
    plain, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": plain, "raw_path": plain.encode(),
        "query_string": query.encode(), "root_path": "", "headers": [(b"host", b"localhost")], "client": None, "server": ("localhost", 80),
    }  # fmt: skip
    status = 500
    parts: list[bytes] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            parts.append(message.get("body", b""))

    async with app.router.lifespan_context(app):
        await app(scope, receive, send)
    return status, b"".join(parts)
