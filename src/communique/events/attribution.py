"""Speakers that no verb of saying names: quotations that run on, transcripts, and "we" and "I" inside what is quoted."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left

from communique.actors.cast import Cast, Named
from communique.events.kinds import Pattern
from communique.events.match import FIRST_PERSON, Draft, Matcher
from communique.events.nesting import Holding
from communique.events.slots import Args
from communique.events.spans import FULL_QUOTE_WORDS, Content, kind_of, trim
from communique.events.status import Verdict
from communique.lexicon import words
from communique.model import Event, Mention, Span
from communique.parse.parsed import Parsed
from communique.parse.quotes import Quote
from communique.parse.syntax import Token

RUN_ON = Pattern("run-on", "SAY", "verb", content=("quote",), cameo="010")
TRANSCRIPT = Pattern("transcript", "SAY", "verb", content=("quote",), cameo="010")
TAGGED = Pattern("tagged", "SAY", "verb", content=("quote",), cameo="010")
COLON = Pattern("colon", "SAY", "verb", content=("quote",), cameo="010")
_ATTITUDES = frozenset(
    f"SAY.{name}" for name in ("convinced", "feel-about", "hope-to", "see-as", "sure", "think", "think-aloud")
)
BUILT_IN = {p.rule: p for p in (RUN_ON, TRANSCRIPT, TAGGED, COLON)}


def source_of(cast: Cast, noun: Token) -> list[Named]:
    """Whose utterance a noun names: "a statement from Borrell", "the ministry's letter", "a report published by the UN"."""
    for kid in noun.kids:
        if kid.dep == "prep" and kid.lower in ("from", "by"):
            for inner in kid.kids:
                if inner.dep == "pobj" and (named := cast.who(inner)):
                    return named
    for kid in noun.kids:
        if kid.dep == "poss" and (named := cast.who(kid)):
            return named
    for kid in noun.kids:
        if kid.dep == "acl":
            for agent in kid.kids:
                if agent.dep in ("agent", "prep") and agent.lower == "by" and (inner_ := agent.kid("pobj")) is not None:
                    return cast.who(inner_)
    for kid in noun.kids:
        if kid.dep in ("amod", "compound", "nmod") and (named := cast.at(kid)):
            return named
    for kid in noun.kids:
        if (
            kid.dep == "prep"
            and kid.lower == "of"
            and (inner_ := kid.kid("pobj")) is not None
            and (named := cast.who(inner_))
        ):
            return named
    return []


def complete(parsed: Parsed, cast: Cast, matcher: Matcher, drafts: list[Draft]) -> list[Draft]:
    """Add the statements without a cue of their own, in text order."""
    found = sorted(drafts, key=lambda d: (d.trigger.start, d.cue.end))
    covered = [(c, parsed.quote_of[d.trigger.i]) for d in found if d.content is not None for c in d.content.spans]
    extra: list[Draft] = []
    for number, start in matcher.labelled.items():
        if (draft := _transcript(parsed, cast, number, start)) is not None:
            extra.append(draft)
            covered.append((draft.content.spans[0], -1))  # type: ignore[union-attr]
    for number, quote in enumerate(parsed.quotes):
        if quote.depth or quote.marks == "single":
            continue
        if any(c.start < quote.end and quote.start < c.end and own != number for c, own in covered):
            continue  # of what somebody says inside this quotation, the speaker is somebody else
        span = trim(parsed.text, quote.inner_start, quote.inner_end)
        if span is None or not _opens_sentence(parsed, quote):
            continue
        if (tagged := _tagged(parsed, quote, span)) is not None:
            same = next((d for d in found if d.trigger is tagged.trigger and d.verbal), None)
            if same is not None and same.pattern.type == "SAY" and same.content is not None:
                spans = (span, *same.content.spans)
                same.content = Content(spans, kind_of(parsed, spans), same.content.why)
            else:
                found = [d for d in found if d is not same]
                extra.append(tagged)
            covered.append((span, -1))
            continue
        if (interrupted := _interrupted(parsed, found + extra, quote)) is not None:
            spans = (*interrupted.content.spans, span)  # type: ignore[union-attr]
            interrupted.content = Content(spans, kind_of(parsed, spans), interrupted.content.why)  # type: ignore[union-attr]
            interrupted.why.append(f"the quotation goes on after {interrupted.trigger.text!r}")
            covered.append((span, -1))
            continue
        if len(span.of(parsed.text).split()) < FULL_QUOTE_WORDS:
            continue
        draft = _colon(parsed, matcher, quote, span) or _run_on(parsed, matcher, found + extra, number, quote, span)
        if draft is not None:
            extra.append(draft)
            covered.append((span, -1))
    return sorted(_outspoken(found + extra), key=lambda d: (d.cue.start, d.cue.end, d.pattern.rule))


def _outspoken(drafts: list[Draft]) -> list[Draft]:
    """Without what somebody is said to think or hope: "Peru said it hoped …" and "said that Chile fears …" are one statement each."""
    said = [(c, d) for d in drafts if d.verbal and d.content is not None for c in d.content.spans]
    return [
        d
        for d in drafts
        if not (d.pattern.weak or d.pattern.rule in _ATTITUDES)
        or not any(c.covers(d.cue) and outer is not d for c, outer in said)
    ]


def _opens_sentence(parsed: Parsed, quote: Quote) -> bool:
    """Whether a quotation is a sentence of its own and not a few quoted words inside one."""
    first = parsed.text[quote.inner_start : quote.inner_start + 1]
    before = parsed.text[max(0, quote.start - 8) : quote.start].rstrip(" \t\n-–—" if quote.marks == "dash" else None)[
        -1:
    ]
    return (first.isupper() or first in "[…." or quote.continued) and (
        before in (".", "!", "?", ":", '"', "”", "»", "…", "")
        or quote.start == parsed.paragraphs[quote.paragraph].start
    )


def _interrupted(parsed: Parsed, drafts: list[Draft], quote: Quote) -> Draft | None:
    """The utterance that this quotation goes on with, right after its attribution: "We wait," he said. "We have time."

    One utterance that its attribution interrupts, as in the guidelines of PARC 3.0 (Pareti 2016), where the content of an
    attribution may have several spans: it stands before the cue, at least partly in quotation marks, and nothing but the rest of
    the cue's sentence lies between.
    """
    last = _index_at(parsed, quote.start) - 1
    while last >= 0 and parsed.tokens[last].dep == "punct":
        last -= 1
    before = parsed.tokens[last] if last >= 0 else None
    if before is None or before.paragraph != quote.paragraph or quote.marks == "dash":
        return None
    fitting = [
        d for d in drafts
        if d.verbal and d.content is not None and d.trigger.sentence == before.sentence
        and d.trigger.paragraph == quote.paragraph and parsed.quote_of[d.trigger.i] < 0
        and d.pattern not in (TRANSCRIPT, COLON)
        and (d.content.spans[0].start < d.cue.start or len(d.content.spans) > 1) and d.content.spans[-1].end <= quote.start
        and d.content.quote != "indirect" and not _asked_apart(parsed, d)
    ]  # fmt: skip
    return max(fitting, key=lambda d: d.cue.start, default=None)


def _asked_apart(parsed: Parsed, draft: Draft) -> bool:
    """Whether a quotation asks or exclaims and a sentence of its own attributes it: what comes after that is said anew."""
    last = draft.content.spans[-1].end if draft.content is not None else 0
    return parsed.text[last - 1 : last] in ("?", "!") and parsed.text[last:].lstrip(" \"'”’»")[:1].isupper()


def _tagged(parsed: Parsed, quote: Quote, span: Span) -> Draft | None:
    """A quotation that ends in a comma, and right after it who said it: "…," Sikorski barked; "…," begins a letter of the union.

    The comma stands for the sentence's end, so that an attribution must follow, whatever the parser took the verb for.
    """
    if parsed.text[quote.inner_end - 1 : quote.inner_end] != "," and parsed.text[quote.end : quote.end + 1] != ",":
        return None
    after: list[Token] = []
    for token in parsed.tokens[_index_at(parsed, quote.end) :][:9]:
        if token.paragraph != quote.paragraph or (after and token.dep == "punct" and token.text not in ("-", ".")):
            break
        if token.text.strip("'\"”’,"):
            after.append(token)
    cue = next((t for t in after if t.lower in words("cue-forms") and t.tag != "VBG"), None) or next(
        (t for t in after[1:4] if t.tag in ("VBD", "VBZ") and t.pos == "VERB"), None
    )
    if cue is None or parsed.quote_of[cue.i] >= 0:
        return None
    before = [t for t in after if t.i < cue.i and t.pos in ("NOUN", "PROPN", "PRON")]
    behind = [t for t in after if t.i > cue.i and t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "amod")]
    speaker = before[-1:] or behind[:1]
    if not speaker or (before and cue.i - before[-1].i > 2):
        return None
    draft = _draft(TAGGED, cue, span, f"a quotation that ends in a comma before {cue.text!r}")
    draft.actors = speaker
    return draft


def _index_at(parsed: Parsed, place: int) -> int:
    """Index of the first token that starts at or after a place."""
    return bisect_left(parsed.tokens, place, key=lambda t: t.start)


def _token_at(parsed: Parsed, start: int, end: int) -> Token | None:
    return next((t for t in parsed.tokens if start <= t.start < end and t.dep != "punct"), None)


def _draft(pattern: Pattern, token: Token, span: Span, why: str, cue: Span | None = None) -> Draft:
    kind = "indirect" if pattern is TRANSCRIPT else "direct"
    content = Content((span,), kind, pattern.id)  # type: ignore[arg-type]
    return Draft(
        pattern,
        token,
        cue or Span(token.start, token.end),
        token,
        Args(),
        content,
        Verdict("actual", "an utterance"),
        why=[why],
    )


def _run_on(
    parsed: Parsed, matcher: Matcher, drafts: list[Draft], number: int, quote: Quote, span: Span
) -> Draft | None:
    """A quotation without a cue belongs to whoever spoke last, in this paragraph or the one right before it."""
    token = _token_at(parsed, quote.inner_start, quote.inner_end)
    if token is None:
        return None
    earlier = [
        d for d in drafts
        if d.content is not None and not d.pattern.weak and d.cue.start < quote.start and parsed.quote_of[d.trigger.i] < 0
        and quote.paragraph - d.trigger.paragraph <= (2 if quote.continued else 1)
        and (d.actors or d.speaker)
    ]  # fmt: skip
    if not earlier:
        return _introduced(parsed, matcher, token, quote, span)
    last = max(earlier, key=lambda d: d.cue.start)
    if (
        last.trigger.paragraph != quote.paragraph
        and parsed.paragraphs[last.trigger.paragraph].section != parsed.paragraphs[quote.paragraph].section
    ):
        return None
    speaker = last.speaker
    if speaker is None:
        named = matcher.named(last.actors, dig=last.pattern.pos == "noun") or (
            source_of(matcher.cast, last.actors[0]) if last.actors else []
        )
        speaker = tuple(n.actor for n in named)
    if not speaker:
        return None
    where = "the same paragraph" if last.trigger.paragraph == quote.paragraph else "the paragraph before"
    draft = _draft(
        RUN_ON, token, span, f"no cue of its own: the quotation runs on from {last.trigger.text!r} in {where}"
    )
    if last.speaker is None and last.pattern.pos == "verb":
        draft.actors = list(last.actors)  # who it is stands there, in a sentence before
    else:
        draft.speaker = speaker
    return draft


def _introduced(parsed: Parsed, matcher: Matcher, token: Token, quote: Quote, span: Span) -> Draft | None:
    """No statement before, but the sentence right before in the same paragraph has a person as its subject."""
    before = [t for t in parsed.tokens if t.end <= quote.start and t.paragraph == quote.paragraph]
    if not before:
        return None
    root = next((t for t in parsed.sentence_tokens(before[-1].sentence) if t.dep == "ROOT"), None)
    subject = root.kid("nsubj") if root is not None else None
    if subject is None:
        return None
    named = [n for n in matcher.cast.who(subject) if matcher.cast.actors[n.actor].kind == "person"]
    if len(named) != 1:
        return None
    draft = _draft(RUN_ON, token, span, f"no cue of its own: the sentence before it is about {subject.text}")
    draft.speaker = (named[0].actor,)
    return draft


def _colon(parsed: Parsed, matcher: Matcher, quote: Quote, span: Span) -> Draft | None:
    """'Putin on sanctions: "…"': a colon right before, and a person or body as subject or at the head of the sentence."""
    before = parsed.text[: quote.start].rstrip()
    if not before.endswith(":"):
        return None
    token = next((t for t in parsed.tokens if t.start == len(before) - 1), None)
    if token is None:
        return None
    sentence = [t for t in parsed.sentence_tokens(token.sentence) if t.start < token.start]
    for head in (t for t in sentence if t.dep in ("nsubj", "ROOT", "nsubjpass") or t.head is t):
        named = matcher.cast.who(head)
        if named:
            draft = _draft(
                COLON, token, span, f"a colon after {head.text!r} opens the quotation", Span(token.start, token.end)
            )
            draft.actors = [head]
            return draft
    return None


def _transcript(parsed: Parsed, cast: Cast, paragraph: int, start: int) -> Draft | None:
    """ "MR. PRICE: …" — a name and a colon at the head of a paragraph; in a heading also of a state or body: "Peru: We stay"."""
    tokens = [t for t in parsed.tokens if t.paragraph == paragraph]
    colon = next((t for t in tokens[:14] if t.text == ":"), None)
    end = parsed.paragraphs[paragraph].end
    span = trim(parsed.text, start, end)
    if colon is None or span is None or len(span.of(parsed.text).split()) < 3:
        return None
    heading = parsed.paragraphs[paragraph].heading
    if heading and not _is_sentence([t for t in tokens if t.i > colon.i and t.dep != "punct"]):
        return None
    for head in reversed([t for t in tokens if t.i < colon.i]):
        named = cast.at(head)
        person = bool(named) and cast.actors[named[0].actor].kind == "person"
        if named and (person or (heading and head.i == colon.i - 1)):
            quoted = any(q.depth == 0 and q.start <= span.start and span.end <= q.end for q in parsed.quotes)
            draft = _draft(
                TRANSCRIPT,
                colon,
                span,
                f"a line of a transcript: {head.text} before a colon",
                Span(colon.start, colon.end),
            )
            draft.actors = [head]
            if quoted:
                draft.content = Content((span,), "direct", "transcript")
            return draft
    return None


def _is_sentence(tokens: list[Token]) -> bool:
    """Whether words after a colon in a heading state something: a finite verb, and no question such as "what we know"."""
    return (
        len(tokens) >= FULL_QUOTE_WORDS
        and not tokens[0].tag.startswith("W")
        and any(t.tag in ("VBZ", "VBP", "VBD", "MD") for t in tokens)
    )


def own_words(parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Events without content that another statement already quotes: what is in quotation marks is given once, by the outermost.

    "Peru wants them to leave," the minister said: the demand keeps its roles and its place inside the statement, the words stand
    with the statement. Likewise a thing without a verb that an act inside indirect speech is about ("said it backs the plan").
    """
    holding = Holding((e, e.content) for e in events)
    found = []
    for event in events:
        outer = [e for e in holding.around(event.trigger) if e is not event]
        if event.content and outer and not _told_of(parsed, event, outer):
            event = dataclasses.replace(event, content=(), quote=None)
        found.append(event)
    return tuple(found)


