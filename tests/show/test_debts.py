"""The debt table for people."""

from __future__ import annotations

from typing import Any

import pytest

from communique.ask.rows import Row, Table
from communique.show import debts
from show.hostile import EVIL, HTML, raw
from show.page import Page


def row(**changes: Any) -> Row:
    """An addressee who owes; of the keys only those that the table prints."""
    base: Row = {
        "asked": "2023-03-06", "by": "Tomas Arden", "type": "CONSULT", "reports": 1, "sentence": "Arden wrote to Paraguay.",
        "source": "Delta Post, 2023-03-06", "addressee": "Paraguay", "state": "owed", "says": "no answer found in these reports",
        "answer": None, "answer_by": None, "behalf": None, "quote": None, "quote_source": None, "claims": [],
        "disputes": [], "id": "x0123456789ab",
    }  # fmt: skip
    return base | changes


def answered(state: str, **changes: Any) -> Row:
    given = {
        "state": state,
        "answer": "e1",
        "answer_by": "Lucia Benet",
        "quote": "We will see.",
        "quote_source": "River Wire, 2023-03-09",
    }
    return row(**(given | changes))


def table(*rows: Row, **more: Any) -> Table:
    return Table("What was asked", ("asked",), list(rows), "Nothing was asked.", **more)


def text(some: Table, page: type[Page], width: int = 100) -> str:
    it = page(width)
    debts.show(some, it.console)
    assert max(map(len, it.lines)) <= width
    return it.flowing


def test_who_owes(page: type[Page]) -> None:
    assert text(table(row()), page) == (
        "What was asked 2023-03-06 Tomas Arden CONSULT 1 report x0123456 “Arden wrote to Paraguay.” Delta Post, 2023-03-06"
        " Paraguay owed no answer found in these reports"
    )


@pytest.mark.parametrize(
    ("some", "shown"),
    [
        (answered("answered"), "Paraguay answered “We will see.” River Wire, 2023-03-09"),
        (answered("holding"), "Paraguay holding answer “We will see.” River Wire, 2023-03-09"),
        (answered("declined"), "Paraguay declined “We will see.”"),
        (answered("unknown"), "Paraguay unknown “We will see.”"),
        (answered("withdrawn"), "Paraguay withdrawn “We will see.”"),
        (answered("answered-by-other"), "Paraguay answered by another by Lucia Benet: “We will see.”"),
        (answered("answered-by-other", behalf="NATO"), "Paraguay answered by another by Lucia Benet for NATO: “We will see.”"),
        (answered("answered-by-other", answer_by="", behalf="NATO"), "Paraguay answered by another for NATO: “We will see.”"),
        (answered("answered-by-other", answer_by=""), "Paraguay answered by another “We will see.”"),
        (answered("answered", behalf="NATO"), "Paraguay answered “We will see.”"),
        (row(reports=3), "CONSULT 3 reports x0123456"),
        (row(asked="unknown", by="unknown"), "unknown unknown CONSULT"),
    ],
)  # fmt: skip
def test_states(some: Row, shown: str, page: type[Page]) -> None:
    assert shown in text(table(some), page, 140)


def test_addressees_of_one_state_share_a_line(page: type[Page]) -> None:
    some = table(
        row(),
        row(addressee="Bolivia"),
        answered("answered", addressee="Norway"),
        answered("answered", addressee="Chile", answer="e2"),
    )
    shown = text(some, page)
    assert "Paraguay and Bolivia owed no answer" in shown
    assert "Norway answered “We will see.”" in shown
    assert "Chile answered “We will see.”" in shown
    assert shown.count("Arden wrote to Paraguay.") == 1


def test_exchanges_follow_each_other(page: type[Page]) -> None:
    shown = text(table(row(), row(id="x1123456789ab", sentence="Again.")), page)
    assert (
        shown.index("x0123456") < shown.index("Paraguay owed") < shown.index("x1123456") < shown.rindex("Paraguay owed")
    )


@pytest.mark.parametrize("number", [0, 1, 3, 5])
def test_disputes(number: int, page: type[Page]) -> None:
    some = [
        {"not_answered_quote": f"Nobody wrote {n}.", "not_answered_source": "Hill Courier, 2023-03-10"}
        for n in range(number)
    ]
    shown = text(
        table(row(disputes=some), notes=["Disputed: all of it.", "7 more exchanges; --limit shows them."]), page
    )
    assert shown.count("disputed: “Nobody wrote") == min(number, 3)
    assert ("2 more say so; communique show x0123456" in shown) == (number == 5)
    assert "Disputed: all of it." not in shown  # told where it belongs
    assert shown.endswith("7 more exchanges; --limit shows them.")


def test_nothing(page: type[Page]) -> None:
    assert text(table(), page) == "What was asked Nothing was asked."


@pytest.mark.parametrize("width", [40, 72, 100, 200])
def test_long_quotations_are_cut_to_the_screen(width: int, page: type[Page]) -> None:
    long = "A word and another one, and so on. " * 30
    shown = text(table(row(sentence=long, addressee="The Governments of Paraguay and of Bolivia")), page, width)
    assert "…”" in shown
    assert len(shown) < 600


@pytest.mark.parametrize("key", ["by", "sentence", "source", "addressee"])
def test_hostile_text_does_nothing(key: str, page: type[Page]) -> None:
    it = page(200)
    debts.show(table(row(**{key: EVIL})), it.console)
    assert raw(it.text) == []
    assert HTML in " ".join(it.text.split())


@pytest.mark.parametrize("key", ["answer_by", "behalf", "quote", "quote_source"])
def test_hostile_answers_do_nothing(key: str, page: type[Page]) -> None:
    it = page(200)
    dispute = {"not_answered_quote": EVIL, "not_answered_source": EVIL}
    debts.show(table(answered("answered-by-other", **{key: EVIL}, disputes=[dispute]), notes=[EVIL]), it.console)
    assert raw(it.text) == []
    assert "[bold]loud[/bold]" in it.text


def test_colour_is_an_extra(page: type[Page]) -> None:
    plain, colour = page(100), page(100, colour=True)
    for it in (plain, colour):
        debts.show(table(answered("declined")), it.console)
    assert "\x1b[" in colour.text
    assert "\x1b[" not in plain.text
