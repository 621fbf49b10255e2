from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique import pipeline
from communique.compare.coded import Coded
from communique.compare.read import read
from communique.errors import DocumentError, UsageError
from communique.export import exporter
from communique.record import to_json


def rows(path: Path, text: str | bytes, form: str | None = None) -> list[Coded | DocumentError]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read(path, form))


def one(path: Path, text: str | dict[str, object], form: str | None = None) -> Coded:
    found = rows(path, text if isinstance(text, str) else json.dumps(text), form)
    assert len(found) == 1
    assert isinstance(found[0], Coded), found[0]
    return found[0]


def wrong(path: Path, text: str | dict[str, object], form: str | None = None) -> str:
    found = rows(path, text if isinstance(text, str) else json.dumps(text), form)
    assert len(found) == 1
    assert isinstance(found[0], DocumentError)
    return str(found[0]).replace(str(path), "FILE")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events"


NGEC: dict[str, object] = {
    "id": "x_ACCUSE_1",
    "pub_date": "2022-02-11",
    "event_date": "2022-02-10",
    "event_type": "ACCUSE",
    "event_mode": ["disapprove"],
    "event_text": "Kyiv condemned the shelling.",
    "story_id": "story-7",
    "url": "https://example.org/7",
    "attributes": {
        "ACTOR": [{"text": "Kyiv", "country": "UKR", "code_1": "GOV"}],
        "RECIP": {"text": "Moscow", "country": "RUS"},
    },
}
SPECIFICATION: dict[str, object] = {
    "id": "S-1",
    "date": "20220210",
    "event": "disapprove",
    "mode": "",
    "source": [{"code": "UKRGOV"}, {"code": "POL"}],
    "target": "RUS",
    "text": "Kyiv and Warsaw condemned it.",
}
FLAT: dict[str, object] = {
    "date": "2022-02",
    "type": "CONSULT",
    "actors": ["EU", "UNO", "EU"],
    "recipients": None,
    "mode": "None",
}


def test_plover_as_ngec_writes_it(file: Path) -> None:
    assert one(file, NGEC) == Coded(
        "2022-02-10", "ACCUSE", "disapprove", None, ("UKR",), ("RUS",), "story-7", "Kyiv condemned the shelling.", 1,
        "https://example.org/7",
    )  # fmt: skip


def test_plover_as_the_specification_and_earlier_drafts_write_it(file: Path) -> None:
    found = one(file, SPECIFICATION)
    assert (found.date, found.type, found.mode) == ("2022-02-10", "ACCUSE", "disapprove")
    assert (found.actors, found.recipients, found.report) == (("UKR", "POL"), ("RUS",), None)


def test_short_names_of_organisations_are_parties(file: Path) -> None:
    found = one(file, FLAT)
    assert (found.date, found.mode, found.actors, found.recipients) == ("2022-02", None, ("EU", "UN"), ())


def test_the_source_of_a_report_is_no_actor(file: Path) -> None:
    found = one(
        file, {"event_type": "AID", "actors": [], "recipients": [{"country": "UKR"}], "source": "CBS", "url": "x"}
    )
    assert (found.actors, found.recipients) == ((), ("UKR",))


def test_polecat_is_a_table_with_a_head(file: Path) -> None:
    text = (
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n"
        "e1\t2022-02-10\tREQUEST\tmeet\tLavrov; Blinken\tRUS; USA\tUkraine\tUKR\n"
        "e2\t2022-02-10\tFROWN\t\tx\tRUS\ty\tUKR\n"
        "e3\t2022-02-10\tAID\t\tx\tRUS\ty\tUKR\tone\ttoo many\n"
        "e4\t2022-02-10\tAID\n"
    )
    good, bad, long, short = rows(file, text)
    assert isinstance(good, Coded)
    assert isinstance(short, Coded)
    assert (good.type, good.mode, good.actors, good.recipients, good.place) == (
        "REQUEST", "meet", ("RUS", "USA"), ("UKR",), 2,
    )  # fmt: skip
    assert str(bad) == f"{file}, line 3, field \"Event Type\": 'FROWN' is no PLOVER type. Mend or remove it."
    assert "10 columns, and the first line names 8" in str(long)
    assert (short.actors, short.recipients) == ((), ())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event_type": None}, 'FILE, line 1, field "event_type": missing or empty. Give every event its type.'),
        ({"event_type": "LOVE"}, "FILE, line 1, field \"event_type\": 'LOVE' is no PLOVER type. Mend or remove it."),
        ({"event_type": 4}, "FILE, line 1, field \"event_type\": '4' is no PLOVER type. Mend or remove it."),
        (
            {"event_date": "10 Feb"},
            "FILE, line 1, field \"event_date\": '10 Feb' is no date. Write it as 2022-02-10 or 20220210.",
        ),
        (
            {"event_date": "2022-02-30"},
            "FILE, line 1, field \"event_date\": '2022-02-30' is no date. Write it as 2022-02-10 or 20220210.",
        ),
        (
            {"story_id": {"a": 1}},
            'FILE, line 1, field "story_id": not a string. Write it as a string, or leave it out.',
        ),
        ({"cameo": "43"}, "FILE, line 1, field \"cameo\": '43' is no CAMEO code. Mend it or leave it out."),
        (
            {"attributes": {"ACTOR": {"country": "Russia"}}},
            "FILE, line 1, field \"attributes.ACTOR\": 'Russia' is no country code of three letters. "
            "Write it as ISO 3166 alpha-3, such as UKR, or leave it out.",
        ),
        (
            {"attributes": {"RECIP": [[3]]}},
            'FILE, line 1, field "attributes.RECIP": neither a code nor a list of them. Write it as a list of country codes.',
        ),
    ],
)
def test_a_wrong_field_is_named(file: Path, change: dict[str, object], message: str) -> None:
    assert wrong(file, {**NGEC, **change}) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "AID"', "FILE, line 1: not JSON (Expecting ',' delimiter: line 1 column 15 (char 14)). Mend or remove the line."),
        ("[1]", "FILE, line 1: an event is an object of names and values, and this is not. Mend the line."),
        ("[" * 100_000, "FILE, line 1: not JSON (nested too deeply). Mend or remove the line."),
    ],
)  # fmt: skip
def test_what_is_no_object(file: Path, text: str, message: str) -> None:
    assert wrong(file, text, "plover") == message


