"""The directory: who held what on which day, namesakes, organs, wrong files."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.actors import directory as module
from communique.actors.directory import Tenure, directory
from communique.errors import DataError

HELD = Tenure("p", "X", "minister", "2019-12-01", "2024-11-30", "2025-06")
OPEN = Tenure("p", "X", "minister", "2021-12", "", "2025-06")
YEARS = Tenure("p", "X", "minister", "1998", "2005", "2025-06")


@pytest.mark.parametrize(
    ("tenure", "day", "wanted"),
    [
        (HELD, "2022-02-10", True),
        (HELD, "2019-12-01", True),
        (HELD, "2024-11-30", True),
        (HELD, "2019-11-30", False),
        (HELD, "2024-12-01", False),
        (HELD, "2022", True),
        (HELD, "2019", True),
        (HELD, "2018", False),
        (HELD, None, None),
        (OPEN, "2021-12-01", True),
        (OPEN, "2025-06-30", True),
        (OPEN, "2021-11-30", False),
        (OPEN, "2025-07-01", None),
        (OPEN, "2030", None),
        (YEARS, "1998-01-01", True),
        (YEARS, "2005-12-31", True),
        (YEARS, "2006-01-01", False),
    ],
)
def test_office_on_a_day(tenure: Tenure, day: str | None, wanted: bool | None) -> None:
    assert tenure.on(day) is wanted


@pytest.mark.parametrize(
    ("body", "office", "day", "wanted"),
    [
        ("DEU", "head-of-government", "2021-11-20", "angela-merkel"),
        ("DEU", "head-of-government", "2022-01-20", "olaf-scholz"),
        ("FRA", "head-of-state", "2017-05-10", "francois-hollande"),
        ("USA", "head-of-state", "2020", "donald-trump"),
        ("EU", "high-representative", "2022-02-10", "josep-borrell"),
        ("NATO", "secretary-general", "2024-11", "mark-rutte"),
    ],
)
def test_holders(body: str, office: str, day: str, wanted: str) -> None:
    assert [t.person for t, certain in directory().holders(body, office, day) if certain] == [wanted]


def test_a_day_of_change_has_two_holders() -> None:
    found = directory().holders("DEU", "head-of-government", "2021-12-08")
    assert {t.person for t, _ in found} == {"angela-merkel", "olaf-scholz"}


def test_without_a_day_nobody_is_certain() -> None:
    found = directory().holders("DEU", "head-of-government", None)
    assert len(found) > 3
    assert {certain for _, certain in found} == {None}


def test_offices_of_a_person() -> None:
    held = directory().tenures["boris-johnson"]
    assert {t.office for t in directory().offices("boris-johnson", "2017-01-01")} == {"foreign-minister"}
    assert directory().offices("boris-johnson", None) == held
    assert directory().offices("nobody-at-all", "2017-01-01") == []


def test_bodies() -> None:
    found = directory()
    assert (found.actors["FRA"].kind, found.actors["FRA"].party) == ("state", "FRA")
    assert (found.actors["EU"].kind, found.actors["EU"].party) == ("organisation", "EU")
    assert "DEU" in found.bodies["EU"].members
    assert found.actors["josep-borrell"].party == "EU"
    assert found.genders["annalena-baerbock"] == "f"


def test_surnames_and_their_namesakes() -> None:
    found = directory()
    assert {"theresa-may", "elizabeth-may"} <= set(found.surnames["may"])
    assert "sergei-lavrov" in found.surnames["lavrov"]
    assert "ursula-von-der-leyen" in found.surnames["leyen"]
    assert "xi-jinping" in found.surnames["xi"]
    assert "theresa" in found.first_name_words


def test_organs_are_made_of_what_there_is() -> None:
    found = directory()
    ministry = found.organ("CHL", "foreign-ministry")
    assert (ministry.id, ministry.kind, ministry.party) == ("CHL/foreign-ministry", "government", "CHL")
    assert "Chile" in ministry.name
    assert found.organ("CHL", "foreign-ministry") is ministry


def test_loaded_once() -> None:
    assert directory() is directory()


def test_a_file_that_is_no_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = tmp_path / "data" / "actors" / "states"
    states.mkdir(parents=True)
    (states / "AAA.toml").write_text("code = ", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(DataError, match=r"data/actors/states/AAA\.toml: not TOML"):
        module.directory.__wrapped__()
