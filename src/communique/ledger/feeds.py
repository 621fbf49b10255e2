"""What the record remembers of feeds, so that only what is new is fetched and read.

A visit is written down when its documents are in the record, never before: whoever is interrupted in between sees the entries again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from communique.ingest.web import Visit
from communique.store.connection import Connection
from communique.store.database import transaction

#: Seconds before a feed that failed is asked again, doubled with each failure up to the second number.
BACK_OFF = (900, 24 * 3600)
_HOPS = 10


class Feeds:
    """The record's memory of feeds (a :class:`communique.ingest.web.Memory`).

    Args:
        db: the store.
        again: forget what was read: ask for all of it.
        since: day before which nothing is wanted.
        now: the time.

    """

    def __init__(
        self,
        db: Connection,
        again: bool = False,
        since: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._db = db
        self._again = again
        self._since = since
        self._now = now
        self._visits: list[Visit] = []

    def home(self, url: str) -> str:
        """Where a feed lives today, if it moved."""
        for _ in range(_HOPS):
            row = self._db.execute("SELECT moved FROM feeds WHERE url = ?", (url,)).fetchone()
            if row is None or row[0] is None or row[0] == url:
                break
            url = str(row[0])
        return url

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the version that was read, if nothing was left out of it that is wanted now."""
        row = self._db.execute("SELECT etag, modified, since FROM feeds WHERE url = ?", (url,)).fetchone()
        if row is None or self._again or (row[2] is not None and (self._since is None or self._since < row[2])):
            return None, None
        return row[0], row[1]

    def knows(self, url: str, entry: str) -> bool:
        """Whether an entry of a feed was seen to."""
        found = self._db.execute("SELECT 1 FROM feed_entries WHERE feed = ? AND entry = ?", (url, entry)).fetchone()
        return found is not None and not self._again

    def note(self, visit: Visit) -> None:
        """Take down a visit until its documents are in the record."""
        self._visits.append(visit)

    def settle(self) -> None:
        """Write the visits down: all that they gave is in the record."""
        if not self._visits:
            return
        with transaction(self._db):
            for visit in self._visits:
                self._write(visit)
        self._visits.clear()

    def due(self, url: str) -> bool:
        """Whether a feed may be asked again: it is not gone, and has not failed just now."""
        row = self._db.execute("SELECT gone, not_before FROM feeds WHERE url = ?", (self.home(url),)).fetchone()
        return row is None or (not row[0] and (row[1] is None or row[1] <= _stamp(self._now())))

    def gone(self, url: str) -> bool:
        """Whether the server said that a feed will not come back."""
        row = self._db.execute("SELECT gone FROM feeds WHERE url = ?", (self.home(url),)).fetchone()
        return row is not None and bool(row[0])

    def follow(self, url: str) -> None:
        """Know a feed before it was ever read, so that its failures are remembered too."""
        with transaction(self._db):
            self._db.execute("INSERT INTO feeds (url, gone, failures) VALUES (?, 0, 0) ON CONFLICT DO NOTHING", (url,))

    def _write(self, visit: Visit) -> None:
        known = self._db.execute("SELECT failures FROM feeds WHERE url = ?", (visit.url,)).fetchone()
        if visit.error is not None:
            if known is not None:
                self._failed(visit, int(known[0]) + 1)
            return
        if not visit.ended:
            self._part(visit)
            return
        if known is None and visit.status == 304:
            return
        moved = visit.moved if visit.moved != visit.url else None
        self._seen(visit.url, visit, moved)
        if moved:
            self._seen(moved, visit, None)

    def _seen(self, url: str, visit: Visit, moved: str | None) -> None:
        self._db.execute("INSERT INTO feeds (url, gone, failures) VALUES (?, 0, 0) ON CONFLICT DO NOTHING", (url,))
        self._db.execute(
            "UPDATE feeds SET moved = ?, gone = 0, fetched = ?, status = ?, failures = 0, error = NULL, not_before = NULL"
            " WHERE url = ?",
            (moved, visit.fetched, visit.status, url),
        )
        if visit.status == 304:
            if visit.moved:
                self._copy(visit.url, visit.moved)
            return
        validators = (visit.etag, visit.modified) if visit.whole else (None, None)
        self._db.execute(
            "UPDATE feeds SET etag = ?, modified = ?, since = ? WHERE url = ?", (*validators, visit.since, url)
        )
        self._db.execute("DELETE FROM feed_entries WHERE feed = ?", (url,))
        self._db.executemany(
            "INSERT INTO feed_entries VALUES (?, ?) ON CONFLICT DO NOTHING", ((url, e) for e, _ in visit.entries)
        )

    def _part(self, visit: Visit) -> None:
        """Note what a visit that was broken off gave: entries whose reports are in the record, and those that give none."""
        self._db.execute(
            "INSERT INTO feeds (url, gone, failures) VALUES (?, 0, 0) ON CONFLICT DO NOTHING", (visit.url,)
        )
        self._db.executemany(
            "INSERT INTO feed_entries SELECT ?, ? WHERE CAST(? AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM reports WHERE id = ?)"
            " ON CONFLICT DO NOTHING",
            ((visit.url, entry, report, report) for entry, report in visit.entries),
        )

    def _copy(self, old: str, new: str) -> None:
        """Take validators and entries along to a new address."""
        self._db.execute("INSERT INTO feeds (url, gone, failures) VALUES (?, 0, 0) ON CONFLICT DO NOTHING", (new,))
        self._db.execute(
            "UPDATE feeds SET (etag, modified, since) = (SELECT etag, modified, since FROM feeds WHERE url = ?) WHERE url = ?",
            (old, new),
        )
        self._db.execute(
            "INSERT INTO feed_entries SELECT ?, entry FROM feed_entries WHERE feed = ? ON CONFLICT DO NOTHING",
            (new, old),
        )

    def _failed(self, visit: Visit, failures: int) -> None:
        error = visit.error
        wait = min(BACK_OFF[0] * 2 ** min(failures - 1, 20), BACK_OFF[1])
        if error is not None and error.retry_after is not None:
            wait = max(wait, error.retry_after)
        until = _stamp(self._now() + timedelta(seconds=wait))
        self._db.execute(
            "UPDATE feeds SET gone = ?, status = ?, failures = ?, error = ?, not_before = ? WHERE url = ?",
            (visit.status == 410, visit.status, failures, error.reason if error else None, until, visit.url),
        )


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
