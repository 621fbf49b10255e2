from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from communique.actors.directory import directory
from communique.compare import codes
from communique.lexicon import tables

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "gold" / "cameo2plover.json"
#: Where the table follows the manual's own words against the reference: easing is CONCEDE until carried out; a refusal to yield has
#: PLOVER's mode of that name; de-escalation alone does not say how.
OURS = {"0813", "0814", "087", "124", "1241", "1242"}


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("01", "SAY", None),
        ("016", "SAY", None),
        ("020", "REQUEST", None),
        ("0234", "REQUEST", "assist"),
        ("0243", "REQUEST", "change"),
        ("043", "CONSULT", "visit"),
        ("055", "CONCEDE", None),
        ("0831", "CONCEDE", None),
        ("0841", "RETREAT", "release"),
        ("116", "SANCTION", "convict"),
        ("1311", "THREATEN", "relations"),
        ("1712", "ASSAULT", "destroy"),
        ("1711", "COERCE", "seize"),
        ("191", "COERCE", "restrict"),
        ("190", "ASSAULT", None),
        ("2042", "ASSAULT", "unconventional"),
    ],
)
def test_kinds(code: str, kind: str, mode: str | None) -> None:
    found = codes.kind(code)
    assert found is not None
    assert (found.type, found.mode) == (kind, mode)


@pytest.mark.parametrize("code", ["", "0", "00", "1", "21", "004", "4", "04a", "10411", "---", "٠٤", "040 "])
def test_what_is_no_code(code: str) -> None:
    assert codes.kind(code) is None


def test_types_and_modes_are_those_of_the_kinds_of_events() -> None:
    ours = {table["type"]: table for table in tables("events").values()}
    assert set(tables("export")["cameo"]["types"]) == set(ours)
    modes = {(kind, p["mode"]) for kind, table in ours.items() for p in table["pattern"] if "mode" in p}
    listed = {(k.type, k.mode) for k in codes.kinds().values() if k.mode is not None}
    assert listed <= modes | {("ASSAULT", "targeted"), ("ASSAULT", "unconventional")}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference table lies outside the project")
def test_the_table_agrees_with_the_reference() -> None:
    leaves = json.loads(REFERENCE.read_text(encoding="utf-8"))["leaves"]
    wrong = set()
    for leaf in leaves:
        found = codes.kind(leaf["cameo"])
        assert found is not None
        if (found.type, found.mode or "") != (leaf["plover2"], leaf["mode2"]):
            wrong.add(leaf["cameo"])
    assert wrong == OURS


@pytest.mark.parametrize(
    ("code", "party"),
    [
        ("USA", "USA"),
        ("RUSMIL", "RUS"),
        ("IGOUNO", "UN"),
        ("IGOEUREEC", "EU"),
        ("IGOWSTNAT", "NATO"),
        ("EUR", None),
        ("ROMGOV", "ROU"),
        ("---GOV", None),
        ("REB", None),
        ("---", None),
        ("", None),
    ],
)
def test_cameo_parties(code: str, party: str | None) -> None:
    assert codes.cameo_party(code) == party


@pytest.mark.parametrize(
    ("code", "party"), [("UKR", "UKR"), ("EUR", "EU"), ("UNO", "UN"), ("GRL", "GRL"), ("NGO", None), ("MIL", None)]
)
def test_plover_parties(code: str, party: str | None) -> None:
    assert codes.plover_party(code) == party


def test_every_party_of_the_table_is_in_the_directory() -> None:
    table = tables("export")["cameo"]
    known = {body.actor.party for body in directory().bodies.values()}
    assert set(table["parties"].values()) <= known
    assert set(codes._parties().values()) <= known
    states = {code for code, body in directory().bodies.items() if body.actor.kind == "state"}
    assert not states & {*codes._parties(), *table["no-party"]["codes"]}
    assert not {*table["parties"]} & {entry["code"] for entry in tables("export")["codes"]["organisation"].values()}


def test_the_table_holds_nothing_else() -> None:
    text = files("communique").joinpath("data", "export", "cameo.toml").read_text(encoding="utf-8")
    known = {"exchanged", "types", "earlier", "parties", "no-party"}
    assert set(tomllib.loads(text)) == known
