"""Speakers of a transcript whom nothing else names: "MR. McCURRY: …", "MS HARF: …" at the head of a paragraph."""

from __future__ import annotations

import re

from communique.actors.board import Board
from communique.lexicon import words

_LABEL = re.compile(
    r"(?P<title>(?:[A-Z][A-Za-z]*\.?\s+){0,3}?)(?P<name>(?:Mc|Mac|O')?[A-Z][A-Z'’-]{2,})(?:\s?\([^)\n]{1,60}\))?\s?:\s"
)
#: A label that stands once may be a headline's; with an honorific before the name it is a speaker.
_TWICE = 2


def place(board: Board) -> None:
    """Make a person of each label in capitals that names nobody yet; its party is not known."""
    found: dict[str, list[tuple[int, int, bool]]] = {}
    for paragraph in board.parsed.paragraphs:
        if paragraph.heading:
            continue
        match = _LABEL.match(board.parsed.text, paragraph.start, paragraph.end)
        if match is None or match["name"].lower() in words("no-labels"):
            continue
        honoured = bool(match["title"]) and match["title"].split()[-1].lower().rstrip(".") in words("label-titles")
        found.setdefault(match["name"], []).append((match.start("name"), match.end("name"), honoured))
    for name, places in found.items():
        if len(places) < _TWICE and not any(honoured for _, _, honoured in places):
            continue
        for start, end, _ in places:
            ranged = board.tokens_in(start, end)
            if ranged is None or not board.free(*ranged):
                continue
            shown = re.sub(r"(?<=[A-Z])[A-Z]+", lambda m: m.group().lower(), name)
            identity = board.make(board.slug(name.lower()), shown, "person", None)
            board.add(*ranged, identity, "name", "a label before what is said")
