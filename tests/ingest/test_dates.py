"""The day that a feed's date means, or why none can be told; never a guess, never today."""

from __future__ import annotations

import time

import pytest

from communique.ingest.dates import day_of

DAY = "2022-02-10"

READ = {
    "2022-02-10": DAY,
    "2022-02-10T23:59:59Z": DAY,
    "2022-02-10T23:30:00-05:00": DAY,
    "2022-02-10T10:00": DAY,
    "2022-02-10 10:00:00.123456": DAY,
    "2022-02-10+01:00": DAY,
    "20220210": DAY,
    "20220210T101010Z": DAY,
    "20220210101010": DAY,
    "2022/02/10 10:00": DAY,
    "2022-2-10": DAY,
    "2022-041": DAY,
    "2022-02": "2022-02",
    "2022": "2022",
    "Thu, 10 Feb 2022 10:00:00 GMT": DAY,
    "Thu, 10 Feb 2022 10:00:00 +0000": DAY,
    "Thu, 10 Feb 2022 10:00:00": DAY,
    "Thu, 10 Feb 2022": DAY,
    "Mon, 10 Feb 2022 10:00:00 GMT": DAY,
    "Thursday, 10-Feb-22 10:00:00 GMT": DAY,
    "Thu, 10 Feb 22 10:00 EST": DAY,
    "Thu,10 Feb 2022 25:99:99 XYZ": DAY,
    "  Thu,  10  Feb  2022\t10:00:00 GMT\n": DAY,
    "10 Feb 2022 10:00:00 GMT": DAY,
    "10 February 2022": DAY,
    "10th of February, 2022": DAY,
    "February 10, 2022, 10:00 am": DAY,
    "Feb. 10, 2022": DAY,
    "Thu Feb 10 10:00:00 2022": DAY,
    "Thu Feb 10 10:00:00 UTC 2022": DAY,
    "jeu, 10 févr. 2022 10:00:00 +0100": DAY,
    "Do, 10 Feb 2022 10:00:00 +0100": DAY,
    "10. Februar 2022": DAY,
    "10 de febrero de 2022": DAY,
    "Чт, 10 фев 2022 10:00:00 +0300": DAY,
    "10 лютого 2022": DAY,
    "Pt, 10 lut 2022 10:00:00 +0100": DAY,
    "10 şub 2022": DAY,
    "10 mar 2022": "2022-03-10",
    "10 mai 2022": "2022-05-10",
    "10.2.2022": DAY,
    "13/02/2022": "2022-02-13",
    "02/13/2022 10:00": "2022-02-13",
    "02/02/2022": "2022-02-02",
    "Fri, 31 Dec 99 10:00:00 GMT": "1999-12-31",
    "2024-02-29": "2024-02-29",
}
UNREAD = {
    "": "is empty",
    "yesterday": "no known way",
    "1644487200": "no known way",
    "Thu, 01 Jan 1970 00:00:00 GMT": "without a clock",
    "1970-01-01T00:00:00Z": "without a clock",
    "0001-01-01T00:00:00Z": "without a clock",
    "Sun, 31 Dec 1899 00:00:00 GMT": "without a clock",
    "0000-00-00 00:00:00": "no day that exists",
    "2022-02-30": "no day that exists",
    "31 Feb 2022": "no day that exists",
    "2023-366": "no day that exists",
    "2022-13": "no day that exists",
    "02/03/2022": "two ways",
    "22-02-10": "no known way",
    "10 lis 2022": "no known way",  # Polish for November, Croatian for October
    "10 Foo 2022": "no known way",
    "2030-01-01": "after the day on which it was fetched",
    "Tue, 01 Jan 2030 00:00:00 GMT": "after the day on which it was fetched",
    "2030": "after the day on which it was fetched",
    "9" * 300: "no known way",
}


@pytest.mark.parametrize("said", READ)
def test_read(said: str) -> None:
    assert day_of(said, "2025-01-01T10:00:00+00:00") == (READ[said], "")


@pytest.mark.parametrize("said", UNREAD)
def test_unread(said: str) -> None:
    day, reason = day_of(said, "2025-01-01")
    assert day is None
    assert UNREAD[said] in reason


def test_a_day_ahead_is_another_time_zone() -> None:
    assert day_of("2022-02-11", DAY) == ("2022-02-11", "")
    assert day_of("2022-02-12", DAY)[0] is None
    assert day_of("2022-02-12")[0] == "2022-02-12"  # when it was fetched is not known
    assert day_of("2022", "2022-12-31T23:00:00Z")[0] == "2022"


@pytest.mark.parametrize("said", ["1 " * 100_000, "Jan " * 50_000, "1" * 100_000, ", " * 100_000, "é" * 100_000])
def test_hostile_dates_are_quick(said: str) -> None:
    began = time.process_time()
    assert day_of(said)[0] is None
    assert time.process_time() - began < 0.2
