"""The record as JSON: the format that outside tools read."""

from __future__ import annotations

import json

from communique.model import Document, Published, Record, Span
from communique.record import to_dict, to_json
from reading import read

TEXT = """Row over a note

On Monday, Germany asked France and Italy to answer the note. France rejected the request.

French President Emmanuel Macron said on behalf of the EU: "The bloc has sent 200 trucks to Kyiv."
"""


def record() -> Record:
    return read(TEXT, "2022-02-11")


def test_parts() -> None:
    found = to_dict(record())
    assert list(found) == [
        "document", "sentences", "actors", "timexes", "events", "links", "exchanges",
    ]  # fmt: skip
    document = found["document"]
    assert document["text"] == TEXT
    assert document["published"]["value"] == "2022-02-11"
    assert document["published"]["basis"] == "given"
    assert "span" not in document["published"]
    assert set(document) == {"ref", "id", "title", "url", "outlet", "text", "published"}


def test_sentences_of_the_body_with_the_heading_above() -> None:
    found = to_dict(record())["sentences"]
    assert [TEXT[s["start"] : s["end"]][:9] for s in found] == ["On Monday", "France re", "French Pr"]
    assert {s["section"] for s in found} == {"Row over a note"}


def test_actors_with_their_mentions() -> None:
    actors = {a["id"]: a for a in to_dict(record())["actors"]}
    assert set(actors["emmanuel-macron"]) == {"id", "name", "kind", "party", "office", "wikidata", "code", "mentions"}
    assert actors["emmanuel-macron"]["party"] == "FRA"
    assert actors["FRA"]["kind"] == "state"
    assert [TEXT[m["start"] : m["end"]] for m in actors["FRA"]["mentions"]] == ["France", "France"]
    for actor in actors.values():
        for mention in actor["mentions"]:
            assert set(mention) == {"start", "end", "text", "reading", "why"}
            assert mention["why"]


def test_events() -> None:
    events = {TEXT[e["trigger"]["start"] : e["trigger"]["end"]]: e for e in to_dict(record())["events"]}
    asked, refused, said, sent = (events[w] for w in ("asked", "rejected", "said", "sent"))
    assert set(asked) == {
        "id", "type", "mode", "cameo", "actors", "recipients", "behalf", "channel", "trigger", "roles", "sentence", "content",
        "quote", "inside", "status", "when", "quantity", "place", "rule", "why",
    }  # fmt: skip
    assert (asked["type"], asked["actors"], asked["recipients"]) == ("REQUEST", ["DEU"], ["FRA", "ITA"])
    assert asked["when"]["value"] == "2022-02-07"
    span = asked["when"]["span"]
    assert TEXT[span["start"] : span["end"]].endswith("Monday")
    assert (refused["type"], refused["sentence"]) == ("REJECT", 1)
    assert (said["behalf"], said["quote"]) == (["EU"], "direct")
    assert sent["inside"] == said["id"]
    assert sent["quantity"] == "200 trucks"
    assert {r["role"] for r in asked["roles"]} == {"actor", "recipient"}
    assert all(set(r) == {"role", "start", "end", "actor"} for r in asked["roles"])


def test_links_and_exchanges() -> None:
    found = to_dict(record())
    events = {TEXT[e["trigger"]["start"] : e["trigger"]["end"]]: e["id"] for e in found["events"]}
    (link,) = [x for x in found["links"] if x["type"] == "answers"]
    assert (link["from"], link["to"]) == (events["rejected"], events["asked"])
    assert set(link) == {"type", "from", "to", "score", "reasons"}
    (exchange,) = [x for x in found["exchanges"] if x["opening"] == events["asked"]]
    assert set(exchange) == {"id", "opening", "answers", "outcome", "addressees", "claims"}
    assert exchange["outcome"] == "refused"
    assert [a["actor"] for a in exchange["addressees"]] == ["FRA", "ITA"]
    assert set(exchange["addressees"][0]) == {"actor", "state", "by", "behalf"}


def test_one_line_of_json_that_reads_back() -> None:
    line = to_json(record())
    assert "\n" not in line
    assert json.loads(line) == to_dict(record())
    assert json.loads(to_json(read("The envoys met — nobody knows why."))) == to_dict(
        read("The envoys met — nobody knows why.")
    )
    assert "—" in to_json(read("The envoys met — nobody knows why."))


def test_a_published_day_read_from_the_text_has_its_place() -> None:
    day = Published("2022-05-02", "text", Span(0, 5), "a line")
    bare = Record(Document("r", "i", "May 2", published=day), (), (), (), (), (), (), ())
    assert to_dict(bare)["document"]["published"] == {
        "value": "2022-05-02",
        "basis": "text",
        "span": {"start": 0, "end": 5},
        "reason": "a line",
    }
