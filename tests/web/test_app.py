"""The application as a whole: what every request passes and every answer carries."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from communique.web.guard import POLICY


@pytest.mark.parametrize("path", ["/", "/reports", "/reports.json", "/reports.csv", "/nowhere", "/static/app.css"])
def test_every_answer_carries_the_policy(room: TestClient, path: str) -> None:
    answer = room.get(path)
    assert answer.status_code == (404 if path == "/nowhere" else 200)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "localhost:8000"}, 200),
        ({"host": "127.0.0.1"}, 200),
        ({"host": "[::1]:8000"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "localhost.evil.example"}, 421),
        ({"host": ""}, 421),
    ],
)
def test_names_that_it_does_not_go_by_are_refused(room: TestClient, headers: dict[str, str], status: int) -> None:
    assert room.get("/reports", headers=headers).status_code == status


def test_a_page_has_no_script_and_no_style_inside(room: TestClient) -> None:
    page = room.get("/reports").text
    assert "<script>" not in page
    assert " style=" not in page
    assert "<style" not in page
