"""What a sentence tells twice is one event."""

from __future__ import annotations

import pytest

from reading import read

CASES = [
    ("The Turkish attack killed three Kurds.", "ASSAULT", 1),
    ("Egyptian police opened fire on demonstrators, killing one person and wounding 12.", "ASSAULT", 1),
    ("Kenya bombed a camp on Monday. Uganda bombed a village on Friday.", "ASSAULT", 2),
    ("Farmers marched in Paris to demand an end to the reform.", "REQUEST", 0),
    ("Farmers in Paris demand an end to the reform.", "REQUEST", 1),
    ("Peru asked Chile to demand a truce from Bolivia.", "REQUEST", 2),
]


@pytest.mark.parametrize(("text", "type_", "wanted"), CASES)
def test_merged(text: str, type_: str, wanted: int) -> None:
    assert len([e for e in read(text).events if e.type == type_]) == wanted


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_no_two_entries_share_an_id(text: str) -> None:
    ids = [e.id for e in read(text).events]
    assert len(ids) == len(set(ids))
