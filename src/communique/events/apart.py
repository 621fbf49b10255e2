"""Content around an attribution that stands apart: "according to officials", ", reported the ministry", ", he noted,"."""

from __future__ import annotations

from communique.events.spans import trim
from communique.lexicon import words
from communique.model import Span
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token


class Apart:
    """Attributions set off from the sentence that they attribute."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.text

    def rest(self, cue: Token) -> list[Span]:
        """The sentence without an attribution such as "according to officials", which may open, close or interrupt it."""
        low, high = self.parsed.sentences[cue.sentence]
        if cue.pos == "NOUN":  # "in his opinion"
            if cue.dep != "pobj" or cue.head.lower not in ("in", "by"):
                return []
            cue = cue.head
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
                t.pos == "VERB" and t.tag in ("VBD", "VBZ", "VBP") and t.kid("nsubj", "nsubjpass") is not None
                for t in tokens[cue.i + 1 : high]
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
