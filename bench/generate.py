"""A seeded generator of rectification reports with planted truth: any number, one at a time.

`python -m bench.generate --reports 5000 --out DIR --seed 1` writes the reports below DIR/reports
and the truth of every finding, one JSON line each, to DIR/truth.jsonl. The first reports are the
same whatever the number.
"""

import argparse
import time
from collections.abc import Iterator
from itertools import chain, count, islice
from pathlib import Path
from random import Random

import msgspec

from bench.findings import Inspected, PlantedFinding, Scribe
from bench.layouts import LAYOUTS, tabular
from bench.noise import NOISES
from bench.places import org
from bench.plan import ROUNDS_PER_ORG, PlannedInspection, plan
from bench.vocabulary import phrases
from ingest.model import Record, Status

_REPORTS_PER_FOLDER = 1000
_NOISY = 0.15
_MISSTATED = 0.08
_TEAMS = ("第一", "第二", "第三", "第四", "第五", "第六")
_KINDS = ("常规巡察", "常规巡察", "常规巡察", "专项巡察", "提级巡察", "巡察“回头看”")


class PlantedReport(Record, frozen=True, kw_only=True):
    """One report and its truth; `stated` is the number of findings that its text claims."""

    number: int
    name: str
    text: str
    org: str
    layout: str
    stated: int
    findings: tuple[PlantedFinding, ...]


class PlantedTruth(Record, frozen=True, kw_only=True):
    """One line of truth.jsonl: a finding by the file it is in, without its text.

    `fact` is what was found in particular; the itemised and the labelled layout word it as well.
    """

    file: str
    n: int
    layout: str
    title: str
    fact: str
    org: str
    year: int
    type: str
    status: Status
    measures: int
    group: str
    relapse_of: str | None
    stated_findings: int


def reports(n: int, seed: int = 1) -> Iterator[PlantedReport]:
    """The first `n` reports: three inspections of one organisation after another."""
    return (_write_report(*sheet) for sheet in islice(_sheets(seed), n))


def findings(n: int, seed: int = 1) -> Iterator[PlantedFinding]:
    """The first `n` findings of the same reports, without the reports' text."""
    return islice(chain.from_iterable(found for _, _, found in _sheets(seed)), n)


_Sheet = tuple[Scribe, Inspected, tuple[PlantedFinding, ...]]


def _sheets(seed: int) -> Iterator[_Sheet]:
    for org_number in count():
        place = org(org_number)
        first = org_number * ROUNDS_PER_ORG
        for number, inspection in enumerate(plan(org_number, seed), first):
            inspected = Inspected(
                report=number,
                org_number=org_number,
                org=place,
                round=_round(inspection, place.committee),
                year=inspection.year,
                month=inspection.month,
            )
            scribe = Scribe(Random(f"{seed}/{number}"), inspected)
            found = tuple(
                scribe.finding(planned, n, first)
                for n, planned in enumerate(inspection.findings, 1)
            )
            yield scribe, inspected, found


def _round(inspection: PlannedInspection, committee: str) -> str:
    """The named round (十三届县委第五轮): county committees change every fifth year, 2011, 2016 …,
    and send teams out twice a year."""
    term, year_of_term = divmod(inspection.year - 2011, 5)
    round_ = "一二三四五六七八九十"[year_of_term * 2 + (inspection.month > 6)]
    return f"十{'二三四五'[term]}届{committee}第{round_}轮"


def _write_report(
    scribe: Scribe, inspected: Inspected, found: tuple[PlantedFinding, ...]
) -> PlantedReport:
    rng = Random(inspected.report)
    stated = len(found) + (scribe.number(1, 2) if rng.random() < _MISSTATED else 0)
    layout = LAYOUTS[int(rng.random() * len(LAYOUTS))]
    text = "\n".join(
        (
            *_opening(scribe, inspected, found, stated),
            "二、反馈问题整改落实情况",
            layout(found),
            *_closing(scribe, inspected),
        )
    )
    if rng.random() < _NOISY and layout is not tabular:
        text = NOISES[int(rng.random() * len(NOISES))](text, rng)
    place = inspected.org
    return PlantedReport(
        number=inspected.report,
        name=f"{inspected.report:06d}-{place.name}-{inspected.year}.txt",
        text=text + "\n",
        org=place.name,
        layout=layout.__name__,
        stated=stated,
        findings=found,
    )


