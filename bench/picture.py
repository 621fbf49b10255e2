"""Draw docs/pictures/read.svg: what ``communique read`` prints for the first half of the sample report, on a wide terminal.

Usage: python bench/picture.py
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import rich._export_format
from rich.console import Console
from rich.terminal_theme import MONOKAI

from communique import ingest, pipeline
from communique.show import terminal

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "communique" / "data" / "samples" / "letters.txt"
TARGET = ROOT / "docs" / "pictures" / "read.svg"
WIDTH = 132
PARAGRAPHS = 6


def draw() -> str:
    """The picture as SVG, without fonts from elsewhere."""
    text = "\n\n".join(SAMPLE.read_text(encoding="utf-8").split("\n\n")[:PARAGRAPHS])
    record = pipeline.read(ingest.from_text(text, ref="letters.txt", published="2022-02-11"))
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    terminal.show(record, console)
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", rich._export_format.CONSOLE_SVG_FORMAT, flags=re.S)
    title = "communique read --published 2022-02-11 letters.txt"
    svg = console.export_svg(title=title, theme=MONOKAI, code_format=form, unique_id="read")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(draw(), encoding="utf-8")
