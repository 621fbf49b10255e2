"""Values out of addresses and forms: bounded, and refused with a reason where they make no sense."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Protocol

from communique.errors import UsageError

#: The cookie that a browser's forms are tied to; nothing else is in it than chance.
COOKIE = "communique_visit"
#: The field of a form that proves that this site made it.
FIELD = "proof"


class Values(Protocol):
    """What Starlette gives for the query of an address, and for a form."""

    def get(self, key: str) -> object:
        """The last value of a key."""

    def getlist(self, key: str) -> Iterable[object]:
        """All values of a key."""


def text(values: Values, name: str, default: str = "", most: int = 500) -> str:
    """One value without the white space around it.

    Raises:
        UsageError: it is longer than `most` characters.
    """
    found = values.get(name)
    if not isinstance(found, str):
        return default
    if len(found) > most:
        raise UsageError(name, f"{len(found)} characters", f"Write at most {most}.")
    return found.strip() or default


def many(values: Values, name: str, most: int = 20) -> tuple[str, ...]:
    """All values of one name that are not empty.

    Raises:
        UsageError: there are more than `most`.
    """
    found = tuple(v.strip()[:500] for v in values.getlist(name) if isinstance(v, str) and v.strip())
    if len(found) > most:
        raise UsageError(name, f"{len(found)} values", f"Give at most {most}.")
    return found


def number(values: Values, name: str, default: int, least: int, most: int) -> int:
    """A whole number between two bounds.

    Raises:
        UsageError: it is none, or lies outside.
    """
    written = text(values, name, most=20)
    if not written:
        return default
    if not (written.isascii() and written.isdigit()) or not least <= int(written) <= most:
        raise UsageError(f"{name} {written}", "this is no number that fits", f"Write one from {least} to {most}.")
    return int(written)


def proof(cookie: str) -> str:
    """What a form must bring back: only who knows the cookie can make it, and another site does not."""
    return hashlib.sha256(f"communique form {cookie}".encode()).hexdigest()


def proven(cookies: Mapping[str, str], given: object) -> bool:
    """Whether a form comes from a page of this site that this browser was shown."""
    cookie = cookies.get(COOKIE, "")
    return bool(cookie) and isinstance(given, str) and hmac.compare_digest(proof(cookie), given)
