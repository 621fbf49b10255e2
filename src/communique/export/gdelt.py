"""The event table of GDELT 2.0: 61 columns separated by tabs, without a header.

Source: "The GDELT Event Database Data Format Codebook" V2.0 (19 February 2015), section "Event table"; columns in its order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import BinaryIO

from communique.export.cameo import Coded, dyads, goldstein, quad_class, uncoded
from communique.export.dropped import Dropped
from communique.export.look import Data, Days, Look, days, digits, looks, plain

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")

COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{x}" for x in _ACTOR),
    *(f"Actor2{x}" for x in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{x}" for x in _GEO),
    *(f"Actor2Geo_{x}" for x in _GEO),
    *(f"ActionGeo_{x}" for x in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

#: Numbers that the pairs of one event have for themselves; far more than any sentence names.
_DYADS = 10_000
_ID = re.compile(r"e([0-9a-f]{12})")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_KEPT = frozenset(["cameo"])


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write one row for each pair of actor and recipient of each event that happened, has a CAMEO code and a day.

    Several reports of one event (its group in the ledger) make one row, from the first report that it can be written from;
    the others raise NumMentions (events), NumSources (outlets) and NumArticles (reports), which are 1 without a group.

    - GLOBALEVENTID: a number made from the event's id, the same in every export.
    - SQLDATE: the day of the event, never of publication unless the event is dated by it.
    - FractionDate: year + ((month - 1) * 30 + day) / 365, as in the published files.
    - IsRootEvent: 1 in the report's first paragraph.
    - QuadClass, GoldsteinScale: see :mod:`communique.export.cameo`.
    - AvgTone, ethnic and religious codes, places: empty; the types of places are 0, "no place found", as in the published files.
    - DATEADDED: the day of publication at midnight; empty where its day is not known.
    - SOURCEURL: the address, or the name that the report was given.
    """
    dropped = Dropped()
    written: set[str] = set()
    for look in looks(records):
        dropped.report(look.record)
        for event in look.events:
            day = days(event["when"]["value"])
            if day is None or not day.exact or _unfit(event) is not None:
                dropped.add(_unfit(event) or "event[s] whose day is not known [is|are] not written")
                continue
            pairs = [p for p in dyads(look, event, gdelt=True) if any(p)]
            if not pairs:
                dropped.add("event[s] of nobody that CAMEO has a code for [is|are] not written")
                continue
            group = look.groups.get(event["id"])
            if group is not None and group["id"] in written:
                dropped.add("event[s] told again [is|are] only counted in the row of the first telling")
                continue
            if group is not None:
                written.add(group["id"])
            dropped.add("actor[s] [has|have] no code in CAMEO", uncoded(look, event))
            dropped.event(event, _KEPT)
            for number, pair in enumerate(pairs):
                target.write(_line(_row(look, event, day, group or {}, pair, number)))
    return dropped


def _unfit(event: Data) -> str | None:
    if event["type"] == "SAY":
        return "statement[s] (SAY) [has|have] no code in GDELT"
    if event["status"] != "actual":
        return f"event[s] that [is|are] {event['status']} [has|have] no place in GDELT"
    return None if event["cameo"] is not None else "event[s] without a CAMEO code [is|are] not written"


def _row(
    look: Look, event: Data, day: Days, group: Data, pair: tuple[Coded | None, Coded | None], number: int
) -> dict[str, object]:
    code: str = event["cameo"]
    when = day.first
    added = look.published
    row: dict[str, object] = {
        "GLOBALEVENTID": _number(event["id"]) * _DYADS + number % _DYADS,
        "SQLDATE": digits(when),
        "MonthYear": digits(when, 6),
        "Year": digits(when, 4),
        "FractionDate": f"{when.year + min(((when.month - 1) * 30 + when.day) / 365, 0.9999):.4f}",
        "IsRootEvent": int(_leads(look, event)),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_class(code),
        "GoldsteinScale": goldstein(code),
        "NumMentions": len(group.get("events") or (event,)),
        "NumSources": group.get("outlets") or 1,
        "NumArticles": group.get("reports") or 1,
        "DATEADDED": f"{digits(added.first)}000000" if added is not None and added.exact else None,
        "SOURCEURL": look.document["url"] or look.document["ref"],
    }
    for place in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        row[f"{place}_Type"] = 0
    for side, actor in zip(("Actor1", "Actor2"), pair, strict=True):
        if actor is not None:
            row |= {
                f"{side}Code": actor.code,
                f"{side}Name": actor.name.upper(),
                f"{side}CountryCode": actor.country,
                f"{side}KnownGroupCode": actor.group,
                **{f"{side}Type{n}Code": role for n, role in enumerate(actor.roles[:3], 1)},
            }
    return row


def _line(row: dict[str, object]) -> bytes:
    return ("\t".join(plain(row.get(column)) for column in COLUMNS) + "\n").encode("utf-8")


def _leads(look: Look, event: Data) -> bool:
    sentences = look.record["sentences"]
    if not sentences:
        return False
    return _PARAGRAPH.search(look.text, sentences[0]["start"], event["trigger"]["start"]) is None


def _number(event: str) -> int:
    match = _ID.fullmatch(event)
    return int(match[1] if match else hashlib.sha256(event.encode()).hexdigest()[:12], 16)
