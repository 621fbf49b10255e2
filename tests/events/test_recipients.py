"""The other party where the slots of the trigger don't name it: what is to be done, the condition, the purpose, the place."""

from __future__ import annotations

import pytest

from reading import event, party, read


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (
            "Opposition groups in Zimbabwe demanded that the Zimbabwean government abandon its policy.",
            "demanded",
            {"ZWE"},
        ),
        ("Peru threatened to ban Chilean candidates from voting.", "threatened", {"CHL"}),
        ("Peru threatened to stop the talks if Chile goes ahead with the dam.", "threatened", {"CHL"}),
        ("Peru said it would boycott all contact with Chile.", "said", {"CHL"}),
        ("Peru said it will withdraw its peacekeepers from Chile unless a ceasefire holds.", "said", {"CHL"}),
        ("Peru agreed to lift the ban on Chilean fruit.", "agreed", {"CHL"}),
        (
            "Miners began a hunger strike to demand the resignation of Chilean President Sebastian Pinera.",
            "strike",
            {"CHL"},
        ),
        ("Workers marched in protest of the Chilean government's refusal to talk.", "marched", {"CHL"}),
        ("Colombian prisoners rioted at a jail in northern Peru.", "rioted", {"PER"}),
        ("Peru mobilised reservists for a war against Chile.", "mobilised", {"CHL"}),
        ("Peru called for more clarity from Chile.", "called", {"CHL"}),
    ],
)
def test_other_party(text: str, trigger: str, wanted: set[str]) -> None:
    record = read(text)
    found = event(record, trigger)
    assert {party(record, r) for r in found.recipients} == wanted
    assert found.why


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Peru called for tougher sanctions on Chile.", "called"),
        ("Peru said it would not support the sanctions against Chile.", "said"),
        ("Peru asked why Chile had left.", "asked"),
        ("Peru agreed to impose sanctions on Chile.", "agreed"),
        ("Peru threatened to close its schools.", "threatened"),
        ("Peru denied that Chile had moved supplies.", "denied"),
        ("Peruvian workers marched to demand Peruvian wages.", "marched"),
    ],
)
def test_what_is_talked_about_is_no_recipient(text: str, trigger: str) -> None:
    assert not event(read(text), trigger).recipients


def test_the_reason_is_written_down() -> None:
    found = event(read("Miners marched to demand the resignation of the Chilean government."), "marched")
    assert any(w.startswith("recipient: ") for w in found.why)
