"""Whether an event happened: the words above it in the sentence that plan, demand, deny or doubt it.

The walk goes from the trigger upwards. The nearest word that takes the event out of what happened decides; a plan may still
be overruled from further out ("denied that it would withdraw" is denied). The classes of governing words follow the idea of
veridicality signatures (Karttunen 2012; Saurí and Pustejovsky 2009, FactBank), reduced to the record's five values.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.doers import imperative
from communique.lexicon import words
from communique.model import Status
from communique.parse.syntax import Token

_ADJECTIVES: tuple[Status, ...] = ("denied", "planned", "hypothetical")
_MODALS: tuple[Status, ...] = ("demanded", "hypothetical", "planned")
_GOVERNORS: tuple[Status, ...] = ("demanded", "planned", "denied", "hypothetical")
_LIMIT = 14
_CLAUSAL = frozenset(["ccomp", "xcomp"])
_TRANSPARENT_PREPOSITIONS = frozenset(
    "after amid amidst at because by despite during following in since through with".split()
)


_DURING = frozenset(["after", "amid", "amidst", "because", "despite", "during", "following", "since"])
_FRONTED = frozenset(["at", "by", "in", "on"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of an event and the word that decided it (None for an actual one)."""

    status: Status
    why: str
    by: Token | None = None


def judge(
    trigger: Token,
    anchor: Token | None = None,
    question: bool = False,
    quote_of: tuple[int, ...] = (),
    deed: bool = False,
) -> Verdict:
    """Status of the event of a trigger; `anchor` is the support verb of a noun trigger ("held" of "held talks").

    `quote_of` gives each token's quotation: words inside one say nothing of an event outside it. `deed`: the support verb itself may
    say that it has not happened ("plans an attack"), as it does for deeds and not for utterances ("rejected the offer").
    """
    verdict = Verdict("actual", "nothing above it plans, demands, denies or doubts it")
    if trigger.lower == "according":
        return verdict  # "according to X, Y will not leave": X said so
    if anchor is not None and anchor is not trigger:
        governed = _governs(anchor) if deed else None
        verdict = _own(trigger) or (governed if governed is not None and governed.status != "denied" else verdict)
        token = anchor
    else:
        token = trigger
    if verdict.status == "actual":
        verdict = _own(token) or verdict
    if verdict.status == "actual" and imperative(token):
        verdict = Verdict("demanded", "imperative", token)
    for _ in range(_LIMIT):
        if verdict.status in ("demanded", "denied", "hypothetical"):
            return verdict
        head = token.head
        if head is token:
            break
        if quote_of and quote_of[token.i] < 0 <= quote_of[head.i]:
            break
        effect, following = _step(token, head)
        if (
            effect is not None
            and effect.status != "actual"
            and (verdict.status == "actual" or effect.status != "planned")
        ):
            verdict = effect
        if following is None:
            break
        owned = (token.dep in ("nsubj", "nsubjpass") and verdict.status == "planned") or _one_of_many(token)
        token = following
        own = _own(token) if token.dep != "conj" or token.pos in ("VERB", "AUX") else None
        if (
            own is not None
            and (verdict.status == "actual" or own.status in ("denied", "hypothetical"))
            and effect is not None
            and not (owned and own.status == "denied")  # "the decision to send troops was not sparked by …"
        ):
            verdict = own
    if question and verdict.status == "actual":
        return Verdict("hypothetical", "the sentence is a question")
    return verdict


def _own(token: Token) -> Verdict | None:
    """What the token's own auxiliaries, negation, adverbs, determiners and adjectives say."""
    if token.pos in ("VERB", "AUX"):
        return _own_verb(token)
    for kid in token.kids:
        if kid.dep in ("amod", "det", "nmod", "neg", "advmod", "compound"):
            for name in _ADJECTIVES:
                if kid.lower in words(f"adjective-{name}"):
                    return Verdict(name, f"{kid.text!r} stands before it", kid)
    copula = token.head
    if _one_of_many(token):
        return None
    if copula.lemma == "be" and token.dep in ("attr", "acomp"):
        return _own_verb(copula)
    return None


def _one_of_many(noun: Token) -> bool:
    """ "It was not the first visit": a visit all the same."""
    return noun.dep == "attr" and any(
        k.dep == "amod" and k.lower in ("first", "last", "latest", "only") for k in noun.kids
    )


