from __future__ import annotations

import dataclasses
import json
import pickle
from html.parser import HTMLParser

from communique.model import Document, Record
from communique.show import notebook
from communique.show.entries import short_ids
from communique.show.public import Record as PublicRecord


class Checked(HTMLParser):
    """Sees that what is opened is closed, and collects the text and the names of the elements."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


def checked(html: str) -> Checked:
    parser = Checked()
    parser.feed(html)
    parser.close()
    assert not parser.open
    return parser


def test_sentences_entries_and_the_rest(record: Record) -> None:
    page = checked(notebook.html(record))
    assert 'The EU on Thursday accused1 Russia of "lying <often>".' in page.text
    assert "2 ASSAULT Russia → Ukraine · two tanks · at the east · date unknown (“March”) · denied" in page.text
    assert "no answer found in this report" in page.text
    assert "Row over letters" in page.text


def test_everything_is_escaped_and_nothing_runs(record: Record) -> None:
    evil = '<script>alert(1)</script>" onmouseover="x'
    actors = tuple(dataclasses.replace(a, name=evil) for a in record.actors)
    html = notebook.html(
        dataclasses.replace(record, actors=actors, document=dataclasses.replace(record.document, title=evil))
    )
    page = checked(html)
    assert page.names.isdisjoint({"script", "img", "iframe", "a", "often"})
    assert "onmouseover" not in [name for name in html.split("<") if name.startswith("li") for name in name.split()]
    assert evil in page.text


def test_a_long_report_is_cut(record: Record) -> None:
    sentences = record.sentences[:1] * (notebook.LIMIT + 5)
    page = checked(notebook.html(dataclasses.replace(record, sentences=sentences)))
    assert "… 5 more sentences" in page.text


def test_the_public_record(record: Record) -> None:
    public = PublicRecord.of(record)
    assert json.loads(public.to_json()) == public.to_dict()
    assert public.to_dict()["events"][0]["id"] == "eaaaa10000000"
    assert checked(public._repr_html_()).text
    assert repr(public) == "<Record of 'row.txt' (2022-02-11): 3 sentences, 4 actors, 4 events, 2 exchanges>"
    assert pickle.loads(pickle.dumps(public)) == public


def test_short_ids_are_unique_and_lead_to_their_event(record: Record) -> None:
    short = short_ids(record)
    assert short["eaaaa10000000"] == "eaaaa1"
    assert short["ecccc40000000"] == "ecccc"
    assert short_ids(Record(Document("a", "b", "c"), (), (), (), (), (), (), ())) == {}
