"""How well linking does on whole reports: what `huitoukan recurrences` says of a new library.

python -m bench.linking_reports                 # bench/linking_reports.txt
python -m bench.linking_reports FILE --misses   # also every pair that is wrong, for your own

The file holds reports, each below a line `=== name`. In the block of each finding stands
`{kind+}` or `{kind-}`: what it is about, and whether the report claims it solved; the marks are
taken out before the reports are ingested.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from indexer.linking.recurrences import Member, Recurrences
from ingest.parse import parse
from ingest.read import read

_REPORTS = Path(__file__).with_name("linking_reports.txt")
_NAME = re.compile(r"^=== (.+)$", re.MULTILINE)
_MARK = re.compile(r" ?\{(?P<kind>[^}]+)(?P<done>[+-])\}")

Place = tuple[str, int]
Pair = tuple[Place, Place]


class Truth(NamedTuple):
    """A finding's organisation (its file's name without the year), year, kind, and claim."""

    org: str
    year: str
    kind: str
    done: bool


class Score(NamedTuple):
    """Pairs that were found and those that should be."""

    found: frozenset[Pair]
    gold: frozenset[Pair]

    def __str__(self) -> str:
        right = len(self.found & self.gold)
        precision = right / len(self.found) if self.found else 1.0
        recall = right / len(self.gold) if self.gold else 1.0
        return f"{len(self.gold)} 对：精确 {precision:.3f}，召回 {recall:.3f}"


def reports(text: str) -> Iterator[tuple[str, str, dict[int, Truth]]]:
    """Each report's file name, its text without marks, and the truths by offset in that text."""
    parts = _NAME.split(text)
    for name, marked in zip(parts[1::2], parts[2::2], strict=True):
        org, year = name[:-8], name[-8:-4]
        plain, last, truths = "", 0, {}
        for mark in _MARK.finditer(marked.strip()):
            plain += marked.strip()[last : mark.start()]
            truths[len(plain) - 1] = Truth(org, year, mark["kind"], mark["done"] == "+")
            last = mark.end()
        yield name, plain + marked.strip()[last:], truths


def located(name: str, plain: str, truths: dict[int, Truth]) -> dict[Place, Truth]:
    """The truths by file name and ordinal of the finding. Raises `ValueError` for a truth that
    stands in no finding."""
    findings = parse(read(plain.encode(), name), name).findings
    found = {}
    for at, truth in truths.items():
        holders = [each.n for each in findings if each.span[0] <= at < each.span[1]]
        if not holders:
            raise ValueError(f"{name}: {truth.kind}")
        found[name, holders[0]] = truth
    return found


def answer(folder: Path) -> Recurrences:
    """What the command says of a library of the folder's reports."""
    library = folder / "library"
    _run("ingest", str(folder / "reports"), "--data", str(library))
    told = _run("recurrences", "--json", "--data", str(library))
    return msgspec.json.decode(told, type=Recurrences)


def _run(*arguments: str) -> bytes:
    command = [sys.executable, "-m", "huitoukan", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def pairs(members: Iterable[Iterable[Place]]) -> frozenset[Pair]:
    """Every two places of one group, in order."""
    return frozenset(pair for group in members for pair in combinations(sorted(group), 2))


def groups(found: Recurrences, truth: dict[Place, Truth]) -> Score:
    """Pairs of one kind; groups of a single pair that came back under another kind are apart."""
    gold = defaultdict(list)
    for place, each in truth.items():
        gold[each.kind].append(place)
    said = ([_place(member) for member in group.members] for group in found.groups)
    return Score(pairs(said), pairs(gold.values()))


def relapses(found: Recurrences, truth: dict[Place, Truth]) -> Score:
    """Pairs of one organisation, the earlier of which was claimed solved."""
    gold = {
        (a, b)
        for a, one in truth.items()
        for b, other in truth.items()
        if (one.org, one.kind) == (other.org, other.kind) and one.year < other.year and one.done
    }
    said = {(_place(each.earlier), _place(each.later)) for each in found.relapses}
    return Score(frozenset(said), frozenset(gold))


def _place(member: Member) -> Place:
    return member.source, member.n


def main() -> None:
    """Prints the scores of a file of reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=_REPORTS)
    parser.add_argument("--misses", action="store_true", help="print every pair that is wrong")
    arguments = parser.parse_args()
    truth: dict[Place, Truth] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "reports").mkdir()
        for source, plain, truths in reports(arguments.file.read_text("utf-8")):
            (folder / "reports" / source).write_text(plain, encoding="utf-8")
            truth |= located(source, plain, truths)
        found = answer(folder)
    title = {
        _place(each): each.title
        for each in (
            *(member for group in found.groups for member in group.members),
            *(side for pair in found.relapses for side in (pair.earlier, pair.later)),
        )
    }
    for label, scored in (("同类", groups(found, truth)), ("反弹", relapses(found, truth))):
        print(f"{label}，{scored}")
        if arguments.misses:
            for kind, wrong in (
                ("误", scored.found - scored.gold),
                ("漏", scored.gold - scored.found),
            ):
                for a, b in sorted(wrong):
                    said = (f"{p[0]} {title.get(p, '')}（{truth[p].kind}）" for p in (a, b))
                    print(f"  {label} {kind}：{' ／ '.join(said)}")


if __name__ == "__main__":
    main()
