"""iCalendar: what happened and what is planned, as entries of a calendar.

Source: RFC 5545, "Internet Calendaring and Scheduling Core Object Specification" (September 2009), sections 3.4, 3.6.1 and 3.8.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO

from communique.export.dropped import Dropped
from communique.export.look import Data, Days, Look, days, looks, plain, web_address

if TYPE_CHECKING:
    from icalendar import Event

_STATUS = {"actual": "CONFIRMED", "planned": "TENTATIVE"}
_KEPT = frozenset(["content", "behalf", "channel", "place", "quantity", "mode", "basis"])
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//Events//EN", "CALSCALE:GREGORIAN")


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write a calendar with one VEVENT for each dated event that happened or is planned.

    - UID: the event's id and ``@communique``.
    - DTSTAMP: the first possible day of publication at midnight UTC, or the event's first day; never the clock.
    - DTSTART, DTEND: whole days; a month, week, year or interval from its first day to the day after its last, and the description
      says that only so much is known.
    - STATUS: CONFIRMED if it happened, TENTATIVE if it is planned. TRANSP is TRANSPARENT: nobody's time is taken.
    - SUMMARY, DESCRIPTION, LOCATION, CATEGORIES (the type), URL (of http or https).
    """
    dropped = Dropped()
    target.write("".join(f"{line}\r\n" for line in _HEAD).encode())
    for look in looks(records):
        dropped.report(look.record)
        for event in look.events:
            when = days(event["when"]["value"])
            if event["status"] not in _STATUS:
                dropped.add(f"event[s] that [is|are] {event['status']} [has|have] no place in a calendar")
            elif when is None:
                dropped.add("event[s] without a date [is|are] not written")
            else:
                dropped.event(event, _KEPT)
                target.write(_vevent(look, event, when).to_ical())
    target.write(b"END:VCALENDAR\r\n")
    return dropped


def _vevent(look: Look, event: Data, when: Days) -> Event:
    from icalendar import Event  # only here: it takes a third of a second to load

    entry = Event()
    stamp = look.published.first if look.published is not None else when.first
    entry.add("uid", f"{event['id']}@communique")
    entry.add("dtstamp", datetime.combine(stamp, time(), UTC))
    entry.add("dtstart", when.first)
    entry.add("dtend", when.last + timedelta(days=1))
    entry.add("summary", look.headline(event))
    entry.add("description", _description(look, event, when))
    if event["place"]:
        entry.add("location", plain(event["place"]))
    entry.add("categories", [event["type"]])
    entry.add("status", _STATUS[event["status"]])
    entry.add("transp", "TRANSPARENT")
    address = web_address(look.document["url"])
    if address is not None:
        entry.add("url", address)
    return entry


def _description(look: Look, event: Data, when: Days) -> str:
    lines = [plain(look.sentence(event) or look.quote(event["trigger"]))]
    if event["content"]:
        lines.append(plain(look.content(event)))
    if not when.exact:
        lines.append(f"The day is not known: some time in {when.value}.")
    lines += [f"{label}: {value}" for label, value in look.facts(event)]
    return "\n".join(lines)
