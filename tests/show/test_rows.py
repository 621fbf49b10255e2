"""Tables on a terminal and for machines."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from communique.ask.rows import Row, Table
from communique.show.rows import FORMATS, lines, show
from show.hostile import EVIL, FORMULAS, HTML, MARKUP, raw
from show.page import Page

EVENT, REPORT = "e0123456789ab", "0123456789abcdef"


def table(*rows: Row, columns: tuple[str, ...] = ("when", "who", "words", "id"), **more: Any) -> Table:
    return Table("Title", columns, list(rows), **more)


ROWS: list[Row] = [
    {"when": "2023-03-06", "who": "Uruguay", "words": "no dam", "id": EVENT, "mentions": [EVENT, "e1"], "told": None,
     "yes": True, "no": False},
    {"when": "2023-03-07", "who": "Ærø, “Ø”", "words": 'a, "b"; c', "id": "e1", "mentions": [], "told": [{"a": 1}], "yes": False, "no": 0},
]  # fmt: skip


def printed(some: Table, page: type[Page], width: int = 100) -> Page:
    it = page(width)
    show(some, it.console)
    return it


def test_a_table_on_a_terminal(page: type[Page]) -> None:
    text = printed(table(*ROWS, notes=["2 more."]), page).flowing
    assert text.startswith("Title when who words id ─")
    assert text.endswith('─ 2023-03-06 Uruguay no dam e01234567 2023-03-07 Ærø, “Ø” a, "b"; c e1 2 more.')


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("id", EVENT, "e01234567"),
        ("report", REPORT, "012345678"),
        ("id", "g0123456789ab", "g01234567"),
        ("id", "x0123456789ab", "x01234567"),
        ("id", "~carl-lindkvist", "~carl-lindkvist"),  # of an actor: whole, for it is given to judge
        ("id", "carl-lindkvist", "carl-lindkvist"),
        ("id", "elisabeth-borne", "elisabeth-borne"),
        ("id", "ARM/police", "ARM/police"),
        ("words", EVENT, EVENT),
    ],
)
def test_ids_are_as_long_as_they_must_be(column: str, value: str, shown: str, page: type[Page]) -> None:
    assert printed(table({column: value}, columns=(column,)), page).flowing.split()[-1] == shown


def test_empty_columns_are_left_out(page: type[Page]) -> None:
    text = printed(table({"when": "2023", "who": "", "words": None, "id": "e1"}), page).flowing
    assert "who" not in text
    assert "words" not in text
    assert "when id" in text


def test_without_rows_the_reason_is_told(page: type[Page]) -> None:
    it = printed(table(empty="No event fits.", notes=["A note."]), page)
    assert it.flowing == "Title No event fits. A note."


@pytest.mark.parametrize("width", [40, 60, 80, 130])
def test_long_cells_are_cut_and_nothing_is_wider_than_the_screen(width: int, page: type[Page]) -> None:
    long = "A word and another one. " * 40
    it = printed(table({"when": "2023-03-06", "who": "Uruguay", "words": long, "id": EVENT}), page, width)
    assert max(map(len, it.lines)) <= width
    assert "…" in it.text
    assert len(it.lines) < 30


@pytest.mark.parametrize("key", ["when", "who", "words", "id"])
def test_hostile_text_does_nothing_on_a_terminal(key: str, page: type[Page]) -> None:
    it = page(200)
    show(Table(EVIL, ("when", "who", "words", "id"), [{**ROWS[0], key: EVIL}], notes=[EVIL]), it.console)
    assert raw(it.text) == []
    for said in (HTML, MARKUP):
        assert said in it.flowing  # said as it was written


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_has_every_key_and_value() -> None:
    some = table(*ROWS)
    assert json.loads(lines([some], "json")) == ROWS
    assert [json.loads(x) for x in lines([some], "jsonl").splitlines()] == ROWS
    assert lines([some], "jsonl").count("\n") == len(ROWS)


def test_csv_and_tsv() -> None:
    some = table(*ROWS)
    first, second = read_csv(lines([some], "csv"))
    assert (first["who"], first["mentions"], first["told"], first["yes"], first["no"]) == (
        "Uruguay",
        f"{EVENT}; e1",
        "",
        "yes",
        "",
    )
    assert (second["words"], second["told"], second["no"]) == ('a, "b"; c', '{"a": 1}', "0")
    head, *rest = lines([some], "tsv").splitlines()
    assert head.split("\t") == list(ROWS[0])
    assert [len(x.split("\t")) for x in rest] == [len(ROWS[0])] * 2


def test_csv_ends_its_lines_as_the_standard_says() -> None:
    assert lines([table(*ROWS)], "csv").count("\r\n") == 3


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "table"])
def test_without_rows(form: str) -> None:
    text = lines([table()], form)
    assert text.strip() == {"json": "[]", "jsonl": "", "csv": "when,who,words,id", "tsv": "when\twho\twords\tid"}[form]


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "table"])
def test_several_tables_say_of_which_a_row_is(form: str) -> None:
    text = lines([table({"id": "e1"}), Table("Other", ("name",), [{"name": "x"}])], form)
    if form in ("json", "jsonl"):
        rows = json.loads(text) if form == "json" else [json.loads(x) for x in text.splitlines()]
        assert rows == [{"table": "Title", "id": "e1"}, {"table": "Other", "name": "x"}]
    else:
        rows = list(csv.reader(io.StringIO(text), delimiter="," if form == "csv" else "\t"))
        assert rows == [["table", "id", "name"], ["Title", "e1", ""], ["Other", "", "x"]]


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "table"])
def test_hostile_text_does_nothing_in_a_pipe_that_ends_on_a_terminal(form: str) -> None:
    some = table({"who": EVIL, "words": "x"})
    text = lines([some], form)
    assert raw(text) == []
    if form == "json":
        assert json.loads(text) == [{"who": EVIL, "words": "x"}]  # escaped, not lost
    if form in ("csv", "tsv"):
        assert len(text.splitlines()) == 2
    text.encode("utf-8")


def test_half_characters_are_escaped() -> None:
    assert lines([table({"who": "a\ud800"})], "jsonl") == '{"who":"a\\ud800"}\n'


@pytest.mark.parametrize("value", [*FORMULAS, "\t=1", " =1"])
def test_a_spreadsheet_runs_nothing(value: str) -> None:
    [row] = read_csv(lines([table({"who": value})], "csv"))
    assert row["who"] == "'" + value.strip()
    assert json.loads(lines([table({"who": value})], "json")) == [{"who": value}]


def test_numbers_are_no_formulas() -> None:
    assert read_csv(lines([table({"number": 3, "share": 0.5})], "csv")) == [{"number": "3", "share": "0.5"}]
