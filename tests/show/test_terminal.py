from __future__ import annotations

import dataclasses

import pytest

from communique.model import Document, Published, Record
from communique.show import table, terminal
from show.page import Page


def shown(record: Record, page: type[Page], width: int = 100) -> Page:
    it = page(width)
    terminal.show(record, it.console)
    return it


def test_a_raised_number_ties_each_entry_to_its_word(record: Record, page: type[Page]) -> None:
    text = shown(record, page).flowing
    assert (
        'The EU on Thursday accused¹ Russia of "lying <often>". ¹ ACCUSE European Union → Russia: "lying <often>" ·'
        in text
    )
    assert "denied¹ that its" in text
    assert "attack² Ukraine in March." in text


def test_a_statement_tells_channel_behalf_and_words_and_not_that_it_was_made(record: Record, page: type[Page]) -> None:
    text = shown(record, page).flowing
    said = "“We will answer Moscow for all of us,”"
    assert (
        f"SAY Josep Borrell (on Twitter, on behalf of European Union): {said} · 2022-02-11 (published) · eaaaa2" in text
    )


def test_what_did_not_happen_says_so_in_a_word_and_is_indented_below_who_said_it(
    record: Record, page: type[Page]
) -> None:
    it = shown(record, page)
    assert "↳² ASSAULT" in it.text
    assert "Russia → Ukraine · two tanks · at the east · date unknown (“March”) · denied · ecccc" in it.flowing


def test_headings_list_marks_and_publication(record: Record, page: type[Page]) -> None:
    lines = shown(record, page).lines
    assert lines[0].startswith("Row ──")
    assert lines[1] == "row.txt · published 2022-02-11 (given)"
    assert "Row over letters" in lines
    assert any(line.startswith("• Russia denied¹") for line in lines)


@pytest.mark.parametrize(("width", "beside"), [(terminal.WIDE - 1, False), (terminal.WIDE, True)])
def test_entries_stand_beside_if_there_is_room(record: Record, page: type[Page], width: int, beside: bool) -> None:
    it = shown(record, page, width)
    assert any("The EU on Thursday" in line and "ACCUSE" in line for line in it.lines) is beside
    assert max(map(len, it.lines)) <= width


def test_control_characters_of_a_report_never_reach_the_terminal(record: Record, page: type[Page]) -> None:
    it = shown(record, page)
    assert "\x1b" not in it.text
    assert "\ufffd[31mtroops" in it.text


def test_colour_is_an_extra(record: Record, page: type[Page]) -> None:
    plain, colour = page(100), page(100, colour=True)
    terminal.show(record, plain.console)
    terminal.show(record, colour.console)
    assert "\x1b[" in colour.text
    assert "\x1b[" not in plain.text


def test_exchanges_denials_and_actors_follow(record: Record, page: type[Page]) -> None:
    text = shown(record, page).flowing
    assert "European Union turned to Russia:" in text
    assert "— answered by Josep Borrell on behalf of European Union: refused – “We will" in text
    assert "— Russia: answered by Josep Borrell in its place" in text
    assert "— so Russia: its" in text  # the claim about the exchange
    assert "— no answer found in this report" in text
    assert "Denials 1. REJECT Russia: its" in text
    assert "— denies ACCUSE European Union → Russia" in text
    assert "Josep Borrell EU person Burel" in text
    assert "Russia RUS state Russia ×2, Moscow " in text  # no pronoun among the spellings
    assert "4 entries, of them 1 statement, in 3 sentences" in text


def test_unknown_publication_day_says_what_would_help(record: Record, page: type[Page]) -> None:
    document = dataclasses.replace(record.document, published=Published(None, "unknown"))
    assert "day of publication unknown: " in shown(dataclasses.replace(record, document=document), page).flowing


def test_a_report_without_anything(page: type[Page]) -> None:
    it = shown(Record(Document("a", "b", "Hm?\n"), (), (), (), (), (), (), ()), page)
    assert "Hm?" in it.lines
    assert "0 entries, of them 0 statements, in 0 sentences" in it.lines


def test_table_lines_have_every_column_and_no_tabs_of_the_text(record: Record) -> None:
    rows = [dict(zip(table.COLUMNS, line.split("\t"), strict=True)) for line in table.lines(record)]
    assert [r["id"] for r in rows] == [e.id for e in record.events]
    assert rows[0]["actors"] == "European Union"
    assert (rows[3]["date"], rows[3]["basis"], rows[3]["status"], rows[3]["words"]) == (
        "XXXX-03",
        "unresolved",
        "denied",
        "attack",
    )
    assert table.header().split("\t") == list(table.COLUMNS)


def test_table_on_a_terminal(record: Record, page: type[Page]) -> None:
    it = page(140)
    table.show(record, it.console)
    row = next(line for line in it.lines if "ASSAULT" in line)
    assert row.split() == ["3", "ASSAULT", "Russia", "Ukraine", "unknown", "denied", "attack", "ecccc"]


def test_an_answer_that_somebody_only_reports_names_who_says_so_and_not_twice(record: Record, page: type[Page]) -> None:
    answer = dataclasses.replace(record.events[1], inside=record.events[2].id)
    events = (record.events[0], answer, *record.events[2:])
    text = shown(dataclasses.replace(record, events=events), page, 170).flowing
    assert (
        "answered by Josep Borrell on behalf of European Union: refused – “We will answer Moscow for all of us,”, so Russia · "
        in text
    )
    assert "— so Russia" not in text
