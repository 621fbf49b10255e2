from __future__ import annotations

import pytest

from communique.events.kinds import kinds
from communique.model import (
    Actor,
    Addressee,
    Document,
    Event,
    Exchange,
    Link,
    Mention,
    Published,
    Record,
    Role,
    Sentence,
    Span,
    Timex,
    When,
)
from show.page import Page

TEXT = """Row over letters

The EU on Thursday accused Russia of "lying <often>". "We will answer Moscow for all of us," Burel wrote on Twitter on behalf of the EU.

• Russia denied that its \x1b[31mtroops would attack
Ukraine in March.
"""


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def role(name: str, span: Span, actor: str | None = None) -> Role:
    return Role(name, span.start, span.end, actor)  # type: ignore[arg-type]


def event(identity: str, type_: str, trigger: Span, sentence: int, **more: object) -> Event:
    rule = next(p.rule for k in kinds() if k.type == type_ for p in k.patterns)
    given: dict[str, object] = {
        "mode": None, "cameo": None, "actors": (), "recipients": (), "behalf": (), "channel": None, "roles": (), "content": (),
        "quote": None, "inside": None, "status": "actual", "when": When(None, "unresolved"), "quantity": None,
        "place": None, "rule": rule, "why": (),
    }  # fmt: skip
    return Event(id=identity, type=type_, trigger=trigger, sentence=sentence, **(given | more))  # type: ignore[arg-type]


def mention(span: Span, actor: str, reading: str, why: str) -> Mention:
    return Mention(span.start, span.end, span.of(TEXT), actor, reading, why)


@pytest.fixture
def record() -> Record:
    thursday, march = at("Thursday"), at("March")
    said = at("We will answer Moscow for all of us,")
    denied = Span(at("its").start, march.end)
    return Record(
        document=Document(
            "row.txt", "d1", TEXT, title="Row", published=Published("2022-02-11", "given", None, "given as 2022-02-11")
        ),
        sentences=(
            Sentence(at("The EU").start, at('often>".').end, 0),
            Sentence(at('"We').start, at("of the EU.").end, 0),
            Sentence(at("Russia denied").start, at("March.").end, 0),
        ),
        actors=(
            Actor("EU", "European Union", "organisation", "EU"),
            Actor("RUS", "Russia", "state", "RUS"),
            Actor("josep-borrell", "Josep Borrell", "person", "EU"),
            Actor("UKR", "Ukraine", "state", "UKR"),
        ),
        mentions=(
            mention(at("The EU"), "EU", "alias", "alias of European Union"),
            mention(at("Russia"), "RUS", "exact", "exact name"),
            mention(at("Moscow"), "RUS", "metonym", "place for government"),
            mention(at("Burel"), "josep-borrell", "surname", "spelling of Borrell"),
            mention(at("the EU"), "EU", "alias", "alias of European Union"),
            mention(at("Russia", 1), "RUS", "exact", "exact name"),
            mention(at("its"), "RUS", "pronoun", "'its' for 'Russia'"),
            mention(at("Ukraine"), "UKR", "exact", "exact name"),
        ),
        timexes=(
            Timex(thursday.start, thursday.end, "DATE", "2022-02-10", "relative", "timex.weekday", ("2022-02-17",)),
        ),
        events=(
            event(
                "eaaaa10000000", "ACCUSE", at("accused"), 0, actors=("EU",), recipients=("RUS",), content=(at('"lying <often>"'),),
                quote="mixed", roles=(role("actor", at("The EU"), "EU"), role("recipient", at("Russia"), "RUS")),
                when=When("2022-02-10", "relative", thursday), why=("actual: nothing above it",),
            ),
            event(
                "eaaaa20000000", "SAY", at("wrote"), 1, actors=("josep-borrell",), behalf=("EU",), channel="Twitter",
                content=(said,), quote="direct",
                roles=(role("actor", at("Burel"), "josep-borrell"), role("channel", at("Twitter")), role("behalf", at("the EU"), "EU")),
                when=When("2022-02-11", "published"),
            ),
            event(
                "ebbbb30000000", "REJECT", at("denied"), 2, actors=("RUS",), content=(denied,), quote="indirect",
                roles=(role("actor", at("Russia", 1), "RUS"),),
            ),
            event(
                "ecccc40000000", "ASSAULT", at("attack"), 2, actors=("RUS",), recipients=("UKR",), inside="ebbbb30000000", status="denied",
                roles=(role("actor", at("its"), "RUS"), role("recipient", at("Ukraine"), "UKR")), quantity="two tanks", place="the east",
                when=When("XXXX-03", "unresolved", march), why=("denied: it stands below 'denied'", "seen from afar"),
            ),
        ),
        links=(
            Link("denies", "ebbbb30000000", "eaaaa10000000", 0.75, ("the same accusation",)),
            Link("answers", "eaaaa20000000", "eaaaa10000000", 0.5, ()),
        ),
        exchanges=(
            Exchange(
                "x1", "eaaaa10000000", ("eaaaa20000000",), "refused",
                (Addressee("RUS", "answered-by-other", "eaaaa20000000"),), ("ebbbb30000000",),
            ),
            Exchange("x2", "ebbbb30000000", (), "open", (Addressee("UKR", "owed"),), ()),
        ),
        sections={0: "Row over letters"},
    )  # fmt: skip


@pytest.fixture
def page() -> type[Page]:
    return Page
