"""Feeds of every vintage: text, links, days, broken entries, bombs."""

from __future__ import annotations

import base64
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique import ingest
from communique.errors import DocumentError
from communique.fetch.client import Client
from communique.ingest import Original, Web, markup
from communique.ingest.feeds import sniff
from communique.model import Document
from communique.parse.published import detect
from fetch.server import Site, serve

ONE = "The minister said on Friday that the government would not answer the letter before the talks in Geneva."
TWO = "Kyiv denied on Saturday that it had broken the truce, and asked the observers to publish what they had seen."
FULL = f"<p>{ONE}</p><p>{TWO}</p>"


def rss(*items: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Outlet</title><link>https://news.example/</link>'
        f"{head}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


def atom(*entries: str, head: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Outlet</title>{head}'
        f"{''.join(f'<entry>{entry}</entry>' for entry in entries)}</feed>"
    )


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Document | DocumentError]]:
    """Read a feed from a file."""

    def function(feed: str | bytes, name: str = "feed.xml", **options: object) -> list[Document | DocumentError]:
        path = tmp_path / name
        path.write_bytes(feed if isinstance(feed, bytes) else feed.encode())
        return list(ingest.read([path], detect=detect, **options))  # type: ignore[arg-type]

    return function


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web(lambda: Client(allow_private=True, seconds=5, timeout=2))
    yield web
    web.close()


Read = Callable[..., list[Document | DocumentError]]


def texts(found: list[Document | DocumentError]) -> list[str]:
    return [d.text if isinstance(d, Document) else f"error: {d.reason}" for d in found]


def only(found: list[Document | DocumentError]) -> Document:
    (document,) = found
    assert isinstance(document, Document), str(document)
    return document


VINTAGES = {
    "RSS 2.0": rss(
        "<title>No answer</title><link>https://news.example/1</link><pubDate>Thu, 10 Feb 2022 10:00:00 GMT</pubDate>"
        f"<description>Short.</description><content:encoded><![CDATA[{FULL}]]></content:encoded>"
    ),
    "RSS 2.0, escaped": rss(
        "<title>No answer</title><link>https://news.example/1</link><dc:date>2022-02-10</dc:date>"
        f"<content:encoded>{escaped(FULL)}</content:encoded>"
    ),
    "RSS 0.91": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>The Outlet</title>'
    "<item><title>No answer</title><link>https://news.example/1</link><pubDate>10 Feb 22</pubDate>"
    f"<description>{escaped(FULL)}</description></item></channel></rss>",
    "RDF": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>The Outlet</title></channel>'
    '<item rdf:about="https://news.example/1"><title>No answer</title><link>https://news.example/1</link>'
    f"<dc:date>2022-02-10T10:00:00+03:00</dc:date><description>{escaped(FULL)}</description></item></rdf:RDF>",
    "Atom, HTML": atom(
        '<title>No answer</title><link href="https://news.example/1"/><published>2022-02-10T23:00:00-05:00</published>'
        f'<updated>2022-02-12T00:00:00Z</updated><content type="html">{escaped(FULL)}</content>'
    ),
    "Atom, XHTML": atom(
        '<title>No answer</title><link rel="alternate" href="https://news.example/1"/><published>2022-02-10</published>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{FULL}</div></content>'
    ),
    "Atom, text": atom(
        '<title>No answer</title><link href="https://news.example/1"/><published>20220210T000000Z</published>'
        f'<content type="text">{ONE}\n\n{TWO}</content>'
    ),
    "Atom 0.3, base64": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Outlet</title><entry>'
    '<title>No answer</title><link rel="alternate" type="text/html" href="https://news.example/1"/>'
    f'<issued>2022-02-10T10:00:00Z</issued><content type="text/html" mode="base64">'
    f"{base64.b64encode(FULL.encode()).decode()}</content></entry></feed>",
    "prefixed": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Outlet</a:title><a:entry>'
    '<a:title>No answer</a:title><a:link href="https://news.example/1"/><a:published>2022-02-10</a:published>'
    f'<a:content type="html">{escaped(FULL)}</a:content></a:entry></a:feed>',
}


