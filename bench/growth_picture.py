"""A line chart as SVG: milliseconds for a report over the size of the record; light and dark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 120, 24, 48
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #333; }
.grid { stroke: #ddd; }
.line { fill: none; stroke-width: 2.5; }
.c0 { stroke: #1b5e9e; fill: #1b5e9e; } .c1 { stroke: #b3541e; fill: #b3541e; } .c2 { stroke: #4f7a28; fill: #4f7a28; }
path.c0, path.c1, path.c2 { fill: none; }
text.c0, text.c1, text.c2 { stroke: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd; } .grid { stroke: #444; }
  .c0 { stroke: #79b4ea; fill: #79b4ea; } .c1 { stroke: #f0a06c; fill: #f0a06c; } .c2 { stroke: #a5cf7b; fill: #a5cf7b; }
}
"""


def draw(lines: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """The chart.

    Args:
        lines: (size, milliseconds) of each line, by its name; sizes are the same for all.
    """
    sizes = [x for x, _ in next(iter(lines.values()))]
    top = _round_up(max(y for points in lines.values() for _, y in points))
    width, height = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def across(size: int) -> float:
        share = math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else 0.5
        return _LEFT + width * share

    def up(value: float) -> float:
        return _TOP + height * (1 - value / top)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t">',
        f'<title id="t">Milliseconds to add a report to a record of {sizes[0]:,} to {sizes[-1]:,} reports</title>',
        f"<style>{_STYLE}</style>",
    ]
    for n in range(5):
        value = top * n / 4
        y = up(value)
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + width}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{across(size):.1f}" y="{HEIGHT - 26}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{_LEFT + width / 2}" y="{HEIGHT - 8}" text-anchor="middle">reports in the record</text>')
    parts.append(f'<text x="{_LEFT - 44}" y="14">ms for one more report</text>')
    for n, (name, points) in enumerate(lines.items()):
        path = " ".join(f"{'L' if k else 'M'}{across(x):.1f},{up(y):.1f}" for k, (x, y) in enumerate(points))
        parts.append(f'<path class="line c{n}" d="{path}"/>')
        parts += [f'<circle class="c{n}" cx="{across(x):.1f}" cy="{up(y):.1f}" r="3.5"/>' for x, y in points]
        x, y = points[-1]
        parts.append(f'<text class="c{n}" x="{across(x) + 10:.1f}" y="{up(y) + 4:.1f}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 8 times a power of ten: its quarters are short numbers."""
    power = 10 ** math.floor(math.log10(value))
    return float(next((n * power for n in (1, 2, 4, 8) if n * power >= value), 10 * power))
