"""Documentation is held against the program: links, files, commands, options, examples, fields and values."""

from __future__ import annotations

import doctest
import io
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

import communique
from communique import cli, model
from communique.events.attribution import BUILT_IN
from communique.events.kinds import TYPES, kinds

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / n for n in ("README.md", "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)
SAMPLE = ROOT / "src" / "communique" / "data" / "samples" / "letters.txt"
DOSSIER = SAMPLE.parent / "dossier.jsonl"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(kind: str) -> list[tuple[Path, str]]:
    return [(page, body) for page in PAGES for language, body in FENCE.findall(read(page)) if language == kind]


def reference(page: str) -> str:
    return read(ROOT / "docs" / "reference" / f"{page}.md")


def anchors(page: Path) -> list[str]:
    """The names by which headings of a page can be linked to."""
    titles = re.findall(r"^#+ (.*)$", read(page), re.M)
    return [re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", read(page))):
        file, _, anchor = target.partition("#")
        other = (page.parent / file).resolve() if file else page
        headings = (
            [
                re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-")
                for h in re.findall(r"^#+ (.*)$", read(other), re.M)
            ]
            if other.suffix == ".md" and other.is_file()
            else []
        )
        if not other.exists() or (anchor and anchor not in headings):
            wrong.append(target)
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_and_make_targets_exist(page: Path) -> None:
    text = read(page)
    named = set(re.findall(r"(?<![\w/.])(?:src|tests|docs|bench|\.ci)/[\w./*-]*[\w*]", text))
    assert not [n for n in sorted(named) if "KIND" not in n and "TYPE" not in n and not list(ROOT.glob(n))]
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.M))
    assert not set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.M)) - targets


def test_every_page_can_be_reached() -> None:
    index = read(ROOT / "docs" / "index.md")
    assert not [
        p
        for p in (ROOT / "docs").rglob("*.md")
        if p.name != "index.md" and str(p.relative_to(ROOT / "docs")) not in index
    ]


def test_the_design_lists_every_module() -> None:
    listed = set(re.findall(r"\w+\.py", read(ROOT / "DESIGN.md"))) - {"__init__.py"}
    package = ROOT / "src" / "communique"
    modules = {p.name for p in package.rglob("*.py") if p.parent.name != "timex" and p.name != "__init__.py"}
    assert not modules - listed
    assert (
        not listed
        - {p.name for folder in (package, ROOT / "tests", ROOT / "bench") for p in folder.rglob("*.py")}
        - {"hatch_build.py"}
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the sample dossier, `record.db` in the examples."""
    path = tmp_path_factory.mktemp("made") / "record.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["communique", "add", "--db", str(path), str(DOSSIER)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert ended.value.code in (0, None)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which an example runs: all of the checkout, and a copy of the record."""
    for each in ROOT.iterdir():
        if not each.name.startswith(".") and each.name != "record.db":
            (tmp_path / each.name).symlink_to(each)
    shutil.copy(made, tmp_path / "record.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words_of(line: str) -> str:
    """A line without its spacing, and without the ellipsis by which a page shortens it."""
    return " ".join(line.split()).removesuffix("…").rstrip()


COMMANDS = [(page, line[2:]) for page, body in blocks("console") for line in body.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=[c for _, c in COMMANDS])
def test_commands_print_what_the_page_says(
    page: Path, command: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = next(b for p, b in blocks("console") if p == page and f"$ {command}\n" in b)
    expected = re.split(r"^\$ .*$", body.split(f"$ {command}\n", 1)[1], maxsplit=1, flags=re.M)[0].splitlines()
    piped, _, call = command.rpartition("|")
    words = shlex.split(call.partition(">")[0])
    assert words[0] == "communique"
    monkeypatch.setattr(sys, "argv", words)
    if piped:
        stdin = io.TextIOWrapper(io.BytesIO(Path(shlex.split(piped)[1]).read_bytes()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stdin)
    if "--workers" in words:  # processes are started anew; that is tested elsewhere
        words[words.index("--workers") + 1] = "1"
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code in (0, None)
    captured = capsys.readouterr()
    printed = "\n".join(words_of(line) for line in (captured.out + captured.err).splitlines())
    assert printed.strip()
    assert not [line for line in expected if words_of(line) not in printed]


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in read(p)], ids=name)
def test_python_examples(page: Path, desk: Path) -> None:
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(b for p, b in blocks("python") if p == page), {}, name(page), name(page), 0
    )
    assert examples.examples
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples).failed == 0


def test_command_line_page_has_every_command_and_option() -> None:
    page = reference("command-line")
    group: Any = typer.main.get_command(cli.app)
    known: set[str] = {"-h", "--help"}
    for command in [group, *group.commands.values()]:
        known |= {o for p in command.params for o in p.opts if o.startswith("-")}
    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", page)) == known
    assert set(re.findall(r"^## `communique (\w+)", page, re.M)) == set(group.commands)


def fields(value: object) -> set[str]:
    """Every key of nested dictionaries."""
    if isinstance(value, dict):
        return set(value) | {k for v in value.values() for k in fields(v)}
    return {k for v in value for k in fields(v)} if isinstance(value, list) else set()


def test_record_page_has_every_field_and_value() -> None:
    record = communique.read(read(SAMPLE), published="2022-02-11")
    data = record.to_dict()
    assert data["events"]
    assert data["links"]
    assert data["exchanges"]
    words = set(re.findall(r"`([^`]+)`", reference("record-json")))
    assert not fields(data) - words
    values = [
        model.PublishedBasis,
        model.TimexType,
        model.TimexBasis,
        model.ActorKind,
        model.QuoteKind,
        model.Status,
        model.RoleName,
    ]
    values += [model.LinkType, model.Outcome, model.AddresseeState]
    assert not {v for each in values for v in get_args(each)} - words


def test_rules_page_has_every_type_reading_and_built_in_rule() -> None:
    page = reference("rules")
    assert re.findall(r"^\| `([A-Z]+)` \|", page, re.M) == list(TYPES)
    assert {k.type for k in kinds()} == set(TYPES)
    assert set(re.findall(r"^\| `(SAY\.[a-z-]+)` \|", page, re.M)) == set(BUILT_IN)
    readings = set(re.findall(r"^\| `([a-z]+)` \|", page, re.M))
    found = {
        m.reading
        for path in sorted((ROOT / "bench" / "gold").glob("a0*.json"))
        for m in communique.read(read(path)).mentions
    }
    assert found <= readings
