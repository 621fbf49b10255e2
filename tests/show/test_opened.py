"""A stored record as data frames and pictures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import communique
from communique import OpenRecord, UsageError
from communique.ask.rows import Table
from communique.ledger import add
from communique.ledger.linking import link
from communique.show.opened import Answer
from communique.store.database import open_record

TEXTS = (
    ("2022-02-01", "Russia demanded on Tuesday that NATO withdraw its troops from Romania."),
    ("2022-02-03", "NATO rejected Russia's demand to withdraw its troops from Romania on Thursday."),
    ("2022-02-05", "Russia's foreign minister Sergei Lavrov met Britain's Liz Truss in Moscow on Saturday."),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRecord]:
    path = tmp_path_factory.mktemp("opened") / "small.db"
    db = open_record(path, create=True)
    run = add.begin_run(db, "test", "model", {})
    for n, (day, text) in enumerate(TEXTS):
        add.save(db, communique.read(text, published=day, url=f"https://wire{n}.example/{day}"), run)
    link(db)
    db.close()
    with communique.open_record(path) as opened:
        yield opened


def test_a_timeline_is_a_data_frame_with_days(record: OpenRecord) -> None:
    answer = record.timeline("Russia")
    frame = answer.frame()
    assert len(frame) == len(answer) == len(answer.rows) > 2
    assert str(frame["first"].dtype) == "datetime64[s]"
    assert {"type", "who", "whom", "sentence", "id"} <= set(frame.columns)
    assert frame["last"].max().date().isoformat() == "2022-02-05"


def test_exchanges_are_a_data_frame_and_a_picture(record: OpenRecord) -> None:
    answer = record.exchanges(asked_by="Russia")
    frame = answer.frame()
    assert list(frame["addressee"]) == ["NATO"]
    assert list(frame["state"]) == ["declined"]
    drawn = ElementTree.fromstring(answer.picture())
    assert drawn.tag.endswith("svg")
    assert "NATO" in "".join(drawn.itertext())


def test_nothing_found_is_an_empty_frame_that_says_so(record: OpenRecord) -> None:
    answer = record.timeline("Russia", since="2023")
    assert answer.frame().empty
    assert "when" in answer.frame().columns
    assert answer.table.empty in answer._repr_html_()


def test_a_notebook_shows_the_picture_and_the_rows(record: OpenRecord) -> None:
    page = record.timeline("NATO")._repr_html_()
    assert "<svg" in page
    assert page.count("<tr>") == len(record.timeline("NATO")) + 1


def test_what_reports_say_is_escaped() -> None:
    page = Answer(Table("<b>t", ("a",), [{"a": "<script>alert(1)</script>"}]))._repr_html_()
    assert "<script" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("ask", [lambda r: r.positions(), lambda r: r.search("troops"), lambda r: r.who("Lavrov")[1]])
def test_other_questions_have_no_picture(record: OpenRecord, ask: object) -> None:
    answer = ask(record)  # type: ignore[operator]
    assert len(answer.frame()) == len(answer)
    with pytest.raises(UsageError, match="no picture"):
        answer.picture()


def test_without_pandas_the_remedy_is_told(record: OpenRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pip install pandas"):
        record.timeline("Russia").frame()


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such record"):
        communique.open_record(tmp_path / "none.db")
