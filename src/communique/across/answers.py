"""Answers across reports: which opening of an earlier report an answer belongs to.

Stricter than within one report, where nearness in the text helps: the sides must fit, the answer must not come first, and the two must
be about the same thing or the answer must name what it answers.
"""

from __future__ import annotations

from communique.across.ends import End, Members, days_between, meets
from communique.across.salience import telling, weigh

#: Days after which an answer is no longer looked for in other reports.
WINDOW = 60
#: Lowest score of a link; found on reports of our own that nobody tuned on (docs/limitations.md, "Across reports").
LEAST = 0.75

#: By which nouns an answer may call an opening, by the opening's type; letters answer letters.
_CALLED = {
    "REQUEST": frozenset(
        ["appeal", "ask", "call", "condition", "demand", "letter", "message", "note", "petition", "plea", "proposal", "query", "question",
         "request", "terms", "ultimatum"]
    ),
    "AGREE": frozenset(
        ["demand", "draft", "initiative", "invitation", "offer", "overture", "plan", "proposal", "suggestion", "terms", "treaty"]
    ),
    "CONSULT": frozenset(["invitation", "letter", "message", "note", "request"]),
    "THREATEN": frozenset(["deadline", "demand", "terms", "ultimatum"]),
    "ACCUSE": frozenset(["accusation", "allegation", "charge", "claim"]),
}  # fmt: skip


def fit(opening: End, answer: End, members: Members) -> tuple[float, tuple[str, ...]]:
    """How well an answer fits an opening of another report, from 0 to about 1.5, and why."""
    gap = days_between(opening, answer)
    if gap is None or not 0 <= gap <= WINDOW or opening.copies == answer.copies:
        return 0.0, ()
    answering = answer.by | answer.behalf
    if not opening.by or not answering or not answering - opening.by:
        return 0.0, ()
    to_asker = meets(answer.asked, opening.by, members)
    if answer.asked and not to_asker:
        return 0.0, ()  # it answers somebody else
    if not to_asker and not meets(answer.beside, opening.by, members):
        return 0.0, ()  # nothing says whom it answers
    if opening.asked and not meets(opening.asked, answering, members):
        return 0.0, ()
    score = 0.0
    reasons = []
    if to_asker:
        score += 0.3
        reasons.append("addressed to the one who asked")
    if opening.asked & answering:
        score += 0.25
        reasons.append("by one who was asked")
    elif opening.asked:
        score += 0.25 if answer.behalf else 0.1
        reasons.append("by one that those asked belong to")
    shared = (opening.telling.words & answer.telling.words) - {opening.telling.lemma, answer.telling.lemma}
    common = weigh(shared)
    if common >= 0.7:
        score += min(0.6, 0.2 * common)
        reasons.append(f"both about {telling(shared)}")
    calls = answer.called is not None and answer.called in _CALLED.get(opening.telling.type, ())
    same_noun = answer.called is not None and (
        answer.called in opening.telling.words or answer.called == opening.called
    )
    if calls and (answer.definite or answer.explicit):
        score += 0.3 if same_noun else 0.15
        reasons.append(f"calls it a {answer.called}")
    if answer.explicit:
        score += 0.1
        reasons.append("says that it answers")
    score += 0.1 if gap <= 2 else 0.05 if gap <= 14 else 0.0
    if (
        common < 1.7
        and not (same_noun and answer.explicit and opening.asked & answering)
        and not (calls and same_noun and common >= 1.0)
    ):
        return 0.0, ()
    return round(score, 3), (*reasons, f"{gap} days later" if gap != 1 else "the day after")
