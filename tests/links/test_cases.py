"""Short texts in varied wordings, written without the program: what is tied to what (tests/cases/exchanges.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.model import Event, Record
from reading import place, read, wrong

DAY = "2023-11-20"
PATH = Path(__file__).parents[1] / "cases" / "exchanges.toml"
CASES: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]


def told(record: Record, words: str, content: bool = True) -> dict[str, Event]:
    """The events whose trigger, or content, stands in these words of the text."""
    span = place(record.document.text, words)
    return {
        e.id: e
        for e in record.events
        if e.trigger.overlaps(span) or (content and any(c.overlaps(span) for c in e.content))
    }


def problem(case: dict[str, Any]) -> str | None:
    """What the record of a case's text lacks or has too much, or None."""
    record = read(case["text"], DAY)
    seen = [(e.type, e.trigger.of(record.document.text), e.status, e.rule) for e in record.events]
    if "opening" in case:
        openings, answers = told(record, case["opening"]), told(record, case["answer"])
        tied = [x for x in record.exchanges if x.opening in openings]
        tied = [x for x in tied if set(x.answers) & set(answers) or (case["outcome"] == "open" and not x.answers)]
        if not tied:
            return f"not tied; {'opening, ' * bool(openings)}{'answer, ' * bool(answers)}{seen}"
        if case["outcome"] not in {x.outcome for x in tied}:
            return f"outcome {[x.outcome for x in tied]}; {seen}"
    if "denial" in case:
        denials, claims = told(record, case["denial"]), told(record, case["claim"], content=False)
        tied_to = {x.target for x in record.links if x.type == "denies" and x.source in denials}
        own = {e.id for e in record.events if any(c.covers(e.trigger) for d in denials.values() for c in d.content)}
        if not tied_to & (own | set(told(record, case["claim"]))) and not any(
            e.status == "denied" for e in claims.values()
        ):
            return f"not denied; {'denial, ' * bool(denials)}{'claim, ' * bool(claims)}{seen}"
    for opening in case.get("apart", []):
        if any(x.answers for x in record.exchanges if x.opening in told(record, opening)):
            return f"tied; {seen}"
    if "apart_denial" in case:
        denials = told(record, case["apart_denial"], content=False)
        accusations = {e.id for e in record.events if e.type == "ACCUSE"}
        if not denials or any(
            x.type == "denies" and x.source in denials and x.target in accusations for x in record.links
        ):
            return f"denies what it does not; {seen}"
    return None


@pytest.mark.parametrize(
    "case",
    [wrong(c, reason=c["wrong"]) if "wrong" in c else c for c in CASES],
    ids=[c["name"] for c in CASES],
)
def test_case(case: dict[str, Any]) -> None:
    assert problem(case) is None


def test_every_case_says_something() -> None:
    assert all({"opening", "denial", "apart", "apart_denial"} & set(c) for c in CASES)
