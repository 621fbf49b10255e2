"""No address of the own network gets through, in whatever spelling, answer or wrapping; public ones do."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address

import httpcore
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.errors import FetchError
from communique.fetch.address import private
from communique.fetch.client import Client
from communique.fetch.url import parse

#: Spellings of addresses inside the own network, and the address that the refusal has to name.
INSIDE = {
    "http://127.0.0.1/": "127.0.0.1",
    "http://127.1/": "127.0.0.1",
    "http://127.0.1/": "127.0.0.1",
    "http://2130706433/": "127.0.0.1",
    "http://0x7f000001/": "127.0.0.1",
    "http://0x7f.1/": "127.0.0.1",
    "http://0x7F.0x0.0x0.0x1/": "127.0.0.1",
    "http://0177.0.0.1/": "127.0.0.1",
    "http://0177.0.0.01/": "127.0.0.1",
    "http://017700000001/": "127.0.0.1",
    "http://00000000000000000177.1/": "127.0.0.1",
    "http://127.0.0.1./": "127.0.0.1",
    "http://127.0.0.1:8080/": "127.0.0.1",
    "http://127.0.0.1:/": "127.0.0.1",
    "http://%31%32%37.0.0.1/": "127.0.0.1",
    "http://127%2e0%2e0%2e1/": "127.0.0.1",
    "http://１２７.０.０.１/": "127.0.0.1",
    "http://①②⑦.0.0.1/": "127.0.0.1",
    "http://127。0。0。1/": "127.0.0.1",
    "http://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/": "127.0.0.1",
    "HTTP://127.0.0.1/": "127.0.0.1",
    "  http://127.0.0.1/\n": "127.0.0.1",
    "http://127.255.255.254/": "127.255.255.254",
    "http://0/": "0.0.0.0",
    "http://0.0.0.0/": "0.0.0.0",
    "http://0x/": "0.0.0.0",
    "http://0.1.2.3/": "0.1.2.3",
    "http://10.0.0.1/": "10.0.0.1",
    "http://167772161/": "10.0.0.1",
    "http://172.16.0.1/": "172.16.0.1",
    "http://172.31.255.255/": "172.31.255.255",
    "http://192.168.1.1/": "192.168.1.1",
    "http://192.11010305/": "192.168.1.1",
    "http://169.254.169.254/latest/meta-data/": "169.254.169.254",
    "http://0xa9fea9fe/": "169.254.169.254",
    "http://100.64.0.1/": "100.64.0.1",
    "http://100.127.255.255/": "100.127.255.255",
    "http://192.0.0.8/": "192.0.0.8",
    "http://192.0.2.1/": "192.0.2.1",
    "http://198.18.0.1/": "198.18.0.1",
    "http://198.51.100.7/": "198.51.100.7",
    "http://203.0.113.7/": "203.0.113.7",
    "http://224.0.0.1/": "224.0.0.1",
    "http://240.0.0.1/": "240.0.0.1",
    "http://255.255.255.255/": "255.255.255.255",
    "http://[::1]/": "::1",
    "http://[0:0:0:0:0:0:0:1]/": "::1",
    "http://[::]/": "::",
    "http://[::ffff:127.0.0.1]/": "::ffff:7f00:1",
    "http://[::ffff:7f00:1]/": "::ffff:7f00:1",
    "http://[::FFFF:10.1.2.3]/": "::ffff:a01:203",
    "http://[::127.0.0.1]/": "::7f00:1",
    "http://[::ffff:0:127.0.0.1]/": "::ffff:0:7f00:1",
    "http://[64:ff9b::10.0.0.1]/": "64:ff9b::a00:1",
    "http://[64:ff9b:1::1]/": "64:ff9b:1::1",
    "http://[2002:7f00:1::]/": "2002:7f00:1::",
    "http://[2002:c0a8:101::1]/": "2002:c0a8:101::1",
    "http://[2001:0:7f00:1::]/": "2001:0:7f00:1::",
    "http://[2001:4860::5efe:10.0.0.1]/": "2001:4860::5efe:a00:1",
    "http://[fe80::1]/": "fe80::1",
    "http://[fe80::1%25eth0]/": "fe80::1",
    "http://[fe80::1%eth0]/": "fe80::1",
    "http://[fec0::1]/": "fec0::1",
    "http://[fc00::1]/": "fc00::1",
    "http://[fd12:3456::1]/": "fd12:3456::1",
    "http://[ff02::1]/": "ff02::1",
    "http://[2001:db8::1]/": "2001:db8::1",
    "http://[3fff::1]/": "3fff::1",
    "http://[100::1]/": "100::1",
    "http://[4000::1]/": "4000::1",
    "http://localhost/": "localhost",
    "http://localhost./": "localhost",
    "http://LOCALHOST:80/": "localhost",
    "http://ｌｏｃａｌｈｏｓｔ/": "localhost",
    "http://loc%61lhost/": "localhost",
    "http://printer.local/": "printer.local",
    "http://vault.internal/": "vault.internal",
    "http://a.localhost/": "a.localhost",
}

#: What is no address, or none that can be read in one way only.
REFUSED = {
    "ftp://example.org/": "begins with http",
    "file:///etc/passwd": "begins with http",
    "gopher://example.org/": "begins with http",
    "http:/example.org/": "begins with http",
    "http://": "names no host",
    "http:///example.org": "names no host",
    "http://user@example.org/": "name or password",
    "http://user:secret@example.org/": "name or password",
    "http://example.org%40127.0.0.1/": "name or password",
    "http://example.org\\@127.0.0.1/": "name or password",
    "http://example.org\\.evil.example/": "backslash",
    "http://exam ple.org/": "blank",
    "http://exa\tmple.org/": "blank",
    "http://example.org:0/": "no port",
    "http://example.org:99999/": "no port",
    "http://example.org:８０/": "no port",
    "http://1.2.3.4.5/": "no IPv4 address",
    "http://256.1.1.1/": "no IPv4 address",
    "http://1.2.3.0x1g/": "not known",
    "http://4294967296/": "no IPv4 address",
    "http://0x7f.0.0.08/": "no IPv4 address",
    "http://[::1/": "no IPv6 address",
    "http://[127.0.0.1]/": "no IPv6 address",
    "http://[::g]/": "no IPv6 address",
    "http://exa<mple.org/": "can be looked up|cannot be read",
    "http://a%2Fb.example/": "can be looked up|cannot be read",
    "http://a..b.example/": "can be looked up|cannot be read",
    "http://-a.example/": "can be looked up|cannot be read",
    "http://%FF.example/": "can be looked up|cannot be read",
    "http://example.org/" + "a" * 5000: "longer than",
}

PUBLIC = ["93.184.216.34", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "11.0.0.1"]
PUBLIC += ["2001:4860:4860::8888", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"]


def unknown(host: str, port: int) -> Sequence[str]:
    raise OSError("no such name")


@pytest.mark.parametrize("written", INSIDE)
def test_spellings_of_private_addresses(written: str) -> None:
    client = Client(resolver=unknown)
    with pytest.raises(FetchError) as refused:
        client.get(written)
    assert INSIDE[written] in refused.value.reason
    assert "--allow-private" in refused.value.remedy or "%" in written


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(FetchError, match=REFUSED[written]):
        Client(resolver=unknown).get(written)


@pytest.mark.parametrize("address", [a for a in PUBLIC if not a.startswith("::ffff")])
def test_public_addresses(address: str) -> None:
    assert private(address) is None


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        (["127.0.0.1"], "127.0.0.1"),
        (["93.184.216.34", "10.0.0.5"], "10.0.0.5"),
        (["10.0.0.5", "93.184.216.34"], "10.0.0.5"),
        (["2606:4700::1111", "fe80::1%eth0"], "fe80::1%eth0"),
        (["93.184.216.34", "::ffff:192.168.0.1"], "::ffff:192.168.0.1"),
        (["93.184.216.34", "not an address"], "not an address"),
        (["::1"], "::1"),
    ],
)
def test_answers_that_mix_public_and_private_are_refused_whole(
    answers: list[str], named: str, connections: list[str]
) -> None:
    with pytest.raises(FetchError, match="only public addresses") as refused:
        Client(resolver=lambda host, port: answers).get("http://news.example/")
    assert named in refused.value.reason
    assert "news.example" in refused.value.reason
    assert connections == []


def test_own_names_are_refused_even_if_nobody_knows_them() -> None:
    with pytest.raises(FetchError, match="not known"):
        Client(resolver=unknown).get("http://news.example/")
    with pytest.raises(FetchError, match="own network"):
        Client(resolver=unknown).get("http://localhost/")


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that would have been connected to."""
    found: list[str] = []

    def connect(self: object, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        found.append(host)
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nA page."
        return httpcore.MockStream([page])

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    return found


def test_a_second_answer_changes_nothing(connections: list[str]) -> None:
    """DNS rebinding: public when it is checked, private when it would be asked again."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    page = Client(resolver=lambda host, port: next(answers)).get("http://news.example/a")
    assert page.body == b"A page."
    assert set(connections) == {"93.184.216.34"}
    assert next(answers) == ["127.0.0.1"]  # it was asked once


def test_the_next_document_is_checked_anew(connections: list[str]) -> None:
    answers = iter([["93.184.216.34"], ["10.0.0.1"]])
    client = Client(resolver=lambda host, port: next(answers), gap=0)
    client.get("http://news.example/a")
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        client.get("http://news.example/b")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("http://example.org", "http://example.org/"),
        ("https://EXAMPLE.org:443/a#b", "https://example.org/a"),
        ("http://example.org.:8080/a b?c=d e", "http://example.org:8080/a%20b?c=d%20e"),
        ("http://bücher.example/ä?ö", "http://xn--bcher-kva.example/%C3%A4?%C3%B6"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/a%20b%2Fc", "http://example.org/a%20b%2Fc"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://a_b.example/?", "http://a_b.example/?"),
        ("http://134744072/", "http://8.8.8.8/"),
    ],
)
def test_canonical_spelling(written: str, canonical: str) -> None:
    assert str(parse(written)) == canonical
    assert str(parse(canonical)) == canonical


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("b", "http://example.org/x/b"),
        ("/b", "http://example.org/b"),
        ("//other.example/b", "http://other.example/b"),
        ("?q", "http://example.org/x/a?q"),
        ("https://example.org/b#c", "https://example.org/b"),
        ("../b", "http://example.org/b"),
    ],
)
def test_references(reference: str, meant: str) -> None:
    assert str(parse("http://example.org/x/a").join(reference)) == meant


@pytest.mark.parametrize("reference", ["javascript:alert(1)", "mailto:a@b.example", "http://[", "file:///etc/passwd"])
def test_references_that_lead_nowhere(reference: str) -> None:
    with pytest.raises(FetchError):
        parse("http://example.org/x/a").join(reference)


@given(st.one_of(st.text(max_size=60), st.text(alphabet="/:.@[]%0x127a\\#?１。 -", max_size=40)))
@example("http://0x7f.1")
def test_any_text_is_refused_or_has_one_spelling(rest: str) -> None:
    try:
        url = parse(f"http://{rest}")
    except FetchError:
        return
    assert str(parse(str(url))) == str(url)
    assert str(url).isascii()
    assert url.literal or not url.host.rpartition(".")[2].isdigit()


@given(st.ip_addresses())
def test_what_is_public_is_global(address: IPv4Address | IPv6Address) -> None:
    """Never more is let through than the standard library takes for global."""
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    assert private(address) is not None or (inner or address).is_global
