from __future__ import annotations

import dataclasses
import random
import re
from datetime import date, timedelta
from typing import Any

import pytest

from communique.show.axis import Scale, axis, step
from communique.show.timeline_picture import Bar, timeline
from show.svg import marks, overlapping, tags, texts, titles, tree

DAY = Bar(
    "e1",
    "Lavrov → EU",
    date(2022, 2, 10),
    date(2022, 2, 10),
    True,
    "Russia",
    "actual",
    "REQUEST",
    1,
    "Answer for yourselves.",
)
HOSTILE = 'x"><script>alert(1)</script>&amp;\x00\x1b[31m\ud800\u202e\ufffe]]>'
STATUSES = ("actual", "planned", "demanded", "denied", "hypothetical")


def bar(**changes: Any) -> Bar:
    return dataclasses.replace(DAY, **changes)


def many(number: int, lanes: int = 8, seed: int = 5) -> list[Bar]:
    chance = random.Random(seed)
    found = []
    for n in range(number):
        day = date(2021, 1, 1) + timedelta(days=int(abs(chance.gauss(300, 90))))
        month = chance.random() < 0.2
        first, last = (day.replace(day=1), day.replace(day=28)) if month else (day, day)
        found.append(
            bar(
                id=f"e{n}", first=first, last=last, certain=chance.random() < 0.6, lane=f"Lane {chance.randrange(lanes)}",
                status=chance.choice(STATUSES), type=chance.choice(["SAY", "AID", "REJECT", "ASSAULT"]),
                label=chance.choice(["Lavrov → EU", "a very long name of a ministry of somewhere → others", "外交部", ""]),
                reports=chance.randrange(1, 30),
            )
        )  # fmt: skip
    return found


def test_no_entries() -> None:
    svg = timeline([], "Nothing")
    assert tree(svg).get("role") == "img"
    assert [words for words, _ in texts(svg)] == ["Nothing", "No dated entries"]


@pytest.mark.parametrize("number", [1, 2, 40, 300, 301, 2000])
def test_well_formed_with_name_and_description(number: int) -> None:
    root = tree(timeline(many(number), "A dispute"))
    assert [root[0].text, root[0].tag[-5:], root[1].tag[-4:]] == ["A dispute", "title", "desc"]
    count = f"{number:,} {'entry' if number == 1 else 'entries'} from "
    assert (root[1].text or "").startswith(count)


def test_the_same_each_time_and_in_any_order() -> None:
    bars = many(200)
    shuffled = random.Random(1).sample(bars, len(bars))
    assert timeline(bars, "A") == timeline(shuffled, "A")


def test_coordinates_have_one_decimal_at_most() -> None:
    svg = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", timeline(many(120), "A"), flags=re.DOTALL)
    assert not re.findall(r"\d+\.\d{2,}|nan|inf\b|\de-?\d", svg)


def test_hostile_text_stays_text() -> None:
    svg = timeline([bar(id=HOSTILE, label=HOSTILE, lane=HOSTILE, status=HOSTILE, type=HOSTILE, text=HOSTILE)], HOSTILE)
    root = tree(svg)
    assert not [e for e in root.iter() if "script" in e.tag]
    assert "\x1b" not in svg
    assert "\u202e" not in svg
    assert sum("<script>alert(1)</script>" in (e.text or "") for e in root.iter()) >= 3
    svg.encode()


def test_no_request_script_or_font_of_its_own() -> None:
    svg = timeline(many(50), "A").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|@import|@font-face|<script|href|\son\w+=", svg)


def test_light_and_dark() -> None:
    assert "@media (prefers-color-scheme:dark)" in timeline([DAY], "A")


def test_five_thousand_entries() -> None:
    svg = timeline(many(5000, lanes=60), "Many")
    assert len(svg) < 400_000
    assert not overlapping(texts(svg))


def test_entries_of_a_full_lane_are_counted() -> None:
    bars = [bar(id=f"e{n}", first=d, last=d) for n in range(400) for d in [date(2022, 1, 1) + timedelta(days=n % 90)]]
    svg = timeline(bars, "Full")
    assert not marks(svg)
    counts = [int(m[1]) for t in titles(svg) if (m := re.search(r": (\d+) entr", t))]
    assert sum(counts) == 400


