"""One event for what is told twice in a sentence: a noun and its verb, a cue and the clause below it, a protest and its topic."""

from __future__ import annotations

from communique.events.kinds import by_rule
from communique.events.match import Draft, Matcher
from communique.events.triggers import particles
from communique.lexicon import words

_TOPICS = frozenset(["ACCUSE", "REJECT", "REQUEST"])
_UP = 4


def merged(matcher: Matcher, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that tell again what another one of the sentence tells, in the same order."""
    at = {d.trigger.i: d for d in drafts}
    protests = {d.anchor.i for d in drafts if d.pattern.type == "PROTEST"}
    gone: set[int] = set()
    for draft in drafts:
        gone |= _nouns(matcher, draft, at)
        clause = at.get(draft.args.clause.i) if draft.args.clause is not None else None
        if clause is not None and clause is not draft and _same_utterance(matcher, draft, clause):
            gone |= _one_act(matcher, draft, clause)
        if draft.trigger.lemma in words("harm-verbs") and draft.pattern.type == "ASSAULT" and _same_attack(draft, at):
            gone.add(draft.trigger.i)
        if draft.pattern.type in _TOPICS and _of_a_protest(draft, at, protests):
            gone.add(draft.trigger.i)
    return [d for d in drafts if d.trigger.i not in gone]


def _nouns(matcher: Matcher, draft: Draft, at: dict[int, Draft]) -> set[int]:
    """ "The attack killed three", "shelling continues": the noun gives way to the verb it is the subject or object of."""
    gone: set[int] = set()
    if draft.pattern.pos != "verb":
        return gone
    for slot in ("subject", "object", "in", "by", "during"):
        for head in draft.args.get(slot):
            noun = at.get(head.i)
            if (
                noun is None
                or noun is draft
                or noun.pattern.type != draft.pattern.type
                or noun.verbal
                or noun.trigger.dep == "conj"
            ):
                continue
            gone.add(head.i)
            if not matcher.anybody(draft.actors):
                draft.actors = noun.actors
            if not matcher.anybody(draft.recipients, dig=True):
                draft.recipients = noun.recipients
    return gone


def _same_utterance(matcher: Matcher, outer: Draft, inner: Draft) -> bool:
    """ "Said it would not release them": one refusal, whichever word is taken for it."""
    if not (outer.verbal and outer.pattern.type == inner.pattern.type and outer.pattern.type != "SAY"):
        return False
    doers = {n.actor for n in matcher.named(inner.actors, dig=True)}
    parties = {matcher.cast.party(d) for d in doers}
    own = {n.actor for n in matcher.named(outer.actors, dig=True)}
    return not doers or bool(doers & own) or bool(parties & {matcher.cast.party(o) for o in own} - {None})


def _one_act(matcher: Matcher, outer: Draft, inner: Draft) -> set[int]:
    """Which of the two goes. A verb of saying stays as the statement that it is, and the act is read off the clause."""
    say = by_rule()["SAY.say"]
    if not particles(say, outer.trigger) or outer.content is None:
        return {inner.trigger.i}
    outer.pattern = say
    if not matcher.anybody(inner.actors):
        inner.actors, inner.speaker = list(outer.actors), outer.speaker
    if not inner.recipients:
        inner.recipients = list(outer.recipients)
    return set()


def _same_attack(draft: Draft, at: dict[int, Draft]) -> bool:
    """ "Opened fire, killing five", "killed one and wounded two": one attack, and what came of it."""
    verb = draft.trigger
    follows = verb.dep == "conj" or (verb.dep == "advcl" and verb.tag == "VBG")
    above = at.get(verb.head.i)
    return (
        follows
        and verb.kid("nsubj", "nsubjpass") is None
        and above is not None
        and above.pattern.type == "ASSAULT"
        and above.pattern.pos == "verb"
        and above.verdict.status == draft.verdict.status
    )


def _of_a_protest(draft: Draft, at: dict[int, Draft], protests: set[int]) -> bool:
    """ "Marched to demand elections": the topic of a protest is no second event (PLOVER 2.0 manual, PROTEST)."""
    verb = draft.anchor if draft.pattern.pos != "verb" else draft.trigger
    if not any(k.dep == "aux" and k.lower == "to" for k in verb.kids):
        return False
    above = verb
    for _ in range(_UP):
        if above.head is above:
            return False
        above = above.head
        if above.i in protests:
            return True
        if above.i in at:
            return at[above.i].pattern.type == "PROTEST"
    return False
