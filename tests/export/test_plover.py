from __future__ import annotations

import json

import pytest

from communique.events.kinds import TYPES, kinds
from communique.export.plover import MODES, QUAD
from export.sample import TEXT, Data, export, report, when


def objects(*records: Data) -> list[Data]:
    return [json.loads(line) for line in export("plover", list(records))[0].decode("utf-8").splitlines()]


def test_fields() -> None:
    start = TEXT.index("Foreign")
    first = objects(report())[0]
    assert first.pop("event_text") == TEXT[start : TEXT.index(' "We')]
    assert first.pop("headline") == '+Ships <img src=x onerror="alert(1)">'
    assert first.pop("source") == '-Day & "Night" <img src=x onerror="alert(1)">'
    actor, recipient = first.pop("actors")[0], first.pop("recipients")[0]
    assert actor == {
        "name": 'Ada Berg <img src=x onerror="alert(1)">',
        "country": "NOR",
        "primary_sector": "GOV",
        "sectors": ["GOV"],
        "title": "NOR:foreign-minister",
        "name_raw": "Foreign Minister Ada Berg",
        "wikidata": None,
    }
    assert (recipient["name"], recipient["country"], recipient["wikidata"]) == ("Sweden", "SWE", "Q34")
    attributes = first.pop("attributes")
    assert attributes["ACTOR"] == [{"text": "Foreign Minister Ada Berg", "start": start, "end": start + 25}]
    assert first == {
        "event_id": "e000000000001",
        "event_date": "2022-05-03",
        "date_known": "2022-05-03",
        "event_type": "REQUEST",
        "event_mode": ["yield"],
        "quad_code": "VERBAL CONFLICT",
        "contexts": [],
        "quantity": None,
        "raw_placename": "@port",
        "trigger": {"text": "asked", "start": TEXT.index("asked"), "end": TEXT.index("asked") + 5},
        "story_id": "r1",
        "publication_date": "2022-05-05",
        "url": "https://news.example/ships?a=1&b=2",
    }


def test_statements_and_what_did_not_happen_are_left_out() -> None:
    found = [(o["event_id"][-1], o["event_type"], o["event_date"], o["date_known"]) for o in objects(report())]
    assert found == [
        ("1", "REQUEST", "2022-05-03", "2022-05-03"),
        ("3", "REJECT", "2022-05-04", "2022-05-04"),
        ("4", "CONSULT", None, "2022-06"),
        ("5", "CONSULT", "2022-05-02", "2022-05-02"),
        ("6", "AGREE", None, "2022-W23"),
        ("7", "AGREE", "2022-05-20", "2022-05-20"),
        ("9", "AID", "2022-05-04", "2022-05-04"),
        ("a", "CONCEDE", None, "2021"),
    ]


@pytest.mark.parametrize(
    ("kind", "mode", "status", "written"),
    [
        ("RETREAT", "withdraw", "planned", ("CONCEDE", [], [])),
        ("AGREE", None, "planned", ("AGREE", [], [])),
        ("AID", "military", "planned", ("AGREE", [], ["military"])),
        ("AID", "asylum", "actual", ("AID", [], [])),
        ("ASSAULT", "drone", "actual", ("ASSAULT", ["drone"], [])),
        ("ASSAULT", "drone", "planned", None),
        ("SANCTION", None, "demanded", None),
        ("SUPPORT", None, "hypothetical", None),
        ("SAY", None, "planned", None),
    ],
)
def test_types_and_modes(
    kind: str, mode: str | None, status: str, written: tuple[str, list[str], list[str]] | None
) -> None:
    data = report()
    data["events"] = [data["events"][0] | {"type": kind, "mode": mode, "status": status, "when": when("2022-05-03")}]
    found = [(o["event_type"], o["event_mode"], o["contexts"]) for o in objects(data)]
    assert found == ([written] if written else [])


def test_every_type_is_coded_and_every_mode_that_can_be_read_is_known() -> None:
    assert {*QUAD} == {*TYPES} - {"SAY"}
    read = {(k.type, p.mode) for k in kinds() for p in k.patterns if p.mode and k.type != "AID"}
    assert not [(kind, mode) for kind, mode in sorted(read) if mode not in MODES.get(kind, ())]
