"""What was asked and what came back: the table of exchanges, and the debts as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.actors.directory import members
from communique.ask.entries import Entry, Party, names
from communique.ask.names import Meant, meant
from communique.ask.rows import Row, Table
from communique.ask.states import Debt
from communique.ask.thread import Thread
from communique.ask.threads import threads
from communique.ask.timeline import day
from communique.store.connection import Connection

_OPEN = ("owed", "holding", "unknown")
NO_ANSWER = "no answer found in these reports"


def ask(
    db: Connection,
    *,
    as_of: str | None = None,
    only_open: bool = False,
    owed_by: str | None = None,
    asked_by: str | None = None,
    since: str | None = None,
    words: str | None = None,
    limit: int | None = None,
) -> Table:
    """One row for each addressee of each exchange.

    Args:
        db: the store.
        as_of: from reports published by this day only.
        only_open: rows whose state is owed, holding or unknown only.
        owed_by: a name: rows of this addressee only (a member of a bloc is found under the bloc too).
        asked_by: a name: exchanges that this side opened only.
        since: opened on this day or later.
        words: a word that the opening holds.
        limit: at most so many exchanges.
    """
    until = day(as_of, "--as-of", last=True) if as_of else None
    debtor = meant(db, owed_by) if owed_by else None
    asker = meant(db, asked_by) if asked_by else None
    start = day(since, "--since") if since else None
    rows: list[Row] = []
    notes: list[str] = []
    shown = 0
    for thread in threads(db, until):
        if start and (thread.day or "") < start:
            continue
        if words and not any(words.lower() in e.sentence.lower() for e in thread.openings):
            continue
        if asker and not any(is_meant(p, asker) for e in thread.openings for p in e.actors):
            continue
        mine = [r for d in thread.debts if (r := _row(thread, d)) and _wanted(d, only_open, debtor)]
        if not thread.debts and debtor is None and not (only_open and thread.answers):
            mine = [_row(thread, None)]
        if not mine:
            continue
        shown += 1
        if limit is not None and shown > limit:
            continue
        rows += mine
        notes += [n for n in disputes(thread) if n not in notes]
    if limit is not None and shown > limit:
        notes.append(f"{shown - limit} more exchanges; --limit shows them.")
    title = f"What was asked and what came back{', as of ' + as_of if as_of else ''}"
    columns = ("asked", "by", "what", "addressee", "state", "says", "since", "id")
    return Table(title, columns, rows, "No request, letter, demand or proposal of the record fits.", notes)


def table(some: Sequence[Thread]) -> Table:
    """Some exchanges as rows, one for each addressee."""
    rows: list[Row] = []
    notes: list[str] = []
    for thread in some:
        rows += [_row(thread, d) for d in thread.debts] or [_row(thread, None)]
        notes += [n for n in disputes(thread) if n not in notes]
    columns = ("asked", "by", "what", "addressee", "state", "says", "since", "id")
    return Table(
        "What was asked and what came back",
        columns,
        rows,
        "No request, letter, demand or proposal of the record fits.",
        notes,
    )


def _wanted(debt: Debt, only_open: bool, debtor: Meant | None) -> bool:
    if only_open and debt.state not in _OPEN:
        return False
    if debtor is None:
        return True
    return is_meant(debt.addressee, debtor) or bool(debtor.party and debtor.party in members(debt.addressee.side))


def is_meant(party: Party, wanted: Meant) -> bool:
    """Whether somebody is whom a name means: the very person, or anybody who stands for the party."""
    return party.person in wanted.ids or wanted.means(party.id, party.party)


def _row(thread: Thread, debt: Debt | None) -> Row:
    first = thread.first
    state: str = debt.state if debt else ("unknown" if thread.answers else "owed")
    by = debt.by if debt else (thread.answers[-1].entry if thread.answers else None)
    return {
        "asked": thread.day or "unknown",
        "by": names(first.actors) or "unknown",
        "what": first.content or first.sentence,
        "opening": first.id,
        "openings": [e.id for e in thread.openings],
        "reports": len({e.report for e in thread.openings}),
        "type": first.type,
        "sentence": first.sentence,
        "source": first.source,
        "addressee": debt.addressee.name if debt else "not named",
        "addressee_id": debt.addressee.id if debt else None,
        "addressee_party": debt.addressee.party if debt else None,
        "state": state,
        "says": says(by, state),
        "answer": by.id if by else None,
        "answer_by": names(by.actors) if by else None,
        "behalf": debt.behalf if debt else None,
        "quote": by.sentence if by else None,
        "quote_source": by.source if by else None,
        "since": (by.day if by else None) or "",
        "answers": [a.entry.id for a in thread.answers],
        "outcome": thread.outcome,
        "disputed": bool(thread.disputes),
        "claims": [{"id": c.id, "quote": c.sentence, "source": c.source} for c in thread.claims],
        "disputes": [_dispute(a, b) for a, b in thread.disputes],
        "id": thread.id,
    }


def says(by: Entry | None, state: str) -> str:
    """Who says so, in the words of the report."""
    if by is None:
        return NO_ANSWER
    who = names(by.actors)
    return f"{who + ': ' if who and state != 'withdrawn' else ''}“{by.sentence}” ({by.source})"


def _dispute(told: Entry, denied: Entry) -> dict[str, Any]:
    return {
        "answered": told.id, "answered_quote": told.sentence, "answered_source": told.source,
        "not_answered": denied.id, "not_answered_quote": denied.sentence, "not_answered_source": denied.source,
    }  # fmt: skip


def disputes(thread: Thread) -> list[str]:
    """Each dispute of an exchange as a sentence that quotes both."""
    return [
        f"Disputed: “{told.sentence}” ({told.source}) against “{denied.sentence}” ({denied.source})"
        for told, denied in thread.disputes
    ]
