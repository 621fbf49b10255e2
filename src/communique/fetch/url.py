"""Addresses as people and pages write them → parts that leave nothing to interpretation.

The host is read as browsers read it (WHATWG URL standard): percent-encoding and wide digits undone, numbers in decimal, octal or
hexadecimal taken for the IPv4 address they are. What cannot be read in one way only is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urljoin

import idna

from communique.errors import FetchError

MAX_LENGTH = 4000
_PORTS = {"http": 80, "https": 443}
_PARTS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.I | re.S)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.I)
_LOCAL = re.compile(r"(?:.*\.)?(?:localhost|local|localdomain|internal|intranet|home\.arpa)")


@dataclass(frozen=True, slots=True)
class Url:
    """An address in its canonical spelling.

    Attributes:
        scheme: http or https.
        host: ASCII name in lower case without a dot at the end, or an IP address without brackets.
        port: the number.
        target: path and query, percent-encoded.
        literal: whether the host is an IP address.

    """

    scheme: str
    host: str
    port: int
    target: str
    literal: bool

    @property
    def netloc(self) -> str:
        """Host and, unless it is the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    def __str__(self) -> str:
        return self.origin + self.target

    def join(self, reference: str) -> Url:
        """The address that a reference on this page means.

        Raises:
            FetchError: it is none that can be fetched.

        """
        try:
            return parse(urljoin(str(self), reference.strip()))
        except ValueError as error:
            raise _refused(reference, f"it is no address ({error})") from error


def is_url(name: str) -> bool:
    """Whether a source is an address and no file."""
    return name.strip().lower().startswith(("http://", "https://"))


def parse(text: str) -> Url:
    """Read an address.

    Raises:
        FetchError: it is none, not of the web, holds a user's name, or its host can be read in several ways.

    >>> str(parse("HTTPS://Example.ORG:443/a b?q=é#part")), parse("http://0x7f.1/").host
    ('https://example.org/a%20b?q=%C3%A9', '127.0.0.1')
    """
    written = text.strip()
    if len(written) > MAX_LENGTH:
        raise _refused(written, f"the address is longer than {MAX_LENGTH} characters")
    match = _PARTS.fullmatch(written)
    if match is None:
        raise _refused(written, "it is no address that begins with http:// or https://")
    scheme, authority, path, query = match[1].lower(), match[2], match[3], match[4]
    if "@" in unquote(authority):
        raise _refused(written, "the address holds a user's name or password", "Leave out what stands before the @.")
    if _FORBIDDEN.search(authority) or "\\" in path:
        raise _refused(written, "the address holds a blank, control character or backslash")
    host, port = _port(authority, written, scheme)
    name, literal = _host(host, written)
    target = quote(path or "/", safe="/%:@!$&'()*+,;=~-._")
    if query is not None:
        target += "?" + quote(query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Url(scheme, name, port, re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", target), literal)


def local(host: str) -> bool:
    """Whether a name is by convention one of the own network: ``localhost``, ``*.local``, ``*.internal`` (RFC 6761, 6762, 8375)."""
    return _LOCAL.fullmatch(host) is not None


def _port(authority: str, written: str, scheme: str) -> tuple[str, int]:
    host, colon, digits = authority.rpartition(":") if re.search(r":[^\]:]*$", authority) else (authority, "", "")
    if not colon or not digits:
        return host, _PORTS[scheme]
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:6]) < 65536 and len(digits) < 7):
        raise _refused(written, f"{digits[:20]!r} is no port")
    return host, int(digits)


def _host(host: str, written: str) -> tuple[str, bool]:
    if not host:
        raise _refused(written, "the address names no host")
    if host.startswith("["):
        if not host.endswith("]"):
            raise _refused(written, "the host is no IPv6 address")
        if "%" in host:
            raise _refused(written, f"{host} is a link-local address, inside the own network")
        try:
            return str(IPv6Address(host[1:-1])), True
        except AddressValueError as error:
            raise _refused(written, f"the host is no IPv6 address ({error})") from error
    try:
        folded = idna.uts46_remap(unquote(host, errors="strict"), std3_rules=False, transitional=False).lower()
    except (UnicodeError, IndexError) as error:  # idna.IDNAError is a UnicodeError
        raise _refused(written, f"the host's name cannot be read ({error})") from error
    name = folded.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return str(_four(labels, written)), True
    try:
        labels = [label if label.isascii() else idna.encode(label).decode("ascii") for label in labels]
    except UnicodeError as error:
        raise _refused(written, f"the host's name cannot be read ({error})") from error
    if not all(_LABEL.fullmatch(label) for label in labels) or len(name) > 253:
        raise _refused(written, "the host's name is none that can be looked up")
    return ".".join(labels), False


def _four(parts: list[str], written: str) -> IPv4Address:
    """The IPv4 address of one to four numbers, as the C library's ``inet_aton`` reads them."""
    numbers: list[int] = []
    for part in parts:
        if not _NUMBER.fullmatch(part) or len(part) > 40:
            raise _refused(written, "the host is no IPv4 address")
        try:
            if part[:2].lower() == "0x":
                numbers.append(int(part[2:] or "0", 16))
            else:
                numbers.append(int(part, 8 if len(part) > 1 and part[0] == "0" else 10))
        except ValueError as error:
            raise _refused(written, "the host is no IPv4 address") from error
    *high, low = numbers
    if len(numbers) > 4 or any(n > 255 for n in high) or low >= 256 ** (5 - len(numbers)):
        raise _refused(written, "the host is no IPv4 address")
    return IPv4Address(low + sum(n << 8 * (3 - k) for k, n in enumerate(high)))


def _refused(written: str, reason: str, remedy: str = "Check the address.") -> FetchError:
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in written[:200])
    return FetchError(shown or "the address", reason, remedy)
