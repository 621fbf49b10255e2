"""The state of one server: the record, the templates, pages kept, who is who."""

from __future__ import annotations

import secrets

from markupsafe import escape
from starlette.requests import Request

from communique.ask.shelf import Shelf
from communique.store import judgements
from communique.web import drawn, forms
from communique.web.access import Access
from communique.web.kept import Kept
from communique.web.people import Person
from communique.web.settings import Settings
from communique.web.signing import Signing


class Site:
    """What the pages of one server share.

    Attributes:
        settings: as it was started.
        access: connections to the record.
        templates: the pages' templates.
        kept: pages kept for a moment.
        signing: who is who.
        shelf: exchanges and events as of the latest state.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.access = Access(settings.record, settings.read_seconds)
        self.templates = drawn.environment()
        self.kept = Kept(settings.stale_seconds)
        self.signing = Signing(settings)
        self.shelf = Shelf(seconds=settings.stale_seconds)
        judgements.check(self.access.reading, settings.record)  # a chain that is broken is no ground to build on
        # Stand-ins for what is a person's own in a page that is kept for all; nobody can guess them, so no report can hold them.
        self._proof, self._name = (f"own-{secrets.token_hex(16)}" for _ in range(2))

    def newest_judgement(self) -> int:
        """Number of the newest judgement, 0 for none."""
        row = self.access.reading.execute("SELECT coalesce(max(id), 0) FROM judgements").fetchone()
        return int(row[0])

    def own(self, body: bytes, request: Request, person: Person) -> bytes:
        """A page with the person's own in it: the name, and the proof for forms."""
        proof = forms.proof(request.state.visit)
        return body.replace(self._proof.encode(), proof.encode()).replace(
            self._name.encode(), str(escape(person.name)).encode()
        )

    def common(self, person: Person, path: str, query: str) -> dict[str, object]:
        """What every template is given besides the view."""
        return {
            "proof": self._proof,
            "person": person,
            "person_name": self._name,
            "record_name": self.settings.record.rpartition("/")[2],
            "here": path,
            "here_query": query,
        }
