"""A stored record for notebooks and scripts: its questions as methods, their answers as data frames and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from communique.ask.rows import Row, Table
from communique.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from communique.store.connection import Connection

#: Rows that a notebook shows below the picture; the data frame has all.
_SHOWN = 50
#: Columns that hold days, by their ends: days as pandas counts them.
_DAYS = ("first", "last", "asked", "since", "published")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave.

    Attributes:
        table: rows with the columns that are shown.
        draw: makes the picture; None: there is none of this question.
    """

    table: Table
    draw: Callable[[Table], str] | None = field(default=None, repr=False)

    @property
    def rows(self) -> list[Row]:
        """The rows as dictionaries, with more keys than are shown."""
        return self.table.rows

    def frame(self) -> pd.DataFrame:
        """The rows as a data frame: every key a column; days as ``datetime64[s]``, unknown ones as ``NaT``.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd  # not a dependency: who wants data frames has it
        except ImportError as error:
            raise UsageError("data frame", "pandas is not installed", "Install it: pip install pandas") from error
        keys = list(dict.fromkeys([*self.table.columns, *(k for r in self.rows for k in r)]))
        made = pd.DataFrame([{k: row.get(k) for k in keys} for row in self.rows], columns=keys)
        for column in set(_DAYS) & set(keys):
            days = [d if isinstance(d, str) and len(d) == 10 else None for d in made[column]]
            made[column] = pd.Series(days, index=made.index).astype("datetime64[s]")
        return made

    def picture(self) -> str:
        """The answer as an SVG picture.

        Raises:
            UsageError: there is no picture of this question.
        """
        if self.draw is None:
            raise UsageError(self.table.title, "there is no picture of it", "Take .frame() or .rows.")
        return self.draw(self.table)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        """The picture, if there is one, and the first rows; everything that reports say is escaped."""
        head = "".join(f"<th>{escape(c)}</th>" for c in self.table.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_cell(row.get(c)))}</td>' for c in self.table.columns)}</tr>"
            for row in self.rows[:_SHOWN]
        )
        more = f"<p>… {len(self.rows) - _SHOWN} more rows</p>" if len(self.rows) > _SHOWN else ""
        notes = "".join(f"<p>{escape(n)}</p>" for n in (self.table.notes if self.rows else [self.table.empty]))
        drawn = self.picture() if self.draw is not None and self.rows else ""
        title = f"<p><strong>{escape(self.table.title)}</strong></p>"
        return (
            f"<div>{title}{drawn}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}{notes}</div>"
        )


class OpenRecord:
    """A stored record; use it in ``with``, or close it.

    Args:
        location: file of the record, or address of its database.

    Raises:
        UsageError: there is no such record.
    """

    def __init__(self, location: str | Path) -> None:
        from communique.store.database import open_record

        self._db: Connection = open_record(location if "://" in str(location) else Path(location))

    def timeline(
        self,
        *actors: str,
        types: Sequence[str] = (),
        statuses: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        words: str | None = None,
        outlets: Sequence[str] = (),
        as_of: str | None = None,
        mentions: bool = False,
        limit: int | None = None,
    ) -> Answer:
        """What was said and done, day by day; a row an event, or with `mentions` a row a report that tells it.

        Args:
            actors: names; all of them must take part.
            types: SAY or PLOVER types.
            statuses: actual, planned, demanded, denied, hypothetical.
            since: from this day, month or year on.
            until: up to this day, month or year.
            words: words of the sentence.
            outlets: reports of these only.
            as_of: reports published up to this day only.
            mentions: a row for each report that tells it.
            limit: at most so many rows.

        Raises:
            UsageError: a name is nobody's, or a date is none.
        """
        from communique.ask import timeline
        from communique.show import pictures

        wanted = timeline.Wanted(actors, tuple(types), tuple(statuses), since, until, words, tuple(outlets), as_of)
        return Answer(timeline.ask(self._db, wanted, mentions, limit), pictures.timeline)

    def exchanges(self, **wanted: Any) -> Answer:
        """What was asked and what came back; a row for each addressee.

        Args:
            wanted: what :func:`communique.ask.exchanges.ask` takes: `as_of`, `only_open`, `owed_by`, `asked_by`, `since`, `words`, `limit`.
        """
        from communique.ask import exchanges
        from communique.show import pictures

        return Answer(exchanges.ask(self._db, **wanted), pictures.exchanges)

    def network(self, *actors: str, **wanted: Any) -> Answer:
        """The timeline of some actors, drawn as who deals with whom; takes what :meth:`timeline` takes."""
        from communique.show import pictures

        return Answer(self.timeline(*actors, **wanted).table, pictures.network)

    def positions(self, **wanted: Any) -> Answer:
        """Who stands where on what, as :func:`communique.ask.positions.ask` has it."""
        from communique.ask import positions

        return Answer(positions.ask(self._db, **wanted))

    def search(self, words: str, **wanted: Any) -> Answer:
        """Sentences that hold some words, with the entries read from them, as :func:`communique.ask.search.ask` has it."""
        from communique.ask import search

        return Answer(search.ask(self._db, words, **wanted))

    def who(self, name: str) -> list[Answer]:
        """Who somebody is in the record: identity, spellings, deeds, counterparts, latest statements."""
        from communique.ask import who

        return [Answer(table) for table in who.ask(self._db, name)]

    def close(self) -> None:
        """Close the record."""
        self._db.close()

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _cell(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(v) for v in value)
    return "" if value is None else str(value)
