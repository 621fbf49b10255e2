"""Paragraphs, headings, list items, and the cleaned copy that the parser gets."""

from __future__ import annotations

import pytest

from communique.parse.layout import Paragraph, paragraphs

SENTENCE = "The two ministers met in Vienna."


def split(text: str) -> list[tuple[str, str, bool]]:
    """(marker, cleaned text, heading) of each paragraph."""
    return [(p.bullet, p.clean, p.heading) for p in paragraphs(text)]


def clean(text: str) -> str:
    found = paragraphs(text)
    assert len(found) == 1
    return found[0].clean


@pytest.mark.parametrize(
    "line",
    [
        "Talks in Geneva",
        "What came before",
        "Zweiter Versuch",
        "No deal in 2021",
        "Переговоры в Женеве",
        "Who asked whom",
    ],
)
def test_a_short_line_without_a_full_stop_is_a_heading(line: str) -> None:
    assert split(f"{line}\n\n{SENTENCE}") == [("", line, True), ("", SENTENCE, False)]


@pytest.mark.parametrize(
    "line",
    [
        "They met.",
        "Who asked whom?",
        "The minister said:",
        "They met,",
        "“We will stay”",
        "2021 – 2022",
        "• One of the points",
        "One line of more than fourteen words is no heading even where no full stop closes it",
        "Wiederaufbauzusammenarbeit " * 5,
    ],
)
def test_no_heading(line: str) -> None:
    assert not any(p.heading for p in paragraphs(f"{line}\n\n{SENTENCE}"))


def test_the_last_line_is_no_heading() -> None:
    assert split(f"{SENTENCE}\n\nOur correspondent in Vienna")[-1] == ("", "Our correspondent in Vienna", False)


def test_sections_name_the_paragraph_of_the_heading_above() -> None:
    found = paragraphs(f"{SENTENCE}\n\nThe answer\n\n{SENTENCE}\n\n• They left.\n\nThe rest\n\n{SENTENCE}")
    assert [p.section for p in found] == [None, None, 1, 1, None, 4]


@pytest.mark.parametrize("mark", ["•", "‣", "▪", "●", "*", "-", "–", "—", "►", "1.", "2)", "(3)"])
def test_list_markers_are_left_out(mark: str) -> None:
    assert split(f"{SENTENCE}\n\n{mark} They left.") == [("", SENTENCE, False), (mark, "They left.", False)]


@pytest.mark.parametrize(
    "line", ["-5 degrees were measured.", "1.5 million fled.", "2022 was hard.", "12 envoys left."]
)
def test_no_list_marker(line: str) -> None:
    assert split(f"{line}\n\n{SENTENCE}")[0] == ("", line, False)


def test_list_items_on_lines_of_their_own_stay_apart() -> None:
    text = "• The first envoy arrived late on Monday evening.\n• The second one arrived early on Tuesday.\n• The third stayed."
    assert [p.bullet for p in paragraphs(text)] == ["•", "•", "•"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_line_ends(end: str) -> None:
    text = f"Talks in Geneva{end}{end}{SENTENCE}{end}{end}They left."
    found = paragraphs(text)
    assert [p.clean for p in found] == ["Talks in Geneva", SENTENCE, "They left."]
    assert [text[p.start : p.end] for p in found] == ["Talks in Geneva", SENTENCE, "They left."]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The envoys of the two countries met on Monday in the capital\n"
        "and talked for three hours about the border, the prisoners\n"
        "and the way in which the letters were to be answered.\n"
        "\n"
        "Nobody signed anything.\n"
    )
    assert [p.clean for p in paragraphs(text)] == [
        "The envoys of the two countries met on Monday in the capital and talked for three hours about the border, the prisoners"
        " and the way in which the letters were to be answered.",
        "Nobody signed anything.",
    ]


def test_a_word_that_would_have_fitted_begins_a_paragraph() -> None:
    text = "The envoys met on Monday in the capital.\nThey left.\nA statement was read to the press at the gate."
    assert len(paragraphs(text)) == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The\u00a0envoys\u00a0met.", "The envoys met."),
        ("The  envoys \t met.", "The envoys met."),
        ("Nego\u00adtia\u00adtions went on.", "Negotiations went on."),
        ("The\u200b envoys\ufeff met.", "The envoys met."),
        ("“We stay,” he said.", '"We stay," he said.'),
        ("„Wir bleiben“, he said.", '"Wir bleiben", he said.'),
        ("«We stay», he said.", '"We stay", he said.'),
        ("``We stay,'' he said.", '"We stay," he said.'),
        ("The ministry’s note.", "The ministry's note."),
        ("A non\u2011paper came.", "A non-paper came."),
        ("They want no war.We know it.", "They want no war. We know it."),
        ("They gave up!“We know it,” he said.", 'They gave up! "We know it," he said.'),
        ("“They gave up.”We know it.", '"They gave up." We know it.'),
        ("They came in 2021.We know it.", "They came in 2021. We know it."),
        ("They left the EU.We know it.", "They left the EU.We know it."),
        ("They left NATO.We know it.", "They left NATO. We know it."),
    ],
)
def test_cleaned_for_the_parser(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["The U.S. Senate met.", "See example.com for it.", "It cost 1.5 million.", "J.F. Kennedy spoke.", "Node.js won."],
)
def test_no_space_is_put_into(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We want no war - said the minister.", "We want no war , said the minister."),
        ("We want no war – the minister said.", "We want no war , the minister said."),
        ("The minister - a general - left.", "The minister - a general - left."),
    ],
)
def test_a_dash_before_an_attribution_is_a_comma_to_the_parser(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "“Nego\u00adtia\u00adtions”  went\u00a0on.We know it.\r\n\r\n • ``Yes,''  he said.",
        "The\u200b envoys met.\n\nTalks in Geneva\n\nThey want no war - said the minister.",
    ],
)
def test_every_cleaned_character_has_its_place(text: str) -> None:
    def same(p: Paragraph, k: int) -> bool:
        seen, kept = text[p.offsets[k]], p.clean[k]
        return seen == kept or not kept.isalnum()

    for p in paragraphs(text):
        assert len(p.clean) == len(p.offsets)
        assert list(p.offsets) == sorted(p.offsets)
        assert all(p.start <= o < p.end for o in p.offsets)
        assert all(same(p, k) for k in range(len(p.clean)))


@pytest.mark.parametrize("text", ["", "\n\n", " \u00a0\n\t", "\u200b\n\n\u00ad"])
def test_nothing_to_read(text: str) -> None:
    assert paragraphs(text) == ()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("MOSCOW, January 28 (Agency) - Russia wrote to France.", "Russia wrote to France."),
        ("KYIV, Ukraine -- Ukraine asked for talks.", "Ukraine asked for talks."),
        ("Geneva, 3 May (Agency) – The envoys met again.", "The envoys met again."),
        ("(AGENCY) — Mali refused the offer on Monday.", "Mali refused the offer on Monday."),
        ("BERN – Switzerland, too, has received a letter.", "Switzerland, too, has received a letter."),
        (
            "OSCE - the organisation of many states - met in Vienna.",
            "OSCE - the organisation of many states - met in Vienna.",
        ),
        ("ABS-CBN is the largest network of the country.", "ABS-CBN is the largest network of the country."),
        ("Moscow - Beijing relations were on the agenda.", "Moscow - Beijing relations were on the agenda."),
    ],
)
def test_datelines_are_left_out_of_the_sentence(line: str, left: str) -> None:
    assert paragraphs(line + "\n\nThe talks went on.")[0].clean.replace("–", "-") == left.replace("–", "-")
