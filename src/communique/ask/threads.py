"""Exchanges across reports: all tellings of an opening, the answers that came, whom it was addressed to, and what is disputed."""

from __future__ import annotations

import hashlib
import json

from communique.actors.directory import directory, members
from communique.ask import mailings, sequels
from communique.ask.entries import Entry, Kept, Named, Party, load, parties_named
from communique.ask.groups import mentions
from communique.ask.judged import Judged
from communique.ask.states import Answer, addressees, debt, kind_of, outcome
from communique.ask.thread import Thread
from communique.ask.unions import Unions
from communique.ask.versions import CURRENT, SHOWN
from communique.store import judgements
from communique.store.connection import Connection


def threads(
    db: Connection,
    as_of: str | None = None,
    *,
    judged: Judged | None = None,
    kept: Kept | None = None,
) -> list[Thread]:
    """All exchanges of the record, in order of the day they were opened.

    Args:
        db: the store.
        as_of: the last day of which reports are to be known, ISO 8601.
        judged: what people decided, if it has been read already.
        kept: what was read already; what is read now is added.
    """
    judged = judged or Judged(db)
    kept = Kept() if kept is None else kept
    known = kept.parties

    def named(report: str) -> frozenset[str]:
        if report not in known:
            known[report] = parties_named(db, report)
        return known[report]

    openings = _openings(db, judged, as_of, kept)
    joined, reasons = _joined(db, openings, judged, named, kept)
    answers = _answers(db, openings, judged, as_of, kept)
    found = []
    for members_ in joined:
        entries = sorted((openings[i] for i in members_), key=lambda e: (e.day or "9999", e.report, e.number))
        mine = sorted(
            (a for i in members_ for a in answers.get(i, ())),
            key=lambda a: (a.entry.day or "", a.entry.report, a.entry.number),
        )
        if not mine and not any(e.recipients or e.type == "AGREE" for e in entries if e.status == "actual"):
            continue
        seen: dict[str, Answer] = {}
        for answer in mine:
            if judged.refuses(answer.entry.id, members_):  # whichever telling of the opening it was linked to
                continue
            if (
                answer.entry.id not in members_
                and not _too_early(entries, answer.entry)
                and not _own(entries, answer.entry)
            ):
                seen.setdefault(answer.entry.id, answer)
        first = min(entries, key=lambda e: (e.published or "9999", e.report, e.number))  # the same as of every day
        identity = "x" + hashlib.sha256(first.id.encode()).hexdigest()[:12]
        told = [a for a in seen.values() if a.kind != "none"]
        claims = [a.entry for a in seen.values() if a.kind == "none"]
        found.append(
            Thread(identity, entries, told, claims=claims, reasons={i: reasons[i] for i in members_ if i in reasons})
        )
    found.sort(key=lambda t: (t.day or "9999", t.id))
    withdrawn = sequels.withdrawn(db, found, judged, as_of, kept)
    sequels.replies(db, found, judged, named, as_of, kept)
    sequels.claims(db, found, judged, named, as_of, kept)
    for thread in found:
        whom = addressees(thread.openings, _party)
        thread.debts = [debt(p, thread.answers, withdrawn.get(thread.id), members) for p in whom]
        thread.outcome = outcome(thread.debts, thread.answers)
    return found


def _party(code: str) -> Party:
    body = directory().bodies.get(code)
    return Party(code, body.actor.name if body is not None else code, code, code)


def _openings(db: Connection, judged: Judged, as_of: str | None, kept: Kept) -> dict[str, Entry]:
    ids = kept.asked(
        db,
        f"SELECT e.id FROM traits t JOIN events e ON e.id = t.event{CURRENT} AND t.opens = 1 AND e.status <> 'planned'",
        as_of,
    )
    return load(db, (i for (i,) in ids), judged=judged, kept=kept)


def _joined(
    db: Connection, openings: dict[str, Entry], judged: Judged, named: Named, kept: Kept
) -> tuple[list[list[str]], dict[str, tuple[str, ...]]]:
    """Openings that are one: of one group, told again, or judged to be one."""
    unions = Unions(openings)
    together, apart = judgements.pairs(db, "group")

    def join(one: str, other: str) -> None:
        if frozenset((one, other)) not in apart:
            unions.join(one, other)

    reasons: dict[str, tuple[str, ...]] = {}
    by_group: dict[str, str] = {}
    for identity in sorted(openings):
        name = openings[identity].group
        if name is not None:
            join(by_group.setdefault(name, identity), identity)
    for source, target, why in kept.asked(
        db, "SELECT source, target, reasons FROM all_links WHERE type = 'repeats' ORDER BY source, target", None
    ):
        if source in openings and target in openings and judged.links.get((source, target), True):
            join(source, target)
            reasons[source] = tuple(json.loads(why))
    mailings.join(openings, join, named)
    for pair in sorted(tuple(sorted(p)) for p in together if len(p) == 2):
        join(*pair)
    return list(unions.sets()), reasons


def _answers(
    db: Connection, openings: dict[str, Entry], judged: Judged, as_of: str | None, kept: Kept
) -> dict[str, list[Answer]]:
    """Answers by opening: linked ones, and other reports of the same answer (of its group)."""
    links = [
        (source, target, score, tuple(json.loads(why)))
        for source, target, score, why in kept.asked(
            db,
            "SELECT source, target, score, reasons FROM all_links WHERE type = 'answers' ORDER BY source, target",
            None,
        )
        if target in openings and judged.links.get((source, target), True)
    ]
    found_already = {x[:2] for x in links}
    for (source, target), accepted in sorted(judged.links.items()):
        if accepted and target in openings and (source, target) not in found_already:
            links.append((source, target, 1.0, ("judged to be its answer",)))
    current = {i for (i,) in kept.asked(db, f"SELECT r.id FROM reports r WHERE {SHOWN}", as_of)}
    entries = load(db, (x[0] for x in links), judged=judged, kept=kept)
    entries = {i: e for i, e in entries.items() if e.report in current}
    mates: dict[str, list[str]] = {}
    for name in sorted({e.group for e in entries.values() if e.group is not None}):
        mates[name] = sorted(mentions(db, judged, name))
    more = load(db, (e for some in mates.values() for e in some), judged=judged, kept=kept)
    more = {i: e for i, e in more.items() if e.report in current}
    found: dict[str, list[Answer]] = {}
    for source, target, score, why in links:
        entry = entries.get(source)
        if entry is None:
            continue
        found.setdefault(target, []).append(Answer(entry, kind_of(entry), target, score, why))
        for mate in mates.get(entry.group or "", ()):
            if mate != source and mate in more:
                reason = ("another report of the same answer",)
                found[target].append(Answer(more[mate], kind_of(more[mate]), target, score, reason))
    return found


def _own(openings: list[Entry], answer: Entry) -> bool:
    """Whether those who asked answer themselves."""
    by = {p.side for p in (*answer.actors, *answer.behalf)}
    return bool(by) and all(by <= {p.side for p in e.actors} for e in openings)


def _too_early(openings: list[Entry], answer: Entry) -> bool:
    """Whether an answer was given, or at the latest reported, before the stated day on which the opening was made."""
    made = [e.first or e.last for e in openings if e.basis in ("stated", "relative")]
    latest = answer.day
    return latest is not None and bool(made) and all(day is not None and latest < day for day in made)
