"""What people decide takes effect at once, can be undone, and outlasts new readings and versions."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from ask.reports import REPORTS, report
from ask.sheet import Line, Sheet
from ask.test_threads import Put, letter, reply
from communique.ask import exchanges, positions, search, things, timeline, who
from communique.ask.entries import load
from communique.ask.judging import FIELDS, judge, listed
from communique.ask.threads import threads
from communique.errors import DataError, UsageError
from communique.ledger.linking import link
from communique.model import Record
from communique.store import judgements
from communique.store.dump import canonical
from ledger.made import put

#: What is found across reports, and what somebody asks for.
_FOUND = ("groups", "group_members", "persons", "across")


def row(db: sqlite3.Connection, **wanted: Any) -> dict[str, Any]:
    [found] = timeline.ask(db, timeline.Wanted(**wanted)).rows
    return found


def ids(db: sqlite3.Connection, ref: str, type_: str = "", trigger: str = "") -> list[str]:
    """Entries of one report, in their order."""
    rows = db.execute(
        "SELECT e.id FROM events e JOIN reports r ON r.id = e.report WHERE r.ref = ? AND ? IN ('', e.type) AND ? IN ('', e.trigger)"
        " AND r.current = 1 ORDER BY e.number",
        (ref, type_, trigger),
    )
    return [i for (i,) in rows]


def state(db: sqlite3.Connection) -> list[Any]:
    """Everything that questions give, and everything found across reports."""
    return [
        list(canonical(db, _FOUND)),
        timeline.ask(db, timeline.Wanted()).rows,
        timeline.ask(db, timeline.Wanted(), mentions=True).rows,
        exchanges.ask(db).rows,
        positions.ask(db).rows,
        [t.rows for t in who.ask(db, "Karl Lindqvist")],
    ]


def decide(db: sqlite3.Connection, verb: str, *some: str, **more: Any) -> int:
    """Judge; returns the judgement's number."""
    lines = judge(db, verb, list(some), by="Ada", **more)
    assert len(lines) == 1
    return judgements.every(db)[-1].id


def undone(db: sqlite3.Connection, number: int, before: list[Any], after: list[Any]) -> None:
    """Undoing restores exactly, and undoing that puts it back."""
    assert after != before
    again = decide(db, "undo", str(number))
    assert state(db) == before
    decide(db, "undo", str(again))
    assert state(db) == after


