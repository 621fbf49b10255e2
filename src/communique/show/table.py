"""One row an event: a table for a terminal, tab-separated lines for anything else."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.model import Record
from communique.show.entries import Entry, clean, entries, shorten

#: Head of the tab-separated lines. `date` and `basis` as in the record; `words` is what was said, or else the trigger.
COLUMNS = tuple(
    "document sentence id type mode actors recipients behalf channel date basis status quantity place words".split()
)


def header() -> str:
    """The names of the tab-separated columns."""
    return "\t".join(COLUMNS)


def lines(record: Record) -> list[str]:
    """The events of a record as tab-separated lines; several actors in one field are joined by "; "."""
    known = {a.id: a.name for a in record.actors}

    def joined(ids: tuple[str, ...]) -> str:
        return "; ".join(known.get(i, i) for i in ids)

    found = []
    for each in _ordered(record):
        event = each.event
        fields = (
            record.document.ref, str(event.sentence + 1), event.id, event.type, event.mode, joined(event.actors), joined(event.recipients),
            joined(event.behalf), event.channel, event.when.value, event.when.basis, event.status, event.quantity, event.place,
            each.said or event.trigger.of(record.document.text),
        )  # fmt: skip
        found.append("\t".join(clean(field or "") for field in fields))
    return found


def show(record: Record, console: Console) -> None:
    """Print the events of a record as a table."""
    title = Text(shorten(clean(record.document.title or record.document.ref), max(console.width - 2, 20)), style="bold")
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    table.add_column("no.", justify="right", no_wrap=True)
    table.add_column("type", no_wrap=True, style="bold")
    table.add_column("who", ratio=3)
    table.add_column("whom", ratio=2)
    table.add_column("date", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("words", ratio=5)
    table.add_column("id", no_wrap=True, style="dim")
    for each in _ordered(record):
        event = each.event
        words = shorten(each.said, 90) or clean(event.trigger.of(record.document.text))
        date = event.when.value if event.when.basis != "unresolved" and event.when.value else "unknown"
        who = each.who + (f" ({', '.join(each.manner)})" if each.manner else "")
        cells = (str(event.sentence + 1), event.type, who, each.whom, date, each.status, words, each.short)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _ordered(record: Record) -> list[Entry]:
    return [each for here in entries(record).values() for each in here]
