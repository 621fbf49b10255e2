from __future__ import annotations

import json
from typing import Any

from export.sample import TEXT, Data, export, report, reports


def collection(*records: Data) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export("webannotation", list(records))[0])
    return found


def test_collection_and_page() -> None:
    found = collection(*reports())
    page = found["first"]
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], page["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert page["partOf"] == found["id"]
    assert found["last"] == page["id"]
    assert found["total"] == len(page["items"]) == 13 + 3
    assert len({i["id"] for i in page["items"]}) == len(page["items"])
    assert {i["motivation"] for i in page["items"]} == {"classifying", "linking"}
    assert found["id"] != collection(report())["id"]
    assert collection()["first"]["items"] == []
    assert collection()["total"] == 0


def test_selectors_find_the_very_characters() -> None:
    items = [i for i in collection(report())["first"]["items"] if i["motivation"] == "classifying"]
    targets = [t for i in items for t in (i["target"] if isinstance(i["target"], list) else [i["target"]])]
    assert len(targets) == 12
    for target in targets:
        place, quote = target["selector"]
        assert (place["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert TEXT[place["start"] : place["end"]] == quote["exact"]
        assert TEXT[: place["start"]].endswith(quote["prefix"])
        assert TEXT[place["end"] :].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, place["start"])
        assert len(quote["suffix"]) == min(32, len(TEXT) - place["end"])
    assert {t["source"] for t in targets} == {"https://news.example/ships?a=1&b=2"}


def test_positions_count_code_points() -> None:
    data = report()
    data["document"]["text"] = "😀" + TEXT
    for event in data["events"]:
        event["trigger"] = {k: v + 1 for k, v in event["trigger"].items()}
    target = collection(data)["first"]["items"][3]["target"]
    assert target["selector"][0]["start"] == TEXT.index("met") + 1
    assert target["selector"][1]["exact"] == "met"


def test_bodies() -> None:
    first = collection(report())["first"]["items"][0]
    assert {b["type"] for b in first["body"]} == {"TextualBody"}
    assert [(b["purpose"], b["value"]) for b in first["body"]] == [
        ("classifying", "REQUEST"),
        ("tagging", "status: actual"),
        ("tagging", "mode: yield"),
        ("tagging", "cameo: 1055"),
        ("tagging", 'actor: Ada\tBerg <img src=x onerror="alert(1)"> (NOR)'),
        ("tagging", "recipient: Sweden (SWE)"),
        ("tagging", "behalf: Norway (NOR)"),
        ("tagging", "when: 2022-05-03 (relative)"),
        ("tagging", "channel: in a letter"),
        ("tagging", "place: @port"),
        ("tagging", "quote: indirect"),
        ("tagging", "rule: REQUEST.made-up"),
        ("tagging", "why: REQUEST: because"),
        ("tagging", "group: g1"),
    ]


def test_links_lead_from_event_to_event() -> None:
    items = collection(report())["first"]["items"]
    found = [(i["target"], i["body"][1]["value"], i["body"][0]["id"]) for i in items if i["motivation"] == "linking"]
    ids = [i["id"] for i in items]
    assert found[0] == (ids[2], "answers", ids[0])
    assert {kind for _, kind, _ in found} == {"answers", "denies", "repeats"}


def test_a_script_is_no_source() -> None:
    data = report()
    data["document"]["url"] = "javascript:alert(1)"
    assert collection(data)["first"]["items"][3]["target"]["source"] == "tag:communique.invalid,2022:report/r1"