@pytest.mark.parametrize("vintage", VINTAGES)
def test_vintages(read: Read, vintage: str) -> None:
    found = only(read(VINTAGES[vintage]))
    assert found.text == f"{ONE}\n\n{TWO}"
    assert (found.title, found.url, found.outlet) == ("No answer", "https://news.example/1", "The Outlet")
    assert (found.published.value, found.published.basis) == ("2022-02-10", "metadata")
    assert sniff(VINTAGES[vintage])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1251", "iso-8859-1"])
def test_encodings(read: Read, encoding: str) -> None:
    name = "Müller" if encoding == "iso-8859-1" else "Лавров"
    feed = rss(f"<title>{name}</title><description>{ONE}</description>").replace("UTF-8", encoding.removesuffix("-sig"))
    assert only(read(feed.encode(encoding))).title == name


def test_a_summary_is_marked(read: Read) -> None:
    found = only(read(rss(f"<link>https://news.example/1</link><description>{ONE}</description>")))
    assert (found.ref, found.url) == ("https://news.example/1 (summary)", "https://news.example/1")
    found = only(read(rss(f"<guid isPermaLink='false'>tag:1</guid><description>{ONE}</description>")))
    assert (found.ref, found.url) == ("tag:1 (summary)", None)


def test_what_is_no_text(read: Read) -> None:
    found = read(
        rss(
            "<title>Only a title</title>",
            "<link>https://news.example/2</link>",
            "<description><![CDATA[<img src='a.png'/><script>alert(1)</script>]]></description>",
            f"<description>{ONE}</description>",
            "<description>Минский протокол был подписан в сентябре, сообщил министр иностранных дел России.</description>",
        )
    )
    assert [(t if t == ONE else t.split(",")[0]) for t in texts(found)] == [
        "error: the entry holds neither text nor a link to it",
        "error: the entry holds no text",
        "error: the entry holds neither text nor a link to it",
        ONE,
        "error: written in Russian (ru)",
    ]
    assert "entry 2" in str(found[1])
    assert "--pages" in str(found[1])


def test_what_is_listed_twice_comes_once(read: Read) -> None:
    one = f"<guid>https://news.example/1</guid><title>A</title><description>{ONE}</description>"
    same_id = [
        f"<guid isPermaLink='false'>0</guid><title>{n}</title><description>{t}</description>"
        for n, t in ((1, ONE), (2, TWO))
    ]
    assert texts(read(rss(one, one))) == [ONE]
    assert texts(read(rss(*same_id))) == [ONE, TWO]  # a template that numbers nothing


@pytest.mark.parametrize(
    ("entry", "link"),
    [
        ("<link>/a</link>", "https://news.example/a"),
        ("<link>a?b=c&amp;d=e</link>", "https://news.example/a?b=c&d=e"),
        ("<link>\n https://news.example/1 \n</link>", "https://news.example/1"),
        ("<guid>https://news.example/2</guid>", "https://news.example/2"),
        ("<guid isPermaLink='true'>https://news.example/2</guid>", "https://news.example/2"),
        ("<enclosure url='https://news.example/a.mp3' type='audio/mpeg'/><link>/b</link>", "https://news.example/b"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>http://[</link>", None),
        ("<guid isPermaLink='false'>17</guid>", None),
    ],
)
def test_links(read: Read, entry: str, link: str | None) -> None:
    assert only(read(rss(f"{entry}<description>{ONE}</description>"))).url == link


def test_links_of_atom(read: Read) -> None:
    feed = atom(
        f'<link rel="enclosure" href="b.mp3"/><link rel="alternate" type="application/json" href="c"/>'
        f'<link rel="alternate" type="text/html" href="d"/><link rel="self" href="e"/><summary>{ONE}</summary>',
        head='<link href="https://news.example/x/"/>',
    ).replace("<entry>", '<entry xml:base="https://other.example/y/">')
    assert only(read(feed)).url == "https://other.example/y/d"


DATES = [
    ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, "'Thu, 01 Jan 1970 00:00:00 GMT' is that of a machine"),
    ("<pubDate>03/02/2022</pubDate>", None, "may be read in two ways"),
    ("<pubDate>soon</pubDate>", None, "'soon' is written in no known way"),
    ("", None, "no date of publication"),
    ("<pubDate>soon</pubDate><dc:date>2022-02-10</dc:date>", "2022-02-10", "the date of an update only"),
    ("<pubDate>Mon, 10 Feb 2022 10:00:00</pubDate>", "2022-02-10", "metadata as 2022-02-10"),
]


