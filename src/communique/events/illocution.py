"""What is done by saying something: a demand, charge, threat, refusal or promise that a reported sentence makes without naming it.

"Moscow said NATO must pull back" is worded as a statement and works as a demand. Patterns marked `said = true` read the main clause of
what somebody says: whether it is about the speaker or about others, its auxiliaries, its negation. The distinction of the words from
the act done by them is Austin's (How to Do Things with Words, 1962); the acts are Searle's directives, commissives and assertives.
"""

from __future__ import annotations

from communique.events import doers, slots
from communique.events.fits import fits
from communique.events.kinds import Pattern, said_by
from communique.events.match import Draft, Matcher
from communique.events.slots import Args
from communique.events.triggers import around, conditional, cue_span, with_one
from communique.lexicon import words
from communique.parse.syntax import Token

_OWN = frozenset(["her", "his", "its", "my", "our", "their"])


def illocutions(matcher: Matcher, drafts: list[Draft]) -> list[Draft]:
    """The acts done by the statements among `drafts`, in text order; at most one for each main clause of a content."""
    taken = {(d.trigger.i, d.pattern.type): d for d in drafts}
    coded = {d.trigger.i for d in drafts if d.pattern.type != "SAY"}
    found: dict[int, Draft] = {}
    spoken = [d for d in drafts if d.content is not None and _speaks(d) and (d.speaker or matcher.anybody(d.actors))]
    # The smallest content first: a clause belongs to the utterance nearest to it.
    for draft in sorted(spoken, key=_size):
        for top in _tops(matcher, draft):
            if top.i in found or (top is draft.args.clause and draft.pattern.type != "SAY"):
                continue
            act = _first(matcher, draft, top)
            if act is None or (top.i in coded and not act.pattern.aux and act.pattern.about != "nobody"):
                continue  # what is coded already is told, and no charge on top of it
            same = taken.get((act.trigger.i, act.pattern.type))
            if same is None:
                found[top.i] = act
            elif (
                not matcher.anybody(same.actors) and not same.speaker
            ):  # "…, and there will be consequences": his threat
                same.actors, same.speaker = act.actors, act.speaker
                same.why += act.why
    return [found[i] for i in sorted(found)]


def _speaks(draft: Draft) -> bool:
    if draft.pattern.weak:
        return False  # an attitude: nothing is done by it
    return draft.pattern.type == "SAY" or (draft.verbal and draft.trigger.lemma in words("say-verbs"))


def _size(draft: Draft) -> tuple[int, int]:
    spans = draft.content.spans if draft.content is not None else ()
    return sum(s.end - s.start for s in spans), draft.cue.start


def _tops(matcher: Matcher, draft: Draft) -> list[Token]:
    """The main verbs of what is said, those coordinated with them included; of "I think that …" the clause below."""
    spans = draft.content.spans if draft.content is not None else ()
    tops: list[Token] = []
    for span in spans:
        for token in matcher.parsed.within(span):
            if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass") or token is draft.trigger:
                continue
            head = token.head
            if (
                head is token
                or not span.start <= head.start < span.end
                or head is draft.trigger
                or (token.dep in ("conj", "parataxis", "ccomp") and head in tops and _goes_on(token, head))
            ) and not _open(token):
                tops.append(token)
    return tops


def _goes_on(token: Token, head: Token) -> bool:
    if token.dep == "ccomp":
        return head.lemma in words("opinion-verbs")
    return True


def _open(token: Token) -> bool:
    """Whether a clause asks or supposes: "whether Moscow should …", "if …"."""
    return any(
        k.i < token.i and (k.lower in ("whether", "if", "unless") or k.tag in ("WP", "WRB", "WP$")) for k in token.kids
    )


def _first(matcher: Matcher, draft: Draft, top: Token) -> Draft | None:
    args: Args | None = None
    predicate = top.kid("acomp", "attr", "prep") if top.lemma == "be" else None
    lemma = predicate.lemma.lower() if predicate is not None else ""
    for pattern, wanted in said_by(top.lemma.lower(), lemma, matcher.rules):
        trigger = top if pattern.pos == "verb" else predicate
        if trigger is None or (wanted and not with_one(wanted, around(trigger, pattern.pos == "noun"))):
            continue
        if args is None:
            args = slots.of_verb(top)
        if not _fits(matcher, draft, pattern, top, args):
            continue
        recipients = matcher.fill(pattern.recipient, args, taken=draft.actors)
        if "recipient" in pattern.needs and not matcher.anybody(recipients, dig=True):
            continue
        cue = cue_span(pattern, trigger)
        why = f"said at {draft.trigger.text!r}"
        return Draft(
            pattern, trigger, cue, top, args, None, draft.verdict, list(draft.actors), recipients, why=[why],
            speaker=draft.speaker,
        )  # fmt: skip
    return None


def _fits(matcher: Matcher, draft: Draft, pattern: Pattern, top: Token, args: Args) -> bool:
    auxiliaries = {k.lower for k in top.kids if k.dep == "aux"}
    if top.lemma in pattern.verb_not:
        return False
    if not pattern.aux and auxiliaries & words("modal-verbs"):
        return False
    if pattern.negated is False and any(k.lower == "never" for k in top.kids):
        return False
    if pattern.clause_if is not None and pattern.clause_if != conditional(top):
        return False
    if pattern.with_any and not any(args.get(slot) for slot in pattern.with_any):
        return False
    if not fits(pattern, top, args, matcher.before):
        return False
    if args.passive and not pattern.aux and pattern.pos == "verb":
        return False  # "forty people have been killed": who suffers it is not charged with it
    return pattern.about is None or pattern.about == _about(matcher, draft, top)


def _about(matcher: Matcher, draft: Draft, top: Token) -> str:
    """Whom a clause is about: "self" (the speaker's side), "other" (somebody else named), "thing" (nobody named), "nobody" (no subject)."""
    subject = top.kid("nsubj", "nsubjpass") or doers.grammatical_subject(top)
    if subject is None:
        return "nobody"
    if subject.lower in ("i", "we"):
        return "self"
    if subject.lower == "you":
        return "other"
    if subject.lemma in words("said-own") and any(k.dep == "poss" and k.lower in _OWN for k in subject.kids):
        return "self"
    named = matcher.named([subject], dig=False)
    if not named:
        return "thing"
    speakers = set(draft.speaker or (n.actor for n in matcher.named(draft.actors, dig=True)))
    cast = matcher.cast
    own = {cast.party(s) for s in speakers} - {None}
    for each in named:
        actor = cast.actors.get(each.actor)
        if each.actor in speakers or (cast.party(each.actor) in own and (actor is None or actor.kind == "state")):
            return "self"
    return "other"