@pytest.mark.parametrize(
    ("verb", "some", "more", "place", "reason"),
    [
        ("bless", ["e"], {}, "judge bless", "there is no such judgement"),
        ("list", ["e"], {}, "judge list", "there is no such judgement"),
        ("accept", [], {}, "judge accept", "0 ids"),
        ("accept", ["a", "b", "c"], {}, "judge accept", "3 ids"),
        ("correct", ["a", "b"], {}, "judge correct", "2 ids"),
        ("merge", ["a"], {}, "judge merge", "1 ids"),
        ("merge", ["a", "a"], {}, "judge merge", "a is given twice"),
        ("reject", ["nothing"], {}, "id nothing", "the record holds nothing with this id"),
        ("reject", ["URY"], {}, "id URY", "it names no event (kind: actor)"),
        ("reject", ["dam-1"], {}, "id dam-1", "it names no event (kind: report)"),
        ("undo", ["first"], {}, "judge undo first", "this is no number"),
        ("undo", ["²"], {}, "judge undo ²", "this is no number"),
        ("undo", ["-1"], {}, "judge undo -1", "this is no number"),
        ("undo", ["9" * 30], {}, f"judge undo {'9' * 30}", "this is no number"),
        ("undo", ["7"], {}, "judgement 7", "there is none of that number"),
        ("merge", ["URY", "PRY"], {}, "judge merge", "one of them is no person whom only the reports name"),
        ("merge", ["~karl-lindqvist", "~nobody"], {}, "id ~nobody", "the record holds no event or actor with this id"),
        ("split", ["~karl-lindqvist"], {}, "judge split", "one actor is not enough"),
        ("correct", ["ARREST"], {"field": "colour", "value": "red"}, "--field colour", "there is no such field to correct"),
        ("correct", ["ARREST"], {"value": "red"}, "--field None", "there is no such field to correct"),
        ("correct", ["ARREST"], {"field": "type"}, "judge correct", "it is not said what is right"),
        ("correct", ["ARREST"], {"field": "type", "value": "hug"}, "--value HUG", "there is no such type"),
        ("correct", ["ARREST"], {"field": "type", "value": ""}, "--value ", "there is no such type"),
        ("correct", ["ARREST"], {"field": "status", "value": "done"}, "--value done", "there is no such status"),
        ("correct", ["ARREST"], {"field": "when", "value": "soon"}, "--value soon", "this is no date"),
        ("correct", ["ARREST"], {"field": "actors", "value": "Xyzzy"}, "name 'Xyzzy'", "the record names nobody so"),
        ("split", ["ARREST"], {}, "id ARREST", "no other mention is grouped with it"),
        ("merge", ["ARREST", "DEMAND"], {}, "judge merge", "one is COERCE, the other REQUEST"),
        ("accept", ["ARREST", "ARREST"], {}, "judge accept", "ARREST is given twice"),
        ("accept", ["ARREST", "SAID"], {}, "judge ARREST SAID", "there is no link between the two, and neither asks for an answer"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_changes_nothing(
    verb: str, some: list[str], more: dict[str, Any], place: str, reason: str, db: sqlite3.Connection
) -> None:
    known = {
        "ARREST": ids(db, "free-1", "COERCE")[0],
        "DEMAND": ids(db, "fish-1", "REQUEST")[0],
        "SAID": ids(db, "fish-2", "SAY")[0],
    }
    before = list(canonical(db))
    with pytest.raises(UsageError) as caught:
        judge(db, verb, [known.get(i, i) for i in some], by="Ada", **more)
    for name, identity in known.items():
        place, reason = place.replace(name, identity), reason.replace(name, identity)
    assert (caught.value.place, caught.value.reason) == (place, reason)
    assert list(canonical(db)) == before
    assert judgements.every(db) == []


@pytest.mark.parametrize("by", ["", "  "])
def test_somebody_must_decide(by: str, db: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="nobody is named who decides"):
        judge(db, "accept", [ids(db, "dam-1")[0]], by=by)


@pytest.mark.parametrize(
    ("field", "value", "shown", "before", "after"),
    [
        ("type", "threaten", {"type": "THREATEN", "mode": None}, "COERCE", "THREATEN"),
        ("status", "planned", {"status": "planned"}, "actual", "planned"),
        ("when", "2023-04-02", {"first": "2023-04-02", "last": "2023-04-02", "basis": "stated"}, "2023-05-01", "2023-04-02"),
        ("when", "2023-04", {"when": "2023-04", "first": "2023-04-01", "last": "2023-04-30"}, "2023-05-01", "2023-04"),
        ("when", "", {"when": "by 2023-05-02", "first": None, "last": "2023-05-02"}, "2023-05-01", None),
        ("actors", "Georgia", {"who": "Georgia", "actors": ["GEO"]}, ["ARM/police"], ["GEO"]),
        ("actors", "Georgia, Tomas Arden", {"who": "Georgia, Tomas Arden"}, ["ARM/police"], ["GEO", "~tomas-arden"]),
        ("actors", "", {"who": "", "actors": []}, ["ARM/police"], []),
        ("recipients", "NOR", {"whom": "Norway", "done_to": ["NOR"]}, ["GEO/people"], ["NOR"]),
        ("behalf", "EU", {"behalf": "European Union"}, [], ["EU"]),
        ("mode", "expel", {"mode": "expel"}, "arrest", "expel"),
    ],
)  # fmt: skip
def test_a_correction_shows_in_the_timeline(
    field: str, value: str, shown: dict[str, Any], before: Any, after: Any, db: sqlite3.Connection
) -> None:
    whole = state(db)
    arrest = ids(db, "free-1", "COERCE")[0]
    number = decide(db, "correct", arrest, field=field, value=value)
    [found] = [r for r in timeline.ask(db, timeline.Wanted()).rows if arrest in r["mentions"]]
    assert {k: found[k] for k in shown} == shown
    assert found["judged"] == "corrected"
    made = judgements.get(db, number)
    assert (made.field, made.before, made.after, made.quote) == (field, before, after, "arrested")
    undone(db, number, whole, state(db))


@pytest.mark.parametrize("field", ["cameo", "channel", "quantity", "place"])
def test_other_fields(field: str, db: sqlite3.Connection) -> None:
    arrest = ids(db, "free-1", "COERCE")[0]
    decide(db, "correct", arrest, field=field, value="x1")
    decide(db, "correct", arrest, field=field, value="x2")  # the later counts
    entry = load(db, [arrest])[arrest]
    assert (getattr(entry, field), entry.judged) == ("x2", "corrected")
    assert field in FIELDS


@pytest.mark.parametrize(
    ("field", "value", "wanted", "no_more"),
    [
        ("type", "AID", {"types": ("AID",)}, {"types": ("COERCE",)}),
        ("status", "denied", {"statuses": ("denied",)}, {"types": ("COERCE",), "statuses": ("actual",)}),
        ("when", "2021-07", {"until": "2021"}, {"types": ("COERCE",), "since": "2023-05-01"}),
        (
            "actors",
            "Norway",
            {"actors": ("Norway",), "types": ("COERCE",)},
            {"actors": ("Armenia",), "types": ("COERCE",)},
        ),
    ],
)
def test_filters_see_what_is_corrected(
    field: str, value: str, wanted: dict[str, Any], no_more: dict[str, Any], db: sqlite3.Connection
) -> None:
    arrest = ids(db, "free-1", "COERCE")[0]
    assert timeline.ask(db, timeline.Wanted(**wanted)).rows == []
    decide(db, "correct", arrest, field=field, value=value)
    assert row(db, **wanted)["mentions"] == [arrest]
    assert timeline.ask(db, timeline.Wanted(**no_more)).rows == []
    assert timeline.ask(db, timeline.Wanted(**wanted, outlets=("River Wire",))).rows == []


def test_what_is_rejected_is_hidden_and_kept(db: sqlite3.Connection) -> None:
    before = state(db)
    arrest = ids(db, "free-1", "COERCE")[0]
    number = decide(db, "reject", arrest)
    assert timeline.ask(db, timeline.Wanted(types=("COERCE",))).rows == []
    [sentence] = search.ask(db, "arrested").rows
    assert (sentence["events"], sentence["entries"]) == ([], "")
    assert db.execute("SELECT count(*) FROM events WHERE id = ?", (arrest,)).fetchone() == (1,)
    undone(db, number, before, state(db))
    decide(db, "accept", arrest)  # the later counts
    assert row(db, types=("COERCE",))["judged"] == "accepted"


def test_a_mention_that_is_rejected_counts_no_more(db: sqlite3.Connection) -> None:
    [mention] = ids(db, "dam-3", "ACCUSE")
    assert row(db, types=("ACCUSE",))["reports"] == 2
    decide(db, "reject", mention)
    left = row(db, types=("ACCUSE",))
    assert (left["reports"], left["outlets"], left["first_report"]) == (1, 1, "River Wire, 2023-03-11")


def test_a_mention_of_another_type_leaves_its_group(db: sqlite3.Connection) -> None:
    [mention] = ids(db, "dam-3", "ACCUSE")
    decide(db, "correct", mention, field="type", value="THREATEN")
    assert row(db, types=("ACCUSE",))["reports"] == 1
    assert (row(db, types=("THREATEN",))["id"], row(db, types=("THREATEN",))["reports"]) == (mention, 1)


def test_events_that_are_two(db: sqlite3.Connection) -> None:
    before = state(db)
    one, other = ids(db, "dam-3", "ACCUSE")[0], ids(db, "dam-4", "ACCUSE")[0]
    number = decide(db, "split", one)
    assert judgements.get(db, number).after == [other]
    assert [r["reports"] for r in timeline.ask(db, timeline.Wanted(types=("ACCUSE",))).rows] == [1, 1]
    undone(db, number, before, state(db))
    decide(db, "merge", one, other)
    assert row(db, types=("ACCUSE",))["reports"] == 2


def test_events_that_are_one(db: sqlite3.Connection) -> None:
    before = state(db)
    one, other = ids(db, "fish-1", "REQUEST")[0], ids(db, "fish-3", "REQUEST")[0]
    assert len(timeline.ask(db, timeline.Wanted(types=("REQUEST",), words="cod")).rows) == 2
    number = decide(db, "merge", other, one)
    found = row(db, types=("REQUEST",), words="cod")
    assert (found["reports"], found["outlets"], sorted(found["mentions"])) == (2, 1, sorted([one, other]))
    assert (found["first"], found["last"]) == ("2023-04-03", "2023-04-03")  # only one of them states a day
    mentions = things.tables(db, things.find(db, found["id"]))[0].rows
    assert {r["id"] for r in mentions} == {one, other}
    assert sorted(r["why"] for r in mentions) == ["judged to be the same event", "told first"]
    undone(db, number, before, state(db))
    decide(db, "split", one, other)
    assert len(timeline.ask(db, timeline.Wanted(types=("REQUEST",), words="cod")).rows) == 2


def test_merging_three_makes_one(db: sqlite3.Connection) -> None:
    a, b = ids(db, "fish-1", "REQUEST")[0], ids(db, "fish-3", "REQUEST")[0]
    c = ids(db, "fish-2", "REQUEST")[0]
    decide(db, "merge", a, b)
    decide(db, "merge", c, b)
    found = row(db, types=("REQUEST",), since="2023-04-01")
    assert (found["reports"], found["outlets"]) == (3, 2)


def test_persons_who_are_one_or_two(db: sqlite3.Connection) -> None:
    before = state(db)
    assert len(who.ask(db, "Karl Lindqvist")[0].rows) == 1
    number = decide(db, "merge", "~karl-lindqvist", "~carl-lindkvist")
    for name in ("Karl Lindqvist", "Carl Lindkvist"):
        tables = who.ask(db, name)
        assert {r["id"] for r in tables[0].rows} == {"~karl-lindqvist", "~carl-lindkvist"}
        assert {r["words"] for r in tables[4].rows} == {"the fleet had left the harbour", "the boats would stay at sea"}
    assert len(timeline.ask(db, timeline.Wanted(actors=("Karl Lindqvist",))).rows) == 2
    undone(db, number, before, state(db))
    decide(db, "split", "~carl-lindkvist", "~karl-lindqvist")
    assert [r["id"] for r in who.ask(db, "Carl Lindkvist")[0].rows] == ["~carl-lindkvist"]


def test_a_link_is_rejected_and_another_accepted(sheets: Put) -> None:
    one = Sheet("one", "2023-03-06", [
        letter("URY", "PRY", "2023-03-06"),
        reply("PRY", day="2023-03-07", links=(("answers", 0),)),
        Line("Paraguay agreed.", "AGREE", "PRY", day="2023-03-10"),
    ])  # fmt: skip
    db = sheets(one)
    asked, told, agreed = (one.id(n) for n in range(3))
    number = decide(db, "reject", asked, told)  # in either order
    made = judgements.get(db, number)
    assert (made.kind, made.target, made.other) == ("link", told, asked)
    assert threads(db)[0].answers == []
    decide(db, "accept", asked, agreed)
    assert [(a.entry.id, a.kind) for a in threads(db)[0].answers] == [(agreed, "accepted")]
    decide(db, "undo", str(number))
    assert [a.entry.id for a in threads(db)[0].answers] == [told, agreed]
    assert {r["id"]: r["judged"] for r in things.links(db, asked).rows} == {told: ""}


def test_who_when_and_what(db: sqlite3.Connection) -> None:
    arrest = ids(db, "free-1", "COERCE")[0]
    lines = judge(db, "reject", [arrest[:8]], by="Ada", note="no arrest")
    assert lines == [f"judgement 1: reject {arrest}, by Ada. Undo it with: communique judge undo 1"]
    lines = judge(db, "undo", ["1"], by="Ole", note="it was")
    assert lines == [f"judgement 2: judgement 1 (reject {arrest}) is undone."]
    decide(db, "correct", arrest, field="status", value="planned")
    rows = listed(db, "record.db").rows
    assert [(r["no"], r["by"], r["verb"], r["what"], r["note"], r["state"]) for r in rows] == [
        (1, "Ada", "reject", arrest, "no arrest", "undone"),
        (2, "Ole", "undo", "1", "it was", "undo"),
        (3, "Ada", "correct", arrest, None, "stands"),
    ]
    assert [(r["field"], r["before"], r["after"], r["words"]) for r in rows][2] == (
        "status",
        "actual",
        "planned",
        "arrested",
    )
    assert all(r["at"].endswith("+00:00") and len(r["at"]) == 25 for r in rows)
    made = judgements.get(db, 1)
    assert made.sentence is not None
    assert made.sentence.startswith("Armenian police arrested")
    assert made.source == "https://press.example/free-1"


def test_a_list_that_was_tampered_with_is_not_shown(db: sqlite3.Connection) -> None:
    assert listed(db, "record.db").empty == "Nobody has judged anything yet."
    decide(db, "accept", ids(db, "dam-1")[0])
    db.execute("DROP TRIGGER judgements_stay")
    db.execute("UPDATE judgements SET by = 'Eve'")
    with pytest.raises(DataError, match=r"record\.db: judgement 1 was changed"):
        listed(db, "record.db")


def renamed(record: Record, prefix: str = "ef") -> Record:
    """The same text read by other rules: every entry has another id."""
    new = {e.id: prefix + e.id[2:] for e in record.events}
    return replace(
        record,
        events=tuple(replace(e, id=new[e.id], inside=new.get(e.inside or "")) for e in record.events),
        links=tuple(replace(x, source=new[x.source], target=new[x.target]) for x in record.links),
        traits=tuple(replace(t, event=new[t.event]) for t in record.traits),
        exchanges=(),
    )


def test_judgements_outlast_another_reading(db: sqlite3.Connection) -> None:
    arrest = ids(db, "free-1", "COERCE")[0]
    demand = ids(db, "fish-1", "REQUEST")[0]
    later = ids(db, "fish-3", "REQUEST")[0]
    decide(db, "correct", arrest, field="recipients", value="Norway")
    decide(db, "merge", demand, later)
    for prefix in ("ef", "e0"):  # and another one
        put(db, [renamed(report("free-1"), prefix), renamed(report("fish-1"), prefix)], again=True)
        link(db)
        found = row(db, types=("COERCE",))
        assert found["mentions"] == [prefix + arrest[2:]]
        assert (found["whom"], found["judged"]) == ("Norway", "corrected")
        assert row(db, types=("REQUEST",), words="cod")["reports"] == 2
    decide(db, "reject", arrest)  # by its first id
    assert timeline.ask(db, timeline.Wanted(types=("COERCE",))).rows == []
    assert [r["now"] for r in listed(db, "record.db").rows][:2] == [f"now e0{arrest[2:]}", f"now e0{demand[2:]}"]


def test_judgements_outlast_a_later_version_by_their_words(db: sqlite3.Connection) -> None:
    arrest, offer = ids(db, "free-1", "COERCE")[0], ids(db, "free-1", "AGREE")[0]
    decide(db, "reject", arrest)
    decide(db, "correct", offer, field="recipients", value="Georgia")
    first, second = REPORTS["free-1"][3].split(". ")
    put(db, [report("free-1", f"Nothing is settled yet, both sides say. {second}")])
    link(db)
    assert ids(db, "free-1", "COERCE") != [arrest]
    assert timeline.ask(db, timeline.Wanted(types=("COERCE",))).rows == []
    now = {r["what"]: r["now"] for r in listed(db, "record.db").rows}
    assert now[arrest] == f"now {ids(db, 'free-1', 'COERCE')[0]}"
    assert now[offer] == "orphaned: the words are no longer in the report"
    assert first not in db.execute("SELECT text FROM reports WHERE ref = 'free-1' AND current = 1").fetchone()[0]
