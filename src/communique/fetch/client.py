"""One document from the web: redirects by hand, each step checked; size, time and manners bounded.

Proxies, credentials and certificates that the environment names are not used: a proxy would connect for us, to addresses that nobody
checked. No cookie is kept and nothing is sent but the address, our name and what is asked for.
"""

from __future__ import annotations

import math
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus

import certifi
import httpcore

from communique import __version__
from communique.errors import FetchError
from communique.fetch import content
from communique.fetch.address import private
from communique.fetch.network import Backend, Deadline, Resolver, resolve
from communique.fetch.robots import MAX_BYTES, Robots, Rules
from communique.fetch.url import Url, parse

USER_AGENT = f"communique/{__version__}"
MAX_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_ROBOTS_SECONDS = 20.0
_REST = 300
"""Seconds that a host is left alone which says "too often", but not for how long."""
_LONGEST_WAIT = 7 * 24 * 3600
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave.

    Attributes:
        asked: the address that was asked for.
        url: the one that answered, after all redirects.
        status: 200, or 304 if nothing changed since the validators that were given.
        body: bytes without their transfer and content codings.
        media: media type as the server names it.
        charset: encoding as the server names it.
        etag: validator of this version, if the server gave one.
        modified: the same as a date, as the server wrote it.
        moved: where the document lives from now on, if the first redirects were permanent.
        fetched: UTC, ISO 8601.

    """

    asked: str
    url: str
    status: int
    body: bytes
    media: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    fetched: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    near: bool  # it came from an address of the own network


class Client:
    """Fetches documents one after the other.

    Args:
        allow_private: whether addresses of the own network may be asked too.
        limit: bytes of one body, unpacked.
        seconds: time for one document, redirects and all.
        timeout: time for one step: connecting, waiting for bytes.
        gap: seconds between two documents of a host; its crawl-delay may ask for more. None for hosts of the own network.
        resolver: looks up names.
        wait: waits for seconds.

    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limit: int = 20_000_000,
        seconds: float = 60.0,
        timeout: float = 15.0,
        gap: float = 1.0,
        resolver: Resolver = resolve,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._timeout = timeout
        self._gap = gap
        self._wait = wait
        self._deadline = Deadline()
        self._backend = Backend(self._deadline, allow_private, resolver)
        self._robots = Robots(self._robots_of)
        self._last: dict[str, float] = {}
        self._resting: dict[str, float] = {}

    def get(self, address: str, etag: str | None = None, modified: str | None = None) -> Page:
        """Fetch a document.

        Args:
            address: http or https.
            etag: validator of the version that is known (RFC 9110, 13): if it still holds, the answer is 304 without a body.
            modified: the same as a date, as the server wrote it.

        Raises:
            FetchError: the address is refused, robots.txt forbids it, or there is no usable answer in time; it names the reason.

        """
        url = parse(address)
        try:
            self._backend.forget()
            self._deadline.begin(_ROBOTS_SECONDS)
            rules = self._permitted(url)
            self._space(url.host, max(self._gap, rules.delay))
            self._deadline.begin(self._seconds)
            headers = {"If-None-Match": etag, "If-Modified-Since": modified}
            return self._document(address, url, {k: v for k, v in headers.items() if v and v.isprintable()})
        except FetchError as error:
            way = "" if error.place in (address, str(url)) else f"redirected to {error.place}: "
            placed = _failed(address, way + error.reason, error.remedy, error.status, error.retry_after)
            placed.lasting = error.lasting
            raise placed from error

    def close(self) -> None:
        """Close all connections."""
        if "_pool" in self.__dict__:
            self._pool.close()

    def _document(self, asked: str, start: Url, conditions: dict[str, str]) -> Page:
        url, moved, lasting = start, None, True
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._request(url, self._limit, conditions)
            if not answer.near:
                self._last[url.host] = time.monotonic()
            if answer.status not in _REDIRECTS:
                return self._page(asked, url, moved, answer, bool(conditions))
            url = self._next(url, answer)
            lasting = lasting and answer.status in _PERMANENT
            moved = str(url) if lasting else moved
            self._permitted(url)
        raise _failed(asked, f"more than {MAX_REDIRECTS} redirects, last to {url}", "Check the address in a browser.")

    def _page(self, asked: str, url: Url, moved: str | None, answer: _Answer, conditional: bool) -> Page:
        fetched = datetime.now(UTC)
        if answer.status != 200 and not (answer.status == 304 and conditional):
            error = _status(str(url), answer, fetched)
            if error.status == 429 or error.retry_after:
                self._resting[url.host] = time.monotonic() + (error.retry_after or _REST)
            raise error
        headers = answer.headers
        media, charset = content.media(headers.get("content-type", ""))
        return Page(
            asked=asked,
            url=str(url),
            status=answer.status,
            body=answer.body,
            media=media,
            charset=charset,
            etag=headers.get("etag"),
            modified=headers.get("last-modified"),
            moved=moved,
            fetched=fetched.isoformat(timespec="seconds"),
        )

    def _next(self, url: Url, answer: _Answer) -> Url:
        location = answer.headers.get("location", "")
        if not location:
            raise _failed(str(url), "the server redirects, but does not say where to", "Check it in a browser.")
        return url.join(location)

    def _permitted(self, url: Url) -> Rules:
        self._rested(url)
        try:  # before robots.txt is asked for, so that the refusal itself is told
            self._backend.checked(url.host, url.port, self._timeout)
        except FetchError as error:
            refusal = _failed(str(url), error.reason, error.remedy)
            refusal.lasting = error.lasting
            raise refusal from error
        except httpcore.TimeoutException as error:
            raise _failed(str(url), f"no address of {url.host} was found in time", "Try again later.") from error
        rules = self._robots.rules(url)
        if not rules.allows(str(url)):
            reason = rules.reason or "the site's robots.txt forbids to read it"
            remedy = "Try again later." if rules.reason else "Read it in a browser, or ask the site."
            refusal = _failed(str(url), reason, remedy)
            refusal.lasting = not rules.reason
            raise refusal
        return rules

    def _rested(self, url: Url) -> None:
        """See that a host which asked to be left alone is left alone, whatever is wanted of it."""
        left = math.ceil(self._resting.get(url.host, float("-inf")) - time.monotonic()) if self._resting else 0
        if left > 0:
            reason = f"{url.host} has asked to be left alone, for {left} seconds more"
            raise _failed(str(url), reason, "Try again then.", 429, left)

    def _robots_of(self, url: Url) -> tuple[int, bytes]:
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._request(url, MAX_BYTES, {}, cut=True)
            if answer.status not in _REDIRECTS:
                return answer.status, answer.body
            url = self._next(url, answer)
        return 404, b""  # RFC 9309, 2.3.1.2: after five redirects it may be taken for unavailable

    def _space(self, host: str, gap: float) -> None:
        """Wait until the host may be asked again."""
        left = self._last.get(host, float("-inf")) + gap - time.monotonic()
        if left > 0:
            self._wait(left)

    @cached_property
    def _pool(self) -> httpcore.ConnectionPool:
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())  # beside the system's own, which may be missing
        return httpcore.ConnectionPool(
            ssl_context=context, max_connections=4, keepalive_expiry=2.0, network_backend=self._backend
        )

    def _request(self, url: Url, limit: int, more: dict[str, str], cut: bool = False) -> _Answer:
        """Ask once, without following anything."""
        place = str(url)
        headers = {
            "Host": url.netloc,
            "User-Agent": USER_AGENT,
            "Accept": _ACCEPT,
            "Accept-Language": "en",
            "Accept-Encoding": content.ACCEPTED,
            **more,
        }
        lines = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        steps = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        target = httpcore.URL(scheme=url.scheme, host=url.host, port=url.port, target=url.target)
        try:
            with self._pool.stream("GET", target, headers=lines, extensions={"timeout": steps}) as response:
                said = _headers(response.headers)
                peer = response.extensions["network_stream"].get_extra_info("server_addr")
                near = bool(peer) and private(str(peer[0]).partition("%")[0]) is not None
                body = b""
                if response.status == 200:
                    pieces = content.decoded(response.iter_stream(), said.get("content-encoding", ""))
                    body = _whole(pieces, limit, place, cut)
                return _Answer(response.status, said, body, near)
        except FetchError as error:
            placed = _failed(place, error.reason, error.remedy)
            placed.lasting = error.lasting
            raise placed from error
        except content.CodingError as error:
            reason = f"its body cannot be unpacked: {error}"
            raise _failed(place, reason, "Try again later; the fault is the server's.") from error
        except httpcore.TimeoutException as error:
            if self._deadline.left <= 0:
                reason = f"it was not finished within {self._seconds:g} seconds"
            else:
                reason = f"no answer within {self._timeout:g} seconds"
            raise _failed(place, reason, "Try again later.") from error
        except (httpcore.ConnectError, httpcore.ProxyError) as error:
            raise _failed(place, f"no connection ({_plain(error)})", "Try again later.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise _failed(
                place, f"the answer breaks off or is no HTTP ({_plain(error)})", "Try again later."
            ) from error


