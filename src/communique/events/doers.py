"""Who does what a verb says: its subject, also where the grammar leaves it out or the voice turns it round."""

from __future__ import annotations

from communique.lexicon import words
from communique.parse.syntax import Token

SUBJECT = ("nsubj", "csubj", "expl")
_OPENING = frozenset([":", '"', "“", "«", "„", "``", "‘", "'"])
_MARKS = frozenset(["-", "–", "—"])
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow week month year morning evening night".split()
)
RELATIVE = frozenset(["who", "which", "that", "whom"])


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice, reduced relatives ("letters sent by Lavrov") included."""
    if any(k.dep in ("nsubjpass", "auxpass", "csubjpass") for k in verb.kids):
        return True
    if verb.tag != "VBN":
        return False
    if verb.kid("nsubj") is not None:  # a headline: "Journalist arrested in Iran"
        return verb.lemma in words("suffered-verbs") and verb.kid("dobj", "aux", "ccomp", "xcomp") is None
    if verb.dep == "acl" and verb.head.dep == "ROOT" and verb.kid("dobj") is not None and verb.kid("agent") is None:
        return False  # "Russian aviation bombed the radar": a sentence that the parser took for a noun phrase
    if verb.dep == "acl" or any(k.dep == "agent" for k in verb.kids):
        return True
    if verb.dep == "conj" and verb.head.tag == "VBN" and verb.kid("nsubj") is None and verb.kid("aux") is None:
        return is_passive(verb.head)
    return verb.dep in ("advcl", "relcl", "amod") and verb.kid("nsubj", "dobj", "aux") is None


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for, or None."""
    for above in (token, *token.ancestors()):
        if above.dep == "relcl":
            return above.head
        if above.dep in ("ROOT", "ccomp"):
            return None
    return None


