"""READ FIRST: the flow from a document to its record, as calls in their order."""

from __future__ import annotations

import dataclasses
from functools import cache

from communique import actors, events, ingest, links
from communique.actors.directory import directory
from communique.events import attribution
from communique.model import Actor, Document, Event, Mention, Record
from communique.parse import published as published_day
from communique.parse.parsed import Parsed, Parser
from communique.parse.syntax import DEFAULT_MODEL


@cache
def parser(model: str = DEFAULT_MODEL) -> Parser:
    """The parser with a model; loaded once."""
    return Parser(model)


def read(document: Document, model: str = DEFAULT_MODEL) -> Record:
    """The record of one document.

    Raises:
        UsageError: the model is not installed.
    """
    parsed = parser(model).parse(document)
    cast = actors.find(parsed, directory())
    found = events.find(parsed, cast)
    return _record(parsed, cast, found, links.find(parsed, cast, found))


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    model: str | None = None,
) -> Record:
    """The record of a text in memory; see :func:`communique.read`."""
    document = ingest.from_text(text, published=published, title=title, url=url, detect=published_day.detect)
    return read(document, model or DEFAULT_MODEL)


def _inside(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a nationality only helps to name somebody else ("Russian" in "the Russian army")."""
    return mention.reading == "demonym" and any(
        m.start <= mention.start and mention.end <= m.end and m.end - m.start > mention.end - mention.start
        for m in mentions
    )


def _record(parsed: Parsed, cast: actors.Cast, found: tuple[Event, ...], related: links.Related) -> Record:
    """Put the parts together: sentences of the body and headings that quote somebody, actors that are named or act, in order."""
    sentences = parsed.sentence_spans()
    told = {e.sentence for e in found}
    body = [k for k, s in enumerate(sentences) if not s.heading or k in told]
    number = {k: n for n, k in enumerate(body)}
    acting = {a for e in found for a in (*e.actors, *e.recipients, *e.behalf)}
    mentions = sorted(cast.mentions, key=lambda m: (m.start, -m.end, m.actor))
    kept: dict[str, Actor] = {}
    for mention in mentions:
        actor = cast.actors[mention.actor]
        if mention.actor in acting or not (
            actor.kind in ("people", "person", "other") and mention.reading == "nominal"
        ):
            kept.setdefault(mention.actor, actor)
    for identity in sorted(acting - set(kept)):
        kept[identity] = cast.actors[identity]
    shown = [m for m in mentions if m.actor in kept]
    headings = {n: parsed.text[p.start : p.end] for n, p in enumerate(parsed.paragraphs) if p.heading}
    return Record(
        document=parsed.document,
        sentences=tuple(dataclasses.replace(sentences[k], heading=False) for k in body),
        actors=tuple(kept.values()),
        mentions=tuple(m for m in shown if not _inside(m, shown)),
        timexes=parsed.timexes,
        events=tuple(dataclasses.replace(e, sentence=number[e.sentence]) for e in attribution.own_words(parsed, found)),
        links=related.links,
        exchanges=related.exchanges,
        sections=headings,
        traits=related.traits,
        lead=related.lead,
    )
