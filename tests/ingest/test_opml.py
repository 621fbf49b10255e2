"""Lists of feeds: what they name, what is broken in them, bombs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.ingest import opml


def written(tmp_path: Path, body: str | bytes) -> Path:
    path = tmp_path / "feeds.opml"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


def test_nested_outlines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
        <outline text="World"><outline type="rss" text="A" title="  The   A " xmlUrl=" https://a.example/feed "/>
        <outline text="Deeper"><outline xmlurl="http://b.example/"/></outline></outline>
        <outline type="rss" text="again" xmlUrl="https://a.example/feed"/>
        <outline type="rss" text="feed" xmlUrl="feed://c.example/rss"/>
        <outline type="rss" text="no address"/>
        <outline type="rss" text="a file" xmlUrl="/etc/passwd"/>
        <outline type="link" text="a page" url="https://d.example"/></body></opml>""",
    )
    feeds, broken = opml.read(path)
    assert [(f.url, f.title) for f in feeds] == [
        ("https://a.example/feed", "The A"),
        ("http://b.example/", ""),
        ("http://c.example/rss", "feed"),
    ]
    assert ["line 6" in str(broken[0]), "line 7" in str(broken[1])] == [True, True]
    assert "names no xmlUrl" in str(broken[0])
    assert "'/etc/passwd' has no address" in str(broken[1])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "no well-formed XML"),
        ("<opml>", "no well-formed XML"),
        ("<opml><body/></opml>", "names no feed"),
        ("<rss/>", "begins with <rss>"),
        ("<opml>" + "<outline>" * 100_000, "more than 100 deep"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "declares entities"),
        ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "declares entities"),
        ("<opml>" + " " * 5_000_000 + "</opml>", "larger than 5 MB"),
        ("<opml>" + "".join(f'<outline xmlUrl="http://a/{n}"/>' for n in range(10_001)) + "</opml>", "more than 10000"),
        (b"\xff\xfe\x00", "no well-formed XML"),
    ],
    ids=range(10),
)
def test_what_is_no_list(tmp_path: Path, body: str | bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(UsageError, match=reason):
        opml.read(written(tmp_path, body))
    assert time.process_time() - began < 1


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        opml.read(tmp_path / "none.opml")
    with pytest.raises(UsageError, match="cannot be read"):
        opml.read(tmp_path)
