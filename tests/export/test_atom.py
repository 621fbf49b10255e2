from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from export.sample import EVIL, Data, export, report, reports
from export.test_timelinejs import Tags

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*records: Data) -> ET.Element:
    return ET.fromstring(export("atom", list(records))[0])


def texts(element: ET.Element, name: str) -> list[str | None]:
    return [child.text for child in element.findall(f"{ATOM}{name}")]


def test_a_feed_has_what_rfc_4287_asks_for() -> None:
    root = feed(*reports())
    assert root.tag == f"{ATOM}feed"
    assert {name: len(texts(root, name)) for name in ("id", "title", "updated", "author")} == dict.fromkeys(
        ("id", "title", "updated", "author"), 1
    )
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 11
    for entry in entries:
        assert {len(texts(entry, name)) for name in ("id", "title", "updated", "content")} == {1}
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "tag:communique.invalid,2022:event/e000000000001"


@pytest.mark.parametrize(
    ("records", "updated"),
    [
        ([], "1970-01-01T00:00:00Z"),
        (reports()[:1], "2022-05-05T00:00:00Z"),
        (reports(), "2022-05-06T00:00:00Z"),
        (list(reversed(reports())), "2022-05-06T00:00:00Z"),
        (reports()[2:], "1970-01-01T00:00:00Z"),
    ],
)
def test_it_changed_on_the_newest_day_of_the_reports(records: list[Data], updated: str) -> None:
    assert texts(feed(*records), "updated") == [updated]


def test_a_month_of_publication_is_its_first_day_and_said() -> None:
    data = report()
    data["document"]["published"]["value"] = "2022-05"
    assert texts(feed(data), "updated") == ["2022-05-01T00:00:00Z"]
    assert [
        line for line in export("atom", [data])[1].lines() if "not known exactly has the first possible one" in line
    ]


def test_entries() -> None:
    first = feed(report()).findall(f"{ATOM}entry")[0]
    assert texts(first, "title") == [f"Ada Berg {EVIL} → Sweden: REQUEST"]
    assert [c.get("term") for c in first.findall(f"{ATOM}category")] == ["REQUEST", "actual"]
    assert [link.get("href") for link in first.findall(f"{ATOM}link")] == ["https://news.example/ships?a=1&b=2"]
    second = feed(*reports()).findall(f"{ATOM}entry")[10]
    assert second.findall(f"{ATOM}link") == []
    assert texts(second, "updated") == ["2022-05-06T00:00:00Z"]


def test_nothing_of_the_report_is_markup_or_breaks_the_feed() -> None:
    data = report()
    bad = f"{EVIL}]]>\x00\x1b\ufffe\u202e<!--"
    data["document"] |= {"title": bad, "outlet": bad, "ref": bad, "url": f"https://x.example/{EVIL}"}
    data["actors"] = [a | {"name": bad} for a in data["actors"]]
    for event in data["events"]:
        event |= {"channel": bad, "place": bad, "quantity": bad}
    for entry in feed(data).findall(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        assert {*Tags(content.text or "").tags} <= {"blockquote", "p", "ul", "li"}
        title = entry.find(f"{ATOM}title")
        assert title is not None
        assert title.get("type") == "text"
        assert len(list(title)) == 0
