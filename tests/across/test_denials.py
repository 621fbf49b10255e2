"""Which claim of another report a denial is set against."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.made import fresh, report

INVADE = "American officials said that Russia is preparing to invade Ukraine."


def across(db: sqlite3.Connection, kind: str) -> set[tuple[str, str]]:
    """Links of a type as (report and trigger of the later, report and trigger of the earlier)."""
    return {
        (f"{a} {b}", f"{c} {d}")
        for a, b, c, d in db.execute(
            "SELECT p.ref, e.trigger, q.ref, f.trigger FROM across x JOIN events e ON e.id = x.source JOIN events f ON f.id = x.target"
            " JOIN reports p ON p.id = e.report JOIN reports q ON q.id = f.report WHERE x.type = ?",
            (kind,),
        )
    }


def linked(tmp_path: Path, kind: str, *told: tuple[str, str]) -> set[tuple[str, str]]:
    """The links of a type between reports given as (day, text), which are called 0, 1, 2 …"""
    records = [report(text, day, str(n), None, f"Paper {n}") for n, (day, text) in enumerate(told)]
    with closing(fresh(tmp_path / "record.db", records)) as db:
        return across(db, kind)


@pytest.mark.parametrize(
    ("claim", "denial", "found"),
    [
        (INVADE, "The Kremlin denied that Russia was planning an attack on Ukraine.", ("1 denied", "0 said")),
        (INVADE, "Moscow denies planning to invade Ukraine.", ("1 denies", "0 said")),
        (INVADE, "Moscow denied any intention to attack Ukraine.", ("1 denied", "0 said")),
        (
            "Kyiv warned that Russia could invade Ukraine.",
            "Moscow denies planning to invade.",
            ("1 denies", "0 warned"),
        ),
        (
            "Poland accused Belarus of shelling the old windmill in Suwalki.",
            "Belarus denied that it had shelled the old windmill in Suwalki.",
            ("1 denied", "0 accused"),
        ),
        (
            "Britain said that Serbia had hidden diesel pumps in monasteries.",
            "Serbia dismissed the report about diesel pumps in monasteries.",
            ("1 dismissed", "0 said"),
        ),
    ],
)
def test_a_denial_is_set_against_the_claim_of_another_report(
    claim: str, denial: str, found: tuple[str, str], tmp_path: Path
) -> None:
    assert linked(tmp_path, "denies", ("2022-02-01", claim), ("2022-02-02", denial)) == {found}


DENIED = "Moscow denied that Russia was planning to invade Ukraine."


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("Moscow said that Russia is preparing to invade Ukraine.", DENIED),  # the denier's own words
        ("American officials said that Russia would pay a price if it invaded Ukraine.", DENIED),
        ("American officials said that Russia is not preparing to invade Ukraine.", DENIED),
        ("American officials said that they did not know whether Russia is preparing to invade Ukraine.", DENIED),
        ("American officials urged Moscow to refrain from an invasion of Ukraine.", DENIED),
        ("American officials said that Ukraine is preparing to invade Russia.", DENIED),
        ("American officials said that Russia invaded Ukraine in 2014.", DENIED),  # done, not planned
        ("American officials said that Russia is preparing a cyber attack on Ukraine.", DENIED),
        ("American officials said that Russia is preparing a parade.", DENIED),
        (INVADE, "Russia denied Ukraine access to the sea."),
        (INVADE, "Russia rejected the request of Ukraine."),
    ],
)
def test_what_is_no_claim_of_the_denied_deed(claim: str, denial: str, tmp_path: Path) -> None:
    assert linked(tmp_path, "denies", ("2022-02-01", claim), ("2022-02-02", denial)) == set()


@pytest.mark.parametrize(("day", "found"), [("2022-02-15", True), ("2022-02-16", False), ("2022-01-31", False)])
def test_a_denial_comes_within_two_weeks_after_the_claim(day: str, found: bool, tmp_path: Path) -> None:
    assert bool(linked(tmp_path, "denies", ("2022-02-01", INVADE), (day, DENIED))) is found


def test_a_claim_in_the_same_report_goes_first(tmp_path: Path) -> None:
    own = f"Kyiv warned that Russia could invade Ukraine within days. {DENIED}"
    assert linked(tmp_path, "denies", ("2022-02-01", INVADE), ("2022-02-02", own)) == set()


def test_the_latest_of_claims_that_fit_alike_is_taken(tmp_path: Path) -> None:
    found = linked(
        tmp_path,
        "denies",
        ("2022-02-01", INVADE),
        ("2022-02-03", "British officials said that Russia is preparing to invade Ukraine."),
        ("2022-02-04", DENIED),
    )
    assert found == {("2 denied", "1 said")}
