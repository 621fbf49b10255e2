"""Subjects that the parser lost, put back on the tree."""

from __future__ import annotations

import pytest

from communique.events import doers
from reading import parsed, token


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("In June 2011 Qatar shipped fuel to Benghazi.", "shipped", "Qatar"),
        ("On 15 February 2011 police in Benghazi arrested a lawyer.", "arrested", "police"),
        ("On Tuesday rebels attacked Lima.", "attacked", "rebels"),
        ("In March troops entered the city.", "entered", "troops"),
        (
            "The American and British aviation bombed sites in Sanaa, after the group Ansar Allah refused to stop attacks.",
            "bombed",
            "aviation",
        ),
        ("In May, Peru sent aid to Chile.", "sent", "Peru"),
        ("On Tuesday Peru sent aid.", "sent", "Peru"),
    ],
)
def test_subject(text: str, verb: str, subject: str) -> None:
    found = doers.subject(token(parsed(text), verb))
    assert found is not None
    assert found.text == subject


def test_the_date_is_left_a_date() -> None:
    tree = parsed("On 15 February 2011 police in Benghazi arrested a lawyer.")
    assert token(tree, "February").head.text == "On"
    assert token(tree, "15").head.text == "February"


@pytest.mark.parametrize(
    "text", ["Peru left in May.", "By Tuesday Lima had fallen.", "In May the port was closed by Peru."]
)
def test_every_tree_stays_a_tree(text: str) -> None:
    tree = parsed(text)
    for each in tree.tokens:
        assert each.head is each or each in each.head.kids
        assert len(list(each.ancestors())) < len(tree.tokens)
