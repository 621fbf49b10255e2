"""Time expressions: values, spans, bases, false alarms, and what must hold for any text."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.model import Published, Span, Timex
from communique.parse.timex import find

FRIDAY = Published("2022-02-11", "given")
UNKNOWN = Published(None, "unknown")


def values(text: str, published: Published = FRIDAY) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in find(text, published)]


def only(text: str, published: Published = FRIDAY) -> Timex:
    found = find(text, published)
    assert len(found) == 1, values(text, published)
    return found[0]


@pytest.mark.parametrize(
    ("text", "said", "kind", "value", "basis"),
    [
        # days
        ("The treaty of 10 February 2022 holds.", "10 February 2022", "DATE", "2022-02-10", "stated"),
        ("Signed on February 10, 2022.", "February 10, 2022", "DATE", "2022-02-10", "stated"),
        ("Signed on the 10th of February.", "the 10th of February", "DATE", "2022-02-10", "relative"),
        ("Dated 10.02.2022 in Minsk.", "10.02.2022", "DATE", "2022-02-10", "stated"),
        ("Dated 2022/02/10 in Minsk.", "2022/02/10", "DATE", "2022-02-10", "stated"),
        ("Dated 2022-02-10 in Minsk.", "2022-02-10", "DATE", "2022-02-10", "stated"),
        ("They left on January 18.", "January 18", "DATE", "2022-01-18", "relative"),
        ("They left on November 30.", "November 30", "DATE", "2021-11-30", "relative"),
        ("They left on Sept. 11, 2001.", "Sept. 11, 2001", "DATE", "2001-09-11", "stated"),
        ("Since 9/11 much has changed.", "9/11", "DATE", "2001-09-11", "stated"),
        ("It was March 20 last year.", "March 20 last year", "DATE", "2021-03-20", "relative"),
        ("On February 30, 2022 nothing happened.", "February 30, 2022", "DATE", "2022-02", "stated"),
        # weekdays, from a Friday
        ("Talks were held on Thursday.", "Thursday", "DATE", "2022-02-10", "relative"),
        ("Talks were held on Friday.", "Friday", "DATE", "2022-02-11", "relative"),
        ("Talks will be held on Thursday.", "Thursday", "DATE", "2022-02-17", "relative"),
        ("They arrive next Thursday.", "next Thursday", "DATE", "2022-02-17", "relative"),
        ("They arrived last Friday.", "last Friday", "DATE", "2022-02-04", "relative"),
        ("They met on Tuesday night.", "Tuesday night", "TIME", "2022-02-08TNI", "relative"),
        ("They met on Wednesday, Feb. 9.", "Wednesday, Feb. 9", "DATE", "2022-02-09", "relative"),
        # months, seasons, years and longer
        ("It fell in January 2022.", "January 2022", "DATE", "2022-01", "stated"),
        ("It began in mid-March.", "mid-March", "DATE", "2022-03", "relative"),
        ("It began in October.", "October", "DATE", "2021-10", "relative"),
        ("It will begin in October.", "October", "DATE", "2022-10", "relative"),
        ("In December last year Russia proposed a draft.", "December last year", "DATE", "2021-12", "relative"),
        ("They met last October.", "last October", "DATE", "2021-10", "relative"),
        ("It came in the spring of 2014.", "the spring of 2014", "DATE", "2014-SP", "stated"),
        ("Since 2014 the peninsula has been held.", "2014", "DATE", "2014", "stated"),
        ("Growth slowed in the third quarter of 2011.", "the third quarter of 2011", "DATE", "2011-Q3", "stated"),
        ("Growth slowed in Q1 2022.", "Q1 2022", "DATE", "2022-Q1", "stated"),
        ("Sales rose in the second half of 2021.", "the second half of 2021", "DATE", "2021-H2", "stated"),
        ("The early 1990s were hard.", "The early 1990s", "DATE", "199", "stated"),
        ("The 20th century was long.", "The 20th century", "DATE", "19", "stated"),
        ("It fell in the 90s.", "the 90s", "DATE", "199", "stated"),
        ("Persia invaded in 490 BC.", "490 BC", "DATE", "BC0490", "stated"),
        ("It fell in the 9th century BC.", "the 9th century BC", "DATE", "BC08", "stated"),
        ("It fell in April 480 BC.", "April 480 BC", "DATE", "BC0480-04", "stated"),
        ("It fell in the first week of 2022.", "the first week of 2022", "DATE", "2022-W01", "stated"),
        # counted from the publication day
        ("He left today.", "today", "DATE", "2022-02-11", "relative"),
        ("He left the day before yesterday.", "the day before yesterday", "DATE", "2022-02-09", "relative"),
        ("He left two days ago.", "two days ago", "DATE", "2022-02-09", "relative"),
        ("He left three weeks ago.", "three weeks ago", "DATE", "2022-W03", "relative"),
        ("He left five months ago.", "five months ago", "DATE", "2021-09", "relative"),
        ("He left two and a half years ago.", "two and a half years ago", "DATE", "2019-08", "relative"),
        ("He leaves next week.", "next week", "DATE", "2022-W07", "relative"),
        ("He left earlier this month.", "earlier this month", "DATE", "2022-02", "relative"),
        ("He left the year before last.", "the year before last", "DATE", "2020", "relative"),
        ("Fighting went on over the weekend.", "the weekend", "DATE", "2022-W05-WE", "relative"),
        ("He speaks tonight.", "tonight", "TIME", "2022-02-11TNI", "relative"),
        ("He spoke this morning.", "this morning", "TIME", "2022-02-11TMO", "relative"),
        ("He spoke at 14:00 GMT.", "14:00 GMT", "TIME", "2022-02-11T14:00Z", "relative"),
        ("He spoke at 1400 UTC.", "1400 UTC", "TIME", "2022-02-11T14:00Z", "relative"),
        ("He spoke at noon on Friday.", "noon on Friday", "TIME", "2022-02-11T12:00", "relative"),
        ("He spoke at 12:30 a.m.", "12:30 a.m.", "TIME", "2022-02-11T00:30", "relative"),
        # durations, sets, references
        ("For the past eight years there was war.", "the past eight years", "DURATION", "P8Y", "stated"),
        ("Talks follow in the coming days.", "the coming days", "DURATION", "PXD", "stated"),
        ("They spoke for two and a half hours.", "two and a half hours", "DURATION", "PT2.5H", "stated"),
        ("They spoke for half an hour.", "half an hour", "DURATION", "PT30M", "stated"),
        ("It took twenty-five years.", "twenty-five years", "DURATION", "P25Y", "stated"),
        ("A 12-hour flight.", "12-hour", "DURATION", "PT12H", "stated"),
        ("It lasted several weeks.", "several weeks", "DURATION", "PXW", "stated"),
        ("A decades-long dispute.", "decades-long", "DURATION", "PXDE", "stated"),
        ("He is 25 years old.", "25 years old", "DURATION", "P25Y", "stated"),
        ("Two weeks after the attack he left.", "Two weeks", "DURATION", "P2W", "stated"),
        ("They meet every Thursday.", "every Thursday", "SET", "XXXX-WXX-4", "stated"),
        ("They meet annually.", "annually", "SET", "P1Y", "stated"),
        ("They meet twice a week.", "twice a week", "SET", "P1W", "stated"),
        ("It costs $700 million a year.", "a year", "SET", "P1Y", "stated"),
        ("They are now allies.", "now", "DATE", "PRESENT_REF", "relative"),
        ("They recently met.", "recently", "DATE", "PAST_REF", "relative"),
        ("They will soon meet.", "soon", "DATE", "FUTURE_REF", "relative"),
    ],
)
def test_reads(text: str, said: str, kind: str, value: str, basis: str) -> None:
    found = only(text)
    assert (text[found.start : found.end], found.type, found.value, found.basis) == (said, kind, value, basis)


@pytest.mark.parametrize(
    "text",
    [
        "You may go.",
        "May the better side win.",
        "The March on Washington went ahead.",
        "Theresa May said no, and by May it was clear that May had lost.",
        "It was the second round.",
        "Some 1,500 men fell.",
        "The Boeing 747 landed.",
        "Resolution 1701 was adopted.",
        "The 27 member states agreed.",
        "Call +380 44 255 7333.",
        "The Sunday Times reported it.",
        "Black Friday sales rose.",
        "More than 2000 people fled.",
        "In 1500 villages the harvest failed.",
        "The Winter Olympics opened.",
        "The fall of Kabul shook them.",
        "The Arab Spring failed.",
        "A quarter of the members left.",
        'The Polish daily "Rzeczpospolita" wrote it.',
        "He appeared on Tucker Carlson Tonight.",
        "COVID-19 and Nord Stream-2.",
        "As soon as he left, they fell out.",
        "Version 1.2.2022.4 was released.",
    ],
)
def test_false_alarms(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("from 24 to 26 January", [("24", "2022-01-24"), ("26 January", "2022-01-26")]),
        ("on Feb. 10-12", [("Feb. 10", "2022-02-10"), ("12", "2022-02-12")]),
        ("on July 13 to 17 of last year", [("July 13", "2021-07-13"), ("17 of last year", "2021-07-17")]),
        ("from 31 May to 1 June 1916", [("31 May", "1916-05-31"), ("1 June 1916", "1916-06-01")]),
        ("the revolt (499-493 BC)", [("499", "BC0499"), ("493 BC", "BC0493")]),
        ("in 2014-15", [("2014", "2014"), ("15", "2015")]),
        (
            "At 11 a.m. on 11 November 1918 it ended.",
            [("11 a.m.", "1918-11-11T11:00"), ("11 November 1918", "1918-11-11")],
        ),
        (
            "He came on February 3. The day before, she left.",
            [("February 3", "2022-02-03"), ("The day before", "2022-02-02")],
        ),
        (
            "On January 5 he left. Three weeks later he was back, and left the same day.",
            [("January 5", "2022-01-05"), ("Three weeks later", "2022-W04"), ("the same day", "2022-01-26")],
        ),
        (
            "“It will begin on February 20”, he said on Wednesday.",
            [("February 20", "2022-02-20"), ("Wednesday", "2022-02-09")],
        ),
    ],
)
def test_several(text: str, wanted: list[tuple[str, str]]) -> None:
    assert values(text) == wanted


def test_without_a_publication_day_nothing_is_invented() -> None:
    assert values("They met on Thursday.", UNKNOWN) == [("Thursday", "XXXX-WXX-4")]
    assert values("They met on January 18.", UNKNOWN) == [("January 18", "XXXX-01-18")]
    assert values("They met yesterday.", UNKNOWN) == [("yesterday", "XXXX-XX-XX")]
    assert values("They met last year.", UNKNOWN) == [("last year", "XXXX")]
    assert values("They met in that year.", UNKNOWN) == [("that year", "XXXX")]
    texts = ("on Thursday", "on January 18", "yesterday", "last year", "last week", "last month", "last October")
    assert {t.basis for text in texts for t in find(text, UNKNOWN)} == {"unresolved"}


def test_without_a_publication_day_the_texts_own_dates_help() -> None:
    text = (
        "In December last year they wrote. On January 7, 2022 the count was taken. "
        "On January 18 the ministry said that the exercise would begin on February 10. They met on Thursday."
    )
    wanted = ["2021-12", "2022-01-07", "2022-01-18", "2022-02-10", "XXXX-WXX-4"]
    for published in (UNKNOWN, Published("2022-01-18/..", "text")):
        found = find(text, published)
        assert [t.value for t in found] == wanted
        assert [t.basis for t in found] == ["relative", "stated", "relative", "relative", "unresolved"]


def test_a_bare_year_dates_nothing_else() -> None:
    """“Since 2014” does not tell in which year January 18 lies, or what last year was."""
    text = "Since 2014 it has been held. They met on January 18, and last year."
    assert [t.value for t in find(text, Published("2014/..", "text"))] == ["2014", "XXXX-01-18", "XXXX"]


def test_month_and_year_as_publication_time() -> None:
    month, year = Published("2022-02", "url"), Published("2022", "given")
    assert values("on January 18", month) == [("January 18", "2022-01-18")]
    assert values("last month", month) == [("last month", "2022-01")]
    assert values("on Thursday", month) == [("Thursday", "XXXX-WXX-4")]
    assert values("last year", year) == [("last year", "2021")]
    assert values("today", year) == [("today", "2022-XX-XX")]


def test_alternatives_name_the_other_reading() -> None:
    assert only("They met on Thursday.").alternatives == ("2022-02-17",)
    assert only("They will meet on Thursday.").alternatives == ("2022-02-10",)
    assert only("They met on January 18.").alternatives == ("2023-01-18",)
    assert only("They met on January 18, 2022.").alternatives == ()


HISTORY = (
    "War broke out on 28 July 1914. On 7 August, French troops invaded. In December, the front froze. "
    "In April 1915 gas was used. On 23 May, Italy entered the war. Fifteen months later it declared war on Germany. "
    "As in 1870, many fell. In February 1916 the long battle began. It ended on 18 December. "
    "In March 1917 the tsar fell. The next month, America joined. Peace came on 11 November 1918."
)


def test_a_history_goes_by_its_own_dates() -> None:
    found = [t.value for t in find(HISTORY, Published("2009-12-19", "given"))]
    assert found == [
        "1914-07-28", "1914-08-07", "1914-12", "1915-04", "1915-05-23", "1916-08", "1870", "1916-02", "1916-12-18",
        "1917-03", "1917-04", "1918-11-11",
    ]  # fmt: skip


def test_news_with_old_years_goes_by_its_publication_day() -> None:
    text = (
        "After the 2008 war, the 2014 annexation, the 2016 election, the 2018 summit and the 2019 vote, "
        "talks were held on January 18 and on Thursday."
    )
    assert [t.value for t in find(text, FRIDAY)][-2:] == ["2022-01-18", "2022-02-10"]


def test_rules_are_dotted_and_the_dateline_is_the_publication_day() -> None:
    text = "KYIV, Feb 11 (Reuters) - Talks were held on Thursday."
    found = find(text, Published("2022-02-11", "dateline", span=None))
    assert [t.rule for t in found] == ["timex.date.day", "timex.weekday"]
    found = find(text, Published("2022-02-11", "dateline", Span(6, 12)))
    assert [t.basis for t in found] == ["published", "relative"]


PIECES = st.sampled_from(
    "the last next two few a years ago days week of in on May March 2022 31 , - . ' ’s 14:00 p.m. GMT BC the 1990s 20th"
    " century first second quarter half February 30 29 Monday night Christmas before after every and to from late mid"
    " 0 00 0000 99999 10.02.2022 2/30/22 2022-13-45 Q1 FY22 '99 \n \n\n ( ) $ % +".split(" ")
)
DAYS = st.sampled_from(
    [
        None,
        "2022-02-11",
        "2022-02",
        "2022",
        "2022-01-25/..",
        "../2022-01-25",
        "0001-01-01",
        "9999-12-31",
        "junk",
        "2024-02-29",
    ]
)


def check(text: str, value: str | None) -> None:
    published = Published(value, "given")
    found = find(text, published)
    assert found == find(text, published)
    end = 0
    for t in found:
        assert end <= t.start < t.end <= len(text)
        assert text[t.start : t.end] == text[t.start : t.end].strip()
        assert t.value
        assert t.value.isprintable()
        assert t.rule.startswith("timex.")
        assert t.value not in t.alternatives
        end = t.end


@given(st.text(), DAYS)
def test_any_text(text: str, value: str | None) -> None:
    check(text, value)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30), DAYS)
def test_any_row_of_time_words(pieces: list[str], value: str | None) -> None:
    check(" ".join(pieces), value)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=string.digits + ":/.-'’ apmsthTWZQ", max_size=40), DAYS)
def test_any_row_of_figures(text: str, value: str | None) -> None:
    check(text, value)


@pytest.mark.parametrize(
    "unit",
    [
        "the ",
        "two and a half ",
        "the early ",
        "9",
        "1,000",
        "1:11:",
        "a.",
        "Monday ",
        "the end of ",
        "10 May 2",
        "\n",
        "'",
        "about more than ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    """Eight times the text may not take more than thirty times as long: a quadratic pattern would take 64 times."""
    small, large = unit * 2_000, unit * 16_000
    find(small, FRIDAY)

    def seconds(text: str) -> float:
        best = 9e9
        for _ in range(2):
            started = time.process_time()
            find(text, FRIDAY)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(large) < 30 * max(seconds(small), 0.005)
