"""Word lists: found by name, and wrong files are named."""

from __future__ import annotations

from typing import Any

import pytest

from communique import lexicon
from communique.errors import DataError


def test_words_by_name() -> None:
    assert "say" in lexicon.words("say-verbs")
    assert lexicon.words("say-verbs") is lexicon.words("say-verbs")
    assert isinstance(lexicon.words("say-verbs"), frozenset)


def test_an_unknown_list() -> None:
    with pytest.raises(DataError, match=r"'no-such-list'.*data/words"):
        lexicon.words("no-such-list")


def test_tables_by_file_name_in_order() -> None:
    names = list(lexicon.tables("words"))
    assert names == sorted(names)
    assert "say" in names
    assert set(lexicon.tables("events")) >= {"say", "request", "reject"}


def test_lists_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        lexicon.lists()["say-verbs"] = frozenset()  # type: ignore[index]


def test_a_name_that_stands_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    twice: dict[str, dict[str, Any]] = {"one": {"verbs": ["go"]}, "two": {"verbs": ["come"]}}
    monkeypatch.setattr(lexicon, "tables", lambda folder: twice)
    with pytest.raises(DataError, match=r"data/words/two\.toml, verbs"):
        lexicon.lists.__wrapped__()


def test_tables_of_other_shapes_are_no_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed: dict[str, dict[str, Any]] = {"one": {"verbs": ["go"], "table": {"go": ["went"]}}, "two": {"table": {}}}
    monkeypatch.setattr(lexicon, "tables", lambda folder: mixed)
    assert dict(lexicon.lists.__wrapped__()) == {"verbs": frozenset(["go"])}