@pytest.mark.parametrize(("entry", "day", "reason"), DATES)
def test_days(read: Read, entry: str, day: str | None, reason: str) -> None:
    found = only(read(rss(f"{entry}<description>{ONE}</description>"))).published
    assert found.value == day
    assert reason in found.reason
    assert found.basis == ("metadata" if day else "unknown")


def test_the_day_that_the_user_gives_outranks_the_feed(read: Read) -> None:
    feed = rss(f"<pubDate>10 Feb 2022</pubDate><description>{ONE}</description>")
    assert only(read(feed, published="2022-03-01")).published.value == "2022-03-01"


def test_since(read: Read) -> None:
    days = ["9 Feb 2022", "10 Feb 2022", "soon", "11 Feb 2022", ""]
    feed = rss(*(f"<pubDate>{d}</pubDate><description>On day {n}: {ONE}</description>" for n, d in enumerate(days)))
    told: list[str] = []
    found = read(feed, since="2022-02-10", told=told.append)
    assert [t[7] for t in texts(found)] == ["1", "2", "3", "4"]
    assert told == ["left out"]


def test_since_holds_for_other_sources_too(tmp_path: Path) -> None:
    lines = [f'{{"text": "{ONE}", "published": "{day}"}}\n' for day in ("2022-01-31", "2022-01", "2022-02", "2023")]
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    found = list(ingest.read([tmp_path / "a.jsonl"], since="2022-02-10"))
    assert [d.published.value for d in found if isinstance(d, Document)] == ["2022-02", "2023"]


PAGE = f'<html><head><title>Its own title</title><meta property="article:published_time" content="2022-02-09"></head><body><article>{FULL}</article></body></html>'  # noqa: E501


def test_pages_of_a_fetched_feed(site: Site, web: Web) -> None:
    site.put("/1.html", PAGE)
    site.put("/gone", PAGE)
    del site.pages["/gone"]
    site.put("/a.pdf", b"%PDF-1.7", "application/pdf")
    site.put("/plain", f"{ONE}\n", "text/plain")
    feed = rss(
        "<link>1.html</link><pubDate>10 Feb 2022</pubDate><description>Short.</description>",
        "<link>/gone</link><description>Short.</description>",
        f"<link>/never</link><content:encoded>{escaped(FULL)}</content:encoded>",
        f"<link>/plain</link><content:encoded>{TWO[:60]} … Read more</content:encoded>",
        "<link>/a.pdf</link>",
        f"<description>{ONE}</description>",
    ).replace("<link>https://news.example/</link>", "")
    url = site.put("/feed", feed, "application/rss+xml")
    found = list(ingest.read([url], detect=detect, web=web))
    assert [t.split(" (")[0] for t in texts(found)] == [
        f"{ONE}\n\n{TWO}",
        "error: the server says 404 Not Found",
        f"{ONE}\n\n{TWO}",
        f"{ONE}\n",
        "error: what it links to is no page, but application/pdf",
        ONE,
    ]
    first = found[0]
    assert isinstance(first, Document)
    assert (first.url, first.title, first.outlet) == (f"{site.root}/1.html", "Its own title", "The Outlet")
    assert (first.published.value, first.published.basis) == (
        "2022-02-10",
        "metadata",
    )  # the feed's day, not the page's
    assert site.documents() == ["/feed", "/1.html", "/gone", "/plain", "/a.pdf"]


def test_a_feed_in_a_file_leaves_pages_alone_unless_they_are_asked_for(site: Site, web: Web, read: Read) -> None:
    feed = rss(f"<link>{site.put('/1', PAGE)}</link><description>{ONE}</description>")
    assert texts(read(feed, web=web)) == [ONE]
    assert site.asked == []
    assert texts(read(feed, web=web, pages=True)) == [f"{ONE}\n\n{TWO}"]


