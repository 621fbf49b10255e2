"""Event kinds: defaults, order of precedence, and wrong files that are named with file and key."""

from __future__ import annotations

from typing import Any

import pytest

from communique.errors import DataError
from communique.events import kinds as module
from communique.events.kinds import TYPES, by_rule, index, kinds, verbal, verbal_lemmas
from reading import wrong


def load(monkeypatch: pytest.MonkeyPatch, **table: object) -> tuple[module.Kind, ...]:
    """The kinds of one made-up file."""
    made: dict[str, dict[str, Any]] = {"say": {"type": "SAY", "gloss": "Says.", "verbal": True, **table}}
    monkeypatch.setattr(module, "tables", lambda folder: made)
    return module.kinds.__wrapped__()


def pattern(**more: object) -> list[dict[str, object]]:
    return [{"id": "one", "verb": ["say"], **more}]


def test_all_types_are_there_in_order() -> None:
    assert tuple(k.type for k in kinds()) == TYPES
    assert all(k.gloss and k.patterns for k in kinds())
    assert {"SAY", "REQUEST", "REJECT"} <= verbal()
    assert "ASSAULT" not in verbal()
    assert "say" in verbal_lemmas()
    assert "be" not in verbal_lemmas()
    assert by_rule()["SAY.say"].type == "SAY"


def test_more_specific_patterns_come_first_and_weak_ones_last() -> None:
    for patterns in index().values():
        weights = [(not p.weak, p.specific) for p, _ in patterns]
        assert weights == sorted(weights, reverse=True)
    assert any(p.weak for patterns in index().values() for p, _ in patterns)


def test_roles_have_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    (kind,) = load(monkeypatch, pattern=[{"id": "one", "verb": ["say"], "noun": ["word"], "adjective": ["sure"]}])
    verb, noun, adjective = kind.patterns
    assert (verb.pos, verb.actor, verb.recipient) == ("verb", ("subject",), ("object", "to", "with", "against", "on"))
    assert (noun.pos, noun.actor) == ("noun", ("subject", "poss", "by", "adj", "of"))
    assert (adjective.pos, adjective.recipient) == ("adjective", ("to", "of", "with"))
    assert {p.rule for p in kind.patterns} == {"SAY.one"}


def test_given_roles_replace_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    (kind,) = load(monkeypatch, pattern=pattern(actor=["object"], recipient=[], content=["finite"]))
    (found,) = kind.patterns
    assert (found.actor, found.recipient, found.content) == (("object",), (), ("finite",))


def test_triggers_with_a_particle_are_more_specific(monkeypatch: pytest.MonkeyPatch) -> None:
    (kind,) = load(monkeypatch, pattern=pattern(verb=["point", "point out"]))
    plain, particle = kind.patterns
    assert (plain.triggers, particle.triggers) == (frozenset([("point", "")]), frozenset([("point", "out")]))
    assert particle.specific > plain.specific


def test_constraints_make_it_more_specific(monkeypatch: pytest.MonkeyPatch) -> None:
    (kind,) = load(monkeypatch, pattern=[{"id": "a", "verb": ["say"]}, {"id": "b", "verb": ["say"], "object": ["no"]}])
    assert kind.patterns[1].specific > kind.patterns[0].specific


def test_lists_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    (kind,) = load(monkeypatch, pattern=pattern(verb=["@denial-verbs", "gainsay"]))
    lemmas = {lemma for lemma, _ in kind.patterns[0].triggers}
    assert {"deny", "refute", "gainsay"} <= lemmas


def test_examples_of_the_file_and_of_its_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    (kind,) = load(monkeypatch, yes=["A."], no=["B."], pattern=pattern(yes=["C."], not_yet=["D."]))
    assert (kind.yes, kind.no, kind.not_yet) == (("A.", "C."), ("B.",), ("D.",))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"patern": []}, r"data/events/say\.toml: unknown keys \['patern'\]"),
        ({"type": "TALK"}, r"data/events/say\.toml: `type` must be a type"),
        ({"type": "REJECT"}, r"data/events/say\.toml: `type` must be a type and match the file name"),
        ({"pattern": [{"verb": ["say"]}]}, r"data/events/say\.toml: pattern id None is missing"),
        ({"pattern": [*pattern(), *pattern()]}, r"data/events/say\.toml: pattern id 'one' is missing or stands twice"),
        ({"pattern": pattern(actors=["subject"])}, r"data/events/say\.toml, pattern 'one': unknown keys \['actors'\]"),
        (
            {"pattern": [{"id": "one"}]},
            r"data/events/say\.toml, pattern 'one': has neither verb nor noun nor adjective",
        ),
        ({"pattern": pattern(actor=["sbject"])}, r"data/events/say\.toml, pattern 'one': no such slot: \['sbject'\]"),
        ({"pattern": pattern(**{"with": ["quot"]})}, r"say\.toml, pattern 'one': no such slot: \['quot'\]"),
        ({"pattern": pattern(verb=["@no-such-list"])}, r"say\.toml, pattern 'one': no file in data/words has it"),
        ({"pattern": pattern(object=["@no-such-list"])}, r"say\.toml, pattern 'one'"),
        ({"pattern": pattern(prep_object={"on": ["@no-such-list"]})}, r"say\.toml, pattern 'one'"),
        wrong({"pattern": pattern(prep_object={"onn": ["to"]})}, r"say\.toml, pattern 'one'.*onn", reason="accepted"),
        ({"pattern": pattern(needs=["speaker"])}, r"say\.toml, pattern 'one'.*speaker"),
        ({"pattern": pattern(status="perhaps")}, r"say\.toml, pattern 'one'.*perhaps"),
        ({"pattern": pattern(verb="say")}, r"say\.toml, pattern 'one'.*verb"),
    ],
)
def test_wrong_files_are_named(monkeypatch: pytest.MonkeyPatch, table: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        load(monkeypatch, **table)


def test_a_file_without_a_gloss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tables", lambda folder: {"say": {"type": "SAY"}})
    with pytest.raises(DataError, match=r"say\.toml.*gloss"):
        module.kinds.__wrapped__()
