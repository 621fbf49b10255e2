"""What the views are printed on in these tests."""

from __future__ import annotations

import io

from rich.console import Console


class Page:
    """A console that keeps what is printed."""

    def __init__(self, width: int, colour: bool = False) -> None:
        self._file = io.StringIO()
        self.console = Console(
            file=self._file,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            highlight=False,
        )

    @property
    def text(self) -> str:
        return self._file.getvalue()

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.text.splitlines()]

    @property
    def flowing(self) -> str:
        """All of it with white space runs as one space."""
        return " ".join(self.text.split())
