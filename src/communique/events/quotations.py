"""Content in quotation marks: a quotation next to its cue, its second half, quoted predicates.

Quotation marks outrank the parser: a clause that reaches into a quotation is widened to the whole of it, because several sentences
may stand between the marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from communique.events.slots import Args
from communique.events.spans import FULL_QUOTE_WORDS, Content, kind_of, trim
from communique.lexicon import words
from communique.model import Span
from communique.parse.parsed import Parsed
from communique.parse.quotes import Quote
from communique.parse.syntax import Token

#: Words of a name before the quoted words that judge its bearer.
_WHOM_WORDS = 7


class Quotations:
    """Quotations of one document as the content of cues."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.text
        # The outermost quotations with their numbers, in text order: they never overlap.
        self._outer = [(n, q) for n, q in enumerate(parsed.quotes) if q.depth == 0]
        self._starts = [q.start for _, q in self._outer]
        self._longest = max((q.end - q.start for _, q in self._outer), default=0)

    def quoted_predicate(self, cue: Token, args: Args) -> Content | None:
        """'rejected the ruling as "waste paper"', 'named it "a barbarism"': the quoted words that say what the speaker thinks of it."""
        own = self.parsed.quote_of[cue.i]
        for slot in ("as", "complement"):
            for head in args.get(slot):
                number = self.parsed.quote_of[head.i]
                if number >= 0 and number != own and head.sentence == cue.sentence:
                    quote = self.parsed.quotes[number]
                    span = trim(self.text, *self._of_whom(cue, quote))
                    if span is not None:
                        return Content((span,), kind_of(self.parsed, (span,)), "quote")
        return self._judged(cue)

    def _of_whom(self, cue: Token, quote: Quote) -> tuple[int, int]:
        """Quoted words of judgement with whom they judge and those coordinated: "called [him a "liar" and a "fraud"]"."""
        start, end = quote.inner_start, quote.inner_end
        first = self.parsed.tokens[cue.i + 1]
        if first.lower in ("to", "of"):
            first = self.parsed.tokens[cue.i + 2]
        stretch = self.text[first.start : quote.start]
        if (
            first.start < quote.start
            and (first.pos == "PROPN" or first.lower in words("persons-meant"))
            and len(stretch.split()) <= _WHOM_WORDS
            and not any(mark in stretch for mark in ",;:’'")
        ):
            start = first.start
        for other in self.parsed.quotes:
            between = self.text[end : other.start].strip(" ,\"'”’»").split()
            if other.depth == quote.depth and other.start >= end and {*between} <= {"a", "an", "and", "or", "the"}:
                end = other.inner_end
        return start, end

    def _judged(self, cue: Token) -> Content | None:
        """Quoted words in the cue's sentence that judge something, wherever they hang: 'dismissed the ruling, …, as "waste"'."""
        judges = cue.lemma in words("quote-judges")
        if not judges and cue.lemma not in words("quote-judges-as"):
            return None
        own = self.parsed.quote_of[cue.i]
        end = self.parsed.tokens[self.parsed.sentences[cue.sentence][1] - 1].end
        quote = next(
            (q for q in self.parsed.quotes if q.depth == 0 and q.start >= cue.end and q.inner_end <= end), None
        )
        if quote is None or own >= 0 or len(self.text[quote.inner_start : quote.inner_end].split()) > 12:
            return None
        stretch = self.text[cue.end : quote.start]
        if len(stretch) > 120 or any(mark in stretch for mark in ".;:"):
            return None
        before = [w for w in stretch.lower().split() if w not in ("a", "an", "the")]
        if not (before and before[-1] == "as") and not (judges and len(before) <= 8 and "," not in stretch):
            return None
        span = trim(self.text, *self._of_whom(cue, quote))
        return Content((span,), kind_of(self.parsed, (span,)), "quote") if span is not None else None

    def widened(self, spans: list[Span], cue: Token) -> list[Span]:
        """Spans that reach into a quotation grow to the whole of it; the quotation's second half after the cue joins."""
        if not spans:
            return spans
        own = self.parsed.quote_of[cue.i]
        found = list(spans)
        for number, quote in self._outer[bisect_left(self._starts, min(s.start for s in spans) - self._longest) :]:
            if quote.start > max(s.end for s in found):
                break
            if number == own:
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
        first = self._first_half(cue, found)
        if first is not None:
            found.append(first)
        return sorted(set(found), key=lambda s: s.start)

    def _first_half(self, cue: Token, found: list[Span]) -> Span | None:
        """The quotation before an attribution in the middle: "A," he said, "and B." """
        own = self.parsed.quote_of[cue.i]
        if not found or min(s.start for s in found) < cue.start or own >= 0:
            return None
        before = [
            q
            for _, q in self._outer[: bisect_left(self._starts, cue.start)][-2:]
            if q.paragraph == cue.paragraph and q.end <= cue.start
        ]
        if not before or not self._attributes(before[-1], cue) or not self._bare_start(found, cue):
            return None
        return trim(self.text, before[-1].inner_start, before[-1].inner_end)

    def _bare_start(self, found: list[Span], cue: Token) -> bool:
        """Whether what follows the cue opens with a quotation, right after a comma: "A," said Peru's envoy, "and B"."""
        at = bisect_left(self._starts, cue.end)
        following = self._outer[at][1] if at < len(self._outer) else None
        if following is None or min(s.start for s in found) < following.start:
            return False
        between = self.text[cue.end : following.start]
        return between.strip() in ("", ",") or (_bare(between) and between.rstrip()[-1:] in ",-–—")

    def _second_half(self, cue: Token, first: Quote) -> Quote | None:
        """The quotation that goes on after its attribution: "A," he said, "B." in one sentence."""
        if first.start > cue.start:
            return None
        own = self.parsed.quote_of[cue.i]
        for number, quote in self._outer[bisect_right(self._starts, cue.end) :]:
            if quote.paragraph > first.paragraph:
                break
            if number != own and quote.paragraph == first.paragraph:
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

    def quotation(self, cue: Token) -> list[Span]:
        """A quotation next to the cue where the parser gives no clause: before it, or after a comma or colon."""
        own = self.parsed.quote_of[cue.i]
        paragraph = cue.paragraph
        before: Quote | None = None
        after: Quote | None = None
        at = bisect_left(self._starts, cue.start)
        for number, quote in self._outer[max(0, at - 2) : bisect_left(self._starts, cue.end) + 2]:
            if quote.paragraph != paragraph or number == own:
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
        inner_end = self.text[quote.inner_start : quote.inner_end].rstrip("’'")[-1:]  # "… ‘Thank you,’" he said
        if len(stretch) > 140 or any(mark in stretch for mark in ".?!;\n"):
            return (
                stretch.count(".") == 1
                and len(stretch) <= 100
                and stretch.rstrip().endswith((" Mr.", " Ms.", " Mrs.", " Dr."))
            )
        if inner_end in ".?!":
            return (
                stretch.strip()[:1].islower()
                or not stretch.strip()
                or quote.marks == "dash"
                or self._inverted(cue)
                or self._alone(quote, cue)
                or (inner_end != "." and self._opens(quote, cue))
            )
        return (
            inner_end == ","
            or stretch.lstrip()[:1] in (",", "-", "–", "—")
            or quote.marks == "dash"
            or not stretch.strip()
        )

    def _alone(self, quote: Quote, cue: Token) -> bool:
        """Whether the cue's sentence is nothing but an attribution of what stands before it: '"We stay." Scholz said on Monday.'"""
        low, high = self.parsed.sentences[cue.sentence]
        return (
            high - low <= 14
            and self.parsed.tokens[low].start >= quote.inner_end
            and cue.dep == "ROOT"
            and any(k.dep == "nsubj" for k in cue.kids)
            and all(k.dep in ("nsubj", "punct", "advmod", "npadvmod", "prep") for k in cue.kids)
        )

    def _opens(self, quote: Quote, cue: Token) -> bool:
        """Whether a sentence opens with a cue's subject and the cue, right after a question or exclamation: '"Why?" Scholz asked them.'"""
        before = [t for t in self.parsed.tokens[self.parsed.sentences[cue.sentence][0] : cue.i] if t.start >= quote.end]
        apart = {t.i for k in cue.kids if k.dep in ("nsubj", "advmod", "aux") for t in k.subtree()}
        return cue.dep == "ROOT" and bool(before) and all(t.i in apart or t.dep == "punct" for t in before)

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
