"""One mention of an event with everything that comparing it across reports needs; no parser, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.model import Status


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention of an event as the functions of this package compare it.

    Made from a stored event, or, in the benchmarks, from a mention that somebody marked by hand. Sets hold lower-cased lemmas
    (`words`, `context`) or keys of actors (`who`, `whom`): the actor's id and the party it stands for.

    Attributes:
        id: id of the event.
        report: id of the report that tells it.
        type: PLOVER type or SAY; empty when nobody coded it.
        status: what the report says of it: happened, planned, demanded, denied, hypothetical.
        lemma: lemma of the trigger's head word.
        who: who did or said it.
        whom: to whom.
        words: what it is about: content words of its clause and of its content, names of its own parties left out.
        context: content words of its sentence and of the report's title and opening, to tell whether two reports are about one affair.
        first: first possible day.
        last: last possible day; both None when nothing is known.
        certain: whether the day was stated or counted from the day of publication, rather than taken from it.
        mode: PLOVER mode.
        place: where, as written.
        quantity: how many, as written.
        beside: parties, or actors without one, that its sentence names.
        outlet: who published the report.
        opening: whether it stands in the report's first sentence.
        remote: whether its sentence speaks of a call or a video link.
        figures: numbers of two figures or more in what was said, years left out.
        bare: whether it tells that something was said and not what.
    """

    id: str
    report: str
    type: str
    status: Status
    lemma: str
    who: frozenset[str]
    whom: frozenset[str]
    words: frozenset[str]
    context: frozenset[str]
    first: date | None = None
    last: date | None = None
    certain: bool = False
    mode: str | None = None
    place: str | None = None
    quantity: str | None = None
    beside: frozenset[str] = frozenset()
    outlet: str = ""
    opening: bool = False
    remote: bool = False
    figures: frozenset[str] = frozenset()
    bare: bool = False
