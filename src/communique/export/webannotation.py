"""W3C Web Annotations: every event as an annotation of the report's characters, in one JSON-LD document.

Source: "Web Annotation Data Model", W3C Recommendation of 23 February 2017: sections 3 (annotations, bodies, motivations), 4.2 (selectors)
and 5 (collections and pages).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from communique.export.dropped import Dropped
from communique.export.look import TAG, Data, Look, looks, web_address

#: Characters of context before and after a quotation.
_CONTEXT = 32
_KEPT = frozenset(
    ["evidence", "content", "rule", "inside", "behalf", "channel", "place", "quantity", "mode", "cameo", "basis"]
)
_LINKS = ("answers", "denies", "repeats", "contradicts")


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write one AnnotationCollection with one AnnotationPage that holds all annotations.

    An event is an annotation of motivation `classifying`. Its targets are the trigger, then what was said; each has a
    TextPositionSelector (code points of the report's text, section 4.2.5) and a TextQuoteSelector with up to 32 characters around
    it. Its bodies are TextualBodies: the type, for `classifying`, and ``key: value`` tags for all else that the record says.
    A link between events is an annotation of motivation `linking`: target the event that it leads from, body the one it leads to.

    `source` is the report's address, or a tag URI made from its id. The ids of collection and page come last, since they are
    hashes of what they hold.
    """
    dropped = Dropped()
    digest = hashlib.sha256()
    total = 0
    target.write(b'{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","label":"Events",')
    target.write(b'"first":{"type":"AnnotationPage","startIndex":0,"items":[')
    for look in looks(records):
        dropped.report(look.record, _LINKS)
        for item in _annotations(look, dropped):
            digest.update(item["id"].encode("utf-8"))
            line = json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            target.write((b",\n" if total else b"\n") + line)
            total += 1
    name = f"{TAG}collection/{digest.hexdigest()[:16]}"
    rest = f'\n],"id":"{name}/1","partOf":"{name}"}},"last":"{name}/1","total":{total},"id":"{name}"}}\n'
    target.write(rest.encode("utf-8"))
    return dropped


def _annotations(look: Look, dropped: Dropped) -> Iterator[Data]:
    document = look.document
    source = web_address(document["url"]) or f"{TAG}report/{document['id']}"
    for event in look.events:
        dropped.event(event, _KEPT)
        dropped.add("role[s] [loses its|lose their] place in the text", len(event["roles"]))
        targets = [_target(look, source, span) for span in (event["trigger"], *event["content"])]
        yield {
            "id": _name(event["id"]),
            "type": "Annotation",
            "motivation": "classifying",
            "body": _bodies(look, event),
            "target": targets if len(targets) > 1 else targets[0],
        }
    for start, links in look.links.items():
        for link in links:
            dropped.add("link[s] [loses|lose] score and reasons")
            yield {
                "id": f"{TAG}link/{link['type']}/{start}/{link['to']}",
                "type": "Annotation",
                "motivation": "linking",
                "body": [
                    {"id": _name(link["to"])},
                    {"type": "TextualBody", "purpose": "tagging", "value": link["type"], "format": "text/plain"},
                ],
                "target": _name(start),
            }


def _name(event: str) -> str:
    return f"{TAG}event/{event}"


def _target(look: Look, source: str, span: Data) -> Data:
    start, end = span["start"], span["end"]
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": look.text[start:end],
                "prefix": look.text[max(0, start - _CONTEXT) : start],
                "suffix": look.text[end : end + _CONTEXT],
            },
        ],
    }


def _bodies(look: Look, event: Data) -> list[Data]:
    pairs: list[tuple[str, object]] = [("status", event["status"]), ("mode", event["mode"]), ("cameo", event["cameo"])]
    for key in ("actors", "recipients", "behalf"):
        for actor in event[key]:
            found = look.actors.get(actor, {"name": actor})
            party = f" ({found['party']})" if found.get("party") else ""
            pairs.append((key.removesuffix("s"), f"{found['name']}{party}"))
    pairs += [
        ("when", f"{event['when']['value'] or 'unknown'} ({event['when']['basis']})"),
        *((key, event[key]) for key in ("channel", "place", "quantity", "quote", "inside", "rule")),
        *(("why", reason) for reason in event.get("why") or ()),
        ("group", (look.groups.get(event["id"]) or {}).get("id")),
    ]
    first = {"type": "TextualBody", "purpose": "classifying", "value": event["type"], "format": "text/plain"}
    tags = [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{key}: {value}", "format": "text/plain"}
        for key, value in pairs
        if value
    ]
    return [first, *tags]
