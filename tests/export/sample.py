"""Two made-up reports of one affair, in the ledger, and a third that is not: with everything that could break a format."""

from __future__ import annotations

import io
from typing import Any

from communique.export import EXPORTERS, Dropped

Data = dict[str, Any]

EVIL = '<img src=x onerror="alert(1)">'
TEXT = (
    "Ships and letters\n\n"
    f"Foreign Minister Ada Berg asked Sweden {EVIL} & co on 3 May in a letter\tto open the port. "
    '"We will not open it," Sweden said.\n\n'
    "Norway and Sweden met in Lake Town in June. Norway and the EU talked on 2 May. The two will exercise together in week 23. "
    "Norway and the EU meet on 20 May. Nobody shelled the port, Norway says.\n\n"
    "On 4 May Norway gave =cmd|' /C calc'!A1 40 trucks to Ole Hest; it would stop if the road were closed. In 2021 Norway yielded."
)


def span(words: str, nth: int = 0) -> Data:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def event(number: int, kind: str, trigger: str, **changes: Any) -> Data:
    base: Data = {
        "id": f"e{number:012x}",
        "type": kind,
        "mode": None,
        "cameo": None,
        "actors": [],
        "recipients": [],
        "behalf": [],
        "channel": None,
        "trigger": span(trigger),
        "roles": [],
        "sentence": 0,
        "content": [],
        "quote": None,
        "inside": None,
        "status": "actual",
        "when": {"value": None, "basis": "unresolved", "span": None},
        "quantity": None,
        "place": None,
        "rule": f"{kind}.made-up",
        "why": [f"{kind}: because"],
    }
    return base | changes


def when(value: str, basis: str = "stated", words: str | None = None) -> Data:
    return {"value": value, "basis": basis, "span": span(words) if words else None}


def actor(id_: str, name: str, kind: str, party: str | None, **changes: Any) -> Data:
    base = {"id": id_, "name": name, "kind": kind, "party": party, "office": None, "wikidata": None, "code": None}
    return {**base, "mentions": [], **changes}


def role(name: str, words: str, who: str | None) -> Data:
    return {"role": name, **span(words), "actor": who}


def report() -> Data:
    """The first report: ten events of all kinds and statuses, and what the ledger adds."""
    mention = {**span("Ada Berg"), "text": "Ada Berg", "reading": "exact", "why": f"exact name {EVIL}"}
    actors = [
        actor("ada-berg", f"Ada\tBerg {EVIL}", "person", "NOR", office="NOR:foreign-minister", mentions=[mention]),
        actor("SWE", "Sweden", "state", "SWE", wikidata="Q34", code="SWE"),
        actor("NOR", "Norway", "state", "NOR"),
        actor("EU", "European Union", "organisation", "EU", code="EU"),
        actor("~ole", "=Ole\nHest", "person", None),
    ]
    first = event(1, "REQUEST", "asked", mode="yield", cameo="1055", actors=["ada-berg"], recipients=["SWE"])
    first |= {"behalf": ["NOR"], "channel": "in a letter", "quote": "indirect", "content": [span("to open the port")]}
    first |= {"when": when("2022-05-03", "relative", "3 May"), "place": "@port"}
    first["roles"] = [role("actor", "Foreign Minister Ada Berg", "ada-berg"), role("recipient", "Sweden", "SWE")]
    events = [
        first,
        event(2, "SAY", "said", cameo="010", actors=["SWE"], sentence=1, content=[span("We will not open it,")], quote="direct"),
        event(3, "REJECT", "not open", mode="yield", cameo="1245", actors=["SWE"], recipients=["ada-berg"], sentence=1),
        event(4, "CONSULT", "met", cameo="040", actors=["NOR", "SWE"], sentence=2, when=when("2022-06"), place="Lake Town"),
        event(5, "CONSULT", "talked", cameo="046", actors=["NOR", "EU"], sentence=3, when=when("2022-05-02")),
        event(6, "COOPERATE", "exercise", cameo="062", sentence=4, status="planned", when=when("2022-W23")),
        event(7, "CONSULT", "meet", cameo="040", actors=["NOR", "EU"], sentence=5, status="planned", when=when("2022-05-20")),
        event(8, "ASSAULT", "shelled", mode="heavy-weapons", cameo="194", sentence=6, status="denied"),
        event(9, "AID", "gave", mode="military", cameo="072", actors=["NOR"], recipients=["~ole"], sentence=7),
        event(10, "CONCEDE", "yielded", cameo="080", actors=["NOR"], sentence=8, when=when("2021")),
    ]  # fmt: skip
    events[2] |= {"inside": events[1]["id"], "when": when("2022-05-04", "published")}
    events[8] |= {"when": when("2022-05-04"), "quantity": "40 trucks"}
    sentences = [
        ("Foreign", "to open the port."),
        ('"We', "Sweden said."),
        ("Norway and Sweden", "in June."),
        ("Norway and the EU talked", "2 May."),
        ("The two", "week 23."),
        ("Norway and the EU meet", "20 May."),
        ("Nobody", "says."),
        ("On 4 May", "closed."),
        ("In 2021", "yielded."),
    ]
    return {
        "document": {
            "ref": "made/up\t1",
            "id": "r1",
            "title": f"+Ships {EVIL}",
            "url": "https://news.example/ships?a=1&b=2",
            "outlet": f'-Day & "Night" {EVIL}',
            "text": TEXT,
            "published": {"value": "2022-05-05", "basis": "given", "reason": "given as 2022-05-05"},
        },
        "sentences": [{"start": span(a)["start"], "end": span(b)["end"], "section": "Ships"} for a, b in sentences],
        "actors": actors,
        "timexes": [
            {
                **span("3 May"),
                "type": "DATE",
                "value": "2022-05-03",
                "basis": "relative",
                "rule": "timex.day",
                "alternatives": ["2023-05-03"],
            }
        ],
        "events": events,
        "links": [
            {
                "type": "answers",
                "from": events[2]["id"],
                "to": events[0]["id"],
                "score": 0.75,
                "reasons": ["about the port"],
            },
            {"type": "denies", "from": events[1]["id"], "to": events[0]["id"], "score": 0.5, "reasons": ["says not"]},
        ],
        "exchanges": [
            {
                "id": "x1",
                "opening": events[0]["id"],
                "answers": [events[2]["id"]],
                "outcome": "refused",
                "addressees": [{"actor": "SWE", "state": "declined", "by": events[2]["id"], "behalf": None}],
                "claims": [],
            }
        ],
        "across": {
            "version": 2,
            "current": True,
            "source": "wire",
            "copies": {"group": "r0", "similarity": 0.9375, "reason": "same words"},
            "groups": [group()],
            "links": [
                {"type": "repeats", "from": events[0]["id"], "to": "e0000000000aa", "score": 0.875, "reasons": []}
            ],
            "exchanges": [shared_exchange()],
            "judgements": [
                {
                    "id": "j1",
                    "at": "2022-05-06",
                    "by": "desk",
                    "verb": "mend",
                    "target": events[0]["id"],
                    "field": "recipients",
                    "before": ["NOR"],
                    "after": ["SWE"],
                    "note": EVIL,
                }
            ],
        },
    }


