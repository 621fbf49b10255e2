"""A record as HTML for notebooks: each sentence with its entries; no scripts, no colours of its own, everything escaped."""

from __future__ import annotations

from html import escape

from communique.model import Record, Span
from communique.show import relations
from communique.show.entries import Entry, clean, entries, published, shorten
from communique.show.marking import pieces
from communique.show.outline import Heading, Line, blocks
from communique.show.relations import Told

#: Sentences shown; a notebook keeps its output, and a book-length text would make it unwieldy.
LIMIT = 300

_STYLE = """
.communique{max-width:70em;line-height:1.45}
.communique table{border-collapse:collapse;width:100%}
.communique td,.communique th{vertical-align:top;text-align:left;padding:.3em .8em .3em 0;border-top:1px solid rgba(128,128,128,.3)}
.communique td:first-child{width:48%}
.communique ul{margin:0;padding:0;list-style:none}
.communique mark{background:none;color:inherit;font-weight:bold;text-decoration:underline}
.communique small{opacity:.75}
"""


def html(record: Record) -> str:
    """The record as one ``div`` with its style."""
    document = record.document
    day = published(record) or "day of publication unknown"
    found = entries(record)
    rows: list[str] = []
    shown = 0
    for block in blocks(record):
        if isinstance(block, Heading):
            tag = "strong" if block.title else "small"
            rows.append(f'<tr><td colspan="2"><{tag}>{_text(block.text)}</{tag}></td></tr>')
            continue
        if shown == LIMIT:
            rows.append(
                f'<tr><td colspan="2"><small>… {len(record.sentences) - LIMIT} more sentences</small></td></tr>'
            )
            break
        shown += 1
        rows.append(_row(record, block, found.get(block.sentence, [])))
    parts = [
        f'<div class="communique"><style>{_STYLE}</style>',
        f"<p><strong>{_text(document.title or document.ref)}</strong><br>",
        f"<small>{_text(day)} · {len(record.events)} entries</small></p>",
        f"<table><tbody>{''.join(rows)}</tbody></table>",
        _told("Exchanges", relations.exchanges(record)),
        _told("Denials", relations.denials(record)),
        _actors(record),
        "</div>",
    ]
    return "".join(parts)


def _text(text: str) -> str:
    return escape(clean(text))


def _row(record: Record, line: Line, here: list[Entry]) -> str:
    sentence = record.sentences[line.sentence]
    passage = Span(sentence.start, sentence.end)
    words = []
    for piece in pieces(record.document.text, passage, [(e.event.trigger, e.number) for e in here]):
        words.append(f"<mark>{escape(piece.text)}</mark>" if piece.marks else escape(piece.text))
        words += [f"<sup>{number}</sup>" for number in piece.ends]
    mark = f"{escape(line.mark)} " if line.mark else ""
    items = "".join(_item(e) for e in here)
    return f"<tr><td>{mark}{''.join(words)}</td><td>{f'<ul>{items}</ul>' if items else ''}</td></tr>"


def _item(each: Entry) -> str:
    indent = f' style="margin-left:{1.5 * each.depth:g}em"' if each.depth else ""
    whom = f" → {escape(each.whom)}" if each.whom else ""
    manner = f" ({escape(', '.join(each.manner))})" if each.manner else ""
    said = f": {escape(shorten(each.said, 90))}" if each.said else ""
    details = "".join(
        f" · <em><b>{escape(d)}</b></em>" if d == each.status != "actual" else f" · {escape(d)}" for d in each.details()
    )
    head = f"<sup>{each.number}</sup> <b>{escape(each.event.type)}</b> {escape(each.who)}{whom}{manner}"
    return f'<li{indent} title="{escape(each.event.id)} · {escape(each.event.rule)}">{head}{said}<small>{details}</small></li>'


def _told(title: str, told: list[Told]) -> str:
    if not told:
        return ""
    items = "".join(
        f"<li>{escape(t.line)}{''.join(f'<br><small>— {escape(b)}</small>' for b in t.below)}</li>" for t in told
    )
    return f"<p><strong>{escape(title)}</strong></p><ol>{items}</ol>"


def _actors(record: Record) -> str:
    cast = relations.actors(record)
    if not cast:
        return ""
    cells = "".join(
        f"<tr><td>{escape(a.name)}</td><td>{escape(a.party)}</td><td>{escape(a.kind)}</td><td>{escape(', '.join(a.spellings))}</td></tr>"
        for a in cast
    )
    head = "<tr><th>name</th><th>party</th><th>kind</th><th>as the report spells it</th></tr>"
    return f"<details><summary>{len(cast)} actors</summary><table><thead>{head}</thead><tbody>{cells}</tbody></table></details>"
