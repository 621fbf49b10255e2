from __future__ import annotations

import csv
import io

import pytest

from communique.export.csv import COLUMNS
from export.sample import TEXT, export, report, reports


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8"), newline=""), strict=True))


def test_one_row_an_event() -> None:
    written, _ = export("csv", reports())
    found = rows(written)
    assert [r["id"] for r in found] == [e["id"] for data in reports() for e in data["events"]]
    assert written.decode("utf-8").split("\r\n", 1)[0] == ",".join(COLUMNS)
    assert written.endswith(b"\r\n")
    assert {len(r) for r in found} == {len(COLUMNS)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("report", "r1"),
        ("published", "2022-05-05"),
        ("type", "REQUEST"),
        ("mode", "yield"),
        ("cameo", "1055"),
        ("when", "2022-05-03"),
        ("when_basis", "relative"),
        ("actors", 'Ada\tBerg <img src=x onerror="alert(1)">'),
        ("actor_parties", "NOR"),
        ("recipients", "Sweden"),
        ("recipient_parties", "SWE"),
        ("behalf", "Norway"),
        ("channel", "in a letter"),
        ("trigger", "asked"),
        ("content", "to open the port"),
        ("sentence", TEXT[TEXT.index("Foreign") : TEXT.index(' "We')]),
        ("start", str(TEXT.index("asked"))),
        ("end", str(TEXT.index("asked") + 5)),
        ("inside", ""),
        ("repeats", "e0000000000aa"),
        ("rule", "REQUEST.made-up"),
        ("group", "g1"),
        ("group_reports", "2"),
        ("group_outlets", "3"),
        ("title", '\'+Ships <img src=x onerror="alert(1)">'),
        ("outlet", '\'-Day & "Night" <img src=x onerror="alert(1)">'),
        ("place", "'@port"),
    ],
)
def test_cells(column: str, value: str) -> None:
    assert rows(export("csv", [report()])[0])[0][column] == value


def test_links_name_the_other_event() -> None:
    found = rows(export("csv", [report()])[0])
    assert found[2]["answers"] == found[1]["denies"] == found[0]["id"]
    assert found[2]["inside"] == found[1]["id"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "'"])
def test_no_cell_begins_a_formula(begin: str) -> None:
    data = report()
    cell = f'{begin}HYPERLINK("http://x")'
    for key in ("title", "outlet", "ref", "url"):
        data["document"][key] = cell
    for actor in data["actors"]:
        actor["name"] = cell
    for event in data["events"]:
        event |= {"channel": cell, "quantity": cell, "place": cell, "rule": cell}
    found = rows(export("csv", [data])[0])
    cells = [value for row in found for value in row.values()]
    assert not [c for c in cells if c.startswith(begin) and begin != "'"]
    assert found[0]["title"] == f"'{cell}"
    assert found[0]["title"][1:] == cell
