"""A record as plain JSON-ready data: the format of DESIGN.md section 4, which outside tools read."""

from __future__ import annotations

import json
from typing import Any

from communique.model import Event, Exchange, Link, Mention, Record, Span


def to_dict(record: Record) -> dict[str, Any]:
    """The record as nested dictionaries and lists; all spans are ``{"start": int, "end": int}`` into ``document.text``."""
    document = record.document
    published: dict[str, Any] = {"value": document.published.value, "basis": document.published.basis}
    if document.published.span is not None:
        published["span"] = _span(document.published.span)
    if document.published.reason:
        published["reason"] = document.published.reason
    mentions: dict[str, list[Mention]] = {}
    for mention in record.mentions:
        mentions.setdefault(mention.actor, []).append(mention)
    headings = record.sections
    return {
        "document": {
            "ref": document.ref,
            "id": document.id,
            "title": document.title,
            "url": document.url,
            "outlet": document.outlet,
            "text": document.text,
            "published": published,
        },
        "sentences": [
            {"start": s.start, "end": s.end, "section": headings[s.section] if s.section is not None else None}
            for s in record.sentences
            if not s.heading
        ],
        "actors": [
            {
                "id": a.id,
                "name": a.name,
                "kind": a.kind,
                "party": a.party,
                "office": a.office,
                "wikidata": a.wikidata,
                "code": a.code,
                "mentions": [
                    {"start": m.start, "end": m.end, "text": m.text, "reading": m.reading, "why": m.why}
                    for m in mentions.get(a.id, ())
                ],
            }
            for a in record.actors
        ],
        "timexes": [
            {
                "start": t.start,
                "end": t.end,
                "type": t.type,
                "value": t.value,
                "basis": t.basis,
                "rule": t.rule,
                "alternatives": list(t.alternatives),
            }
            for t in record.timexes
        ],
        "events": [_event(e) for e in record.events],
        "links": [_link(x) for x in record.links],
        "exchanges": [_exchange(x) for x in record.exchanges],
    }


def to_json(record: Record) -> str:
    """The record as one line of JSON."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(",", ":"))


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "behalf": list(event.behalf),
        "channel": event.channel,
        "trigger": _span(event.trigger),
        "roles": [{"role": r.role, "start": r.start, "end": r.end, "actor": r.actor} for r in event.roles],
        "sentence": event.sentence,
        "content": [_span(c) for c in event.content],
        "quote": event.quote,
        "inside": event.inside,
        "status": event.status,
        "when": {
            "value": event.when.value,
            "basis": event.when.basis,
            "span": _span(event.when.span) if event.when.span is not None else None,
        },
        "quantity": event.quantity,
        "place": event.place,
        "rule": event.rule,
        "why": list(event.why),
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "type": link.type,
        "from": link.source,
        "to": link.target,
        "score": link.score,
        "reasons": list(link.reasons),
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "id": exchange.id,
        "opening": exchange.opening,
        "answers": list(exchange.answers),
        "outcome": exchange.outcome,
        "addressees": [
            {"actor": a.actor, "state": a.state, "by": a.by, "behalf": a.behalf} for a in exchange.addressees
        ],
        "claims": list(exchange.claims),
    }
