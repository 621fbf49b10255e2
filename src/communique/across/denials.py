"""Denials across reports: which claim of an earlier report somebody denies.

The denied deed decides: a claim fits that says of the same doer that he did, does or plans it. Where no deed was read from the denial, its
words must tell the matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.across.deeds import asserts, family, in_family
from communique.across.ends import End, Members, days_between, meets
from communique.across.salience import telling, weigh
from communique.lexicon import words

WINDOW = 14
LEAST = 0.7
#: A denial that says what it denies by its words alone is of what was claimed a few days before.
_SOON = 5
#: How words of planning begin.
_PLANS = ("imminent", "intend", "intent", "plan", "plot", "possibility", "prepar", "prospect", "will", "would")
#: Content words beyond which an utterance tells too much to be one claim.
_LONG = 45


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed that an utterance tells, and why its status is what it is, in the words of :mod:`communique.events.status`."""

    end: End
    because: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an utterance says: its content as text; the deeds in it or, of a denial, the deed that is denied."""

    text: str
    deeds: tuple[Deed, ...]


Reader = Callable[[End], Said]
"""Looks up what an utterance says."""


def fit(claim: End, denial: End, members: Members, said: Reader) -> tuple[float, tuple[str, ...]]:
    """How well a denial fits a claim of another report, from 0 to about 1.2, and why."""
    gap = days_between(claim, denial)
    if gap is None or not 0 <= gap <= WINDOW or claim.copies == denial.copies or not asserts(claim.rule):
        return 0.0, ()
    if not claim.by or not denial.by or meets(claim.by, denial.by, members):
        return 0.0, ()
    if not denial.rule.startswith("deny") and denial.asked and not meets(denial.asked, claim.by, members):
        return 0.0, ()
    if len(claim.telling.words) > _LONG or claim.telling.words & words("unclaiming"):
        return 0.0, ()
    other = words("denied-qualifiers") | words("reject-false") | words("denied-dismissing") | words("denial-verbs")
    if claim.telling.words & ((other - denial.telling.words) | words("denied-not")):
        return 0.0, ()  # another kind of deed; or the claim itself says that something is not so
    score, reasons = _of_deed(claim, denial, members, said)
    if not score:
        score, reasons = _of_words(claim, denial, members) if gap <= _SOON else (0.0, [])
    if not score:
        return 0.0, ()
    if claim.telling.type == "ACCUSE" and meets(claim.asked, denial.by, members):
        score += 0.15
        reasons.append("the denier is the one accused")
    score += 0.1 if gap <= 1 else 0.05 if gap <= 4 else 0.0
    return round(score, 3), (*reasons, f"{gap} days later" if gap != 1 else "the day after")


def _of_deed(claim: End, denial: End, members: Members, said: Reader) -> tuple[float, list[str]]:
    """By the deed: of one kind and one doer, both planned or both done."""
    own = said(denial).deeds
    kinds = {family(d.end.telling.lemma) for d in own} or {family(w) for w in denial.telling.words if in_family(w)}
    if len(kinds) != 1 or not any(family(w) in kinds for w in claim.telling.words):
        return 0.0, []  # seen to first: what a claim says need not be read then
    if not own and (
        kinds != {"attack"} or not _planned(denial, said) or not denial.rule.startswith(("deny", "refuse"))
    ):
        return 0.0, []
    doer = (own[0].end.by if own else frozenset()) or denial.by
    whom = own[0].end.asked - doer if own else frozenset()
    planned = _planned(denial, said)
    text = said(claim).text.lower().split()
    if any(w in words("denied-not") or w.endswith(("n't", "n’t")) for w in text):
        return 0.0, []
    for deed in said(claim).deeds:
        other = deed.end.telling
        if family(other.lemma) not in kinds or (own and other.type != own[0].end.telling.type):
            continue
        if not meets(deed.end.by, doer, members) or (
            deed.end.asked and whom and not meets(deed.end.asked, whom, members)
        ):
            continue
        if other.status not in (("planned", "hypothetical") if planned else ("actual",)):
            continue
        if planned and not any(quoted(w, deed.because.lower()) for w in words("denied-sure")):
            continue
        shared = denial.telling.words & claim.telling.words - words("denied-plans") - words("denied-claiming") - {
            other.lemma
        }
        telling_words = {w for w in shared if weigh([w]) == 1}
        if not planned and len(telling_words) < 2:
            continue
        reasons = [f"both of {other.type} by {', '.join(sorted(doer))}"]
        if shared:
            reasons.append(f"both about {telling(shared)}")
        return 0.7 + min(0.15, 0.05 * len(telling_words)), reasons
    return 0.0, []


def _planned(denial: End, said: Reader) -> bool:
    """Whether a denial is of a plan or intention: its words are read as they stand, too, in any form of them."""
    return any(w.startswith(_PLANS) for w in (*sorted(denial.telling.words), *said(denial).text.lower().split()))


def _of_words(claim: End, denial: End, members: Members) -> tuple[float, list[str]]:
    """By the words of what is denied, most of which the claim must hold; the claim must be of the denier."""
    about = denial.telling.words - words("denied-claims") - words("denial-verbs") - words("denied-light")
    shared = (about & claim.telling.words) - {claim.telling.lemma}
    common = weigh(shared)
    if sum(weigh([w]) == 1 for w in shared) < 2 or common < 0.5 * weigh(about):
        return 0.0, []
    if not (claim.beside & denial.by or meets(claim.asked, denial.by, members)):
        return 0.0, []
    return min(0.75, 0.3 * common), [f"both about {telling(shared)}", "it is said of the denier"]


def quoted(word: str, because: str) -> bool:
    """Whether the reason for a status, which quotes the words that decided it, quotes this one."""
    return repr(word) in because
