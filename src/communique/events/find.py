"""Drafts → events: speakers of quotations, roles, channel, behalf, quantity, place, dates, nesting."""

from __future__ import annotations

import hashlib

from communique.actors.cast import Cast, Named, conjuncts
from communique.events import attribution
from communique.events.illocution import illocutions
from communique.events.match import Draft, Matcher
from communique.events.merge import merged
from communique.events.nesting import Holding, nested
from communique.events.when import Dates
from communique.lexicon import words
from communique.model import Event, Role, RoleName, Span, When
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token


def find(parsed: Parsed, cast: Cast, rules: frozenset[str] | None = None) -> tuple[Event, ...]:
    """All events of a document, in text order of their triggers; `cast` gains the mentions that only statements explain ("we").

    With `rules`, only the patterns of those rules are applied: what an entry says it was read by can so be checked.
    """
    matcher = Matcher(parsed, cast, rules)
    drafts = merged(matcher, matcher.drafts())
    drafts = attribution.complete(parsed, cast, matcher, drafts)
    attribution.first_persons(parsed, cast, matcher, drafts)
    drafts = _unique(matcher, [*drafts, *illocutions(matcher, drafts)])
    dates = Dates(parsed)
    holding = Holding((d, d.content.spans if d.content is not None else ()) for d in drafts)
    builder = _Builder(parsed, cast, matcher, dates, holding)
    events = [builder.event(d, drafts) for d in drafts]
    return nested(events)


def _unique(matcher: Matcher, drafts: list[Draft]) -> list[Draft]:
    """In text order, one of a type at the same words: that of somebody named before that of nobody."""
    found: dict[tuple[Span, str], Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.cue.start, d.cue.end, d.pattern.rule)):
        key = (draft.cue, draft.pattern.type)
        other = found.get(key)
        if other is None or not (other.speaker or matcher.anybody(other.actors)):
            found[key] = draft
    return list(found.values())


