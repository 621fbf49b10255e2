"""Which addresses are public: all others are refused, however they are written or wrapped in another.

Ranges: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and its updates). For IPv6 it is the other way round:
nothing is public but global unicast (2000::/3) without its special parts, and NAT64 (RFC 6052) around a public IPv4 address.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_FOUR: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(net), what)
    for net, what in (
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a network for measurements"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
)
_SIX: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(net), what)
    for net, what in (
        ("::/128", "this machine"),
        ("::1/128", "this machine"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private network"),
        ("fc00::/7", "a private network"),
        ("ff00::/8", "a multicast address"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for documentation"),
        ("3fff::/20", "an address for documentation"),
    )
)
_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_ISATAP = (0x00005EFE, 0x02005EFE)


def private(address: str | Address) -> str | None:
    """What an address is if it is not public, in words for a message; None if it is.

    >>> private("93.184.216.34"), private("127.0.0.1"), private("::ffff:10.0.0.1"), private("2001:4860:4860::8888")
    (None, 'this machine', 'a private network', None)
    """
    if isinstance(address, str):
        try:
            address = ip_address(address)
        except ValueError:
            return "no address that can be checked"
    if isinstance(address, IPv4Address):
        return next((what for net, what in _FOUR if address in net), None)
    if address.scope_id is not None:
        return "a link-local address"
    for inner in _embedded(address):
        if what := private(inner):
            return what
    for net, what in _SIX:
        if address in net:
            return what
    if address in _GLOBAL or address in _NAT64:
        return None
    return "a reserved address"


def _embedded(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address wraps: mapped, compatible, NAT64, 6to4, Teredo, ISATAP (RFC 4291, 6052, 3056, 4380, 5214)."""
    value = int(address)
    last = IPv4Address(value & 0xFFFFFFFF)
    found: list[IPv4Address] = []
    if value >> 32 in (0, 0xFFFF, 0xFFFF << 16) and value > 1 or address in _NAT64:
        found.append(last)
    if address in _SIX_TO_FOUR:
        found.append(IPv4Address(value >> 80 & 0xFFFFFFFF))
    if address.teredo is not None:
        found += address.teredo
    if value >> 32 & 0xFFFFFFFF in _ISATAP:
        found.append(last)
    return found
