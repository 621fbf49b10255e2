"""Operative clauses of communiqués and resolutions, and whose they are."""

from __future__ import annotations

import pytest

from reading import read

CASES = [
    (
        "The Security Council,\n\nRecalling its resolution 660,\n\n1. Condemns the invasion of Kuwait;\n\n"
        "2. Calls upon Iraq to withdraw its forces;",
        {("ACCUSE", "UN"), ("REQUEST", "UN")},
    ),
    (
        "The Presidents of Ecuador and Peru, meeting in Brasilia,\n\nUndertake to respect the border.\n\nThe markers are of stone.\n\n"
        "Thank the government of Chile for its help.",
        {("AGREE", "ECU"), ("AGREE", "PER"), ("SUPPORT", "ECU"), ("SUPPORT", "PER")},
    ),
    # An order is no operative clause where nobody's text opens.
    ("The road was closed on Monday.\n\nCall upon the neighbours to help.", set()),
    # A sentence with a subject of its own has its own author.
    ("The Security Council,\n\nNorway condemns the invasion of Kuwait.", {("ACCUSE", "NOR")}),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_operative_clauses(text: str, wanted: set[tuple[str, str]]) -> None:
    record = read(text)
    party = {a.id: a.party for a in record.actors}
    kinds = {t for t, _ in wanted} or {"REQUEST"}
    found = {(e.type, party[a]) for e in record.events for a in e.actors if e.type in kinds and e.status == "actual"}
    assert {f for f in found if f[1]} == wanted
