"""The page on the schema names exactly the tables, views and columns that a new record has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from communique.store.database import APPLICATION_ID, migrations, open_record

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "schema.md").read_text(encoding="utf-8")
NAME = re.compile(r"`([a-z_]+)`")


def described() -> dict[str, list[str]]:
    """Columns by table, in the order of the page: the first cell of each row."""
    found: dict[str, list[str]] = {}
    for part in PAGE.split("\n### ")[1:]:
        table = NAME.match(part)
        assert table, part.splitlines()[0]
        rows = re.findall(r"^\| (`.*?) \|", part, re.M)
        found[table[1]] = [name for row in rows for name in NAME.findall(row)]
    return found


@pytest.fixture
def real(tmp_path: Path) -> Iterator[dict[str, list[str]]]:
    """Columns by table of a new record; SQLite's own tables and those behind the full-text index left out."""
    with closing(open_record(tmp_path / "record.db", create=True)) as db:
        names = db.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        yield {n: [row[1] for row in db.execute(f'PRAGMA table_info("{n}")')] for (n,) in names}


def test_every_table_and_view_is_described(real: dict[str, list[str]]) -> None:
    assert sorted(described()) == sorted(real)
    assert len(real) > 20


def test_every_column_is_described_once(real: dict[str, list[str]]) -> None:
    wrong = {}
    for table, columns in described().items():
        if sorted(columns) != sorted(real[table]):
            wrong[table] = sorted(set(columns) ^ set(real[table])) or columns
    assert not wrong


def test_the_numbers_are_those_of_the_file() -> None:
    assert f"is the number of the schema, now {migrations()[-1][0]};" in PAGE
    assert f"`PRAGMA application_id` is {APPLICATION_ID} " in PAGE
