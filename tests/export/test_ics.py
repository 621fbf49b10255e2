from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar, Component

from export.sample import EVIL, Data, export, report, reports, when


def entries(*records: Data) -> list[Component]:
    calendar = Calendar.from_ical(export("ics", list(records))[0])
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    return list(calendar.walk("VEVENT"))


def test_what_happened_and_is_planned_is_in_the_calendar() -> None:
    found = [(str(e["uid"]), str(e["status"])) for e in entries(*reports())]
    assert [uid for uid, _ in found if not uid.endswith("@communique")] == []
    assert [(uid[12], status) for uid, status in found] == [
        ("1", "CONFIRMED"), ("3", "CONFIRMED"), ("4", "CONFIRMED"), ("5", "CONFIRMED"), ("6", "TENTATIVE"), ("7", "TENTATIVE"),
        ("9", "CONFIRMED"), ("a", "CONFIRMED"), ("a", "CONFIRMED"), ("b", "CONFIRMED"), ("c", "CONFIRMED"),
    ]  # fmt: skip
    assert entries() == []


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2022-05-03", date(2022, 5, 3), date(2022, 5, 4)),
        ("2022-12-31", date(2022, 12, 31), date(2023, 1, 1)),
        ("2022-02", date(2022, 2, 1), date(2022, 3, 1)),
        ("2022-W23", date(2022, 6, 6), date(2022, 6, 13)),
        ("2021", date(2021, 1, 1), date(2022, 1, 1)),
        ("2022-05-01/2022-05-03", date(2022, 5, 1), date(2022, 5, 4)),
    ],
)
def test_days_are_whole_and_the_end_is_exclusive(value: str, start: date, end: date) -> None:
    data = report()
    data["events"] = [data["events"][0] | {"when": when(value)}]
    (entry,) = entries(data)
    assert entry.decoded("dtstart") == start
    assert entry.decoded("dtend") == end
    assert type(entry.decoded("dtstart")) is date
    assert (f"some time in {value}" in str(entry["description"])) == (start.toordinal() + 1 != end.toordinal())


@pytest.mark.parametrize(
    ("published", "stamp"), [("2022-05-05", date(2022, 5, 5)), ("2022-05", date(2022, 5, 1)), (None, date(2022, 5, 3))]
)
def test_the_stamp_is_no_clock(published: str | None, stamp: date) -> None:
    data = report()
    data["document"]["published"]["value"] = published
    assert entries(data)[0].decoded("dtstamp") == datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC)


def test_text_comes_back_as_it_was() -> None:
    data = report()
    odd = f"A, b; c\\n {EVIL} END:VEVENT"
    data["actors"][0]["name"] = f"{odd}\r\nEND:VEVENT\r\nBEGIN:VALARM"
    data["events"][0]["place"] = odd
    entry = entries(data)[0]
    assert str(entry["summary"]) == f"{odd} END:VEVENT BEGIN:VALARM → Sweden: REQUEST"
    assert str(entry["location"]) == odd
    assert str(entry["url"]) == "https://news.example/ships?a=1&b=2"
    assert "to open the port" in str(entry["description"])
    written = export("ics", [data])[0]
    assert written.count(b"\nEND:VEVENT") == len(entries(data))
    assert not [line for line in written.split(b"\r\n") if len(line) > 75]
