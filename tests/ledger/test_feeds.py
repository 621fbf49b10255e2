"""What is remembered of feeds: validators, entries, moves, failures; written down only when the documents are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from communique.errors import FetchError
from communique.ingest.web import Visit
from communique.ledger.feeds import Feeds
from communique.store import originals
from communique.store.database import open_record

A, B, C = "https://a.example/feed", "https://b.example/feed", "https://c.example/feed"
NOW = datetime(2022, 2, 10, 12, tzinfo=UTC)
STAMP = NOW.isoformat(timespec="seconds")


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def feeds(tmp_path: Path, clock: Clock) -> Iterator[Feeds]:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        yield Feeds(db, now=clock)


def answered(url: str, *entries: str, moved: str | None = None, whole: bool = True, status: int = 200) -> Visit:
    return Visit(url, STAMP, status, '"1"', "then", moved, tuple((e, None) for e in entries), whole)


def failed(url: str, status: int | None = 500, wait: int | None = None) -> Visit:
    error = FetchError(url, "it failed", "Wait.")
    error.status, error.retry_after = status, wait
    return Visit(url, status=status, whole=False, error=error)


def settle(feeds: Feeds, *visits: Visit) -> None:
    for visit in visits:
        feeds.note(visit)
    feeds.settle()


def test_nothing_is_known_before_it_is_settled(feeds: Feeds) -> None:
    feeds.note(answered(A, "1"))
    assert (feeds.validators(A), feeds.knows(A, "1")) == ((None, None), False)
    feeds.settle()
    assert (feeds.validators(A), feeds.knows(A, "1"), feeds.knows(A, "2")) == (('"1"', "then"), True, False)
    assert not feeds.knows(B, "1")


def test_entries_that_left_the_feed_are_forgotten(feeds: Feeds) -> None:
    settle(feeds, answered(A, "1", "2"), answered(A, "2", "3"))
    assert [feeds.knows(A, e) for e in "123"] == [False, True, True]


def test_unchanged_keeps_what_is_known(feeds: Feeds) -> None:
    settle(feeds, answered(A, "1"), Visit(A, STAMP, 304))
    assert (feeds.validators(A), feeds.knows(A, "1")) == (('"1"', "then"), True)


def test_a_feed_that_was_not_read_whole_is_asked_for_again(feeds: Feeds) -> None:
    settle(feeds, answered(A, "1", whole=False))
    assert (feeds.validators(A), feeds.knows(A, "1")) == ((None, None), True)


@pytest.mark.parametrize(
    ("left_out", "wanted", "whole"),
    [
        (None, None, True),
        (None, "2022-02-01", True),
        ("2022-02-01", None, False),
        ("2022-02-01", "2022-01-31", False),
        ("2022-02-01", "2022-02-01", True),
        ("2022-02-01", "2022-03", True),
    ],
)
def test_what_was_left_out_may_be_wanted_later(
    tmp_path: Path, left_out: str | None, wanted: str | None, whole: bool
) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        settle(Feeds(db), replace(answered(A, "1"), since=left_out))
        assert Feeds(db, since=wanted).validators(A) == (('"1"', "then") if whole else (None, None))


def test_a_visit_that_was_broken_off(feeds: Feeds) -> None:
    """Entries whose reports never came into the record are not known; the feed is not taken for read."""
    entries = (("none", None), ("lost", "0123456789abcdef"))
    settle(feeds, replace(answered(A), entries=entries, ended=False))
    assert (feeds.knows(A, "none"), feeds.knows(A, "lost"), feeds.validators(A)) == (True, False, (None, None))
    settle(feeds, answered(A, "1"), replace(answered(A), entries=entries, ended=False))
    assert (feeds.knows(A, "1"), feeds.validators(A)) == (True, ('"1"', "then"))


def test_again_forgets(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        settle(Feeds(db), answered(A, "1", moved=B))
        assert Feeds(db, again=True).validators(B) == (None, None)
        assert not Feeds(db, again=True).knows(B, "1")
        assert Feeds(db, again=True).home(A) == B


def test_moves(feeds: Feeds) -> None:
    settle(feeds, answered(A, "1", moved=B), answered(B, "2", moved=C))
    assert [feeds.home(url) for url in (A, B, C, "https://d.example/")] == [C, C, C, "https://d.example/"]
    assert (feeds.validators(C), feeds.knows(C, "2")) == (('"1"', "then"), True)
    settle(feeds, answered(C, "3", moved=A))  # back again
    assert [feeds.home(url) for url in (A, B, C)] == [A, A, A]
    settle(feeds, answered(A, "3", moved=A))
    assert feeds.home(A) == A


def test_moved_without_news(feeds: Feeds) -> None:
    settle(feeds, answered(A, "1"), Visit(A, STAMP, 304, moved=B))
    assert feeds.home(A) == B
    assert (feeds.validators(B), feeds.knows(B, "1")) == (('"1"', "then"), True)


@pytest.mark.parametrize(
    ("failures", "wait", "rests"),
    [(1, None, 900), (2, None, 1800), (4, None, 7200), (40, None, 86400), (1, 5, 900), (1, 7200, 7200)],
)
def test_back_off(feeds: Feeds, clock: Clock, failures: int, wait: int | None, rests: int) -> None:
    feeds.follow(A)
    assert feeds.due(A)
    settle(feeds, *[failed(A, wait=wait)] * failures)
    clock.now = NOW + timedelta(seconds=rests - 1)
    assert not feeds.due(A)
    clock.now = NOW + timedelta(seconds=rests)
    assert feeds.due(A)
    settle(feeds, answered(A, "1"))
    clock.now = NOW
    assert feeds.due(A)


def test_gone(feeds: Feeds, clock: Clock) -> None:
    settle(feeds, answered(A, moved=B), failed(B, 410))
    clock.now = NOW + timedelta(days=365)
    assert (feeds.gone(A), feeds.gone(B), feeds.due(A)) == (True, True, False)
    assert feeds.validators(B) == ('"1"', "then")


def test_addresses_that_are_no_feeds_leave_no_trace(feeds: Feeds) -> None:
    settle(feeds, failed(A), Visit(B, STAMP, 304))
    assert (feeds.due(A), feeds.validators(B), feeds.home(A)) == (True, (None, None), A)


@pytest.mark.parametrize("data", [b"", b"Page.", bytes(range(256)) * 40_000])
def test_originals_come_back_byte_by_byte(data: bytes) -> None:
    kept = originals.pack("text/html", data, A, STAMP)
    assert (kept.data, kept.size, kept.media, kept.url, kept.fetched) == (data, len(data), "text/html", A, STAMP)
    assert len(kept.packed) < len(data) // 100 + 40
