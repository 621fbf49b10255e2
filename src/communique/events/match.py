"""Triggers → drafts: which pattern reads a word as an event, and the phrases that fill its roles."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.actors.cast import Cast, Named
from communique.events import doers, slots
from communique.events.content import Contents
from communique.events.fits import fits
from communique.events.kinds import Candidate, Pattern, index, verbal
from communique.events.recipients import Recipients
from communique.events.slots import Args
from communique.events.spans import Content, kind_of, labelled
from communique.events.status import Verdict, judge
from communique.events.triggers import around, conditional, cue_of_quote, cue_span, positions, with_one
from communique.lexicon import words
from communique.model import Mention, Span
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token

_DEEDS = frozenset(["AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT"])
#: Acts in words, which are plain from the thing they are about: a proposal, a demand, a charge.
_WORDED = frozenset(["ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "THREATEN"])
FIRST_PERSON = frozenset(["i", "we", "us", "me", "our", "my", "ours", "mine", "ourselves", "myself"])


@dataclass(slots=True)
class Draft:
    """An event before its actors are final: heads of the phrases in its roles, not yet whom they name."""

    pattern: Pattern
    trigger: Token
    cue: Span
    anchor: Token
    args: Args
    content: Content | None
    verdict: Verdict
    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    channel: Span | None = None
    why: list[str] = field(default_factory=list)
    speaker: tuple[str, ...] | None = None

    @property
    def verbal(self) -> bool:
        """Whether the event is an utterance."""
        return self.pattern.type in verbal()


class Matcher:
    """Reads triggers of one document, by all patterns or by those of some rules only."""

    def __init__(self, parsed: Parsed, cast: Cast, rules: frozenset[str] | None = None) -> None:
        self.parsed = parsed
        self.cast = cast
        self.contents = Contents(parsed)
        self._recipients = Recipients(cast)
        self.labelled = labelled(parsed)
        self._nouns: dict[int, frozenset[str]] = {}
        self._index = index(rules)
        self.rules = rules

    def drafts(self) -> list[Draft]:
        """All drafts, in text order of their triggers; headings hold none."""
        found = []
        for number, (start, end) in enumerate(self.parsed.sentences):
            if self.parsed.heading(number):
                continue
            question = self.parsed.tokens[end - 1].text == "?" or (
                end - 2 >= start and self.parsed.tokens[end - 2].text == "?"
            )
            for token in self.parsed.tokens[start:end]:
                draft = self.read(token, question)
                if draft is not None:
                    found.append(draft)
        return found

    def _lost_subject(self, verb: Token) -> Token | None:
        """The name right before a finite verb that has no subject, after a comma: "On the sidelines, President Zelenskyy met …".

        The parser takes it for an apposition to what stands before the comma.
        """
        if verb.tag not in ("VBD", "VBZ") or verb.dep not in ("ROOT", "ccomp") or verb.i < 2:
            return None
        last = self.parsed.tokens[verb.i - 1]
        if last.pos not in ("PROPN", "NOUN") or last.sentence != verb.sentence:
            return None
        start = self.parsed.sentences[verb.sentence][0]
        comma = next((i for i in range(verb.i - 1, start - 1, -1) if self.parsed.tokens[i].text == ","), verb.i)
        between = self.parsed.tokens[comma + 1 : verb.i]
        if not between or any(t.pos not in ("NOUN", "PROPN", "ADJ", "ADP", "DET", "PART") for t in between):
            return None
        for mention in self.cast.mentions:
            if mention.end == last.end and mention.reading not in ("demonym", "place"):
                head = self._head_at(mention)
                if head is not None:
                    return head
        return None

    def _head_at(self, mention: Mention) -> Token | None:
        for number, found in self.cast.heads.items():
            token = self.parsed.tokens[number]
            if mention.start <= token.start < mention.end and any(self.cast.mentions[n] is mention for n in found):
                return token
        return None

    def read(self, token: Token, question: bool = False) -> Draft | None:
        """The draft that the most specific fitting pattern gives for a token, or None."""
        for pos in positions(token):
            patterns = self._index.get((pos, token.lemma.lower()))
            if patterns and (draft := self._first(pos, token, patterns, question)) is not None:
                return draft
        return None

    def _first(self, pos: str, token: Token, patterns: tuple[Candidate, ...], question: bool) -> Draft | None:
        args: Args | None = None
        anchor: Token | None = None
        near: frozenset[str] | None = None
        nouns: dict[frozenset[str], tuple[Args, Token | None]] = {}  # by support verbs
        for pattern, wanted in patterns:
            if wanted:
                near = around(token, pos == "noun") if near is None else near
                if not with_one(wanted, near):
                    continue
            if pos == "noun":
                if pattern.light not in nouns:
                    nouns[pattern.light] = slots.of_noun(token, pattern.light)
                args, anchor = nouns[pattern.light]
                if pattern.light and anchor is None:
                    continue
                if anchor is None and token.dep in ("nsubj", "nsubjpass") and token.head.lemma in words("happen-verbs"):
                    anchor = token.head
            elif args is not None:
                pass
            elif pos == "adjective":
                anchor = token.head if token.dep in ("acomp", "attr", "oprd", "conj") else token
                args = slots.of_verb(anchor)
                slots.prepositions(args, token)
                args.clause = slots.complement(token) or args.clause
            else:
                args, anchor = slots.of_verb(token), token
                if not args.get("subject") and (lost := self._lost_subject(token)) is not None:
                    args.add("subject", lost)
            draft = self._try(pattern, token, anchor or token, args, question)
            if draft is not None:
                return draft
        return None

    def _try(self, pattern: Pattern, token: Token, anchor: Token, args: Args, question: bool) -> Draft | None:
        if pattern.weak and self.parsed.quote_of[token.i] >= 0:
            return None
        if not fits(pattern, token, args, self.before) or not self.named_so(pattern, args):
            return None
        content = None
        if pattern.content:
            content = self.contents.of(token if pattern.pos != "adjective" else anchor, args, pattern.content)
            if pattern.pos == "verb":
                content = self.contents.quotations.quoted_predicate(token, args) or content
                if {"finite", "clause", "quote"} & set(pattern.content) and (
                    content is None or content.why not in ("finite", "clause", "quote")
                ):
                    apart = self.contents.apart.set_off(token)
                    if apart is not None:
                        spans, speaker = apart
                        content = Content(spans, kind_of(self.parsed, spans), "finite")
                        args = args.with_subject(speaker)
        if pattern.with_any and not any(self._has(slot, args, content) for slot in pattern.with_any):
            return None
        actors = self.fill(pattern.actor, args, nominal=pattern.pos == "noun")
        if pattern.weak and not actors:
            return None
        recipients = self.fill(pattern.recipient, args, taken=actors)
        said = None
        if not pattern.both and not self.anybody(recipients, dig=True):
            said = self._recipients.said(pattern.type, token, args, actors)
            recipients = [said[0]] if said is not None else recipients
        if not self._clause(pattern, args.clause, actors):
            return None
        own_question = question and (self.parsed.quote_of[token.i] < 0 or not cue_of_quote(self.parsed, token))
        verdict = judge(
            token,
            anchor if anchor is not token else None,
            question=own_question,
            quote_of=self.parsed.quote_of,
            deed=pattern.type in _DEEDS,
        )
        if not self._needs(pattern, actors, recipients, verdict, token, args) or self._performs(pattern, token, args):
            return None
        draft = Draft(pattern, token, cue_span(pattern, token), anchor, args, content, verdict, actors, recipients)
        if said is not None:
            draft.why = [said[1]]
        elif not pattern.both and not any(self._party(h, True) for h in recipients):
            named = [h for h in recipients if self.cast.who(h, True)]
            other = self._recipients.done(pattern.type, token, anchor, args, actors, named)
            if other is not None:
                draft.recipients, draft.why = [*named, other[0]], [other[1]]
        return draft

    def _clause(self, pattern: Pattern, clause: Token | None, actors: list[Token]) -> bool:
        """Whether the complement clause is as the pattern asks: its verb, negation, condition, and whether it is about the speaker."""
        if not (
            pattern.clause_verb
            or pattern.clause_subject
            or pattern.clause_negated is not None
            or pattern.clause_if is not None
        ):
            return True
        if clause is None:
            return False
        if (
            pattern.clause_verb
            and not {clause.lemma.lower(), *(k.lower for k in clause.kids if k.dep in ("acomp", "attr", "prt", "oprd"))}
            & pattern.clause_verb
        ):
            return False
        if pattern.clause_negated is not None and pattern.clause_negated != any(
            k.dep == "neg" or k.lower in ("never", "no") for k in clause.kids
        ):
            return False
        if pattern.clause_if is not None and pattern.clause_if != conditional(clause):
            return False
        if pattern.clause_subject is None:
            return True
        about = doers.subject(clause)
        if about is None:
            return False
        own = about.lower in ("i", "we") or self._same_side(about, actors)
        return own if pattern.clause_subject == "self" else not own and self.anybody([about])

    def _same_side(self, about: Token, actors: list[Token]) -> bool:
        parties = {self.cast.party(n.actor) or n.actor for a in actors for n in self.cast.who(a)}
        return any((self.cast.party(n.actor) or n.actor) in parties for n in self.cast.who(about))

    def _performs(self, pattern: Pattern, token: Token, args: Args) -> bool:
        """Whether "I would like to stress that", "we hope" inside a quotation is the quoted utterance itself and no other one."""
        if pattern.type != "SAY" or self.parsed.quote_of[token.i] < 0 or token.tag not in ("VB", "VBP"):
            return False
        return any(t.lower in ("i", "we") for t in args.get("subject"))

    def _needs(
        self, pattern: Pattern, actors: list[Token], recipients: list[Token], verdict: Verdict, token: Token, args: Args
    ) -> bool:
        """Whether the roles that a pattern needs name somebody; what is denied ("denies the possibility of invasion") may name nobody."""
        if verdict.status == "denied" and verdict.by is not None and verdict.by.lemma in words("denial-verbs"):
            return True
        # "The proposal was rejected": the thing itself makes plain enough that it is a matter of states.
        told = (
            pattern.type in _WORDED
            and bool(pattern.object)
            and args.passive
            and token.kid("auxpass") is not None
            and not args.get("by")
            and not args.get("complement")
        )
        if "actor" in pattern.needs and not (told or self.anybody(actors) or self._nation(pattern, actors)):
            return False
        if "recipient" in pattern.needs and not self.anybody(recipients, dig=True):
            return False
        if "person" in pattern.needs and not any(self._known_person(n) for r in recipients for n in self.cast.who(r)):
            return False
        if (
            "two" in pattern.needs
            and len({self.cast.party(n.actor) for a in actors for n in self.cast.who(a)} - {None}) < 2
        ):
            return False
        return "either" not in pattern.needs or told or self.anybody(actors) or self.anybody(recipients, dig=True)

    def _nation(self, pattern: Pattern, actors: list[Token]) -> bool:
        """Whether something done is done by something of a state: "Russian aviation"."""
        return pattern.type != "SAY" and any(self.cast.nationality(a) for a in actors)

    def _known_person(self, named: Named) -> bool:
        return self.cast.actors[named.actor].kind == "person" and self.cast.party(named.actor) is not None

    @staticmethod
    def _has(slot: str, args: Args, content: Content | None) -> bool:
        if slot in ("clause", "finite", "infinitive", "quote", "rest"):
            return content is not None and (content.why == slot or (slot == "clause" and content.why == "finite"))
        return bool(args.get(slot))

    def fill(
        self, order: tuple[str, ...], args: Args, nominal: bool = False, taken: list[Token] | None = None
    ) -> list[Token]:
        """Heads of the phrases in the first slot that names somebody; else of the first slot that is filled at all.

        For recipients (`taken` given), somebody of unknown party ("a diplomat") is joined by the next slot that names a party
        ("in Lebanon").
        """
        fallback: list[Token] = []
        found: list[Token] = []
        for slot in order:
            heads = [h for h in args.get(slot) if not taken or (h not in taken and not self._named_alike(h, taken))]
            if not heads:
                continue
            dig = slot not in ("adj", "subject", "poss") or not nominal
            named = [h for h in heads if self.anybody([h], dig)]
            if found:
                partied = [h for h in named if self._party(h, dig)]
                if partied:
                    return found + partied[:1]
            elif named:
                found = named[:1] if slot not in ("between", "among", "adj") else named
                if taken is None or any(self._party(h, dig) for h in found):
                    return found
            elif not fallback and slot not in ("adj", "in", "on", "at"):
                fallback = heads[:1]
        return found or fallback

    def _named_alike(self, head: Token, others: list[Token]) -> bool:
        """Whether a phrase names just those who are named already."""
        own = {n.actor for n in self.cast.who(head)}
        if head.pos != "PRON" and not any(self.cast.actors[a].kind == "person" for a in own):
            return False  # a state may act against its own people: "imposed a curfew in Kashmir"
        return bool(own) and own <= {n.actor for o in others for n in self.cast.who(o)}

    def _party(self, head: Token, dig: bool) -> bool:
        return head.lower in FIRST_PERSON or any(self.cast.party(n.actor) is not None for n in self.cast.who(head, dig))

    def before(self, token: Token) -> frozenset[str]:
        """Lemmas of the nouns that stand before a token in its sentence, and in the sentence before of the same paragraph."""
        found = self._nouns.get(token.i)
        if found is None:
            start, _ = self.parsed.sentences[token.sentence]
            if token.sentence:
                earlier, _ = self.parsed.sentences[token.sentence - 1]
                if self.parsed.tokens[earlier].paragraph == token.paragraph:
                    start = earlier
            nouns = (t for t in self.parsed.tokens[start : token.i] if t.pos == "NOUN")
            found = self._nouns[token.i] = frozenset(t.lemma.lower() for t in nouns)
        return found

    def named_so(self, pattern: Pattern, args: Args) -> bool:
        """Whether the slots name actors of the kinds that a pattern asks for, of a known party."""
        return all(
            any(
                self.cast.actors[n.actor].kind in kinds and self.cast.party(n.actor) is not None
                for head in args.get(slot)
                for n in self.cast.who(head, dig=False)
                if n.actor in self.cast.actors
            )
            for slot, kinds in pattern.named
        )

    def anybody(self, heads: list[Token], dig: bool = False) -> bool:
        """Whether one of some phrases names an actor of the report, or is "I" or "we" inside a quotation."""
        return any(self.cast.who(h, dig) or (h.lower in FIRST_PERSON and self._spoken(h)) for h in heads)

    def _spoken(self, token: Token) -> bool:
        """Whether a word stands in a quotation or in a labelled line of a transcript."""
        return self.parsed.quote_of[token.i] >= 0 or token.paragraph in self.labelled

    def named(self, heads: list[Token], dig: bool, avoid: frozenset[str] = frozenset()) -> list[Named]:
        """The actors that phrases name, each once; see :meth:`Cast.who`."""
        found: list[Named] = []
        for head in heads:
            for named in self.cast.who(head, dig, avoid):
                if named.actor not in {f.actor for f in found}:
                    found.append(named)
        return found
