"""What holds of every record, whatever the report: used by the tests of made-up and of real texts."""

from __future__ import annotations

import itertools

from communique.model import Record


def spans(record: Record) -> list[tuple[str, int, int]]:
    """Every span of the record with what it is."""
    found = [("sentence", s.start, s.end) for s in record.sentences]
    found += [("mention", m.start, m.end) for m in record.mentions]
    found += [("timex", t.start, t.end) for t in record.timexes]
    for event in record.events:
        found.append((f"trigger of {event.rule}", event.trigger.start, event.trigger.end))
        found += [(f"{r.role} of {event.rule}", r.start, r.end) for r in event.roles]
        found += [(f"content of {event.rule}", c.start, c.end) for c in event.content]
        if event.when.span is not None:
            found.append((f"date of {event.rule}", event.when.span.start, event.when.span.end))
    if record.document.published.span is not None:
        found.append(("published", record.document.published.span.start, record.document.published.span.end))
    return found


def check(record: Record) -> None:
    """Fail with what is wrong, if anything is."""
    text = record.document.text
    assert not [s for s in spans(record) if not 0 <= s[1] < s[2] <= len(text)]
    assert not [s for s in spans(record) if not text[s[1] : s[2]].strip()]
    assert not [m for m in record.mentions if text[m.start : m.end] != m.text]
    assert not [(a, b) for a, b in itertools.pairwise(record.sentences) if a.end > b.start]
    events = [e.id for e in record.events]
    actors = [a.id for a in record.actors]
    assert len(set(events)) == len(events)
    assert len(set(actors)) == len(actors)
    named = {m.actor for m in record.mentions} | {
        r.actor for e in record.events for r in e.roles if r.actor is not None
    }
    named |= {a for e in record.events for a in (*e.actors, *e.recipients, *e.behalf)}
    named |= {a.actor for x in record.exchanges for a in x.addressees}
    assert not named - set(actors)
    pointed = {e.inside for e in record.events if e.inside is not None}
    pointed |= {end for link in record.links for end in (link.source, link.target)}
    pointed |= {e for x in record.exchanges for e in (x.opening, *x.answers, *x.claims)}
    assert not pointed - set(events)
    assert not [e for e in record.events if not 0 <= e.sentence < len(record.sentences)]
    assert not [e for e in record.events if e.inside == e.id]
    assert not [link for link in record.links if link.source == link.target or not 0 <= link.score <= 1]
