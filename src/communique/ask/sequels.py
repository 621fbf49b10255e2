"""What follows an opening in other reports beside the answers that are linked to it: replies to letters that went to many, withdrawals,
and claims that no answer came.

Links across reports are made event by event. Here whole exchanges are known: who was written to by all reports together.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from communique.actors.directory import members
from communique.ask import mailings
from communique.ask.entries import Entry, Kept, Named, load
from communique.ask.judged import Judged
from communique.ask.states import Answer, kind_of
from communique.ask.thread import Thread, number
from communique.ask.versions import CURRENT
from communique.lexicon import words
from communique.store.connection import Connection
from communique.store.dialect import elements

#: Days within which a reply, a withdrawal or a claim that nobody answered is taken to speak of an opening.
_REACH = 60
_LETTERS = frozenset(["answer", "letter", "message", "note", "paper", "reply", "response", "request", "question"])
#: Weight of the words that a refusal must share with what was asked.
_SAME_MATTER = 1.6


def replies(db: Connection, found: list[Thread], judged: Judged, named: Named, as_of: str | None, kept: Kept) -> None:
    """Add replies that no link ties to anything: to letters that went to many, and to what they call by its name.

    A reply by one who was written to, or for whom another answered, belongs to the letters if it is addressed to their sender, or its
    report tells of them, or it is given on behalf of many and its report names the sender.
    """
    rows = kept.asked(
        db,
        "SELECT e.id, t.called, t.explicit, t.denies FROM traits t"
        f" JOIN events e ON e.id = t.event{CURRENT} AND t.answers = 1 AND e.type IN ('CONSULT', 'REJECT', 'AGREE') ORDER BY e.id",
        as_of,
    )
    linked = {a.entry.id for t in found for a in t.answers} | {c.id for t in found for c in t.claims}
    entries = load(db, (r[0] for r in rows if r[0] not in linked), judged=judged, kept=kept)
    saying = load(db, (e.inside for e in entries.values() if e.inside), judged=judged, kept=kept)
    between = _between(found)
    of_many = _between(t for t in found if t.letters and t.to_many)
    for event, called, explicit, denies in rows:
        entry = entries.get(event)
        speaker = saying.get(entry.inside or "") if entry is not None else None
        if entry is not None and not entry.actors and not entry.behalf and entry.status == "planned" and speaker:
            entry = replace(entry, actors=speaker.actors)  # "the letter will be answered", its ministry said
        if entry is None or not (entry.actors or entry.behalf):
            continue
        to = {p.side for p in entry.recipients} or named(entry.report)
        fits = []
        by = {p.side for p in (*entry.actors, *entry.behalf)}
        pairs: list[tuple[dict[tuple[str, str], Dated], str, str]] = []  # all that :func:`_ties` may say yes to
        if entry.type == "CONSULT":
            asked_for = by.union(*(members(side) for side in by))  # those who reply, and those whom they may reply for
            pairs += [(of_many, asker, side) for asker in to for side in asked_for]
        if explicit and called or entry.type == "REJECT" and called is None and not denies:
            pairs += [(between, p.side, side) for p in entry.recipients for side in by]
        near = {
            t.id: t
            for kept_by, *pair in pairs
            if (dated := kept_by.get((pair[0], pair[1])))
            for t in dated.before(entry)
        }
        for thread in near.values():
            if why := _ties(thread, entry, by, called, bool(explicit), bool(denies)):
                fits.append((thread, why))
        fits = [f for f in fits if not judged.refuses(event, [e.id for e in f[0].openings])]
        if not fits:
            continue
        thread, why = max(fits, key=lambda f: (len(f[0].openings), f[0].day or "", f[0].id))
        answer = Answer(entry, kind_of(entry), thread.first.id, 0.6, (why,))
        if answer.kind == "none":
            thread.claims.append(entry)
        else:
            thread.answers.append(answer)
            thread.answers.sort(key=lambda a: (a.entry.day or "", a.entry.report, a.entry.number))


def _between(found: Iterable[Thread]) -> dict[tuple[str, str], Dated]:
    """Exchanges by each pair of one who asks and one who is asked."""
    asked: dict[tuple[str, str], list[Thread]] = {}
    for thread in found:
        for asker in thread.askers:
            for addressee in thread.addressed:
                asked.setdefault((asker, addressee), []).append(thread)
    return {sides: Dated(some) for sides, some in asked.items()}


def _ties(thread: Thread, reply: Entry, by: set[str], called: str | None, explicit: bool, denies: bool) -> str:
    """Why a reply by some sides belongs to an exchange; "" if it does not."""
    askers, addressed = thread.askers, thread.addressed
    if by & askers:
        return ""
    own = bool(by & addressed)
    for_them = any(addressed & members(side) for side in by)
    if not own and not for_them:
        return ""
    to_asker = bool({p.side for p in reply.recipients} & askers)
    if thread.letters and thread.to_many:
        if reply.type == "CONSULT" and to_asker:
            return "a reply to the sender of letters that went to many"
        if reply.type == "CONSULT" and any(e.report == reply.report for e in thread.openings):
            return "its report tells of the letters"
        if reply.type == "CONSULT" and for_them and reply.behalf and not any(askers & members(side) for side in by):
            return "a reply for several of those who were written to"
    if own and to_asker and explicit and called and any(called in e.sentence.lower() for e in thread.openings):
        return f"a reply to the {called} of the one it is addressed to"
    if (
        own
        and to_asker
        and reply.type == "REJECT"
        and called is None
        and not denies
        and mailings.shared_weight(reply, thread.openings) >= _SAME_MATTER
    ):
        return "the same matter, by the one who was asked to the one who asked"
    return ""


def withdrawn(db: Connection, found: list[Thread], judged: Judged, as_of: str | None, kept: Kept) -> dict[str, Entry]:
    """By exchange: the entry in which the asker takes back what was asked; the latest opening of that kind before it."""
    lemmas = sorted(words("withdraw-verbs"))
    rows = kept.asked(
        db,
        f"SELECT e.id, t.called, t.words FROM traits t JOIN events e ON e.id = t.event{CURRENT}"
        f" AND t.lemma IN ({elements(db, ':lemmas')}) AND e.status = 'actual'",
        as_of,
        lemmas=json.dumps(lemmas),
    )
    entries = load(db, (r[0] for r in rows), judged=judged, kept=kept)
    result: dict[str, Entry] = {}
    dated = Dated(found)
    for event, called, some in sorted(rows, key=lambda r: (entries[r[0]].day or "" if r[0] in entries else "", r[0])):
        entry = entries.get(event)
        nouns = ({called} if called else set()) | (set(_listed(some)) & words("opening-nouns"))
        if entry is None or not nouns or not entry.actors:
            continue
        fits = [t for t in dated.before(entry) if _asked_by(t, entry) and _called(t, nouns)]
        if fits:
            result[max(fits, key=lambda t: (t.day or "", t.id)).id] = entry
    return result


def claims(db: Connection, found: list[Thread], judged: Judged, named: Named, as_of: str | None, kept: Kept) -> None:
    """Add what says that no answer came, or that what came is none, to the exchange of letters that it speaks of."""
    answering = words("answer-words")
    rows = kept.asked(
        db,
        f"SELECT e.id, t.words, t.lemma, t.denies FROM traits t JOIN events e ON e.id = t.event{CURRENT}"
        " AND (e.status = 'denied' AND t.answers = 1 AND e.type IN ('CONSULT', 'SAY') OR e.type = 'REJECT' AND e.status = 'actual')",
        as_of,
    )
    linked = {a.entry.id for t in found for a in t.answers} | {c.id for t in found for c in t.claims}
    wanted = [(r[0], {*_listed(r[1]), r[2]}, bool(r[3])) for r in rows if r[0] not in linked]
    wanted = [w for w in wanted if w[1] & answering]
    others: dict[str, set[str]] = {}
    for event, party in db.execute(
        f"SELECT event, party FROM named WHERE event IN ({elements(db)})", (json.dumps([w[0] for w in wanted]),)
    ):
        others.setdefault(event, set()).add(party)
    entries = load(db, (w[0] for w in wanted), judged=judged, kept=kept)
    saying = load(db, (e.inside for e in entries.values() if e.inside), judged=judged, kept=kept)
    letters = Dated(t for t in found if t.letters)
    for event, some, denies in wanted:
        entry = entries.get(event)
        if entry is None or (entry.type == "REJECT" and not some & (answering | _LETTERS)):
            continue
        speaker = saying.get(entry.inside or "")
        sides = (
            {p.side for p in (*entry.actors, *entry.recipients)}
            | others.get(event, set())
            | ({p.side for p in speaker.actors} if speaker else set())
        )
        if entry.type != "REJECT" and all(p.id.startswith("~") for p in entry.actors):
            sides |= named(entry.report)  # "none of the ministers": whoever the report says had asked
        fits = [t for t in letters.before(entry) if {p.side for p in t.first.actors} & sides]
        if entry.type == "REJECT" and denies:  # one who was asked says that he has not answered
            fits = [t for t in fits if {p.side for p in entry.actors} & t.addressed]
        elif entry.type == "REJECT":  # the asker says that what came is no answer
            fits = [
                t for t in fits if _asked_by(t, entry) and any(a.kind in ("answered", "accepted") for a in t.answers)
            ]
        else:
            fits = [t for t in fits if _reaches(t, entry)]
        fits = [t for t in fits if not judged.refuses(event, [e.id for e in t.openings])]
        if fits:
            max(fits, key=lambda t: (len(t.openings) > 1, len(t.addressed & sides), t.day or "", t.id)).claims.append(
                entry
            )


@lru_cache(50_000)
def _listed(text: str) -> tuple[str, ...]:
    """The words of a JSON array."""
    return tuple(json.loads(text))


def _reaches(thread: Thread, entry: Entry) -> bool:
    """Whether those who did not answer may be those asked: one of them, or some that are not named ("none of the ministers")."""
    who = {p.side for p in entry.actors}
    return not who or bool(who & thread.addressed) or all(w.startswith("~") for w in who)


class Dated:
    """Exchanges by the day they were opened, those without a day left out."""

    def __init__(self, found: Iterable[Thread]) -> None:
        dated = sorted(((number, t.id, t) for t in found if (number := t.number) is not None), key=lambda d: d[:2])
        self._days = [d[0] for d in dated]
        self._threads = [d[2] for d in dated]

    def before(self, entry: Entry) -> list[Thread]:
        """Those opened on the day of an entry or in the time before it in which one may speak of them."""
        day = number(entry.day)
        if day is None:
            return []
        return self._threads[bisect_left(self._days, day - _REACH) : bisect_right(self._days, day)]


def _asked_by(thread: Thread, entry: Entry) -> bool:
    return bool(thread.askers & {p.side for p in entry.actors})


def _called(thread: Thread, nouns: Iterable[str]) -> bool:
    rules = {e.rule.partition(".")[2] for e in thread.openings} | {e.trigger.lower() for e in thread.openings}
    stems = {n[:6] for n in nouns}
    return any(stem in rule for stem in stems for rule in rules)
