"""The layouts in which reports come: the same findings, set out in five ways."""

from collections.abc import Callable, Sequence
from itertools import groupby

from bench.findings import PlantedFinding

Layout = Callable[[Sequence[PlantedFinding]], str]

_NUMERALS = "零一二三四五六七八九十"
_CIRCLED = "①②③④⑤"


def chinese(n: int) -> str:
    """The numeral for 0 ≤ n < 100 (二十三)."""
    if n <= 10:
        return _NUMERALS[n]
    tens, ones = divmod(n, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def bracketed(findings: Sequence[PlantedFinding]) -> str:
    """（一）针对…问题 / 整改情况 / 整改进度."""
    return "\n".join(
        f"（{chinese(f.n)}）针对巡察反馈“{f.title}”问题\n"
        f"整改情况：{'；'.join(f.measures)}。"
        + (f"\n整改进度：{f.status_text}。" if f.status_text else "")
        for f in findings
    )


def tagged(findings: Sequence[PlantedFinding]) -> str:
    """Under each heading, one paragraph a finding that ends in a 【…】 tag."""
    lines = []
    for i, (heading, group) in enumerate(groupby(findings, lambda f: f.heading), 1):
        lines.append(f"（{chinese(i)}）{heading}")
        for f in group:
            tag = f"【{f.status_text}】" if f.status_text else ""
            lines.append(f"{f.n}.关于“{f.title}”的问题。{'。'.join(f.measures)}。{tag}")
    return "\n".join(lines)


def itemised(findings: Sequence[PlantedFinding]) -> str:
    """（一）反馈问题 / 问题①：what was found / 整改结果 / 整改情况 with numbered steps."""
    blocks = []
    for f in findings:
        steps = "\n".join(
            f"{i}、{step.partition('是')[2]}。" for i, step in enumerate(f.measures, 1)
        )
        result = f"整改结果：{f.status_text}\n" if f.status_text else ""
        blocks.append(
            f"（{chinese(f.n)}）反馈问题：{f.title}。\n{f.n}. 问题①：{f.fact}。\n"
            f"{result}整改情况：{steps}"
        )
    return "\n".join(blocks)


def labelled(findings: Sequence[PlantedFinding]) -> str:
    """A block of labels a finding: 问题表现, 整改措施, 整改进度, 责任领导, 责任单位, 完成时限."""
    blocks = []
    for f in findings:
        steps = "".join(
            f"{_CIRCLED[i]}{step.partition('是')[2]}；" for i, step in enumerate(f.measures)
        )
        progress = f"整改进度：{f.status_text}\n" if f.status_text else ""
        blocks.append(
            f"{f.n}.{f.title}\n问题表现：{f.fact}。\n整改措施：{steps[:-1]}。\n{progress}"
            f"责任领导：{f.responsible}\n责任单位：{f.unit}\n完成时限：{f.deadline}"
        )
    return "\n".join(blocks)


def tabular(findings: Sequence[PlantedFinding]) -> str:
    """A ledger: a head row and one row a finding, cells parted by tabs."""
    rows = ["序号\t问题\t整改措施\t责任领导\t责任单位\t完成时限\t整改进度"]
    rows += [
        f"{f.n}\t{f.title}\t{'。'.join(f.measures)}。\t{f.responsible}\t{f.unit}\t{f.deadline}\t"
        f"{f.status_text}"
        for f in findings
    ]
    return "\n".join(rows)


# The commonest first; a report picks one by chance.
LAYOUTS: tuple[Layout, ...] = (
    bracketed,
    bracketed,
    bracketed,
    tagged,
    tagged,
    tagged,
    itemised,
    itemised,
    labelled,
    tabular,
)