def test_days_after_the_fetch_are_told(site: Site, web: Web) -> None:
    feed = rss(f"<pubDate>1 Jan 2099</pubDate><description>{ONE}</description>")
    found = only(list(ingest.read([site.put("/feed", feed)], web=web, detect=detect)))
    assert found.published.value is None
    assert "'1 Jan 2099' lies after the day on which it was fetched" in found.published.reason


def test_originals_are_handed_over(read: Read) -> None:
    kept: list[tuple[Document, Original]] = []
    feed = rss(f"<content:encoded><![CDATA[{FULL}]]></content:encoded>", f"<description>{ONE}</description>")
    read(feed, keep=lambda document, original: kept.append((document, original)))
    assert [(o.media, o.data.decode()) for _, o in kept] == [("text/html", FULL), ("text/html", ONE)]
    assert [d.text for d, _ in kept] == [f"{ONE}\n\n{TWO}", ONE]


def test_originals_of_json(tmp_path: Path) -> None:
    kept: list[bytes] = []
    line = f'{{"text": "{ONE}",  "more": 1}}\n'
    (tmp_path / "a.jsonl").write_text(line * 2, encoding="utf-8")
    (tmp_path / "b.json").write_text(f"[{line}]", encoding="utf-8")
    list(ingest.read([tmp_path], keep=lambda document, original: kept.append(original.data)))
    assert kept == [line.encode(), line.encode(), line.replace("  ", " ").strip().encode()]


def test_broken_xml_costs_what_is_broken(read: Read) -> None:
    feed = rss(*(f"<title>{n} & more</title><description>{ONE} {n}</description>" for n in range(3)))
    assert texts(read(feed)) == [f"{ONE} {n}" for n in range(3)]
    cut = texts(read(feed[:-60]))
    assert cut[:2] == [f"{ONE} {n}" for n in range(2)]
    assert len(cut) == 3
    broken = feed.encode().replace(b"letter before", b"letter \xff before", 1)
    assert texts(read(broken))[1:] == [f"{ONE} {n}" for n in (1, 2)]


@pytest.mark.parametrize(
    "harm", ["<title>&#x110000;</title>&amp", "<gml:pos xmlns:gml='http://www.opengis.net/gml'>1 2</gml:pos>"]
)
def test_an_entry_that_the_library_stumbles_over_costs_itself(read: Read, harm: str) -> None:
    items = [f"<description>{ONE} {n}</description>" for n in range(3)]
    items[1] += harm
    found = texts(read(rss(*items)))
    assert (found[0], found[2]) == (f"{ONE} 0", f"{ONE} 2")
    assert found[1].startswith((f"{ONE} 1", "error: the entry cannot be read"))
    assert texts(read(rss(harm)))[0].startswith("error: ")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>' + rss("<title>&l9;</title>"),
    "long entity": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>' + rss(f"<title>{'&a;' * 20_000}</title>"),
    "a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss("<description>&a;</description>"),
    "an address": '<!DOCTYPE x [<!ENTITY a PUBLIC "x" "http://127.0.0.1/">]>' + rss("<description>&a;</description>"),
    "deep": "<feed xmlns='http://www.w3.org/2005/Atom'>" + "<a>" * 100_000,
    "deep and closed": "<feed xmlns='http://www.w3.org/2005/Atom'>" + "<a>" * 100_000 + "</a>" * 100_000 + "</feed>",
    "deep and broken": "<feed xmlns='http://www.w3.org/2005/Atom'>&b <a>" * 1 + "<a>" * 100_000,
    "many tags": rss("<a/>" * 500_001),
    "50 MB": rss(f"<description>{'word ' * 10_000_000}</description>"),
    "unclosed": "<rss><channel><item><description>" + "<![CDATA[" * 100_000,
    "brackets": "<rss><channel><item><title>" + "<" * 200_000,
    "unclosed entities": "<!DOCTYPE x [" + '<!ENTITY a "' * 400_000 + rss(),
    "dots": rss(f"<link>/a</link><content:encoded>{'.' * 200_000}!</content:encoded>"),
    "doctypes": "<!DOCTYPE x [" * 50_000 + rss(),
    "no entry": rss(),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_bounded(read: Read, bomb: str) -> None:
    data = BOMBS[bomb].replace('<?xml version="1.0" encoding="UTF-8"?>\n', "").encode()
    began = time.process_time()
    found = read(data, name="feed.rss")
    assert found
    assert all(isinstance(each, DocumentError) for each in found), texts(found)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("bomb", ["billion laughs", "long entity", "50 MB", "many tags"])
