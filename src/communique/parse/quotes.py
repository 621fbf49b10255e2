"""Quotations: straight, curly, angled and nested ones, those that run over paragraphs, and dash dialogue.

An opening mark without its partner never reaches beyond its own paragraph, so one lost quotation mark harms one paragraph only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from communique.parse.layout import Paragraph

_OPEN = {"“": "”", "„": "”“‟", "«": "»", "‟": "”", "‘": "’", "‚": "’‘"}
_CLOSE = frozenset("”»’")
_DASH = re.compile(r"(?<=[\s.,!?…\"”])[-–—]\s?(?=\w)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+[A-Z])")
_CONTENT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation. `start`/`end` with the marks, `inner_start`/`inner_end` without; all into the document's text.

    `depth` 0 is outermost; `continued`: begun in the paragraph before; `runs_on`: goes on in the next paragraph;
    `marks`: "double", "single" or "dash".
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    paragraph: int
    marks: str
    continued: bool = False
    runs_on: bool = False
    balanced: bool = True


#: The end of a sentence before a capital letter or an opening mark; not an abbreviation such as "Mr." or "U.S.".
_NEXT_SENTENCE = re.compile(
    r"(?<=[a-z0-9)\]\"”»]{2})[.!?][\"”»]?\s*(?=[\"“«]?[A-Z])(?<!\bMr\.\s)(?<!\bDr\.\s)(?<!\bMs\.\s)"
)


def find(text: str, paragraphs: tuple[Paragraph, ...], cue_verbs: frozenset[str]) -> tuple[Quote, ...]:
    """All quotations of a text in order of their start, outer before inner."""
    found: list[Quote] = []
    open_before = False
    for number, paragraph in enumerate(paragraphs):
        if paragraph.heading:
            continue
        inside, still_open = _marked(text, paragraph, number)
        if still_open is None and paragraph.bullet in ("-", "–", "—", "") and not open_before:
            spoken = [
                q
                for q in _dialogue(text, paragraph, number, cue_verbs)
                if not any(m.start <= q.start and q.end <= m.end for m in inside)
            ]
            spoken = [
                q for q in spoken if not any(m.start < q.start < m.end or m.start < q.end < m.end for m in inside)
            ]
            if spoken:
                inside = [
                    Quote(
                        m.start,
                        m.end,
                        m.inner_start,
                        m.inner_end,
                        m.depth + any(q.start <= m.start and m.end <= q.end for q in spoken),
                        number,
                        m.marks,
                    )
                    for m in inside
                ] + spoken
                inside.sort(key=lambda q: (q.start, -q.end))
        if open_before and inside and inside[0].start == paragraph.start:
            first = inside[0]
            inside[0] = Quote(first.start, first.end, first.inner_start, first.inner_end, 0, number, first.marks, True)
        open_before = False
        if still_open is not None:
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            runs_on = following is not None and text[following.start : following.start + 1] in ('"', "“", "„", "«")
            continued = (
                still_open == paragraph.start
                and bool(found)
                and found[-1].runs_on
                and found[-1].paragraph == number - 1
            )
            end = (
                paragraph.end
                if runs_on or still_open == paragraph.start
                else _first_end(text, still_open, paragraph.end)
            )
            inside = [q for q in inside if q.start < still_open or q.start >= end] + [
                Quote(still_open, end, still_open + 1, end, 0, number, "double", continued, runs_on, False)
            ]
            inside.sort(key=lambda q: (q.start, -q.end))
            open_before = runs_on
        found.extend(inside)
    return tuple(q for q in found if _CONTENT.search(text, q.inner_start, q.inner_end))


def _first_end(text: str, start: int, end: int) -> int:
    match = _SENTENCE_END.search(text, start, end)
    return match.end() if match else end


def _marked(text: str, paragraph: Paragraph, number: int) -> tuple[list[Quote], int | None]:
    """Quotations by marks inside one paragraph, and the place of an outermost mark that nothing closes."""
    found: list[Quote] = []
    stack: list[tuple[str, int, int]] = []  # mark, start, inner start

    def close(level: int, inner_end: int, end: int) -> None:
        mark, start, inner = stack[level]
        del stack[level:]
        found.append(Quote(start, end, inner, inner_end, level, number, "single" if mark in "'‘‚" else "double"))

    i = paragraph.start
    while i < paragraph.end:
        c = text[i]
        width = 2 if text[i : i + 2] in ("``", "''") and i + 1 < paragraph.end else 1
        before = text[i - 1] if i > paragraph.start else " "
        after = text[i + width] if i + width < paragraph.end else " "
        if c == '"' or width == 2:
            level = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == '"'), None)
            opens = text[i : i + 2] == "``" or ((before.isspace() or before in "([—–") and not after.isspace())
            if level is None or (opens and width == 1 and not _closes(text, i, paragraph)):
                if level is not None:
                    del stack[level:]  # the earlier mark was never closed
                if not after.isspace() or level is None:
                    stack.append(('"', i, i + width))
            else:
                close(level, i, i + width)
        elif c in "“„«‟":
            level = next((k for k in range(len(stack) - 1, -1, -1) if c in _OPEN.get(stack[k][0], "")), None)
            if level is not None and not after.isalnum():
                close(level, i, i + 1)
            else:
                stack.append((c, i, i + 1))
        elif c in "”»":
            level = next(
                (k for k in range(len(stack) - 1, -1, -1) if c in _OPEN.get(stack[k][0], "") or stack[k][0] == '"'),
                None,
            )
            if level is not None:
                close(level, i, i + 1)
            elif c == "”" and before.isspace() and after.isalnum():
                stack.append(("“", i, i + 1))  # a typist's wrong opening mark
        elif c in "'‘‚" and not before.isalnum() and before not in ".,!?" and (after.isalnum() or after in '"“[…'):
            if _single_closes(text, i, paragraph):
                stack.append((c, i, i + 1))
        elif c in "'’" and not after.isalnum() and not before.isspace():
            level = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] in "'‘‚"), None)
            if level is not None and not _possessive(text, i, stack[level][1], paragraph):
                close(level, i, i + 1)
        i += width
    found.sort(key=lambda q: (q.start, -q.end))
    unclosed = next((start for mark, start, _ in stack if mark not in "'‘‚"), None)
    if unclosed is not None:
        found = [
            Quote(q.start, q.end, q.inner_start, q.inner_end, max(0, q.depth - 1), number, q.marks)
            if q.start > unclosed
            else q
            for q in found
        ]
    return found, unclosed


def _closes(text: str, i: int, paragraph: Paragraph) -> bool:
    """Whether a straight mark after a space still looks like a closing one: an odd number of marks follows."""
    return text.count('"', i, paragraph.end) % 2 == 1 and text[i + 1 : i + 2] in ",.;:!?)" + " "


def _single_closes(text: str, i: int, paragraph: Paragraph) -> bool:
    """Whether a single mark has a plausible partner: followed by space or punctuation, not a mere apostrophe of a plural."""
    match = re.compile(r"(?<=[\w.,!?…\]])['’](?!\w)").search(text, i + 1, paragraph.end)
    return match is not None


def _possessive(text: str, i: int, opened: int, paragraph: Paragraph) -> bool:
    """``states' `` inside single quotes: an s before, a lower-case word after, and another closing mark later on."""
    if text[i - 1] not in "sS" or not re.match(r"['’] [a-z]", text[i : i + 3]):
        return False
    return re.compile(r"(?<=[\w.,!?…])['’](?!\w)").search(text, i + 1, paragraph.end) is not None


