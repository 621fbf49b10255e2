"""Answers across reports: which opening of an earlier report an answer belongs to.

Stricter than within one report, where nearness in the text helps: the sides must fit, the answer must not come first, and either the
answer is about the same thing, or it names what it answers by a noun that goes with the opening.
"""

from __future__ import annotations

from communique.across.ends import End, Members, days_between, meets
from communique.across.salience import telling, weigh
from communique.across.wording import called, family
from communique.actors.directory import directory
from communique.lexicon import words

#: Days after which an answer is no longer looked for in other reports.
WINDOW = 60
#: Lowest score of a link; found on reports of our own that nobody tuned on (docs/limitations.md, "Across reports").
LEAST = 0.7
#: Members from which an organisation is one of nearly all states, which don't answer for one another.
_MANY = 60
#: Rules of refusing and accepting that say nothing of an utterance unless they name it.
_NEEDS_NOUN = ("call-false", "claims-false", "dismiss", "says-unacceptable")
#: Days within which a reply to "the demands" is one to the demands last told, whatever else it names.
_NEAR = 14
_NEEDING = frozenset(["deny", "ignore", "push", "resist"])
_CONSENTING = frozenset(["accept", "agree", "assent", "consent", "grant"])
#: What journalists put and nobody remembers in another report.
_ASKING = frozenset(["query", "question"])


def fit(opening: End, answer: End, members: Members) -> tuple[float, tuple[str, ...]]:
    """How well an answer fits an opening of another report, from 0 to about 1.5, and why."""
    gap = days_between(opening, answer)
    if gap is None or not 0 <= gap <= WINDOW or opening.copies == answer.copies or not _told(opening, answer):
        return 0.0, ()
    by = answer.by | answer.behalf
    if not _known(opening.by) or not _known(by) or by & opening.by:
        return 0.0, ()  # nobody answers himself, and what both sides agreed on is no answer of one of them
    to_asker = meets(answer.asked, opening.by, members)
    if answer.asked and not to_asker:
        return 0.0, ()  # it answers somebody else
    if not to_asker and not meets(answer.beside, opening.by, members):
        return 0.0, ()  # nothing says whom it answers
    same = bool(opening.asked & by)
    belongs = meets(_closer(opening.asked, members), _closer(by, members), members)
    if opening.asked and not same and not belongs:
        return 0.0, ()
    lemmas = (opening.telling.lemma, answer.telling.lemma)
    shared = frozenset(w for w in opening.telling.words & answer.telling.words if w not in lemmas and not _empty(w))
    common = weigh(shared)
    calls = answer.called in called(opening.telling.type)
    fitting = calls and (
        answer.called in opening.telling.words
        or answer.called == opening.called
        or opening.telling.lemma in family(answer.called or "")
    )
    if answer.telling.type == "SUPPORT" and not same and not belongs:
        return 0.0, ()  # a bystander approves
    if not _ties(answer, same, same or belongs or to_asker, fitting, shared, gap):
        return 0.0, ()
    score = 0.3
    reasons = []
    if to_asker:
        score += 0.1
        reasons.append("addressed to the one who asked")
    if same:
        score += 0.2
        reasons.append("by one who was asked")
    elif belongs:
        score += 0.2 if answer.behalf else 0.1
        reasons.append("by one that those asked belong to")
    if common >= 0.7:
        score += min(0.5, 0.15 * common)
        reasons.append(f"both about {telling(shared)}")
    if fitting:
        score += 0.2
        reasons.append(f"calls it a {answer.called}")
    if answer.explicit:
        score += 0.1
        reasons.append("says that it answers")
    score += 0.1 if gap <= 2 else 0.05 if gap <= 14 else 0.0
    return round(score, 3), (*reasons, f"{gap} days later" if gap != 1 else "the day after")


def _told(opening: End, answer: End) -> bool:
    """Whether the one was asked and the other is an answer, or says that none came."""
    return opening.telling.status == "actual" and answer.telling.status not in ("hypothetical", "demanded")


def _ties(answer: End, same: bool, sides: bool, fitting: bool, shared: frozenset[str], gap: int) -> bool:
    """Whether what an answer says ties it to the opening, by the kind of answer. `sides`: one who was asked answers, or to the asker."""
    kind = answer.telling.type
    common = weigh(shared)
    if answer.called is not None and not fitting and answer.called not in words("thing-nouns"):
        return False  # it answers another thing
    if not sides and not (fitting and answer.definite and common >= 1.7):
        return False
    if kind in ("CONSULT", "SAY"):
        near = same and sides and gap <= _NEAR
        return answer.explicit and fitting and answer.called not in _ASKING and (common >= 0.7 or near)
    if kind == "SUPPORT" or answer.rule.startswith(_NEEDS_NOUN) or answer.telling.lemma in _NEEDING:
        return fitting and common >= 1.0
    if kind == "AGREE":
        consents = answer.telling.lemma in _CONSENTING and len(answer.by) == 1
        return consents and (common >= 1.0 if fitting else common >= 2.7)
    if kind != "REJECT":
        return False
    if fitting:
        return common >= 1.0
    return sum(weigh([w]) >= 1.0 for w in shared) >= 2 and common >= (2.0 if same else 2.4)


def _known(side: frozenset[str]) -> bool:
    """Whether a side names a party or a person of the directory: "officials" of two reports need not be the same."""
    return any(not p.startswith("~") for p in side)


def _closer(parties: frozenset[str], members: Members) -> frozenset[str]:
    return frozenset(p for p in parties if len(members(p)) <= _MANY)


def _empty(word: str) -> bool:
    """Whether two utterances may share a word without a common topic: first names, how they are called, the asking and answering itself."""
    return word in words("opening-nouns") or word in words("answer-words") or word in directory().first_name_words
