"""Redirects, sizes, times, codings, robots.txt, conditional requests, manners: on a server of this machine."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import pytest
import zstandard

from communique import __version__
from communique.errors import FetchError
from communique.fetch.client import Client
from fetch.server import Site

BOMB = 60_000_000


def failure(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(url)
    assert caught.value.place == url
    return caught.value


def test_a_page(site: Site, client: Client) -> None:
    url = site.put("/a", "Page.", "Text/HTML; charset=Windows-1251", ETag='"1"', Last_Modified="yesterday")
    page = client.get(url)
    assert (page.body, page.media, page.charset) == (b"Page.", "text/html", "Windows-1251")
    assert (page.asked, page.url, page.status, page.moved) == (url, url, 200, None)
    assert (page.etag, page.modified) == ('"1"', "yesterday")
    assert page.fetched.endswith("+00:00")
    assert site.headers[-1]["user-agent"] == f"communique/{__version__}"
    assert site.headers[-1]["host"] == site.root.removeprefix("http://")
    assert not {"cookie", "authorization", "referer", "if-none-match"} & set(site.headers[-1])


def test_this_machine_is_not_asked_unless_it_is_allowed(site: Site) -> None:
    url = site.put("/a", "Page.")
    assert "127.0.0.1 is this machine" in failure(Client(), url).reason
    assert site.asked == []


def test_proxies_of_the_environment_are_not_used(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert client.get(site.put("/a", "Page.")).body == b"Page."


def test_redirects(site: Site, client: Client) -> None:
    end = site.put("/end", "Page.")
    site.redirect("/b", "end", 301)
    page = client.get(site.redirect("/a", "/b", 308))
    assert (page.url, page.moved, page.body) == (end, end, b"Page.")
    site.redirect("/d", "/b", 301)
    page = client.get(site.redirect("/c", "/d", 302))
    assert (page.url, page.moved) == (end, None)  # what a temporary redirect leads to is no new home
    site.redirect("/f", "/end", 307)
    assert client.get(site.redirect("/e", "/f", 301)).moved == f"{site.root}/f"


@pytest.mark.parametrize("count", [5, 6])
def test_number_of_redirects(site: Site, client: Client, count: int) -> None:
    for n in range(count):
        site.redirect(f"/{n}", f"/{n + 1}")
    site.put(f"/{count}", "Page.")
    if count <= 5:
        assert client.get(f"{site.root}/0").body == b"Page."
    else:
        assert "more than 5 redirects" in failure(client, f"{site.root}/0").reason


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.1.2.3/", "10.1.2.3 is a private network"),
        ("http://[::ffff:169.254.169.254]/x", "link-local"),
        ("//0x7f.1/", "127.0.0.1 is this machine"),
        ("http://inner.example/", "inner.example leads to 192.168.0.9, a private network"),
        ("http://mixed.example/", "mixed.example leads to 10.0.0.1"),
        ("file:///etc/passwd", "begins with http"),
        ("http://user:word@public.example/", "name or password"),
        ("/a", "more than 5 redirects"),
        ("", "does not say where"),
    ],
)
def test_every_redirect_is_checked(monkeypatch: pytest.MonkeyPatch, location: str, reason: str) -> None:
    names = {
        "public.example": ["93.184.216.34"],
        "inner.example": ["192.168.0.9"],
        "mixed.example": ["93.184.216.34", "10.0.0.1"],
    }
    asked: list[str] = []

    def connect(self: object, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        asked.append(host)
        said = (
            b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: %b\r\n\r\n" % location.encode()
        )
        if len(asked) == 1:  # robots.txt
            said = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        return httpcore.MockStream([said])

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    client = Client(resolver=lambda host, port: names[host], gap=0)
    assert reason in failure(client, "http://public.example/a").reason
    assert set(asked) == {"93.184.216.34"}


@pytest.mark.parametrize(
    ("status", "headers", "reason", "wait"),
    [
        (404, {}, "404 Not Found", None),
        (410, {}, "gone for good", None),
        (403, {}, "403 Forbidden", None),
        (429, {}, "asked too often", None),
        (429, {"Retry_After": "120"}, "asks to wait 120 seconds", 120),
        (503, {"Retry_After": "Fri, 01 Jan 2100 00:00:00 GMT"}, "asks to wait 604800 seconds", 604800),
        (503, {"Retry_After": "soon"}, "503 Service Unavailable", None),
        (500, {"Retry_After": "5"}, "500 Internal Server Error", None),
        (300, {}, "300 Multiple Choices", None),
        (304, {}, "304 Not Modified", None),
        (204, {}, "204 No Content", None),
        (799, {}, "799", None),
    ],
)
def test_other_answers(
    site: Site, client: Client, status: int, headers: dict[str, str], reason: str, wait: int | None
) -> None:
    error = failure(client, site.status("/a", status, **headers))
    assert reason in error.reason
    assert (error.status, error.retry_after) == (status, wait)


@pytest.mark.parametrize(
    ("status", "headers", "rests"), [(429, {}, 300), (503, {"Retry_After": "90"}, 90), (503, {}, 0)]
)
def test_a_host_that_asks_to_be_left_alone_is(
    site: Site, client: Client, status: int, headers: dict[str, str], rests: int
) -> None:
    failure(client, site.status("/a", status, **headers))
    url = site.put("/b", "Page.")
    if not rests:
        assert client.get(url).body == b"Page."
        return
    error = failure(client, url)
    assert "127.0.0.1 has asked to be left alone" in error.reason
    assert error.retry_after == pytest.approx(rests, abs=5)
    assert not error.lasting
    assert site.documents() == ["/a"]


def test_conditional_requests(site: Site, client: Client) -> None:
    url = site.put("/a", "Page.", ETag='"1"')
    assert client.get(url, etag='"1"').status == 304
    assert client.get(url, etag='"0"').body == b"Page."
    client.get(url, etag='"1"', modified="Thu, 10 Feb 2022 10:00:00 GMT")
    assert site.headers[-1]["if-modified-since"] == "Thu, 10 Feb 2022 10:00:00 GMT"
    client.get(url, etag="1\r\nX-Harm: yes")
    assert "if-none-match" not in site.headers[-1]


CODED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
    "GZIP, identity": gzip.compress,
    "gzip, zstd": lambda data: zstandard.compress(gzip.compress(data)),
    "x-gzip": lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]) + b"\0\0",
}


@pytest.mark.parametrize("coding", CODED)
def test_codings(site: Site, client: Client, coding: str) -> None:
    body = b"Kyiv denied it. " * 20_000
    assert client.get(site.put("/a", CODED[coding](body), Content_Encoding=coding)).body == body


def test_bare_deflate(site: Site, client: Client) -> None:
    packer = zlib.compressobj(wbits=-15)
    data = packer.compress(b"Page. " * 1000) + packer.flush()
    assert client.get(site.put("/a", data, Content_Encoding="deflate")).body == b"Page. " * 1000


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("gzip", b"no gzip", "cannot be unpacked"),
        ("gzip", gzip.compress(b"Page." * 1000)[:-9], "cut off"),
        ("deflate", b"\xff\xff\xff", "cannot be unpacked"),
        ("zstd", b"no zstd", "cannot be unpacked"),
        ("br", b"Page.", "'br', which was not asked for"),
        ("gzip, gzip, gzip", b"Page.", "3 codings"),
    ],
)
def test_broken_codings(site: Site, client: Client, coding: str, body: bytes, reason: str) -> None:
    assert reason in failure(client, site.put("/a", body, Content_Encoding=coding)).reason


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "gzip, gzip", "gzip, zstd"])
def test_bombs(site: Site, coding: str) -> None:
    zeros = bytes(BOMB)
    for name in coding.split(", "):
        zeros = CODED[name](zeros)
    url = site.put("/a", zeros, Content_Encoding=coding)
    client = Client(allow_private=True, limit=1_000_000)
    tracemalloc.start()
    began = time.monotonic()
    assert "larger than 1 MB" in failure(client, url).reason
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert time.monotonic() - began < 3
    client.close()


def head(handler: Any, *lines: str) -> None:
    handler.wfile.write("".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", *lines, "")).encode())


def endless(handler: Any) -> None:
    head(handler, "Content-Type: text/html")
    while True:
        handler.wfile.write(b"x" * 65536)


def drip(handler: Any) -> None:
    head(handler, "Content-Type: text/html")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def drip_in_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def silent(handler: Any) -> None:
    time.sleep(2)


def endless_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: " + b"x" * 60000 + b"\r\n")


def cut_off(handler: Any) -> None:
    head(handler, "Content-Length: 1000")
    handler.wfile.write(b"x")


def no_http(handler: Any) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n" * 10)


def lies_about_length(handler: Any) -> None:
    head(handler, "Content-Length: 99999999999")
    endless(handler)


@pytest.mark.parametrize(
    ("writes", "reason"),
    [
        (endless, "larger than 1 MB"),
        (lies_about_length, "larger than 1 MB"),
        (drip, "not finished within 1 seconds"),
        (drip_in_headers, "not finished within 1 seconds"),
        (silent, "no answer within 0.5 seconds"),
        (endless_headers, "no HTTP"),
        (cut_off, "breaks off"),
        (no_http, "no HTTP"),
    ],
)
def test_hostile_servers(site: Site, writes: Callable[[Any], None], reason: str) -> None:
    client = Client(allow_private=True, limit=1_000_000, seconds=1, timeout=0.5)
    began = time.monotonic()
    assert reason in failure(client, site.writes("/a", writes)).reason
    assert time.monotonic() - began < 2.5
    client.close()


def test_nobody_answers(client: Client) -> None:
    assert "no connection" in failure(client, "http://127.0.0.1:9/").reason


def test_a_name_server_that_does_not_answer() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(1)
        return ["93.184.216.34"]

    began = time.monotonic()
    assert "no address" in failure(Client(resolver=slow, timeout=0.2), "http://news.example/").reason
    assert time.monotonic() - began < 0.9


ROBOTS = [
    ("User-agent: *\nDisallow: /a\n", False),
    ("User-agent: *\nDisallow: /b\n", True),
    ("User-agent: *\nDisallow: /\nAllow: /a$\n", True),
    ("User-agent: *\nDisallow: /*a\n", False),
    ("User-agent: communique\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
    ("User-agent: Communique/2.0\nDisallow: /\n", False),
    ("User-agent: comm\nDisallow: /\n", True),
    ("User-agent: other\nUser-agent: communique\nDisallow: /a\n", False),
    ("User-agent: other\nDisallow: /\n", True),
    ("\ufeffuser-agent: *\r\ndisallow: /a\r\n", False),
    ("<html>no robots here</html>", True),
    ("", True),
    ("User-agent: *\nDisallow: /a\n" + "# x\n" * 200_000 + "User-agent: communique\nAllow: /a\n", False),
]


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS, ids=range(len(ROBOTS)))
def test_robots(site: Site, client: Client, robots: str, allowed: bool) -> None:
    url = site.put("/a", "Page.")
    site.put("/robots.txt", robots, "text/plain")
    if allowed:
        assert client.get(url).body == b"Page."
    else:
        assert "robots.txt forbids" in failure(client, url).reason
        assert site.documents() == []


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (401, True), (429, True), (500, False), (503, False)])
def test_missing_robots(site: Site, client: Client, status: int, allowed: bool) -> None:
    url = site.put("/a", "Page.")
    site.status("/robots.txt", status)
    if allowed:
        assert client.get(url).status == 200
    else:
        assert f"robots.txt cannot be had (the server says {status})" in failure(client, url).reason


def test_robots_is_asked_for_once_and_may_lie_elsewhere(site: Site, client: Client) -> None:
    site.redirect("/robots.txt", "/there")
    site.put("/there", "User-agent: *\nDisallow: /b", "text/plain")
    client.get(site.put("/a", "Page."))
    failure(client, site.put("/b", "Page."))
    assert site.asked == ["/robots.txt", "/there", "/a"]


def test_robots_forbids_what_a_redirect_leads_to(site: Site, client: Client) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /b", "text/plain")
    site.put("/b", "Page.")
    assert "robots.txt forbids" in failure(client, site.redirect("/a", "/b")).reason
    assert site.documents() == ["/a"]


def test_a_robots_file_of_thousands_of_names_is_quick(site: Site, client: Client) -> None:
    names = "".join(f"User-agent: a{n}\n" for n in range(15_000))
    site.put("/robots.txt", names + "Disallow: /\n" * 15_000, "text/plain")
    began = time.process_time()
    assert client.get(site.put("/a", "Page.")).body == b"Page."
    assert time.process_time() - began < 2


def test_manners(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host of the web gets its gap, and the crawl-delay it asks for up to a bound; another host need not wait."""
    robots = {
        "93.184.216.34": b"",
        "93.184.216.35": b"User-agent: *\nCrawl-delay: 5\n",
        "93.184.216.36": b"User-agent: *\nCrawl-delay: 86400\n",
        "93.184.216.37": b"User-agent: *\nCrawl-delay: nan\n",
    }
    asked: set[str] = set()
    waited: list[float] = []

    def connect(self: object, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        body = b"Page." if host in asked else robots[host]
        asked.add(host)
        said = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body)
        stream = httpcore.MockStream([said])
        monkeypatch.setattr(stream, "get_extra_info", lambda info: (host, port) if info == "server_addr" else None)
        return stream

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    client = Client(gap=1, wait=waited.append)
    for host in sorted(robots):
        client.get(f"http://{host}/a")
    assert waited == []
    for host in sorted(robots):
        client.get(f"http://{host}/b")
    assert waited == pytest.approx([1, 5, 10, 1], abs=0.5)


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate for news.example, which this test believes; its port."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is needed to make a certificate")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -keyout key -out cert"
    more = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(["openssl", *words.split(), *more], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.setattr("certifi.where", lambda: str(tmp_path / "cert"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(10)

    def answer() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as secured:
                    path = secured.recv(4096).split()[1]
                    status = b"404 Not Found" if path == b"/robots.txt" else b"200 OK"
                    secured.sendall(b"HTTP/1.1 %b\r\nContent-Length: 5\r\nConnection: close\r\n\r\nPage." % status)
            except OSError:
                plain.close()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield int(listening.getsockname()[1])
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


def test_certificates_are_checked_for_the_name_not_the_address(secure: int) -> None:
    client = Client(allow_private=True, resolver=lambda host, port: ["127.0.0.1"], timeout=2)
    assert client.get(f"https://news.example:{secure}/a").body == b"Page."
    assert "robots.txt cannot be had (no connection" in failure(client, f"https://other.example:{secure}/a").reason
    assert "certificate verify failed" in failure(client, f"https://127.0.0.1:{secure}/a").reason
    client.close()
