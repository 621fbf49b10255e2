"""Which version of a report is asked: the newest, or as of a day the one that was the newest then."""

from __future__ import annotations

#: That report `r` was the newest version on a day; ``{day}`` is the placeholder of the query.
NEWEST = (
    "r.first_day <= {day} AND NOT EXISTS"
    " (SELECT 1 FROM reports n WHERE n.source = r.source AND n.version > r.version AND n.first_day <= {day})"
)
#: That report `r` was the newest version of its on a day (``:day``), or, if it is null, is now.
SHOWN = f"(CAST(:day AS TEXT) IS NULL AND r.current = 1 OR {NEWEST.format(day=':day')})"
#: Events `e` of those versions.
CURRENT = f" JOIN reports r ON r.id = e.report WHERE {SHOWN}"
