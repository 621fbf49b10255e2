"""Where the parties of a network stand: a force layout without chance.

The forces are those of Jacomy et al. 2014, "ForceAtlas2": nodes repel each other by their numbers of lines, which keeps the busiest
apart, lines draw by their length, and a pull to the middle holds what is not connected. The start is fixed, and so is the number of
steps. Places are rounded after every step, so that the last bit of a float, which differs between machines, does not grow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

_MOST_STEPS = 300
_MOST_PAIRS = 1_500_000
_GRAVITY = 0.15
_HEAT = 0.2
_EVEN = 0.55
_DIGITS = 4
_GOLDEN = pi * (3 - sqrt(5))


def place(number: int, pull: Mapping[tuple[int, int], float]) -> list[tuple[float, float]]:
    """Places of nodes in a plane, around (0, 0).

    Args:
        number: of nodes.
        pull: for two nodes with a line between them, how strongly it draws, in (0, 1].
    """
    # Rings of a sunflower instead of one circle: equal distances from the middle would hold the nodes there.
    xs = [round(sqrt(n + 0.5) * cos(n * _GOLDEN), _DIGITS) for n in range(number)]
    ys = [round(sqrt(n + 0.5) * sin(n * _GOLDEN), _DIGITS) for n in range(number)]
    steps = min(_MOST_STEPS, _MOST_PAIRS // max(number * number // 2, 1))
    lines = sorted(pull.items())
    mass = [1.0] * number
    for a, b in pull:
        mass[a] += 1
        mass[b] += 1
    for step in range(steps):
        fx = [-_GRAVITY * m * x for m, x in zip(mass, xs, strict=True)]
        fy = [-_GRAVITY * m * y for m, y in zip(mass, ys, strict=True)]
        for a in range(number):
            ax, ay, heavy = xs[a], ys[a], mass[a]
            for b in range(a + 1, number):
                dx, dy = ax - xs[b], ay - ys[b]
                force = heavy * mass[b] / (dx * dx + dy * dy + 1e-3)
                fx[a] += dx * force
                fy[a] += dy * force
                fx[b] -= dx * force
                fy[b] -= dy * force
        for (a, b), strength in lines:
            dx, dy = (xs[a] - xs[b]) * strength, (ys[a] - ys[b]) * strength
            fx[a] -= dx
            fy[a] -= dy
            fx[b] += dx
            fy[b] += dy
        heat = _HEAT * sqrt(number) * (1 - step / steps) ** 2 + 0.01
        for n in range(number):
            length = sqrt(fx[n] * fx[n] + fy[n] * fy[n])
            if length > 0:
                move = min(length / mass[n], heat) / length
                xs[n] = round(xs[n] + fx[n] * move, _DIGITS)
                ys[n] = round(ys[n] + fy[n] * move, _DIGITS)
    return list(zip(xs, ys, strict=True))


def fit(
    places: Sequence[tuple[float, float]], left: float, top: float, across: float, down: float
) -> list[tuple[float, float]]:
    """The places turned so that they are widest from left to right, and spread over a box."""
    if len(places) < 2:
        return [(left + across / 2, top + down / 2) for _ in places]
    middle = (sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places))
    moved = [(x - middle[0], y - middle[1]) for x, y in places]
    xx, yy, xy = sum(x * x for x, _ in moved), sum(y * y for _, y in moved), sum(x * y for x, y in moved)
    # direction of the main axis: the eigenvector of the larger eigenvalue of [[xx, xy], [xy, yy]]
    larger = (xx + yy) / 2 + sqrt(((xx - yy) / 2) ** 2 + xy * xy)
    ux, uy = (xy, larger - xx) if abs(xy) > 1e-6 else ((1.0, 0.0) if xx >= yy else (0.0, 1.0))
    length = sqrt(ux * ux + uy * uy)
    ux, uy = ux / length, uy / length
    turned = [(x * ux + y * uy, y * ux - x * uy) for x, y in moved]
    xs, ys = _spread([x for x, _ in turned]), _spread([y for _, y in turned])
    return [(left + across * x, top + down * y) for x, y in zip(xs, ys, strict=True)]


def _spread(values: Sequence[float]) -> list[float]:
    """The values between 0 and 1, half-way to even distances, so that one far away does not squeeze all others."""
    low, high = min(values), max(values)
    order = sorted(range(len(values)), key=lambda n: (values[n], n))
    rank = {n: place / (len(values) - 1) for place, n in enumerate(order)}
    return [
        _EVEN * rank[n] + (1 - _EVEN) * ((value - low) / (high - low) if high > low else 0.5)
        for n, value in enumerate(values)
    ]


def apart(
    places: Sequence[tuple[float, float]], radii: Sequence[float], box: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    """The places moved until no two circles touch, as far as the box (left, top, right, bottom) has room."""
    found = [list(p) for p in places]
    for _ in range(40):
        moved = False
        for a in range(len(found)):
            for b in range(a + 1, len(found)):
                dx, dy = found[b][0] - found[a][0], found[b][1] - found[a][1]
                least = radii[a] + radii[b] + 10
                if dx * dx + dy * dy < least * least:
                    length = sqrt(dx * dx + dy * dy)
                    ux, uy = (dx / length, dy / length) if length > 0 else (0.0, 1.0)
                    push = (least - length) / 2
                    found[a] = [found[a][0] - ux * push, found[a][1] - uy * push]
                    found[b] = [found[b][0] + ux * push, found[b][1] + uy * push]
                    moved = True
        for n, (x, y) in enumerate(found):
            found[n] = [min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])]
        if not moved:
            break
    return [(x, y) for x, y in found]
