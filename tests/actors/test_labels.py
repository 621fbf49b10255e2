"""Speakers of a transcript whom nothing but their label names."""

from __future__ import annotations

import pytest

from reading import read

CASES = [
    ("MR. McCURRY: We will wait.\n\nQ: For whom?\n\nMR. McCURRY: For Japan.", {"McCurry"}),
    ("QUESTION: And Syria?\n\nMS. HARF: We condemn the attack.", {"Harf"}),
    ("HARF: We wait.\n\nQ: Why?\n\nHARF: It is late.", {"Harf"}),
    ("BREAKING: Talks in Geneva go on.", set()),
    ("GENEVA: The talks go on.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_labels(text: str, wanted: set[str]) -> None:
    record = read(text)
    assert {a.name for a in record.actors if a.kind == "person"} == wanted
    speakers = {a for e in record.events if e.type == "SAY" and e.rule == "SAY.transcript" for a in e.actors}
    assert {a.name for a in record.actors if a.id in speakers} == wanted


def test_we_in_a_labelled_line_is_its_speaker() -> None:
    record = read("QUESTION: And Syria?\n\nMS. HARF: We condemn the attack.")
    assert [(e.type, e.actors) for e in record.events if e.type == "ACCUSE"] == [("ACCUSE", ("~harf",))]
