"""What was said: the content of an utterance, and whether it is quoted.

Quotation marks outrank the parser: a clause that reaches into a quotation is widened to the whole of it, because several
sentences may stand between the marks. Content never includes the marks, the complementizer "that" or the attribution itself.
"""

from __future__ import annotations

from communique.events.apart import Apart
from communique.events.quotations import Quotations
from communique.events.slots import Args
from communique.events.spans import FULL_QUOTE_WORDS, Content, kind_of, trim
from communique.lexicon import words
from communique.model import Span
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token

#: Slots whose content is said of the object: "called [Peru a friend]", "praised [Peru for its patience]".
_OF_SOMEBODY = frozenset(["as", "complement", "for", "over"])


class Contents:
    """Finds the content of cues in one document."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.text
        self.quotations = Quotations(parsed)
        self.apart = Apart(parsed)

    def of(self, cue: Token, args: Args, slots: tuple[str, ...]) -> Content | None:
        """The content of a cue by the first of `slots` that gives one: clause, quote, or the phrase in any other slot."""
        own_quote = self.parsed.quote_of[cue.i]
        for slot in slots:
            spans: list[Span] = []
            if (
                slot == "clause"
                or (slot == "finite" and (args.clause is None or args.finite))
                or slot == "infinitive"
                and args.clause is not None
                and not args.finite
            ):
                spans = self._clause(cue, args)
            elif slot in ("finite", "infinitive"):
                continue
            elif slot == "quote":
                spans = self.quotations.quotation(cue)
            elif slot == "rest":
                spans = self.apart.rest(cue)
            else:
                for head in args.get(slot):
                    phrase = self._phrase(head)
                    if slot == "object" and head.head is cue and head.i > cue.i:
                        phrase = self._with_rest(cue, args, phrase)
                    if slot == "object" and head.i > cue.i and self.parsed.quote_of[head.i] != own_quote:
                        spans = self.quotations.widened([phrase], cue)
                    else:
                        spans = [phrase]
                    break
            asked = args.clause is not None and args.clause.tag == "VB" and slot in ("clause", "infinitive")
            if slot in _OF_SOMEBODY or asked or (slot == "of" and cue.lemma in words("charge-of")):
                spans = self._with_object(cue, args, spans, own_quote)
            if own_quote >= 0:  # what somebody quoted says ends where the quotation ends
                quote = self.parsed.quotes[own_quote]
                spans = [Span(max(s.start, quote.inner_start), min(s.end, quote.inner_end)) for s in spans]
            found = tuple(s for s in spans if s.end > s.start)
            if found:
                return Content(found, kind_of(self.parsed, found), slot)
        return None

    def _with_object(self, cue: Token, args: Args, spans: list[Span], own: int) -> list[Span]:
        """What is said of somebody begins with whom it is said of: "called [them cowards]", "saw [the dam as a threat]"."""
        if len(spans) != 1 or args.passive or spans[0].start < cue.end:
            return spans
        whom = [h for h in args.get("object") if h.head is cue]
        whom += [h for slot in ("on", "for") for h in args.get(slot) if h.head.head is cue]
        for head in whom:
            phrase = self._phrase(head)
            if cue.end <= phrase.start < phrase.end <= spans[0].start and self.parsed.quote_of[head.i] == own:
                return [Span(phrase.start, spans[0].end)]
        return spans

    def _with_rest(self, cue: Token, args: Args, phrase: Span) -> Span:
        """An object with what the verb says of it right after it: "thanked [Oslo for its patience]", "shows [Oslo with a lead]"."""
        if args.passive:
            return phrase
        for kid in cue.kids:
            if (
                kid.i <= cue.i
                or kid.sentence != cue.sentence
                or self.parsed.quote_of[kid.i] != self.parsed.quote_of[cue.i]
            ):
                continue
            below = kid.subtree()
            if self.text[phrase.end : below[0].start].strip() or below[0].start < phrase.end:
                continue
            if (kid.dep == "prep" and kid.lower in words("object-links")) or (kid.dep == "xcomp" and kid.tag == "VB"):
                return trim(self.text, phrase.start, below[-1].end) or phrase
        return phrase

    def _phrase(self, head: Token) -> Span:
        below = [t for t in head.subtree() if t.sentence == head.sentence]
        stop = next(
            (k.i for k in head.kids if k.dep in ("relcl", "appos") and k.i > head.i and self._comma_before(k)), None
        )
        if stop is not None:
            first = min(t.i for t in self.parsed.tokens[stop].subtree())
            below = [t for t in below if t.i < first]
        if head.tag == "VBG" and head.dep == "pcomp":
            below = [t for t in below if t.i >= head.i or t.head is head]
        return trim(self.text, below[0].start, below[-1].end) or Span(head.start, head.end)

    def _comma_before(self, token: Token) -> bool:
        first = min(t.i for t in token.subtree())
        return first > 0 and self.parsed.tokens[first - 1].text == ","

    def _clause(self, cue: Token, args: Args) -> list[Span]:
        tokens = self.parsed.tokens
        low, high = self.parsed.sentences[cue.sentence]
        that = self._that(cue, high)
        clause = args.clause
        if (quoted := self._nothing_but(cue)) is not None:
            return self.quotations.widened([quoted], cue)
        if cue.dep == "advcl" and any(k.lower == "as" and k.i < cue.i for k in cue.kids) and clause is None:
            return self.apart.rest(cue)  # "As the agency notes, …"
        if clause is not None and clause.sentence == cue.sentence:
            below = self._without_speech(cue, clause)
            if clause.i > cue.i:
                first = min((t.i for t in below if t.i > cue.i), default=clause.i)
                last = max(t.i for t in below)
                first = that if that is not None and that < first else self._opening(cue, first)
                last = self._before_setting(clause, self._reach(cue, clause, last, high))
            else:
                first = min(t.i for t in below)
                last = max((t.i for t in below if t.i < cue.i), default=clause.i)
                first, last = self._fronted(cue, clause, first, last, low)
            while first < last and (
                tokens[first].dep == "punct"
                or (
                    tokens[first].lower == "that"
                    and (tokens[first].dep == "mark" or (tokens[first - 1] is cue and last - first > 2))
                )
            ):
                first += 1
            span = trim(self.text, tokens[first].start, tokens[last].end)
            return self.quotations.widened([span] if span else [], cue)
        if that is not None and that + 1 < high:
            span = trim(self.text, tokens[that + 1].start, tokens[self._tail(cue, that + 1, high)].end)
            return self.quotations.widened([span] if span else [], cue)
        return []

    def _before_setting(self, clause: Token, last: int) -> int:
        """Where content ends before words that say when it was said: "…, hours after diplomats had reported …"."""
        tokens = self.parsed.tokens
        for i in range(clause.i + 1, last - 2):
            if tokens[i].text != ",":
                continue
            k = i + 1
            while k < min(last, i + 4) and (
                tokens[k].pos in ("NUM", "DET", "ADV", "ADJ") or tokens[k].lemma.lower() in words("time-units")
            ):
                k += 1
            timed = any(
                t.lemma.lower() in words("time-units") or t.lower in ("shortly", "just", "soon")
                for t in tokens[i + 1 : k]
            )
            if timed and tokens[k].lower == "after" and k > i + 1:
                return i - 1
        return last

    def _opening(self, cue: Token, first: int) -> int:
        """Where a clause without "that" opens: right after the cue, if the parser hung its first words on a cue that takes no object."""
        tokens = self.parsed.tokens
        if cue.lemma not in words("say-plainly") or first == cue.i + 1:
            return first
        apart: set[int] = set()
        for kid in cue.kids:
            if cue.i < kid.i < first and (
                kid.dep
                in (
                    "prep",
                    "npadvmod",
                    "advmod",
                    "dative",
                    "punct",
                    "prt",
                    "agent",
                    "advcl",
                    "nsubj",
                    "nsubjpass",
                    "cc",
                )
                or any(t.start <= kid.start < t.end for t in self.parsed.timexes)
            ):
                apart |= {t.i for t in kid.subtree()}
        opening = next((i for i in range(cue.i + 1, first) if i not in apart and tokens[i].dep != "punct"), first)
        if opening < first and all(i not in apart for i in range(opening, first)):
            return opening
        return first

    def _nothing_but(self, cue: Token) -> Span | None:
        """The quotation right after a cue and a comma or colon, if it is a sentence: what follows it is not said."""
        if self.parsed.quote_of[cue.i] >= 0 or self.text[cue.end : cue.end + 2].strip()[:1] not in (",", ":"):
            return None
        quote = next((q for q in self.parsed.quotes if q.depth == 0 and q.start >= cue.end), None)
        if quote is None or self.text[cue.end : quote.start].strip() not in (",", ":"):
            return None
        inner = trim(self.text, quote.inner_start, quote.inner_end)
        if inner is None or not self.text[inner.start].isupper() or len(inner.of(self.text).split()) < FULL_QUOTE_WORDS:
            return None
        return inner

    @staticmethod
    def _without_speech(cue: Token, clause: Token) -> list[Token]:
        """A clause without what another verb of saying adds at its end: "…, although he added that", "… and called for", ", adding".

        Nor with what the speaker did next: after "said it *had* sent" or "said this *is* right" a plain past without a subject
        ("and condemned") goes on with the speaker's verb, not with the clause.
        """
        gone: set[int] = set()
        speech = words("say-on")
        verb = cue if cue.pos == "VERB" else next((a for a in cue.ancestors() if a.pos == "VERB"), cue)
        past = verb.tag == "VBD"
        for kid in clause.kids:
            if kid.i <= clause.i or kid.pos not in ("VERB", "AUX"):
                continue
            own = kid.kid("nsubj", "nsubjpass")
            says = kid.lemma in speech
            adds = says and kid.dep == "advcl" and own is not None and own.lower in ("he", "she", "they")
            adds = adds and not any(k.lower in words("said-links") for k in kid.kids if k.i < kid.i)
            opening = kid.subtree()[0].i
            after_comma = any(k.text == "," and k.i == opening - 1 for k in (*clause.kids, *kid.kids, *cue.kids))
            adding = says and kid.dep == "advcl" and own is None and kid.tag == "VBG" and kid.kid("mark", "aux") is None
            adding = adding and after_comma  # "letters asking them to interpret it" are part of what is said
            bare = kid.dep == "conj" and own is None and kid.kid("aux", "auxpass") is None and clause.i > cue.i
            goes_on = bare and (
                (kid.tag == "VBD" and says and clause.tag in ("VBD", "VBZ", "VBP", "VBN", "VB"))
                or (kid.tag == "VBD" and past and clause.tag != "VBD")
                or (
                    kid.tag == "VBN" and says and clause.pos == "AUX"
                )  # "is right and accused": a past taken for a participle
            )
            if adds or adding or goes_on:
                gone |= {t.i for t in kid.subtree()}
                gone |= {
                    k.i
                    for k in clause.kids
                    if k.dep in ("cc", "punct") and clause.i < k.i and opening - 2 <= k.i < opening
                }
        return [t for t in clause.subtree() if t.i not in gone]

    def _that(self, cue: Token, high: int) -> int | None:
        """Place of a "that" which opens the content, even where the parser took it for a pronoun."""
        next_two = self.parsed.tokens[cue.i + 1 : min(high, cue.i + 3)]
        if len(next_two) == 2 and next_two[0].text == "," and next_two[1].lower != "that":
            return None  # "Peru, they say, would demand that": the cue is set off
        for token in self.parsed.tokens[cue.i + 1 : min(high, cue.i + 14)]:
            if token.lower == "that" and token.tag in ("IN", "WDT", "DT") and token.i + 1 < high:
                following = self.parsed.tokens[token.i + 1]
                if token.head is cue or token.dep == "mark" or self.parsed.tokens[token.i - 1] is cue:
                    return None if following.dep == "punct" and following.text in ".?!" else token.i
            if token.pos in ("VERB", "AUX") and token.dep in ("ccomp", "conj"):
                return None
        return None

    def _reach(self, cue: Token, clause: Token, last: int, high: int) -> int:
        """Widen a clause to a coordinated clause that the parser hung on the cue: "said A was true and B was not"."""
        for kid in cue.kids:
            if kid.i > last and clause.i > cue.i and self._goes_on(kid, clause, last):
                last = max(t.i for t in kid.subtree())
            elif (
                kid.dep == "conj"
                and kid.i > last
                and kid.pos not in ("VERB", "AUX")
                and clause.i > cue.i
                and self.parsed.tokens[kid.subtree()[0].i - 1].dep == "cc"
            ):
                last = max(t.i for t in kid.subtree())  # a clause that the parser took for a noun
            elif kid.dep == "conj" and kid.i > last and kid.kid("nsubj", "nsubjpass") is not None and clause.i > cue.i:
                subject = kid.kid("nsubj", "nsubjpass")
                if (
                    subject is not None
                    and subject.i > last
                    and kid.lemma not in words("say-verbs")
                    and self.parsed.quote_of[kid.i] == self.parsed.quote_of[clause.i]
                ):
                    last = max(t.i for t in kid.subtree())
        return min(last, high - 1)

    def _goes_on(self, kid: Token, clause: Token, last: int) -> bool:
        """Whether a clause hung on the cue goes on with what is said: a reason or condition, or a clause right after its subject."""
        first = kid.subtree()[0].i
        if first != last + 1 or self.parsed.quote_of[kid.i] != self.parsed.quote_of[clause.i]:
            return False
        if kid.dep == "advcl":
            return any(k.lower in words("said-links") for k in kid.kids if k.i < kid.i)
        return kid.dep == "ccomp"

    def _fronted(self, cue: Token, clause: Token, first: int, last: int, low: int) -> tuple[int, int]:
        """Content before its cue ("… are on the border, officials said"): it reaches from the sentence's start to the comma."""
        tokens = self.parsed.tokens
        attribution = min(
            [
                t.i
                for k in cue.kids
                if k.dep in ("nsubj", "nsubjpass", "aux") and k is not clause and k.i < cue.i and k.i > clause.i
                for t in k.subtree()
            ]
            or [cue.i]
        )
        if attribution > clause.i:
            last = attribution - 1
            while last > first and tokens[last].dep == "punct":
                last -= 1
            lead = [
                t.i
                for t in cue.kids
                if t.i < first and t.dep in ("advmod", "prep", "npadvmod", "advcl") and t.dep != "punct"
            ]
            if lead and cue.dep == "ROOT":
                first = max(
                    low, min(min(tokens[k].i for k in lead), min(t.i for k in lead for t in tokens[k].subtree()))
                )
        return first, last

    def _tail(self, cue: Token, start: int, high: int) -> int:
        """Last token of a that-clause that the parser lost: up to a trailing participle or attribution, or the sentence's end."""
        tokens = self.parsed.tokens
        for i in range(start + 2, high):
            if tokens[i - 1].text == "," and tokens[i].tag == "VBG" and tokens[i].lemma in words("say-verbs"):
                return i - 2
        last = high - 1
        while last > start and tokens[last].dep == "punct":
            last -= 1
        return last