def _dialogue(text: str, paragraph: Paragraph, number: int, cue_verbs: frozenset[str]) -> Iterable[Quote]:
    """Continental dash dialogue: ``- We want no war - said Lavrov. - We are ready.``

    The parts between dashes alternate between speech and narration; a part counts as narration when one of its first words is a
    verb of saying. Without one the dashes are ordinary ones and nothing is yielded.
    """
    cuts = [m.start() for m in _DASH.finditer(text, paragraph.start, paragraph.end)]
    if not cuts:
        return
    pieces = []
    edge = paragraph.start
    for cut in [*cuts, paragraph.end]:
        pieces.append((edge, cut))
        edge = cut
    narration = [k > 0 and _narrates(text[s:e], cue_verbs, k == len(pieces) - 1) for k, (s, e) in enumerate(pieces)]
    if not any(narration):
        return
    first = narration.index(True) - 1
    if not paragraph.bullet and first > 0 and text[: pieces[first][0]].rstrip()[-1:] not in (".", "!", "?", '"', "”"):
        return
    start: int | None = pieces[0][0]
    dashed = paragraph.bullet or text[paragraph.start : paragraph.end].lstrip()[:1] in ("-", "–", "—")
    fresh: int | None = (
        None  # where a speech may begin after narration that no dash opened: "He refused. - We stay, - said X."
    )
    for (s, _), told in zip(pieces[1:], narration[1:], strict=True):
        if told and start is not None:
            if not dashed and start == pieces[0][0] and fresh is None:
                fresh = _last_sentence(
                    text, start, s
                )  # "He refused. We stay - said X.": what no dash opens is narration
            yield _trimmed(text, fresh if fresh is not None and not paragraph.bullet else start, s, number)
            start = fresh = None
        elif not told and start == pieces[0][0] and text[:s].rstrip()[-1:] in (".", "!", "?"):
            fresh = s
        elif not told and start is None:
            start = s
    if start is not None:
        yield _trimmed(text, start, paragraph.end, number)


def _last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence of a stretch starts; machine translation loses the space before it."""
    return max((m.end() for m in _NEXT_SENTENCE.finditer(text, start, end - 12)), default=start)


def _narrates(piece: str, cue_verbs: frozenset[str], last: bool) -> bool:
    words = re.findall(r"[^\W\d_]+", piece.lower())
    if not words:
        return False
    if any(w in cue_verbs for w in words[:2]):
        return True
    return last and len(words) <= 14 and any(w in cue_verbs for w in words[2:])


def _trimmed(text: str, start: int, end: int, number: int) -> Quote:
    inner_start, inner_end = start, end
    while inner_start < end and (text[inner_start].isspace() or text[inner_start] in "-–—"):
        inner_start += 1
    while inner_end > inner_start and (text[inner_end - 1].isspace() or text[inner_end - 1] in "-–—"):
        inner_end -= 1
    return Quote(inner_start, inner_end, inner_start, inner_end, 0, number, "dash")
