"""Reports whose entries are written down by hand, so that questions can be tested without the readers of texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.ask.entries import Entry, Party
from communique.ingest import from_text
from communique.model import (
    Actor,
    Event,
    Link,
    LinkType,
    Mention,
    Record,
    Sentence,
    Span,
    Status,
    TimexBasis,
    Traits,
    When,
)
from communique.store.days import bounds

#: Parties of the tests: their names, by code.
STATES = {
    "URY": "Uruguay", "PRY": "Paraguay", "BOL": "Bolivia", "ISL": "Iceland", "NOR": "Norway", "DEU": "Germany", "FRA": "France",
    "EU": "European Union", "NATO": "NATO",
}  # fmt: skip


def side(name: str) -> Party:
    """A state or organisation by its code; "Ada Berg/NOR" is somebody who stands for one, "Ada Berg" somebody who stands for none."""
    who, _, party = name.partition("/")
    if who in STATES:
        return Party(who, STATES[who], who, who)
    identity = "~" + who.lower().replace(" ", "-")
    return Party(identity, who, party or None, identity)


def sides(names: str) -> tuple[Party, ...]:
    return tuple(side(n.strip()) for n in names.split(",") if n.strip())


def entry(
    who: str = "",
    whom: str = "",
    day: str | None = "2023-03-01",
    *,
    behalf: str = "",
    basis: str = "stated",
    **more: Any,
) -> Entry:
    """An entry by itself; `day` is when it was, or with basis "published" when it was told."""
    first, last = bounds(day)
    given: dict[str, Any] = {
        "id": "e000000000001", "report": "r1", "ref": "r1", "outlet": "Delta Post", "url": None, "published": day, "number": 0,
        "sentence_number": 0, "type": "CONSULT", "mode": None, "cameo": None, "status": "actual", "when": day, "basis": basis,
        "first": first, "last": last, "actors": sides(who), "recipients": sides(whom), "behalf": sides(behalf), "trigger": "wrote",
        "content": "", "sentence": "It is so.", "channel": None, "quantity": None, "place": None, "inside": None,
        "rule": "CONSULT.write-to", "quote": None, "group": None,
    }  # fmt: skip
    return Entry(**(given | more))


@dataclass(frozen=True)
class Line:
    """One sentence with the one entry read from it.

    Attributes:
        text: the sentence.
        trigger: its trigger; `lemma` is of it, or itself.
        opens: whether it asks; `answers` whether it may answer; `denies` whether it denies.
        day: its own day, if it has one: otherwise that of publication counts.
        links: types and numbers of the lines of the same report that it is linked to.
    """

    text: str
    type: str
    who: str = ""
    whom: str = ""
    behalf: str = ""
    trigger: str = ""
    rule: str = ""
    day: str | None = None
    status: Status = "actual"
    opens: bool = False
    answers: bool = False
    denies: bool = False
    lemma: str = ""
    words: tuple[str, ...] = ()
    called: str | None = None
    links: tuple[tuple[LinkType, int], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A report; a later version of one has its name, and an edition by which its entries differ."""

    name: str
    published: str
    lines: Sequence[Line]
    outlet: str = "Delta Post"
    title: str | None = None
    edition: str = ""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    def id(self, number: int) -> str:
        """Id of the entry of a line."""
        return "e" + "".join(f"{b:02x}" for b in f"{self.edition or self.name:_>5.5}".encode()) + f"{number:02x}"

    def record(self) -> Record:
        """The record, as if it had been read."""
        document = from_text(
            self.text, ref=self.name, published=self.published, url=f"https://sheet.example/{self.name}", outlet=self.outlet,
            title=self.title, lang="en",
        )  # fmt: skip
        sentences: list[Sentence] = []
        events: list[Event] = []
        traits: list[Traits] = []
        actors: dict[str, Actor] = {}
        mentions: list[Mention] = []
        links: list[Link] = []
        at = 0
        for number, line in enumerate(self.lines):
            start = document.text.index(line.text, at)
            at = start + len(line.text)
            sentences.append(Sentence(start, at, None))
            trigger = line.trigger or line.text.split()[1]
            place = document.text.index(trigger, start)
            parties = [sides(line.who), sides(line.whom), sides(line.behalf)]
            for each in (p for some in parties for p in some):
                actors.setdefault(
                    each.id, Actor(each.id, each.name, "person" if each.id[0] == "~" else "state", each.party)
                )
                if each.name in line.text:
                    here = document.text.index(each.name, start)
                    mentions.append(Mention(here, here + len(each.name), each.name, each.id, "exact", "exact name"))
            who, whom, behalf = (tuple(p.id for p in some) for some in parties)
            basis: TimexBasis = "stated" if line.day else "published"
            when = When(line.day or (self.published if line.status == "actual" else None), basis)
            events.append(
                Event(
                    self.id(number), line.type, None, None, who, whom, behalf, None, Span(place, place + len(trigger)), (), number, (),
                    None, None, line.status, when, None, None, line.rule or f"{line.type}.made", (),
                )
            )  # fmt: skip
            traits.append(
                Traits(
                    self.id(number), line.lemma or trigger, tuple(sorted(line.words)), tuple(sorted(line.words)),
                    tuple(sorted({p.side for some in parties for p in some})), line.opens, line.answers, line.denies, False,
                    line.called, False, False,
                )
            )  # fmt: skip
            links += [Link(kind, self.id(number), self.id(target), 0.9, ("made",)) for kind, target in line.links]
        return Record(
            document, tuple(sentences), tuple(actors.values()), tuple(mentions), (), tuple(events), tuple(links), (), {}, tuple(traits),
        )  # fmt: skip


def join(db: sqlite3.Connection, source: str, target: str, kind: LinkType = "answers") -> None:
    """Link two entries of different reports."""
    db.execute("INSERT INTO across VALUES (?, ?, ?, 0.9, '[\"made\"]')", (kind, source, target))
