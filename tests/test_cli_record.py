"""The commands of the record as they are typed: formats, exit codes, messages, files, and text that means harm."""

from __future__ import annotations

import csv
import io
import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ask.reports import REPORTS, reports
from communique import export
from communique.export import EXPORTERS, Dropped
from ledger.made import fresh
from test_cli import Ran, Run, run  # noqa: F401 (a fixture)

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
DENIAL = "Norway denied on Tuesday that it had closed the port of Oslo."


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of ten reports, in one file."""
    path = tmp_path_factory.mktemp("filled") / "record.db"
    db = fresh(path, reports())
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    return path


@pytest.fixture
def typed(run: Run, filled: Path, tmp_path: Path) -> Run:  # noqa: F811
    """Run a command beside a record of its own."""
    shutil.copy(filled, tmp_path / "record.db")
    return run


def rows(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def first(typed: Run, command: str, *options: str, **wanted: str) -> dict[str, Any]:
    """The first row that a command gives with these values."""
    found = rows(typed(command, *options, "--format", "json"))
    return next(r for r in found if all(r[k] == v for k, v in wanted.items()))


def an_id(typed: Run, kind: str) -> str:
    if kind == "exchange":
        return str(first(typed, "exchanges")["id"])
    return str(first(typed, "timeline", *(["--mentions"] if kind == "event" else []), type="ACCUSE")["id"])


#: Commands with what they need; KIND stands for an id of that kind.
ASKED = {
    "timeline": ["timeline"],
    "timeline of mentions": ["timeline", "--mentions", "--actor", "Uruguay", "--since", "2023-03"],
    "timeline without a row": ["timeline", "--since", "2030"],
    "exchanges": ["exchanges"],
    "open exchanges": ["exchanges", "--open", "--as-of", "2023-03-08"],
    "positions": ["positions", "--stance", "demands"],
    "who": ["who", "Uruguay"],
    "search": ["search", "dam"],
    "an event": ["show", "event"],
    "a group": ["show", "group"],
    "an exchange": ["show", "exchange"],
    "an actor": ["show", "BOL"],
    "judgements": ["judge", "list"],
    "a comparison": ["compare", "theirs.tsv"],
}


def command(typed: Run, name: str) -> list[str]:
    Path("theirs.tsv").write_text("20230403\tISL\tNOR\t1056\n20230403\tJPN\tCHN\t190\n", encoding="utf-8")
    return [an_id(typed, a) if a in ("event", "group", "exchange") else a for a in ASKED[name]]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ASKED)
def test_every_command_in_every_format(name: str, form: str, typed: Run) -> None:
    ran = typed(*command(typed, name), "--format", form)
    assert (ran.code, ran.err) == (0, "")
    if form == "table":
        assert ran.out.strip()
        assert max(map(len, ran.out.splitlines())) <= 130
        assert not [x for x in ran.out.splitlines() if x != x.rstrip()]
    elif form == "json":
        assert all(isinstance(r, dict) for r in rows(ran))
    elif form == "jsonl":
        assert [json.loads(x) for x in ran.out.splitlines()] == rows(typed(*command(typed, name), "--format", "json"))
    else:
        given: dict[str, Any] = {"delimiter": ","} if form == "csv" else {"delimiter": "\t", "quoting": csv.QUOTE_NONE}
        head, *rest = csv.reader(io.StringIO(ran.out, newline=""), **given)
        assert {len(r) for r in rest} <= {len(head)}
        assert len(rest) == len(rows(typed(*command(typed, name), "--format", "json")))


@pytest.mark.parametrize("name", ASKED)
def test_the_same_again(name: str, typed: Run) -> None:
    some = command(typed, name)
    assert typed(*some) == typed(*some)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["timeline", "--format", "xml"], "error: --format xml: there is no such format. Take one of: table, json, jsonl, csv, tsv.\n"),
        (["exchanges", "--format", "xml"], "error: --format xml: there is no such format."),
        (["show", "dam-1", "--format", "xml"], "error: --format xml: "),
        (["show", "dam-1", "--format", "csv"], "error: --format csv: "),
        (["judge", "list", "--format", "xml"], "error: --format xml: there is no such format."),
        (["timeline", "--type", "HUG"], "error: --type HUG: there is no such type. Take one of: "),
        (["timeline", "--status", "done"], "error: --status done: there is no such status. Take one of: actual, "),
        (["positions", "--stance", "loves"], "error: --stance loves: there is no such stance. Take one of: demands, "),
        (["timeline", "--since", "soon"], "error: --since soon: this is no date. "),
        (["search", "dam", "--until", "soon"], "error: --until soon: this is no date. "),
        (["exchanges", "--as-of", "2023-02-30"], "error: --as-of 2023-02-30: this is no date. "),
        (["timeline", "--actor", "Urugay"], "error: name 'Urugay': the record names nobody so. Did you mean Uruguay"),
        (["exchanges", "--owed-by", "Xyzzy"], "error: name 'Xyzzy': the record names nobody so. "),
        (["who", "Xyzzy"], "communique search finds words of the reports.\n"),
        (["who"], "Missing argument"),
        (["search", "***"], "error: words '***': there is no word to look for. "),
        (["search", "dam", "--limit", "0"], "--limit"),
        (["show", "e"], "error: id e: several begin so. Write more of it: e"),
        (["show", "zzzz"], "error: id zzzz: the record holds nothing with this id. "),
        (["explain", "zzzz"], "error: id zzzz: the record holds nothing with this id. "),
        (["timeline", "--picture", "no/such/folder.svg"], "error: --picture no/such/folder.svg: there is no such folder. "),
        (["timeline", "--network", "no/such/folder.svg"], "error: --network no/such/folder.svg: there is no such folder. "),
        (["export", "--to", "jsonl", "--out", "no/such/file.jsonl"], "error: --out no/such/file.jsonl: there is no such folder. "),
        (["export", "--to", "word"], "error: format 'word': there is no exporter of that name. Take one of: jsonl, csv, "),
        (["export", "--to", "parquet"], "error: --to parquet: it cannot be printed. Name a folder with --out.\n"),
        (["export", "--to", "parquet", "--out", "record.db"], "this is a file, and Parquet needs a folder"),
        (["export"], "Missing option"),
        (["compare", "nothing.tsv"], "error: nothing.tsv: it cannot be read (No such file or directory). "),
        (["compare", "record.db"], "error: record.db: "),
        (["judge", "accept", "e"], "error: judge: nobody is named who decides. Add --by NAME, or set COMMUNIQUE_USER.\n"),
        (["judge", "accept", "--by", "Ada"], "error: judge accept: 0 ids. Give 1 or 2.\n"),
        (["judge", "bless", "e1", "--by", "Ada"], "error: judge bless: there is no such judgement. "),
        (["judge", "undo", "1", "--by", "Ada"], "error: judgement 1: there is none of that number. "),
        (["judge", "accept", "e", "--by", " "], "error: judge: nobody is named who decides. "),
        (["add"], "Missing argument"),
        (["add", "x.txt", "--published", "soon"], "error: published: 'soon' is no date. "),
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2_and_says_what_to_do(arguments: list[str], told: str, typed: Run) -> None:
    before = Path("record.db").read_bytes()
    ran = typed(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "internal error" not in ran.err
    assert arguments[0] == "add" or Path("record.db").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [["timeline"], ["exchanges"], ["positions"], ["who", "x"], ["search", "x"], ["show", "x"], ["explain", "x"],
     ["judge", "list"], ["judge", "accept", "x", "--by", "Ada"], ["export", "--to", "jsonl"], ["compare", "x.tsv"]],
)  # fmt: skip
def test_without_a_record_every_command_says_how_to_make_one(arguments: list[str], run: Run) -> None:  # noqa: F811
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: record.db: there is no such record. Make one: communique add SOURCE --db record.db\n"
    assert not Path("record.db").exists()


def test_a_record_that_is_none(run: Run) -> None:  # noqa: F811
    Path("record.db").write_text("Dear diary,", encoding="utf-8")
    ran = run("timeline")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: record.db: it cannot be opened as a record (file is not a database). ")


def jsonl(path: str, *some: dict[str, Any]) -> str:
    Path(path).write_text("".join(json.dumps(x) + "\n" for x in some), encoding="utf-8")
    return path


def one(name: str, **changes: Any) -> dict[str, Any]:
    day, outlet, title, text = REPORTS[name]
    return {
        "id": name,
        "url": f"https://press.example/{name}",
        "outlet": outlet,
        "title": title,
        "published": day,
        "text": text,
        **changes,
    }


def test_add_keeps_the_good_and_lists_the_bad(run: Run) -> None:  # noqa: F811
    source = jsonl("reports.jsonl", one("fish-1"), one("fish-2"))
    Path("reports.jsonl").write_text(Path(source).read_text(encoding="utf-8") + "{bad\n", encoding="utf-8")
    Path("empty.txt").write_bytes(b"")
    ran = run("add", source, "empty.txt")
    assert (ran.code, ran.out) == (1, "")
    *errors, summary = ran.err.splitlines()
    assert [e.partition(": ")[2].partition(":")[0] for e in errors] == ["reports.jsonl, line 3", "empty.txt"]
    assert summary.startswith("2 added, 2 failed. record.db holds 2 reports and ")
    assert {r["first_report"].partition(",")[0] for r in rows(run("timeline", "--format", "json"))} == {
        "Fjord Bulletin",
        "Skerry Radio",
    }


def test_the_same_report_twice_changes_nothing(run: Run) -> None:  # noqa: F811
    source = jsonl("reports.jsonl", one("fish-1"))
    assert run("add", source).code == 0
    before = run("timeline", "--format", "json")
    again = run("add", source, source)
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("0 added, 2 known already. record.db holds 1 reports and ")
    assert run("timeline", "--format", "json") == before
    anew = run("add", source, "--again")
    assert anew.err.startswith("0 added, 1 read again. ")
    assert run("timeline", "--format", "json") == before


def test_a_later_version(run: Run) -> None:  # noqa: F811
    assert run("add", jsonl("a.jsonl", one("fish-2"))).code == 0
    ran = run(
        "add", jsonl("b.jsonl", one("fish-2", text="Iceland asked the European Union on Wednesday to wait. " + DENIAL))
    )
    assert ran.err.startswith("0 added, 1 later version. record.db holds 2 reports and ")
    assert {r["who"] for r in rows(run("timeline", "--format", "json"))} >= {"Iceland", "Norway"}
    assert run("search", "sanctions", "--format", "json").out == "[]\n"


def test_add_to_another_record(run: Run) -> None:  # noqa: F811
    ran = run("add", "-", "--db", "other.db", stdin=DENIAL.encode())
    assert ran.code == 0
    assert ran.err.endswith("told by several reports.\n")
    assert rows(run("timeline", "--db", "other.db", "--format", "json"))
    assert not Path("record.db").exists()


def test_only_bad_documents(run: Run) -> None:  # noqa: F811
    ran = run("add", "nothing.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: nothing.txt: no such file or folder. ")


@pytest.mark.parametrize("name", EXPORTERS)
def test_export_to_a_file(name: str, typed: Run) -> None:
    out = Path(f"out{EXPORTERS[name].suffix}")
    if not EXPORTERS[name].folder:
        out.write_text("what stood there before", encoding="utf-8")
    ran = typed("export", "--to", name, "--out", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert all(line.strip() for line in ran.err.splitlines())
    assert (ran.err == "") == (name in ("jsonl", "parquet"))  # the others drop something, and say what
    if EXPORTERS[name].folder:
        assert list(out.glob("*.parquet"))
        return
    written = out.read_bytes()
    assert b"what stood there before" not in written
    assert not list(Path().glob("*.part"))
    assert typed("export", "--to", name).out.encode() == written  # the same in a pipe
    if name in ("atom",):
        ET.fromstring(written)
    if name in ("jsonl", "plover"):
        assert [json.loads(x) for x in written.splitlines()]
    if name in ("webannotation", "timelinejs"):
        assert json.loads(written)


def test_an_export_that_fails_leaves_what_was_there(typed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(found: Iterable[dict[str, Any]], target: Any) -> Dropped:
        target.write(b"half of it")
        raise ZeroDivisionError

    exporter = EXPORTERS["jsonl"]
    monkeypatch.setitem(export.EXPORTERS, "jsonl", type(exporter)("jsonl", "", ".jsonl", False, broken))
    Path("out.jsonl").write_text("what stood there before", encoding="utf-8")
    ran = typed("export", "--to", "jsonl", "--out", "out.jsonl")
    assert (ran.code, ran.out) == (1, "")
    assert "internal error (ZeroDivisionError)" in ran.err
    assert Path("out.jsonl").read_text(encoding="utf-8") == "what stood there before"
    assert sorted(p.name for p in Path().iterdir()) == ["out.jsonl", "record.db"]


def test_compare_with_lines_that_cannot_be_read(typed: Run) -> None:
    Path("theirs.tsv").write_text("20230403\tISL\tNOR\t1056\n20230403\tISL\tNOR\tlots\n", encoding="utf-8")
    ran = typed("compare", "theirs.tsv")
    assert ran.code == 1
    assert "In both" in ran.out
    assert ran.err.startswith("error: theirs.tsv, line 2")


def test_judging(typed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    arrest = first(typed, "timeline", type="COERCE")["mentions"][0]
    ran = typed(
        "judge", "correct", arrest[:9], "--by", "Ada", "--field", "status", "--value", "denied", "--note", "not so"
    )
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"judgement 1: correct status {arrest}, by Ada. Undo it with: communique judge undo 1\n"
    assert first(typed, "timeline", type="COERCE")["status"] == "denied"
    monkeypatch.setenv("COMMUNIQUE_USER", "Ole")
    assert typed("judge", "reject", arrest).code == 0
    assert "COERCE" not in {r["type"] for r in rows(typed("timeline", "--format", "json"))}
    assert arrest not in typed("export", "--to", "csv").out
    assert arrest in typed("show", arrest, "--format", "json").out
    assert typed("judge", "undo", "2").err == f"judgement 3: judgement 2 (reject {arrest}) is undone.\n"
    assert first(typed, "timeline", type="COERCE")["judged"] == "corrected"
    listed = rows(typed("judge", "list", "--format", "json"))
    assert [(r["no"], r["by"], r["verb"], r["state"]) for r in listed] == [
        (1, "Ada", "correct", "stands"),
        (2, "Ole", "reject", "undone"),
        (3, "Ole", "undo", "undo"),
    ]
    assert "not so" in typed("judge", "list").out


def test_a_report_is_shown_as_it_was_read(typed: Run) -> None:
    ran = typed("show", "dam-3")
    assert (ran.code, ran.err) == (0, "")
    assert "Bolivia on Friday rejected" in ran.out
    for form in ("json", "jsonl"):
        record = json.loads(typed("show", "dam-3", "--format", form).out)
        assert record["document"]["ref"] == "dam-3"


@pytest.mark.parametrize("kind", ["event", "group", "exchange"])
def test_explain_from_the_record(kind: str, typed: Run) -> None:
    identity = an_id(typed, kind)
    ran = typed("explain", identity)
    assert (ran.code, ran.err) == (0, "")
    assert "Uruguay" in ran.out


def svg(path: str) -> ET.Element:
    root = ET.fromstring(Path(path).read_text(encoding="utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return root


def test_pictures(typed: Run) -> None:
    ran = typed("timeline", "--actor", "Uruguay", "--picture", "t.svg", "--network", "n.svg")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    told = rows(typed("timeline", "--actor", "Uruguay", "--format", "json"))
    dated = {r["id"] for r in told if r["last"]}
    drawn = {g.attrib["data-id"] for g in svg("t.svg").iter("{http://www.w3.org/2000/svg}g") if "data-id" in g.attrib}
    assert drawn == dated
    names = {t.text for t in svg("n.svg").iter("{http://www.w3.org/2000/svg}text")}
    assert {"Uruguay", "Paraguay", "Bolivia"} <= names


def test_a_picture_of_nothing(typed: Run) -> None:
    assert typed("timeline", "--since", "2030", "--picture", "t.svg", "--network", "n.svg").code == 0
    assert svg("t.svg") is not None
    assert svg("n.svg") is not None
