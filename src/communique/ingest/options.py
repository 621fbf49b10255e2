"""What every reader is told besides its source."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import DocumentError
from communique.ingest.document import Detector
from communique.ingest.limits import Limits, megabytes
from communique.ingest.sources import Source, os_error


@dataclass(frozen=True, slots=True)
class Options:
    """The day that the user gave (ISO 8601), how to settle the day of publication, and the limits."""

    published: str | None
    detect: Detector
    limits: Limits

    def bounded(self, source: Source, limit: int, remedy: str) -> bytes:
        """Read all bytes of a source.

        Raises:
            DocumentError: they are more than `limit`, or cannot be read.

        """
        try:
            data = source.stream.read(limit + 1)
        except OSError as error:
            raise os_error(source.ref, error) from error
        if len(data) > limit:
            raise DocumentError(source.ref, f"it is larger than {megabytes(limit)}, the limit for one document", remedy)
        return data
