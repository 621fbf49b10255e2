"""Events as ends of links across reports, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from communique.across.ends import End
from communique.across.telling import Telling

#: Who belongs to whom.
BLOC = {"EU": frozenset(["ESP", "FRA"]), "UN": frozenset(f"S{n}" for n in range(190)) | {"ESP", "PER"}}


def members(party: str) -> frozenset[str]:
    """Members of an organisation."""
    return BLOC.get(party, frozenset())


def end(name: str, kind: str, rule: str, by: str, asked: str, about: str, day: int | None = 1, **more: Any) -> End:
    """An event of January 2021; `name` begins with the report's; parties and words are separated by blanks."""
    last = date(2021, 1, day) if day else None
    telling = Telling(
        id=name, report=name[0], type=kind, status=more.pop("status", "actual"), lemma=more.pop("lemma", rule), first=last, last=last,
        who=frozenset(by.split()), whom=frozenset(asked.split()), words=frozenset(about.split()), context=frozenset(about.split()),
    )  # fmt: skip
    given: dict[str, Any] = {
        "telling": telling, "by": telling.who, "asked": telling.whom, "behalf": frozenset(), "beside": telling.who | telling.whom,
        "persons": frozenset(), "mode": None, "rule": rule, "order": (name[0], 0), "opens": kind in ("REQUEST", "AGREE"),
        "answers": True, "denies": False, "own_behalf": False, "called": None, "definite": False, "explicit": False, "quote": False,
        "copies": name[0],
    }  # fmt: skip
    return End(**given | more)
