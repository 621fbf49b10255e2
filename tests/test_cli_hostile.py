"""Reports that mean harm: none of their text steers a terminal, runs in a spreadsheet or becomes markup, whatever command gives it out."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from ask.reports import report
from communique.export import EXPORTERS
from communique.model import Record
from ledger.made import fresh
from show.hostile import ANSI, C1, HTML, MARKUP, RTL, raw
from test_cli import Run, run  # noqa: F401 (a fixture)
from test_cli_record import FORMATS, first, rows, svg

HOSTILE = f"{ANSI}{C1}{RTL}{HTML}{MARKUP}"


def trap() -> tuple[Record, ...]:
    """Reports whose title, outlet, names and sentences mean harm."""
    text = (
        f"Uruguay {ANSI} demanded on Monday that Paraguay stop the dam {HTML}. "
        f"=Ole {C1}Hest of Paraguay rejected the demand {RTL} on Tuesday, @SUM(A1) {MARKUP}. "
        f"Foreign Minister Ada {RTL}Berg said: “=cmd|' /C calc'!A1 {ANSI}.”"
    )
    return (
        report("dam-1", text, f"={HOSTILE}", f"-{HOSTILE}"),
        report("dam-2", text + " It rained.", f"@{HOSTILE}", HOSTILE),
    )


@pytest.fixture(scope="session")
def trapping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of them, with a person whose very name means harm."""
    path = tmp_path_factory.mktemp("trapping") / "record.db"
    db = fresh(path, trap())
    db.execute("UPDATE actors SET name = ? WHERE id = 'PRY'", (f"=Paraguay {HOSTILE}",))
    held = db.execute(
        "SELECT r.outlet || r.title || e.actors || e.sentence FROM entries e JOIN reports r ON r.id = e.report"
    ).fetchall()
    assert len(raw("".join(x for (x,) in held if x))) > 20  # it is there to be found
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    return path


@pytest.fixture
def trapped(run: Run, trapping: Path, tmp_path: Path) -> Run:  # noqa: F811
    """Run a command beside a record that means harm."""
    shutil.copy(trapping, tmp_path / "record.db")
    return run


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "arguments",
    [["timeline"], ["timeline", "--mentions"], ["exchanges"], ["positions"], ["who", "Paraguay"], ["search", "dam"], ["show", "event"],
     ["show", "exchange"]],
)  # fmt: skip
def test_hostile_text_reaches_no_terminal(arguments: list[str], form: str, trapped: Run) -> None:
    ids = {
        "event": lambda: first(trapped, "timeline")["mentions"][0],
        "exchange": lambda: first(trapped, "exchanges")["id"],
    }
    some = [ids[a]() if a in ids else a for a in arguments]
    ran = trapped(*some, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert raw(ran.out) == []
    assert ran.out.strip()
    if form == "csv":
        cells = [c for r in csv.reader(io.StringIO(ran.out, newline="")) for c in r]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("arguments", [["show", "report"], ["explain", "event"], ["who", f"Nobody{HOSTILE}"], ["search", f"dam {HOSTILE}"],
                                       ["timeline", "--since", HOSTILE], ["show", HOSTILE], ["timeline", "--format", HOSTILE]])  # fmt: skip
def test_nor_do_articles_explanations_and_errors(arguments: list[str], trapped: Run) -> None:
    entry = (
        first(trapped, "search", "dam", "--format", "json")
        if False
        else rows(trapped("search", "dam", "--format", "json"))[0]
    )
    known: dict[str, str] = {"report": entry["report"], "event": entry["events"][0] if entry["events"] else "e"}
    ran = trapped(*(known.get(a, a) for a in arguments))
    assert raw(ran.out) == []
    assert raw(ran.err) == []
    assert ran.out or ran.err
    assert "internal error" not in ran.err


def test_hostile_text_in_pictures(trapped: Run) -> None:
    assert trapped("timeline", "--picture", "t.svg", "--network", "n.svg").code == 0
    for path in ("t.svg", "n.svg"):
        assert not [e for e in svg(path).iter() if e.tag.rpartition("}")[2] in ("img", "script", "a")]
        assert raw(Path(path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_hostile_text_in_what_exports_say(name: str, trapped: Run) -> None:
    ran = trapped("export", "--to", name, "--out", "out")
    assert ran.code == 0
    assert raw(ran.err) == []
