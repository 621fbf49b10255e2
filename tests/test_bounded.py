"""Text that was made to take for ever takes no longer than a report of its size."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest

from communique import batch, ingest, links, pipeline
from communique.errors import DocumentError
from communique.model import Document, Record
from communique.parse import layout, syntax
from communique.parse.syntax import DEFAULT_MODEL

SHORT = "Kyiv rejected the offer on Monday."


def documents(*texts: str) -> list[Document]:
    return [ingest.from_text(text, ref=f"d{n}", lang="en") for n, text in enumerate(texts)]


def test_a_text_that_takes_too_long_costs_itself_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(document: Document, model: str) -> Record:
        while "for ever" in document.text:
            with suppress(Exception):  # what a step takes for its own error
                time.sleep(0)
        return whole(document, model)

    whole = pipeline.read
    whole(documents(SHORT)[0], DEFAULT_MODEL)  # the model is loaded
    monkeypatch.setattr(pipeline, "read", read)
    monkeypatch.setattr(batch, "SECONDS", 0.5)
    first, second, third = batch.records(documents(SHORT, "This takes for ever.", SHORT), DEFAULT_MODEL)
    assert isinstance(first, Record)
    assert isinstance(third, Record)
    assert isinstance(second, DocumentError)
    assert str(second).startswith(
        "d1: reading it takes more than 1 seconds of CPU time, as no report does. Leave it out"
    )


def test_outside_the_main_thread_nothing_is_bounded() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(batch.records(documents(SHORT), DEFAULT_MODEL)))
    thread.start()
    thread.join()
    assert isinstance(found[0], Record)


@pytest.mark.parametrize(
    "text",
    [
        "and the envoys met " * 1000,
        "he said " * 2000,
        "no, " * 2000,
        "a" * 30_000,
        "“" * 5000,
        "—" * 5000,
        "a&b=" * 2000,
    ],
    ids=["clause", "cues", "commas", "letters", "marks", "dashes", "address"],
)
def test_sentences_and_words_have_an_end(text: str) -> None:
    parsed = pipeline.parser(DEFAULT_MODEL).parse(documents(f"The talks. {text}")[0])
    assert max(end - start for start, end in parsed.sentences) <= 1.1 * syntax.LONGEST_SENTENCE
    assert max(len(piece) for p in parsed.paragraphs for piece in p.clean.split()) <= layout.LONGEST_RUN + 1
    assert all(parsed.text[t.start : t.end] for t in parsed.tokens)


def test_events_are_compared_with_their_neighbours_where_there_are_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "Kenya asked Somalia to reopen the border. Somalia rejected the request of Kenya. "
    text = told + "Peru met Chile. " * 30 + told

    def distances() -> list[tuple[str, int, int]]:
        record = pipeline.read_text(text)
        place = {e.id: n for n, e in enumerate(record.events)}
        return [(x.type, place[x.source], place[x.source] - place[x.target]) for x in record.links]

    all_of_them = distances()
    monkeypatch.setattr(links, "WINDOW", 8)
    near = distances()
    assert max(away for _, _, away in all_of_them) > 8
    assert max(abs(away) for _, _, away in near) <= 8
    assert {n for kind, n, _ in near if kind == "answers"} == {n for kind, n, _ in all_of_them if kind == "answers"}
