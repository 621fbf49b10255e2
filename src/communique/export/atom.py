"""An Atom feed: one entry an event, for readers and robots that follow feeds.

Source: RFC 4287, "The Atom Syndication Format" (December 2005), sections 3 and 4; ids are tag URIs (RFC 4151).
"""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from communique.export.dropped import Dropped
from communique.export.look import TAG, Data, Look, looks, plain, web_address
from communique.export.markup import fragment

_ATOM = "http://www.w3.org/2005/Atom"
_KEPT = frozenset(["content", "behalf", "channel", "place", "quantity", "mode", "basis"])
#: A feed must say when it changed; this is said of one without entries.
_NEVER = date(1970, 1, 1)
_MEMORY = 8_000_000


def write(records: Iterable[Data], target: BinaryIO) -> Dropped:
    """Write a feed with an entry for each event of a report whose day of publication is known, in the records' order.

    `published` and `updated` of an entry are the day of publication at midnight UTC (a month's or year's first day, if no more
    is known); `updated` of the feed is the newest of them, never the clock. `title` is plain text, `content` HTML in which the
    report's own words are escaped, `category` the type and the status, `link` the report's address if it is one of http or https.
    Entries wait in a temporary file, since `updated` stands before them.
    """
    dropped = Dropped()
    newest: date | None = None
    with SpooledTemporaryFile(max_size=_MEMORY) as entries:
        for look in looks(records):
            dropped.report(look.record)
            if look.published is None:
                dropped.add("event[s] of reports without a day of publication [is|are] not written", len(look.events))
                continue
            day = look.published.first
            if look.events and not look.published.exact:
                dropped.add("report[s] whose day of publication is not known exactly [has|have] the first possible one")
            for event in look.events:
                newest = day if newest is None else max(newest, day)
                dropped.event(event, _KEPT)
                entries.write(_xml(_entry(look, event, day)))
        target.write(b'<?xml version="1.0" encoding="utf-8"?>\n')
        target.write(f'<feed xmlns="{_ATOM}">\n'.encode())
        for name, text in (("id", f"{TAG}feed"), ("title", "Events"), ("updated", _stamp(newest or _NEVER))):
            target.write(f"<{name}>{text}</{name}>\n".encode())
        target.write(b"<author><name>Communiqu\xc3\xa9</name></author>\n")
        entries.seek(0)
        shutil.copyfileobj(entries, target)
        target.write(b"</feed>\n")
    return dropped


def _entry(look: Look, event: Data, day: date) -> ET.Element:
    entry = ET.Element("entry")
    _add(entry, "id", f"{TAG}event/{event['id']}")
    _add(entry, "title", look.headline(event), type="text")
    _add(entry, "published", _stamp(day))
    _add(entry, "updated", _stamp(day))
    outlet = plain(look.document["outlet"])
    if outlet:
        _add(ET.SubElement(entry, "author"), "name", outlet)
    address = web_address(look.document["url"])
    if address is not None:
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for term, scheme in ((event["type"], "type"), (event["status"], "status")):
        ET.SubElement(entry, "category", {"term": term, "scheme": f"{TAG}{scheme}"})
    _add(entry, "content", fragment(look, event), type="html")
    return entry


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _xml(entry: ET.Element) -> bytes:
    text: str = ET.tostring(entry, encoding="unicode")
    return text.encode("utf-8") + b"\n"


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
