"""Readers and scorers of the sets of bench/levels.toml: files → figures, and what was wrong by class.

The scorers themselves lie beside the reference material; here the installed command reads the texts and its output is handed to them.
Days and factuality, for which no scorer lies there, are scored here by the definitions of the sets' own papers.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Json = dict[str, Any]
Error = tuple[str, str]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class MissingError(Exception):
    """Data or a scorer that is not there: the reason why a set is left out."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of a set by name, and its errors as (class, example)."""

    figures: dict[str, float]
    errors: list[Error]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scorer_{path.stem}", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise MissingError(f"its scorer is not there ({path})")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> list[Json]:
    """Objects of a JSON Lines file; strings may hold U+2028, so only line feeds separate."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def read(documents: Iterable[Json]) -> dict[str, Json]:
    """Records by document id, read by the installed command in one run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "documents.jsonl")
        path.write_text("".join(json.dumps(d) + "\n" for d in documents), encoding="utf-8")
        program = str(Path(sys.executable).with_name("communique"))
        done = subprocess.run(
            [program, "read", "--format", "json", "--workers", "2", str(path)], capture_output=True, check=False
        )
    if done.returncode:
        raise SystemExit(f"communique read failed (exit {done.returncode}): {done.stderr.decode()[-2000:]}")
    records = (json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line.strip())
    return {record["document"]["ref"]: record for record in records}


def articles(files: list[Path], score: Path) -> Measured:
    """Whole articles marked by hand, by record.py."""
    scorer = _module(score / "record.py")
    gold = []
    for path in files:
        each = json.loads(path.read_text(encoding="utf-8"))
        if "text" not in each:
            each["text"] = (path.parent.parent / each["file"]).read_text(encoding="utf-8")
        if each.get("published_if_given"):
            each["published"] = each["published_if_given"]
        gold.append(each)
    texts = ((g, f"{g['title']}\n\n" if g.get("title") else "") for g in gold)
    records = read(
        {"id": g["id"], "text": head + g["text"], **({"published": g["published"]} if g.get("published") else {})}
        for g, head in texts
    )
    tally: dict[str, list[int]] = {}
    log: list[str] = []
    for each in gold:
        scorer.score(each, records[each["id"]], tally, log)
    errors = []
    for line in log:
        _, kind, what = (*line.split(": ", 2), "", "")[:3]
        type_ = re.match(r"([A-Z]{3,}) in ", what) if kind == "events (type)" else None
        errors.append((f"{kind}: {type_.group(1)} not found" if type_ else kind, line))
    return Measured({key: hit / of if of else 0.0 for key, (hit, of) in tally.items()}, errors)


def sentences(files: list[Path], score: Path) -> Measured:
    """Single sentences with an event type, by events.py."""
    script = score / "events.py"
    if not script.is_file():
        raise MissingError(f"its scorer is not there ({script})")
    gold = _lines(files[0])
    records = read({"id": g["id"], "text": g["text"], "published": "2000-01-01"} for g in gold)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.jsonl")
        path.write_text("".join(json.dumps(r) + "\n" for r in records.values()), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(script), str(files[0]), "--predictions", str(path), "--json", "--errors", "100000"],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"{script.name} failed: {done.stderr[-2000:]}")
    first, *rest = done.stdout.splitlines()
    errors = []
    for line in rest:
        match = re.match(r"[^ ]+: (?:wanted (\[.*?\]), got (\[.*?\])|(dyad)|(negative coded) (\[.*?\]))", line)
        if match is None:
            continue
        wanted, got, dyad, negative, coded = match.groups()
        if dyad:
            errors.append(("right type, other countries", line))
        elif negative:
            errors.append((f"no event there, coded {coded}", line))
        else:
            errors.append((f"{wanted} not found" if got == "[]" else f"{wanted} read as something else", line))
    figures = {key: float(value) for key, value in json.loads(first).items() if isinstance(value, (int, float))}
    return Measured(figures, errors)


def attributions(files: list[Path], score: Path) -> Measured:
    """Who said what, by attribution.py."""
    scorer = _module(score / "attribution.py")
    gold = {g["doc_id"]: g for g in _lines(files[0])}
    records = read({"id": g["doc_id"], "text": g["text"]} for g in gold.values())
    found = {name: {"attributions": [_attribution(e) for e in r["events"] if e["content"]]} for name, r in records.items()}  # fmt: skip
    result, raw = scorer.score(gold, found, 0.8, None, 1)
    figures = {f"{key} F1": value[2] / 100 for key, value in result.items() if isinstance(value, tuple)}
    names = {"FP": "coded, not marked so", "FN": "marked, not read so"}
    errors = []
    for kind, document, what in raw:
        cue = re.search(r"cue=([^|]*)", what)
        words = cue.group(1).split() if cue else []
        errors.append((f"{names[kind]}: {'no cue' if not words else words[-1].lower()}", f"{document}: {what}"))
    return Measured(figures, errors)


