"""Exchanges across reports: all tellings of an opening, the answers that came, whom it was addressed to, and what is disputed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from communique.actors.directory import directory
from communique.ask import mailings
from communique.ask.entries import Entry, Party, load
from communique.ask.groups import mentions
from communique.ask.judged import Judged
from communique.ask.states import Answer, Debt, addressees, debt, kind_of, outcome
from communique.lexicon import words
from communique.store import judgements

#: Days within which a withdrawal or a claim that nobody answered is taken to speak of an opening.
_REACH = 60
_LETTERS = frozenset(["answer", "letter", "message", "note", "paper", "reply", "response", "request", "question"])


@dataclass(slots=True)
class Thread:
    """One exchange.

    Attributes:
        id: stable as long as its first telling is.
        openings: every telling of the opening, in order of day and report.
        answers: what answers it, in order of day.
        debts: one for each addressee.
        claims: entries that say that no answer came, or that an answer is none.
        outcome: accepted, refused, answered or open.
        reasons: why a telling belongs here, by its id.
    """

    id: str
    openings: list[Entry]
    answers: list[Answer] = field(default_factory=list)
    debts: list[Debt] = field(default_factory=list)
    claims: list[Entry] = field(default_factory=list)
    outcome: str = "open"
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def first(self) -> Entry:
        """The telling that says most: with a date of its own and its addressees."""
        return min(
            self.openings,
            key=lambda e: (e.basis not in ("stated", "relative"), -len(e.recipients), e.day or "9999", e.id),
        )

    @property
    def day(self) -> str | None:
        """When it was asked: the earliest day that a telling gives."""
        return min((e.last for e in self.openings if e.last), default=self.first.day)

    @property
    def disputes(self) -> list[tuple[Entry, Entry]]:
        """Pairs of an entry that says there was an answer and one that says there was none."""
        told = [a.entry for a in self.answers if a.kind in ("answered", "accepted", "declined")]
        return [(told[-1], c) for c in self.claims] if told else []


def threads(db: sqlite3.Connection, as_of: str | None = None) -> list[Thread]:
    """All exchanges of the record, in order of the day they were opened; with `as_of` from what was published by that day only."""
    openings = _openings(db, as_of)
    judged = Judged(db)
    joined, reasons = _joined(db, openings, judged)
    answers = _answers(db, openings, judged, as_of)
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
            if answer.entry.id not in members_ and not _too_early(entries, answer.entry):
                seen.setdefault(answer.entry.id, answer)
        identity = "x" + hashlib.sha256(min(members_).encode()).hexdigest()[:12]
        told = [a for a in seen.values() if a.kind != "none"]
        claims = [a.entry for a in seen.values() if a.kind == "none"]
        found.append(
            Thread(identity, entries, told, claims=claims, reasons={i: reasons[i] for i in members_ if i in reasons})
        )
    found.sort(key=lambda t: (t.day or "9999", t.id))
    withdrawn = _withdrawn(db, found, as_of)
    _claims(db, found, judged, as_of)
    for thread in found:
        whom = addressees(thread.openings, _party, members)
        thread.debts = [debt(p, thread.answers, withdrawn.get(thread.id), members) for p in whom]
        thread.outcome = outcome(thread.debts, thread.answers)
    return found


def members(party: str) -> frozenset[str]:
    """Codes of the states that belong to an organisation."""
    body = directory().bodies.get(party)
    return frozenset(body.members) if body is not None else frozenset()


def _party(code: str) -> Party:
    body = directory().bodies.get(code)
    return Party(code, body.actor.name if body is not None else code, code, code)


#: Events of the version of each report that was the newest on a day (``:day``), or is now.
_CURRENT = (
    " JOIN reports r ON r.id = e.report WHERE (:day IS NULL AND r.current = 1 OR r.first_day <= :day AND NOT EXISTS"
    " (SELECT 1 FROM reports n WHERE n.source = r.source AND n.version > r.version AND n.first_day <= :day))"
)


def _openings(db: sqlite3.Connection, as_of: str | None) -> dict[str, Entry]:
    ids = db.execute(
        f"SELECT e.id FROM traits t JOIN events e ON e.id = t.event{_CURRENT} AND t.opens = 1 AND e.status <> 'planned'",
        {"day": as_of},
    )
    return load(db, (i for (i,) in ids.fetchall()))


def _joined(
    db: sqlite3.Connection, openings: dict[str, Entry], judged: Judged
) -> tuple[list[list[str]], dict[str, tuple[str, ...]]]:
    """Openings that are one: of one group, told again, or judged to be one."""
    above = {i: i for i in openings}

    def top(one: str) -> str:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    together, apart = judgements.pairs(db, "group")

    def join(one: str, other: str) -> None:
        if one in above and other in above and frozenset((one, other)) not in apart:
            a, b = sorted((top(one), top(other)))
            above[b] = a

    reasons: dict[str, tuple[str, ...]] = {}
    by_group: dict[str, str] = {}
    for identity in sorted(openings):
        name = openings[identity].group
        if name is not None:
            join(by_group.setdefault(name, identity), identity)
    for source, target, why in db.execute(
        "SELECT source, target, reasons FROM all_links WHERE type = 'repeats' ORDER BY source, target"
    ):
        if source in openings and target in openings and judged.links.get((source, target), True):
            join(source, target)
            reasons[source] = tuple(json.loads(why))

    @cache
    def named(report: str) -> frozenset[str]:
        rows = db.execute("SELECT DISTINCT party FROM actors WHERE report = ? AND party IS NOT NULL", (report,))
        return frozenset(p for (p,) in rows)

    mailings.join(openings, join, named)
    for pair in sorted(tuple(sorted(p)) for p in together if len(p) == 2):
        join(*pair)
    found: dict[str, list[str]] = {}
    for identity in sorted(openings):
        found.setdefault(top(identity), []).append(identity)
    return list(found.values()), reasons


def _answers(
    db: sqlite3.Connection, openings: dict[str, Entry], judged: Judged, as_of: str | None
) -> dict[str, list[Answer]]:
    """Answers by opening: linked ones, and other reports of the same answer (of its group)."""
    links = [
        (source, target, score, tuple(json.loads(why)))
        for source, target, score, why in db.execute(
            "SELECT source, target, score, reasons FROM all_links WHERE type = 'answers' ORDER BY source, target"
        )
        if target in openings and judged.links.get((source, target), True)
    ]
    for (source, target), accepted in sorted(judged.links.items()):
        if accepted and target in openings and not any(x[:2] == (source, target) for x in links):
            links.append((source, target, 1.0, ("judged to be its answer",)))
    known = {i for (i,) in db.execute(f"SELECT e.id FROM events e{_CURRENT}", {"day": as_of}).fetchall()}
    entries = load(db, (x[0] for x in links if x[0] in known))
    mates: dict[str, list[str]] = {}
    for name in sorted({e.group for e in entries.values() if e.group is not None}):
        mates[name] = sorted(mentions(db, judged, name))
    more = load(db, (e for some in mates.values() for e in some if e in known))
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


def _withdrawn(db: sqlite3.Connection, found: list[Thread], as_of: str | None) -> dict[str, Entry]:
    """By exchange: the entry in which the asker takes back what was asked; the latest opening of that kind before it."""
    lemmas = sorted(words("withdraw-verbs"))
    rows = db.execute(
        f"SELECT e.id, t.called, t.words FROM traits t JOIN events e ON e.id = t.event{_CURRENT}"
        " AND t.lemma IN (SELECT value FROM json_each(:lemmas)) AND e.status = 'actual'",
        {"day": as_of, "lemmas": json.dumps(lemmas)},
    ).fetchall()
    entries = load(db, (r[0] for r in rows))
    result: dict[str, Entry] = {}
    for event, called, some in sorted(rows, key=lambda r: (entries[r[0]].day or "" if r[0] in entries else "", r[0])):
        entry = entries.get(event)
        nouns = ({called} if called else set()) | (set(json.loads(some)) & words("opening-nouns"))
        if entry is None or not nouns or not entry.actors:
            continue
        fits = [t for t in found if _before(t, entry) and _asked_by(t, entry) and _called(t, nouns)]
        if fits:
            result[max(fits, key=lambda t: (t.day or "", t.id)).id] = entry
    return result


def _claims(db: sqlite3.Connection, found: list[Thread], judged: Judged, as_of: str | None) -> None:
    """Add what says that no answer came, or that what came is none, to the exchange of letters that it speaks of."""
    answering = words("answer-words") | {"answer", "reply", "response"}
    rows = db.execute(
        "SELECT e.id, t.words, t.lemma, t.denies, (SELECT json_group_array(n.party) FROM named n WHERE n.event = e.id)"
        f" FROM traits t JOIN events e ON e.id = t.event{_CURRENT}"
        " AND (e.status = 'denied' AND t.answers = 1 AND e.type IN ('CONSULT', 'SAY') OR e.type = 'REJECT' AND e.status = 'actual')",
        {"day": as_of},
    ).fetchall()
    linked = {a.entry.id for t in found for a in t.answers} | {c.id for t in found for c in t.claims}
    wanted = [(r[0], {*json.loads(r[1]), r[2]}, bool(r[3]), set(json.loads(r[4]))) for r in rows if r[0] not in linked]
    wanted = [w for w in wanted if w[1] & answering]
    entries = load(db, (w[0] for w in wanted))
    saying = load(db, (e.inside for e in entries.values() if e.inside))
    for event, some, denies, beside in wanted:
        entry = entries.get(event)
        if entry is None or (entry.type == "REJECT" and not some & (answering | _LETTERS)):
            continue
        speaker = saying.get(entry.inside or "")
        sides = (
            {p.side for p in (*entry.actors, *entry.recipients)}
            | beside
            | ({p.side for p in speaker.actors} if speaker else set())
        )
        fits = [t for t in found if _before(t, entry) and _letters(t) and {p.side for p in t.first.actors} & sides]
        if entry.type == "REJECT" and denies:  # one who was asked says that he has not answered
            fits = [t for t in fits if {p.side for p in entry.actors} & _sides(t)]
        elif entry.type == "REJECT":  # the asker says that what came is no answer
            fits = [t for t in fits if _asked_by(t, entry) and any(a.kind == "answered" for a in t.answers)]
        else:
            fits = [t for t in fits if _reaches(t, entry)]
        fits = [t for t in fits if not judged.refuses(event, [e.id for e in t.openings])]
        if fits:
            max(fits, key=lambda t: (len(t.openings) > 1, len(_sides(t) & sides), t.day or "", t.id)).claims.append(
                entry
            )


def _too_early(openings: list[Entry], answer: Entry) -> bool:
    """Whether an answer was given before the day on which the opening was made, both days being known."""
    made = [e.first or e.last for e in openings if e.basis in ("stated", "relative")]
    if answer.basis not in ("stated", "relative") or answer.last is None or not made:
        return False
    return all(day is not None and answer.last < day for day in made)


def _sides(thread: Thread) -> set[str]:
    return {p.side for e in thread.openings for p in e.recipients}


def _reaches(thread: Thread, entry: Entry) -> bool:
    """Whether those who did not answer may be those asked: one of them, or some that are not named ("none of the ministers")."""
    who = {p.side for p in entry.actors}
    return not who or bool(who & _sides(thread)) or all(w.startswith("~") for w in who)


def _letters(thread: Thread) -> bool:
    return any(
        e.type == "CONSULT" or "letter" in e.rule or {"letter", "message"} & set(e.sentence.lower().split())
        for e in thread.openings
    )


def _before(thread: Thread, entry: Entry) -> bool:
    if thread.day is None or entry.day is None or thread.day > entry.day:
        return False
    return date.fromisoformat(entry.day[:10]) - date.fromisoformat(thread.day[:10]) <= timedelta(_REACH)


def _asked_by(thread: Thread, entry: Entry) -> bool:
    return bool({p.side for e in thread.openings for p in e.actors} & {p.side for p in entry.actors})


def _called(thread: Thread, nouns: Iterable[str]) -> bool:
    rules = {e.rule.partition(".")[2] for e in thread.openings} | {e.trigger.lower() for e in thread.openings}
    stems = {n[:6] for n in nouns}
    return any(stem in rule for stem in stems for rule in rules)
