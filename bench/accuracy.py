"""Accuracy, guarded: every figure of bench/levels.toml measured, beside the level to reach, its floor and what others reach.

Usage: python bench/accuracy.py [--shared DIR] [--only SET …] [--errors N] [--pin] [--lower SET.FIGURE --reason TEXT] [--table FILE]

Exit code 1 where a figure fell below its floor, or the data is not the data that the floors were measured on. Sets whose data or scorer
is not there are left out, with the reason. `--errors` sets how many examples stand with each of the largest classes of error; those of the
project's test articles are never shown, so that nobody tunes on them. `--pin` raises floors to what was measured; `--lower` is the only
way down, one figure at a time, and the reason is kept. `--table` writes the page with the figures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import gates
from gold_sets import KINDS, Measured, MissingError
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
LEVELS = ROOT / "bench" / "levels.toml"
#: Sets whose errors are not shown.
UNSEEN = ("own_test",)
CLASSES = 6


def measure(gate: gates.Gate, shared: Path) -> Measured:
    """One set, read and scored.

    Raises:
        MissingError: its data or its scorer is not there.
    """
    files = gate.files(ROOT, shared)
    if not files:
        raise MissingError(f"{gate.data} is not there ({'the project' if gate.own else shared})")
    return KINDS[gate.kind](files, shared / "score")


def classes(console: Console, name: str, measured: Measured, examples: int) -> None:
    """The largest classes of error of a set."""
    sizes = Counter(kind for kind, _ in measured.errors)
    for kind, size in sizes.most_common(CLASSES):
        console.print(f"  [bold]{size}[/] {kind}", highlight=False)
        for _, example in [e for e in measured.errors if e[0] == kind][:examples]:
            console.print(f"      {example[:170]}", style="dim", markup=False, highlight=False)


def main() -> int:
    """Measure, compare, print; 1 where something fell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", nargs="+", metavar="SET", help="these sets")
    parser.add_argument("--errors", type=int, default=2, metavar="N", help="examples for each class of error (2)")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", metavar="SET.FIGURE", help="put this floor where the figure is now")
    parser.add_argument("--reason", help="why it may fall; goes with --lower")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the page with the figures")
    args = parser.parse_args()
    if bool(args.lower) != bool(args.reason):
        parser.error("--lower and --reason go together: a floor goes down only for a reason")
    found = gates.load(LEVELS)
    if unknown := set(args.only or ()) - set(found):
        parser.error(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(found)}")
    console = Console(width=130)
    table = Table("set", "figure", "now", "floor", "level", "others", title="Accuracy")
    fallen: list[str] = []
    measured: dict[str, Measured] = {}
    digests: dict[str, str] = {}
    for name, gate in found.items():
        if args.only and name not in args.only:
            continue
        try:
            measured[name] = measure(gate, args.shared)
        except MissingError as missing:
            console.print(f"{name}: not measured, {missing}", highlight=False)
            continue
        digests[name] = gates.digest(gate.files(ROOT, args.shared))
        if gate.digest and gate.digest != digests[name] and not args.pin:
            fallen.append(f"{name}: the data changed since its floors were pinned; look at the figures, then --pin")
        for figure in gate.figures:
            value = measured[name].figures.get(figure.name)
            if value is None:
                fallen.append(f"{name}: the scorer gives no “{figure.name}”")
                continue
            if figure.fell(value) and f"{name}.{figure.name}" != args.lower:
                fallen.append(f"{name}: {figure.name} fell to {value:.3f}, its floor is {figure.floor:.3f}")
            table.add_row(
                name,
                figure.name,
                f"{value:.3f}",
                "–" if figure.floor is None else f"{figure.floor:.3f}",
                ("" if figure.level is None else f"{figure.sign} {figure.level:.2f}{'' if figure.reached(value) else '  short'}"),
                ", ".join(f"{who} {what:.3f}" for who, what in figure.peers.items()),
            )  # fmt: skip
    console.print(table)
    for name, each in measured.items():
        if each.errors and name not in UNSEEN and args.errors:
            console.print(f"\n[bold]{name}[/]: largest classes of error", highlight=False)
            classes(console, name, each, args.errors)
    if args.pin or args.lower:
        figures = {name: each.figures for name, each in measured.items()}
        gates.write(LEVELS, figures, digests, raise_=args.pin, lower=args.lower, reason=args.reason)
        console.print(f"\nWritten: {LEVELS.relative_to(ROOT)}", highlight=False)
    if args.table:
        gates.page(args.table, gates.load(LEVELS), {name: each.figures for name, each in measured.items()})
    for line in fallen:
        console.print(f"[bold red]{line}[/]", highlight=False)
    return 1 if fallen and not args.pin else 0


if __name__ == "__main__":
    sys.exit(main())
