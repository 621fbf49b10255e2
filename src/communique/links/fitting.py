"""How well an answer fits an opening of the same report: sides first, then what ties the two together.

Sides can only exclude. What ties is one of: the answer names what it answers ("rejected Moscow's demand"), it is about the same thing,
it says that it answers, or it is a bare "refused" right after.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.across.salience import telling, weigh
from communique.across.wording import called, family, kindred
from communique.lexicon import words
from communique.links.pointing import Pointed, pointed
from communique.links.topic import Topics
from communique.model import Event
from communique.parse.syntax import Token

_BARE = frozenset(["both", "it", "so", "that", "them", "these", "this", "those"])
_ACCEPTING = ("agree", "accept", "in-principle", "sign-up")
_FAR = 12
_MANY = 60
#: Reason: the opening asks for a reply, so that a reply answers it whatever else it answers.
ASKED_FOR = "an answer was asked for"


@dataclass(frozen=True, slots=True)
class Sides:
    """Parties on both sides of an opening and an answer that may belong together.

    Attributes:
        to_asker: whether the answer is addressed to who asked.
        by_asked: "same": by one who was asked; "belongs": by one that those asked belong to, or that belongs to them; "unknown":
            nobody known was asked; "other": others were asked.
    """

    to_asker: bool
    by_asked: str


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer with what it says of what it answers.

    Attributes:
        event: the answer.
        kind: "refusal", "acceptance", "promise", "reply" or "statement".
        pointed: the noun it calls the opening by.
        explicit: whether it says that it answers.
        bare: whether it names nothing that could tell what it answers.
        mutual: whether it tells of an agreement among several rather than of a consent.
        denies: whether its verb is "deny", which is said of plans and claims more often than of requests.
        such: whether its object points back: "such a corridor", "that step".
        words: content words, its own trigger and answer words left out.
    """

    event: Event
    kind: str
    pointed: Pointed | None
    explicit: bool
    bare: bool
    mutual: bool
    denies: bool
    such: bool
    words: frozenset[str]

    @property
    def needs_noun(self) -> bool:
        """Whether it answers an opening only if it names one: approval, and what is mostly said of claims."""
        name = self.event.rule.partition(".")[2]
        return self.event.type == "SUPPORT" or self.denies or name.startswith(_OF_CLAIMS)


def answering(event: Event, kind: str, topics: Topics, saying: Event | None) -> Answering:
    """What an answer says of what it answers; `saying` is the utterance that it is part of, if any."""
    lemma = lemma_of(event, topics)
    explicit = lemma in words("answer-words") or topics.in_response(event) or event.rule.startswith("CONSULT.reply")
    if saying is not None and lemma_of(saying, topics) in words("answer-words"):
        explicit = True  # "answered that it was ready to send them"
    about = topics.words(event) - {lemma, "idea"} - words("answer-words") - words("opening-nouns")
    bare = _does_so(topics.trigger(event)) or (
        not event.content and (topics.anaphoric(event) or not (about or _aimed(topics.trigger(event))))
    )
    if kind in ("acceptance", "refusal") or (kind == "promise" and event.content and topics.anaphoric(event)):
        bare = bare or _alone(topics.trigger(event))
    return Answering(
        event,
        kind,
        None if event.rule.startswith("CONSULT.letter") else pointed(event, topics),  # its own letter answers
        explicit,
        bare,
        _mutual(event, kind, topics),
        lemma == "deny",
        any(t.lower == "such" and t.dep in ("amod", "det", "predet") for t in topics.tokens(event)),
        about,
    )


def _asks_how(trigger: Token | None) -> bool:
    """ "It is unclear how China responded": a reply that nobody has seen."""
    return trigger is not None and any(
        (k.dep == "advmod" and k.lower in ("how", "when", "why")) or (k.dep == "mark" and k.lower in ("if", "whether"))
        for k in trigger.kids
    )


def _alone(trigger: Token | None) -> bool:
    """ "Peru declined, pointing out that …": a verb without an object; or with a pronoun for one, "promised it at once"."""
    if trigger is None or trigger.pos != "VERB":
        return False
    low = [k for k in trigger.kids if k.dep in _COMPLEMENTS or (k.dep == "prep" and k.lower in _AIMS)]
    return all((k.lower in _BARE and not k.kids) or _judged(k) for k in low)