def test_precision_is_visible() -> None:
    month = bar(id="m", first=date(2022, 2, 1), last=date(2022, 2, 28))
    unsure = bar(id="u", certain=False)
    found = marks(timeline([DAY, month, unsure, bar(id="later", first=date(2022, 4, 1), last=date(2022, 4, 1))], "A"))
    assert tags(found["e1"]) == ["circle", "text"]
    assert tags(found["m"]) == ["path", "circle", "text"]
    assert "wide" in found["m"][1].attrib["class"]
    assert "hollow" in found["u"][1].attrib["class"]
    assert "hollow" not in found["e1"][1].attrib["class"]


def test_every_status_has_a_shape_of_its_own() -> None:
    found = marks(timeline([bar(id=s, status=s, first=DAY.first, last=DAY.last) for s in STATUSES], "A"))
    outlines = set()
    for status in STATUSES:
        corners = re.findall(r"(-?[\d.]+) (-?[\d.]+)", found[status][1].attrib.get("d", ""))
        level = bool(corners) and corners[0][1] == corners[1][1]  # a square's first side, not a diamond's
        outlines.add((found[status][1].tag, len(corners), level))
    assert len(outlines) == len(STATUSES)


def test_the_title_of_a_mark_tells_all() -> None:
    text = "“Answer for yourselves”, he wrote."
    svg = timeline([bar(reports=3, certain=False, text=text, status="denied")], "A")
    assert f"2022-02-10 (not certain) · REQUEST · denied · 3 reports\nLavrov → EU\n{text}" in titles(svg)


def test_entries_that_are_alike_become_one_where_there_is_no_room() -> None:
    svg = timeline([bar(id=f"e{n:02}") for n in range(30)], "A")
    assert [words for words, _ in texts(svg) if "more" in words] == ["Lavrov → EU +29 more"]


def test_what_has_no_room_is_said() -> None:
    bars = [bar(id=f"e{n:02}", type=f"T{n}") for n in range(30)]
    svg = timeline(bars, "A")
    assert [words for words, _ in texts(svg) if "more" in words] == ["+20 more"]
    assert len(marks(svg)) == 10


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("number", [3, 30, 150])
def test_no_two_texts_overlap(number: int, seed: int) -> None:
    assert not overlapping(texts(timeline(many(number, lanes=1 + seed * 6, seed=seed), "A")))


def test_one_entry_of_long_ago_does_not_squeeze_the_rest() -> None:
    recent = [bar(id=f"e{n}", first=d, last=d) for n in range(30) for d in [date(2022, 1, 1) + timedelta(days=n)]]
    svg = timeline([*recent, bar(id="old", first=date(1991, 1, 1), last=date(1991, 12, 31))], "A")
    assert "1 earlier, off this axis" in [words for words, _ in texts(svg)]
    assert any(t.startswith("1991-01-01 to 1991-12-31") for t in titles(svg))
    assert "January 2022" in [words for words, _ in texts(svg)]


def test_the_ends_of_the_calendar() -> None:
    for first, last in ((date.min, date.min), (date.max, date.max), (date.min, date.max)):
        tree(timeline([bar(first=first, last=last)], "A"))


def test_lanes_beyond_the_most_go_together() -> None:
    words = [w for w, _ in texts(timeline([bar(id=f"e{n}", lane=f"Lane {n:02}") for n in range(30)], "A"))]
    assert "Lane 22" in words
    assert "7 others" in words
    assert "Lane 23" not in words


@pytest.mark.parametrize(
    ("days", "unit", "size"),
    [
        (1, "day", 1), (30, "day", 1), (60, "week", 1), (200, "month", 1), (500, "month", 1), (1500, "month", 3),
        (6000, "year", 1), (12000, "year", 2), (130_000, "year", 50), (700_000, "year", 200),
    ],
)  # fmt: skip
def test_steps_of_the_axis(days: int, unit: str, size: int) -> None:
    scale = Scale(date(1, 1, 1) + timedelta(days=5), date(1, 1, 1) + timedelta(days=5 + days - 1), 194, 976)
    assert (step(scale).unit, step(scale).size) == (unit, size)


@pytest.mark.parametrize("start", [date(2021, 11, 5), date(2021, 12, 31), date(2020, 2, 29), date(1648, 10, 24)])
def test_names_of_the_axis_never_overlap(start: date) -> None:
    days = 1
    while days < 130_000:
        scale = Scale(start, start + timedelta(days=days - 1), 194, 976)
        found = texts(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(axis(scale, 104, 300))}</svg>')
        assert found, days
        assert not overlapping(found), days
        assert all(box[0] >= 194 and box[2] <= 979 for _, box in found), days
        days += 1 + days // 9
