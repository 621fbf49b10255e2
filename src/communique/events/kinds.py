"""Event kinds: ``data/events/*.toml``, one file a kind, compiled into patterns by trigger lemma.

The format is described in docs/reference/event-kinds.md; tests/test_examples.py runs every example in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.errors import DataError
from communique.lexicon import tables, words

TYPES = (
    "SAY", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "ACCUSE", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
SLOTS = frozenset(
    ["subject", "object", "clause", "finite", "infinitive", "quote", "rest", "poss", "adj", "about", "above", "after", "against", "along", "alongside", "among", "as", "at", "before", "between", "by", "during",
     "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto", "over", "through", "to", "toward", "towards", "upon", "via", "with",
     "within", "without", "complement", "under", "behind", "around", "across", "until", "despite", "close", "outside", "out", "up", "back", "down", "away", "ahead", "aside", "throughout", "amid", "following", "beside", "beyond"]
)  # fmt: skip
_KEYS = frozenset(
    ["id", "verb", "noun", "adjective", "light", "object", "object_not", "subject", "with", "without", "actor", "recipient", "content", "mode", "cameo", "status",
     "both", "needs", "modal", "modifier", "prep_object", "clause_verb", "clause_subject", "clause_negated", "clause_if", "yes", "no", "not_yet"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a kind of event is worded.

    `triggers` are lemmas with an optional particle or preposition; `pos` is "verb", "noun" or "adjective". `light` lists the
    support verbs that a noun trigger must be governed by (empty: it may stand alone). `object`, `subject` restrict the head
    lemma of that slot to words; `needs` names roles that must resolve to an actor; `both` makes all parties actors.
    """

    id: str
    type: str
    pos: str
    triggers: frozenset[tuple[str, str]]
    light: frozenset[str]
    object: frozenset[str]
    object_not: frozenset[str]
    subject: frozenset[str]
    prep_object: tuple[tuple[str, frozenset[str]], ...]
    with_any: frozenset[str]
    without: frozenset[str]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    content: tuple[str, ...]
    needs: frozenset[str]
    modal: frozenset[str]
    modifier: frozenset[str]
    clause_verb: frozenset[str]
    clause_subject: str | None
    clause_negated: bool | None
    clause_if: bool | None
    both: bool
    mode: str | None
    cameo: str | None
    status: str | None
    specific: int

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


@cache
def index() -> dict[tuple[str, str], tuple[Pattern, ...]]:
    """Patterns by (part of speech, lemma of the trigger), most specific first."""
    found: dict[tuple[str, str], list[Pattern]] = {}
    for kind in kinds():
        for pattern in kind.patterns:
            for lemma in sorted({lemma for lemma, _ in pattern.triggers}):
                found.setdefault((pattern.pos, lemma), []).append(pattern)
    return {key: tuple(sorted(each, key=lambda p: -p.specific)) for key, each in found.items()}


@cache
def verbal() -> frozenset[str]:
    """The types whose events are utterances."""
    return frozenset(k.type for k in kinds() if k.verbal)


@cache
def verbal_lemmas() -> frozenset[str]:
    """Lemmas of the verbs of all utterances: a coordinated one begins an utterance of its own."""
    return frozenset(
        lemma for k in kinds() if k.verbal for p in k.patterns if p.pos == "verb" for lemma, _ in p.triggers
    ) - {"be", "have", "do", "make", "take", "give"}


@cache
def by_rule() -> dict[str, Pattern]:
    """Patterns by the rule name that the record prints."""
    return {p.rule: p for k in kinds() for p in k.patterns}


def _kind(name: str, table: dict[str, Any]) -> Kind:
    place = f"data/events/{name}.toml"
    unknown = set(table) - {"type", "gloss", "verbal", "pattern", "yes", "no", "not_yet", "note"}
    if unknown or table.get("type") not in TYPES or name != table["type"].lower():
        raise DataError(
            place,
            f"unknown keys {sorted(unknown)}" if unknown else "`type` must be a type and match the file name",
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
    given = [pos for pos in ("verb", "noun", "adjective") if entry.get(pos)]
    if not given:
        raise DataError(place, "has neither verb nor noun nor adjective", "Give it a trigger.")
    found = []
    for pos in given:
        slots = {key: tuple(entry.get(key, _DEFAULT[pos].get(key, ()))) for key in ("actor", "recipient", "content")}
        used = {
            *slots["actor"],
            *slots["recipient"],
            *slots["content"],
            *entry.get("with", ()),
            *entry.get("without", ()),
        }
        if wrong := used - SLOTS:
            raise DataError(place, f"no such slot: {sorted(wrong)}", "See docs/reference/event-kinds.md.")
        constraints = (
            3 * bool(entry.get("object")) + 3 * bool(entry.get("subject")) + 2 * bool(entry.get("with")) + 2 * bool(entry.get("light"))
            + 2 * bool(entry.get("prep_object")) + bool(entry.get("needs")) + 2 * bool(entry.get("modal")) + 3 * bool(entry.get("modifier"))
            + 2 * bool(entry.get("clause_verb")) + bool(entry.get("clause_subject")) + ("clause_negated" in entry) + ("clause_if" in entry) + bool(entry.get("without"))
        )  # fmt: skip
        with_particle = {False: [], True: []}  # type: dict[bool, list[tuple[str, str]]]
        for phrase in entry[pos]:
            lemma, _, particle = phrase.partition(" ")
            with_particle[bool(particle)].append((lemma, particle))
        for particle, triggers in with_particle.items():
            if triggers:
                found.append(
                    Pattern(
                        id=entry["id"], type=type_, pos=pos, triggers=frozenset(triggers), light=_expand(place, entry.get("light", ())),
                        object=_expand(place, entry.get("object", ())), object_not=_expand(place, entry.get("object_not", ())),
                        subject=_expand(place, entry.get("subject", ())),
                        prep_object=tuple((k, _expand(place, v)) for k, v in entry.get("prep_object", {}).items()),
                        with_any=frozenset(entry.get("with", ())), without=frozenset(entry.get("without", ())),
                        needs=frozenset(entry.get("needs", ())), modal=frozenset(entry.get("modal", ())), both=bool(entry.get("both", False)),
                        clause_verb=_expand(place, entry.get("clause_verb", ())), clause_subject=entry.get("clause_subject"),
                        clause_negated=entry.get("clause_negated"), clause_if=entry.get("clause_if"), modifier=_expand(place, entry.get("modifier", ())),
                        mode=entry.get("mode"), cameo=entry.get("cameo"), status=entry.get("status"),
                        specific=constraints + 2 * particle, **slots,
                    )
                )  # fmt: skip
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