class _Builder:
    def __init__(self, parsed: Parsed, cast: Cast, matcher: Matcher, dates: Dates, holding: Holding[Draft]) -> None:
        self.holding = holding
        self.parsed = parsed
        self.cast = cast
        self.matcher = matcher
        self.dates = dates

    def event(self, draft: Draft, drafts: list[Draft]) -> Event:
        pattern = draft.pattern
        noun = pattern.pos == "noun"
        actors = self.matcher.named(draft.actors, dig=noun or "subject" not in pattern.actor)
        why = [*draft.why]
        if not actors and pattern.type != "SAY" and draft.actors:
            actors = self.cast.nationality(draft.actors[0])
        channel, channel_span = self._channel(draft)
        if not actors and draft.actors and draft.actors[0].lemma.lower() in words("utterance-nouns"):
            actors = attribution.source_of(self.cast, draft.actors[0])
        if draft.speaker is not None:
            actors = [Named(a, draft.cue, draft.trigger.i) for a in draft.speaker]
        avoid = frozenset(filter(None, (self.cast.party(a.actor) for a in actors)))
        taken = {a.actor for a in actors}
        at = {a.head for a in actors}
        recipients = [
            n
            for n in self.matcher.named(draft.recipients, True, avoid)
            if n.actor not in taken or (not draft.verbal and not pattern.both and n.head not in at)
        ]
        if pattern.both:
            actors, recipients = actors + recipients, []
        behalf = self._behalf(draft, drafts)
        roles: list[Role] = []
        if draft.speaker is None:
            roles += self._relative(draft, actors) or self._roles("actor", draft.actors, actors, whole=draft.verbal)
        roles += self._roles("recipient", draft.recipients, recipients)
        roles += [Role("behalf", n.span.start, n.span.end, n.actor) for n in behalf]
        if channel_span is not None:
            roles.append(Role("channel", channel_span.start, channel_span.end))
        quantity = self._quantity(draft)
        if quantity is not None:
            roles.append(Role("quantity", quantity.start, quantity.end))
        place = self._place(draft)
        if place is not None:
            roles.append(Role("place", place.start, place.end))
        when = self._when(draft)
        why.append(f"{pattern.rule}: {pattern.pos} {draft.trigger.text!r}")
        why.append(f"{draft.verdict.status}: {draft.verdict.why}")
        return Event(
            id=event_id(self.parsed.document.id, pattern.type, draft.cue),
            type=pattern.type,
            mode=pattern.mode,
            cameo=pattern.cameo,
            actors=_ids(actors),
            recipients=_ids(recipients),
            behalf=_ids(behalf),
            channel=channel,
            trigger=draft.cue,
            roles=tuple(dict.fromkeys(roles)),
            sentence=draft.trigger.sentence,
            content=draft.content.spans if draft.content is not None else (),
            quote=draft.content.quote if draft.content is not None else None,
            inside=None,
            status=pattern.status or draft.verdict.status,  # type: ignore[arg-type]
            when=when,
            quantity=quantity.of(self.parsed.text) if quantity is not None else None,
            place=place.of(self.parsed.text) if place is not None else None,
            rule=pattern.rule,
            why=tuple(why),
        )

    @staticmethod
    def _relative(draft: Draft, named: list[Named]) -> list[Role]:
        """The relative pronoun that speaks: "Scholz, *who* said" — as with "he", the pronoun is the place and its actor the antecedent."""
        pronoun = draft.trigger.kid("nsubj")
        if (
            not draft.verbal
            or pronoun is None
            or pronoun.tag not in ("WP", "WDT")
            or draft.actors != draft.args.get("subject")
        ):
            return []
        return [Role("actor", pronoun.start, pronoun.end, n.actor) for n in named] or [
            Role("actor", pronoun.start, pronoun.end)
        ]

    def _roles(self, role: RoleName, heads: list[Token], named: list[Named], whole: bool = False) -> list[Role]:
        """Places of those in a role; with `whole` a phrase that names them inside ("a survey by Gallup") is the place itself."""
        found = []
        for head in heads:
            own = [n for part in conjuncts(head) for n in named if n.head == part.i]
            for n in own:
                span = phrase(self.parsed, self.parsed.tokens[n.head], whole) if n.direct else n.span
                found.append(Role(role, span.start, span.end, n.actor))
            if not own:
                span = phrase(self.parsed, head, whole)
                mine = [
                    n
                    for n in named
                    if n.head not in {part.i for other in heads if other is not head for part in conjuncts(other)}
                ]
                for n in mine:
                    where = n.span if not n.direct and not whole else span
                    found.append(Role(role, where.start, where.end, n.actor))
                if not mine:
                    found.append(Role(role, span.start, span.end))
        return found

    def _behalf(self, draft: Draft, drafts: list[Draft]) -> list[Named]:
        """For whom it is done: "on behalf of" below the trigger, or before it where the parser lost the tie."""
        start, end = self.parsed.sentences[draft.trigger.sentence]
        for token in self.parsed.tokens[start:end]:
            if token.lower != "behalf" or (
                draft.content is not None and any(c.start <= token.start < c.end for c in draft.content.spans)
            ):
                continue
            if not _below(token, (draft.trigger, draft.anchor)) and not self._lost(token, draft, drafts):
                continue
            if any(k.dep == "neg" for k in token.head.kids):
                continue
            for kid in token.kids:
                if kid.dep == "poss":
                    return self.cast.who(kid)
                if kid.dep == "prep" and kid.lower == "of" and (inner := kid.kid("pobj")) is not None:
                    return self.cast.who(inner, dig=True)
        return []

    @staticmethod
    def _lost(token: Token, draft: Draft, drafts: list[Draft]) -> bool:
        """Whether the words are tied only to an utterance that holds them, and this is the next event after them."""
        here = [d for d in drafts if d.trigger.sentence == token.sentence]
        holders = [
            d for d in here if d.content is not None and any(c.start <= token.start < c.end for c in d.content.spans)
        ]
        if not holders or any(_below(token, (d.trigger, d.anchor)) for d in here if d not in holders):
            return False
        following = [d for d in here if d.trigger.i > token.i]
        return bool(following) and min(following, key=lambda d: d.trigger.i) is draft

    def _channel(self, draft: Draft) -> tuple[str | None, Span | None]:
        if not draft.verbal and draft.pattern.type != "CONSULT":
            return None, None
        heads: list[Token] = []
        subject = draft.actors[0] if draft.actors else None
        if subject is not None and subject.lemma.lower() in words("utterance-nouns"):
            for kid in subject.kids:
                if kid.dep == "prep" and kid.lower in ("on", "in", "via", "through", "to"):
                    heads += [k for k in kid.kids if k.dep == "pobj"]
            heads.append(subject)
        for slot in ("on", "in", "via", "through", "at", "during", "by", "to", "with", "from"):
            heads += draft.args.get(slot)
        for kid in draft.trigger.kids:
            if kid.dep in ("prep", "agent"):
                heads += [
                    g
                    for k in kid.kids
                    if k.dep == "pobj"
                    for p in k.kids
                    if p.dep == "prep"
                    for g in p.kids
                    if g.dep == "pobj"
                ]
        for token in draft.recipients + draft.args.get("object"):
            if any(
                self.cast.actors[n.actor].kind == "media" for n in self.cast.at(token) if n.actor in self.cast.actors
            ):
                heads.append(token)
        for head in heads:
            names_media = any(
                self.cast.actors[n.actor].kind == "media" for n in self.cast.at(head) if n.actor in self.cast.actors
            )
            if (
                head.lemma.lower() in words("channels")
                or head.lower in words("channels")
                or (names_media and head not in draft.actors)
            ):
                span = phrase(self.parsed, head)
                return span.of(self.parsed.text), span
        return None, None

    def _quantity(self, draft: Draft) -> Span | None:
        for head in (*draft.args.get("object"), *draft.args.get("subject"), *draft.args.get("of"), draft.trigger):
            if head.lemma.lower() in words("time-units"):
                continue
            number = next((k for k in head.kids if k.dep == "nummod" and k.head.pos in ("NOUN", "PROPN", "SYM")), None)
            if number is None or not (number.tag == "CD" or number.pos == "NUM"):
                continue
            if head.lower in (
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ):
                continue
            first = min(number.subtree()[0].i, number.i)
            start = self.parsed.tokens[first].start
            if head.end > start:
                return Span(start, head.end)
        return None

    def _place(self, draft: Draft) -> Span | None:
        """Where a deed took place: a named place after a preposition of place."""
        if draft.verbal:
            return None
        for slot in ("in", "near", "at", "on", "into", "inside", "around", "across", "outside"):
            for head in draft.args.get(slot):
                if any(t.start <= head.start < t.end for t in self.parsed.timexes):
                    continue
                named = self.cast.at(head)
                if named and all(self.cast.actors[n.actor].kind == "state" for n in named) and head.pos == "PROPN":
                    return phrase(self.parsed, head)
                if not named and head.pos == "PROPN":
                    return phrase(self.parsed, head)
        return None

    def _when(self, draft: Draft) -> When:
        said = next((d.trigger for d in self.holding.around(draft.cue) if d is not draft), None)
        verb = draft.anchor
        present = verb.tag in ("VBZ", "VBP") or any(
            k.dep == "aux" and k.lower in ("is", "are", "has", "have") for k in verb.kids
        )
        when = self.dates.of(draft.trigger, draft.anchor, said, "present" if present else "past")
        if when.value is not None or when.span is not None:
            return when
        published = self.parsed.document.published
        verb = _finite(verb)
        perfect = any(k.dep == "aux" and k.lower == "had" for k in verb.kids)
        if (
            draft.verdict.status == "actual"
            and not perfect
            and published.value is not None
            and "/" not in published.value
            and draft.pattern.pos != "noun"
            and verb.dep not in ("acl", "pcomp", "relcl", "amod")
        ):
            return When(published.value, "published", published.span)
        return When(None, "unresolved")


