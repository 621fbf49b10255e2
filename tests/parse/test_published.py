"""The publication day: which source wins, what each can say, and that nothing is invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model import Published
from communique.parse.published import detect, read

REPORT = (
    "The bloc accused its neighbour on Thursday.\n\n"
    "According to intelligence on January 7, 2022, more than 100,000 troops are at the border.\n\n"
    "On January 18, the ministry said that maneuvers would begin on February 10.\n\n"
    "On January 25, the parliament adopted a statement."
)


def test_the_order_of_sources() -> None:
    text = "Published: 3 February 2022\n" + REPORT
    url = "https://news.example/2022/02/04/talks"
    assert detect(text, url, "2022-02-06", "2022-02-05").basis == "given"
    assert detect(text, url, None, "2022-02-05") == Published("2022-02-05", "metadata", None, "metadata as 2022-02-05")
    assert detect(text, url, None, None).value == "2022-02-04"
    found = detect(text, None, None, None)
    assert (found.value, found.basis) == ("2022-02-03", "dateline")
    assert found.span is not None
    assert found.span.of(text) == "3 February 2022"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2022-02-11", "2022-02-11"),
        ("2022-02", "2022-02"),
        ("2022", "2022"),
        ("20220211", "2022-02-11"),
        ("2022-02-11T08:30:00Z", "2022-02-11"),
        ("2022-02-11 08:30", "2022-02-11"),
        ("2022-01-25/2022-02-28", "2022-01-25/2022-02-28"),
        ("2022-01-25/..", "2022-01-25/.."),
        ("Fri, 11 Feb 2022 10:00:00 GMT", "2022-02-11"),
        ("11 February 2022", "2022-02-11"),
        ("February 11, 2022", "2022-02-11"),
        ("2022-02-30", None),
        ("2022-13", None),
        ("yesterday", None),
        ("Thursday", None),
        ("", None),
        ("/", None),
        ("../..", None),
    ],
)
def test_what_people_write(said: str, value: str | None) -> None:
    assert read(said) == value


def test_a_given_day_that_is_none_is_told_and_passed_over() -> None:
    found = detect("", "https://news.example/2022/02/04/talks", "soon", None)
    assert found.value == "2022-02-04"
    assert "given 'soon' is not a date" in found.reason


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/2022/02/11/talks", "2022-02-11"),
        ("https://a.example/world/2022/feb/11/talks", "2022-02-11"),
        ("https://a.example/talks-2022-02-11.html", "2022-02-11"),
        ("https://a.example/news/20220211-talks", "2022-02-11"),
        ("https://a.example/2022/02/talks", "2022-02"),
        ("https://a.example/2022/2/talks", None),
        ("https://a.example/2022/13/41/talks", None),
        ("https://a.example/id/120220211345", None),
        ("https://a.example/1789/07/14/bastille", None),
        ("https://a.example/story?id=82086477", None),
        ("https://a.example/?day=2022-02-11", None),
        ("http://[broken", None),
    ],
)
def test_addresses(url: str, value: str | None) -> None:
    found = detect("", url, None, None)
    assert (found.value, found.basis) == (value, "url" if value else "unknown")


@pytest.mark.parametrize(
    ("text", "value", "quoted"),
    [
        ("Title\nSaturday, January 5, 2019\nThe talks began.", "2019-01-05", "Saturday, January 5, 2019"),
        ("Saturday, January 5, 2019 \n\nThe talks began.", "2019-01-05", "Saturday, January 5, 2019"),
        ("Title\nPublished: 11 February 2022\nThe talks began.", "2022-02-11", "11 February 2022"),
        ("Updated February 12, 2022\nPublished February 11, 2022\nThe talks.", "2022-02-11", "February 11, 2022"),
        ("Updated 12 February 2022\nThe talks began.", "2022-02-12", "12 February 2022"),
        ("The talks began.\n\nLast updated: 2022-02-12", "2022-02-12", "2022-02-12"),
        ("MOSCOW, February 11, 2022 /TASS/. The talks began.", "2022-02-11", "February 11, 2022"),
        ("KYIV, Feb 10 (Reuters) - They met, as on January 7, 2022.", "2022-02-10", "Feb 10"),
        ("WASHINGTON, Feb. 10, 2022 (AP) — They met.", "2022-02-10", "Feb. 10, 2022"),
    ],
)
def test_datelines(text: str, value: str, quoted: str) -> None:
    found = detect(text, None, None, None)
    assert (found.value, found.basis) == (value, "dateline")
    assert found.span is not None
    assert found.span.of(text) == quoted


def test_a_dateline_without_any_year_says_nothing() -> None:
    assert detect("KYIV, Feb 10 (Reuters) - They met on Thursday.", None, None, None).basis == "unknown"


def test_a_date_in_a_sentence_is_no_dateline() -> None:
    assert detect("They met on\nFebruary 11, 2022 in Minsk.", None, None, None).basis == "text"


def test_the_title_helps() -> None:
    found = detect("They met.", None, None, None, "Briefing of February 11, 2022")
    assert (found.value, found.basis, found.span) == ("2022-02-11", "dateline", None)


def test_dates_in_the_text_give_a_lower_bound_with_its_reason() -> None:
    found = detect(REPORT, None, None, None)
    assert (found.value, found.basis) == ("2022-01-25/..", "text")
    assert found.span is not None
    assert found.span.of(REPORT) == "January 25"
    assert "2022-01-07" in found.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on January 7, 2022.", "2022-01-07/.."),
        ("They met in January 2022.", "2022-01/.."),
        ("Since 2014 it has been held.", "2014/.."),
        ("They met on January 7, 2022. They will meet on May 3, 2022.", "2022-01-07/.."),
        ("They met on January 7, 2022. Offer ends April 30, 2022.", "2022-01-07/.."),
        ("They met on January 7, 2022. They met on November 30.", "2022-01-07/.."),
        ("They met on January 7, 2022, in a hall built by 1890.", "2022-01-07/.."),
    ],
)
def test_lower_bounds(text: str, value: str) -> None:
    assert detect(text, None, None, None).value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They met on Thursday.",
        "On January 18 they met.",
        "They met last year.",
        "They will meet by 2030.",
        "The summit is planned for June 3, 2031.",
        "Resolution 2202 was adopted.",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    found = detect(text, None, None, None)
    assert (found.value, found.basis, found.span) == (None, "unknown", None)
    assert found.reason


ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
TEXTS = st.text() | st.lists(
    st.sampled_from(
        ["January 7, 2022", "Feb 10", "KYIV,", "\n", "Published:", "(AP) -", "2014", "since", "on", "29", "."]
    )
).map(" ".join)


@given(TEXTS, st.none() | st.text(), st.none() | st.text(), st.none() | st.text(), st.none() | st.text())
def test_any_input(text: str, url: str | None, said: str | None, metadata: str | None, title: str | None) -> None:
    found = detect(text, url, said, metadata, title)
    assert found == detect(text, url, said, metadata, title)
    assert found.reason
    assert (found.value is None) == (found.basis == "unknown")
    if found.value is not None:
        assert all(end == ".." or ISO.fullmatch(end) for end in found.value.split("/"))
    if found.span is not None:
        assert 0 <= found.span.start < found.span.end <= len(text)
