"""Text that would do something if it were printed or opened as it is."""

from __future__ import annotations

import re

ANSI = "\x1b[31mred\x1b]0;title\x07"
C1 = "\x9b31m"
RTL = "\u202egnp.exe\u2066"
HTML = '<img src=x onerror="alert(1)">&amp;'
MARKUP = "[bold]loud[/bold] [link=https://evil.example]x[/]"
FORMULAS = ("=cmd|' /C calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "＝1")
EVIL = f"{ANSI}{C1}{RTL} {HTML} {MARKUP}\r\n\ttab \x00\x08 end"

_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def raw(text: str) -> list[str]:
    """Characters of a text that steer a terminal or turn its lines; tabs and line ends are none."""
    return _RAW.findall(text.replace("\r\n", "\n"))
