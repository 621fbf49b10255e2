"""Addresses, feeds and lists of feeds as they are typed; the server is on this machine."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fetch.server import Site, serve
from test_cli import COMMAND, Run, run  # noqa: F401 (a fixture)

ONE = (
    "Moscow said on Thursday that talks with Kyiv would go on, and that its ministers would travel to Geneva in March."
)
TWO = "Kyiv denied on Friday that it had shelled the town, and asked the observers to publish what they had seen there."
THREE = "Norway warned Sweden on Monday that it would close the port of Oslo if the talks in Geneva failed again."
WEB = "--allow-private"


def page(text: str, head: str = "") -> str:
    return f"<html><head><title>A title</title>{head}</head><body><article><p>{text}</p></article></body></html>"


def feed(*entries: tuple[str, str], extra: str = "") -> str:
    items = "".join(
        f"<item><link>{link}</link><pubDate>10 Feb 2022</pubDate><description>{text}</description>{extra}</item>"
        for link, text in entries
    )
    return f'<rss version="2.0"><channel><title>The Outlet</title>{items}</channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def table(query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("record.db")) as db:
        return db.execute(query).fetchall()


def test_read_a_page(run: Run, site: Site) -> None:  # noqa: F811
    url = site.redirect("/a", "/b?c")
    site.put("/b?c", page(ONE))
    (record,) = run("read", url, WEB, "--format", "json").records
    assert record["document"]["url"] == record["document"]["ref"] == f"{site.root}/b?c"
    assert record["document"]["text"] == ONE


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="{root}/news/1">', "/news/1"),
        ('<link rel="canonical" href="{root}/">', "/b?from=feed"),
        ('<link rel="canonical" href="https://elsewhere.example/news/1">', "/b?from=feed"),
        ('<link rel="canonical" href="javascript:alert(1)">', "/b?from=feed"),
    ],
)
def test_canonical_address(run: Run, site: Site, head: str, address: str) -> None:  # noqa: F811
    url = site.put("/b?from=feed", page(ONE, head.format(root=site.root)))
    (record,) = run("read", url, WEB, "--format", "json").records
    assert record["document"]["url"] == site.root + address


def test_read_what_is_no_page(run: Run, site: Site) -> None:  # noqa: F811
    lines = f'{{"id": "1", "text": "{ONE}"}}\n{{"id": "2", "text": "{TWO}"}}\n'
    addresses = [
        site.put("/a.txt", ONE, "text/plain"),
        site.put("/a.jsonl", lines, "application/octet-stream"),
        site.put("/b", TWO.replace("ö", "o").encode("utf-16"), "text/plain; charset=utf-16"),
    ]
    ran = run("read", *addresses, WEB, "--format", "json")
    assert [r["document"]["text"] for r in ran.records] == [ONE, ONE, TWO, TWO]
    assert [r["document"]["ref"] for r in ran.records] == [addresses[0], "1", "2", addresses[2]]


def test_a_feed_behind_a_warning_is_known_by_its_media_type(run: Run, site: Site) -> None:  # noqa: F811
    url = site.put("/feed", "Warning: no database\n<?xml version='1.0'?>" + feed(("/1", ONE)), "application/rss+xml")
    site.put("/1", page(TWO))
    assert [r["document"]["text"] for r in run("read", url, WEB, "--format", "json").records] == [TWO]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "404 Not Found"),
        ("/empty", "empty page"),
        ("/pdf", "PDF"),
        ("/forbidden", "robots.txt forbids"),
        ("/moved", "redirected to {root}/none: the server says 404"),
    ],
)
def test_errors_name_the_address(run: Run, site: Site, path: str, reason: str) -> None:  # noqa: F811
    site.put("/robots.txt", "User-agent: communique\nDisallow: /forbidden", "text/plain")
    site.put("/empty", " \n")
    site.put("/pdf", b"%PDF-1.7", "application/pdf")
    site.put("/forbidden", page(ONE))
    site.redirect("/moved", "/none")
    ran = run("read", site.root + path, site.put("/good", page(ONE)), WEB, "--format", "json")
    assert ran.code == 1
    assert f"error: {site.root}{path}: " in ran.err
    assert reason.format(root=site.root) in ran.err
    assert len(ran.records) == 1


def test_private_addresses_are_refused(run: Run, site: Site) -> None:  # noqa: F811
    ran = run("read", site.put("/a", page(ONE)))
    assert ran.code == 1
    assert "127.0.0.1 is this machine" in ran.err
    assert "--allow-private" in ran.err
    assert site.asked == []


def test_add_a_feed_again_and_again(run: Run, site: Site) -> None:  # noqa: F811
    site.put("/1", page(ONE))
    site.put("/2", page(TWO))
    url = site.put("/feed", feed(("/1", "Short."), ("/2", "Short.")), "application/rss+xml", ETag='"1"')
    ran = run("add", url, WEB)
    assert (ran.code, ran.err.split(".")[0]) == (0, "2 added")
    assert table("SELECT url, outlet, published, published_basis FROM reports ORDER BY url") == [
        (f"{site.root}/1", "The Outlet", "2022-02-10", "metadata"),
        (f"{site.root}/2", "The Outlet", "2022-02-10", "metadata"),
    ]
    assert "0 added, 1 feed unchanged" in run("add", url, WEB).err
    assert site.documents() == ["/feed", "/1", "/2", "/feed"]
    assert site.headers[-1]["if-none-match"] == '"1"'

    site.put("/3", page(THREE))
    site.put("/feed", feed(("/3", "Short."), ("/2", "Short.")), "application/rss+xml", ETag='"2"')
    assert "1 added, 1 known already" in run("add", url, WEB).err
    assert site.documents()[4:] == ["/feed", "/3"]  # the page that is known is not fetched again
    assert table("SELECT etag, status, failures FROM feeds") == [('"2"', 200, 0)]
    assert table("SELECT count(*) FROM feed_entries") == [(2,)]

    assert "2 read again" in run("add", url, WEB, "--again").err
    assert site.documents()[6:] == ["/feed", "/3", "/2"]


def test_an_entry_that_failed_is_tried_again(run: Run, site: Site) -> None:  # noqa: F811
    site.status("/1", 503)
    site.status("/2", 404)
    url = site.put("/feed", feed(("/1", "Short."), ("/2", "Short.")), ETag='"1"')
    ran = run("add", url, WEB)
    assert (ran.code, "0 added, 2 failed" in ran.err) == (1, True)
    assert table("SELECT etag FROM feeds") == [(None,)]  # or else the next answer would be "nothing new"
    site.put("/1", page(ONE))
    assert "1 added, 1 known already" in run("add", url, WEB).err
    assert site.documents() == ["/feed", "/1", "/2", "/feed", "/1"]
    assert table("SELECT etag FROM feeds") == [('"1"',)]


def test_a_feed_in_parts(run: Run, site: Site) -> None:  # noqa: F811
    """Who stops half-way goes on where it was stopped, without fetching again what is there."""
    for path, text in (("/1", ONE), ("/2", TWO), ("/3", THREE)):
        site.put(path, page(text))
    url = site.put("/feed", feed(("/1", "x"), ("/2", "x"), ("/3", "x")), ETag='"1"')
    assert "2 added" in run("add", url, WEB, "--stop-after", "2").err
    assert table("SELECT etag FROM feeds") == [(None,)]
    assert "1 added, 2 known already" in run("add", url, WEB, "--stop-after", "2").err
    assert site.documents() == ["/feed", "/1", "/2", "/feed", "/3"]
    assert table("SELECT etag FROM feeds") == [('"1"',)]


def test_what_since_left_out_can_be_had_later(run: Run, site: Site) -> None:  # noqa: F811
    head = '<meta property="article:published_time" content="2022-02-09">'
    site.put("/1", page(ONE))
    site.put("/2", page(TWO, head))
    entries = feed(("/1", "x"), ("/2", "x")).replace(
        "<pubDate>10 Feb 2022</pubDate><description>x</description></item></c", "</item></c"
    )
    url = site.put("/feed", entries, ETag='"1"')
    assert "0 added, 2 from before 2022-02-11 left out" in run("add", url, WEB, "--since", "2022-02-11").err
    assert site.documents() == ["/feed", "/2"]  # the first entry's day is in the feed, the second's on its page
    assert "1 feed unchanged" in run("add", url, WEB, "--since", "2022-02-11").err
    assert "2 added" in run("add", url, WEB).err
    assert "1 feed unchanged" in run("add", url, WEB).err


def test_a_page_that_cannot_be_used_is_not_fetched_again(run: Run, site: Site) -> None:  # noqa: F811
    site.put("/1", "<html><body></body></html>")
    site.put("/2", page(TWO))
    url = site.put("/feed", feed(("/1", "x")))
    assert "0 added, 1 failed" in run("add", url, WEB).err
    site.put("/feed", feed(("/1", "x"), ("/2", "x")))
    assert "1 added, 1 known already" in run("add", url, WEB).err
    assert site.documents() == ["/feed", "/1", "/feed", "/2"]


def test_a_feed_that_moved(run: Run, site: Site) -> None:  # noqa: F811
    new = site.put("/new", feed(("/1", ONE), extra=f"<guid>{site.root}/1</guid>"), ETag='"1"')
    site.put("/1", page(ONE))
    old = site.redirect("/old", "/new", 301)
    assert "1 added" in run("add", old, WEB).err
    assert "1 feed unchanged" in run("add", old, WEB).err
    assert site.documents() == ["/old", "/new", "/1", "/new"]
    assert table("SELECT url, moved FROM feeds ORDER BY url") == [(new, None), (old, new)]


def test_since_and_pages(run: Run, site: Site) -> None:  # noqa: F811
    Path("feed.xml").write_text(feed((site.put("/1", page(ONE)), TWO)), encoding="utf-8")
    assert "0 added, 1 from before 2022-02-11 left out" in run("add", "feed.xml", "--since", "2022-02-11").err
    assert "1 added" in run("add", "feed.xml", "--since", "2022-02-10").err
    assert "1 later version" in run("add", "feed.xml", "--pages", WEB).err
    assert table("SELECT text FROM reports ORDER BY version") == [(TWO,), (ONE,)]
    assert run("add", "feed.xml", "--since", "soon").code == 2


def test_keep_source(run: Run, site: Site) -> None:  # noqa: F811
    body = page(ONE)
    url = site.put("/1", body)
    Path("a.txt").write_bytes(TWO.encode() + b"\r\n")
    run("add", url, "a.txt", WEB)
    report = str(table(f"SELECT id FROM reports WHERE url = '{url}'")[0][0])
    assert table("SELECT count(*) FROM originals") == [(0,)]
    assert "2 known already" in run("add", url, "a.txt", WEB, "--keep-source").err
    ((media, came, fetched, size),) = table(
        f"SELECT media, url, fetched, size FROM originals WHERE report = '{report}'"
    )
    assert (media, came, size) == ("text/html", url, len(body))
    assert str(fetched).endswith("+00:00")
    run("add", url, "a.txt", WEB, "--again")
    assert table("SELECT count(*) FROM originals") == [(2,)]


@pytest.mark.parametrize("kept", [True, False])
def test_show_source(tmp_path: Path, kept: bool) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TWO.encode() + b"\r\n")

    def ran(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*COMMAND, *words], cwd=tmp_path, capture_output=True, check=False)

    assert ran("add", "a.txt", *(["--keep-source"] if kept else [])).returncode == 0
    with closing(sqlite3.connect(tmp_path / "record.db")) as db:
        (report,), (event,) = (db.execute(f"SELECT id FROM {t}").fetchone() for t in ("reports", "events"))
    shown = ran("show", "--source", report)
    if kept:
        assert shown.stdout == b"\xef\xbb\xbf" + TWO.encode() + b"\r\n"
        assert b"text/plain" in shown.stderr
    else:
        assert (shown.returncode, shown.stdout) == (2, b"")
        assert b"--keep-source" in shown.stderr
    assert ran("show", "--source", event).returncode == 2


def listed(*addresses: str, more: str = "") -> None:
    outlines = "".join(f'<outline type="rss" text="x" xmlUrl="{a}"/>' for a in addresses)
    Path("feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}{more}</body></opml>", encoding="utf-8")


def test_watch_once(run: Run, site: Site) -> None:  # noqa: F811
    site.put("/1", page(ONE))
    site.put("/2", page(TWO))
    one, two = site.put("/a", feed(("/1", "Short.")), ETag='"1"'), site.put("/b", feed(("/2", "Short.")))
    listed(one, two)
    ran = run("watch", "feeds.opml", "--once", WEB)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("2 added. ")
    assert "0 added, 1 known already, 1 feed unchanged" in run("watch", "feeds.opml", "--once", WEB).err
    assert site.documents() == ["/a", "/1", "/b", "/2", "/a", "/b"]
    assert table("SELECT command FROM runs") == [("watch",), ("watch",)]


def test_watch_leaves_failing_feeds_alone(run: Run, site: Site) -> None:  # noqa: F811
    listed(site.status("/a", 500), site.status("/b", 410), site.status("/c", 429, Retry_After="100000"))
    ran = run("watch", "feeds.opml", "--once", WEB)
    assert (ran.code, "0 added, 3 failed" in ran.err) == (1, True)
    ran = run("watch", "feeds.opml", "--once", WEB)
    assert (ran.code, "0 added, 2 left alone after failures" in ran.err) == (0, True)
    assert site.documents() == ["/a", "/b", "/c"]
    assert table("SELECT gone, status, failures FROM feeds ORDER BY url") == [(0, 500, 1), (1, 410, 1), (0, 429, 1)]
    waits = table(
        "SELECT round((julianday(not_before) - (SELECT julianday(started) FROM runs LIMIT 1)) * 86400) FROM feeds"
        " WHERE gone = 0 ORDER BY url"
    )
    assert [w[0] for w in waits] == [pytest.approx(900, abs=60), pytest.approx(100000, abs=60)]


def test_watch_tells_broken_outlines(run: Run, site: Site) -> None:  # noqa: F811
    listed(site.put("/a", feed(("/1", "x"))), more='<outline type="rss" text="Nowhere"/>')
    site.put("/1", page(ONE))
    ran = run("watch", "feeds.opml", "--once", WEB)
    assert (ran.code, "'Nowhere' is to be a feed" in ran.err, "1 added" in ran.err) == (1, True, True)


@pytest.mark.parametrize("words", [["none.opml"], ["feeds.opml", "--every", "soon"], ["feeds.opml", "--every", "5s"]])
def test_watch_wrong_usage(run: Run, words: list[str]) -> None:  # noqa: F811
    listed("http://127.0.0.1/")
    assert run("watch", *words).code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_stops_after_the_document_under_way(tmp_path: Path, site: Site, number: signal.Signals) -> None:
    """It is stopped while the second of three pages is on its way; what was read is in the record, and the feed is not taken for read."""
    arrived, go = threading.Event(), threading.Event()

    def slow(handler: object) -> None:
        arrived.set()
        go.wait(20)
        body = page(TWO).encode()
        handler.wfile.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        )

    site.put("/1", page(ONE))
    site.writes("/2", slow)
    site.put("/3", page(THREE))
    url = site.put("/feed", feed(("/1", "x"), ("/2", "x"), ("/3", "x")), ETag='"1"')
    opml = f'<opml><body><outline xmlUrl="{url}"/></body></opml>'
    (tmp_path / "feeds.opml").write_text(opml, encoding="utf-8")
    watching = subprocess.Popen(
        [sys.executable, "-m", "communique.cli", "watch", "feeds.opml", WEB], cwd=tmp_path, stderr=subprocess.PIPE
    )
    assert arrived.wait(60)
    os.kill(watching.pid, number)
    time.sleep(0.2)
    go.set()
    _, said = watching.communicate(timeout=60)
    assert (watching.returncode, said) == (0, b"")
    with closing(sqlite3.connect(tmp_path / "record.db")) as db:
        assert db.execute("SELECT text FROM reports").fetchall() == [(ONE,)]
        assert db.execute("SELECT etag, fetched FROM feeds").fetchall() == [(None, None)]
        assert db.execute("SELECT count(*) FROM pending").fetchone() == (0,)


def test_watch_goes_round_until_it_is_stopped(
    run: Run,  # noqa: F811
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from communique.cli import watching

    monkeypatch.setattr(watching, "_SHORTEST", 0)
    listed(site.put("/feed", feed(("/1", "x")), ETag='"1"'))
    site.put("/1", page(ONE))

    def interrupt() -> None:
        until = time.monotonic() + 60
        while site.documents().count("/feed") < 3 and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)

    stopping = threading.Thread(target=interrupt)
    stopping.start()
    ran = run("watch", "feeds.opml", WEB, "--every", "0s")
    stopping.join()
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert table("SELECT count(*) FROM reports") == [(1,)]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