def group() -> Data:
    told = [f"e{1:012x}", "e0000000000aa"]
    return {
        "id": "g1",
        "type": "REQUEST",
        "status": "actual",
        "day": "2022-05-03",
        "first_report": "r1",
        "reports": 2,
        "outlets": 3,
        "events": told,
        "differences": [
            {
                "field": "day",
                "values": [{"value": "2022-05-03", "events": told[:1]}, {"value": None, "events": told[1:]}],
            }
        ],
    }


def shared_exchange() -> Data:
    return {
        "id": "x9",
        "opening": "e0000000000aa",
        "openings": [f"e{1:012x}", "e0000000000aa"],
        "answers": [f"e{3:012x}"],
        "outcome": "refused",
        "addressees": [
            {"actor": "SWE", "name": "Sweden", "state": "declined", "by": None, "behalf": None, "quote": "not"}
        ],
        "claims": [f"e{2:012x}"],
    }


def again() -> Data:
    """The second report: tells the first event of the first again."""
    data = report()
    told = data["events"][0] | {"id": "e0000000000aa"}
    across = {"version": 1, "current": True, "source": "wire", "copies": None, "groups": [group()], "links": []}
    across |= {"exchanges": [shared_exchange()], "judgements": []}
    document = data["document"] | {"id": "r2", "url": "javascript:alert(1)", "outlet": None, "title": None}
    document["published"] = {"value": "2022-05-06", "basis": "metadata", "reason": "metadata as 2022-05-06"}
    return data | {
        "document": document,
        "events": [told],
        "links": [],
        "exchanges": [],
        "timexes": [],
        "across": across,
    }


def alone() -> Data:
    """The third report: not of the ledger, day of publication unknown."""
    data = report()
    document = data["document"] | {"id": "r3", "url": None, "published": {"value": None, "basis": "unknown"}}
    events = [data["events"][1] | {"id": "e0000000000bb"}, data["events"][4] | {"id": "e0000000000cc"}]
    for told in events:
        told["when"] = when("2022-05-02")
    bare = data | {"document": document, "events": events, "links": [], "exchanges": [], "timexes": []}
    return {key: value for key, value in bare.items() if key != "across"}


def reports() -> list[Data]:
    return [report(), again(), alone()]


def export(name: str, records: list[Data]) -> tuple[bytes, Dropped]:
    """What a format of one file writes, and what it drops."""
    target = io.BytesIO()
    dropped = EXPORTERS[name].write(iter(records), target)
    return target.getvalue(), dropped
