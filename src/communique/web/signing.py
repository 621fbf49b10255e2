"""Who asks: the cookie of a session, or whoever sits at this machine."""

from __future__ import annotations

from starlette.requests import Request

from communique.web.access import Access
from communique.web.people import NOBODY, Person
from communique.web.settings import Settings


class Signing:
    """Turns a request into a person."""

    def __init__(self, access: Access, settings: Settings) -> None:
        self._access = access
        self._settings = settings

    def person(self, request: Request) -> Person:
        """Who sends a request."""
        if not self._settings.accounts:
            return Person(self._settings.by, "administrator")
        return NOBODY
