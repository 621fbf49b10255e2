"""Subjects that the parser lost, put back on the tree: those taken into a date, and those of a verb taken for a participle.

"In June 2011 Qatar shipped fuel", where the parser reads "in … Qatar"; "Aircraft of Peru bombed the port, after Chile had refused",
where the first noun and the second both become the subject of the last verb. Each mend is local, by words and labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import words
from communique.parse.repair import hang

if TYPE_CHECKING:
    from communique.parse.syntax import Token

_BEFORE_DATES = frozenset(["after", "before", "by", "early", "in", "late", "on", "since", "until"])


def restore(sentence: list[Token]) -> None:
    """Mend the tree of one sentence in place."""
    for token in sentence:
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            _after_date(token)
            _first_of_two(token)


def _after_date(verb: Token) -> None:
    """ "On 15 February 2011 police arrested": the noun right before the verb is its subject, not the end of the date."""
    if verb.tag not in ("VBD", "VBZ", "VBP") and verb.kid("aux", "auxpass") is None:
        return
    own = verb.kid("nsubj", "nsubjpass", "csubj", "expl")
    for prep in verb.kids:
        if prep.dep != "prep" or prep.i > verb.i or prep.lower not in _BEFORE_DATES:
            continue
        noun = prep.kid("pobj") or own
        if noun is None or (own is not None and (noun is not own or prep.kids)) or not prep.i < noun.i < verb.i:
            continue
        date = next((k for k in noun.kids if k.i < noun.i and k.text in words("calendar-names")), None)
        if date is None or noun.text in words("calendar-names") or date.dep not in ("compound", "nmod", "npadvmod"):
            continue
        if any(noun.i < k.i < verb.i and k.dep not in ("aux", "auxpass", "advmod", "neg") for k in verb.kids):
            continue
        for kid in [k for k in noun.kids if k.i < date.i]:
            hang(kid, date, kid.dep)
        hang(date, prep, "pobj")
        hang(noun, verb, "nsubjpass" if verb.kid("auxpass") is not None else "nsubj")
        return


def _first_of_two(verb: Token) -> None:
    """ "Aviation bombed sites, after the group refused": of two subjects the first belongs to the participle after it."""
    subjects = [k for k in verb.kids if k.dep == "nsubj"]
    if len(subjects) != 2:
        return
    first, second = subjects
    inner = next((k for k in first.kids if k.dep == "acl" and k.tag in ("VBN", "VBD") and k.i > first.i), None)
    if inner is None or inner.i > second.i or any(k.dep == "agent" or k.lower == "by" for k in inner.kids):
        return
    above, role = verb.head, verb.dep
    hang(inner, verb, "ccomp")
    hang(first, inner, "nsubj")
    inner.tag, inner.pos = "VBD", "VERB"
    mark = next((k for k in verb.kids if k.dep == "mark" and inner.i < k.i < second.i), None)
    if mark is not None:
        hang(inner, above if above is not verb else inner, role)
        hang(verb, inner, "advcl")
