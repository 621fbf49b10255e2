"""JSON Lines: every record as it is, one a line. Nothing is dropped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from communique.export.dropped import Dropped
from communique.export.look import Data


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write each record as one line of UTF-8 JSON (RFC 8259), keys in the record's own order, without blanks; ``\\n`` ends it.

    The fields are those of docs/reference/record-json.md; reading a line back gives an equal record.
    """
    for record in records:
        target.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")
    return Dropped()
