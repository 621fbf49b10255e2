"""What an answer names as the thing it answers ("rejected Moscow's demand", "this proposal"): the noun, whose it is and its topic."""

from __future__ import annotations

from dataclasses import dataclass

from communique.lexicon import words
from communique.links.topic import Topics
from communique.model import Event
from communique.parse.syntax import Token

#: From the answer's verb down to its object: "agreed to accept the proposal", "said in response to the letter".
_DOWN = (
    "dobj",
    "nsubjpass",
    "prep",
    "pobj",
    "xcomp",
    "ccomp",
    "conj",
    "dative",
    "acomp",
    "attr",
    "oprd",
    "pcomp",
    "agent",
)
#: What one has, or has not, to do something.
_HAVING = frozenset(["intention", "plan", "reason", "right"])
_STEPS = 5
_OWNED = ("by", "from")
#: Prepositions that lead to what is answered; "talks on the proposal", "met after the request" answer nothing.
_TOWARDS = frozenset(["to", "on", "with", "for", "of", "in", "against", "down", "at", "upon", "aside", "off"])


@dataclass(frozen=True, slots=True)
class Pointed:
    """A noun by which an answer calls an opening.

    Attributes:
        noun: its lemma.
        token: number of its token in the document.
        definite: whether it points back: "this", "these", "the", "such".
        fresh: whether it is told for the first time: "a request", "another demand"; not "…, a request that Chile rejected".
        plural: whether it names several that were told before: "these demands".
        owners: parties (or actors without one) whose it is: "Moscow's demand", "a request from Poland".
        about: content words that say what it is for, names of the owners left out.
    """

    noun: str
    token: int
    definite: bool
    fresh: bool
    plural: bool
    owners: frozenset[str]
    about: frozenset[str]


def pointed(event: Event, topics: Topics) -> Pointed | None:
    """The noun of ``opening-nouns`` that is the object of an event, or None."""
    trigger = topics.trigger(event)
    if trigger is None:
        return None
    noun = _object(trigger, event.type not in ("AGREE", "REJECT", "SUPPORT"))
    return _described(noun, trigger, topics) if noun is not None else None


def _object(trigger: Token, replies: bool) -> Token | None:
    """The noun; `replies`: through a reply as well ("sent a reply to the letter", not "praised the reply to the letter")."""
    through = words("counting-nouns") | _HAVING | (words("answer-words") if replies else frozenset())
    nouns = words("opening-nouns")
    if trigger.dep == "relcl" and trigger.head.lemma.lower() in nouns and _gap(trigger):
        return trigger.head  # "a request that the White House has rejected"
    level = [trigger]
    if trigger.pos == "NOUN" and trigger.dep == "dobj" and trigger.head.pos == "VERB":
        level.append(trigger.head)  # "took note of the proposal"
    for _ in range(_STEPS):
        below = []
        for token in level:
            for kid in token.kids:
                if kid is trigger:
                    continue
                if kid.dep == "nsubj" and token is not trigger and token.dep == "ccomp":
                    below.append(kid)  # "called the demand unacceptable", "said the proposal was unacceptable"
                elif kid.dep == "acl" and token.lemma.lower() in _HAVING:
                    below.append(kid)  # "has no right to make such demands"
                elif kid.dep in _DOWN and not (kid.dep == "prep" and kid.lower not in _TOWARDS):
                    if kid.dep == "conj" and (token is trigger or token.pos == "VERB"):
                        continue  # another deed
                    below.append(kid)
        found = [t for t in below if t.pos == "NOUN" and t.lemma.lower() in nouns]
        if found:
            return min(found, key=lambda t: t.i)
        # whatever else is named is no thing that is answered, but what a counting noun counts may be one ("a series of demands")
        level = [t for t in below if t.pos != "NOUN" or t.lemma.lower() in through]
    return None


def _gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object, which is then the noun it belongs to."""
    passive = verb.kid("nsubjpass")
    if passive is not None:
        return passive.tag in ("WDT", "WP")
    thing = verb.kid("dobj")
    return thing is None or thing.tag in ("WDT", "WP")


def _described(noun: Token, trigger: Token, topics: Topics) -> Pointed:
    cast = topics.cast
    owning = []
    for kid in noun.kids:
        if kid.dep in ("poss", "amod", "compound", "nmod"):
            owning.append((kid, cast.at(kid)))
        elif kid.dep in ("prep", "agent") and kid.lower in _OWNED:
            owning += [(inner, cast.who(inner)) for inner in kid.kids if inner.dep == "pobj"]
        elif kid.dep == "acl" and kid.tag == "VBN":
            owning += [
                (inner, cast.who(inner))
                for agent in kid.kids
                if agent.dep == "agent"
                for inner in agent.kids
                if inner.dep == "pobj"
            ]
    named = {i.actor for _, each in owning for i in each}
    relative = trigger.dep == "relcl" and trigger.head is noun
    skip = {t.i for token, each in owning if each for t in token.subtree()} | {noun.i}
    if relative:
        skip |= {t.i for t in trigger.subtree()}
    about = frozenset(
        w
        for t in noun.subtree()
        if t.i not in skip
        and (noun.dep != "nsubjpass" or t.head is not noun.head)
        and (w := topics.content_word(t))
        and w not in words("opening-nouns")
    )
    marked = any(k.lower in ("this", "that", "these", "those", "the", "such", "all", "both") for k in noun.kids)
    return Pointed(
        noun.lemma.lower(),
        noun.i,
        marked,
        not relative and any(k.lower in ("a", "an", "another", "any", "no", "some") for k in noun.kids),
        noun.tag == "NNS" and any(k.lower in ("these", "those", "all", "such", "both") for k in noun.kids),
        topics.parties(tuple(sorted(named))),
        about,
    )
