"""The labelled set for linking: hand-made titles, the samples' relations, generated truth.

A third of the groups is held out: chosen by the hash of the group's name, never used to fit.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec

from bench.findings import PlantedFinding
from bench.generate import findings, reports
from indexer.linking.boilerplate import Body
from indexer.linking.grams import grams
from indexer.linking.labelled import titled, titles
from indexer.linking.organisations import org_name
from indexer.linking.problem import Problem, problems
from indexer.linking.wording import wording
from ingest.model import Record
from ingest.parse import parse
from ingest.read import read
from ingest.taxonomy import standard

_HERE = Path(__file__).parent
_SAMPLES = _HERE.parent / "samples"
_THIRDS = 3
# The samples' relations take findings of these two generated types for one kind.
_ONE_KIND = {"村级财务": "财务管理"}


class Place(Record, frozen=True, array_like=True):
    """A finding of the samples."""

    source: str
    n: int


class Pair(Record, frozen=True):
    """Two findings of one organisation in order of time."""

    earlier: Place
    later: Place


class Kin(Record, frozen=True):
    """A group of the samples."""

    label: str
    members: tuple[Place, ...]


class Miss(Record, frozen=True):
    """A near miss of the samples."""

    a: Place
    b: Place


class Copied(Record, frozen=True):
    """Two reports of the samples that share passages."""

    a: str
    b: str


class Relations(Record, frozen=True):
    """samples/gold/_relations.json, as far as it concerns linking."""

    relapses: tuple[Pair, ...]
    groups: tuple[Kin, ...]
    near_misses: tuple[Miss, ...]
    boilerplate: tuple[Copied, ...]


class Labelled(Record, frozen=True):
    """A problem, the group that it belongs to (None: none), and the set it is from."""

    problem: Problem
    group: str | None
    held_out: bool


@cache
def relations() -> Relations:
    """The samples' relations."""
    return msgspec.json.decode((_SAMPLES / "gold" / "_relations.json").read_bytes(), type=Relations)


def held_out(name: str) -> bool:
    """Whether the group of this name is kept for the final measure."""
    return sha256(name.encode()).digest()[0] % _THIRDS == 0


def by_hand() -> list[Labelled]:
    """The hand-made titles, each of an organisation of its own."""
    return [
        Labelled(titled(title, f"{name}{i}单位", f"t-{name}-{i}"), name, held_out(name))
        for name, group in titles().groups.items()
        for i, title in enumerate(group)
    ]


def sample_problems() -> Iterator[Problem]:
    """The findings of samples/reports."""
    for path in sorted((_SAMPLES / "reports").iterdir()):
        data = path.read_bytes()
        report = parse(read(data, path.name), path.name)
        yield from problems(sha256(data).hexdigest()[:12], report, path.name)


def from_samples() -> list[Labelled]:
    """The samples' findings; those of no group serve as what must stay apart."""
    groups = {place: kin.label for kin in relations().groups for place in kin.members}
    return [
        Labelled(each, label, held_out(label or each.title))
        for each in sample_problems()
        for label in (groups.get(Place(each.source, each.n)),)
    ]


def planted(finding: PlantedFinding, kind: str | None) -> Problem:
    """A generated finding as a problem, of the type that extraction found; without its text."""
    said = wording(finding.title)
    return Problem(
        id=finding.id,
        report=f"{finding.report:06d}",
        source=f"{finding.report:06d}.txt",
        n=finding.n,
        title=finding.title,
        org=finding.org,
        name=org_name(finding.org, finding.region),
        region=finding.region,
        when=str(finding.year),
        round=finding.round,
        type=kind,
        concept=said.concept,
        second=said.second,
        field=said.field,
        object=said.object,
        words=said.words,
        aspects=said.aspects,
        status=finding.status,
        body=grams(finding.text),
    )


def generated(n: int, seed: int = 1) -> Iterator[tuple[Problem, PlantedFinding]]:
    """The first `n` generated findings with their truth."""
    return ((planted(each, kind_of(each)), each) for each in findings(n, seed))


def kind_of(finding: PlantedFinding) -> str | None:
    """The type that extraction gives such a finding."""
    return standard().type_of(finding.title, finding.heading)


def kind_planted(finding: PlantedFinding) -> str:
    """The kind that such a finding was made to be of."""
    return _ONE_KIND.get(finding.type, finding.type)


def sample_bodies() -> Iterator[Body]:
    """The texts of samples/reports."""
    for path in sorted((_SAMPLES / "reports").iterdir()):
        data = path.read_bytes()
        document = read(data, path.name)
        report = parse(document, path.name)
        named = org_name("、".join(report.inspected_org), report.region)
        yield Body(
            report=sha256(data).hexdigest()[:12],
            source=path.name,
            org=named.key if named else None,
            text=document.text,
        )


def planted_copies(n: int) -> tuple[list[Body], set[tuple[str, str]]]:
    """`n` generated reports, in every fourth of which another organisation's story is told again
    with other numbers; and the pairs that share one, by file name.

    The stories are paragraphs of the samples; what all reports say stands in the generated text.
    """
    copied = {pair.b for pair in relations().boilerplate}
    stories = sorted(
        {
            line.strip()
            for body in sample_bodies()
            if body.source not in copied
            for line in body.text.splitlines()
            if 90 <= len(line.strip()) <= 400 and "巡察组" not in line
        }
    )
    made = list(reports(3 * n))[::3]  # one report of each organisation
    texts = [report.text for report in made]
    planted = set()
    for i in range(0, n - 2, 4):
        story = stories[(i // 4) % len(stories)]
        if i // 4 >= len(stories):
            break
        for place in (i, i + 2):
            told = re.sub(r"\d+", partial(_other_number, Random(i)), story)
            head, _, tail = texts[place].partition("二、反馈问题整改落实情况")
            texts[place] = f"{head}{told}\n二、反馈问题整改落实情况{tail}"
        planted.add(tuple(sorted((made[i].name, made[i + 2].name))))
    bodies = [
        Body(report=report.name, source=report.name, org=f"{report.org}{i}", text=text)
        for i, (report, text) in enumerate(zip(made, texts, strict=True))
    ]
    return bodies, {(a, b) for a, b in planted}


def _other_number(rng: Random, found: re.Match[str]) -> str:
    return str(int(found.group()) + rng.randint(1, 9))
