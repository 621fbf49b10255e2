"""What holds of every record, on texts put together from awkward pieces."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique import ingest, pipeline
from communique.model import Record
from communique.parse.published import detect
from communique.record import to_json
from invariants import check

NAMES = (
    "Lavrov", "Russian Foreign Minister Sergei Lavrov", "the EU", "Ángela Müller", "Ko\u0301vac", "محمد جواد ظریف", "בנימין נתניהו",
    "the\u00a0Kremlin", "Josep Borrell 🇪🇺", "Türkiye", "北京", "U.S. President Joe\u00a0Biden", "𝔸ntony Blinken", "they", "Mr.", "O’Brien",
    "Kyiv\u2019s defence ministry", "Jean-Yves Le\u00adDrian", "THE UNITED STATES", "",
)  # fmt: skip
MARKS = (
    ('"', '"'),
    ("“", "”"),
    ("«", "»"),
    ("„", "“"),
    ("'", "'"),
    ("‘", "’"),
    ('"', ""),
    ("", '"'),
    ("“", ""),
    ("", "”"),
    ('"“', '”"'),
    ("— ", " —"),
)
JOINTS = (" ", "\r\n\r\n", "\n\n", "\n", "\u00a0", "\u2028", "\t", "\n\n  • ", " 😀 ", "\u200f ", "...", "\n\n- ", "")
SENTENCES = (
    "{a} said on Thursday that {b} {q}.",
    "{q}, {a} told {b}.",
    "{q}.{q}, – wrote {a} in a letter to {b}",
    "{a} demanded that {b} withdraw its troops by February 20, but {b} refused.",
    "According to {a}, {b} shelled two villages near Donetsk on 5 January 2022.",
    "{a} and {b} met in Geneva last week and denied {q}",
    "Why did {a} answer on behalf of {b}?",
    "{a} {q} {b}",
    "WHAT {a} WANTS",
)
WORDS = (
    "must stop this",
    "would not answer",
    "e\u0301tat d'urgence",
    "we said \u201cno\u201d and they said \u2018yes\u2019",
    "🕊️👩‍👩‍👧",
    "peace",
    "",
)


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Make a text of up to eight sentences."""
    text = ""
    for _ in range(draw(st.integers(1, 8))):
        begin, end = draw(st.sampled_from(MARKS))
        quoted = begin + draw(st.sampled_from(WORDS)) + end
        sentence = draw(st.sampled_from(SENTENCES))
        text += sentence.format(a=draw(st.sampled_from(NAMES)), b=draw(st.sampled_from(NAMES)), q=quoted)
        text += draw(st.sampled_from(JOINTS))
    return text


def read(text: str) -> Record:
    return pipeline.read(ingest.from_text(text, published="2022-02-11", lang="en", detect=detect))


@settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(reports())
def test_every_record_keeps_its_promises(text: str) -> None:
    record = read(text)
    assert record.document.text == text
    check(record)
    assert to_json(read(text)) == to_json(record)


def test_positions_are_code_points_of_the_text_as_given() -> None:
    text = "🇪🇺 Josep\u00a0Borrell wrote: \u201cWe will answer\u201d.\r\n\r\n"
    text += "Russian Foreign Minister Sergei Lavrov\u200f met \u202aAntony\u00a0Blinken."
    record = read(text)
    assert {m.text for m in record.mentions} >= {"Josep\u00a0Borrell", "Russian Foreign Minister Sergei Lavrov"}
    assert any(c.of(text) == "We will answer" for e in record.events for c in e.content)
    check(record)