def _told_of(parsed: Parsed, event: Event, outer: list[Event]) -> bool:
    """Whether a statement inside others is one of its own: in quotation marks only what somebody else is said to have said."""
    if not any(q.start <= event.trigger.start < q.end for q in parsed.quotes):
        said = [e for e in outer if e.type == "SAY" and _verbal(parsed, e.content)]
        return event.type == "SAY" or not said or event.quote != "indirect" or _verbal(parsed, event.content)
    if not _verbal(parsed, event.content):
        return False
    if any(e.rule == RUN_ON.rule for e in outer):
        return True  # a quotation without a cue that holds one may be two quotations with a mark left out
    return event.type == "SAY" and bool(event.actors) and not set(event.actors) & {a for e in outer for a in e.actors}


def _verbal(parsed: Parsed, spans: tuple[Span, ...]) -> bool:
    first, last = _index_at(parsed, spans[0].start), _index_at(parsed, spans[-1].end)
    return any(t.pos in ("VERB", "AUX") for t in parsed.tokens[first:last])


def first_persons(parsed: Parsed, cast: Cast, matcher: Matcher, drafts: list[Draft]) -> None:
    """Resolve "I" and "we" inside quotations to the speaker, or to the party the speaker stands for."""
    for draft in drafts:
        if (
            draft.content is None
            or not draft.verbal
            or draft.content.quote == "indirect"
            and draft.pattern is not TRANSCRIPT
        ):
            continue
        speaker = draft.speaker or tuple(n.actor for n in matcher.named(draft.actors, dig=draft.pattern.pos == "noun"))
        if not speaker and draft.actors:
            speaker = tuple(n.actor for n in source_of(cast, draft.actors[0]))
        if len(speaker) != 1:
            continue
        for span in draft.content.spans:
            for token in parsed.tokens:
                if token.start >= span.end:
                    break
                if token.start < span.start or token.lower not in FIRST_PERSON or token.i in cast.heads:
                    continue
                if parsed.quote_of[token.i] < 0 and draft.pattern is not TRANSCRIPT:
                    continue
                actor = (
                    speaker[0] if token.lower in ("i", "me", "my", "mine", "myself") else cast.stands_for(speaker[0])
                )
                why = f"{token.lower!r} inside what {cast.actors[speaker[0]].name} says"
                cast.add(
                    Mention(
                        token.start, token.end, Span(token.start, token.end).of(parsed.text), actor, "pronoun", why
                    ),
                    token.i,
                )