def test_bombs_stay_small(read: Read, bomb: str) -> None:
    data = BOMBS[bomb].replace('<?xml version="1.0" encoding="UTF-8"?>\n', "").encode()
    tracemalloc.start()
    read(data, name="feed.rss")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


DEEP = "<div>" * 100_000


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        (f"{ONE}", [ONE]),
        (f"<p>{ONE}<p>{TWO}", [ONE, TWO]),
        (f"{ONE}<br/><br>{TWO}", [ONE, TWO]),
        ("a<br>b", ["a\nb"]),
        ("<ul><li>a<li>b</ul>c", ["• a", "• b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a | b"]),
        ("<!-- a --><style>b</style><script>c</script>d", ["d"]),
        ("a&nbsp;&amp;&lt;b&gt;", ["a &<b>"]),
        ("<![CDATA[a]]>b", ["b"]),
        ("", []),
        (DEEP, []),
        ("<" * 1000 + "a", None),
        ("\x00a\ue000b\x0bc", ["ab c"]),
    ],
    ids=range(13),
)
def test_markup(fragment: str, found: list[str] | None) -> None:
    began = time.process_time()
    paragraphs = markup.paragraphs(fragment)
    assert found is None or paragraphs == found
    assert time.process_time() - began < 2


#: Odd feeds of a well-known test suite: texts, or what the error says.
ODD = {
    "entry_category_term.xml": ["error: the entry holds neither text nor a link to it"],
    "entry_content_application_xml.xml": ["Example Atom"],
    "entry_content_mode_base64.xml": ["Example Atom"],
    "entry_content_text_plain_brackets.xml": ["History of the <blink> tag"],
    "entry_link_no_href_link_priority.xml": [
        "error: the entry holds no text, only a link to http://www.example.com/alternate"
    ],  # twice the same, so once
    "entry_link_rel_self.xml": ["error: the entry holds no text, only a link to http://www.example.com/"],
    "entry_link_type.xml": ["error: the entry holds no text, only a link to http://www.example.com/"],
    "entry_source_authors_email.xml": ["error: the entry holds neither text nor a link to it"],
    "entry_source_id.xml": ["error: the entry holds neither text nor a link to it"],
    "entry_source_subtitle_text_plain.xml": ["error: the entry holds neither text nor a link to it"],
    "entry_source_updated_parsed.xml": ["error: the entry holds neither text nor a link to it"],
    "entry_summary_base64.xml": ["Example Atom"],
    "entry_summary_base64_2.xml": ["History of the <blink> tag"],
    "feed_contributor_email.xml": ["error: the feed holds no entry"],
    "feed_info_base64_2.xml": ["error: the feed holds no entry"],
    "feed_link_alternate_map_link_2.xml": ["error: the feed holds no entry"],
    "feed_link_length.xml": ["error: the feed holds no entry"],
    "feed_subtitle_inline_markup_2.xml": ["error: the feed holds no entry"],
    "feed_tagline_content_type_text_plain.xml": ["error: the feed holds no entry"],
    "feed_title_content_value.xml": ["error: the feed holds no entry"],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_feeds(shared: Path, name: str) -> None:
    assert texts(list(ingest.read([shared / "pages" / "feeds" / name]))) == ODD[name]


def test_all_odd_feeds_are_known(shared: Path) -> None:
    assert {path.name for path in (shared / "pages" / "feeds").iterdir()} == set(ODD)
