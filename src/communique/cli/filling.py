"""Sources → the record: the one way in, for ``add`` and ``watch``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cli import progress
from communique.cli.base import error, tell
from communique.cli.reading import Wanted, documents, outcomes
from communique.errors import DocumentError, UsageError
from communique.ingest import Meter
from communique.ledger import add as ledger
from communique.ledger import coded
from communique.ledger.feeds import Feeds
from communique.ledger.linking import link
from communique.parse.syntax import DEFAULT_MODEL
from communique.store import originals

if TYPE_CHECKING:
    from communique.ingest.options import Original
    from communique.model import Document
    from communique.store.connection import Connection


class Filling:
    """One run of a command that puts reports into a record.

    Args:
        connection: the record.
        command: name of the command, for the record's list of runs.
        wanted: what is asked of all documents.
        model: name of the parser's model, if not the usual one.
        workers: processes to read with.
        again: read known reports too.
        keep_source: keep the bytes that reports were read from.
        stop_after: read so many documents and no more.
        debug: let unexpected exceptions through.
        stopped: asked after each report; once it is true, no other is begun, and what is done is kept.

    Attributes:
        count: what became of how many: added, version, read again, known, failed, unchanged (feeds), left out.

    """

    def __init__(
        self,
        connection: Connection,
        command: str,
        wanted: Wanted,
        *,
        model: str | None = None,
        workers: int = 1,
        again: bool = False,
        keep_source: bool = False,
        stop_after: int | None = None,
        debug: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.count: Counter[str] = Counter()
        self._db = connection
        self._command = command
        self._wanted = wanted
        self._model = model
        self._workers = workers
        self._again = again
        self._keep_source = keep_source
        self._stop_after = stop_after
        self._debug = debug
        self._stopped = stopped
        self._kept: dict[str, originals.Kept] = {}

    def fill(self, sources: Iterable[str]) -> None:
        """Read sources into the record, one transaction a report, and find what they have in common with the others.

        Coded folders among them are merged in their turn, without reading their reports again.
        """
        runs: list[int] = []
        if isinstance(sources, list) and any(map(coded.is_coded, sources)):
            plans = {name: self._plan(Path(name)) for name in sources if coded.is_coded(name)}
            for name, group in groupby(sources, lambda each: each if each in plans else None):
                if name is None:
                    runs.append(self._read(list(group)))
                else:
                    self._merge(Path(name), plans[name])
        else:
            runs.append(self._read(sources))
        self._link()
        for run in runs:
            ledger.end_run(self._db, run)

    def _plan(self, folder: Path) -> coded.Plan:
        """The plan of a coded folder, to which nothing may be asked that its reading would have to have heeded."""
        for option, value in (
            ("--published", self._wanted.published),
            ("--since", self._wanted.since),
            ("--keep-source", self._keep_source),
        ):
            if value:
                remedy = "Leave it out; communique code takes --published."
                raise UsageError(str(folder), f"its reports are read already, and {option} comes too late", remedy)
        plan = coded.finished(folder)
        if note := coded.other_rules(folder, plan):
            tell(note)
        return plan

    def _merge(self, folder: Path, plan: coded.Plan) -> None:
        fresh = 0
        with progress.watched() as told:
            for number, saved in enumerate(coded.merge(self._db, folder, plan, self._again), 1):
                if isinstance(saved, DocumentError):
                    self.count["failed"] += 1
                    error(saved)
                else:
                    self.count[saved.change] += 1
                    fresh += saved.change != "known"
                told("reports merged", number)
                if self._stopped() or (self._stop_after is not None and fresh >= self._stop_after):
                    return

    def _read(self, sources: Iterable[str]) -> int:
        """Read sources; the number of the run, which is still to be ended."""
        options: dict[str, object] = {
            "again": self._again,
            "any_language": self._wanted.any_language,
            "published": self._wanted.published,
        }
        run = ledger.begin_run(self._db, self._command, self._model or DEFAULT_MODEL, options)
        feeds = Feeds(self._db, self._again, self._wanted.since)
        keep = self._keep if self._keep_source else None
        meter = Meter(sources) if isinstance(sources, list) and sys.stderr.isatty() else None
        found = documents(sources, self._wanted, feeds, keep, lambda what: self.count.update([what]), meter)
        fresh = islice(found if self._again else self._unknown(found), self._stop_after)
        for outcome in progress.read(
            outcomes(self._until_stopped(fresh), self._model, self._workers, self._debug), meter
        ):
            if isinstance(outcome, DocumentError):
                self.count["failed"] += 1
                error(outcome)
                continue
            saved = ledger.save(self._db, outcome, run, self._again)
            self._put(saved.report)
            self.count[saved.change] += 1
            if self._workers == 1:  # a visit is taken down when its last report has been saved, for none is under way
                feeds.settle()
        found.close()  # feeds that are broken off take down how far they came
        feeds.settle()
        return run

    def _link(self) -> None:
        seen: Counter[str] = Counter()
        with progress.watched() as told:

            def step(name: str, number: int) -> None:
                seen[name] += number
                told(f"places looked at for {name}", seen[name])

            link(self._db, step)

    def summary(self, db: Path) -> None:
        """Say on standard error what happened: standard output stays free."""
        parts = [f"{self.count['added']} added"]
        for change, words in (
            ("version", "later version" if self.count["version"] == 1 else "later versions"),
            ("read again", "read again"),
            ("known", "known already"),
            ("left out", f"from before {self._wanted.since} left out"),
            ("unchanged", "feed unchanged" if self.count["unchanged"] == 1 else "feeds unchanged"),
            ("failed", "failed"),
            ("resting", "left alone after failures"),
        ):
            if self.count[change]:
                parts.append(f"{self.count[change]} {words}")
        reports, events = (self._db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("reports", "events"))
        several = self._db.execute("SELECT count(*) FROM groups WHERE reports > 1").fetchone()[0]
        tell(
            f"{', '.join(parts)}. {db} holds {reports} reports and {events} events, {several} of them told by several reports."
        )

    def _unknown(self, found: Iterator[Document | DocumentError]) -> Iterator[Document | DocumentError]:
        """What the record does not hold yet; the rest is counted, and its bytes kept if they are missing."""
        known: list[ledger.Saved] = []
        for document in ledger.unknown(self._db, found, known):
            self._forget(known)
            yield document
        self._forget(known)

    def _forget(self, known: list[ledger.Saved]) -> None:
        for saved in known:
            self.count["known"] += 1
            self._put(saved.report)
        known.clear()

    def _until_stopped(self, found: Iterator[Document | DocumentError]) -> Iterator[Document | DocumentError]:
        for document in found:
            if self._stopped():
                return
            yield document

    def _keep(self, document: Document, original: Original) -> None:
        self._kept[document.id] = originals.pack(original.media, original.data, original.url, original.fetched)

    def _put(self, report: str) -> None:
        if (kept := self._kept.pop(report, None)) is not None:
            originals.put(self._db, report, kept)
