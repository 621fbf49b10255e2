"""Records → formats of others. ``EXPORTERS`` is the one place where an exporter is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from communique.errors import UsageError
from communique.export import atom, csv, gdelt, ics, jsonl, parquet, petrarch, plover, timelinejs, webannotation
from communique.export.dropped import Dropped

__all__ = ["EXPORTERS", "Dropped", "Exporter", "exporter"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    Attributes:
        name: what the format is asked for by.
        gloss: one line that says what it is.
        suffix: ending of the file's name, with its dot; empty for a folder.
        folder: whether `write` takes the path of a folder, which it makes, and not a stream of bytes.
        write: ``write(records, target)``: writes the records, one after another, to a binary stream or into a folder, and says
            what the format had no place for. Same records, same bytes.
    """

    name: str
    gloss: str
    suffix: str
    folder: bool
    write: Callable[[Iterable[dict[str, Any]], Any], Dropped]  # the target's type follows `folder`


EXPORTERS: dict[str, Exporter] = {
    e.name: e
    for e in (
        Exporter("jsonl", "the records as they are, one a line", ".jsonl", False, jsonl.write),
        Exporter("csv", "one row an event, for spreadsheets", ".csv", False, csv.write),
        Exporter("parquet", "a folder of tables, for DuckDB, pandas and R", "", True, parquet.write),
        Exporter(
            "plover", "PLOVER events with the fields of POLECAT, one a line", ".plover.jsonl", False, plover.write
        ),
        Exporter("gdelt", "the event table of GDELT 2.0, 61 columns", ".gdelt.tsv", False, gdelt.write),
        Exporter("petrarch", "event lines of PETRARCH2", ".petrarch.tsv", False, petrarch.write),
        Exporter("webannotation", "W3C Web Annotations (JSON-LD)", ".annotations.jsonld", False, webannotation.write),
        Exporter("timelinejs", "a timeline for TimelineJS 3", ".timeline.json", False, timelinejs.write),
        Exporter("atom", "an Atom feed", ".atom.xml", False, atom.write),
        Exporter("ics", "a calendar of what happened and is planned", ".ics", False, ics.write),
    )
}


def exporter(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return EXPORTERS[name]
    except KeyError:
        known = ", ".join(EXPORTERS)
        raise UsageError(f"format {name!r}", "there is no exporter of that name", f"Take one of: {known}.") from None
