"""Where names stand that the directory does not list."""

from __future__ import annotations

import pytest

from communique.actors.board import Board
from communique.actors.directory import directory
from communique.actors.runs import runs
from reading import parsed


def names(text: str) -> list[str]:
    """The runs of a text whose words nothing explains yet."""
    board = Board(parsed(text), directory())
    return [board.words(first, last) for first, last in runs(board, set(), set(), set())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday Odo Quillfeather left.", ["Odo Quillfeather"]),
        ("Near Quillby, villagers fled.", ["Quillby"]),
        ("Odo van der Quill left.", ["Odo van der Quill"]),
        ("Both Prime Ministers left.", []),
        ("Professor Odo Quillfeather left.", ["Odo Quillfeather"]),
        ("Rain fell.", []),
    ],
)
def test_runs(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_closed_tokens() -> None:
    board = Board(parsed("Odo Quillfeather left Quillby."), directory())
    assert [board.words(*r) for r in runs(board, {0, 1}, set(), set())] == ["Quillby"]
