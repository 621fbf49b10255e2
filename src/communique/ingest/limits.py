"""What the readers take on and what they turn away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the input, so that one huge or foreign file cannot stall a run.

    Attributes:
        document_bytes: size in bytes of one text or HTML file, and of the text of one JSONL record in UTF-8.
        file_bytes: size in bytes of one ``.json`` file and of one line of JSONL. A JSONL file may be of any size.
        any_language: read texts in other languages too; the rules know English only, so little will be found.

    """

    document_bytes: int = 5_000_000
    file_bytes: int = 20_000_000
    any_language: bool = False


def megabytes(count: int) -> str:
    """Write a size for a message.

    >>> megabytes(5_000_000), megabytes(1_500)
    ('5 MB', '0.0015 MB')
    """
    return f"{count / 1_000_000:.10g} MB"
