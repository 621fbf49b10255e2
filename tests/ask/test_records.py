"""Records for exporters: as they were read, as people judged them, and with what was found across reports."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ask.reports import report, reports
from ask.test_judging import decide, ids
from communique.ask.records import records
from communique.ask.threads import threads
from communique.export import EXPORTERS
from communique.ledger.linking import link
from communique.record import to_dict
from ledger.made import put

Data = dict[str, Any]


def given(db: sqlite3.Connection, versions: bool = False) -> dict[str, Data]:
    """Records by the name of their report."""
    return {r["document"]["ref"]: r for r in records(db, versions)}


def test_what_was_read_stays_as_it_is(whole: sqlite3.Connection) -> None:
    found = list(records(whole))
    assert [r["document"]["ref"] for r in found] == [r.document.ref for r in reports()]  # by day
    for record, read in zip(found, reports(), strict=True):
        across = record.pop("across")
        assert record == to_dict(read)
        assert list(across) == ["version", "current", "source", "copies", "groups", "links", "exchanges", "judgements"]
        assert (across["version"], across["current"], across["judgements"]) == (1, True, [])
        assert across["source"] == read.document.url


def test_what_was_found_across_reports(whole: sqlite3.Connection) -> None:
    found = given(whole)
    accused = [g for g in found["dam-3"]["across"]["groups"] if g["type"] == "ACCUSE"]
    assert [(g["reports"], g["outlets"], g["day"], g["status"]) for g in accused] == [(2, 2, "2023-03-10", "actual")]
    assert accused == [g for g in found["dam-4"]["across"]["groups"] if g["type"] == "ACCUSE"]
    assert accused[0]["first_report"] == found["dam-3"]["document"]["id"]
    assert {x["type"] for x in found["fish-3"]["across"]["links"]} == {"repeats"}
    told = [x for r in found.values() for x in r["across"]["exchanges"]]
    assert sorted(x["id"] for x in told) == sorted(t.id for t in threads(whole))  # each once
    owed = {(x["opening"], a["name"]): a["state"] for x in told for a in x["addressees"]}
    assert "owed" in owed.values()


def test_links_and_exchanges_name_events_of_the_record(whole: sqlite3.Connection) -> None:
    check(given(whole))


def check(found: dict[str, Data]) -> None:
    """Nothing points at what is left out."""
    known = {e["id"] for r in found.values() for e in r["events"]}
    for record in found.values():
        own = {e["id"] for e in record["events"]}
        actors = {a["id"] for a in record["actors"]}
        across = record["across"]
        assert {e["inside"] for e in record["events"] if e["inside"]} <= own
        assert {end for x in record["links"] for end in (x["from"], x["to"])} <= own
        assert {e for x in record["exchanges"] for e in (x["opening"], *x["answers"], *x["claims"])} <= own
        assert {a["by"] for x in record["exchanges"] for a in x["addressees"] if a["by"]} <= own
        assert {end for x in across["links"] for end in (x["from"], x["to"])} <= known
        assert {e for g in across["groups"] for e in g["events"]} <= known
        assert {e for x in across["exchanges"] for e in (*x["openings"], *x["answers"], *x["claims"])} <= known
        assert {a for e in record["events"] for side in ("actors", "recipients", "behalf") for a in e[side]} <= actors


def test_whatever_is_rejected_nothing_points_at_it(db: sqlite3.Connection) -> None:
    for (event,) in db.execute("SELECT id FROM events ORDER BY id").fetchall()[::3]:
        db.execute("SAVEPOINT one")
        from communique.store import judgements

        judgements.append(db, by="Ada", verb="reject", kind="event", target=event)
        found = given(db)
        check(found)
        assert event not in json.dumps(
            {k: [{**r, "across": {**r["across"], "judgements": []}}] for k, r in found.items()}
        )
        db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")


def test_a_rejected_event_goes_with_its_links_and_exchanges(db: sqlite3.Connection) -> None:
    before = given(db)
    refusal = ids(db, "dam-3", "REJECT")[0]
    assert before["dam-3"]["exchanges"]
    decide(db, "reject", refusal, note="a joke")
    after = given(db)
    assert [e["id"] for e in before["dam-3"]["events"] if e["id"] != refusal] == [
        e["id"] for e in after["dam-3"]["events"]
    ]
    assert [x for x in before["dam-3"]["links"] if refusal not in (x["from"], x["to"])] == after["dam-3"]["links"]
    assert after["dam-3"]["exchanges"] == []
    assert refusal not in {a for r in after.values() for x in r["across"]["exchanges"] for a in x["answers"]}
    [made] = after["dam-3"]["across"]["judgements"]
    assert (made["verb"], made["target"], made["by"], made["note"]) == ("reject", refusal, "Ada", "a joke")
    assert [n for n, r in after.items() if r["across"]["judgements"]] == ["dam-3"]


def test_a_corrected_field_stands_in_place_of_the_read_one(db: sqlite3.Connection) -> None:
    arrest = ids(db, "free-1", "COERCE")[0]
    for field, value in (
        ("type", "THREATEN"),
        ("recipients", "Norway, Tomas Arden"),
        ("when", "2023-04"),
        ("status", "planned"),
    ):
        decide(db, "correct", arrest, field=field, value=value)
    found = given(db)["free-1"]
    [event] = [e for e in found["events"] if e["id"] == arrest]
    assert (event["type"], event["status"], event["mode"], event["cameo"]) == ("THREATEN", "planned", None, None)
    assert event["when"] == {"value": "2023-04", "basis": "stated", "span": None}
    assert event["recipients"] == ["NOR", "~tomas-arden"]
    added = {a["id"]: a for a in found["actors"] if a["id"] in event["recipients"]}
    assert (added["NOR"]["name"], added["NOR"]["kind"], added["NOR"]["party"], added["NOR"]["mentions"]) == (
        "Norway",
        "state",
        "NOR",
        [],
    )
    assert (added["~tomas-arden"]["name"], added["~tomas-arden"]["kind"]) == ("Tomas Arden", "person")
    made = {j["field"]: (j["before"], j["after"]) for j in found["across"]["judgements"]}
    assert made == {
        "type": ("COERCE", "THREATEN"),
        "recipients": (["GEO/people"], ["NOR", "~tomas-arden"]),
        "when": ("2023-05-01", "2023-04"),
        "status": ("actual", "planned"),
    }
    others = [e for e in found["events"] if e["id"] != arrest]
    assert others == [e for e in to_dict(report("free-1"))["events"] if e["id"] != arrest]
    check(given(db))


def test_what_is_undone_is_as_if_it_had_not_been(db: sqlite3.Connection) -> None:
    before = list(records(db))
    number = decide(db, "reject", ids(db, "free-1", "COERCE")[0])
    decide(db, "undo", str(number))
    assert list(records(db)) == before


def test_links_that_somebody_rejected(db: sqlite3.Connection) -> None:
    found = given(db)
    own = next(x for x in found["fish-1"]["links"] if x["type"] == "answers")
    across = next(x for x in found["fish-3"]["across"]["links"] if x["type"] == "repeats")
    decide(db, "reject", own["from"], own["to"])
    decide(db, "reject", across["from"], across["to"])
    after = given(db)
    assert own not in after["fish-1"]["links"]
    assert not [x for x in after["fish-1"]["exchanges"] if own["from"] in x["answers"] and own["to"] == x["opening"]]
    assert across not in after["fish-3"]["across"]["links"]
    assert [j["other"] for j in after["fish-1"]["across"]["judgements"]] == [own["to"]]


def test_groups_that_somebody_changed(db: sqlite3.Connection) -> None:
    one, other = ids(db, "fish-1", "REQUEST")[0], ids(db, "fish-3", "REQUEST")[0]
    decide(db, "merge", one, other)
    decide(db, "split", ids(db, "dam-3", "ACCUSE")[0])
    found = given(db)
    [group] = [g for g in found["fish-1"]["across"]["groups"] if g["type"] == "REQUEST"]
    assert (group["events"], group["reports"]) == (sorted([one, other]), 2)
    assert group in found["fish-3"]["across"]["groups"]
    assert not [g for g in found["dam-3"]["across"]["groups"] if g["type"] == "ACCUSE"]


def test_versions(db: sqlite3.Connection) -> None:
    put(
        db,
        [
            report(
                "free-2",
                "Georgia accepted on Thursday the proposal of Armenia to release ten prisoners. No more is known.",
            )
        ],
    )
    link(db)
    assert len(list(records(db))) == len(reports())
    both = [r for r in records(db, versions=True) if r["document"]["ref"] == "free-2"]
    assert sorted((r["across"]["version"], r["across"]["current"]) for r in both) == [(1, False), (2, True)]


def written(db: sqlite3.Connection, name: str, folder: Path) -> str:
    """What an exporter writes, as text."""
    exporter = EXPORTERS[name]
    if not exporter.folder:
        target = io.BytesIO()
        exporter.write(records(db), target)
        return target.getvalue().decode()
    import pyarrow.parquet as pq

    exporter.write(records(db), folder)
    return "\n".join(
        json.dumps(row, default=str)
        for path in sorted(folder.glob("*.parquet"))
        for row in pq.read_table(path).to_pylist()
    )


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_exporter_gives_what_was_judged(name: str, db: sqlite3.Connection, tmp_path: Path) -> None:
    """A date that stands in no report comes in, and one that only a rejected event has is gone."""
    arrest, swap = ids(db, "free-1", "COERCE")[0], ids(db, "free-1", "AGREE")[0]
    before = written(db, name, tmp_path / "before")
    for event in (arrest, swap):
        decide(db, "correct", event, field="when", value="1987-11-05" if event == swap else "1988-12-06")
        decide(db, "correct", event, field="recipients", value="Norway")
    decide(db, "reject", arrest)
    after = written(db, name, tmp_path / "after")
    assert after != before
    days = ("1987-11-05", "19871105", '"1987","month":"11","day":"5"', '"year":1987')
    assert any(d in after.replace(" ", "") for d in days), after[:2000]
    if name not in ("jsonl", "parquet"):  # which list the judgements too
        assert not any(d.replace("1987", "1988") in after.replace(" ", "") for d in days[:1])
        assert arrest not in after
        assert "19881206" not in after
