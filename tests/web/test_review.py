"""Judging in the page: what is written down, taken back, and found again in exports; forms of other sites are refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from communique.ask.records import records
from communique.store import judgements
from communique.store.database import open_record

from .conftest import browser


def form(client: TestClient, address: str, verb: str) -> tuple[str, dict[str, str]]:
    """The form of a page that has a button of some verb (or none): where it goes, and its fields."""
    page = html.fromstring(client.get(address).text)
    found = page.xpath(f"//form[@method='post'][.//button[@value='{verb}'] or @action='{verb}']")[0]
    fields = {i.get("name"): i.get("value", "") for i in found.xpath(".//input[@name]")}
    if not verb.startswith("/"):
        fields["verb"] = verb
    return found.get("action"), fields


def exported(path: Path) -> dict[str, dict[str, object]]:
    db = open_record(path)
    found = {e["id"]: e for r in records(db) for e in r["events"]}
    db.close()
    return found


def test_a_judgement_is_logged_shown_exported_and_undone(own: Path) -> None:
    with browser(own, by="Ada") as client:
        address, fields = form(client, "/review", "reject")
        event = fields["id"]
        assert event in exported(own)
        answer = client.post(address, data=fields)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/review")
        assert event not in exported(own)
        log = client.get("/judgements").text
        assert "Ada" in log
        assert form(client, "/review", "reject")[1]["id"] != event
        undo = html.fromstring(log).xpath("//form[@action='/judge']")[0]
        client.post("/judge", data={i.get("name"): i.get("value") for i in undo.xpath(".//input")})
        assert event in exported(own)
    db = open_record(own)
    assert [(j.verb, j.by) for j in judgements.every(db)] == [("reject", "Ada"), ("undo", "Ada")]
    judgements.check(db, "own")
    db.close()


def test_a_correction_shows_at_once(own: Path) -> None:
    with browser(own, by="Ada") as client:
        address, fields = form(client, "/review", "accept")
        event = fields["id"]
        before = client.get(f"/events/{event}").text
        assert "judged: corrected" not in before
        client.post(address, data={**fields, "verb": "correct", "field": "when", "value": "2022-02-03"})
        after = client.get(f"/events/{event}").text
        assert "judged: corrected" in after
        assert "2022-02-03" in after


def test_what_is_skipped_comes_again_when_asked(own: Path) -> None:
    with browser(own) as client:
        first = form(client, "/review", "accept")[1]["id"]
        address, fields = form(client, "/review", "/review/skip")
        client.post(address, data=fields)
        assert form(client, "/review", "accept")[1]["id"] != first
        address, fields = form(client, "/review", "/review/resume")
        client.post(address, data=fields)
        assert form(client, "/review", "accept")[1]["id"] == first


@pytest.mark.parametrize(
    "wrong",
    [
        {"proof": "0" * 64},
        {"proof": ""},
        {"headers": {"origin": "https://evil.example"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"cookies": "none"},
    ],
    ids=["another proof", "no proof", "another origin", "across sites", "no cookie"],
)
def test_forms_of_other_sites_write_nothing(own: Path, wrong: dict[str, object]) -> None:
    with browser(own) as client:
        address, fields = form(client, "/review", "accept")
        if wrong.get("cookies"):
            client.cookies.clear()
        headers = wrong.get("headers", {})
        assert isinstance(headers, dict)
        proof = wrong.get("proof", fields["proof"])
        assert client.post(address, data={**fields, "proof": proof}, headers=headers).status_code == 403
    assert sqlite3.connect(own).execute("SELECT count(*) FROM judgements").fetchone()[0] == 0


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(own: Path, back: str) -> None:
    with browser(own) as client:
        address, fields = form(client, "/review", "accept")
        answer = client.post(address, data={**fields, "back": back})
        assert answer.headers["location"].startswith("/review")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"verb": "destroy"}, 400),
        ({"id": "e000000000000"}, 400),
        ({"verb": "correct", "field": "rule", "value": "x"}, 400),
        ({"note": "a" * 3000}, 400),
    ],
)
def test_judgements_that_make_no_sense_are_told(own: Path, fields: dict[str, str], status: int) -> None:
    with browser(own) as client:
        address, good = form(client, "/review", "accept")
        answer = client.post(address, data={**good, **fields})
        assert answer.status_code == status
    assert sqlite3.connect(own).execute("SELECT count(*) FROM judgements").fetchone()[0] == 0


def test_a_body_that_is_too_long_is_refused(own: Path) -> None:
    with browser(own) as client:
        assert client.post("/judge", content=b"a" * 1_000_001).status_code == 413
        pieces = (b"a" * 100_000 for _ in range(20))
        assert (
            client.post(
                "/judge", content=pieces, headers={"content-type": "application/x-www-form-urlencoded"}
            ).status_code
            == 413
        )
