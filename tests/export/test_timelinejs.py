from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from export.sample import EVIL, Data, export, report, reports, when


def slides(*records: Data) -> list[dict[str, Any]]:
    found: dict[str, Any] = json.loads(export("timelinejs", list(records))[0])
    assert list(found) == ["title", "events"]
    assert found["title"]["text"]["headline"]
    slides_: list[dict[str, Any]] = found["events"]
    return slides_


class Tags(HTMLParser):
    """The tags and links of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]


def test_slides() -> None:
    found = slides(*reports())
    assert [s["unique_id"][-1] for s in found] == ["1", "3", "4", "5", "6", "7", "9", "a", "a", "b", "c"]
    assert found[0]["group"] == "REQUEST"
    assert found[4]["text"]["headline"] == "unnamed: COOPERATE (planned)"
    assert slides() == []


@pytest.mark.parametrize(
    ("value", "start", "end", "shown"),
    [
        ("2022-05-03", {"year": 2022, "month": 5, "day": 3}, None, None),
        ("2022-05-03T10:00", {"year": 2022, "month": 5, "day": 3}, None, None),
        ("2022-05", {"year": 2022, "month": 5}, None, "2022-05"),
        ("2022", {"year": 2022}, None, "2022"),
        ("2022-W23", {"year": 2022, "month": 6, "day": 6}, {"year": 2022, "month": 6, "day": 12}, "2022-W23"),
        ("2022-Q1", {"year": 2022, "month": 1, "day": 1}, {"year": 2022, "month": 3, "day": 31}, "2022-Q1"),
        ("2022-05-01/2022-05-03", {"year": 2022, "month": 5, "day": 1}, {"year": 2022, "month": 5, "day": 3}, "2022-05-01/2022-05-03"),
    ],
)  # fmt: skip
def test_dates_have_no_more_than_is_known(value: str, start: Data, end: Data | None, shown: str | None) -> None:
    data = report()
    data["events"] = [data["events"][0] | {"when": when(value)}]
    (slide,) = slides(data)
    assert slide["start_date"] == start
    assert slide.get("end_date") == end
    assert slide.get("display_date") == shown


@pytest.mark.parametrize("value", [None, "XXXX-WXX-4", "2022-05-01/..", "9999-12-31", "PRESENT_REF"])
def test_what_has_no_date_is_left_out(value: str | None) -> None:
    data = report()
    data["events"] = [data["events"][0] | {"when": {"value": value, "basis": "unresolved", "span": None}}]
    assert slides(data) == []


def test_nothing_of_the_report_is_markup() -> None:
    data = report()
    for event in data["events"]:
        event |= {"channel": EVIL, "place": EVIL, "quantity": EVIL, "mode": EVIL, "type": f"SAY{EVIL}", "status": EVIL}
        event["when"] = when("2022-05-03", EVIL)
    found = slides(data)
    assert len(found) == 10
    for slide in found:
        shown = [Tags(slide["text"]["headline"]), Tags(slide["text"]["text"]), Tags(slide["group"])]
        assert [t.tags for t in shown if "img" in t.tags] == []
        assert shown[0].tags == shown[2].tags == []
        assert {*shown[1].tags} <= {"blockquote", "p", "ul", "li", "a"}
        assert shown[1].links == ["https://news.example/ships?a=1&b=2"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", 'https://x.example/"onclick="alert(1)', "https://x.example/ y", "ftp://x", None]
)
def test_only_plain_web_addresses_are_links(url: str | None) -> None:
    data = report()
    data["document"]["url"] = url
    assert not [s for s in slides(data) if Tags(s["text"]["text"]).links]
