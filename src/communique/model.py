"""The central types: frozen, slotted, without behaviour that extracts anything.

All positions are half-open ``[start, end)`` in Unicode code points of ``Document.text``, which never changes once read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PublishedBasis = Literal["given", "metadata", "url", "dateline", "text", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexBasis = Literal["stated", "relative", "published", "unresolved"]
ActorKind = Literal["state", "government", "organisation", "person", "armed-group", "media", "people", "other"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Status = Literal["actual", "planned", "demanded", "denied", "hypothetical"]
RoleName = Literal["actor", "recipient", "behalf", "channel", "place", "quantity"]
LinkType = Literal["answers", "denies", "repeats", "contradicts"]
Outcome = Literal["accepted", "refused", "answered", "open"]
AddresseeState = Literal["owed", "answered", "answered-by-other", "declined", "withdrawn", "unknown"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open interval of code points in the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Published:
    """The day of publication: ISO 8601 day, month, year or interval ``a/b``; `value` is None when unknown."""

    value: str | None
    basis: PublishedBasis
    span: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was read. `text` is final; `id` is a hash of source and text."""

    ref: str
    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: Published = field(default_factory=lambda: Published(None, "unknown"))


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 value (TimeML 1.2.1) and the reason for it.

    `value` is ISO 8601 / TIMEX3 at the precision that is known; `alternatives` are values that another reading would give.
    """

    start: int
    end: int
    type: TimexType
    value: str
    basis: TimexBasis
    rule: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """The words at one place that name an actor, with how they were read (`reading`) and why that actor (`why`)."""

    start: int
    end: int
    text: str
    actor: str
    reading: str
    why: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts, speaks or is addressed.

    `party` is the ISO 3166 alpha-3 code of the state, or the usual short name of the organisation, that it stands for.
    """

    id: str
    name: str
    kind: ActorKind
    party: str | None = None
    office: str | None = None
    wikidata: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """The very words that filled a role of an event; `actor` is the id of whom they name, if anybody."""

    role: RoleName
    start: int
    end: int
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """Date of an event, ISO 8601 at the precision that is known, the basis and the words it was read from."""

    value: str | None
    basis: TimexBasis
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One utterance or deed. See DESIGN.md section 4 for every field."""

    id: str
    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    behalf: tuple[str, ...]
    channel: str | None
    trigger: Span
    roles: tuple[Role, ...]
    sentence: int
    content: tuple[Span, ...]
    quote: QuoteKind | None
    inside: str | None
    status: Status
    when: When
    quantity: str | None
    place: str | None
    rule: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two events, `source` → `target`, with a score in [0, 1] and the reasons for it."""

    type: LinkType
    source: str
    target: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """One party that an exchange's opening addressed and the state of its answer; `by` is the event that says so."""

    actor: str
    state: AddresseeState
    by: str | None = None
    behalf: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what came back. `open` reads "no answer found in these reports", never "did not answer"."""

    id: str
    opening: str
    answers: tuple[str, ...]
    outcome: Outcome
    addressees: tuple[Addressee, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """What an event is compared with across reports, kept from its parse; not part of the record's JSON.

    Attributes:
        event: id of the event.
        lemma: lemma of the trigger's first word.
        words: content words of its clause and content, names of its own parties left out; sorted.
        sentence_words: content words of its whole sentence; sorted.
        parties: parties (or actors without one) that its sentence names; sorted.
        opens: whether it asks for an answer.
        answers: whether it may be an answer.
        denies: whether it denies a claim.
        own_behalf: whether it asks each addressee to answer for itself.
        called: the noun by which its clause calls an opening ("letter", "demand").
        definite: whether that noun points back ("this demand").
        explicit: whether it says that it answers.
    """

    event: str
    lemma: str
    words: tuple[str, ...]
    sentence_words: tuple[str, ...]
    parties: tuple[str, ...]
    opens: bool
    answers: bool
    denies: bool
    own_behalf: bool
    called: str | None
    definite: bool
    explicit: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body, or a heading (`heading` is True; it then belongs to its own section)."""

    start: int
    end: int
    section: int | None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one document. `sections` gives the heading's text for each number that `Sentence.section` names;
    `traits` (one an event) and `lead` (content words of title and opening) serve the comparison with other reports.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    exchanges: tuple[Exchange, ...]
    sections: dict[int, str] = field(default_factory=dict)
    traits: tuple[Traits, ...] = ()
    lead: tuple[str, ...] = ()

    def __repr__(self) -> str:
        day = self.document.published.value or "day unknown"
        counts = f"{len(self.sentences)} sentences, {len(self.actors)} actors, {len(self.events)} events, {len(self.exchanges)} exchanges"
        return f"<Record of {self.document.ref!r} ({day}): {counts}>"
