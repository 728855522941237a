"""Measures that answer another finding of the same report than their own.

Good measures often share no word with their problem (供水水质不达标 → 更换滤料): that alone tells
nothing; but where they also take up the very words of another problem, the answers were exchanged.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, islice

from ingest.model import Finding, Inconsistency, Place, Report, Severity

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
# Whom a problem concerns says nothing of what it is.
_SCOPE = re.compile(
    r"(?:镇村|县乡|乡村|市县|上下)两级|(?:少数|个别|部分|一些)(?:基层)?(?:支部|党员|干部|村|单位)?|近年来"
)
_MOST = 20  # notes of one report
_TELLING = 3  # pairs of characters that only this title and these measures have


def exchanged(report: Report) -> Iterator[Inconsistency]:
    """Measures that share no two characters with their own problem, yet several with another.

    Pairs of characters count that stand in one title and one finding's measures only.
    """
    titles = [_pairs(_SCOPE.sub(" ", f.title)) for f in report.findings]
    answers = ["\n".join(m.text for m in f.measures) for f in report.findings]
    astray = [
        at
        for at, (title, answer) in enumerate(zip(titles, answers, strict=True))
        if answer and not any(pair in answer for pair in title)
    ]
    adrift = frozenset(astray)  # what was exchanged fits on neither side
    asked = _only(titles) if astray else {}
    shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for at in astray:
        for pair in _pairs(answers[at]) & asked.keys():
            shared[at, asked[pair]].append(pair)
    told = (
        _note(report.findings[at], report.findings[other])
        for (at, other), pairs in sorted(shared.items())
        if len(pairs) >= _TELLING
        and other in adrift
        and report.findings[at].type != report.findings[other].type
        and sum(_alone(pair, answers) for pair in pairs) >= _TELLING
        and not _pairs(_problem(report.findings[at])) & _pairs(answers[at])
    )
    yield from islice(told, _MOST)


def _note(finding: Finding, meant: Finding) -> Inconsistency:
    first, last = finding.measures[0], finding.measures[-1]
    return Inconsistency(
        code="measures-exchanged",
        severity=Severity.NOTE,
        message=f"第{finding.n}个问题“{finding.title}”的措施与问题没有共同的字词，"
        f"却与第{meant.n}个问题“{meant.title}”相合，可能写错了位置。",
        places=(Place(span=(first.span[0], last.span[1]), text=first.text),),
        finding=finding.n,
    )


def _pairs(text: str) -> set[str]:
    """All two neighbouring Chinese characters."""
    return {run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1)}


def _only(sets: list[set[str]]) -> dict[str, int]:
    """Each pair that stands in one of the sets only, and in which."""
    often = Counter(chain.from_iterable(sets))
    return {pair: at for at, pairs in enumerate(sets) for pair in pairs if often[pair] == 1}


def _alone(pair: str, answers: list[str]) -> bool:
    """Whether one finding's measures only have the pair."""
    return next(islice((at for at in answers if pair in at), 1, None), None) is None


def _problem(finding: Finding) -> str:
    """Everything that a finding says but its measures."""
    rest = finding.text
    for measure in finding.measures:
        rest = rest.replace(measure.text, "\n")
    return f"{finding.title}\n{finding.heading or ''}\n{rest}"
