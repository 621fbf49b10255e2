"""Views as HTML: the templates, and the few functions that they may call."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from communique.show.entries import clean, shorten
from communique.web.view import View

#: Ids of events, groups and exchanges; all others are actors'.
_HASH = re.compile("[egx][0-9a-f]{12}")
#: What an id is shown as; the whole of it is in the address.
_ID = 9


def environment() -> Environment:
    """The templates; all that reports say is escaped unless a template says otherwise, and none does."""
    made = Environment(
        loader=PackageLoader("communique.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"clean": clean, "shorten": shorten, "short_id": short_id}
    made.tests |= {"match_id": lambda identity, letter: bool(_HASH.fullmatch(identity)) and identity[0] == letter}
    made.globals |= {"link": link, "outside": outside, "asset": Assets().address, "query": query}
    return made


def draw(templates: Environment, view: View, **more: Any) -> str:
    """A view as HTML."""
    return templates.get_template(view.template).render(title=view.title, **view.data, **more)


def link(kind: str, *parts: str, **values: object) -> str:
    """The address of a page of this site; ``link("exchanges", id)``, ``link("timeline", actor="RUS")``."""
    path = "/".join(["", *([kind] if kind else []), *(quote(p, safe="/~") for p in parts)]) or "/"
    return f"{path}{query(**values)}"


def query(**values: object) -> str:
    """Values as the query of an address, lists as repeated keys; empty ones are left out."""
    some = {k: v for k, v in values.items() if v not in (None, "", (), [])}
    return f"?{urlencode(some, doseq=True)}" if some else ""


def outside(address: str | None) -> str | None:
    """An address outside, if it is one of the web: a report must not put a script behind a link."""
    return address if address is not None and address.lower().startswith(("http://", "https://")) else None


def short_id(identity: str) -> str:
    """So much of an id as to find it by."""
    return identity[:_ID]


class Assets:
    """Files under ``/static``, each with a mark of its content in its address, so that browsers may keep them."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def address(self, name: str) -> str | None:
        """Its address; None if it is not there (libraries are fetched when the package is built)."""
        if name not in self._known:
            file = files("communique.web").joinpath("static", *name.split("/"))
            mark = hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else None
            self._known[name] = f"/static/{name}?v={mark}" if mark else None
        return self._known[name]
