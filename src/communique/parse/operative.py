"""Clauses of communiqués and resolutions whose subject stands once, in the words above them.

"The Presidents of Ecuador and Peru, meeting in Brasilia, / Declare that … / Undertake to …": each line is a sentence to the parser, and
an order to it. The verb is taken for what it is and tied to the one whose text it is (:attr:`Token.carried`). The drafting form is that
of the United Nations Editorial Manual: an opening with the author, recitals in the participle, operative verbs in the present tense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import words

if TYPE_CHECKING:
    from communique.parse.syntax import Token

_COUNTERS = frozenset("()[].-–—•*") | frozenset("0123456789")
_ENDS = (",", ":", "-", "–", "—")
#: Sentences that may stand between two operative clauses.
_GAP = 2


def carry(sentences: list[list[Token]]) -> None:
    """Tie the operative verbs of a document, given sentence by sentence, to the author named above them."""
    author: Token | None = None
    since = 0
    for sentence in sentences:
        verb = _operative(sentence)
        if verb is not None:
            if author is not None:
                verb.pos, verb.tag = "VERB", "VBZ" if verb.lower.endswith("s") else "VBP"
                verb.lemma = _lemma(verb.lower)
                verb.carried = author
                since = 0
            continue
        if author is not None and _recital(sentence):
            continue
        opened = _author(sentence)
        since += 1
        if opened is not None or since > _GAP:
            author, since = opened, 0


def _first(sentence: list[Token]) -> int:
    """Place of the first word after a number or bullet."""
    for place, token in enumerate(sentence[:5]):
        if not set(token.text) <= _COUNTERS and not (len(token.text) == 1 and token.lower == token.text):
            return place
    return len(sentence)


def _lemma(form: str) -> str:
    known = words("operative-verbs")
    return next((c for c in (form, form.removesuffix("s"), form.removesuffix("es")) if c in known), form)


def _operative(sentence: list[Token]) -> Token | None:
    place = _first(sentence)
    if place >= len(sentence):
        return None
    verb = sentence[place]
    if verb.lower in ("also", "further", "strongly", "solemnly", "again", "jointly", "fully") and place + 1 < len(
        sentence
    ):
        verb = sentence[place + 1]
    if _lemma(verb.lower) not in words("operative-verbs") or verb.kid("nsubj", "nsubjpass") is not None:
        return None
    return verb if verb.head is verb else None


def _recital(sentence: list[Token]) -> bool:
    """ "Recalling its resolution 242,": more of the opening."""
    first = sentence[min(_first(sentence), len(sentence) - 1)]
    return (first.tag == "VBG" or first.lower in ("having", "guided", "convinced", "mindful", "deeply")) and sentence[
        -1
    ].text in _ENDS


def _author(sentence: list[Token]) -> Token | None:
    """Head of the subject of an opening that breaks off: it ends in a comma or colon, and says nothing else in a main clause."""
    if sentence[-1].text not in _ENDS:
        return None
    root = next((t for t in sentence if t.head is t), None)
    if root is None:
        return None
    if root.pos in ("NOUN", "PROPN"):
        return root
    subject = root.kid("nsubj")
    if subject is not None and (root.tag == "VBG" or sentence[-1].text == ":"):
        return subject
    return None
