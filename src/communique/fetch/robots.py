"""What a site's robots.txt lets us read, as RFC 9309 has it: missing (4xx) means all, unreachable or 5xx means nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from communique.errors import FetchError
from communique.fetch.url import Url

AGENT = "communique"
MAX_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 KiB are parsed; what comes after is left out."""
MAX_DELAY = 10.0
"""Seconds between two documents of a site above which its wish is not followed: a longer one would stall a run."""

_AGENT_LINE = re.compile(r"[ \t]*user[ -]?agent[ \t]*[: \t][ \t]*([^\s#]*)", re.I)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site says: whether a path may be read, seconds between two documents, and why nothing may be read."""

    allows: Callable[[str], bool]
    delay: float = 0.0
    reason: str = ""


def everything() -> Rules:
    """Make the rules of a site without robots.txt."""
    return Rules(lambda address: True)


def nothing(reason: str) -> Rules:
    """Make the rules of a site whose robots.txt cannot be had."""
    return Rules(lambda address: False, reason=reason)


def read(body: bytes) -> Rules:
    r"""Read a robots.txt.

    >>> rules = read(b"User-agent: *\nDisallow: /private\nCrawl-delay: 2\n")
    >>> rules.allows("https://example.org/private/a"), rules.allows("https://example.org/a"), rules.delay
    (False, True, 2.0)
    """
    from protego import Protego

    text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    parsed = Protego.parse("\n".join(map(_ours, text.splitlines())))
    wished = parsed.crawl_delay(AGENT)
    delay = min(max(0.0, float(wished)), MAX_DELAY) if wished is not None and wished == wished else 0.0
    return Rules(lambda address: bool(parsed.can_fetch(address, AGENT)), delay)


def _ours(line: str) -> str:
    """The line, other robots' names made one: a file of thousands of them costs thousands of times its rules otherwise."""
    match = _AGENT_LINE.match(line)
    if match is None:
        return line
    name = match[1].lower().partition("/")[0]
    return f"User-agent: {name if name in ('*', AGENT) else 'other-robots'}"


class Robots:
    """The rules of sites, each asked for once a run."""

    def __init__(self, fetch: Callable[[Url], tuple[int, bytes]]) -> None:
        """Take a function that gives status and body of a robots.txt, redirects followed, or raises FetchError."""
        self._fetch = fetch
        self._known: dict[str, Rules] = {}

    def rules(self, url: Url) -> Rules:
        """The rules of the site of an address.

        Raises:
            FetchError: the site lies at an address that is refused; no robots.txt matters then.

        """
        if url.origin not in self._known:
            self._known[url.origin] = self._ask(url)
        return self._known[url.origin]

    def _ask(self, url: Url) -> Rules:
        try:
            status, body = self._fetch(Url(url.scheme, url.host, url.port, "/robots.txt", url.literal))
        except FetchError as error:
            return nothing(f"robots.txt cannot be had ({error.reason})")
        if status == 200:
            return read(body)
        if 400 <= status < 500:
            return everything()
        return nothing(f"robots.txt cannot be had (the server says {status})")
