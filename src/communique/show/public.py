"""The record as callers of the library get it: the data of :class:`communique.model.Record` with its forms as methods."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from communique import model
from communique.record import to_dict, to_json


@dataclass(frozen=True, slots=True, repr=False)
class Record(model.Record):
    """All that was read from one report; a notebook shows it sentence by sentence."""

    @classmethod
    def of(cls, record: model.Record) -> Record:
        """The same data with the methods below."""
        return cls(**{f.name: getattr(record, f.name) for f in fields(record)})

    def to_dict(self) -> dict[str, Any]:
        """The record as nested dictionaries and lists; all spans are ``{"start": int, "end": int}`` into ``document.text``."""
        return to_dict(self)

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return to_json(self)

    def _repr_html_(self) -> str:
        from communique.show import notebook  # late: only a notebook asks for it

        return notebook.html(self)
