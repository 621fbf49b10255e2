from __future__ import annotations

import pytest

from communique.export.dropped import EVENT_PARTS, RECORD_PARTS, Dropped
from export.sample import export, report, reports


@pytest.mark.parametrize(
    ("reason", "number", "line"),
    [
        ("answer[s] (links) [is|are] not written", 1, "1 answer (links) is not written"),
        ("answer[s] (links) [is|are] not written", 37, "37 answers (links) are not written"),
        ("part[y|ies] [is|are] not written", 2, "2 parties are not written"),
        ("thing without number", 3, "3 thing without number"),
    ],
)
def test_wording(reason: str, number: int, line: str) -> None:
    dropped = Dropped()
    dropped.add(reason, number)
    assert dropped.lines() == [line]


def test_zero_is_no_reason_and_order_does_not_matter() -> None:
    one, two = Dropped(), Dropped()
    one.add("b", 2)
    one.add("a", 2)
    one.add("never", 0)
    two.add("a")
    two.add("b", 2)
    two.add("a")
    assert one.lines() == two.lines() == ["2 a", "2 b"]
    assert not Dropped()


def test_every_part_is_counted() -> None:
    dropped = Dropped()
    data = report()
    dropped.report(data)
    for event in data["events"]:
        dropped.event(event, ())
    counted = {part: dropped[reason] for part, (reason, _) in {**EVENT_PARTS, **RECORD_PARTS}.items()}
    assert counted == {
        "evidence": 10, "content": 2, "rule": 10, "inside": 1, "behalf": 1, "channel": 1, "place": 2, "quantity": 1,
        "mode": 4, "cameo": 10, "basis": 8,
        "sentences": 9, "mentions": 1, "timexes": 1, "answers": 1, "denies": 1, "repeats": 1, "contradicts": 0,
        "exchanges": 2, "addressees": 2, "differences": 1, "copies": 1, "judgements": 1,
    }  # fmt: skip
    dropped.report(data, list(RECORD_PARTS))
    assert dropped[RECORD_PARTS["timexes"][0]] == 1


def test_what_reports_share_is_counted_once() -> None:
    dropped = Dropped()
    for data in reports():
        dropped.report(data)
    assert dropped[RECORD_PARTS["differences"][0]] == 1
    assert dropped[RECORD_PARTS["exchanges"][0]] == 2


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "gdelt",
            [
                "2 statements (SAY) have no code in GDELT",
                "2 events that are planned have no place in GDELT",
                "1 event that is denied has no place in GDELT",
                "2 events whose day is not known are not written",
                "1 event told again is only counted in the row of the first telling",
                "1 actor has no code in CAMEO",
                "1 answer (links) is not written",
                "1 denial (links) is not written",
                "2 exchanges are not written",
                "1 judgement by people is not written",
            ],
        ),
        (
            "petrarch",
            [
                "2 statements (SAY) are not written",
                "1 event without a source and a target that CAMEO has codes for is not written",
                "2 events that are planned have no place in PETRARCH2's lines",
            ],
        ),
        (
            "plover",
            [
                "2 statements (SAY) are no events in PLOVER",
                "2 planned events are written as the promise (AGREE or CONCEDE)",
                "1 event that is denied has no place in PLOVER",
                "3 events have no day (event_date is null)",
                "2 states of addressees (owed, answered …) are not written",
            ],
        ),
        ("csv", ["4 roles lose their place in the text", "2 exchanges are not written", "1 time expression is not written"]),
        ("webannotation", ["3 links lose score and reasons", "3 mentions of actors are not written"]),
        ("timelinejs", ["2 events without a date are not written"]),
        ("atom", ["2 events of reports without a day of publication are not written"]),
        ("ics", ["1 event that is denied has no place in a calendar", "1 event without a date is not written"]),
    ],
)  # fmt: skip
def test_each_format_says_what_it_drops(name: str, lines: list[str]) -> None:
    _, dropped = export(name, reports())
    said = dropped.lines()
    assert not [line for line in lines if line not in said], said
