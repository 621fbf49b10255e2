from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from communique.model import Record, Role
from communique.show import why
from show.page import Page


def reasons(record: Record, number: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    label = ""
    for reason in why.reasons(record, record.events[number]):
        label = reason.label or label
        found.setdefault(label, []).append(reason.text)
    return found


def test_the_sentence_is_marked_like_the_examples_of_the_kinds(record: Record) -> None:
    assert why.marked(record, record.events[0]).plain == (
        '{actor: The EU} on Thursday {trigger: accused} {recipient: Russia} of {content: "lying <often>"}.'
    )
    assert why.marked(record, record.events[2]).plain == (
        "{actor: Russia} {trigger: denied} that {content: its \ufffd[31mtroops would attack Ukraine in March}."
    )


def test_spans_that_cross_others_are_left_out_of_the_marks_only(record: Record) -> None:
    event = record.events[0]
    crossing = Role("place", event.trigger.start + 3, event.trigger.end + 4)
    marked = why.marked(record, dataclasses.replace(event, roles=(*event.roles, crossing))).plain
    assert "{trigger: accused}" in marked
    assert "place" not in marked


def test_the_rule_leads_to_its_line_in_its_file(record: Record) -> None:
    gloss_and_file = reasons(record, 0)["rule"]
    assert gloss_and_file[0].startswith(f"{record.events[0].rule}: ")
    match = re.fullmatch(r"in (.+), line (\d+)", gloss_and_file[1])
    assert match is not None
    line = Path(match[1]).read_text(encoding="utf-8").splitlines()[int(match[2]) - 1]
    assert record.events[0].rule.partition(".")[2] in line


def test_a_rule_that_no_file_holds(record: Record) -> None:
    odd = dataclasses.replace(record.events[1], rule="SAY.no-such-rule")
    rules = [r.text for r in why.reasons(record, odd) if r.label == "rule"]
    assert rules == ["SAY.no-such-rule, a rule of the program for quotations, not a pattern of a file"]


def test_roles_say_who_was_meant_and_how_that_is_known(record: Record) -> None:
    found = reasons(record, 1)
    assert found["actor"] == ["“Burel” → Josep Borrell (person, party EU): spelling of Borrell"]
    assert found["channel"] == ["“Twitter”"]
    assert found["behalf"] == ["“the EU” → European Union (organisation, party EU): alias of European Union"]


def test_status_date_notes_and_nesting(record: Record) -> None:
    denied = reasons(record, 3)
    assert denied["status"] == ["denied: it stands below 'denied'"]
    assert denied["note"] == ["seen from afar"]
    assert denied["inside"][0].startswith("reported by ebbbb30000000  REJECT  Russia")
    assert "as far as known XXXX-03" in denied["date"][0]
    accused = reasons(record, 0)["date"][0]
    assert accused.startswith("2022-02-10 (relative): read from “Thursday” by rule timex.weekday")
    assert accused.endswith("published 2022-02-11 (given as 2022-02-11); another reading gives 2022-02-17")
    assert "no date stands with it" in reasons(record, 1)["date"][0]


def test_links_and_exchanges_from_both_ends(record: Record) -> None:
    accused, answer = reasons(record, 0), reasons(record, 1)
    assert accused["link"] == [
        "denied by ebbbb30 REJECT Russia: its \ufffd[31mtroops would attack Ukraine in March (score 0.75) because the same accusation",
        "answered by eaaaa20 SAY Josep Borrell (on Twitter, on behalf of European Union): "
        "“We will answer Moscow for all of us,” (score 0.50)",
    ]
    assert answer["link"][0].startswith("answers eaaaa10 ACCUSE European Union → Russia")
    assert accused["exchange"][0].startswith("opens: ")
    assert answer["exchange"][0].startswith("answers: ")


def test_an_event_is_found_by_a_beginning_of_its_id(record: Record) -> None:
    assert [e.id for e in why.find(record, "eb")] == ["ebbbb30000000"]
    assert len(why.find(record, "eaaaa")) == 2
    assert why.find(record, "") == why.find(record, "zz") == []
    assert why.near([record], "ecccd")[0].startswith("ecccc40000000  ASSAULT  Russia → Ukraine")


def test_an_explanation_on_a_page(record: Record, page: type[Page]) -> None:
    it = page(100)
    why.show(record, record.events[3], it.console)
    assert it.lines[0] == "ASSAULT  Russia → Ukraine  ecccc40000000"
    assert "{actor: its} \ufffd[31mtroops would {trigger: attack} {recipient: Ukraine} in March." in it.flowing
    assert "\x1b" not in it.text
