"""What the tests of pictures read out of an SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from communique.show.drawing import width

NS = "{http://www.w3.org/2000/svg}"
_SIZES = {"small": 11.0, "name": 13.0, "head": 18.0}

Box = tuple[float, float, float, float]


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[tuple[str, Box]]:
    """Every text with the box it stands in: left, top, right, bottom."""
    found = []
    for element in tree(svg).iter(f"{NS}text"):
        words = element.text or ""
        size = next((_SIZES[c] for c in element.get("class", "").split() if c in _SIZES), 12.0)
        wide = width(words, size)
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        x -= {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", "start"), 0.0)
        found.append((words, (x, y - size * 0.75, x + wide, y + size * 0.2)))
    return found


def overlapping(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    found = []
    for n, (one, a) in enumerate(boxes):
        for other, b in boxes[n + 1 :]:
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                found.append((one, other))
    return found


def titles(svg: str) -> list[str]:
    return [element.text or "" for element in tree(svg).iter(f"{NS}title")]


def marks(svg: str) -> dict[str, ET.Element]:
    """Marks by the id that they carry."""
    return {e.attrib["data-id"]: e for e in tree(svg).iter(f"{NS}g") if "data-id" in e.attrib}


def tags(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(NS) for child in element if child.tag != f"{NS}title"]