def _judged(clause: Token) -> bool:
    """ "Called them absurd": a judgement of what was told before."""
    about = clause.kid("nsubj")
    return (
        clause.dep in ("ccomp", "oprd") and clause.pos in ("ADJ", "NOUN") and about is not None and about.lower in _BARE
    )


def _does_so(trigger: Token | None) -> bool:
    """ "refused to do so", "agreed to do it"."""
    clause = trigger.kid("xcomp") if trigger is not None else None
    return (
        clause is not None
        and clause.lemma == "do"
        and any(k.lower in ("so", "it", "that", "this") for k in clause.kids)
    )


def _aimed(trigger: Token | None) -> bool:
    """Whether a deed names a thing it is aimed at: "pushed back against the plan"."""
    return trigger is not None and any(k.dep == "prep" and k.lower in _AIMS for k in trigger.kids)


def _mutual(event: Event, kind: str, topics: Topics) -> bool:
    """ "Both agreed to meet", "they agreed that the truce must hold", "we agreed with them on a plan": no consent to a request."""
    trigger = topics.trigger(event)
    if kind != "acceptance" or trigger is None:
        return False
    clause = trigger.kid("ccomp")
    that = clause is not None and clause.tag in ("VBD", "VBP", "VBZ", "MD") or _modal(clause)
    return (
        that
        or len(topics.parties(event.actors)) > 1
        or any(
            topics.cast.who(p)
            for k in trigger.kids
            if k.dep == "prep" and k.lower == "with"
            for p in k.kids
            if p.dep == "pobj"
        )
    )


def _modal(clause: Token | None) -> bool:
    return clause is not None and any(
        k.tag in ("MD", "VBD", "VBP", "VBZ") and k.dep in ("aux", "auxpass") for k in clause.kids
    )


def sides(opening: Event, answer: Event, topics: Topics) -> Sides | None:
    """The sides of an opening and an answer, or None if they speak against each other."""
    askers = topics.parties(opening.actors)
    asked = topics.parties(opening.recipients)
    by = topics.parties(answer.actors) | topics.parties(answer.behalf)
    if not by and askers and answer.type in ("AGREE", "REJECT") and _passive(topics.trigger(answer)):
        return Sides(False, "unknown")  # "the invitation was accepted"
    of_one_party = set(answer.actors) & set(opening.recipients) and not topics.one_side(answer.actors, opening.actors)
    if not by or not askers or (by & askers and not of_one_party):
        return None  # nobody answers himself; what both sides agreed on is no answer of one of them
    addressed = topics.parties(answer.recipients)
    to_asker = topics.meets(addressed, askers)
    if topics.known(answer.recipients) and topics.known(opening.actors) and not to_asker:
        both_asked = asked & by and topics.meets(
            addressed, asked - by
        )  # asked both; one of them will not see the other
        if not both_asked:
            return None  # it answers somebody else
    if asked & by:
        return Sides(to_asker, "same")
    if asked and topics.meets(_closer(asked, topics), _closer(by, topics)):
        return Sides(to_asker, "belongs")
    if not asked and opening.type == "REQUEST" and topics.talked(askers, by):
        return Sides(to_asker, "same")
    others = topics.known(opening.recipients) and topics.known((*answer.actors, *answer.behalf))
    return Sides(to_asker, "other" if others else "unknown")


def _passive(trigger: Token | None) -> bool:
    return trigger is not None and trigger.kid("nsubjpass") is not None


def _closer(parties: frozenset[str], topics: Topics) -> frozenset[str]:
    """Without organisations that nearly all states belong to: those don't answer for one another."""
    return frozenset(p for p in parties if len(topics.members(p)) <= _MANY)