def resolved(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower in RELATIVE and token.tag in ("WP", "WDT", "IN", "DT"):
        return antecedent(token) or token
    return token


def imperative(verb: Token) -> bool:
    """Whether a verb commands: bare, nothing but adverbs and the like before it, heading its sentence or a quotation before its cue."""
    if (
        verb.carried is not None
        or verb.tag not in ("VB", "VBP")
        or verb.dep not in ("ROOT", "ccomp", "xcomp", "parataxis", "advcl")
    ):
        return False
    if verb.dep != "ROOT" and verb.head.i < verb.i and not _quoted_after(verb.head, verb):
        return False
    left = [k for k in verb.kids if k.i < verb.i]
    return all(k.dep in ("punct", "intj", "advmod", "cc", "neg") or k.lower in ("do", "please") for k in left) and (
        verb.kid("nsubj", "nsubjpass", "expl", "csubj") is None
    )


def _quoted_after(cue: Token, verb: Token) -> bool:
    """Whether a colon or a quotation mark stands between a cue and a verb."""
    return any(k.dep == "punct" and cue.i < k.i < verb.i and k.text in _OPENING for k in (*cue.kids, *verb.kids))


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The one who does what the verb says: its logical subject; in the passive the agent. None where nothing says so."""
    if depth > 8:
        return None
    if is_passive(verb):
        for kid in verb.kids:
            if kid.dep in ("agent", "prep") and kid.lower == "by":
                found = kid.kid("pobj", "pcomp")
                if found is not None:
                    return found
        return None
    if verb.carried is not None:
        return verb.carried
    own = verb.kid(*SUBJECT)
    if own is not None:
        return None if own.dep == "expl" else _cleft(own) or resolved(own)
    return None if imperative(verb) else understood(verb, depth)


def _cleft(clause: Token) -> Token | None:
    """ "What Washington has done is suspend the talks": who does it."""
    what = clause.kid("dobj") if clause.dep == "csubj" and clause.lemma == "do" else None
    inner = clause.kid("nsubj")
    return resolved(inner) if what is not None and what.lower == "what" and inner is not None else None


def understood(verb: Token, depth: int = 0) -> Token | None:
    """The subject of a clause that has none of its own: of the clause it depends on, or the noun it modifies."""
    head = verb.head
    if head is verb:
        return None
    gerund = verb.tag == "VBG" and verb.kid("aux") is None
    if verb.dep == "conj" and not (gerund and head.tag != "VBG"):
        if head.pos in ("VERB", "AUX"):
            return grammatical_subject(head, depth + 1)
        return None
    if verb.dep == "relcl" or (verb.dep == "amod" and gerund and verb.i < head.i):  # "invading Russian forces"
        return head
    if gerund and verb.dep in ("acl", "advcl", "conj") and (author := _author_above(verb, depth)) is not None:
        return author
    if verb.dep == "acl":
        return head if verb.tag == "VBG" or (verb.tag == "VBN" and not is_passive(verb)) else _possessor(head)
    if verb.dep in ("xcomp", "ccomp", "advcl", "pcomp", "dep", "prep", "parataxis"):
        above = next((a for a in verb.ancestors() if a.pos in ("VERB", "AUX", "NOUN", "PROPN")), None)
        if above is None:
            return None
        if above.pos in ("NOUN", "PROPN"):
            if above.dep in ("pobj", "dobj", "nsubj", "nsubjpass", "attr") and verb.dep in ("pcomp", "xcomp", "advcl"):
                return _possessor(above) or _governing_subject(above, depth)
            return _possessor(above)
        if above.lemma in words("object-control") and verb.dep != "advcl":
            target = above.kid("dobj", "nsubjpass") or (above.kid("dative"))
            if target is not None:
                return (target.kid("pobj") or target) if target.pos == "ADP" else resolved(target)
            to = next(
                (
                    k
                    for k in above.kids
                    if k.dep == "prep" and k.i > above.i and k.lower in ("on", "upon", "to", "for", "with")
                ),
                None,
            )
            if to is not None and to.kid("pobj") is not None and to.i < verb.i:
                return to.kid("pobj")  # "called on Moscow to withdraw"
        if verb.dep == "pcomp" and verb.head.lower in ("of", "for", "from", "over"):
            accused = above.kid("dobj", "nsubjpass")
            if accused is not None and above.lemma in words("blame-control"):
                return resolved(accused)
        return grammatical_subject(above, depth + 1)
    return None


def _author_above(verb: Token, depth: int) -> Token | None:
    """ "sent letters to several states asking them", "adopted a statement urging it": the author of the letter asks, wherever
    the parser hangs the participle.
    """
    top = verb
    for above in verb.ancestors():
        top = above
    before = [t for t in top.subtree() if verb.i - 16 < t.i < verb.i]
    noun = None
    for token in reversed(before):
        if token.tag in ("VBD", "VBZ", "VBP", "MD") or token.text in (",", ";", ":"):
            return None
        if token.pos == "NOUN" and token.lemma.lower() in words("utterance-nouns"):
            noun = token
            break
    if noun is None or noun is verb.head.kid("nsubj", "nsubjpass"):
        return None
    for kid in noun.kids:
        if kid.dep == "acl" and kid is not verb and is_passive(kid):
            return subject(kid, depth + 1)
    owner = noun.kid("poss")
    if owner is not None:
        return owner
    return _governing_subject(noun, depth)


def _possessor(noun: Token) -> Token | None:
    """ "Moscow's decision to withdraw": the one whose decision it is."""
    owner = noun.kid("poss")
    if owner is not None:
        return owner
    for kid in noun.kids:
        if kid.dep == "prep" and kid.lower in ("of", "by", "from"):
            return kid.kid("pobj")
    return next((k for k in noun.kids if k.dep in ("amod", "compound", "nmod") and k.tag in ("JJ", "NNP")), None)


def _governing_subject(noun: Token, depth: int) -> Token | None:
    verb = next((a for a in noun.ancestors() if a.pos == "VERB"), None)
    return subject(verb, depth + 1) if verb is not None and depth <= 8 else None


def grammatical_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject as the sentence has it, which is who an infinitive or participle below is about."""
    if verb.carried is not None:
        return verb.carried
    own = verb.kid("nsubj", "nsubjpass", "csubj")
    if own is not None and (own.dep != "csubj" or _cleft(own) is not None):
        return _cleft(own) or resolved(own)
    if verb.dep == "acl" and verb.tag == "VBN":
        return verb.head
    return understood(verb, depth) if depth <= 8 and not imperative(verb) else None


def inverted_subject(verb: Token) -> Token | None:
    """The subject that follows its verb of saying ("…, threatened Secretary Lomaia"), which the parser takes for an object."""
    if verb.lemma not in words("say-verbs") or verb.kid("nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return None
    if not any(
        k.i < verb.i and (k.dep in ("ccomp", "punct", "parataxis", "dep", "intj") or k.pos == "VERB") for k in verb.kids
    ) and not any(k.i == verb.i - 1 and k.text in _MARKS for k in (verb.head, *verb.head.kids)):
        return None
    target = next(
        (k for k in verb.kids if k.dep in ("dobj", "oprd", "attr", "npadvmod") and k.lower not in _DAYS), None
    )
    if target is None or target.i < verb.i or target.pos not in ("PROPN", "NOUN", "PRON"):
        return None
    between = [
        k for k in verb.kids if k.i > verb.i and k is not target and k.dep in ("ccomp", "xcomp") and k.i < target.i
    ]
    return None if between else target
