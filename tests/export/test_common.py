"""What holds of every exporter."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.export import EXPORTERS, Dropped, exporter
from export.sample import Data, reports

LOSSLESS = {"jsonl", "parquet"}


def run(name: str, records: list[Data], folder: Path) -> tuple[dict[str, bytes], Dropped]:
    """Bytes by file name, and what was dropped."""
    if EXPORTERS[name].folder:
        dropped = EXPORTERS[name].write(iter(records), folder)
        return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}, dropped
    stream = io.BytesIO()
    dropped = EXPORTERS[name].write(iter(records), stream)
    return {"": stream.getvalue()}, dropped


def test_names_are_those_asked_for() -> None:
    assert {name: e.name for name, e in EXPORTERS.items()} == {name: name for name in EXPORTERS}
    assert [e.name for e in EXPORTERS.values() if e.folder != (e.suffix == "")] == []
    assert len({e.suffix for e in EXPORTERS.values()}) == len(EXPORTERS)
    with pytest.raises(UsageError, match="no exporter of that name"):
        exporter("xml")
    assert exporter("atom").suffix == ".atom.xml"


@pytest.mark.parametrize("name", EXPORTERS)
def test_same_records_same_bytes(name: str, tmp_path: Path) -> None:
    first, lost = run(name, reports(), tmp_path / "a")
    second, lost_again = run(name, reports(), tmp_path / "b")
    assert first == second
    assert all(first.values())
    assert lost.lines() == lost_again.lines()


@pytest.mark.parametrize("name", EXPORTERS)
def test_nothing_in_nothing_lost(name: str, tmp_path: Path) -> None:
    written, lost = run(name, [], tmp_path / "none")
    assert not lost
    assert written


@pytest.mark.parametrize("name", EXPORTERS)
def test_only_lossless_formats_drop_nothing(name: str, tmp_path: Path) -> None:
    _, lost = run(name, reports(), tmp_path / "x")
    assert bool(lost) == (name not in LOSSLESS)
    assert not [line for line in lost.lines() if "[" in line or "|" in line]


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_record_outside_the_ledger_is_written(name: str, tmp_path: Path) -> None:
    records = [{k: v for k, v in r.items() if k != "across"} for r in reports()]
    written, _ = run(name, records, tmp_path / "x")
    assert b"".join(written.values())
    assert written != run(name, [], tmp_path / "none")[0]


@pytest.mark.parametrize("name", EXPORTERS)
def test_records_are_taken_one_by_one(name: str, tmp_path: Path) -> None:
    """A record must be done with when the next is asked for: no exporter holds them all."""
    taken: list[Data] = []

    def stream() -> object:
        for record in reports():
            yield record
            taken.append(record)
            record.clear()

    target = tmp_path / "x" if EXPORTERS[name].folder else io.BytesIO()
    EXPORTERS[name].write(stream(), target)  # type: ignore[arg-type]
    assert taken == [{}, {}, {}]
