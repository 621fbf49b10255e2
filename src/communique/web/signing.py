"""Who asks: whoever sits at this machine."""

from __future__ import annotations

from starlette.requests import Request

from communique.web.people import Person
from communique.web.settings import Settings


class Signing:
    """Turns a request into a person."""

    def __init__(self, settings: Settings) -> None:
        self._local = Person(settings.by, "analyst")

    def person(self, request: Request) -> Person:
        """Who sends a request; it came over loopback, for nothing else is listened on."""
        return self._local
