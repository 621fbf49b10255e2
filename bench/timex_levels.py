"""Value F1 of the time expressions on the development sets, with the scorer that lies beside them, and words a second.

Usage: python bench/timex_levels.py [--shared DIR] [--errors N]
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from communique.model import Published
from communique.parse.timex import find

SETS = (("meantime_timex.dev.jsonl", 0.83, 0.801), ("wikiwars_timex.dev.jsonl", 0.80, 0.829))


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("timex_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no scorer there. Point --shared at the folder that holds score/ and gold/.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _tag(gold: list[dict[str, Any]]) -> tuple[dict[str, list[dict[str, Any]]], float]:
    started = time.process_time()
    found = {d["doc_id"]: find(d["text"], Published(d["dct"], "given")) for d in gold}
    seconds = time.process_time() - started
    rows = {
        k: [{"start": t.start, "end": t.end, "type": t.type, "value": t.value, "rule": t.rule} for t in v]
        for k, v in found.items()
    }
    return rows, sum(len(d["text"].split()) for d in gold) / seconds


def main() -> int:
    """Print the table; exit 1 where a set falls short of its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[1] / ".." / "shared")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each set")
    args = parser.parse_args()
    if not (args.shared / "gold").is_dir():
        print(f"{args.shared}: no gold/ there; nothing measured.")
        return 0
    scorer = _scorer(args.shared / "score" / "timex.py")
    failed = False
    columns = ("strict", "relaxed", "value", "type", "full day", "floor", "peer", "words/s")
    print(f"{'set':28s}" + "".join(f" {c:>8s}" for c in columns))
    for name, floor, peer in SETS:
        gold = scorer.load(args.shared / "gold" / name)
        rows, speed = _tag(gold)
        result, errors = scorer.score(gold, rows)
        value = result["value_f1"]
        failed |= value < floor
        figures = (
            result["strict"][2],
            result["relaxed"][2],
            value,
            result["type_f1"],
            result["day_recall"],
            floor,
            peer,
        )
        print(f"{name:28s}" + "".join(f" {x:8.3f}" for x in figures) + f" {speed:8,.0f}")
        for kind, doc, wanted, got in errors[: args.errors]:
            one = wanted or got
            text = doc["text"]
            left, right = text[max(0, one["start"] - 40) : one["start"]], text[one["end"] : one["end"] + 25]
            said = f"{left}[[{text[one['start'] : one['end']]}]]{right}".replace("\n", " ")
            gives = got and (got["type"], got["value"], got["rule"], text[got["start"] : got["end"]])
            print(
                kind,
                doc["doc_id"][:8],
                doc["dct"],
                said,
                "| gold",
                wanted and (wanted["type"], wanted["value"]),
                "| here",
                gives,
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
