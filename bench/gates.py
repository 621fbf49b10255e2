"""The floors of bench/levels.toml: read, compared with what was measured, moved."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a set: the level to reach, the floor it stands on, what others reach; `lower_better` where less is better."""

    name: str
    level: float | None = None
    floor: float | None = None
    lower_better: bool = False
    peers: Mapping[str, float] = field(default_factory=dict)

    @property
    def sign(self) -> str:
        """How a value compares with the level."""
        return "≤" if self.lower_better else "≥"

    def reached(self, value: float) -> bool:
        """Whether a value is at the level or better."""
        return self.level is None or (value <= self.level if self.lower_better else value >= self.level)

    def fell(self, value: float) -> bool:
        """Whether a value, rounded to three places as floors are, is worse than the floor."""
        if self.floor is None:
            return False
        return round(value, 3) > self.floor if self.lower_better else round(value, 3) < self.floor


@dataclass(frozen=True, slots=True)
class Gate:
    """A set of gold data and its figures."""

    name: str
    data: str
    own: bool
    kind: str
    digest: str
    figures: tuple[Figure, ...]

    def files(self, root: Path, shared: Path) -> list[Path]:
        """The files of the set, sorted; none where it is not there."""
        return sorted((root if self.own else shared).glob(self.data))


def load(path: Path) -> dict[str, Gate]:
    """All sets, in the order of the file."""
    found = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        figures = tuple(
            Figure(key, f.get("level"), f.get("floor"), f.get("worse") == "higher", f.get("peers", {}))
            for key, f in table["figures"].items()
        )
        found[name] = Gate(name, table["data"], table["where"] == "own", table["kind"], table["digest"], figures)
    return found


def digest(files: Iterable[Path]) -> str:
    """sha256 over names and bytes, 16 hexadecimal digits."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def write(
    path: Path,
    figures: Mapping[str, Mapping[str, float]],
    digests: Mapping[str, str],
    *,
    raise_: bool,
    lower: str | None = None,
    reason: str | None = None,
) -> None:
    """Move floors in the file, all else untouched: up where a figure rose (`raise_`), down for the one named by `lower`."""
    gates = load(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    out: list[str] = []
    name = figure = ""
    for line in lines:
        if match := re.fullmatch(r"\[(\w+)\]", line):
            name, figure = match.group(1), ""
        elif match := re.fullmatch(r'\[(\w+)\.figures\."(.+)"\]', line):
            name, figure = match.group(1), match.group(2)
        if line.startswith("digest = ") and name in digests and (raise_ or gates[name].digest == ""):
            line = f'digest = "{digests[name]}"'
        if line.startswith(("floor = ", "lowered = ")) and figure in figures.get(name, {}):
            if line.startswith("lowered = ") and f"{name}.{figure}" != lower:
                out.append(line)
            continue
        out.append(line)
        if line.startswith("[") and figure in figures.get(name, {}):
            out += _floor(gates[name], figure, figures[name][figure], raise_, lower, reason)
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def _floor(gate: Gate, name: str, value: float, raise_: bool, lower: str | None, reason: str | None) -> list[str]:
    figure = next((f for f in gate.figures if f.name == name), None)
    if figure is None:
        return []
    down = f"{gate.name}.{name}" == lower
    # Rounded to the worse side, so that what was measured is never below its own floor.
    rounded = math.ceil(value * 1000 - 1e-6) / 1000 if figure.lower_better else math.floor(value * 1000 + 1e-6) / 1000
    better = figure.floor is None or (rounded < figure.floor if figure.lower_better else rounded > figure.floor)
    floor = rounded if down or (raise_ and better) else figure.floor
    lines = [] if floor is None else [f"floor = {floor:.3f}"]
    return lines + ([f'lowered = "{(reason or "").replace(chr(34), chr(39))}"'] if down else [])


def page(path: Path, gates: Mapping[str, Gate], figures: Mapping[str, Mapping[str, float]]) -> None:
    """Put the table of figures between the marks of a page, all else untouched."""
    rows = ["| set | figure | Communiqué | to reach | others |", "| --- | --- | --- | --- | --- |"]
    for name, gate in gates.items():
        for figure in gate.figures:
            value = figures.get(name, {}).get(figure.name)
            if value is None:
                continue
            level = "" if figure.level is None else f"{figure.sign} {figure.level:.2f}"
            mark = "" if figure.reached(value) else " (short)"
            others = ", ".join(f"{who} {what:.3f}" for who, what in figure.peers.items())
            rows.append(f"| `{name}` | {figure.name} | {value:.3f}{mark} | {level} | {others} |")
    text = path.read_text(encoding="utf-8")
    start, end = "<!-- figures -->\n", "<!-- end of figures -->"
    if start not in text or end not in text:
        raise SystemExit(f"{path}: the marks {start.strip()} and {end} are missing. Put them where the table belongs.")
    head, tail = text.split(start)[0], text.split(end)[1]
    path.write_text(head + start + "\n".join(rows) + "\n" + end + tail, encoding="utf-8")
