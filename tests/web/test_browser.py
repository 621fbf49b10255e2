"""In a real browser: an analyst's way by keys alone, no script from elsewhere, nothing on the console, WCAG 2.2 AA as axe sees it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: on Debian apt install chromium")
sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture
def served(own: Path) -> Iterator[str]:
    """The address of a reading room that runs as people run it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "communique.cli", "serve", str(own), "--port", str(port), "--by", "Ada"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/reports", timeout=10).close()
                break
            except OSError:
                time.sleep(0.1)
        yield base
        server.terminate()


@pytest.fixture
def page(served: str) -> Iterator[object]:
    """A page of Chromium that takes note of what should not be."""
    with sync_api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=served, viewport={"width": 1200, "height": 900})
        made = context.new_page()
        made.wrong = []
        made.on("console", lambda m: made.wrong.append(f"console: {m.text}"))
        made.on("pageerror", lambda e: made.wrong.append(f"error: {e}"))
        made.on("request", lambda r: None if r.url.startswith(served) else made.wrong.append(f"request: {r.url}"))
        yield made
        assert made.wrong == []
        browser.close()


def test_the_way_of_an_analyst_by_keys_alone(page, served: str) -> None:  # type: ignore[no-untyped-def]
    page.goto("/")
    keys = page.keyboard
    keys.press("/")
    keys.type("letter")
    keys.press("Enter")
    page.wait_for_url("**/search?q=letter")
    keys.press("g")
    keys.press("e")
    page.wait_for_url("**/exchanges")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/exchanges/x*")
    assert page.locator("blockquote").count() > 0
    keys.press("g")
    keys.press("r")
    page.wait_for_url("**/reports")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/reports/*")
    keys.press("j")
    assert page.locator("[data-of].role-trigger").count() > 0, "the words of the focused entry are marked"
    keys.press("Enter")
    page.wait_for_url("**/events/*")
    keys.press("g")
    keys.press("v")
    page.wait_for_url("**/review")
    first = page.locator("section.panel blockquote").inner_text()
    keys.press("e")
    keys.type("wh")
    keys.press("Tab")
    keys.type("2022-02-03")
    assert page.locator("#field").input_value() == "when"
    keys.press("Enter")
    page.wait_for_url("**/review?done=*")
    assert page.locator("section.panel blockquote").inner_text() != first
    with page.expect_navigation():
        keys.press("u")
    page.goto("/judgements")
    log = page.locator("tbody").inner_text()
    assert "correct" in log
    assert "undo" in log
    assert "Ada" in log


def test_pages_pass_axe_and_fit_a_narrow_screen(page, served: str) -> None:  # type: ignore[no-untyped-def]
    if not AXE.is_file():
        pytest.skip("axe-core is not there: make fetches it with npm")
    script = AXE.read_text(encoding="utf-8")
    page.goto("/reports")
    addresses = [
        "/",
        "/reports",
        "/exchanges",
        "/disputes",
        "/search?q=letter",
        "/timeline?actor=Russia",
        "/actors",
        "/actors/RUS",
        "/network",
        "/dyads?a=RUS&b=NATO",
        "/review",
        "/judgements",
    ]
    addresses.append(page.locator("main a.item").nth(3).get_attribute("href"))
    page.goto("/exchanges")
    addresses.append(page.locator("main a.item").nth(2).get_attribute("href"))
    page.goto("/timeline")
    addresses.append(page.locator("td a.item").first.get_attribute("href"))
    found = []
    context = page.context.browser.new_context(base_url=served, bypass_csp=True)
    checked = context.new_page()
    for scheme in ("light", "dark"):
        checked.emulate_media(color_scheme=scheme)
        for address in addresses:
            checked.set_viewport_size({"width": 1200, "height": 900})
            checked.goto(address)
            checked.evaluate(script)
            told = checked.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            found += [(scheme, address, v["id"], v["nodes"][0]["html"][:200]) for v in told["violations"]]
            checked.set_viewport_size({"width": 320, "height": 700})
            if checked.evaluate("document.documentElement.scrollWidth") > 320:
                found.append((scheme, address, "wider than 320 px", ""))
    context.close()
    assert found == []
