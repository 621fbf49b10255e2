"""The date of an event: the time expression that the grammar ties to it, or the reason why there is none."""

from __future__ import annotations

import re

from communique.lexicon import words
from communique.model import Span, Timex, When
from communique.parse.parsed import Parsed
from communique.parse.syntax import Token

_DAY = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2}|-Q\d|-H\d|-SP|-SU|-FA|-WI)?|\d{3}|\d{2})(?:T.*|-WE)?$")
_ATTACH = frozenset(
    [
        "prep",
        "npadvmod",
        "pobj",
        "nmod",
        "advmod",
        "nummod",
        "compound",
        "amod",
        "appos",
        "pcomp",
        "tmod",
        "dobj",
        "det",
        "poss",
        "conj",
        "dep",
        "advcl",
        "attr",
    ]
)
_CLAUSE_BREAK = frozenset(["ccomp", "relcl", "acl", "parataxis"])


class Dates:
    """Time expressions of one document by the token they hang on."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.by_sentence: dict[int, list[tuple[Timex, Token]]] = {}
        place = 0
        tokens = parsed.tokens
        for timex in parsed.timexes:
            while place < len(tokens) and tokens[place].end <= timex.start:
                place += 1
            inside = []
            k = place
            while k < len(tokens) and tokens[k].start < timex.end:
                inside.append(tokens[k])
                k += 1
            if inside and timex.type in ("DATE", "TIME"):
                top = next((t for t in inside if t.head is t or not timex.start <= t.head.start < timex.end), inside[0])
                self.by_sentence.setdefault(top.sentence, []).append((timex, top))

    def of(self, trigger: Token, anchor: Token, said: Token | None = None, tense: str = "past") -> When:
        """Date of an event with this trigger and support verb (`anchor`); `said` is the cue of the statement that holds it."""
        own = self._tied(trigger, anchor)
        if own is None and anchor.tag == "VBG" and anchor.dep in ("acl", "advcl"):
            above = next(
                (a for a in anchor.ancestors() if a.pos == "VERB"), None
            )  # "adopted on Monday a statement urging …"
            own = self._tied(above, above) if above is not None else None
        if own is not None:
            return own
        if said is not None and tense == "present":
            stated = self._tied(said, said)
            if stated is not None:
                return stated
        return When(None, "unresolved")

    def _tied(self, trigger: Token, anchor: Token) -> When | None:
        ranked = []
        for timex, top in self.by_sentence.get(trigger.sentence, ()):
            distance = self._distance(top, trigger, anchor)
            if distance is not None:
                ranked.append((distance, abs(top.i - trigger.i), timex))
        if not ranked:
            return None
        for _, _, timex in sorted(ranked, key=lambda r: (r[0], r[1])):
            match = _DAY.match(timex.value)
            if match:
                basis = timex.basis if timex.basis != "published" else "relative"
                return When(match.group(1), basis, Span(timex.start, timex.end))
        timex = min(ranked, key=lambda r: (r[0], r[1]))[2]
        if timex.basis == "unresolved" or timex.value.startswith("XXXX"):
            return When(timex.value, "unresolved", Span(timex.start, timex.end))
        return None

    @staticmethod
    def _distance(top: Token, trigger: Token, anchor: Token) -> int | None:
        """Steps from a time expression to the trigger; None if another clause lies between them."""
        token = top
        for steps in range(12):
            if token is trigger or token is anchor:
                return steps
            head = token.head
            if _belongs(token, head) and head not in (trigger, anchor):
                return None  # "replied to the letter of 28 January": the letter's day
            if token.pos in ("VERB", "AUX") and token is not top:
                if token.dep in ("xcomp",) and head in (trigger, anchor):
                    return steps + 3
                if token.dep == "conj" and head in (trigger, anchor) and token.kid("nsubj", "nsubjpass") is None:
                    return steps + 6  # "met on Monday and signed": only if nothing nearer
                if anchor in _shared(token) or trigger in _shared(token):
                    return steps + 4
                return None
            if head is token:
                return None
            token = head
        return None


def _belongs(token: Token, head: Token) -> bool:
    """Whether a time hangs by "of" on a thing, and not on a part of itself ("the evening of")."""
    return token.lower == "of" and head.pos in ("NOUN", "PROPN") and head.lemma.lower() not in words("parts-of-time")


def _shared(verb: Token) -> list[Token]:
    """Verbs that share a verb's leading time: those coordinated with it and its infinitive or participle complements."""
    found = []
    for kid in verb.kids:
        if kid.pos in ("VERB", "AUX") and kid.dep in ("conj", "xcomp") and kid.kid("nsubj", "nsubjpass") is None:
            found.append(kid)
            found += [k for k in kid.kids if k.dep in ("conj", "xcomp") and k.pos == "VERB"]
        elif kid.dep in ("acomp", "prep", "advcl") and kid.pos != "VERB":
            found += [k for k in kid.kids if k.dep in ("xcomp", "ccomp", "pcomp")]
    return found
