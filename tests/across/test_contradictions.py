"""When a speaker contradicts what he said before."""

from __future__ import annotations

from pathlib import Path

import pytest

from across.test_denials import linked


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        (
            "Lavrov said that Russia would attack Ukraine.",
            "Lavrov said that Russia would not attack Ukraine.",
            "attack",
        ),
        ("Lavrov said that Russia will not attack Ukraine.", "Lavrov said that Russia will attack Ukraine.", "attack"),
        ("Lavrov said that Russia will not invade Ukraine.", "Lavrov said that Russia will attack Ukraine.", "attack"),
        (
            "Lavrov said that Russia had not shelled the windmill and the monastery.",
            "Lavrov said that Russia had shelled the windmill and the monastery.",
            "shelled",
        ),
    ],
)
def test_contradictions(earlier: str, later: str, found: str, tmp_path: Path) -> None:
    links = linked(tmp_path, "contradicts", ("2022-02-01", earlier), ("2022-02-08", later))
    assert {source for source, _ in links} == {f"1 {found}"}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        # another speaker, another matter, the same twice
        ("Lavrov said that Russia will attack Ukraine.", "Shoigu said that Russia will not attack Ukraine."),
        ("Lavrov said that Russia will attack Ukraine.", "Lavrov said that Russia will not attack Georgia."),
        ("Lavrov said that Russia will not attack Ukraine.", "Lavrov said that Russia would never attack Ukraine."),
        (
            "Biden said that America will send troops to Poland.",
            "Biden said that America will not send troops to Ukraine.",
        ),
        # one denies what others allege
        (
            "Moscow denied allegations that it is planning to attack Ukraine.",
            "Moscow said that it will not attack Ukraine.",
        ),
        # a condition, a purpose, a demand
        (
            "Lavrov said that Russia will attack Ukraine if it joins NATO.",
            "Lavrov said that Russia will not attack Ukraine.",
        ),
        (
            "Blinken spoke of deterring a Russian invasion of Ukraine.",
            "Blinken said that Russia had launched an invasion of Ukraine.",
        ),
        ("Lavrov demanded that Ukraine not attack Russia.", "Lavrov said that Ukraine will attack Russia."),
        # time has passed
        ("Blinken said that Russia had not invaded Ukraine.", "Blinken said that Russia had invaded Ukraine."),
        ("Blinken said that Russia will invade Ukraine.", "Blinken said that Russia had not invaded Ukraine."),
        # a general stance against the fact of war
        ("Lavrov said that Russia does not want war.", "Lavrov said that the war in Ukraine goes on."),
    ],
)
def test_no_contradictions(earlier: str, later: str, tmp_path: Path) -> None:
    assert linked(tmp_path, "contradicts", ("2022-02-01", earlier), ("2022-02-08", later)) == set()


def test_on_one_day_and_after_a_season_nobody_contradicts_himself(tmp_path: Path) -> None:
    yes, no = "Lavrov said that Russia will attack Ukraine.", "Lavrov said that Russia will not attack Ukraine."
    assert linked(tmp_path, "contradicts", ("2022-02-01", yes), ("2022-02-01", no)) == set()
    (tmp_path / "later").mkdir()
    assert linked(tmp_path / "later", "contradicts", ("2022-02-01", yes), ("2022-05-03", no)) == set()
