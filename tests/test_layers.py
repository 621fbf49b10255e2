"""Imports point one way, files stay short, and one module alone knows the parser library."""

from __future__ import annotations

import ast
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src" / "communique"
LAYERS = (
    "errors",
    "model",
    "lexicon",
    "fetch",
    "ingest parse",
    "actors",
    "across events",
    "links",
    "record pipeline tables",
    "batch",
    "cluster",
    "store",
    "ledger",
    "export compare",
    "ask",
    "show",
    "web",
    "cli",
)
RANK = {part: n for n, layer in enumerate(LAYERS) for part in layer.split()}
FILES = sorted(SRC.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {f"{node.module}.{a.name}" for a in node.names}
    return found


def test_imports_point_one_way() -> None:
    wrong = []
    for path in FILES:
        part = path.relative_to(SRC).parts[0].removesuffix(".py")
        for name in imports(path):
            target = name.split(".")[1] if name.startswith("communique.") else ""
            if part in RANK and target in RANK and target != part and RANK[target] >= RANK[part]:
                wrong.append(f"{path.relative_to(SRC)} imports {name}")
    assert not wrong
    assert {p.relative_to(SRC).parts[0].removesuffix(".py") for p in FILES} <= {*RANK, "__init__", "__main__"}


def test_files_are_short_and_one_module_knows_the_parser_library() -> None:
    assert not [p.name for p in FILES if p.read_text(encoding="utf-8").count("\n") > 400]
    assert {p.name for p in FILES if any(n.split(".")[0] == "spacy" for n in imports(p))} == {"syntax.py"}
