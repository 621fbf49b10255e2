"""First and last day of what is known of a date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.model import Event, Status, When
from communique.store import days
from reading import event, read

BOUNDS = (
    (None, None, None),
    ("2022-02-10", "2022-02-10", "2022-02-10"),
    ("2022-02-10T15:30", "2022-02-10", "2022-02-10"),
    ("2022-02-10TEV", "2022-02-10", "2022-02-10"),
    ("2022-02", "2022-02-01", "2022-02-28"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2022", "2022-01-01", "2022-12-31"),
    ("2022-W06", "2022-02-07", "2022-02-13"),
    ("2022-W06-WE", "2022-02-12", "2022-02-13"),
    ("2020-W53", "2020-12-28", "2021-01-03"),
    ("2022-Q1", "2022-01-01", "2022-03-31"),
    ("2022-Q4", "2022-10-01", "2022-12-31"),
    ("2022-H2", "2022-07-01", "2022-12-31"),
    ("2022-SU", "2022-06-01", "2022-08-31"),
    ("2022-01-25/2022-02-03", "2022-01-25", "2022-02-03"),
    ("2022-01/2022-02", "2022-01-01", "2022-02-28"),
    ("2022-01-25/..", "2022-01-25", None),
    ("../2022-01-25", None, "2022-01-25"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    # what has no day in the calendar is unknown
    ("2022-02-30", None, None),
    ("2022-13", None, None),
    ("2021-W53", None, None),
    ("9999-W52", None, None),
    ("0000", None, None),
    ("XXXX-WXX-4", None, None),
    ("2022-WI", None, None),
    ("PRESENT_REF", None, None),
    ("P3D", None, None),
    ("", None, None),
)  # fmt: skip


@pytest.mark.parametrize(("value", "first", "last"), BOUNDS)
def test_bounds(value: str | None, first: str | None, last: str | None) -> None:
    assert days.bounds(value) == (first, last)


OF_EVENT: tuple[tuple[str | None, Status, str | None, tuple[str | None, str | None]], ...] = (
    ("2022-02-03", "actual", "2022-02-10", ("2022-02-03", "2022-02-03")),
    ("2022-02-03", "denied", None, ("2022-02-03", "2022-02-03")),
    ("2022-03", "planned", "2022-02-10", ("2022-03-01", "2022-03-31")),
    (None, "actual", "2022-02-10", (None, "2022-02-10")),
    (None, "actual", "2022-02", (None, "2022-02-28")),
    (None, "actual", None, (None, None)),
    (None, "planned", "2022-02-10", (None, None)),
    (None, "demanded", "2022-02-10", (None, None)),
    (None, "hypothetical", "2022-02-10", (None, None)),
    ("XXXX-WXX-4", "actual", "2022-02-10", (None, None)),
)  # fmt: skip


@pytest.mark.parametrize(("value", "status", "published", "wanted"), OF_EVENT)
def test_day_of_an_event(
    value: str | None, status: Status, published: str | None, wanted: tuple[str | None, str | None]
) -> None:
    told: Event = event(read("Russia shelled two villages."), "shelled")
    assert days.of_event(replace(told, status=status, when=When(value, "stated")), published) == wanted


@pytest.mark.parametrize(
    ("day", "by", "wanted"),
    [
        ("2022-02-28", 1, "2022-03-01"),
        ("2022-01-01", -1, "2021-12-31"),
        ("2022-01-01", 0, "2022-01-01"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-01", -90, "0001-01-01"),
    ],
)
def test_shift(day: str, by: int, wanted: str) -> None:
    assert days.shift(day, by) == wanted
