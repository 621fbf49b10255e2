"""What later reports are compared with: the words and turns of each event, kept because they need the parse."""

from __future__ import annotations

from communique.lexicon import words
from communique.links import answers, denials
from communique.links.exchanges import own_behalf
from communique.links.pointing import pointed
from communique.links.topic import Topics
from communique.model import Event, Traits

#: Sentences at the head of a report that tell its affair, the title included.
_LEAD = 4


def find(events: tuple[Event, ...], topics: Topics) -> tuple[Traits, ...]:
    """The traits of each event, in the order of the events."""
    return tuple(_traits(e, topics) for e in events)


def lead(topics: Topics) -> tuple[str, ...]:
    """Content words of the title and the first sentences, sorted: what a report is about."""
    tokens = topics.parsed.tokens
    found = {w for t in tokens if t.sentence < _LEAD and (w := topics.content_word(t))}
    return tuple(sorted(found | topics.title_words()))


def _traits(event: Event, topics: Topics) -> Traits:
    trigger = topics.trigger(event)
    opens, answers_ = answers.opens(event, topics), answers.answers(event, topics)
    point = pointed(event, topics) if answers_ else None
    return Traits(
        event=event.id,
        lemma=trigger.lemma.lower() if trigger is not None else "",
        words=tuple(sorted(topics.words(event))),
        sentence_words=tuple(sorted(topics.sentence_words(event))),
        parties=tuple(sorted(topics.named_beside(event))),
        opens=opens,
        answers=answers_,
        denies=denials.denies(event, topics),
        own_behalf=own_behalf(event, topics),
        called=point.noun if point is not None else None if answers_ else topics.points_at(event, "opening-nouns"),
        definite=point is not None and (point.definite or bool(point.owners)),
        explicit=(trigger is not None and trigger.lemma.lower() in words("answer-words"))
        or topics.in_response(event)
        or event.rule.startswith("CONSULT.reply"),
    )