def fit(opening: Event, answer: Answering, topics: Topics, weak: bool) -> tuple[float, tuple[str, ...]]:
    """How well an answer fits an opening, from 0 to 1, and why.

    `weak` openings (wishes, duties) are answered only by what names them.
    """
    side = sides(opening, answer.event, topics)
    if side is None or answer.mutual:
        return 0.0, ()
    gap = answer.event.sentence - opening.sentence
    before = gap == 0 and answer.event.trigger.start < opening.trigger.start
    shared = kindred(answer.words, topics.words(opening) - {lemma_of(opening, topics)})
    if _leaf(opening) and _leaf(opening) == _leaf(answer.event):
        shared |= {_leaf(opening)}
    point = answer.pointed
    if answer.explicit and answer.event.type == "CONSULT" and topics.words(opening) & {"answer", "reply"}:
        near = side.to_asker or side.by_asked == "same" or (side.by_asked != "other" and 0 <= gap <= 1)
        if near and answer.event.status == "actual":
            return 0.7, (*told(side, gap), ASKED_FOR)
    if point is not None and point.noun in called(opening.type):
        score, reasons = by_noun(opening, point, side, gap, shared, topics)
    elif weak or (point is not None and point.noun not in words("thing-nouns")) or before:
        return 0.0, ()  # it answers another thing, or is told first
    elif answer.kind in ("reply", "statement"):
        score, reasons = _by_reply(answer, side, gap, weigh(shared))
    elif side.by_asked == "other" or answer.needs_noun or not topics.known(opening.actors):
        return 0.0, ()
    elif answer.bare:
        near = (0 <= gap <= 2 and side.by_asked in ("same", "belongs")) or (0 <= gap <= 1 and side.to_asker)
        score, reasons = (0.65, ["it names nothing else that it could answer"]) if near else (0.0, [])
    else:
        score, reasons = _by_topic(answer, side, gap, weigh(shared), bool(opening.recipients))
    if not score:
        return 0.0, ()
    if weigh(shared) >= 0.7:
        score += min(0.2, 0.05 * weigh(shared))
        reasons.append(f"both about {telling(shared)}")
    return min(round(score, 3), 1.0), (*told(side, gap), *reasons)


def told(side: Sides, gap: int) -> list[str]:
    """Reasons that the sides and the distance give."""
    told = []
    if side.to_asker:
        told.append("addressed to the one who asked")
    if side.by_asked == "same":
        told.append("by one who was asked")
    elif side.by_asked == "belongs":
        told.append("by one that those asked belong to")
    if 0 <= gap <= 1:
        told.append("told next to it")
    return told


def by_noun(
    opening: Event, point: Pointed, side: Sides, gap: int, shared: frozenset[str], topics: Topics
) -> tuple[float, list[str]]:
    """The answer calls what it answers by a noun that fits the opening."""
    askers = topics.parties(opening.actors)
    owned = topics.meets(point.owners, askers)
    if (point.owners and not owned) or (point.fresh and (gap < 0 or not owned)):
        return 0.0, []  # it is somebody else's, or one not told before
    about = kindred(point.about, topics.opening_words(opening))
    kin = lemma_of(opening, topics) in family(point.noun)
    if point.noun in words("strict-nouns") and not kin and point.noun not in topics.opening_words(opening):
        return 0.0, []
    other_topic = weigh(point.about) >= 0.7 and weigh(about) < 0.7
    near = (-1 if owned or not point.about else 0) <= gap <= 1
    bare = not point.about and not owned
    if side.by_asked == "other" and not (near and (owned or (bare and point.definite and gap >= 0))):
        return 0.0, []
    reasons = [f"calls it a {point.noun}"]
    if other_topic and not (near and (owned or point.definite)):
        return 0.0, []
    score = 0.5 if side.by_asked in ("same", "belongs") else 0.4
    if owned:
        score += 0.15
        reasons.append("and says whose it is")
    if weigh(about) >= 1.0:
        score += 0.2
    elif weigh(about) > 0:
        score += 0.1
    if other_topic:
        score -= 0.15
    if kin:
        score += 0.1
    elif weigh(about) < 0.7 and not near:
        score -= 0.2
    if bare:
        few = 5 if point.plural and side.by_asked == "same" else 3  # "such demands"
        if gap < 0 or (gap > few and weigh(shared) < 1.0) or not (point.definite or gap <= 1):
            return 0.0, []  # "the request": the one told right before
        score += 0.2 if gap <= 1 else 0.1
    elif 0 <= gap <= 1:
        score += 0.1
    if not owned and not about and gap > (5 if point.plural and side.by_asked == "same" else 3) and weigh(shared) < 1.0:
        return 0.0, []
    far = (abs(gap) > _FAR and not side.to_asker) or (gap < -1 and opening.type == "AGREE")
    if owned and not about and far and side.by_asked == "unknown":
        return 0.0, []  # "Moscow's proposal", of which nothing says that it is this one
    return score, reasons


