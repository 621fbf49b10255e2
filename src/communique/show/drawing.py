"""What the pictures share: text that is safe in XML, widths of text, numbers, colours for light and dark.

Pictures are SVG 1.1 without script, font or request of their own. Nothing is told by colour alone: status has a shape, conflict a
dashed line, and every mark says in its title what it is.
"""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

from communique.show.entries import clean, shorten

_NARROW = frozenset("iljtfrI.,:;'|!()[]·’‘ ")
_WIDE = frozenset("mwMW@%—→…")
_NO_XML = re.compile("[\ufffe\uffff]")
_TITLE = 400

_FAMILIES = {
    "SAY": "say",
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"), "calm"),
    **dict.fromkeys(("REQUEST", "REJECT", "ACCUSE", "THREATEN", "PROTEST"), "tense"),
    **dict.fromkeys(("SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "harsh"),
}

#: Families of types in words, in the order of a legend.
FAMILIES = {"say": "statement", "calm": "cooperation", "tense": "dispute", "harsh": "conflict", "other": "other"}

_LIGHT = {
    "paper": "#ffffff", "ink": "#1f2328", "soft": "#5b636d", "line": "#d9dee4",
    "say": "#3d6fb4", "calm": "#1a7f5a", "tense": "#b26a00", "harsh": "#b3261e", "other": "#5b636d",
}  # fmt: skip
_DARK = {
    "paper": "#14171b", "ink": "#e6e9ed", "soft": "#a2abb5", "line": "#343b43",
    "say": "#82aee8", "calm": "#5cc49a", "tense": "#e3a548", "harsh": "#f0867c", "other": "#a2abb5",
}  # fmt: skip


def family(kind: str) -> str:
    """The family of a type: say, calm, tense, harsh or other; it names the colour."""
    return _FAMILIES.get(kind, "other")


def number(value: float) -> str:
    """A coordinate, to one decimal.

    >>> number(3.0), number(-0.04), number(12.345)
    ('3', '0', '12.3')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def xml(text: str) -> str:
    """Text as it may stand between tags: controls and marks that turn the direction replaced, the rest escaped."""
    return escape(_NO_XML.sub("\ufffd", clean(text)))


def attribute(text: str) -> str:
    """Text as the value of an attribute, with its quotation marks."""
    return quoteattr(_NO_XML.sub("\ufffd", clean(text)))


def tip(lines: list[str]) -> str:
    """The title that a reader sees over a mark, a line each; long ones are cut."""
    return f"<title>{chr(10).join(xml(shorten(clean(line), _TITLE)) for line in lines if line.strip())}</title>"


def width(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif font, in the unit of `size`; rather too wide than too narrow.

    >>> width("", 12), width("illicit", 10) < width("MOMENTS", 10) < width("外交部外交部外", 10)
    (0.0, True)
    """
    ems = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            ems += 1.05
        elif unicodedata.combining(letter):
            continue
        elif letter in _NARROW:
            ems += 0.34
        elif letter in _WIDE:
            ems += 0.95
        else:
            ems += 0.7 if letter.isupper() else 0.58
    return ems * size


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut at a word's end so that it is about `room` wide."""
    text = clean(text)
    length = len(text)
    while length > 1 and width(text, size) > room:
        length = min(length - 1, int(length * room / width(text, size)) + 1)
        text = shorten(text, length)
    return text


def counted(amount: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "entry", "entries"), counted(1200, "entry", "entries")
    ('1 entry', '1,200 entries')
    """
    return f"{amount:,} {one if amount == 1 else many}"


def shape(form: str, x: float, y: float, r: float, name: str) -> str:
    """A circle, diamond, triangle, cross or square of about the same size.

    Args:
        form: which of them; anything else is a circle.
        x: its middle.
        y: its middle.
        r: radius of the circle.
        name: classes.
    """
    if form == "diamond":
        corners = [(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]
    elif form == "triangle":
        corners = [(-1.15, 0.95), (0.0, -1.15), (1.15, 0.95)]
    elif form == "square":
        corners = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
    elif form == "cross":
        arm = [(-1.1, -0.7), (-0.7, -1.1), (0.0, -0.4), (0.7, -1.1), (1.1, -0.7), (0.4, 0.0)]
        corners = [*arm, *((-dx, -dy) for dx, dy in arm)]
    else:
        return f'<circle class="{name}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>'
    path = "L".join(f"{number(x + r * dx)} {number(y + r * dy)}" for dx, dy in corners)
    return f'<path class="{name}" d="M{path}Z"/>'


def picture(name: str, across: float, down: float, title: str, described: str, body: list[str]) -> str:
    """The whole drawing.

    Args:
        name: class of the root, under which all its rules stand, so that several pictures can share a page.
        across: width in pixels, which is also the widest that it is shown.
        down: height in pixels.
        title: its name, for those who hear it read, too.
        described: what it shows, in a sentence or two.
        body: elements in their order.
    """
    size = f'width="{number(across)}" height="{number(down)}" viewBox="0 0 {number(across)} {number(down)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" {size} role="img" style="max-width:100%;height:auto">',
        f"<title>{xml(title)}</title>",
        f"<desc>{xml(described)}</desc>",
        f"<style>{_rules(name)}</style>",
        f'<rect class="paper" width="{number(across)}" height="{number(down)}"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _rules(name: str) -> str:
    root = f"svg.{name}"
    shape = (
        f'{root} text{{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",sans-serif;'
        f"font-size:12px}}"
        f"{root} .small{{font-size:11px}}{root} .name{{font-size:13px;font-weight:600}}"
        f"{root} .head{{font-size:18px;font-weight:600}}"
        f"{root} .thin{{stroke-width:1;fill:none}}{root} .mark{{stroke-width:1.6;stroke-linejoin:round}}"
        f"{root} .wide{{fill-opacity:.22;stroke-opacity:.55;stroke-width:1}}{root} .unsure{{stroke-dasharray:3 2}}"
    )
    return shape + _colours(root, _LIGHT) + f"@media (prefers-color-scheme:dark){{{_colours(root, _DARK)}}}"


def _colours(root: str, colours: dict[str, str]) -> str:
    paper = colours["paper"]
    rules = [
        f"{root} .paper{{fill:{paper}}}{root} text{{fill:{colours['ink']}}}{root} text.soft{{fill:{colours['soft']}}}",
        f"{root} .line{{stroke:{colours['line']}}}",
        f"{root} .halo{{stroke:{paper};stroke-width:3;stroke-linejoin:round;paint-order:stroke}}",
    ]
    for name in ("ink", "soft", *FAMILIES):
        colour = colours[name]
        rules.append(f"{root} .{name}{{fill:{colour};stroke:{colour}}}")
        rules.append(f"{root} .hollow.{name}{{fill:{paper};stroke:{colour}}}")
    rules.append(f"{root} text.ink{{stroke:none}}{root} text.soft{{stroke:none}}")
    return "".join(rules)
