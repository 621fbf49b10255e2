"""A web server on this machine, told page by page what to answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """What the server answers, by path, and what it was asked.

    Attributes:
        pages: answer of each path: status, headers and body; or a function that writes to the handler itself.
        asked: paths in the order in which they were asked for.
        headers: of each question, in that order.

    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.pages: dict[str, Answer | Callable[[Any], None]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    def put(self, path: str, body: str | bytes, media: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Add a page; returns its address."""
        data = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": media, **named}, data)
        return self.root + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Add a redirect; returns its address."""
        self.pages[path] = (status, {"Location": to}, b"")
        return self.root + path

    def status(self, path: str, status: int, **headers: str) -> str:
        """Add an answer without a body; returns its address."""
        self.pages[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, b"")
        return self.root + path

    def writes(self, path: str, function: Callable[[Any], None]) -> str:
        """Add an answer that is written byte by byte; returns its address."""
        self.pages[path] = function
        return self.root + path

    def documents(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serve() -> Iterator[Site]:
    """A site on a free port, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({k.lower(): v for k, v in self.headers.items()})
            answer = site.pages.get(self.path, (404, {}, b""))
            try:
                if callable(answer):
                    self.close_connection = True
                    answer(self)
                    return
                status, headers, body = answer
                if status == 200 and headers.get("ETag", "-") == self.headers.get("If-None-Match"):
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:  # the client has seen enough
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