def _attribution(event: Json) -> Json:
    return {
        "source": [[r["start"], r["end"]] for r in event.get("roles", []) if r["role"] == "actor"],
        "cue": [[event["trigger"]["start"], event["trigger"]["end"]]],
        "content": [[c["start"], c["end"]] for c in event["content"]],
    }


def timexes(files: list[Path], score: Path) -> Measured:
    """Time expressions and their values, by timex.py."""
    scorer = _module(score / "timex.py")
    gold = scorer.load(files[0])
    records = read({"id": g["doc_id"], "text": g["text"], "published": g["dct"]} for g in gold)
    keys = ("start", "end", "type", "value")
    system = {name: [{k: t[k] for k in keys} for t in r["timexes"]] for name, r in records.items()}
    result, raw = scorer.score(gold, system)
    names = {"VAL": "another value", "MISS": "not found", "SPUR": "found, not marked"}
    errors = []
    for kind, document, x, y in raw:
        where = x or y
        text = document["text"][where["start"] : where["end"]]
        values = f"wanted {x['value'] if x else None}, got {y['value'] if y else None}"
        errors.append((f"{names[kind]}: {where['type']}", f"{document['doc_id']}: {text!r} {values}"))
    return Measured({"value F1": result["value_f1"]}, errors)


def _coded(record: Json, start: int, end: int) -> list[Json]:
    return [e for e in record["events"] if e["trigger"]["start"] < end and start < e["trigger"]["end"]]


def days(files: list[Path], score: Path) -> Measured:
    """The day of the events that have one in MEANTIME (Minard et al., LREC 2016), of those that are coded at all."""
    gold = _lines(files[0])
    records = read({"id": g["doc_id"], "text": g["text"], "published": g["dct"]} for g in gold)
    right = published = coded = 0
    errors = []
    for each in gold:
        for event in each["events"]:
            day = event.get("instance_time") or ""
            mine = _coded(records[each["doc_id"]], event["start"], event["end"])
            if not _DAY.fullmatch(day) or not mine:
                continue
            coded += 1
            published += day == each["dct"]
            got = [(e["when"]["value"], e["when"]["basis"]) for e in mine]
            if any((value or "")[:10] == day for value, _ in got):
                right += 1
            else:
                errors.append((f"day by {got[0][1]}", f"{each['doc_id']}: {event['text']!r} wanted {day}, got {got}"))
    if not coded:
        raise MissingError("no event with a day is coded in it")
    return Measured({"day exact": right / coded, "day of publication": published / coded, "coded": coded}, errors)


def factuality(files: list[Path], score: Path) -> Measured:
    """Mentions marked as having certainly happened (3) or not happened (−3), of those coded at all: whether the status says so."""
    gold = _lines(files[0])
    records = read({"id": g["doc_id"], "text": g["text"]} for g in gold)
    wanted = {3.0: "actual", -3.0: "denied"}
    right = coded = 0
    errors = []
    for each in gold:
        for event in each["events"]:
            status = wanted.get(event["label"])
            mine = _coded(records[each["doc_id"]], *event["span"])
            if status is None or not mine:
                continue
            coded += 1
            got = [e["status"] for e in mine]
            if status in got:
                right += 1
            else:
                errors.append((f"{status} read as {got[0]}", f"{each['doc_id']}: {each['text'][:140]}"))
    if not coded:
        raise MissingError("none of its events is coded")
    return Measured({"status right": right / coded, "coded": coded}, errors)


def mentions(files: list[Path], score: Path) -> Measured:
    """Whom mentions name: the table of cases, by the check that the tests run on each."""
    tests = ROOT / "tests"
    if str(tests) not in sys.path:
        sys.path.insert(0, str(tests))
    cases = importlib.import_module("actors.test_mentions").CASES
    complaints = [(case.kind, case.complaint()) for case in cases]
    errors = [(kind, what) for kind, what in complaints if what is not None]
    return Measured({"right": 1 - len(errors) / len(cases), "cases": len(cases)}, errors)


#: How each kind of set is read and scored: files, folder of the scorers → figures and errors.
KINDS: dict[str, Callable[[list[Path], Path], Measured]] = {
    "articles": articles,
    "attributions": attributions,
    "days": days,
    "factuality": factuality,
    "mentions": mentions,
    "sentences": sentences,
    "timexes": timexes,
}
