"""Reports with the same text, or nearly: kept, grouped, and counted once."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.across import copies
from communique.ledger import places
from communique.ledger.linking import link
from communique.model import Record
from communique.store.database import open_record, transaction
from ledger.made import FOUND, fresh, lines, put, report

WORDS = (
    "ferry lantern market copper willow harbour basket thunder pepper window saddle marble pigeon orchard velvet anchor cellar meadow "
    "trumpet candle"
).split()


def prose(seed: int, length: int = 120) -> str:
    """Words in sentences that no other seed gives."""
    source = random.Random(seed)
    sentences = []
    while length > 0:
        size = min(length, source.randint(8, 14))
        length -= size
        sentences.append("The " + " ".join(source.choices(WORDS, k=size - 1)) + ".")
    return " ".join(sentences)


SHELLED = "Russia shelled the village of Zolote on 3 February 2022. "
SAME = prose(1)


def printed(text: str, number: int, day: str | None = "2022-02-04", outlet: str | None = None) -> Record:
    return report(text, day, f"copy-{number}", f"https://paper-{number}.example/a", outlet or f"Paper {number}")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "record.db", create=True)) as connection:
        yield connection


def groups(db: sqlite3.Connection) -> list[list[int]]:
    """Numbers of the reports in each group of copies, the first one first."""
    found: dict[str, list[int]] = {}
    rows = db.execute(
        "SELECT f.ref, r.ref FROM copies c JOIN reports r ON r.id = c.report JOIN reports f ON f.id = c.first ORDER BY r.ref"
    )
    for first, ref in rows:
        found.setdefault(first, [int(first[5:])])
        if ref != first:
            found[first].append(int(ref[5:]))
    return sorted(found.values())


#: Texts with their days, and the groups of copies among them.
COPIES: tuple[tuple[str, list[tuple[str, str | None]], list[list[int]]], ...] = (
    ("the same text", [(SAME, "2022-02-04"), (SAME, "2022-02-03")], [[1, 0]]),
    ("another dateline and end", [(SAME, "2022-02-04"), (f"KYIV, February 4 (Day) - {SAME} Ask your baker.", "2022-02-05")], [[0, 1]]),
    ("a sentence cut", [(SAME, "2022-02-04"), (SAME.partition(". ")[2], "2022-02-05")], [[0, 1]]),
    ("another case and marks", [(SAME, "2022-02-04"), (SAME.upper().replace(".", " —"), "2022-02-05")], [[0, 1]]),
    ("half the text", [(SAME, "2022-02-04"), (SAME[: len(SAME) // 2], "2022-02-05")], []),
    ("other texts", [(SAME, "2022-02-04"), (prose(2), "2022-02-04")], []),
    ("two groups", [(SAME, "2022-02-04"), (prose(2), "2022-02-05"), (SAME, "2022-02-06"), (prose(2), "2022-02-03")], [[0, 2], [3, 1]]),
    ("no day comes last", [(SAME, None), (SAME, "2022-02-06")], [[1, 0]]),
    ("of one word", [("Fire.", "2022-02-04"), ("Fire!", "2022-02-05"), ("Water.", "2022-02-05")], [[0, 1]]),
)  # fmt: skip


@pytest.mark.parametrize(("texts", "wanted"), [c[1:] for c in COPIES], ids=[c[0] for c in COPIES])
@pytest.mark.parametrize("turned", [False, True])
def test_which_are_copies(
    texts: list[tuple[str, str | None]], wanted: list[list[int]], turned: bool, db: sqlite3.Connection
) -> None:
    records = [printed(text, n, day) for n, (text, day) in enumerate(texts)]
    for record in records[::-1] if turned else records:
        put(db, [record])
        link(db)
    assert groups(db) == wanted
    assert db.execute("SELECT count(*) FROM reports WHERE current = 1").fetchone() == (len(records),)


def test_what_is_said_of_them(db: sqlite3.Connection) -> None:
    put(db, [printed(SAME, 0), printed(SAME, 1), printed(SAME.partition(". ")[2], 2)])
    link(db)
    rows = db.execute(
        "SELECT r.ref, similarity, reason FROM copies c JOIN reports r ON r.id = c.report ORDER BY r.ref"
    ).fetchall()
    assert [similarity for _, similarity, _ in rows[:2]] == [1.0, 1.0]
    assert copies.ALIKE <= rows[2][1] < 1
    assert rows[0][2] == "about 100% of their sequences of 4 words are the same (MinHash)"


def test_copies_count_once_as_outlets(db: sqlite3.Connection) -> None:
    told = "SELECT mentions, reports, outlets FROM groups WHERE type = 'ASSAULT'"
    put(db, [printed(SHELLED + SAME, 0), printed(SHELLED + SAME, 1)])
    link(db)
    assert db.execute(told).fetchall() == [(2, 2, 1)]
    put(db, [printed(SHELLED + prose(2), 2)])
    link(db)
    assert db.execute(told).fetchall() == [(3, 3, 2)]
    put(db, [printed(SHELLED + prose(3), 3, outlet="Paper 2")])
    link(db)
    assert db.execute(told).fetchall() == [(4, 4, 2)]
    # an earlier copy without the sentence does not part the two again
    put(db, [printed(SAME, 4, "2022-02-01")])
    link(db)
    assert groups(db) == [[4, 0, 1]]
    assert db.execute(told).fetchall() == [(4, 4, 2)]


def test_the_first_one_may_go(tmp_path: Path) -> None:
    records = [printed(SHELLED + SAME, n, f"2022-02-0{n + 1}") for n in range(3)]
    db = fresh(tmp_path / "record.db", records)
    assert groups(db) == [[0, 1, 2]]
    with transaction(db):
        places.retire(db, records[0].document.id)
    link(db)
    assert groups(db) == [[1, 2]]
    put(db, [printed(prose(5), 1, "2022-02-02")])  # a later version that is no copy any more
    link(db)
    assert groups(db) == []
    assert lines(db, FOUND) == lines(
        fresh(tmp_path / "last.db", [printed(prose(5), 1, "2022-02-02"), records[2]]), FOUND
    )


def test_similarity_is_near_the_share_of_common_sequences() -> None:
    def sequences(text: str) -> set[tuple[str, ...]]:
        some = text.lower().replace(".", "").split()
        return {tuple(some[n : n + 4]) for n in range(len(some) - 3)}

    base = prose(1, 400)
    for share in range(11):
        cut = len(base) * share // 10
        other = base[:cut] + " " + prose(9, 400)[cut:]
        one, two = sequences(base), sequences(other)
        exact = len(one & two) / len(one | two)
        found = copies.similarity(copies.signature(base), copies.signature(other))
        assert abs(found - exact) < 0.13, share  # three times the standard error of 128 permutations
        assert (found == 1) == (exact == 1)
