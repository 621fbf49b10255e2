"""Groups over a series of days: what is dated by its publication, what follows, and how far a change reaches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.across.series import Cell, by_day
from communique.across.telling import Telling

START = date(2021, 3, 1)
KENYA, SOMALIA = "KEN uhuru-kenyatta", "SOM mohamed-farmaajo"


def call(name: str, day: int, who: str = f"{KENYA} {SOMALIA}", certain: bool = True, **more: Any) -> Telling:
    """A telling of a call; names begin with the report's."""
    last = START + timedelta(day)
    values: dict[str, Any] = {
        "id": name, "report": name[0], "type": "CONSULT", "status": "actual", "lemma": "conversation", "who": frozenset(who.split()),
        "whom": frozenset(), "words": frozenset({"conversation", "miraa"}), "context": frozenset({"miraa", "border", "farmaajo"}),
        "first": last if certain else None, "last": last, "certain": certain, "mode": "phone", "outlet": name[0],
    }  # fmt: skip
    return Telling(**values | more)


def cells(tellings: Iterable[Telling]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for telling in tellings:
        assert telling.last is not None
        found.setdefault(telling.last.isoformat(), ([], []))[0 if telling.certain else 1].append(telling)
    return found


def groups(*tellings: Telling) -> set[tuple[str, ...]]:
    return {tuple(sorted(t.id for t in group)) for _, group in by_day(cells(tellings))}


OTHERS = "KEN raychelle-omamo SOM abdirizak-mohamed"

#: Tellings, and how they are grouped.
CASES: dict[str, tuple[list[Telling], set[tuple[str, ...]]]] = {
    "stated, and published the same day": ([call("a", 5), call("b", 5, certain=False)], {("a", "b")}),
    "stated, and published the day after": ([call("a", 5), call("b", 6, certain=False)], {("a", "b")}),
    "stated, and published the day before": ([call("a", 5), call("b", 4, certain=False)], {("a",), ("b",)}),
    "of two days the one that more tell": (
        [*(call(name, 5) for name in "abcfg"), call("d", 6), call("e", 6, certain=False)],
        {("a", "b", "c", "e", "f", "g"), ("d",)},
    ),
    "what one office opens with on two days is two calls": (
        [call("a", 5), call("b", 5, certain=False, opening=True, outlet="k"), call("c", 6, certain=False, opening=True, outlet="k")],
        {("a", "b"), ("c",)},
    ),
    "what two offices open with may be one": (
        [call("a", 5), call("b", 5, certain=False, opening=True), call("c", 6, certain=False, opening=True)],
        {("a", "b", "c")},
    ),
    "what a report opens with goes before an older meeting that it recalls": (
        [call("a", 5, mode=None, lemma="talk", words=frozenset({"talk", "grain"})),
         call("b", 5, certain=False, opening=True, words=frozenset({"conversation"})),
         call("c", 5, certain=False, mode=None, lemma="meeting", words=frozenset({"meeting", "grain"}))],
        {("a", "b"), ("c",)},
    ),
    "the leaders are those of the call that the report told": (
        [call("a1", 5), call("a2", 5, "KEN SOM ~leaders", certain=False, mode=None, lemma="discuss"), call("b", 5, OTHERS)],
        {("a1", "a2"), ("b",)},
    ),
    "he who began the conversation": (
        [call("a1", 5, certain=False), call("a2", 5, f"{KENYA} SOM", certain=False, mode=None), call("b", 5, OTHERS, certain=False)],
        {("a1", "a2"), ("b",)},
    ),
    "the leaders follow the call to the day before": (
        [call("a", 5), call("b1", 6, certain=False), call("b2", 6, "KEN SOM ~leaders", certain=False, mode=None, lemma="discuss")],
        {("a", "b1", "b2")},
    ),
    "the ministers do not follow a visit by calling": (
        [call("a1", 5, mode="visit", lemma="visit"), call("a2", 5, "KEN SOM", certain=False)],
        {("a1",), ("a2",)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_grouped(name: str) -> None:
    tellings, wanted = CASES[name]
    assert groups(*tellings) == wanted
    assert groups(*reversed(tellings)) == wanted


WHO = (f"{KENYA} {SOMALIA}", "KEN SOM", "KEN SOM uhuru-kenyatta", OTHERS)
SOME = st.builds(
    lambda n, day, who, certain, opening, phone: call(
        f"{chr(97 + n % 26)}{n}", day, WHO[who], certain, opening=opening, outlet="xy"[n % 2], mode="phone" if phone else None
    ),
    st.integers(0, 99), st.integers(0, 9), st.integers(0, 3), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(SOME, max_size=14, unique_by=lambda t: t.id), st.randoms())
def test_each_is_in_one_group_whatever_the_order(some: list[Telling], random: Any) -> None:
    found = by_day(cells(some))
    assert sorted(t.id for _, group in found for t in group) == sorted(t.id for t in some)
    shuffled = list(some)
    random.shuffle(shuffled)
    assert groups(*shuffled) == groups(*some)


@settings(max_examples=60)
@given(st.lists(SOME, max_size=14, unique_by=lambda t: t.id), SOME)
def test_a_change_reaches_one_day_in_both_directions(some: list[Telling], added: Telling) -> None:
    some = [t for t in some if t.id != added.id]
    assert added.last is not None
    near = {(added.last + timedelta(n)).isoformat() for n in (-1, 0, 1)}

    def far(tellings: list[Telling]) -> set[tuple[str, ...]]:
        return {(day, *sorted(t.id for t in group)) for day, group in by_day(cells(tellings)) if day not in near}

    assert far([*some, added]) == far(some)