PETRARCH = "20220210\tUSAGOV\tRUSMIL\t1041\t{}"


@pytest.mark.parametrize(
    ("rest", "report", "url"),
    [
        ("", None, None),
        ("AFP0001_3\tAFP", "AFP0001", None),
        ("\tNAMED_TERROR_GROUP,1;x,2\tstory_1_2;story_1_4\thttps://example.org/a_1\tNULL", "story_1", "https://example.org/a_1"),
        ("abc-def_0\tNULL\tBBC", "abc-def", None),
    ],
)  # fmt: skip
def test_petrarch(file: Path, rest: str, report: str | None, url: str | None) -> None:
    found = one(file, PETRARCH.format(rest))
    assert found == Coded("2022-02-10", "REQUEST", "change", "1041", ("USA",), ("RUS",), report, None, 1, url)


def test_a_host_is_the_recipient_of_a_visit(file: Path) -> None:
    found = one(file, "20220210\tUSA\tRUS\t043\ta_1")
    assert (found.actors, found.recipients) == (("RUS",), ("USA",))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "20220210\tUSA\tRUS",
            "FILE, line 1: 3 columns, and date, source, target and code are needed. Separate them by tabs, or remove the line.",
        ),
        (
            "20221310\tUSA\tRUS\t040",
            "FILE, line 1, column 1 (date): '20221310' is no date. Write it as 2022-02-10 or 20220210.",
        ),
        (
            "20220210\tUSA\tRussia\t040",
            "FILE, line 1, column 3 (target): 'Russia' is no CAMEO actor code. Write it like USAGOV, or --- for none.",
        ),
        (
            "20220210\tUSA\tRUS\t40",
            "FILE, line 1, column 4 (code): '40' is no CAMEO code. "
            "Codes are text of two to four digits from 01 to 20; a spreadsheet may have taken the zero.",
        ),
    ],
)
def test_a_wrong_column_is_named(file: Path, line: str, message: str) -> None:
    assert wrong(file, line) == message


def test_bad_lines_harm_no_other_and_keep_their_numbers(file: Path) -> None:
    text = (
        b"\xef\xbb\xbf20220210\tUSA\tRUS\t040\n\n\xff\xfe\tUSA\r\n20220210\tRUS\t\t010\r\n"
        + b"x" * 4_000_002
        + b"\nend"
    )
    good, undecoded, other, long, short = rows(file, text)
    assert isinstance(good, Coded)
    assert isinstance(other, Coded)
    assert (good.place, other.place, other.type, other.recipients) == (1, 4, "SAY", ())
    assert str(undecoded) == f"{file}, line 3: byte 0 is not UTF-8. Save the file again as UTF-8."
    assert str(long) == f"{file}, line 5: longer than 4 MB. Remove the line."
    assert "line 6" in str(short)


@pytest.mark.parametrize("text", ["", "\n\n", "words without tabs\n"])
def test_a_file_in_no_format(file: Path, text: str) -> None:
    with pytest.raises(UsageError, match="Give a file in one of the formats plover, polecat, petrarch"):
        rows(file, text)


def test_formats_and_files_that_do_not_exist(file: Path) -> None:
    with pytest.raises(UsageError, match="'gdelt' is none that can be compared with"):
        read(file, "gdelt")
    with pytest.raises(UsageError, match="it cannot be read"):
        read(file)
    with pytest.raises(UsageError, match="it cannot be read"):
        read(file.parent)


def test_our_own_exports_can_be_read(file: Path) -> None:
    record = pipeline.read_text(
        "Kyiv accused Moscow of shelling. Poland rejected the proposal of Germany.", published="2022-02-10"
    )
    data = json.loads(to_json(record))
    for name in ("plover", "petrarch"):
        with file.open("wb") as target:
            exporter(name).write([data], target)
        found = list(read(file))
        assert {(c.type, c.actors, c.recipients) for c in found if isinstance(c, Coded)} >= {
            ("ACCUSE", ("UKR",), ("RUS",)),
            ("REJECT", ("POL",), ("DEU",)),
        }
