"""Floors of accuracy: they rise when pinned, fall only by name and with a reason, and are tied to the data."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"

LEVELS = """\
# A comment that stays.

[own]
data = "gold/*.json"
where = "own"
kind = "articles"
digest = ""

[own.figures."events (type, actor)"]
level = 0.75
floor = 0.600

[own.figures."false events"]
level = 0.08
worse = "higher"
floor = 0.050
peers = { "others" = 0.3 }
"""


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module("gates")


@pytest.fixture
def levels(tmp_path: Path) -> Path:
    path = tmp_path / "levels.toml"
    path.write_text(LEVELS, encoding="utf-8")
    return path


def floors(gates: ModuleType, path: Path) -> dict[str, float]:
    return {f.name: f.floor for f in gates.load(path)["own"].figures}


@pytest.mark.parametrize(
    ("value", "fell", "reached"), [(0.5, True, False), (0.6, False, False), (0.59996, False, False), (0.8, False, True)]
)
def test_higher_is_better(gates: ModuleType, levels: Path, value: float, fell: bool, reached: bool) -> None:
    figure = gates.load(levels)["own"].figures[0]
    assert (figure.fell(value), figure.reached(value)) == (fell, reached)


@pytest.mark.parametrize(("value", "fell", "reached"), [(0.06, True, True), (0.05, False, True), (0.2, True, False)])
def test_lower_is_better(gates: ModuleType, levels: Path, value: float, fell: bool, reached: bool) -> None:
    figure = gates.load(levels)["own"].figures[1]
    assert (figure.fell(value), figure.reached(value)) == (fell, reached)


def test_pinning_only_raises(gates: ModuleType, levels: Path) -> None:
    measured = {"own": {"events (type, actor)": 0.7125, "false events": 0.09}}
    gates.write(levels, measured, {"own": "0123"}, raise_=True)
    assert floors(gates, levels) == {"events (type, actor)": 0.712, "false events": 0.05}
    assert gates.load(levels)["own"].digest == "0123"
    assert levels.read_text(encoding="utf-8").startswith("# A comment that stays.")


def test_a_floor_goes_down_by_name_and_with_its_reason(gates: ModuleType, levels: Path) -> None:
    measured = {"own": {"events (type, actor)": 0.5, "false events": 0.09}}
    gates.write(levels, measured, {}, raise_=False, lower="own.events (type, actor)", reason="the marks were wrong")
    assert floors(gates, levels) == {"events (type, actor)": 0.5, "false events": 0.05}
    assert 'lowered = "the marks were wrong"' in levels.read_text(encoding="utf-8")


def test_a_digest_is_of_names_and_bytes(gates: ModuleType, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("x", encoding="utf-8")
    second.write_text("x", encoding="utf-8")
    assert gates.digest([first]) == gates.digest([first]) != gates.digest([second])


def test_the_page_keeps_all_but_the_figures(gates: ModuleType, levels: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- figures -->\nold\n<!-- end of figures -->\nAfter\n", encoding="utf-8")
    gates.page(page, gates.load(levels), {"own": {"events (type, actor)": 0.7, "false events": 0.01}})
    text = page.read_text(encoding="utf-8")
    assert (text[:7], text[-6:], "old" in text) == ("Before\n", "After\n", False)
    assert "| `own` | events (type, actor) | 0.700 (short) | ≥ 0.75 |  |" in text
    assert "| `own` | false events | 0.010 | ≤ 0.08 | others 0.300 |" in text


def test_a_page_without_marks_is_left_alone(gates: ModuleType, levels: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Nothing to fill\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="marks"):
        gates.page(page, gates.load(levels), {})
