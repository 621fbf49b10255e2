"""Figures of the installed command on the hand-marked articles, with the scorer of the reference material.

Usage: python bench/accuracy.py [--shared DIR] [--errors] [--only NAME]

Three sets: the article that the project began with; the project's own development articles (bench/gold/a*.json), which rules
were written against; and its test articles (bench/gold/t*.json), which they were not.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "bench" / "gold"
COMMAND = shlex.join([str(Path(sys.executable).with_name("communique")), "read", "--format", "json"])


def score(scorer: Path, gold: list[Path], errors: bool) -> dict[str, dict[str, float]]:
    """What the scorer says: for each figure `hit`, `of` and `rate`."""
    command = [sys.executable, str(scorer), *map(str, gold), "--run", COMMAND, "--published-if-given", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the scorer failed: {done.stderr.strip()}")
    if errors:
        again = subprocess.run([*command[:-1], "--errors"], capture_output=True, text=True, check=True)
        print(again.stdout)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


def main() -> int:
    """Print a table of all sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument(
        "--errors", action="store_true", help="print what was missed too, but for the test articles, which stay unseen"
    )
    parser.add_argument("--only", choices=["seed", "dev", "test"], help="one set")
    args = parser.parse_args()
    scorer = args.shared / "score" / "record.py"
    console = Console(width=100)
    if not scorer.is_file():
        console.print(
            f"Nothing measured: the scorer is not there ({scorer}). --shared names the folder that holds score/."
        )
        return 0
    sets = {
        "seed": [args.shared / "gold" / "seed.json"],
        "dev": sorted(OWN.glob("a*.json")),
        "test": sorted(OWN.glob("t*.json")),
    }
    chosen = {name: files for name, files in sets.items() if files and args.only in (None, name)}
    figures = {name: score(scorer, files, args.errors and name != "test") for name, files in chosen.items()}
    table = Table("", *(f"{name} ({len(files)})" for name, files in chosen.items()))
    for key in dict.fromkeys(key for each in figures.values() for key in each):
        cells = [each.get(key) for each in figures.values()]
        table.add_row(key, *(f"{c['hit']:.0f} of {c['of']:.0f}  {c['rate'] or 0:.1%}" if c else "–" for c in cells))
    console.print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
