"""What a page is: a function from a call to a view, reached as HTML, JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from communique.ask.rows import Table
from communique.errors import UsageError
from communique.show import rows
from communique.web import forms
from communique.web.people import Person

if TYPE_CHECKING:
    from communique.ask.shelf import View as Shelved
    from communique.store.connection import Connection
    from communique.web.site import Site


class MissingError(UsageError):
    """The record holds nothing at this address."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as a page sees it.

    Attributes:
        site: the server's state.
        request: Starlette's.
        person: who asks.
        form: the body of an action; None for a page.
    """

    site: Site
    request: Request
    person: Person
    form: FormData | None = None

    @property
    def db(self) -> Connection:
        """The record, for reading."""
        return self.site.access.reading

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    @property
    def shelf(self) -> Shelved:
        """Exchanges and events as of the latest state."""
        return self.site.shelf.view(self.db)

    @property
    def _values(self) -> forms.Values:
        return self.request.query_params if self.form is None else self.form

    def text(self, name: str, default: str = "", most: int = 500) -> str:
        """A value of the query, or of the form of an action; see :func:`communique.web.forms.text`."""
        return forms.text(self._values, name, default, most)

    def many(self, name: str, most: int = 20) -> tuple[str, ...]:
        """All values of a name."""
        return forms.many(self._values, name, most)

    def number(self, name: str, default: int, least: int = 1, most: int = 100_000) -> int:
        """A whole number."""
        return forms.number(self._values, name, default, least, most)

    @property
    def partial(self) -> bool:
        """Whether htmx asks, for a part of the page only (templates extend ``layout``)."""
        return self.request.headers.get("hx-request") == "true" and "hx-boosted" not in self.request.headers


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows.

    Attributes:
        template: file in ``templates/``.
        title: of the page; also the browser's.
        data: what the template is given.
        tables: the same as rows, for JSON and CSV.
        plain: the same as plain data, for JSON, where that says more than rows.
        status: of HTTP.
    """

    template: str
    title: str
    data: Mapping[str, Any] = field(default_factory=dict)
    tables: Sequence[Table] = ()
    plain: Any = None
    status: int = 200

    def json(self) -> str:
        """The view as JSON."""
        if self.plain is None:
            return rows.lines(self.tables, "json")
        return json.dumps(self.plain, ensure_ascii=False, indent=1) + "\n"

    def csv(self) -> str:
        """The rows of the view; cells that a spreadsheet would run are made harmless."""
        return rows.lines(self.tables, "csv")


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its address.

    Attributes:
        path: as Starlette writes it; ``.json`` and ``.csv`` follow it.
        show: makes the view.
        role: the least that is needed.
        data: whether it has JSON and CSV forms.
        kept: whether the same address gives the same page to all of one role until the record changes; pages that tell people apart are
            not kept.
    """

    path: str
    show: Callable[[Call], View | Response]
    role: str = "reader"
    data: bool = True
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """A form's address: something is written, and an answer says what.

    Attributes:
        path: as Starlette writes it.
        do: carries it out; usually redirects to a page, with status 303.
        role: the least that is needed.
    """

    path: str
    do: Callable[[Call], View | Response]
    role: str = "analyst"
