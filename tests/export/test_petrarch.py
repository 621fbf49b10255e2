from __future__ import annotations

from communique.export.petrarch import COLUMNS
from export.sample import Data, export, report


def lines(*records: Data) -> list[list[str]]:
    text = export("petrarch", list(records))[0].decode("utf-8")
    return [line.split("\t") for line in text.split("\n")[:-1]]


def test_lines_have_both_sides_and_a_day() -> None:
    outlet = '-Day & "Night" <img src=x onerror="alert(1)">'
    rest = ["https://news.example/ships?a=1&b=2", outlet]
    assert lines(report()) == [
        ["20220503", "NORGOV", "SWE", "1055", "", "e000000000001", *rest],
        ["20220504", "SWE", "NORGOV", "1245", "", "e000000000003", *rest],
        ["20220502", "NOR", "IGOEUREEC", "046", "", "e000000000005", *rest],
        ["20220502", "IGOEUREEC", "NOR", "046", "", "e000000000005", *rest],
    ]
    assert {len(line) for line in lines(report())} == {len(COLUMNS)}


def test_same_pair_code_and_day_share_a_line() -> None:
    data = report()
    data["events"].append(data["events"][0] | {"id": "e0000000000ff"})
    written, dropped = export("petrarch", [data])
    assert b"\te000000000001;e0000000000ff\t" in written
    assert "1 event of one report shares the line of another" in dropped.lines()


def test_without_address_and_outlet() -> None:
    data = report()
    data["document"] |= {"url": None, "outlet": None}
    assert {tuple(line[6:]) for line in lines(data)} == {("", "NULL")}
