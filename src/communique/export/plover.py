"""PLOVER events as JSON Lines, with the fields of the POLECAT release, in small letters with underscores.

Sources: Open Event Data Alliance, "PLOVER Coding Manual" 2.0 (2024), for types, modes, countries and sectors; A. Halterman and others,
"PLOVER and POLECAT: A New Political Event Ontology and Dataset" (2023), with the codebook of the weekly release, for the fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from communique.export.cameo import plover_country, sectors
from communique.export.dropped import Dropped
from communique.export.look import Data, Look, days, looks, plain

#: Modes of PLOVER 2.0 by type; a type that is not here has none.
MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip

#: Modes of the record that are contexts in PLOVER 2.0.
_CONTEXTS = frozenset(["economic", "military"])

#: PLOVER has no status: what is to come is coded as the promise of it (2.0 manual, "AGREE", "CONCEDE").
_TO_COME = {"CONSULT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "SUPPORT": "AGREE", "RETREAT": "CONCEDE"}

_QUADS = {
    "AGREE CONSULT SUPPORT CONCEDE": "VERBAL COOPERATION",
    "COOPERATE AID RETREAT": "MATERIAL COOPERATION",
    "REQUEST ACCUSE REJECT THREATEN": "VERBAL CONFLICT",
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT": "MATERIAL CONFLICT",
}
#: The quad class of each type.
QUAD = {kind: quad for kinds, quad in _QUADS.items() for kind in kinds.split()}
_ATTRIBUTES = {"actor": "ACTOR", "recipient": "RECIP", "place": "LOC", "quantity": "QUANTITY"}
_KEPT = frozenset(["evidence", "place", "quantity", "mode"])


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write one object for each event that PLOVER codes; fields as in docs/reference/exports.md.

    Statements, and what is demanded, denied or supposed, have no place. A planned meeting, cooperation, aid or support becomes
    AGREE, and a planned retreat CONCEDE, without mode; other planned events are left out. `event_date` is null unless the day
    is known; `date_known` has the date at its precision.
    """
    dropped = Dropped()
    for look in looks(records):
        dropped.report(look.record)
        for event in look.events:
            kind = _kind(event, dropped)
            if kind is None:
                continue
            dropped.event(event, _KEPT)
            line = json.dumps(_object(look, event, kind, dropped), ensure_ascii=False, separators=(",", ":"))
            target.write(line.encode("utf-8") + b"\n")
    return dropped


def _kind(event: Data, dropped: Dropped) -> str | None:
    """Type in PLOVER; None, and counted, if it has none."""
    kind: str = event["type"]
    if kind not in QUAD:
        dropped.add("statement[s] (SAY) [is no event|are no events] in PLOVER")
    elif event["status"] == "actual":
        return kind
    elif event["status"] == "planned" and kind in ("AGREE", "CONCEDE", *_TO_COME):
        dropped.add("planned event[s] [is|are] written as the promise (AGREE or CONCEDE)")
        return _TO_COME.get(kind, kind)
    else:
        dropped.add(f"event[s] that [is|are] {event['status']} [has|have] no place in PLOVER")
    return None


def _object(look: Look, event: Data, kind: str, dropped: Dropped) -> Data:
    document = look.document
    day = days(event["when"]["value"])
    if day is None or not day.exact:
        dropped.add("event[s] [has|have] no day (event_date is null)")
    mode = event["mode"] if kind == event["type"] else None
    modes = [mode] if mode in MODES.get(kind, ()) else []
    contexts = [event["mode"]] if event["mode"] in _CONTEXTS else []
    if event["mode"] and not modes and not contexts:
        dropped.add("mode[s] [is none|are none] of PLOVER 2.0")
    attributes: dict[str, list[Data]] = {name: [] for name in _ATTRIBUTES.values()}
    for role in event["roles"]:
        if role["role"] in _ATTRIBUTES:
            entry = {"text": look.quote(role), "start": role["start"], "end": role["end"]}
            attributes[_ATTRIBUTES[role["role"]]].append(entry)
    return {
        "event_id": event["id"],
        "event_date": day.first.isoformat() if day is not None and day.exact else None,
        "date_known": event["when"]["value"],
        "event_type": kind,
        "event_mode": modes,
        "quad_code": QUAD[kind],
        "contexts": contexts,
        "actors": [_actor(look, event, a) for a in event["actors"]],
        "recipients": [_actor(look, event, a) for a in event["recipients"]],
        "quantity": event["quantity"],
        "raw_placename": event["place"],
        "attributes": attributes,
        "event_text": look.sentence(event),
        "trigger": {"text": look.quote(event["trigger"]), **event["trigger"]},
        "story_id": document["id"],
        "headline": document["title"],
        "source": document["outlet"],
        "publication_date": document["published"]["value"],
        "url": document["url"],
    }


def _actor(look: Look, event: Data, actor: str) -> Data:
    """One actor or recipient: name, country, sectors, title, wording and Wikidata item."""
    found = look.actors.get(actor)
    raw = [look.quote(r) for r in event["roles"] if r["actor"] == actor and r["role"] in ("actor", "recipient")]
    if found is None:
        found = {"id": actor, "name": actor, "kind": "other"}
    codes = sectors(found)
    return {
        "name": plain(found["name"]),
        "country": plover_country(found.get("party")),
        "primary_sector": codes[0] if codes else None,
        "sectors": list(codes),
        "title": found.get("office"),
        "name_raw": raw[0] if raw else None,
        "wikidata": found.get("wikidata"),
    }
