"""Connections to addresses that were checked: a name is looked up once, here, and nowhere else.

A name whose answers mix public and private addresses is refused whole, and the connection goes to the very address that was checked, so
that a second answer of the name server (DNS rebinding) changes nothing. A deadline covers all that is done for one document, so that a
server which sends a byte now and then cannot hold it up.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore

from communique.errors import FetchError
from communique.fetch import address as addresses
from communique.fetch import url as urls

Resolver = Callable[[str, int], Sequence[str]]

#: Addresses of one host that are tried.
_TRIED = 4


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a name, in its order.

    Raises:
        OSError: there are none.

    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """When the work on the present document has to be done, by the monotonic clock."""

    def __init__(self) -> None:
        self._end = float("inf")

    def begin(self, seconds: float) -> None:
        """Start anew."""
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, 0 if it is over."""
        return max(0.0, self._end - time.monotonic())

    def within(self, timeout: float | None, error: type[Exception]) -> float:
        """The time that one step may take.

        Raises:
            error: there is none left.

        """
        left = self.left
        if left <= 0:
            raise error("out of time")
        return left if timeout is None else min(left, timeout)


class Backend(httpcore.NetworkBackend):
    """Looks names up, checks every address, and connects to the checked ones."""

    def __init__(self, deadline: Deadline, allow_private: bool = False, resolver: Resolver = resolve) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolver = resolver
        self._inner = httpcore.SyncBackend()
        self._answers: dict[tuple[str, int], list[str]] = {}

    def forget(self) -> None:
        """Begin a new document: names are looked up anew."""
        self._answers.clear()

    def checked(self, host: str, port: int, timeout: float | None = None) -> list[str]:
        """The addresses of a host, all of them public unless private ones are allowed; asked for once a document.

        Raises:
            FetchError: there are none, or one of them is not public.

        """
        if (host, port) in self._answers:
            return self._answers[host, port]
        try:
            found = [str(ip_address(host))]
        except ValueError:
            found = self._looked_up(host, port, timeout)
        for each in found if not self._allow_private else ():
            if what := addresses.private(each):
                named = each if each == host else f"{host} leads to {each}"
                raise inside(host, f"{named} is {what}" if each == host else f"{named}, {what}")
        self._answers[host, port] = found
        return found

    def _looked_up(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Ask the resolver, in a thread: the system's cannot be interrupted."""
        answer: list[str] = []
        failure: list[BaseException] = []

        def ask() -> None:
            try:
                answer.extend(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                failure.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._deadline.within(timeout, httpcore.ConnectTimeout))
        if asking.is_alive():
            raise httpcore.ConnectTimeout("looking up the name took too long")
        if (failure or not answer) and urls.local(host) and not self._allow_private:
            raise inside(host, f"{host} is a name of the own network")
        if failure or not answer:
            reason = f"the host {host} is not known"
            raise FetchError(host, reason, "Check the address, and the connection to the network.")
        return answer

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers."""
        problem: Exception = httpcore.ConnectError("no address answers")
        for each in self.checked(host, port, timeout)[:_TRIED]:
            step = self._deadline.within(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(each, port, step, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _Stream(stream, self._deadline)
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: nothing of the web is there."""
        raise httpcore.ConnectError("no local sockets")


class _Stream(httpcore.NetworkStream):
    """A connection on which no step outlasts the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        step = self._deadline.within(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, step), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def inside(place: str, what: str) -> FetchError:
    """Make the error for an address inside the own network."""
    remedy = "If you trust it, allow addresses of your own network with --allow-private."
    error = FetchError(place, f"refused: {what}, and only public addresses are fetched", remedy)
    error.lasting = True
    return error
