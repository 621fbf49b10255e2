"""What a report, a query or a note says never becomes markup, in any page or form of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

import communique
from communique.ask import judging
from communique.ledger import add
from communique.ledger.linking import link
from communique.model import Record
from communique.store.database import open_record

from .conftest import browser

#: Each would put an element `x-bad`, or an attribute or address that runs, into a page that does not escape.
VECTORS = (
    "<x-bad>",
    "<script>x()</script>",
    "\"><x-bad a='",
    "'><x-bad a=\"",
    "<img src=x onerror=x()>",
    "<svg/onload=x()>",
    "</script><x-bad>",
    "</title><x-bad>",
    "<!--<x-bad>",
    "]]><x-bad>",
    "&lt;x-bad&gt;<x-bad>",
    "{{7*7}}<x-bad>",
    "{% raw %}<x-bad>",
    "\u202e<x-bad>",
    "<a href=javascript:x()>x</a>",
    "`${x()}`<x-bad>",
    "<x-bad\n>",
    "<<x-bad>>",
    "<iframe srcdoc='<x-bad>'>",
    "<style>@import 'x'</style>",
    "<math><mtext><x-bad>",
    "＜x-bad＞<x-bad>",
)
ADDRESSES = (
    "javascript:x()",
    "JaVaScRiPt:x()",
    "java\tscript:x()",
    "\njavascript:x()",
    "data:text/html,<x-bad>",
    "vbscript:x()",
    '//evil.example/"><x-bad>',
    'https://wire.example/"><x-bad a="',
    "https://wire.example/' onclick='x()",
    "file:///etc/passwd",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    db = open_record(path, create=True)
    run = add.begin_run(db, "test", "model", {})
    for n, vector in enumerate(VECTORS):
        text = (
            f"Russia demanded {vector} that NATO withdraw. The minister Piotr {vector} Kowal said on Monday that “{vector} nothing” was"
            f" agreed. NATO rejected the demand on Tuesday, {vector}. =cmd|' /C calc'!A0 was denied by Iran."
        )
        found = communique.read(
            text, published="2022-02-03", title=f"{vector} title", url=ADDRESSES[n % len(ADDRESSES)]
        )
        document = found.document
        given = {"outlet": f"{vector} outlet", "ref": f"{vector}{n}"}
        add.save(db, _with(found, {k: v for k, v in given.items() if hasattr(document, k)}), run)
    link(db)
    event = db.execute("SELECT id FROM events ORDER BY id LIMIT 1").fetchone()[0]
    for vector in VECTORS:
        judging.judge(db, "accept", [event], by=f"{vector} Ada", note=f"=1+1 {vector}")
    db.close()
    return path


def _with(record: Record, fields: dict[str, str]) -> Record:
    from dataclasses import replace

    return replace(record, document=replace(record.document, **fields))  # type: ignore[arg-type]


def unharmed(page: str) -> list[str]:
    """What a page holds that only a report can have put there."""
    tree = html.fromstring(page)
    found: list[str] = [str(e.tag) for e in tree.iter("x-bad", "iframe", "style", "math", "svg", "object", "embed")]
    found += [e.text or "" for e in tree.iter("script") if not e.get("src")]
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found.append("a comment")
            continue
        found += [
            f"{element.tag} {name}" for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")
        ]
        for name in ("href", "src", "action", "formaction"):
            value = element.get(name, "/")
            if not value.startswith(("/", "#", "https://", "http://")) or (value.startswith("//")):
                found.append(f"{element.tag} {name}={value}")
    return found


def crawl(room: TestClient, start: list[str], most: int) -> list[tuple[str, str]]:
    """Pages by their addresses, links followed."""
    seen: dict[str, str] = {}
    todo = list(start)
    while todo and len(seen) < most:
        address = todo.pop(0)
        if address in seen:
            continue
        answer = room.get(address)
        assert answer.status_code < 500, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        seen[address] = answer.text
        todo += [a.partition("#")[0] for a in html.fromstring(answer.text).xpath("//a/@href") if a.startswith("/")]
    return list(seen.items())


def test_no_report_puts_markup_into_a_page(hostile: Path) -> None:
    with browser(hostile, by="<x-bad> Eve") as room:
        pages = crawl(
            room,
            ["/reports", "/search?q=minister", "/timeline", "/actors", "/network", "/judgements", "/review", "/"],
            220,
        )
        assert len(pages) > 100
        assert {address: bad for address, page in pages if (bad := unharmed(page))} == {}
        assert sum("x-bad" in page for _, page in pages) > 50, "the vectors are in the pages, as text"


@pytest.mark.parametrize("vector", VECTORS)
def test_no_query_puts_markup_into_a_page(room: TestClient, vector: str) -> None:
    for path, name in (
        ("/search", "q"),
        ("/search", "outlet"),
        ("/timeline", "actor"),
        ("/exchanges", "words"),
        ("/actors", "name"),
        ("/dyads", "a"),
        ("/judgements", "by"),
    ):
        answer = room.get(path, params={name: vector, "q": "letter"} if name == "outlet" else {name: vector})
        assert answer.status_code in (200, 400)
        assert unharmed(answer.text) == []


def test_cells_of_a_spreadsheet_run_nothing(hostile: Path) -> None:
    with browser(hostile) as room:
        for path in ("/judgements.csv", "/timeline.csv", "/search.csv?q=minister", "/exchanges.csv", "/actors.csv"):
            cells = [c for row in csv.reader(io.StringIO(room.get(path).text)) for c in row]
            assert cells
            assert [c for c in cells if c.startswith(("=", "+", "-", "@"))] == []
