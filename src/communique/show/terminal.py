"""The article with its entries, for a terminal or a pipe: beside each sentence if there is room, below it otherwise.

Nothing is told by colour alone: a raised number ties an entry to the word it was read from, and every status is a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from communique.model import Record, Span
from communique.show import relations
from communique.show.entries import Entry, clean, entries, published, shorten
from communique.show.marking import pieces, superscript
from communique.show.outline import Heading, Line, blocks

#: Columns from which entries stand beside their sentence.
WIDE = 110
#: Longest line that is still easy to read; a wider terminal stays empty at the right.
_WIDEST = 180

_CALM, _TENSE, _HARSH = "green", "yellow", "red"
_STYLES = {
    "SAY": "cyan",
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"), _CALM),
    **dict.fromkeys(("REQUEST", "REJECT", "ACCUSE", "THREATEN", "PROTEST"), _TENSE),
    **dict.fromkeys(("SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), _HARSH),
}


def show(record: Record, console: Console) -> None:
    """Print an article with its entries, then exchanges, denials and actors.

    Args:
        record: what was read.
        console: where to; its width decides the layout.
    """
    width = min(console.width, _WIDEST)
    console.print(Group(*_header(record)), width=width)
    found = entries(record)
    beside = width >= WIDE
    for block in blocks(record):
        console.print(
            _heading(block) if isinstance(block, Heading) else _sentence(record, block, found, beside), width=width
        )
    console.print(Group(*_after(record)), width=width)


def _header(record: Record) -> Iterator[RenderableType]:
    document = record.document
    title = clean(document.title or document.ref)
    yield Rule(Text(shorten(title, 90), style="bold"), characters="─", align="left", style="dim")
    facts = [clean(f) for f in (document.outlet, document.url, document.ref if document.title else None) if f]
    unknown = "day of publication unknown: days such as “Thursday” stay open (--published DATE gives it)"
    facts.append(published(record) or unknown)
    yield Text(" · ".join(facts), style="dim")
    yield Text()


def _heading(heading: Heading) -> RenderableType:
    return Padding(Text(heading.text, style="bold underline" if heading.title else "dim"), (0, 0, 1, 0))


def _sentence(record: Record, line: Line, found: dict[int, list[Entry]], beside: bool) -> RenderableType:
    here = found.get(line.sentence, [])
    sentence = record.sentences[line.sentence]
    left = Table.grid(padding=(0, 1))
    words = _marked(record, Span(sentence.start, sentence.end), here)
    if line.mark:
        left.add_column(no_wrap=True)
        left.add_column()
        left.add_row(line.mark, words)
    else:
        left.add_row(words)
    right = _entries(here)
    if beside:
        table = Table.grid(padding=(0, 3), expand=True)
        table.add_column(ratio=10)
        table.add_column(ratio=11)
        table.add_row(left, right)
        return Padding(table, (0, 0, 1, 0))
    return Padding(Group(left, Padding(right, (0, 0, 0, 4))) if here else left, (0, 0, 1, 0))


def _marked(record: Record, passage: Span, here: list[Entry]) -> Text:
    """The sentence, each trigger emphasised and numbered where it ends."""
    text = Text()
    styles = {e.number: _STYLES.get(e.event.type, "") for e in here}
    for piece in pieces(record.document.text, passage, [(e.event.trigger, e.number) for e in here]):
        text.append(piece.text, style=f"bold underline {styles[piece.marks[-1]]}" if piece.marks else "")
        for number in piece.ends:
            text.append(superscript(number), style="bold")
    return text


def _entries(here: list[Entry]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, justify="right", min_width=2)
    table.add_column(no_wrap=True, min_width=max(map(len, _STYLES)))
    table.add_column()
    for each in here:
        table.add_row(
            Text("  " * (each.depth - 1) + "↳" * bool(each.depth) + superscript(each.number), style="bold"),
            Text(each.event.type, style=f"bold {_STYLES.get(each.event.type, '')}"),
            _line(each),
        )
    return table


def _line(each: Entry) -> Text:
    text = Text(each.who, style="bold")
    if each.whom:
        text.append(" → ", style="not bold").append(each.whom)
    if each.manner:
        text.append(f" ({', '.join(each.manner)})", style="not bold")
    if each.said:
        text.append(f": {shorten(each.said, 70)}", style="not bold")
    for detail in each.details():
        unreal = detail == each.status != "actual"
        text.append(" · ", style="not bold").append(detail, style="bold italic" if unreal else "not bold")
    return text.append(f" · {each.short}", style="not bold dim")


def _after(record: Record) -> Iterator[RenderableType]:
    for title, told in (("Exchanges", relations.exchanges(record)), ("Denials", relations.denials(record))):
        if told:
            yield Text(title, style="bold underline")
            for number, each in enumerate(told, 1):
                table = Table.grid(padding=(0, 1))
                table.add_column(no_wrap=True, justify="right", min_width=2)
                table.add_column()
                table.add_row(f"{number}.", Text(each.line))
                for below in each.below:
                    table.add_row("—", Text(below))
                yield Padding(table, (0, 0, 1, 0))
    cast = relations.actors(record)
    if cast:
        table = Table(
            box=box.SIMPLE_HEAD, title="Actors", title_justify="left", title_style="bold underline", pad_edge=False
        )
        table.add_column("name", style="bold", max_width=44)
        table.add_column("party", no_wrap=True)
        table.add_column("kind", no_wrap=True)
        table.add_column("as the report spells it")
        for actor in cast:
            table.add_row(Text(actor.name), actor.party, actor.kind, Text(", ".join(actor.spellings)))
        yield table
    statements = sum(e.type == "SAY" for e in record.events)
    counts = (_counted(len(record.events), "entry", "entries"), _counted(statements, "statement"))
    yield Text(f"{counts[0]}, of them {counts[1]}, in {_counted(len(record.sentences), 'sentence')}", style="dim")
    yield Text()


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
