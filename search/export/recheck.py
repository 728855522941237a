"""The sample for a re-check as a sheet with empty columns for what is found on the spot."""

from collections.abc import Sequence

from search.export.xlsx import Sheet
from search.recheck import Claim

_COLUMNS = (
    "序号",
    "问题编号",
    "单位",
    "类型",
    "年份",
    "问题",
    "报告所称",
    "原文",
    "整改措施",
    "责任人/单位",
    "来源文件",
    "核查方式",
    "核查情况",
    "是否属实",
    "核查人",
    "核查日期",
)


def sheet(claims: Sequence[Claim]) -> Sheet:
    """One row for each claim; the last five columns are left to the inspectors."""
    rows = tuple(
        (
            number,
            claim.id,
            claim.org,
            claim.type,
            claim.year,
            claim.title,
            claim.status.value,
            claim.status_text,
            "\n".join(f"{n}. {text}" for n, text in enumerate(claim.measures, 1)),
            claim.responsible,
            claim.source,
            *("",) * 5,
        )
        for number, claim in enumerate(claims, 1)
    )
    return Sheet(name="反向核查", columns=_COLUMNS, rows=rows)