def _finite(verb: Token) -> Token:
    """The verb whose time a participle shares: "justified it by saying", "met them, promising"."""
    while verb.tag == "VBG" and verb.dep in ("advcl", "pcomp") and verb.kid("nsubj", "aux") is None:
        above = next((a for a in verb.ancestors() if a.pos in ("VERB", "AUX")), None)
        if above is None:
            return verb
        verb = above
    return verb


def _below(token: Token, tops: tuple[Token, ...]) -> bool:
    """Whether a token hangs below one of `tops` without another verb between them that has a subject of its own."""
    for above in token.ancestors():
        if above in tops:
            return True
        if above.pos == "VERB" and above.kid("nsubj", "nsubjpass") is not None:
            return False
    return False


def phrase(parsed: Parsed, head: Token, whole: bool = False) -> Span:
    """The noun phrase of a head without relative clauses, appositions, coordinated items and what follows a comma.

    With `whole`, a participle right after it belongs to it: "a poll taken in May".
    """
    left = head
    for kid in head.kids:
        if kid.i < head.i and kid.dep not in (
            "punct",
            "relcl",
            "appos",
            "conj",
            "cc",
            "preconj",
            "case",
            "advmod",
            "prep",
        ):
            first = kid.subtree()[0]
            if first.i < left.i:
                left = first
    right = head
    for kid in sorted(head.kids, key=lambda k: k.i):
        if kid.i > head.i:
            if (
                kid.dep == "prep"
                and kid.lower in ("of", "for", "from", "in", "at", "on", "to")
                and kid.i - right.i <= 2
            ):
                last = kid.subtree()[-1]
                if any(t.pos in ("VERB", "AUX") for t in kid.subtree()) or last.i - head.i > 12:
                    break
                right = last
            elif kid.dep in ("nummod", "flat"):
                right = kid.subtree()[-1] if kid.i == right.i + 1 else right
            elif kid.dep == "appos" and kid.subtree()[0].i == right.i + 1:  # "the candidate Olaf Scholz"
                name = kid
                while (
                    more := next((k for k in name.kids if k.i == name.i + 1 and k.pos == "PROPN"), None)
                ) is not None:
                    name = more
                right = name
            elif whole and kid.dep == "acl" and kid.tag == "VBN" and kid.i == right.i + 1:
                last = kid.subtree()[-1]
                if last.i - kid.i > 12:
                    break
                right = last
            elif kid.dep not in ("case",):
                break
    return Span(left.start, right.end)


def event_id(document: str, type_: str, trigger: Span) -> str:
    """Stable id: a hash of the document, the type and the place of the trigger."""
    return "e" + hashlib.sha256(f"{document}\x1f{type_}\x1f{trigger.start}\x1f{trigger.end}".encode()).hexdigest()[:12]


def _ids(named: list[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.actor for n in named))
