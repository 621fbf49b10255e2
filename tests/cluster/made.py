"""Reports to code, and what is in a coded folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from communique.cluster import folder as coded
from communique.cluster import job, local, plan, rows
from communique.errors import DocumentError

KILLS = "Russia said on Monday that this one KILLS NATO."
ENDLESS = "Russia said on Monday that this one is ENDLESS."
RAISES = "Russia said on Monday that this one RAISES NATO."


def texts(count: int, word: str = "nothing") -> list[str]:
    return [
        f"Russia told NATO on {1 + n % 28} February 2022 {word} of day {n}. Ukraine denied it." for n in range(count)
    ]


def lines(path: Path, reports: Iterable[str]) -> str:
    """A file of JSON Lines; its name."""
    data = "".join(
        json.dumps({"id": f"{path.stem}-{n}", "text": t, "lang": "en"}) + "\n" for n, t in enumerate(reports)
    )
    path.write_text(data, encoding="utf-8")
    return str(path)


def content(folder: Path) -> dict[str, bytes]:
    """All files by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def begin(out: Path, sources: list[str], model: str, seconds: int = 60, size: int = 600) -> plan.Plan:
    """A settled folder."""
    made = plan.make(sources, plan.Options(model, shard_bytes=size, seconds=seconds))
    coded.settle(out, made)
    return made


def code(out: Path, sources: list[str], model: str, workers: int = 1, seconds: int = 60, size: int = 600) -> job.State:
    """Code on this machine."""
    made = begin(out, sources, model, seconds, size)
    state = job.run(out, made, local.LocalEngine(workers))
    coded.clear(out)
    return state


def outcomes(folder: Path) -> list[rows.Outcome]:
    """What a folder holds, in order."""
    found: list[rows.Outcome] = []
    for shard in range(len(coded.read_plan(folder).shards)):
        for each in rows.outcomes({t: coded.shard_file(folder, t, shard) for t in rows.TABLES}):
            assert not isinstance(each, str)
            found.append(each)
    return found


def refs(folder: Path) -> list[str]:
    """Names of what was read, and places of what failed, in order."""
    return [o.place if isinstance(o, DocumentError) else o.document.ref for o in outcomes(folder)]
