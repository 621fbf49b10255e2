"""Event kinds: ``data/events/*.toml``, one file a kind, compiled into patterns by trigger lemma.

The format is described in docs/reference/event-kinds.md; tests/test_examples.py runs every example in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, get_args

from communique.errors import DataError
from communique.lexicon import tables, words
from communique.model import ActorKind

TYPES = (
    "SAY", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "ACCUSE", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_SLOTS = frozenset(
    ["subject", "object", "clause", "finite", "infinitive", "quote", "rest", "poss", "adj", "self", "complement"]
)
_WORD_KEYS = (
    "light",
    "object",
    "object_not",
    "subject",
    "modal",
    "modifier",
    "clause_verb",
    "aux",
    "verb_not",
    "subject_not",
    "modifier_not",
)  # hold words and @lists
#: What a pattern may need: roles that must name somebody; a person of a known party as recipient; actors of two parties.
NEEDS = frozenset(["actor", "either", "person", "recipient", "two"])
_SLOT_KEYS = ("prep_object", "prep_not", "named")  # tables: slot → words, or kinds of actor
_SET_KEYS = ("without", "needs")
_PLAIN_KEYS = (
    "both", "negated", "clause_subject", "clause_negated", "clause_if", "said", "about", "weak", "mode", "cameo", "status",
)  # fmt: skip
_ABOUT = (None, "self", "other", "thing", "nobody")
_ROLE_KEYS = ("actor", "recipient", "content")
_EXAMPLES = ("yes", "no", "not_yet")
_KEYS = frozenset(
    [
        "id",
        "verb",
        "noun",
        "adjective",
        "with",
        "prep_object",
        "prep_not",
        "named",
        *_WORD_KEYS,
        *_SET_KEYS,
        *_PLAIN_KEYS,
        *_ROLE_KEYS,
        *_EXAMPLES,
    ]
)
# How much each constraint makes a pattern more specific than another.
_WEIGHTS = {
    **dict.fromkeys(["object", "subject", "modifier"], 3),
    **dict.fromkeys(["with", "light", "prep_object", "modal", "clause_verb", "aux", "named"], 2),
    **dict.fromkeys(["needs", "without", "negated", "clause_subject", "clause_negated", "clause_if", "about"], 1),
}
_NOTHING: frozenset[str] = frozenset()
ACTOR_KINDS = frozenset(get_args(ActorKind))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a kind of event is worded.

    `triggers` are lemmas with an optional particle or preposition; `pos` is "verb", "noun" or "adjective". `light` lists the
    support verbs that a noun trigger must be governed by (empty: it may stand alone). `object`, `subject` restrict the head
    lemma of that slot to words; `needs` names roles that must resolve to an actor; `both` makes all parties actors. A pattern
    with `said` reads the main clause of what somebody says; its actor is the speaker, and `aux` and `about` are of that clause.
    A `weak` one reads a word that no other pattern reads, outside quotations.
    """

    id: str
    type: str
    pos: str
    triggers: frozenset[tuple[str, str]] = frozenset()
    light: frozenset[str] = _NOTHING
    object: frozenset[str] = _NOTHING
    object_not: frozenset[str] = _NOTHING
    subject: frozenset[str] = _NOTHING
    prep_object: tuple[tuple[str, frozenset[str]], ...] = ()
    with_any: frozenset[str] = _NOTHING
    without: frozenset[str] = _NOTHING
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    needs: frozenset[str] = _NOTHING
    modal: frozenset[str] = _NOTHING
    modifier: frozenset[str] = _NOTHING
    modifier_not: frozenset[str] = _NOTHING
    subject_not: frozenset[str] = _NOTHING
    prep_not: tuple[tuple[str, frozenset[str]], ...] = ()
    named: tuple[tuple[str, frozenset[str]], ...] = ()
    clause_verb: frozenset[str] = _NOTHING
    clause_subject: str | None = None
    clause_negated: bool | None = None
    clause_if: bool | None = None
    said: bool = False
    aux: frozenset[str] = _NOTHING
    verb_not: frozenset[str] = _NOTHING
    about: str | None = None
    both: bool = False
    negated: bool | None = None
    mode: str | None = None
    cameo: str | None = None
    status: str | None = None
    weak: bool = False
    specific: int = 0

    @property
    def rule(self) -> str:
        """The id as the record prints it: ``REQUEST.urge``."""
        return f"{self.type}.{self.id}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of event with its patterns and executed examples."""

    type: str
    gloss: str
    verbal: bool
    patterns: tuple[Pattern, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    not_yet: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of :data:`TYPES`, which is also the order of precedence among equally specific patterns.

    Raises:
        DataError: a file does not follow the format.
    """
    found = [_kind(name, table) for name, table in tables("events").items()]
    return tuple(sorted(found, key=lambda k: TYPES.index(k.type)))


#: A pattern, and what must stand with one of its lemmas: one of these sets of particles, or nothing if there is none.
Candidate = tuple[Pattern, tuple[frozenset[str], ...]]


@cache
def index(rules: frozenset[str] | None = None) -> dict[tuple[str, str], tuple[Candidate, ...]]:
    """Patterns by (part of speech, lemma of the trigger), most specific first, weak ones last; of these rules only, if given."""
    found: dict[tuple[str, str], list[Pattern]] = {}
    for kind in kinds():
        for pattern in kind.patterns:
            if pattern.said or (rules is not None and pattern.rule not in rules):
                continue
            for lemma in sorted({lemma for lemma, _ in pattern.triggers}):
                found.setdefault((pattern.pos, lemma), []).append(pattern)
    return {
        (pos, lemma): tuple((p, beside(p, lemma)) for p in sorted(each, key=lambda p: (p.weak, -p.specific)))
        for (pos, lemma), each in found.items()
    }


def beside(pattern: Pattern, lemma: str) -> tuple[frozenset[str], ...]:
    """The sets of particles of which one must stand with a lemma that triggers a pattern; none if it needs none."""
    particles = sorted({particle for own, particle in pattern.triggers if own == lemma})
    return () if "" in particles else tuple(frozenset(p.split()) for p in particles)


@cache
def said(rules: frozenset[str] | None = None) -> tuple[Pattern, ...]:
    """The patterns that read what somebody says as an act of its own, most specific first; see :func:`index` for `rules`."""
    found = [p for k in kinds() for p in k.patterns if p.said and (rules is None or p.rule in rules)]
    return tuple(sorted(found, key=lambda p: -p.specific))


@lru_cache(maxsize=20_000)
def said_by(verb: str, predicate: str, rules: frozenset[str] | None = None) -> tuple[Candidate, ...]:
    """Those of :func:`said` that a clause with this verb may meet, or with this predicate after "be" ("" for none)."""
    found: list[Candidate] = []
    for pattern in said(rules):
        lemma = verb if pattern.pos == "verb" else predicate
        if ("*", "") in pattern.triggers or (lemma, "") in pattern.triggers:
            found.append((pattern, ()))
        elif lemma and (wanted := beside(pattern, lemma)):
            found.append((pattern, wanted))
    return tuple(found)


@cache
def verbal() -> frozenset[str]:
    """The types whose events are utterances."""
    return frozenset(k.type for k in kinds() if k.verbal)


@cache
def verbal_lemmas() -> frozenset[str]:
    """Lemmas of the verbs of all utterances: a coordinated one begins an utterance of its own."""
    return frozenset(
        lemma
        for k in kinds()
        if k.verbal
        for p in k.patterns
        if p.pos == "verb" and not p.said and not p.weak
        for lemma, _ in p.triggers
    ) - {"be", "have", "do", "make", "take", "give"}


@cache
def by_rule() -> dict[str, Pattern]:
    """Patterns by the rule name that the record prints."""
    return {p.rule: p for k in kinds() for p in k.patterns}


def _kind(name: str, table: dict[str, Any]) -> Kind:
    place = f"data/events/{name}.toml"
    unknown = set(table) - {"type", "gloss", "verbal", "pattern", "yes", "no", "not_yet", "note"}
    if unknown or table.get("type") not in TYPES or name != table["type"].lower() or not table.get("gloss"):
        raise DataError(
            place,
            f"unknown keys {sorted(unknown)}"
            if unknown
            else "`type` must be a type and match the file name, and `gloss` be given",
            "Mend the file.",
        )
    patterns = []
    seen: set[str] = set()
    for entry in table.get("pattern", []):
        if entry.get("id") in seen or not entry.get("id"):
            raise DataError(
                place,
                f"pattern id {entry.get('id')!r} is missing or stands twice",
                "Give each pattern an id of its own.",
            )
        seen.add(entry["id"])
        patterns.extend(_patterns(place, table["type"], entry))
    lists = {
        key: (*table.get(key, ()), *(example for entry in table.get("pattern", []) for example in entry.get(key, ())))
        for key in ("yes", "no", "not_yet")
    }
    return Kind(table["type"], table["gloss"], bool(table.get("verbal", False)), tuple(patterns), **lists)


def _patterns(place: str, type_: str, entry: dict[str, Any]) -> list[Pattern]:
    place = f"{place}, pattern {entry['id']!r}"
    if unknown := set(entry) - _KEYS:
        raise DataError(place, f"unknown keys {sorted(unknown)}", "See docs/reference/event-kinds.md.")
    for key in ("verb", "noun", "adjective", *_WORD_KEYS, *_SET_KEYS, *_ROLE_KEYS, "with"):
        if key in entry and not isinstance(entry[key], list):
            raise DataError(place, f"`{key}` is no list", "Write it in brackets.")
    if entry.get("status") not in (None, "actual", "planned", "demanded", "denied", "hypothetical"):
        raise DataError(place, f"no such status: {entry['status']!r}", "See docs/reference/event-kinds.md.")
    if entry.get("about") not in _ABOUT or (entry.get("said") is None and {"about", "verb_not"} & set(entry)):
        raise DataError(place, "`about` and `verb_not` go with `said`", "See docs/reference/event-kinds.md.")
    if wrong_needs := set(entry.get("needs", ())) - NEEDS:
        raise DataError(place, f"`needs` holds {sorted(wrong_needs)}", f"It may hold {', '.join(sorted(NEEDS))}.")
    given = [pos for pos in ("verb", "noun", "adjective") if entry.get(pos)]
    if not given:
        raise DataError(place, "has neither verb nor noun nor adjective", "Give it a trigger.")
    common: dict[str, Any] = {key: _expand(place, entry.get(key, ())) for key in _WORD_KEYS}
    common |= {key: frozenset(entry.get(key, ())) for key in _SET_KEYS} | {
        key: entry[key] for key in _PLAIN_KEYS if key in entry
    }
    common["with_any"] = frozenset(entry.get("with", ()))
    for key in _SLOT_KEYS:
        common[key] = tuple((slot, _expand(place, words_)) for slot, words_ in entry.get(key, {}).items())
    if strange := {k for _, each in common["named"] for k in each} - ACTOR_KINDS:
        raise DataError(
            place, f"`named` asks for {sorted(strange)}", f"It may ask for {', '.join(sorted(ACTOR_KINDS))}."
        )
    weight = sum(
        n for key, n in _WEIGHTS.items() if entry.get(key) or (key in entry and key.startswith(("clause_", "negated")))
    ) + 2 * (entry.get("negated") is True)  # who asks for a negation knows more than who does not look
    found = []
    for pos in given:
        slots: dict[str, Any] = {key: tuple(entry.get(key, _DEFAULT[pos].get(key, ()))) for key in _ROLE_KEYS}
        used = {slot for each in slots.values() for slot in each} | {*entry.get("with", ()), *entry.get("without", ())}
        if wrong := used - _SLOTS - words("slot-prepositions"):
            raise DataError(place, f"no such slot: {sorted(wrong)}", "See docs/reference/event-kinds.md.")
        triggers = frozenset(
            (lemma, particle) for lemma, _, particle in (t.partition(" ") for t in _expand(place, entry[pos]))
        )
        for particle in (False, True):
            some = frozenset(t for t in triggers if bool(t[1]) == particle)
            if some:
                found.append(Pattern(entry["id"], type_, pos, some, specific=weight + 2 * particle, **common, **slots))
    return found


_DEFAULT: dict[str, dict[str, tuple[str, ...]]] = {
    "verb": {"actor": ("subject",), "recipient": ("object", "to", "with", "against", "on")},
    "noun": {"actor": ("subject", "poss", "by", "adj", "of"), "recipient": ("against", "on", "with", "to", "of")},
    "adjective": {"actor": ("subject",), "recipient": ("to", "of", "with")},
}


def _expand(place: str, entries: Any) -> frozenset[str]:
    """Words and ``@lists`` of words."""
    found: set[str] = set()
    for entry in entries:
        if entry.startswith("@"):
            try:
                found |= words(entry[1:])
            except DataError as error:
                raise DataError(place, error.reason, error.remedy) from error
        else:
            found.add(entry)
    return frozenset(found)
