"""The parse of one document, and what makes it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from communique.lexicon import words
from communique.model import Document, Sentence, Span, Timex
from communique.parse import layout, quotes, timex
from communique.parse.layout import Paragraph
from communique.parse.quotes import Quote
from communique.parse.syntax import DEFAULT_MODEL, Syntax, Token


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its layout, quotations, syntax and time expressions.

    `sentences[k]` are the half-open token ranges; `quote_of[i]` is the number of the outermost quotation token `i` lies in, or -1.
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    quotes: tuple[Quote, ...]
    quote_of: tuple[int, ...]
    timexes: tuple[Timex, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def heading(self, sentence: int) -> bool:
        """Whether a sentence is (part of) a heading."""
        return self.paragraphs[self.tokens[self.sentences[sentence][0]].paragraph].heading

    def sentence_tokens(self, sentence: int) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        start, end = self.sentences[sentence]
        return self.tokens[start:end]

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that start inside a span."""
        start = bisect_left(self.tokens, span.start, key=lambda t: t.start)
        end = bisect_left(self.tokens, span.end, lo=start, key=lambda t: t.start)
        return self.tokens[start:end]

    def sentence_spans(self) -> tuple[Sentence, ...]:
        """Sentences with their characters; headings are marked."""
        found = []
        for start, end in self.sentences:
            paragraph = self.paragraphs[self.tokens[start].paragraph]
            found.append(
                Sentence(self.tokens[start].start, self.tokens[end - 1].end, paragraph.section, paragraph.heading)
            )
        return tuple(found)


class Parser:
    """Loads the syntax model once; :meth:`parse` is a pure function of the document."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.syntax = Syntax(model)

    def parse(self, document: Document) -> Parsed:
        """Parse one document."""
        text = document.text
        paragraphs = layout.paragraphs(text)
        quoted = quotes.find(text, paragraphs, words("cue-forms"))
        tokens, sentences = self.syntax.tokens(paragraphs)
        found = timex.find(text, document.published)
        return Parsed(document, paragraphs, tuple(tokens), tuple(sentences), quoted, _quote_of(tokens, quoted), found)


def _quote_of(tokens: list[Token], quoted: tuple[Quote, ...]) -> tuple[int, ...]:
    """For each token the number of the outermost quotation around it."""
    outer = [(q.start, q.end, k) for k, q in enumerate(quoted) if q.depth == 0]
    found = []
    n = 0
    for token in tokens:
        while n < len(outer) and outer[n][1] <= token.start:
            n += 1
        found.append(outer[n][2] if n < len(outer) and outer[n][0] <= token.start < outer[n][1] else -1)
    return tuple(found)
