"""Numbers, units and durations as TIMEX3 writes them."""

from __future__ import annotations

from communique.parse.timex.tokens import Tokens

#: Units that ISO 8601 has no letter for: letter and how many of it.
_AS: dict[str, tuple[str, float]] = {
    "DE": ("Y", 10),
    "CE": ("Y", 100),
    "MI": ("Y", 1000),
    "FN": ("W", 2),
    "Q": ("M", 3),
    "NI": ("D", 1),
}
_HALVES: dict[str, tuple[str, int]] = {
    "TH": ("TM", 30),
    "D": ("TH", 12),
    "Y": ("M", 6),
    "DE": ("Y", 5),
    "CE": ("Y", 50),
}


def number(tokens: Tokens, first: int, end: int) -> float | None:
    """Return the number that tokens `first` to `end` hold; None when vague ("several", "a few"); 1 for "a" alone.

    "two and a half" is 2.5, "half a" 0.5, "twenty-five" 25, "two hundred" 200.
    """
    total: float = 0
    seen = vague = article = half = False
    for i in range(first, end):
        if tokens.has(i, "vague") and not (tokens.has(i, "approx") and i + 1 < end):
            vague = True
        elif tokens.has(i, "num") or tokens.has(i, "num4"):
            word = tokens.value(i, "num")
            if word is None:
                total, seen = _figure(tokens.form(i)), True
            elif word in (100, 1000, 12) and seen:
                total *= word
            elif word in (100, 1000, 12):
                total, seen = word, True
            else:
                total, seen = (total + word if seen and total >= 20 and word < 20 else word), True
        elif tokens.has(i, "half"):
            half = True
        elif tokens.has(i, "a"):
            article = True
    if vague:
        return None
    if half:
        return total + 0.5 if seen else 0.5
    return total if seen else (1 if article else None)


def _figure(form: str) -> float:
    try:
        return float(form.replace(",", ""))
    except ValueError:
        return 0.0


def duration(count: float | None, unit: str) -> str:
    """ISO 8601 duration with X for a vague number: ``P3D``, ``PT2H``, ``PXY``, ``P2.5Y``.

    >>> duration(2.5, "Y"), duration(None, "TH"), duration(1, "DE"), duration(0.5, "TH")
    ('P2.5Y', 'PTXH', 'P10Y', 'PT30M')
    """
    if unit == "WE":
        return f"P{'X' if count is None else _plain(count)}WE"
    if count == 0.5 and unit in _HALVES:
        unit, count = _HALVES[unit]
    elif unit in _AS and count is not None:
        unit, factor = _AS[unit][0], _AS[unit][1]
        count *= factor
    elif unit in ("FN", "NI", "Q"):
        unit = _AS[unit][0]
    amount = "X" if count is None else _plain(count)
    return f"PT{amount}{unit[1]}" if unit[0] == "T" and len(unit) == 2 else f"P{amount}{unit}"


def _plain(count: float) -> str:
    return str(int(count)) if count == int(count) else f"{count:g}"