def _by_reply(answer: Answering, side: Sides, gap: int, common: float) -> tuple[float, list[str]]:
    """A reply that does not say to what: to what was told right before, or is about the same."""
    if side.by_asked == "other" or gap < -1 or gap > _FAR or answer.event.status != "actual":
        return 0.0, []
    asked = side.by_asked in ("same", "belongs")
    score = 0.0
    if 0 <= gap <= (3 if side.by_asked == "same" else 2 if asked else 1):
        score = 0.65 if asked or side.to_asker else 0.55
    elif common >= 1.0 and (asked or side.to_asker):
        score = 0.55
    elif common >= 2.0:
        score = 0.5
    return (score, ["says that it answers"]) if score else (0.0, [])


def _by_topic(answer: Answering, side: Sides, gap: int, common: float, addressed: bool) -> tuple[float, list[str]]:
    """A refusal, acceptance or promise that says what is refused, accepted or promised."""
    asked = side.by_asked in ("same", "belongs")
    if answer.kind == "promise":
        if side.by_asked == "same" and gap == 1 and not addressed and answer.event.inside is not None:
            return 0.5, ["promised right after it was asked for"]
        near = side.by_asked == "same" and 0 <= gap <= 6 and common >= (1.0 if gap <= 1 else 1.7)
        enough = near or (side.to_asker and 0 <= gap <= 20 and common >= 2.0)
        return (0.55, []) if enough else (0.0, [])
    if asked:
        least = 0.7 if 0 <= gap <= 1 else 1.0 if -2 <= gap <= 8 else 1.7
    else:
        least = (1.3 if side.to_asker else 1.7) if -1 <= gap <= 6 else 2.7
    if common < least:
        beside = side.by_asked == "same" and 0 <= gap <= 1 and answer.kind in ("acceptance", "refusal")
        if beside and (common > 0 or answer.such):
            return 0.5, []
        return 0.0, []
    return (0.6 if asked else 0.55), []


def _leaf(event: Event) -> str:
    """What a request or its refusal is for, where the rule tells: "release" of ``ask-to-release``, "arms" of ``reject-call-for-arms``."""
    name = event.rule.partition(".")[2]
    for between in ("-to-", "-for-", "-"):
        before, found, leaf = name.rpartition(between)
        if found and before.split("-")[0] in _LEAFED and leaf in _LEAVES:
            return leaf
    return ""


def lemma_of(event: Event, topics: Topics) -> str:
    """Lemma of an event's trigger."""
    trigger = topics.trigger(event)
    return trigger.lemma.lower() if trigger is not None else ""


def kind_of(event: Event, topics: Topics) -> str | None:
    """In which way an event may answer: see :class:`Answering`; None if it cannot."""
    name = event.rule.partition(".")[2]
    if event.type == "REJECT":
        return None if name.startswith(_NO_REFUSALS) else "refusal"
    if event.type == "AGREE":
        return "acceptance" if name.startswith(_ACCEPTING) else "promise"
    if event.type == "SUPPORT":
        return "acceptance"
    if event.type in ("CONSULT", "SAY") and _asks_how(topics.trigger(event)):
        return None
    if event.type == "CONSULT" and name.startswith(("answer", "repl", "respond")):
        return "reply"
    if event.type in ("SAY", "CONSULT", "REQUEST", "ACCUSE", "THREATEN"):
        trigger = topics.trigger(event)
        replies = trigger is not None and trigger.lemma.lower() in words("answer-words") and not topics.reacts(trigger)
        if replies or topics.in_response(event):
            return "reply" if replies and event.type == "CONSULT" else "statement"
    return None


#: Refusals that answer no utterance: a denial is set against a claim, a breach against an agreement.
_NO_REFUSALS = (
    "cancel-meeting",
    "den",
    "fail-to-agree",
    "issue-denial",
    "meeting-cancelled",
    "renege",
    "scrap-deal",
    "violat",
)
_OF_CLAIMS = ("call-false", "claims-false", "dismiss-as", "dismiss-claim", "says-unacceptable")
_COMPLEMENTS = frozenset(["acomp", "attr", "ccomp", "dobj", "nsubjpass", "oprd", "prt", "xcomp"])
_AIMS = frozenset(["about", "against", "for", "of", "over", "to", "with"])
_LEAFED = frozenset(["agree", "ask", "call", "demand", "must", "refuse", "reject", "urge", "will"])
_LEAVES = frozenset(
    ["access", "admit", "aid", "arms", "back", "backing", "concession", "ease", "easing", "guard", "help", "information", "institutions",
     "justice", "lifting", "mediate", "mediation", "meet", "meeting", "money", "oust", "ouster", "release", "relief", "rights", "settle",
     "settlement", "tell", "trade"]
)  # fmt: skip
