"""The date of an event: stated, relative to the publication day, published, unresolved, shared by coordinated verbs."""

from __future__ import annotations

import pytest

from reading import event, read

FRIDAY = "2022-02-11"


@pytest.mark.parametrize(
    ("text", "trigger", "value", "basis"),
    [
        ("Peru rejected the deal on 3 May 2021.", "rejected", "2021-05-03", "stated"),
        ("On 3 May 2021, Peru rejected the deal.", "rejected", "2021-05-03", "stated"),
        ("Peru rejected the plan on Monday.", "rejected", "2022-02-07", "relative"),
        ("Peru rejected the plan in May.", "rejected", "2021-05", "relative"),
        ("Peru rejected the deal in May 2021.", "rejected", "2021-05", "stated"),
        ("Peru rejected the deal in 2021.", "rejected", "2021", "stated"),
        ("Peru rejected the deal on Monday.", "rejected", "2022-02-07", "relative"),
        ("Peru on Monday rejected the deal.", "rejected", "2022-02-07", "relative"),
        ("Peru rejected the deal yesterday.", "rejected", "2022-02-10", "relative"),
        ("Peru rejected the deal last week.", "rejected", "2022-W05", "relative"),
        ("Peru rejected the deal on Monday night.", "rejected", "2022-02-07", "relative"),
        ("Peru rejected the deal at a meeting on Monday.", "rejected", "2022-02-07", "relative"),
        ("Peru rejected the deal.", "rejected", FRIDAY, "published"),
        ("Peru rejects the deal.", "rejects", FRIDAY, "published"),
        ("Peru had rejected the deal.", "rejected", None, "unresolved"),
        ("Peru will reject the deal.", "reject", None, "unresolved"),
        ("Peru will reject the deal on Monday.", "reject", "2022-02-14", "relative"),
        ("Peru may reject the deal.", "reject", None, "unresolved"),
    ],
)
def test_dates(text: str, trigger: str, value: str | None, basis: str) -> None:
    found = event(read(text, FRIDAY), trigger).when
    assert (found.value, found.basis) == (value, basis)


@pytest.mark.parametrize(
    ("text", "value", "basis"),
    [
        ("Peru rejected the deal.", None, "unresolved"),
        ("Peru rejected the deal yesterday.", "XXXX-XX-XX", "unresolved"),
        ("Peru rejected the deal on Monday.", "XXXX-WXX-1", "unresolved"),
        ("Peru rejected the deal on 3 May.", "XXXX-05-03", "unresolved"),
        ("Peru rejected the deal on 3 May 2021.", "2021-05-03", "stated"),
    ],
)
def test_without_a_publication_day(text: str, value: str | None, basis: str) -> None:
    found = event(read(text), "rejected").when
    assert (found.value, found.basis) == (value, basis)


def test_the_words_it_was_read_from() -> None:
    text = "Peru rejected the deal on Monday."
    span = event(read(text, FRIDAY), "rejected").when.span
    assert span is not None
    assert span.of(text) == "Monday"
    assert event(read("Peru rejected the deal.", FRIDAY), "rejected").when.span is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On Monday, Peru met Chile and rejected the deal.", {"met": "2022-02-07", "rejected": "2022-02-07"}),
        ("Brazil said that on Monday Peru met Chile and rejected the deal.", {"met": "2022-02-07", "rejected": "2022-02-07"}),
        ("Peru met Chile on Monday and rejected the deal on Tuesday.", {"met": "2022-02-07", "rejected": "2022-02-08"}),
        ("Peru met Chile on Monday, and Brazil rejected the deal.", {"met": "2022-02-07", "rejected": FRIDAY}),
        ("On Monday, Peru said that it had rejected the deal in May.", {"said": "2022-02-07", "rejected": "2021-05"}),
        ("Peru said on Monday that it had rejected the deal.", {"said": "2022-02-07", "rejected": None}),
        ("Peru said that it had rejected the deal on Monday.", {"said": FRIDAY, "rejected": "2022-02-07"}),
        ("Peru, which met Chile on Monday, rejected the deal.", {"met": "2022-02-07", "rejected": FRIDAY}),
        ("Peru said on Monday that it will reject the deal on Thursday.", {"said": "2022-02-07", "reject": "2022-02-17"}),
        ("After Peru met Chile on Monday, Brazil rejected the deal.", {"met": "2022-02-07", "rejected": FRIDAY}),
        ("Talks with Chile were held in Lima on Monday.", {"Talks": "2022-02-07"}),
        ("On Monday, Peru held talks with Chile.", {"talks": "2022-02-07"}),
    ],
)  # fmt: skip
def test_whose_date_it_is(text: str, wanted: dict[str, str | None]) -> None:
    record = read(text, FRIDAY)
    assert {w: event(record, w).when.value for w in wanted} == wanted


@pytest.mark.parametrize("day", ["2022-02", "2022"])
def test_a_publication_day_known_to_the_month_only(day: str) -> None:
    assert event(read("Peru rejected the deal.", day), "rejected").when.value == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Chad replied to the letter of 28 January.", None),
        ("Chad replied on the evening of 28 January.", "2022-01-28"),
        ("Chad gave Mali its reply to the drafts of December.", None),
    ],
)
def test_the_date_of_a_thing_is_not_that_of_the_deed(text: str, value: str | None) -> None:
    found = [e for e in read(text, published="2022-02-11").events if e.type == "CONSULT"]
    assert [e.when.value if e.when.basis != "published" else None for e in found] == [value]