def _own_verb(token: Token) -> Verdict | None:
    auxiliaries = [k for k in token.kids if k.dep in ("aux", "auxpass")]
    if (
        not auxiliaries
        and token.dep == "conj"
        and token.kid("nsubj", "nsubjpass") is None
        and token.head.pos in ("VERB", "AUX")
    ):
        shared = token.head
        auxiliaries = [k for k in shared.kids if k.dep == "aux" and k.i < token.i]
    negative = next(
        (k for k in token.kids if k.dep == "neg" or (k.dep == "advmod" and k.lower in words("adverb-denied"))), None
    )
    if negative is None:
        for kid in token.kids:
            if kid.dep in ("nsubj", "nsubjpass", "dobj", "expl", "attr"):
                no = next((k for k in kid.kids if k.dep in ("det", "neg") and k.lower in ("no", "neither")), None)
                if no is None and kid.lower == "one":
                    no = next((k for k in kid.kids if k.lower == "not" and k.i < kid.i), None)
                if no is not None or kid.lower in ("nobody", "none", "nothing"):
                    negative = no or kid
    for kid in token.kids:
        if kid.dep in ("mark", "advmod") and kid.lower in words("mark-hypothetical") and kid.i < token.i:
            return Verdict("hypothetical", f"it stands in a clause with {kid.text!r}", kid)
    if token.dep == "ROOT" and token.kid("nsubj") is not None:  # a headline: "Poland to demand reparations"
        to = next((k for k in auxiliaries if k.lower == "to"), None)
        if to is not None and len(auxiliaries) == 1:
            return Verdict("planned", "an infinitive with a subject", to)
    for auxiliary in auxiliaries:
        low = auxiliary.lower
        if auxiliary.tag == "MD" or low in ("'ll", "'d"):
            for name in _MODALS:
                if low in words(f"modal-{name}"):
                    if negative is not None and name != "demanded":
                        return Verdict("denied", f"{auxiliary.text!r} with {negative.text!r}", negative)
                    if low == "would" and any(
                        k.dep == "advmod" and k.lower in words("habit-adverbs") for k in token.kids
                    ):
                        return None  # "they would sometimes raid the farms"
                    if low in ("would", "'d") and any(
                        k.dep == "advcl" and any(m.lower == "if" for m in k.kids) for k in token.kids
                    ):
                        return Verdict("hypothetical", "it would be so on a condition", auxiliary)
                    return Verdict(name, f"auxiliary {auxiliary.text!r}", auxiliary)
    if negative is not None:
        return Verdict("denied", f"negated by {negative.text!r}", negative)
    for kid in token.kids:
        if kid.dep == "advmod" and kid.lower in words("adverb-hypothetical"):
            return Verdict("hypothetical", f"adverb {kid.text!r}", kid)
    return None


def _governs(word: Token) -> Verdict | None:
    lemma = word.lemma.lower()
    if lemma == "order" and word.head.lower == "in" and word.pos == "NOUN":
        return Verdict("planned", "in order to", word)
    if lemma == "report" and word.pos == "VERB":
        return None  # a statement like any other; "reports of" are hearsay
    if lemma == "rule" and not any(k.lower == "out" for k in word.kids):
        return None
    particle = next((k.lower for k in word.kids if k.dep == "prt"), "")
    if f"{lemma} {particle}" in ("call off", "put off", "break off", "shut down", "stave off", "rule out"):
        return Verdict("denied", f"it stands below '{word.text} {particle}'", word)
    if lemma == "call" and not any(k.lower in ("for", "on", "upon") for k in word.kids):
        return None
    if lemma == "go" and not (word.tag == "VBG" and any(k.dep == "aux" for k in word.kids)):
        return None
    for name in _GOVERNORS:
        if lemma in words(f"governs-{name}") or (word.pos == "ADJ" and word.lower in words(f"governs-{name}")):
            if name == "denied" and any(k.dep == "neg" for k in word.kids):
                return Verdict("hypothetical", f"{word.text!r} negated does not settle it", word)
            return Verdict(name, f"it stands below {word.text!r}", word)
    return None


