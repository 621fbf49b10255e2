"""Letters that belong together: one mailing to many addressees, told in parts by many reports, and what it asks.

"X wrote to A", "letters to about 40 ministers, among others of B", "in the letter he asks each …" are one opening with many
addressees if one sender wrote them on one day, or the report gives no day and there is just one mailing that it can speak of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from communique.ask.entries import Entry

_REACH = timedelta(45)
#: Sentences between a letter and the request that tells what it asks.
_NEAR = 3
_RULES = ("letter", "write", "message", "note-to")


def is_letter(entry: Entry) -> bool:
    """Whether an entry tells of something written to somebody."""
    name = entry.rule.partition(".")[2]
    return (
        entry.type == "CONSULT"
        and any(r in name for r in _RULES)
        and not any(r in name for r in ("answer", "repl", "respon"))
    )


def join(openings: dict[str, Entry], unite: Callable[[str, str], None]) -> None:
    """Unite the openings of each mailing.

    Args:
        openings: all openings by id.
        unite: called with two ids that are one.
    """
    letters = sorted((e for e in openings.values() if is_letter(e) and e.actors), key=_order)
    mailings: dict[tuple[str, str], list[Entry]] = {}
    for entry in letters:
        if _dated(entry):
            mailings.setdefault((_sender(entry), entry.last or ""), []).append(entry)
    for some in mailings.values():
        for entry in some[1:]:
            unite(some[0].id, entry.id)
    for entry in letters:
        if not _dated(entry):
            fits = list(_fits(entry, mailings))
            if len(fits) == 1:
                unite(fits[0], entry.id)
    by_report: dict[str, list[Entry]] = {}
    for entry in letters:
        by_report.setdefault(entry.report, []).append(entry)
    for entry in sorted(openings.values(), key=_order):
        if entry.type != "REQUEST" or entry.status != "actual":
            continue
        near = [x for x in by_report.get(entry.report, ()) if _sender(x) == _sender(entry) and _tells(x, entry)]
        if near:
            unite(min(near, key=lambda x: abs(x.number - entry.number)).id, entry.id)


def _order(entry: Entry) -> tuple[str, str, int]:
    return entry.day or "9999", entry.report, entry.number


def _dated(entry: Entry) -> bool:
    return entry.basis in ("stated", "relative") and entry.last is not None and entry.first in (None, entry.last)


def _sender(entry: Entry) -> str:
    """Who wrote: the party, for a minister writes for his state."""
    return "+".join(sorted({p.side for p in entry.actors}))


def _fits(entry: Entry, mailings: dict[tuple[str, str], list[Entry]]) -> Iterator[str]:
    """First letters of the mailings that a letter without a day may belong to: those to its addressees, else those to several."""
    if entry.day is None:
        return
    until = date.fromisoformat(entry.day[:10])
    whom = {p.side for p in entry.recipients}
    several: list[str] = []
    for (sender, day), some in sorted(mailings.items()):
        if sender != _sender(entry) or not until - _REACH <= date.fromisoformat(day) <= until:
            continue
        addressed = {p.side for e in some for p in e.recipients}
        if whom & addressed:
            yield some[0].id
        elif len(addressed) > 1 or _plural(some):
            several.append(some[0].id)
    if not whom or not any(whom & {p.side for e in some for p in e.recipients} for some in mailings.values()):
        yield from several


def _plural(some: list[Entry]) -> bool:
    return any(
        "letters" in e.sentence.lower() or "states" in e.sentence.lower() or "ministers" in e.sentence.lower()
        for e in some
    )


def _tells(letter: Entry, request: Entry) -> bool:
    """Whether a request tells what a letter of the same report asks."""
    if abs(letter.sentence_number - request.sentence_number) > _NEAR:
        return False
    whom = {p.side for p in request.recipients if not p.id.startswith("~")}
    return not whom or bool(whom & {p.side for p in letter.recipients})
