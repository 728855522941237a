"""Precision and recall of extraction, field by field, against hand-written gold; and its speed.

python -m bench.extraction                       # tests/corpus
python -m bench.extraction --misses FOLDER …     # also what went wrong, for folders of your own
"""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from bench.gold import golden, report_of
from bench.scoring import Score, score
from bench.seeds import SEEDS, score_seeds, texts
from ingest.checks import inconsistencies
from ingest.model import Document
from ingest.parse import parse
from ingest.read import read

# A processor that did nothing before is slow at first.
_CORPUS = Path("tests/corpus")
_FEWEST_ROUNDS, _SECONDS = 5, 3.0

T = TypeVar("T")


def table(scored: Score) -> Iterator[str]:
    """The scores as a Markdown table."""
    yield "| field | right | wrong | missed | precision | recall | F1 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for field, tally in scored.fields.items():
        precision = tally.right / (tally.right + tally.extra) if tally.right + tally.extra else 1.0
        recall = tally.right / (tally.right + tally.missed) if tally.right + tally.missed else 1.0
        yield (
            f"| {field} | {tally.right} | {tally.extra} | {tally.missed}"
            f" | {precision:.3f} | {recall:.3f} | {tally.f1:.3f} |"
        )


def speed(folders: list[Path]) -> tuple[float, float]:
    """UTF-8 megabytes of text that one core parses in a second, with and without looking for
    inconsistencies: the best of all rounds of three seconds, of five at least.

    Of a folder without gold, all its text files are read.
    """
    documents: list[Document] = []
    for folder in folders:
        sources = [report_of(path) for path in golden(folder)] or sorted(folder.glob("*.txt"))
        documents += [read(source.read_bytes(), source.name) for source in sources]
    size = sum(len(document.text.encode()) for document in documents)
    whole = _best(parse, documents)
    checks = _best(inconsistencies, [parse(document) for document in documents])
    return size / whole / 1e6, size / (whole - checks) / 1e6


def _best(work: Callable[[T], object], things: list[T]) -> float:
    """CPU seconds of the quickest round over all things."""
    best, rounds, until = float("inf"), 0, time.process_time() + _SECONDS
    while rounds < _FEWEST_ROUNDS or time.process_time() < until:
        rounds += 1
        began = time.process_time()
        for each in things:
            work(each)
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Score the folders of the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="also list what went wrong")
    chosen = parser.parse_args()
    folders = chosen.folders or [_CORPUS]
    scored = Score()
    for folder in folders:
        score(folder, scored)
    _show("、".join(map(str, folders)), scored, folders, misses=chosen.misses)
    if not chosen.folders and texts():
        scored = Score()
        score_seeds(scored)
        _show(str(SEEDS), scored, [SEEDS], misses=chosen.misses)


def _show(name: str, scored: Score, folders: list[Path], *, misses: bool) -> None:
    print(f"\n{name}\n", *table(scored), sep="\n")
    print("\n{:.1f} MB/s a core; without the checks {:.1f}".format(*speed(folders)))
    if misses:
        for miss in scored.misses:
            print(f"{miss.source}  {miss.field}\n    gold  {miss.gold}\n    found {miss.found}")


if __name__ == "__main__":
    main()