def _step(token: Token, head: Token) -> tuple[Verdict | None, Token | None]:
    """The effect of one step up the tree and where to go on; None stops the walk."""
    dep = token.dep
    if (
        dep in ("ccomp", "parataxis")
        and token.i < head.i
        and any(k.text == ";" and token.i < k.i < head.i for k in head.kids)
    ):
        return None, None  # another sentence, after a semicolon
    if dep == "ccomp" and token.i < head.i and token.kid("nsubj") is not None and head.kid("nsubj") is not None:
        governed = _governs(head)
        if governed is not None and governed.status == "demanded":
            return None, None  # "We condemn the raid, we call for restraint": two sentences, with a comma between them
    if dep == "conj":
        if token.tag in ("VBD", "VBZ") and head.tag == "VB":
            return None, None  # "thanked him for his readiness to talk and invited him": not his readiness to invite
        if (
            token.pos in ("VERB", "AUX")
            and token.kid("nsubj", "nsubjpass") is not None
            and token.kid("aux") is not None
        ):
            return Verdict("actual", ""), head if head.dep in _CLAUSAL | {"advcl", "pcomp"} else None
        return Verdict("actual", ""), head
    if (
        dep in _CLAUSAL
        and head.lemma == "be"
        and (predicate := head.kid("acomp", "attr")) is not None
        and (verdict := _governs(predicate))
    ):
        return verdict, head  # "it is possible that …"
    if dep == "xcomp" and _performed(token, head):
        return Verdict("actual", ""), None
    if dep in _CLAUSAL:
        return _governs(head) or _taken_back(head) or _infinitive(token, head) or Verdict("actual", ""), head
    if dep == "advcl":
        return _adverbial(token, head)
    if dep == "acl":
        if _to(token):
            return _governs(head) or Verdict("planned", f"infinitive below {head.text!r}", head), head
        if any(k.dep == "mark" and k.lower == "that" for k in token.kids):
            return _governs(head) or Verdict("actual", ""), head  # "its demand that …"
        return _supposed(head) if token.tag == "VBG" else None, None
    if dep == "relcl":
        return _supposed(head), None
    if dep in ("pobj", "pcomp") and head.pos in ("ADP", "SCONJ", "ADV", "VERB"):
        return _prepositional(token, head)
    if dep in ("dobj", "nsubjpass", "attr", "oprd", "dative"):
        if head.lemma in words("heeding-verbs") and token.lemma.lower() in words("asked-nouns"):
            return Verdict("actual", ""), None  # "refused to obey an order": the order was given
        if head.pos in ("VERB", "AUX"):
            return _governs(head) or Verdict("actual", ""), head
        return Verdict("actual", ""), head
    if dep == "nsubj":
        if (
            head.lemma == "be"
            and (predicate := head.kid("acomp", "attr")) is not None
            and (verdict := _governs(predicate))
        ):
            return verdict, head
        return Verdict("actual", ""), head
    if dep in ("compound", "amod", "poss", "nmod", "appos"):
        if head.pos in ("NOUN", "PROPN"):
            return _governs(head) or Verdict("actual", ""), head
        return None, None
    if dep in ("parataxis", "dep", "prep", "acomp", "agent", "npadvmod"):
        return Verdict("actual", ""), head
    return None, None


