"""The command line: thin; what it prints is made in :mod:`communique.show`, what it asks in :mod:`communique.ask`.

The parser library, rich, the store and the readers are imported inside the functions, so that ``--help`` and ``--version`` are quick.
"""

from __future__ import annotations

import sys

from communique.cli import asking, backing, coding, judging, keeping, reading, serving, watching  # noqa: F401  (each adds its commands to the application)
from communique.cli.base import app, error
from communique.errors import CommuniqueError, UsageError

__all__ = ["app", "main"]

#: Commands in the order of their use, for --help.
_ORDER = (
    "read",
    "add",
    "watch",
    "code",
    "timeline",
    "exchanges",
    "positions",
    "who",
    "search",
    "show",
    "serve",
    "explain",
    "judge",
    "compare",
    "export",
    "backup",
    "restore",
)
app.registered_commands.sort(
    key=lambda c: _ORDER.index(n) if (n := getattr(c.callback, "__name__", "")) in _ORDER else len(_ORDER)
)


def main() -> None:
    """Entry point of the ``communique`` command."""
    try:
        app()
    except CommuniqueError as problem:
        error(problem)
        sys.exit(2 if isinstance(problem, UsageError) else 1)
    except Exception as problem:
        if "--debug" in sys.argv:
            raise
        reason = f"{type(problem).__name__}: {problem}".strip(": ")
        remedy = "Please report it; communique --debug COMMAND … shows where it happened."
        error(CommuniqueError("communique", f"internal error ({reason})", remedy))
        sys.exit(1)
