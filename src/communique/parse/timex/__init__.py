"""Time expressions by rules: text and publication day in, TIMEX3 values out.

The flow, one module a step, all of it pure:

1. `tokens`   text -> tokens, each with the classes its form may belong to (one character for each set of classes)
2. `grammar`  the string of those characters -> matches of named rules (one combined regular expression, linear)
3. `readers`  match -> `Expr`, what was said, not yet where on the calendar; false alarms fall out here
4. `resolution`  `Expr` + publication day + dates before it -> `Timex`

Types and values follow TimeML 1.2.1 (TIMEX3); the years before Christ are written ``BC0490`` as in TIMEX2.
"""

from __future__ import annotations

from communique.model import Published, Timex
from communique.parse.timex.readers import expressions
from communique.parse.timex.resolution import resolve


def find(text: str, published: Published) -> tuple[Timex, ...]:
    """All time expressions of `text` in text order, not overlapping.

    Args:
        text: the document's text; spans are half-open code points of it.
        published: the publication day. Its value may be None (unknown), a day, month or year, or an interval ``a/b``;
            whatever needs more than it says stays unresolved.

    Returns:
        Timexes with the TIMEX3 value at the precision that is known and the basis for it. Never today's date.

    >>> [t.value for t in find("They met on Thursday.", Published("2022-02-11", "given"))]
    ['2022-02-10']
    >>> [t.value for t in find("They met on Thursday.", Published(None, "unknown"))]
    ['XXXX-WXX-4']

    """
    return resolve(text, expressions(text), published)
