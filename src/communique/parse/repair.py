"""Slips of the parser that recur, mended on the tree before anything reads it.

A small model takes some finite verbs for participles that modify a noun ("Russia concentrated forces around Ukraine", "Polish border
guards used water cannon"), mostly where past tense and participle look alike. Where the rest of the sentence has no other verb to be its
predicate, or the would-be modifier has a subject of its own, the verb is put where it belongs. Each mend is local, by words and labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import tables, words

if TYPE_CHECKING:
    from communique.parse.syntax import Token

_PAST = ("VBD", "VBN")
_BESIDE = frozenset(["advmod", "neg", "npadvmod"])


def lemma(form: str, given: str) -> str:
    """The lemma of a word form in small letters: as the model gives it, or from data/words/lemmas.toml where it errs."""
    found: str = tables("words")["lemmas"]["lemmas"].get(form, given)
    return found


def repair(sentence: list[Token]) -> None:
    """Mend the tree of one sentence in place."""
    for token in sentence:
        if token.dep == "amod" and token.tag in _PAST:
            _modifier_with_subject(token)
            _modifier_below_have(token)
        elif token.dep in ("nsubj", "nsubjpass") and token.head.dep in ("aux", "auxpass"):
            hang(token, token.head.head, token.dep)
    root = next((t for t in sentence if t.head is t), None)
    if root is not None and root.pos in ("NOUN", "PROPN") and sentence[-1].text in (".", "!", '"', "”"):
        _participle_for_predicate(root, sentence)


def hang(token: Token, head: Token, dep: str) -> None:
    """Move a token, with all below it, to another head; to itself makes it the root."""
    if token.head is not token:
        token.head.kids.remove(token)
    token.head, token.dep = head, dep
    if head is not token:
        head.kids.append(token)
        head.kids.sort(key=lambda k: k.i)


def _take_place(verb: Token, old: Token) -> None:
    """Put a verb where a token hangs; that one is left without a head of its own for the caller to hang."""
    verb.head.kids.remove(verb)
    if old.head is old:
        verb.head, verb.dep = verb, "ROOT"
        return
    old.head.kids.remove(old)
    verb.head, verb.dep = old.head, old.dep
    verb.head.kids.append(verb)
    verb.head.kids.sort(key=lambda k: k.i)


def _swap(verb: Token, noun: Token, dep: str) -> None:
    """Put a verb in the place of the noun it hung on; the noun becomes its `dep`."""
    _take_place(verb, noun)
    noun.head, noun.dep = verb, dep
    verb.kids.append(noun)
    for kid in [
        k
        for k in noun.kids
        if k.dep in ("punct", "cc", "conj", "advcl", "mark") and (k.pos in ("VERB", "AUX") or k.dep == "mark")
    ]:
        hang(kid, verb, kid.dep)
    verb.kids.sort(key=lambda k: k.i)
    verb.pos, verb.tag = "VERB", "VBD"


def _modifier_with_subject(verb: Token) -> None:
    """ "Russia concentrated forces": a modifier does not have a subject."""
    noun = verb.head
    if noun.i > verb.i and noun.pos in ("NOUN", "PROPN") and verb.kid("nsubj") is not None and noun.head is noun:
        _swap(verb, noun, "dobj")


def _modifier_below_have(verb: Token) -> None:
    """ "Russia has concentrated forces": "has" right before a participle is its auxiliary."""
    noun = verb.head
    have = noun.head
    if (
        have.lower in ("has", "have", "had")
        and noun.dep == "dobj"
        and have.i < verb.i < noun.i
        and all(k.dep in _BESIDE for k in have.kids if have.i < k.i < verb.i)
        and not any(k.i < verb.i for k in noun.kids if k is not verb)
        and verb.i - have.i <= 2
        and have.kid("nsubj") is not None
        and have.dep in ("ROOT", "ccomp", "conj", "advcl", "relcl")
    ):
        _take_place(verb, have)
        for kid in list(have.kids):
            hang(kid, verb, kid.dep)
        have.kids = []
        have.head, have.dep, have.pos = verb, "aux", "AUX"
        verb.kids.append(have)
        verb.kids.sort(key=lambda k: k.i)
        verb.pos = "VERB"


def _participle_for_predicate(root: Token, sentence: list[Token]) -> None:
    """ "Polish border guards used water cannon.": a whole sentence without a predicate whose noun is followed by one."""
    if any(
        t.tag in ("VBD", "VBZ", "VBP", "MD") and t.dep not in ("relcl",) and not _inside(t, "relcl") for t in sentence
    ):
        return
    verb = next((k for k in root.kids if k.dep == "acl" and k.tag == "VBN" and k.i > root.i), None)
    if verb is None or any(k.dep == "agent" or k.lower == "by" for k in verb.kids):
        return
    if verb.kid("dobj") is None and verb.lemma in words("suffered-verbs"):
        return
    _swap(verb, root, "nsubj")


def _inside(token: Token, dep: str) -> bool:
    return any(a.dep == dep for a in token.ancestors())
