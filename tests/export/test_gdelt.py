from __future__ import annotations

import pytest

from communique.export.gdelt import COLUMNS
from export.sample import Data, again, export, report

Rows = list[dict[str, str]]


def rows(records: list[Data]) -> Rows:
    text = export("gdelt", records)[0].decode("utf-8")
    assert text.endswith("\n")
    lines = [line.split("\t") for line in text[:-1].split("\n")]
    assert {len(line) for line in lines} == {61}
    return [dict(zip(COLUMNS, line, strict=True)) for line in lines]


def test_columns_are_those_of_the_codebook() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 61
    assert [COLUMNS.index(c) + 1 for c in ("SQLDATE", "Actor1Code", "Actor2Code", "IsRootEvent", "EventCode")] == [
        2,
        6,
        16,
        26,
        27,
    ]
    assert [
        COLUMNS.index(c) + 1 for c in ("GoldsteinScale", "AvgTone", "ActionGeo_Type", "DATEADDED", "SOURCEURL")
    ] == [31, 35, 52, 60, 61]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("GLOBALEVENTID", "10000"),
        ("SQLDATE", "20220503"),
        ("MonthYear", "202205"),
        ("Year", "2022"),
        ("FractionDate", "2022.3370"),
        ("Actor1Code", "NORGOV"),
        ("Actor1Name", 'ADA BERG <IMG SRC=X ONERROR="ALERT(1)">'),
        ("Actor1CountryCode", "NOR"),
        ("Actor1KnownGroupCode", ""),
        ("Actor1EthnicCode", ""),
        ("Actor1Type1Code", "GOV"),
        ("Actor1Type2Code", ""),
        ("Actor2Code", "SWE"),
        ("Actor2Name", "SWEDEN"),
        ("IsRootEvent", "1"),
        ("EventCode", "1055"),
        ("EventBaseCode", "105"),
        ("EventRootCode", "10"),
        ("QuadClass", "3"),
        ("GoldsteinScale", "-5.0"),
        ("NumMentions", "2"),
        ("NumSources", "3"),
        ("NumArticles", "2"),
        ("AvgTone", ""),
        ("Actor1Geo_Type", "0"),
        ("ActionGeo_Type", "0"),
        ("ActionGeo_FullName", ""),
        ("DATEADDED", "20220505000000"),
        ("SOURCEURL", "https://news.example/ships?a=1&b=2"),
    ],
)
def test_cells(column: str, value: str) -> None:
    assert rows([report()])[0][column] == value


def test_rows_are_pairs_of_what_happened_on_a_known_day() -> None:
    found = [
        (r["GLOBALEVENTID"], r["Actor1Code"], r["Actor2Code"], r["EventCode"], r["NumArticles"])
        for r in rows([report()])
    ]
    assert found == [
        ("10000", "NORGOV", "SWE", "1055", "2"),
        ("30000", "SWE", "NORGOV", "1245", "1"),
        ("50000", "NOR", "IGOEUREEC", "046", "1"),
        ("50001", "IGOEUREEC", "NOR", "046", "1"),
        ("90000", "NOR", "", "072", "1"),
    ]


def test_an_event_told_twice_is_one_row() -> None:
    assert rows([report(), again()]) == rows([report()])
    backwards = rows([again(), report()])
    assert len(backwards) == 5
    assert [(r["GLOBALEVENTID"], r["SOURCEURL"]) for r in backwards[:2]] == [
        ("1700000", "javascript:alert(1)"),
        ("30000", "https://news.example/ships?a=1&b=2"),
    ]


def test_only_the_lead_is_root() -> None:
    assert [r["IsRootEvent"] for r in rows([report()])] == ["1", "1", "0", "0", "0"]


@pytest.mark.parametrize(("published", "added"), [(None, ""), ("2022-05", ""), ("2022-05-05T10:00", "20220505000000")])
def test_the_day_added_is_the_day_of_publication(published: str | None, added: str) -> None:
    data = report()
    data["document"]["published"]["value"] = published
    assert {r["DATEADDED"] for r in rows([data])} == {added}


def test_an_id_that_is_none_of_ours_still_makes_a_number() -> None:
    data = report()
    data["events"][0]["id"] = "elsewhere/7"
    first = rows([data])[0]["GLOBALEVENTID"]
    assert first.isdigit()
    assert int(first) < 2**63
    assert first == rows([data])[0]["GLOBALEVENTID"]


def test_without_an_address_the_name_is_the_citation() -> None:
    data = report()
    data["document"]["url"] = None
    assert rows([data])[0]["SOURCEURL"] == "made/up 1"
