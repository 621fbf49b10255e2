"""Numbers as they are written, and when two of them differ."""

from __future__ import annotations

import pytest

from communique.across.numbers import differ, read


@pytest.mark.parametrize(
    ("written", "value", "bound"),
    [
        ("37 people", 37, ""),
        ("about 40 people", 40, ""),
        ("at least 12,000 troops", 12_000, ">"),
        ("up to 175,000 soldiers", 175_000, "<"),
        ("nearly 2.5 million refugees", 2_500_000, "<"),
        ("more than $800 million", 800_000_000, ">"),
        ("two dozen tanks", 24, ""),
        ("a dozen villages", 12, ""),
        ("Six fighter jets", 6, ""),
        ("three thousand men", 3_000, ""),
    ],
)
def test_read(written: str, value: float, bound: str) -> None:
    number = read(written)
    assert number is not None
    assert (number.value, number.bound) == (value, bound)


@pytest.mark.parametrize(
    "written", ["thousands of people", "dozens of houses", "the Zapad-2021 exercise", "houses", ""]
)
def test_no_number(written: str) -> None:
    assert read(written) is None


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("37 people", "about 40 people", True),
        ("37 people", "37", False),
        ("37", "40", True),
        ("100,000 troops", "100,000 Russian troops", False),
        ("100,000 troops", "more than 100,000 troops", False),
        ("up to 100,000 troops", "over 100,000 troops", True),
        ("two dozen tanks", "24 tanks", False),
        ("two tanks", "three towns", False),
        ("more than 100 tanks", "more than 50 people", False),
        ("dozens of people", "37 people", False),
        (None, "37 people", False),
    ],
)
def test_differ(one: str | None, other: str | None, wanted: bool) -> None:
    assert differ(one, other) is differ(other, one) is wanted
