"""What was said: the content of an utterance, and whether it is quoted.

Quotation marks outrank the parser: a clause that reaches into a quotation is widened to the whole of it, because several
sentences may stand between the marks. Content never includes the marks, the complementizer "that" or the attribution itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.kinds import verbal_lemmas
from communique.events.slots import Args
from communique.lexicon import words
from communique.model import QuoteKind, Span
from communique.parse.parsed import Parsed
from communique.parse.quotes import Quote
from communique.parse.syntax import Token

_EDGE = frozenset(" \t\n\r\u00a0,;:.\"'“”‘’„«»-–—")
FULL_QUOTE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Content:
    """Spans of what was said, in text order, how it is quoted, and where it was found ("clause", "quotation" …)."""

    spans: tuple[Span, ...]
    quote: QuoteKind
    why: str


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without spaces, commas and quotation marks at its edges; a final full stop inside a quotation goes too."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    if end - start >= 2 and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return Span(start, end) if start < end else None


def kind_of(parsed: Parsed, spans: tuple[Span, ...]) -> QuoteKind:
    """Direct where more than 95% of the letters stand in quotation marks, mixed from 5%, else indirect."""
    inside = total = 0
    for span in spans:
        letters = sum(c.isalnum() for c in span.of(parsed.text))
        total += letters
        for quote in parsed.quotes:
            if quote.depth == 0 and quote.start < span.end and span.start < quote.end:
                inside += sum(c.isalnum() for c in parsed.text[max(quote.start, span.start) : min(quote.end, span.end)])
    share = inside / total if total else 0.0
    return "direct" if share > 0.95 else "mixed" if share > 0.05 else "indirect"


class Contents:
    """Finds the content of cues in one document."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.text

    def quoted_predicate(self, cue: Token, args: Args) -> Content | None:
        """'rejected the ruling as "waste paper"', 'named it "a barbarism"': the quoted words that say what the speaker thinks of it."""
        own = self.parsed.quote_of[cue.i]
        for slot in ("as", "complement"):
            for head in args.get(slot):
                number = self.parsed.quote_of[head.i]
                if number >= 0 and number != own and head.sentence == cue.sentence:
                    quote = self.parsed.quotes[number]
                    span = trim(self.text, quote.inner_start, quote.inner_end)
                    if span is not None:
                        return Content((span,), "direct", "quote")
        return None

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
                spans = self._quotation(cue)
            elif slot == "rest":
                spans = self._rest(cue)
            else:
                for head in args.get(slot):
                    if slot == "object" and head.i > cue.i and self.parsed.quote_of[head.i] != own_quote:
                        spans = self._widened([self._phrase(head)], cue)
                    else:
                        spans = [self._phrase(head)]
                    break
            found = tuple(s for s in spans if s.end > s.start)
            if found:
                return Content(found, kind_of(self.parsed, found), slot)
        return None

    def _rest(self, cue: Token) -> list[Span]:
        """The sentence without an attribution such as "according to officials", which may open, close or interrupt it."""
        low, high = self.parsed.sentences[cue.sentence]
        below = [t for t in cue.subtree() if low <= t.i < high]
        first, last = below[0].i, below[-1].i
        tokens = self.parsed.tokens
        owner = cue.head if cue.head is not cue else None
        start, end = low, high - 1
        while last + 2 < high and tokens[last + 1].text == "," and tokens[last].pos in ("NOUN", "PROPN"):
            name = self._name_between_commas(last + 2, high)  # "according to its spokesman, General Rashid Qureshi, …"
            if name is None:
                break
            last = name
        set_off = (first == low and last + 1 < high and tokens[last + 1].text == ",") or (
            first > low and tokens[first - 1].text == "," and last + 2 >= high
        )
        if (
            not set_off
            and owner is not None
            and owner.dep in ("ccomp", "advcl", "relcl", "conj")
            and owner.dep != "ROOT"
        ):
            inner = [t.i for t in owner.subtree() if low <= t.i < high]
            start, end = min(inner), max(inner)
        spans = []
        if first > start:
            spans.append(trim(self.text, tokens[start].start, tokens[first - 1].end))
        if last < end:
            spans.append(trim(self.text, tokens[last + 1].start, tokens[end].end))
        found = [s for s in spans if s is not None and any(c.isalnum() for c in s.of(self.text))]
        if (
            len(found) == 2
            and len(found[0].of(self.text).split()) <= 1
            and found[0].of(self.text).lower() in ("and", "but", "however", "also", "meanwhile")
        ):
            found = found[1:]
        return found

    def set_off(self, cue: Token) -> tuple[tuple[Span, ...], Token] | None:
        """An attribution set off by commas, where the parser lost its clause: (content, speaker).

        At the end ("Iraq will send a plane, reported the ministry") the content is what stands before; in the middle ("The inquiry,
        he noted, was a technical matter") what stands on both sides, unless a new clause follows ("…, a diplomat said, and Laos …").
        """
        if cue.lemma not in words("say-verbs") or cue.tag not in ("VBD", "VBZ", "VBP"):
            return None
        tokens = self.parsed.tokens
        low, high = self.parsed.sentences[cue.sentence]
        own = self.parsed.quote_of[cue.i]
        if cue.i - 1 > low and tokens[cue.i - 1].text in (",", '"', "-"):  # , reported the ministry.
            speaker = next(
                (
                    t
                    for t in tokens[cue.i + 1 : min(high, cue.i + 10)]
                    if t.pos in ("NOUN", "PROPN", "PRON") and t.head is cue or t.dep == "ROOT"
                ),
                None,
            )
            if speaker is None:
                speaker = next(
                    (
                        t
                        for t in tokens[cue.i + 1 : min(high, cue.i + 8)]
                        if t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "amod", "nmod", "poss")
                    ),
                    None,
                )
            if speaker is None or any(
                t.pos == "VERB" and t.tag in ("VBD", "VBZ", "VBP") for t in tokens[cue.i + 1 : high]
            ):
                return None
            before = trim(self.text, tokens[low].start, tokens[cue.i - 2].end)
            return (
                ((before,), speaker)
                if before is not None
                and self._clausal(low, cue.i - 1)
                and own == self.parsed.quote_of[tokens[cue.i - 2].i]
                else None
            )
        speaker = cue.kid("nsubj")
        if speaker is None or speaker.i > cue.i:
            return None
        first = speaker.subtree()[0].i
        last = cue.i
        while (
            last + 1 < high
            and tokens[last + 1].text not in (",", ".")
            and last - cue.i < 4
            and tokens[last + 1].head in (cue, *cue.kids)
        ):
            last += 1
        if first <= low or tokens[first - 1].text != "," or last + 1 >= high or tokens[last + 1].text != ",":
            return None
        spans = [trim(self.text, tokens[low].start, tokens[first - 1].start)]
        if last + 2 < high and tokens[last + 2].dep != "cc" and tokens[last + 2].tag not in ("VBG", "IN", "WP", "WDT"):
            spans.append(trim(self.text, tokens[last + 2].start, tokens[high - 1].end))
        found = tuple(s for s in spans if s is not None)
        return (found, speaker) if found else None

    def _clausal(self, low: int, high: int) -> bool:
        return any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VBN") for t in self.parsed.tokens[low:high])

    def _name_between_commas(self, start: int, high: int) -> int | None:
        """Last token of a capitalised name that runs from `start` to a comma, or None."""
        tokens = self.parsed.tokens
        end = start
        while end < high and end - start < 7 and (tokens[end].pos == "PROPN" or tokens[end].text in "-."):
            end += 1
        return end - 1 if end > start and end < high and tokens[end].text == "," else None

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
        if cue.dep == "advcl" and any(k.lower == "as" and k.i < cue.i for k in cue.kids) and clause is None:
            return self._rest(cue)  # "As the agency notes, …"
        if clause is not None and clause.sentence == cue.sentence:
            below = self._without_speech(clause)
            if clause.i > cue.i:
                first = min((t.i for t in below if t.i > cue.i), default=clause.i)
                last = max(t.i for t in below)
                if that is not None and that < first:
                    first = that
                last = self._reach(cue, clause, last, high)
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
            return self._widened([span] if span else [], cue)
        if that is not None and that + 1 < high:
            span = trim(self.text, tokens[that + 1].start, tokens[self._tail(cue, that + 1, high)].end)
            return self._widened([span] if span else [], cue)
        return []

    @staticmethod
    def _without_speech(clause: Token) -> list[Token]:
        """A clause without what another verb of saying adds at its end: "…, although he added that", "… and called for"."""
        gone: set[int] = set()
        for kid in clause.kids:
            if kid.i <= clause.i or kid.pos != "VERB" or kid.lemma not in words("say-verbs") | verbal_lemmas():
                continue
            own = kid.kid("nsubj")
            adds = kid.dep == "advcl" and own is not None and own.pos == "PRON" and own.lower in ("he", "she", "they")
            goes_on = (
                kid.dep == "conj"
                and own is None
                and kid.tag == "VBD"
                and kid.kid("aux") is None
                and clause.tag in ("VBD", "VBZ", "VBP")
            )
            if adds or goes_on:
                gone |= {t.i for t in kid.subtree()}
                gone |= {k.i for k in clause.kids if k.dep == "cc" and clause.i < k.i < kid.i}
        return [t for t in clause.subtree() if t.i not in gone]

    def _that(self, cue: Token, high: int) -> int | None:
        """Place of a "that" which opens the content, even where the parser took it for a pronoun."""
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
            if (
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

    def _widened(self, spans: list[Span], cue: Token) -> list[Span]:
        """Spans that reach into a quotation grow to the whole of it; the quotation's second half after the cue joins."""
        if not spans:
            return spans
        own = self.parsed.quote_of[cue.i]
        found = list(spans)
        for number, quote in enumerate(self.parsed.quotes):
            if quote.depth or number == own:
                continue
            for k, span in enumerate(found):
                if not (quote.start < span.end and span.start < quote.end):
                    continue
                start = min(span.start, quote.inner_start)
                end = max(span.end, quote.inner_end)
                if start <= cue.start < end:  # never swallow the cue itself
                    start, end = (
                        (quote.inner_start, quote.inner_end)
                        if not quote.start <= cue.start < quote.end
                        else (span.start, span.end)
                    )
                found[k] = trim(self.text, start, end) or span
                second = self._second_half(cue, quote)
                if second is not None:
                    trimmed = trim(self.text, second.inner_start, second.inner_end)
                    if trimmed is not None and not any(f.overlaps(trimmed) for f in found):
                        found.append(trimmed)
        return sorted(set(found), key=lambda s: s.start)

    def _second_half(self, cue: Token, first: Quote) -> Quote | None:
        """The quotation that goes on after its attribution: "A," he said, "B." in one sentence."""
        if first.start > cue.start:
            return None
        own = self.parsed.quote_of[cue.i]
        for number, quote in enumerate(self.parsed.quotes):
            if quote.depth == 0 and number != own and quote.paragraph == first.paragraph and quote.start > cue.end:
                between = self.text[cue.end : quote.start]
                stretch = self.text[first.end : quote.start]
                if (
                    len(stretch) < 160
                    and _word_count(self.text[quote.inner_start : quote.inner_end]) >= FULL_QUOTE_WORDS
                    and _bare(between)
                ):
                    return quote
                return None
        return None

    def _quotation(self, cue: Token) -> list[Span]:
        """A quotation next to the cue where the parser gives no clause: before it, or after a comma or colon."""
        own = self.parsed.quote_of[cue.i]
        paragraph = cue.paragraph
        before: Quote | None = None
        after: Quote | None = None
        for number, quote in enumerate(self.parsed.quotes):
            if quote.paragraph != paragraph or quote.depth or number == own:
                continue
            if quote.end <= cue.start:
                before = quote
            elif quote.start >= cue.end and after is None:
                after = quote
        if before is not None and self._attributes(before, cue):
            spans = [trim(self.text, before.inner_start, before.inner_end)]
            second = self._second_half(cue, before)
            if second is not None:
                spans.append(trim(self.text, second.inner_start, second.inner_end))
            return [s for s in spans if s is not None]
        if after is not None:
            stretch = self.text[cue.end : after.start]
            if (
                "." not in stretch.rstrip()
                and len(stretch) < 160
                and (stretch.rstrip()[-1:] in (",", ":") or not stretch.strip() or len(stretch) < 40)
            ):
                span = trim(self.text, after.inner_start, after.inner_end)
                return [span] if span else []
        return []

    def _attributes(self, quote: Quote, cue: Token) -> bool:
        """Whether the stretch between a quotation's end and the cue is nothing but an attribution ("," the minister said)."""
        stretch = self.text[quote.end : cue.start]
        inner_end = self.text[quote.inner_end - 1 : quote.inner_end]
        if len(stretch) > 140 or any(mark in stretch for mark in ".?!;\n"):
            return (
                stretch.count(".") == 1
                and len(stretch) <= 100
                and stretch.rstrip().endswith((" Mr.", " Ms.", " Mrs.", " Dr."))
            )
        if inner_end in ".?!":
            return stretch.strip()[:1].islower() or not stretch.strip() or quote.marks == "dash" or self._inverted(cue)
        return (
            inner_end == ","
            or stretch.lstrip()[:1] in (",", "-", "–", "—")
            or quote.marks == "dash"
            or not stretch.strip()
        )

    @staticmethod
    def _inverted(cue: Token) -> bool:
        return any(k.dep == "nsubj" and k.i > cue.i for k in cue.kids)


def _word_count(text: str) -> int:
    return len(text.split())


def _bare(stretch: str) -> bool:
    """Whether a second quotation goes on in the same sentence: a comma right before it. After a full stop it is a statement of its own."""
    tail = stretch.rstrip()
    if not tail:
        return True
    return tail[-1] in ",:;-–—" and "." not in tail[:-1] and len(tail) < 120
