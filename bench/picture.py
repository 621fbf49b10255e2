"""Draw docs/pictures: what ``communique read`` prints for half of the sample report, and what ``communique exchanges`` for the dossier.

Usage: python bench/picture.py
"""

from __future__ import annotations

import io
import re
import sqlite3
import tempfile
from pathlib import Path

import rich._export_format
from rich.console import Console
from rich.terminal_theme import MONOKAI

from communique import ingest, pipeline
from communique.ask import exchanges
from communique.errors import DocumentError
from communique.ledger import add
from communique.ledger.linking import link
from communique.parse.published import detect
from communique.show import debts, terminal
from communique.store.database import open_record

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src" / "communique" / "data" / "samples"
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 132
PARAGRAPHS = 6


def console() -> Console:
    """A terminal that remembers."""
    return Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )


def svg(screen: Console, name: str, title: str) -> None:
    """Write what a terminal remembers as a picture without fonts from elsewhere."""
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", rich._export_format.CONSOLE_SVG_FORMAT, flags=re.S)
    drawn = screen.export_svg(title=title, theme=MONOKAI, code_format=form, unique_id=name)
    text = "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"
    (PICTURES / f"{name}.svg").write_text(text, encoding="utf-8")


def read() -> None:
    """One report with its entries."""
    text = "\n\n".join((SAMPLES / "letters.txt").read_text(encoding="utf-8").split("\n\n")[:PARAGRAPHS])
    record = pipeline.read(ingest.from_text(text, ref="letters.txt", published="2022-02-11"))
    screen = console()
    terminal.show(record, screen)
    svg(screen, "read", "communique read --published 2022-02-11 letters.txt")


def dossier(path: Path) -> sqlite3.Connection:
    """The record of the dossier."""
    db = open_record(path, create=True)
    run = add.begin_run(db, "picture", "default", {})
    for document in ingest.read(
        [str(SAMPLES / "dossier.jsonl")], published=None, limits=ingest.Limits(), detect=detect
    ):
        if isinstance(document, DocumentError):
            raise document
        add.save(db, pipeline.read(document), run)
    link(db)
    return db


def asked() -> None:
    """What Russia asked and what came back."""
    with tempfile.TemporaryDirectory() as folder:
        db = dossier(Path(folder) / "record.db")
        table = exchanges.ask(db, asked_by="Lavrov", as_of="2022-02-14", words="letter")
        screen = console()
        debts.show(table, screen)
        db.close()
    svg(screen, "exchanges", "communique exchanges --asked-by Lavrov --as-of 2022-02-14 --words letter")


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    read()
    asked()
