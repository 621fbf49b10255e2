"""How a reading room is set up."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is told at its start; never changed while it runs.

    Attributes:
        record: file of the record, or the address of its database.
        hosts: names under which it may be called (without port); a request for another is refused, which is what stops DNS rebinding.
        by: name that judgements are signed with: nobody signs in, who reaches it sits at this machine.
        read_seconds: how long one question to the record may take.
        body_bytes: largest body of a request.
        stale_seconds: how old a page may be with regard to reports just added; judgements show at once.
    """

    record: str
    hosts: tuple[str, ...] = LOOPBACK
    by: str = "local"
    read_seconds: float = 5.0
    body_bytes: int = 1_000_000
    stale_seconds: float = 2.0
