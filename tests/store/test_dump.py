"""A record as text: the same for the same content, whatever file holds it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from communique.store.dump import canonical
from ledger.made import fresh, lines, put, stories


def test_same_content_same_lines(tmp_path: Path) -> None:
    with closing(fresh(tmp_path / "one.db", stories())) as one, closing(fresh(tmp_path / "two.db")) as two:
        put(two, [])  # other numbers of runs, of sentences and of pages
        for record in stories()[::-1]:
            put(two, [record])
        assert lines(fresh(tmp_path / "three.db", stories()[::-1])) == lines(one)
        two.execute("DELETE FROM pending")
        same = {"reports", "sentences", "events", "roles", "mentions"}
        assert lines(two, same) == lines(one, same)


def test_lines_are_rows(tmp_path: Path) -> None:
    with closing(fresh(tmp_path / "record.db", stories())) as db:
        rows = [json.loads(line) for line in canonical(db)]
        tables = [r["table"] for r in rows]
        assert tables == sorted(tables)
        assert not {"runs", "sentences_search", "sentences_search_data", "sqlite_schema"} & set(tables)
        for table in set(tables):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (tables.count(table),)
        report = next(r for r in rows if r["table"] == "reports")
        assert "added_by" not in report
        assert len(report["signature"]) == 1024  # hexadecimal digits of 128 numbers of 32 bits
        assert "id" not in next(r for r in rows if r["table"] == "sentences")
        assert list(canonical(db, ["events"])) == [x for x in canonical(db) if x.startswith('{"table": "events"')]


def test_a_difference_shows(tmp_path: Path) -> None:
    with closing(fresh(tmp_path / "record.db", stories())) as db:
        before = lines(db)
        db.execute("UPDATE events SET place = 'elsewhere' WHERE id = (SELECT min(id) FROM events)")
        changed = set(lines(db)) - set(before)
        assert [json.loads(line)["place"] for line in changed] == ["elsewhere"]