def _supposed(noun: Token) -> Verdict | None:
    """ "any troops crossing the border", "a force entering it would …": about whatever may come."""
    for kid in noun.kids:
        if kid.dep in ("det", "amod") and kid.lower in ("any", "every", "single", "whichever"):
            return Verdict("hypothetical", f"about {kid.text} {noun.text}", kid)
    verb = noun.head
    if noun.dep == "dobj" and verb.pos == "VERB" and (own := _own_verb(verb)) is not None:
        if own.status == "planned":
            return own  # "would publish regulations extending the ban"
        if own.status in ("demanded", "hypothetical") and any(
            k.dep == "det" and k.lower in ("a", "an") for k in noun.kids
        ):
            return own  # "can introduce a package that imposes sanctions"
    if noun.dep in ("nsubj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
        would = next((k for k in verb.kids if k.dep == "aux" and k.lower in ("could", "might", "would", "'d")), None)
        if would is not None and any(k.dep == "det" and k.lower in ("a", "an", "any", "such") for k in noun.kids):
            return Verdict("hypothetical", f"{noun.text} {would.text} …", would)
    return None


def _performed(token: Token, head: Token) -> bool:
    """ "I want to thank you", "we would like to assure them": said, and thereby done."""
    who = head.kid("nsubj")
    return (
        head.lemma in ("like", "want", "wish")
        and who is not None
        and who.lower in ("i", "we")
        and token.lemma in words("performed-verbs")
        and not any(k.dep == "neg" for k in head.kids)
    )


def _to(token: Token) -> bool:
    return any(k.dep == "aux" and k.lower == "to" for k in token.kids)


def _taken_back(head: Token) -> Verdict | None:
    """ "An earlier version of this report said that …": what a report corrects, it says not to be so."""
    for word in head.subtree():
        if word.i >= head.i:
            return None
        if word.lemma.lower() in words("versions-of-a-report"):
            earlier = next((k for k in word.kids if k.dep == "amod" and k.lower in words("earlier-words")), None)
            if earlier is not None:
                return Verdict("denied", f"an {earlier.lower} {word.text} said so, which is corrected", earlier)
    return None


def _infinitive(token: Token, head: Token) -> Verdict | None:
    """ "is to visit", "has to leave": duty or plan by construction."""
    if not _to(token):
        return None
    if head.lemma in ("be", "have") and any(k.lower == "yet" for k in head.kids):
        return Verdict("denied", f"{head.text!r} yet to be done", head)  # "has yet to reply", "is yet to answer"
    if head.lemma == "be":
        predicate = head.kid("acomp", "attr")
        return (
            _governs(predicate)
            if predicate is not None
            else Verdict("planned", f"{head.text!r} with an infinitive", head)
        )
    if head.lemma in words("striving-verbs"):
        return Verdict("planned", f"what {head.text!r} is for", head)
    if head.lemma == "have":
        return Verdict("demanded", f"{head.text!r} with an infinitive", head)
    return None


def _adverbial(token: Token, head: Token) -> tuple[Verdict | None, Token | None]:
    mark = next((k for k in token.kids if k.dep in ("mark", "advmod") and k.i < token.i), None)
    if mark is not None and mark.lower in words("mark-hypothetical"):
        return Verdict("hypothetical", f"it stands in a clause with {mark.text!r}", mark), None
    if _to(token):
        return _governs(head) or Verdict("planned", f"purpose of {head.text!r}", head), head
    if mark is not None and mark.lower in ("when", "after", "before", "until", "once", "as"):
        own = _own_verb(head)
        return (own if own is not None and own.status == "planned" else Verdict("actual", "")), None
    if token.tag == "VBG" and (mark is None or mark.lower == "while"):
        return Verdict("actual", ""), head
    return None, None


def _prepositional(token: Token, preposition: Token) -> tuple[Verdict | None, Token | None]:
    above = preposition.head
    low = preposition.lower
    if low in words("preposition-denied"):
        return Verdict("denied", f"after {preposition.text!r}", preposition), None
    if low in words("preposition-planned") or (low == "of" and above.lower == "ahead"):
        return Verdict("planned", f"after {preposition.text!r}", preposition), None
    if low == "of" and above.lower in ("instead", "short"):
        return Verdict("denied", f"{above.text!r} of doing it", above), None  # "stopped short of condemning"
    if low == "to" and above.lower == "close" and token.dep == "pcomp":
        return Verdict("hypothetical", f"{above.text!r} to doing it", above), None  # "came close to expelling"
    if (low == "of" and above.lower in ("backdrop", "background", "because")) or (
        low == "to" and above.lower in ("due", "owing", "thanks")
    ):
        return Verdict("actual", ""), None
    if low == "of" and token.dep == "pcomp" and above.lower in words("worth-words"):
        return Verdict(
            "demanded", f"{above.text!r} of doing it", above
        ), above  # "the importance of concluding a treaty"
    if low in ("for", "over") and above.lower in ("responsibility", "retaliation", "revenge") and token.dep == "pobj":
        return Verdict("actual", ""), None  # "no claim of responsibility for the raid"
    if low == "with" and token.dep == "pobj" and above.pos == "VERB":
        own = _own_verb(above)
        if own is not None and own.by is not None and own.by.lower in words("mark-hypothetical"):
            return own, None  # "if Moscow goes ahead with an invasion"
    if low == "of" and above.lower in ("case", "event"):
        return Verdict("hypothetical", f"in {above.text!r} of it", above), None
    if above is preposition:
        return Verdict("actual", ""), None
    if low in _DURING or (low in _FRONTED and preposition.i < above.i):
        return Verdict("actual", ""), None  # "during his call, X urged Y": the call was held
    if (verdict := _governs(above)) is not None:
        return verdict, above
    if (
        low in words("preposition-hypothetical")
        and token.dep == "pobj"
        and above.pos in ("NOUN", "VERB", "ADJ", "PROPN")
    ):
        reactive = above.lemma.lower() in words("reaction-words")
        if not reactive and low != "on":
            return Verdict("hypothetical", f"only spoken of: {above.text} {preposition.text}", preposition), above
    if low in _TRANSPARENT_PREPOSITIONS and token.dep == "pobj":
        own = _own(above) if above.pos in ("VERB", "AUX") else None
        return (own if own is not None and own.status == "planned" else Verdict("actual", "")), None
    return Verdict("actual", ""), above
