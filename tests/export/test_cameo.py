from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from communique.events.kinds import kinds
from communique.export.cameo import coded, goldstein, is_state, plover_country, quad_class, sectors
from communique.lexicon import tables
from export.sample import actor


@pytest.mark.parametrize(
    ("code", "score", "quad"),
    [
        ("030", 4.0, 1), ("0334", 6.0, 1), ("0331", 5.2, 1), ("042", 1.9, 1), ("057", 8.0, 1), ("072", 8.3, 2), ("0874", 10.0, 2),
        ("0871", 9.0, 2), ("090", -2.0, 2), ("1014", -5.0, 3), ("1124", -2.0, 3), ("120", -4.0, 3), ("1246", -5.0, 3), ("13", -6.0, 3),
        ("130", -4.4, 3), ("141", -6.5, 3), ("145", -7.5, 3), ("155", -7.2, 4), ("163", -8.0, 4), ("173", -5.0, 4), ("1823", -10.0, 4),
        ("190", -10.0, 4), ("192", -9.5, 4), ("2042", -10.0, 4), ("010", None, 1),
    ],
)  # fmt: skip
def test_scores(code: str, score: float | None, quad: int) -> None:
    assert goldstein(code) == score
    assert quad_class(code) == quad


def test_every_code_that_can_be_read_has_a_score() -> None:
    codes = {p.cameo for kind in kinds() if kind.type != "SAY" for p in kind.patterns if p.cameo}
    assert len(codes) > 100
    assert not [c for c in sorted(codes) if goldstein(c) is None]
    assert not [s for s in tables("export")["goldstein"]["score"].values() if not -10 <= s <= 10]


@pytest.mark.parametrize(
    ("who", "code", "country", "group", "roles"),
    [
        (("NOR", "state", "NOR", {}), "NOR", "NOR", None, ()),
        (("ROU", "state", "ROU", {}), "ROM", "ROM", None, ()),
        (("NOR/armed-forces", "government", "NOR", {}), "NORMIL", "NOR", None, ("MIL",)),
        (("NOR/defence-ministry", "government", "NOR", {}), "NORGOVMIL", "NOR", None, ("GOV", "MIL")),
        (("NOR/space-agency", "government", "NOR", {}), "NORGOV", "NOR", None, ("GOV",)),
        (("NOR/opposition", "other", "NOR", {}), "NOROPP", "NOR", None, ("OPP",)),
        (("x", "person", "NOR", {"office": "NOR:parliament-speaker"}), "NORLEG", "NOR", None, ("LEG",)),
        (("x", "person", "NOR", {"office": "Governor"}), "NORGOV", "NOR", None, ("GOV",)),
        (("x", "person", "NOR", {}), "NOR", "NOR", None, ()),
        (("GIA", "armed-group", "DZA", {}), "DZAREB", "DZA", None, ("REB",)),
        (("EU", "organisation", "EU", {}), "IGOEUREEC", "EUR", "EEC", ("IGO",)),
        (("UNHCR", "organisation", "UN", {}), "IGOUNO", None, "UNO", ("IGO",)),
        (("G7", "organisation", "G7", {}), "IGO", None, None, ("IGO",)),
        (("Reuters", "media", None, {}), "MED", None, None, ("MED",)),
    ],
)
def test_actors(
    who: tuple[str, str, str | None, dict[str, Any]],
    code: str,
    country: str | None,
    group: str | None,
    roles: tuple[str, ...],
) -> None:
    id_, kind, party, more = who
    found = coded(actor(id_, "Name", kind, party, **more), gdelt=True)
    assert found is not None
    assert (found.code, found.country, found.group, found.roles) == (code, country, group, roles)


def test_whom_nobody_knows_has_no_code() -> None:
    assert coded(actor("~x", "X", "person", None)) is None
    romania = coded(actor("ROU", "Romania", "state", "ROU"))
    assert romania is not None
    assert romania.code == "ROU"


@pytest.mark.parametrize(
    ("party", "country"), [("NOR", "NOR"), ("EU", "EUR"), ("UN", "UNO"), ("IMF", "IGO"), (None, None)]
)
def test_countries_of_plover(party: str | None, country: str | None) -> None:
    assert plover_country(party) == country


def test_an_organisation_with_three_letters_is_no_state() -> None:
    assert is_state("XKX")
    assert not is_state("IMF")
    assert sectors(actor("IMF", "IMF", "organisation", "IMF")) == ("IGO",)


def test_the_tables_name_only_what_the_directory_has() -> None:
    """A code for an organ, office or organisation that no actor can have would never be used."""
    root = files("communique").joinpath("data", "actors")
    text = {
        e.name: e.read_text(encoding="utf-8") for f in ("states", "organisations") for e in root.joinpath(f).iterdir()
    }
    organs = {o["id"] for o in tomllib.loads(root.joinpath("organs.toml").read_text(encoding="utf-8"))["organ"]}
    everything = "\n".join(text.values())
    codes = tables("export")["codes"]
    assert not [
        o for names in codes["organ"].values() for o in names if o not in organs and f'id = "{o}"' not in everything
    ]
    assert not [
        o
        for names in codes["office"].values()
        for o in names
        if f'"{o} ' not in everything and f":{o} " not in everything
    ]
    assert not [o for o in codes["organisation"] if f"{o}.toml" not in text]
    assert not [s for s in codes["gdelt-country"] if f"{s}.toml" not in text]
    assert not [s for s in codes["plover-country"] if f"{s}.toml" not in text]
