"""Short made-up reports, read once, and records of the store to put them in."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from communique import batch, ingest, pipeline
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Document, Record
from communique.parse.published import detect
from communique.parse.syntax import DEFAULT_MODEL
from communique.store.database import open_record
from communique.store.dump import canonical

SAMPLES = Path(__file__).resolve().parents[2] / "src" / "communique" / "data" / "samples"

#: What is found across reports.
FOUND = frozenset(("copies", "persons", "groups", "group_members", "across", "cells", "ends", "copy_bands", "pending"))

#: Three texts of which the middle one is a copy of the others, which are not copies of each other.
_PLEA = (
    "Ukraine pleaded with NATO on Monday to impose a no-fly zone over its cities and harbours until the ice is gone. "
)
_HARBOUR = (
    "Fishing boats from the islands lay in the harbour of Odesa while the owners waited for papers that nobody had sent. The harbour "
    "master counted eleven of them before noon and four more when the fog had gone. The oldest skipper had seen three such winters, and "
    "each of them had ended with bread queues at the mole. Ice was sold out by two in the afternoon. "
)
_NO = "NATO insisted on Tuesday that it would not enforce a no-fly zone over the cities and harbours of Ukraine."


@cache
def report(
    text: str, published: str | None = None, ref: str = "made", url: str | None = None, outlet: str | None = None
) -> Record:
    """The record of a text."""
    document = ingest.from_text(text, ref=ref, published=published, url=url, outlet=outlet, lang="en", detect=detect)
    return pipeline.read(document)


@cache
def dossier() -> tuple[Record, ...]:
    """The records of the sample dossier; one of its reports has two versions."""
    found = []
    documents = ingest.read([SAMPLES / "dossier.jsonl"], detect=detect)
    for each in batch.records(documents, DEFAULT_MODEL):
        assert isinstance(each, Record), each
        found.append(each)
    return tuple(found)


def story(number: int, published: str, text: str, outlet: str) -> Record:
    return report(text, published, f"story-{number}", f"https://{outlet.lower()}.example/{number}", outlet)


@cache
def stories() -> tuple[Record, ...]:
    """Reports with every relation that is found across reports, and with what makes it hang on the order of adding, if anything does:
    copies that only a third joins, a name without a country, openings that fit an answer alike, deeds told with and without a day.
    """
    return tuple(story(number, *each) for number, each in enumerate(_STORIES))


_STORIES = (
    ("2022-02-07", _PLEA + _HARBOUR, "Alpha"),
    ("2022-02-08", _HARBOUR + _NO, "Beta"),
    ("2022-02-08", _PLEA + _HARBOUR + _NO, "Gamma"),
    (
        "2022-01-28",
        "Russia demanded on Friday that NATO withdraw its missiles from Romania and answer in writing. "
        "Foreign Minister Sergei Lavrov sent a letter with this demand to NATO. "
        'Ukrainian President Volodymyr Zelensky said: "We will never recognize the republics."',
        "Alpha",
    ),
    (
        "2022-01-29",
        "Russia demanded that NATO withdraw its missiles from Romania at once. "
        "NATO accused Russia of massing troops near the border of Ukraine and of hiding its missiles in barns.",
        "Beta",
    ),
    (
        "2022-02-01",
        "NATO rejected the demand of Russia to withdraw its missiles from Romania. In its answer to the letter NATO refused to talk about "
        "missiles in Romania. ",
        "Gamma",
    ),
    (
        "2022-02-03",
        "NATO replied to the letter in which Russia had demanded that it withdraw missiles from Romania. "
        "Russia denied that it was massing troops near the border and hiding missiles in barns. "
        "Russian President Vladimir Putin spoke by phone with French President Emmanuel Macron on Thursday about the missiles.",
        "Alpha",
    ),
    (
        "2022-02-04",
        "French President Emmanuel Macron and Russian President Vladimir Putin talked by phone about the missiles. "
        "Russia has demanded that NATO withdraw its missiles from Romania.",
        "Delta",
    ),
    (
        "2022-02-03",
        "Macron called Putin on February 3 to speak about the missiles. "
        "Ukrainian commander Dmytro Ivanenko accused Russia of shelling 12 villages on Thursday.",
        "Beta",
    ),
    (
        "2022-02-04",
        "Ukrainian commander Dmitry Ivanenko accused Russia of shelling 14 villages near the border. "
        "Dmitry Ivanenko denied that the villages had been evacuated.",
        "Gamma",
    ),
    (
        "2022-02-05",
        "Dmytro Ivanenko accused NATO of hiding missiles near the villages and of shelling them. "
        "Russian troops shelled the villages on Thursday.",
        "Epsilon",
    ),
    (
        "2022-02-06",
        "Russian colonel Dmytro Ivanenko denied that Russia had shelled villages near the border. NATO denied that it was hiding missiles "
        "near the villages.",
        "Alpha",
    ),
    (
        "2022-02-09",
        'Ukrainian President Volodymyr Zelensky said: "We will recognize the republics if they hold elections." '
        "Russia has demanded in a letter that NATO answer about its missiles in Romania.",
        "Zeta",
    ),
    (
        "2022-02-10",
        "Russian Foreign Minister Sergei Lavrov said that Russia would attack Ukraine on 20 February. "
        "Russia shelled the villages on February 3, Kyiv said. Sanctions will be imposed in March.",
        "Beta",
    ),
    (
        "2022-02-12",
        "Russian Foreign Minister Sergei Lavrov said that Russia would not attack Ukraine. He said: “Russia did not attack Ukraine.” "
        "Foreign Minister Lavrov said on 5 January that Russia would never attack Ukraine on 20 February.",
        "Delta",
    ),
    (
        "2022-02-13",
        "Lavrov said that Russia will attack Ukraine. NATO has answered the demand of Russia that it withdraw its missiles from Romania.",
        "Gamma",
    ),
    (
        "2022-02-10",
        "Ukraine asked NATO on Thursday to patrol the strait with minesweepers until spring. "
        "Ukraine accused Hungary of selling diesel pumps to smugglers in the strait.",
        "Zeta",
    ),
    (
        "2022-02-11",
        "NATO declined to patrol the strait near Ukraine with minesweepers. "
        "Hungary denied selling diesel pumps to smugglers in the strait.",
        "Alpha",
    ),
)  # fmt: skip


def fresh(path: Path, records: Iterable[Record] = (), linked: bool = True) -> sqlite3.Connection:
    """A new record with these reports."""
    db = open_record(path, create=True)
    put(db, records)
    if linked:
        link(db)
    return db


def put(db: sqlite3.Connection, records: Iterable[Record], again: bool = False) -> list[add.Saved]:
    """Save reports in one run."""
    run = add.begin_run(db, "test", DEFAULT_MODEL, {})
    saved = [add.save(db, r, run, again) for r in records]
    add.end_run(db, run)
    return saved


def lines(db: sqlite3.Connection, only: Collection[str] | None = None) -> list[str]:
    """The content of a record."""
    return list(canonical(db, only))


def documents(records: Iterable[Record]) -> list[Document]:
    return [r.document for r in records]
