"""Writes the planned problems down as findings of about 290 characters each."""

from random import Random
from typing import TypeVar

from bench.places import Org, place_name
from bench.plan import PlannedFinding
from bench.vocabulary import ProblemType, phrases
from ingest.model import Record, Status

STATUS_WORDINGS: dict[Status, tuple[str, ...]] = {
    Status.DONE: ("已完成整改", "整改完成", "已整改完成", "已整改到位", "完成"),
    Status.SUSTAINED: ("已完成整改，并长期坚持", "已整改完成并长期坚持", "完成整改且长期坚持"),
    Status.PARTIAL: ("阶段性完成", "基本完成", "取得阶段性成效"),
    Status.ONGOING: ("正在整改", "正在推进，持续整改", "长期推进", "正在整改，并取得阶段性成效"),
    Status.OPEN: ("未完成", "尚未完成整改"),
    Status.UNSTATED: ("",),
}
_LEADERS = ("主要负责人", "分管领导", "纪检委员", "组织委员", "宣传委员", "副职领导", "办公室主任")
_UNITS = ("办公室", "财务室", "党建办", "项目办", "社会事务办", "纪检室", "综合执法队", "信访室")
_ORDINALS = "一二三四五"
_Choice = TypeVar("_Choice")


class PlantedFinding(Record, frozen=True, kw_only=True):
    """One finding with its planted truth.

    `id` is report number and place in it. Findings of one organisation and one type share a
    `group`; `relapse_of` is the id of the finding that earlier claimed to have solved it.
    """

    id: str
    report: int
    n: int
    title: str
    text: str
    org: str
    region: tuple[str, ...]
    round: str
    year: int
    type: str
    object: str
    status: Status
    status_text: str
    group: str
    relapse_of: str | None
    heading: str
    fact: str
    measures: tuple[str, ...]
    responsible: str
    unit: str
    deadline: str


class Inspected(Record, frozen=True, kw_only=True):
    """What all findings of one report have in common."""

    report: int
    org_number: int
    org: Org
    round: str
    year: int
    month: int


class Scribe:
    """Fills the slots of sentences; the same random numbers write the same words."""

    def __init__(self, rng: Random, inspected: Inspected) -> None:
        self._random = rng.random
        self._inspected = inspected
        self._phrases = phrases()

    def pick(self, choices: tuple[_Choice, ...]) -> _Choice:
        """One of the choices."""
        return choices[int(self._random() * len(choices))]

    def number(self, low: int, high: int) -> int:
        """A whole number in [low, high]."""
        return low + int(self._random() * (high - low + 1))

    def sum(self) -> str:
        """A sum of money in one of the ways that reports write them."""
        random = self._random
        way = random()
        if way < 0.5:
            return f"{random() * 40 + 0.1:.2f}万元"
        if way < 0.9:
            return f"{int(random() * 90_000) + 300}元"
        return f"{int(random() * 60) + 2}万余元"

    def day(self) -> str:
        """A day within four months of the inspection, without a year."""
        month = self._inspected.month + 2 + int(self._random() * 4)
        return f"{(month - 1) % 12 + 1}月{int(self._random() * 28) + 1}日"

    def part(self) -> str:
        """One of the places that the organisation answers for."""
        base = self._inspected.org_number * 24
        return place_name(base + int(self._random() * 24)) + self._inspected.org.part

    def fill(self, sentence: str, rule: str, topic: str) -> str:
        """The sentence with every slot filled afresh."""
        random = self._random
        return sentence.format_map(
            {
                "o": self._inspected.org.name,
                "p": self._inspected.org.party,
                "v": self.part(),
                "n": int(random() * 9) + 2,
                "m": int(random() * 80) + 12,
                "s": self.sum(),
                "d": self.day(),
                "y": self._inspected.year - 1 - int(random() * 3),
                "r": rule,
                "k": topic,
            }
        )

    def finding(self, planned: PlannedFinding, n: int, report_of_round_0: int) -> PlantedFinding:
        """The planned problem as a finding, number `n` of its report."""
        inspected, kind = self._inspected, planned.type
        scope = self.pick(self._phrases.scopes.any)
        title = f"{scope}{planned.object}{planned.wording}"
        if self._random() < 0.1:
            title += self.pick(self._phrases.scopes.extra)
        fact = self.fill(self.pick(kind.facts), kind.rule, planned.object)
        measures = self._measures(kind, planned.object)
        status_text = self.pick(STATUS_WORDINGS[planned.status])
        steps = "。".join(measures)
        progress = f"整改进度：{status_text}。" if status_text else ""
        earlier = planned.relapse_of
        return PlantedFinding(
            id=f"{inspected.report:06d}-{n}",
            report=inspected.report,
            n=n,
            title=title,
            text=f"针对“{title}”问题。{fact}。整改情况：{steps}。{progress}",
            org=inspected.org.name,
            region=inspected.org.region,
            round=inspected.round,
            year=inspected.year,
            type=kind.name,
            object=planned.object,
            status=planned.status,
            status_text=status_text,
            group=f"{inspected.org_number}-{kind.name}",
            relapse_of=f"{report_of_round_0 + earlier[0]:06d}-{earlier[1]}" if earlier else None,
            heading=self._phrases.areas[kind.area],
            fact=fact,
            measures=measures,
            responsible=self.pick(_LEADERS),
            unit=self.pick(_UNITS),
            deadline=f"{inspected.year}年{min(12, inspected.month + 4)}月底",
        )

    def _measures(self, kind: ProblemType, topic: str) -> tuple[str, ...]:
        """Three to five numbered steps, the first of them the type's own."""
        first = self.number(0, len(kind.cures) - 1)
        bodies = [kind.cures[first]]
        if self._random() < 0.5:
            bodies.append(kind.cures[1 - first])
        words = self._phrases
        # Strides keep the sentences of one finding apart from each other.
        start, stride = self.number(0, len(words.measures) - 1), self.number(1, 6)
        while len(bodies) < 3 or (len(bodies) < 5 and self._random() < 0.6):
            bodies.append(words.measures[(start + stride * len(bodies)) % len(words.measures)])
        steps = []
        for i, body in enumerate(bodies):
            head = words.heads[(start + 5 * i) % len(words.heads)]
            step = f"{_ORDINALS[i]}是{head}。{body}"
            if self._random() < 0.85:
                step += "，" + words.tails[(start + 3 * i) % len(words.tails)]
            steps.append(self.fill(step, kind.rule, topic))
        return tuple(steps)