def _whole(pieces: Iterator[bytes], limit: int, place: str, cut: bool) -> bytes:
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > limit:
            if cut:
                break
            reason = f"it is larger than {limit / 1_000_000:.10g} MB, the limit for what is fetched"
            error = FetchError(place, reason, "Download it with another program and name the file.")
            error.lasting = True
            raise error
    return b"".join(parts)[:limit]


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Header fields by name in lower case, those of one name joined (RFC 9110, 5.3)."""
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        found[key] = f"{found[key]}, {text}" if key in found and key != "location" else text
    return found


def _status(place: str, answer: _Answer, now: datetime) -> FetchError:
    """Make the error for an answer that brings no document."""
    code = answer.status
    phrase = HTTPStatus(code).phrase if code in HTTPStatus.__members__.values() else ""
    reason = f"the server says {code} {phrase}".rstrip()
    wait = _retry_after(answer.headers.get("retry-after", ""), now) if code in (429, 503) else None
    if code == 410:
        return _failed(place, f"{reason}: it is gone for good", "Remove it from your list.", code)
    if wait is not None:
        return _failed(place, f"{reason} and asks to wait {wait} seconds", "Try again then.", code, wait)
    if code == 429:
        return _failed(place, f"{reason}: it was asked too often", "Try again much later.", code)
    if code >= 500:
        return _failed(place, reason, "Try again later; the fault is the server's.", code)
    if code in (401, 403, 407, 451):
        return _failed(place, reason, "Save the page in a browser and name the file.", code)
    return _failed(place, reason, "Check the address in a browser.", code)


def _retry_after(value: str, now: datetime) -> int | None:
    """Seconds that ``Retry-After`` means, a number or a date (RFC 9110, 10.2.3)."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), _LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0, min(int((then - now).total_seconds()), _LONGEST_WAIT))


def _failed(
    place: str, reason: str, remedy: str, status: int | None = None, retry_after: int | None = None
) -> FetchError:
    error = FetchError(place, reason, remedy)
    error.status, error.retry_after = status, retry_after
    error.lasting = status is not None and 400 <= status < 500 and status not in (408, 425, 429)
    return error


def _plain(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
