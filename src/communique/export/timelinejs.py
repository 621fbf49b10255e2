"""TimelineJS 3: one slide an event that has a date.

Source: Knight Lab, "TimelineJS3: JSON format" (timeline, slide, date and text objects).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from typing import BinaryIO

from communique.export.dropped import Dropped
from communique.export.look import Data, Days, Look, days, looks
from communique.export.markup import fragment

_HEAD = b'{"title":{"text":{"headline":"Events","text":""}},"events":['
_KEPT = frozenset(["content", "behalf", "channel", "place", "quantity", "mode", "basis"])
_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d{2}")


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write ``{"title": …, "events": […]}`` with a slide for each event whose date is known, whatever its status.

    A slide has `start_date` with year, month and day as far as they are known; `end_date` if the date is an interval, a week or a
    quarter; `display_date`, the date as the record has it, where it isn't one day; `text.headline` with the status unless the event
    happened; `text.text`; `group`, the type; and `unique_id`, the event's id. TimelineJS puts headline, text and group
    into the page as HTML: they are escaped.
    """
    dropped = Dropped()
    target.write(_HEAD)
    first = True
    for look in looks(records):
        dropped.report(look.record)
        for event in look.events:
            when = days(event["when"]["value"])
            if when is None:
                dropped.add("event[s] without a date [is|are] not written")
                continue
            dropped.event(event, _KEPT)
            slide = json.dumps(_slide(look, event, when), ensure_ascii=False, separators=(",", ":"))
            target.write(("\n" if first else ",\n").encode() + slide.encode("utf-8"))
            first = False
    target.write(b"\n]}\n")
    return dropped


def _slide(look: Look, event: Data, when: Days) -> Data:
    slide: Data = {"start_date": {"year": when.first.year, "month": when.first.month, "day": when.first.day}}
    if _YEAR.fullmatch(when.value):
        slide["start_date"] = {"year": when.first.year}
    elif _MONTH.fullmatch(when.value):
        slide["start_date"] = {"year": when.first.year, "month": when.first.month}
    elif not when.exact:
        slide["end_date"] = {"year": when.last.year, "month": when.last.month, "day": when.last.day}
    if not when.exact:
        slide["display_date"] = escape(when.value)
    return slide | {
        "text": {"headline": escape(look.headline(event), quote=True), "text": fragment(look, event)},
        "group": escape(event["type"], quote=True),
        "unique_id": event["id"],
    }