def _opening(
    scribe: Scribe, inspected: Inspected, found: tuple[PlantedFinding, ...], stated: int
) -> list[str]:
    place, year, month = inspected.org, inspected.year, inspected.month
    opening = phrases().opening
    done = sum(finding.status.claims_done for finding in found)
    team = f"{place.committee}{scribe.pick(_TEAMS)}巡察组"
    title = f"中共{place.name}关于{inspected.round}巡察整改情况的通报"
    summoned = opening.summoned.format(
        h=place.committee,
        start=f"{year}年{month}月{scribe.number(1, 28)}日",
        end=f"{month + 1}月{scribe.number(1, 28)}日",
        t=team,
        o=place.name,
        kind=scribe.pick(_KINDS),
        feedback=f"{year}年{month + 2}月{scribe.number(1, 28)}日",
    )
    duty = "".join(scribe.fill(sentence, "", "") for sentence in opening.duty)
    measures = sum(len(finding.measures) for finding in found)
    stated_line = opening.stated.format(c=stated, measures=measures)
    sums = opening.sums.format(
        done=done, ongoing=len(found) - done, s=scribe.sum(), n=scribe.number(1, 12)
    )
    return [title, summoned, "一、组织落实情况", duty, stated_line + sums]


def _closing(scribe: Scribe, inspected: Inspected) -> list[str]:
    closing, place = phrases().closing, inspected.org
    plan_ = scribe.pick(closing.plans).format(p=place.party, h=place.committee)
    contact = closing.contact.format(phone=scribe.number(2_000_000, 8_999_999), o=place.name)
    date = f"{inspected.year}年{inspected.month + 4}月{scribe.number(1, 28)}日"
    return ["三、下一步打算", plan_, contact, f"中共{place.name}", date]


def write(n: int, folder: Path, seed: int = 1) -> int:
    """Writes `n` reports below `folder`/reports and their truth; returns the bytes of text."""
    total = 0
    encoder = msgspec.json.Encoder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("wb") as truth:
        for report in reports(n, seed):
            place = Path("reports", f"{report.number // _REPORTS_PER_FOLDER:04d}", report.name)
            path = folder / place
            if report.number % _REPORTS_PER_FOLDER == 0:
                path.parent.mkdir(parents=True, exist_ok=True)
            data = report.text.encode()
            path.write_bytes(data)
            total += len(data)
            truth.writelines(
                encoder.encode(_truth(finding, report, place)) + b"\n"
                for finding in report.findings
            )
    return total


def _truth(finding: PlantedFinding, report: PlantedReport, place: Path) -> PlantedTruth:
    return PlantedTruth(
        file=place.as_posix(),
        n=finding.n,
        layout=report.layout,
        title=finding.title,
        fact=finding.fact,
        org=finding.org,
        year=finding.year,
        type=finding.type,
        status=finding.status,
        measures=len(finding.measures),
        group=finding.group,
        relapse_of=finding.relapse_of,
        stated_findings=report.stated,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.generate", description="生成巡察整改报告（虚构）")
    parser.add_argument("--reports", type=int, required=True, help="份数")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个文件夹")
    parser.add_argument("--seed", type=int, default=1, help="随机种子，相同则内容相同")
    arguments = parser.parse_args()
    start = time.perf_counter()
    size = write(arguments.reports, arguments.out, arguments.seed)
    seconds = time.perf_counter() - start
    megabytes = size / 1e6
    print(
        f"已写 {arguments.reports} 份报告，{megabytes:.1f} MB，"
        f"用时 {seconds:.1f} 秒（{megabytes / seconds:.1f} MB/秒）：{arguments.out}"
    )


if __name__ == "__main__":
    main()
