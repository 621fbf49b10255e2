"""What every request passes: whose name it was sent to, how long it is; and what every answer carries."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing but what this server itself sends; no script and no style inside a page, nothing framed, nothing sent elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_UNSAFE = frozenset(["POST", "PUT", "PATCH", "DELETE"])


class Guard:
    """Refuses what is not meant for this server, or too long, or sent by another site; adds the headers.

    Args:
        app: what is guarded.
        hosts: names that it goes by, without port.
        body_bytes: largest body.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], body_bytes: int) -> None:
        self._app = app
        self._hosts = frozenset(h.lower() for h in hosts)
        self._most = body_bytes
        self._headers = _HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if _name(host) not in self._hosts:
            await self._refuse(
                send, 421, f"This server does not go by the name {_name(host) or '(none)'}. --name adds one.\n"
            )
        elif scope["method"] in _UNSAFE and not _same_site(headers, host):
            await self._refuse(send, 403, "Another site sent this. Open the page here and try again.\n")
        elif (length := headers.get(b"content-length", b"0")) and (not length.isdigit() or int(length) > self._most):
            await self._refuse(send, 413, f"The body of a request may have {self._most} bytes.\n")
        else:
            await self._app(scope, _bounded(receive, self._most), self._adding(send))

    def _adding(self, send: Send) -> Send:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self._headers if h[0] not in known)]
            await send(message)

        return add

    async def _refuse(self, send: Send, status: int, reason: str) -> None:
        body = reason.encode("ascii", "replace")
        kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": [*kind, *self._headers]})
        await send({"type": "http.response.body", "body": body})


class TooLongError(Exception):
    """A body went on after its bound."""


def _bounded(receive: Receive, most: int) -> Receive:
    """A body sent in pieces has the same bound as one that says its length."""
    seen = 0

    async def some() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLongError
        return message

    return some


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host[: host.find("]") + 1]
    return host.partition(":")[0]


def _same_site(headers: dict[bytes, bytes], host: str) -> bool:
    """Whether a browser says that a page of this very site sent the request; programs say nothing, and bring a token."""
    if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
        return False
    origin = headers.get(b"origin")
    return origin is None or origin.decode("latin-1").lower().partition("://")[2] == host
