"""READ FIRST: the flow from bytes to a record, as calls in their order."""

from __future__ import annotations
