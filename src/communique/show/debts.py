"""The debt table for people: each exchange with its opening quoted, then who was asked and what came back, disputes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from communique.ask.rows import Row, Table
from communique.show.entries import clean, listed, shorten

_STATES = {"answered-by-other": "answered by another", "holding": "holding answer"}
_STYLES = {"owed": "yellow", "holding": "yellow", "unknown": "yellow", "answered": "green", "answered-by-other": "cyan",
           "declined": "red", "withdrawn": "dim"}  # fmt: skip
_ID = 8
_QUOTE = 230
_DISPUTES = 3
_WIDEST = 150


def show(table: Table, console: Console) -> None:
    """Print the exchanges of a table made by :func:`communique.ask.exchanges.ask`."""
    width = min(console.width, _WIDEST)
    console.print(Text(clean(table.title), style="bold"))
    console.print()
    if not table.rows:
        console.print(table.empty)
    for _, rows in groupby(table.rows, lambda r: r["id"]):
        console.print(Group(*_exchange(list(rows), width)), width=width)
        console.print()
    for note in table.notes:
        if not note.startswith("Disputed"):
            console.print(clean(note), markup=False)


def _exchange(rows: Sequence[Row], width: int) -> Iterator[RenderableType]:
    first = rows[0]
    reports = f"{first['reports']} reports" if first["reports"] > 1 else "1 report"
    head = Text()
    head.append(f"{first['asked']}  ", style="bold")
    head.append(clean(first["by"]), style="bold")
    head.append(f"  {first['type']}  ", style="cyan")
    head.append(f"{reports}  {first['id'][:_ID]}", style="dim")
    yield head
    yield Padding(_quoted(first["sentence"], first["source"]), (0, 0, 0, 2))
    yield Padding(_addressees(rows, width), (0, 0, 0, 2))
    disputes = first["disputes"]
    for dispute in disputes[:_DISPUTES]:
        text = Text()
        text.append("disputed: ", style="bold magenta")
        text.append_text(_quoted(dispute["not_answered_quote"], dispute["not_answered_source"]))
        yield Padding(text, (0, 0, 0, 2))
    for claim in first["claims"][:_DISPUTES] if not disputes else ():
        yield Padding(Text("it is said: ").append_text(_quoted(claim["quote"], claim["source"])), (0, 0, 0, 2))
    if len(disputes) > _DISPUTES:
        yield Padding(
            Text(f"{len(disputes) - _DISPUTES} more say so; communique show {first['id'][:_ID]}", style="dim"),
            (0, 0, 0, 2),
        )


def _addressees(rows: Sequence[Row], width: int) -> RichTable:
    """One line for all addressees with the same state by the same words."""
    drawn = RichTable.grid(padding=(0, 2))
    most = max(12, min(34, width // 4))
    drawn.add_column(max_width=most)
    drawn.add_column(no_wrap=True)
    drawn.add_column(ratio=1)
    together: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        together.setdefault((row["state"], row["answer"]), []).append(row)
    for (state, answer), some in together.items():
        says = Text()
        if answer is None:
            says.append(some[0]["says"])
        else:
            if state == "answered-by-other":
                by = [
                    f"{word} {clean(some[0][key])}"
                    for word, key in (("by", "answer_by"), ("for", "behalf"))
                    if some[0][key]
                ]
                says.append(f"{' '.join(by)}: " if by else "", style="bold")
            says.append_text(_quoted(some[0]["quote"], some[0]["quote_source"]))
        drawn.add_row(
            Text(clean(listed([r["addressee"] for r in some]))),
            Text(_STATES.get(state, state), style=_STYLES[state]),
            says,
        )
    return drawn


def _quoted(quote: str, source: str) -> Text:
    text = Text(f"“{shorten(clean(quote), _QUOTE)}”")
    text.append(f" {clean(source)}", style="dim")
    return text
