"""Every page on the dossier: it is there as HTML, JSON and CSV, and bad addresses are told as such."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from communique.web.pages import PAGES


@pytest.fixture(scope="module")
def ids(dossier: Path) -> dict[str, str]:
    """An id of each kind that the record holds."""
    db = sqlite3.connect(dossier)
    asked = {
        "report": "SELECT id FROM reports WHERE current = 1 ORDER BY id LIMIT 1",
        "event": "SELECT id FROM events WHERE type = 'REJECT' ORDER BY id LIMIT 1",
        "group": "SELECT id FROM groups WHERE reports > 1 ORDER BY id LIMIT 1",
    }
    found = {kind: db.execute(sql).fetchone()[0] for kind, sql in asked.items()}
    db.close()
    return found


LISTS = (
    "/ /reports /exchanges /exchanges?open=1 /disputes /search /search?q=letter /timeline /timeline?actor=Russia&type=REQUEST"
    " /actors /actors?name=B /actors/RUS /dyads /dyads?a=Russia&b=NATO /network /review /judgements"
).split()


@pytest.mark.parametrize("address", LISTS)
def test_a_page_stands_by_itself(room: TestClient, address: str) -> None:
    answer = room.get(address)
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    assert not page.xpath("//*[@style] | //style | //script[not(@src)]")
    labelled = set(page.xpath("//label/@for"))
    assert not [i for i in page.xpath("//input[not(@type='hidden')] | //select") if i.get("id") not in labelled]
    assert all(a.startswith(("/", "#")) for a in page.xpath("//a/@href"))
    assert len(answer.content) < 100_000


@pytest.mark.parametrize("kind", ["report", "event", "group"])
def test_a_thing_has_its_page_and_its_data(room: TestClient, ids: dict[str, str], kind: str) -> None:
    address = f"/{kind}s/{ids[kind]}"
    assert ids[kind] in room.get(address).text or kind == "event"
    assert json.loads(room.get(f"{address}.json").text)
    rows = list(csv.DictReader(io.StringIO(room.get(f"{address}.csv").text)))
    assert rows
    assert "id" in rows[0]


def test_all_links_inside_lead_somewhere(room: TestClient) -> None:
    seen: set[str] = set()
    todo = ["/"]
    while todo and len(seen) < 150:
        address = todo.pop(0)
        answer = room.get(address)
        assert answer.status_code == 200, address
        seen.add(address)
        if answer.headers["content-type"].startswith("text/html"):
            for link in html.fromstring(answer.text).xpath("//a/@href"):
                target = link.partition("#")[0]
                if target.startswith("/") and target not in seen and target not in todo:
                    todo.append(target)
    assert len(seen) > 100


def test_the_words_of_a_chosen_entry_are_marked(room: TestClient, dossier: Path) -> None:
    db = sqlite3.connect(dossier)
    event, report, trigger = db.execute(
        "SELECT id, report, trigger FROM events WHERE type = 'REQUEST' ORDER BY id LIMIT 1"
    ).fetchone()
    db.close()
    page = html.fromstring(room.get(f"/reports/{report}?entry={event}").text)
    marked = page.xpath("//mark[contains(concat(' ', @class, ' '), ' role-trigger ')]")
    assert "".join(m.text_content() for m in marked) == trigger
    assert page.xpath("//dl[@class='reasons']")
    assert page.xpath(f"//li[@id='{event}']")


def test_an_exchange_as_of_a_day_knows_only_what_was_published_by_then(room: TestClient) -> None:
    page = html.fromstring(room.get("/exchanges").text)
    addresses = [a for a in page.xpath("//main//a/@href") if a.startswith("/exchanges/")]
    compared = 0
    for address in addresses:
        days = list(html.fromstring(room.get(address).text).xpath("//datalist/option/@value"))
        if len(days) < 2:
            continue
        early = room.get(f"{address}?as_of={days[0]}").text
        assert f", {days[-1]}</a>" not in early
        compared += 1
    assert compared > 3
    assert "no report of the record told of it" in room.get(f"{addresses[0]}?as_of=1990-01-01").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reports/none", 404),
        ("/events/e000000000000", 404),
        ("/events/RUS", 404),
        ("/groups/g000000000000", 404),
        ("/exchanges/x000000000000", 404),
        ("/actors/nobody-at-all", 404),
        ("/actors/%00", 404),
        ("/nowhere", 404),
        ("/reports?page=0", 400),
        ("/reports?page=99999999999999999999", 400),
        ("/reports?page=²", 400),
        ("/reports?page=9999", 200),
        ("/timeline?since=yesterday", 400),
        ("/timeline?actor=Nobody+At+All", 400),
        ("/timeline?type=NONE", 200),
        ("/timeline?as_of=2022-13", 400),
        ("/search?q=%22", 400),
        ("/search?q=letter&order=odd", 400),
        ("/search?q=" + "a" * 400, 400),
        ("/search?q=letter" + "&outlet=a" * 30, 400),
        ("/dyads?a=Russia&b=Nobody+At+All", 400),
        ("/network?since=x", 400),
        ("/exchanges?since=never", 400),
        ("/exchanges?owed_by=Nobody+At+All", 400),
        ("/search?q=%EF%BF%BE%F0%9F%92%A5+letter%00", 200),
    ],
)
def test_bad_addresses_are_told(room: TestClient, address: str, status: int) -> None:
    answer = room.get(address)
    assert answer.status_code == status
    assert html.fromstring(answer.text).xpath("//h1")


def test_every_page_needs_a_role_that_there_is() -> None:
    assert {p.role for p in PAGES} <= {"reader", "analyst"}
    assert len({p.path for p in PAGES}) == len(PAGES)
