"""Which letters are one mailing: the sender and the day decide, then who is addressed."""

from __future__ import annotations

from typing import Any

import pytest

from ask.sheet import entry
from communique.ask import mailings
from communique.ask.entries import Entry

MONDAY, TUESDAY, LATER, MUCH_LATER = "2023-03-06", "2023-03-07", "2023-03-20", "2023-06-01"


def letter(number: int, who: str, whom: str, day: str = MONDAY, **more: Any) -> Entry:
    given: dict[str, Any] = {"id": f"e{number:012x}", "report": f"r{number}", "number": number}
    return entry(who, whom, day, **(given | more))


def joined(*some: Entry, named: str = "URY") -> list[set[int]]:
    """Which of the entries are one, by their places; those that are alone left out. `named` is whom every report names."""
    above = {e.id: {n} for n, e in enumerate(some)}

    def unite(one: str, other: str) -> None:
        whole = above[one] | above[other]
        for n in whole:
            above[some[n].id] = whole

    mailings.join({e.id: e for e in some}, unite, lambda report: frozenset([named]))
    found: list[set[int]] = []
    for each in above.values():
        if len(each) > 1 and each not in found:
            found.append(each)
    return found


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        # one sender, one day: parts of one mailing
        ([letter(1, "URY", "PRY"), letter(2, "URY", "BOL")], [{0, 1}]),
        ([letter(1, "URY", "PRY"), letter(2, "Tomas Arden/URY", "BOL, NOR")], [{0, 1}]),
        # on different days: two
        ([letter(1, "URY", "PRY"), letter(2, "URY", "PRY", TUESDAY)], []),
        # of different senders: two
        ([letter(1, "URY", "PRY"), letter(2, "BOL", "PRY")], []),
        # a homonym who stands for no state is not the state's minister
        ([letter(1, "Tomas Arden/URY", "PRY"), letter(2, "Tomas Arden", "PRY")], []),
        # two ministers of one state write each for themselves
        ([letter(1, "Tomas Arden/URY", "PRY"), letter(2, "Eva Rios/URY", "BOL")], []),
        # ... and so of which of them the state's letter is, nobody can say
        ([letter(1, "Tomas Arden/URY", "PRY"), letter(2, "Eva Rios/URY", "BOL"), letter(3, "URY", "NOR")], []),
        # nobody is named as sender
        ([letter(1, "", "PRY"), letter(2, "", "BOL")], []),
        # of no known day: the one mailing to the same
        ([letter(1, "URY", "PRY"), letter(2, "URY", "PRY", LATER, basis="published")], [{0, 1}]),
        # ... but not if it was told before the letter was written
        ([letter(1, "URY", "PRY", LATER), letter(2, "URY", "PRY", MONDAY, basis="published")], []),
        # ... nor long after
        ([letter(1, "URY", "PRY"), letter(2, "URY", "PRY", MUCH_LATER, basis="published")], []),
        # ... nor if two fit
        (
            [letter(1, "URY", "PRY"), letter(2, "URY", "PRY", TUESDAY), letter(3, "URY", "PRY", LATER, basis="published")],
            [],
        ),
        # to somebody new: only a mailing to several may have reached it
        ([letter(1, "URY", "PRY"), letter(2, "URY", "NOR", LATER, basis="published")], []),
        ([letter(1, "URY", "PRY, BOL"), letter(2, "URY", "NOR", LATER, basis="published")], [{0, 1}]),
        (
            [letter(1, "URY", "", sentence="Uruguay sent letters."), letter(2, "URY", "NOR", LATER, basis="published")],
            [{0, 1}],
        ),
        # a month is no day
        ([letter(1, "URY", "PRY", "2023-03"), letter(2, "URY", "BOL", "2023-03")], []),
        # a meeting is no letter
        ([letter(1, "URY", "PRY"), letter(2, "URY", "BOL", rule="CONSULT.meet-together")], []),
        # nor is an answer to one
        ([letter(1, "URY", "PRY"), letter(2, "URY", "BOL", rule="CONSULT.answer-letter")], []),
    ],
)  # fmt: skip
def test_letters(some: list[Entry], expected: list[set[int]]) -> None:
    assert joined(*some) == expected
    assert joined(*some[::-1]) == [{len(some) - 1 - n for n in each} for each in expected]


@pytest.mark.parametrize(
    ("first", "named", "one"),
    [
        (letter(1, "URY", "PRY, BOL"), "URY", True),
        (letter(1, "URY", "PRY, BOL"), "NOR", False),  # the report does not speak of the sender
        (letter(1, "URY", "PRY"), "URY", False),  # not sent to many
    ],
)
def test_a_letter_without_a_sender(first: Entry, named: str, one: bool) -> None:
    received = letter(2, "", "PRY", LATER, basis="published")
    assert joined(first, received, named=named) == ([{0, 1}] if one else [])


@pytest.mark.parametrize(
    ("whom", "sentence", "one"),
    [
        ("PRY", "Uruguay asks Paraguay to stop the dam at once.", True),
        ("PRY", "Uruguay asks Paraguay to release prisoners.", False),
        ("NOR", "Uruguay asks Norway to stop the dam at once.", False),
        ("others", "Uruguay asks each of them to answer.", True),
    ],
)
def test_what_another_report_says_that_letters_ask(whom: str, sentence: str, one: bool) -> None:
    letters = letter(1, "URY", "PRY, BOL", sentence="In letters Uruguay asks them to stop the dam.")
    asked = request(2, "URY", whom, 0, "r2", sentence=sentence, day=TUESDAY)
    assert joined(letters, asked) == ([{0, 1}] if one else [])


def request(number: int, who: str, whom: str, place: int, report: str = "r1", **more: Any) -> Entry:
    """A request in the sentence of that number."""
    return letter(
        number, who, whom, type="REQUEST", rule="REQUEST.ask-to", sentence_number=place, report=report, **more
    )


@pytest.mark.parametrize(
    ("asked", "one"),
    [
        (request(2, "URY", "PRY", 1), True),
        (request(2, "URY", "", 3), True),
        (request(2, "URY", "others", 2), True),  # "each of them"
        (request(2, "URY", "PRY", 4), False),  # too far
        (request(2, "URY", "BOL", 1), False),  # of somebody else
        (request(2, "BOL", "PRY", 1), False),  # by somebody else
        (request(2, "URY", "PRY", 1, report="r2"), False),  # in another report
        (request(2, "URY", "PRY", 1, status="planned"), False),
    ],
)
def test_what_a_letter_asks(asked: Entry, one: bool) -> None:
    assert joined(letter(1, "URY", "PRY"), asked) == ([{0, 1}] if one else [])
