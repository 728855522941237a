"""The ledger as the four lists of an office: 问题清单、任务清单、责任清单、时限清单."""

from collections.abc import Iterable, Sequence

from search.export.xlsx import Cell, Sheet
from search.ledger import Item


def sheets(items: Sequence[Item]) -> list[Sheet]:
    """The four lists; rows of what is overdue are marked."""
    numbered = list(enumerate(items, 1))
    return [_problems(numbered), _tasks(numbered), _duties(numbered), _deadlines(numbered)]


Numbered = Sequence[tuple[int, Item]]


def _problems(items: Numbered) -> Sheet:
    return Sheet(
        name="问题清单",
        columns=(
            "序号",
            "问题编号",
            "单位",
            "地区",
            "巡察",
            "方面",
            "问题",
            "类型",
            "当前状态",
            "销号",
            "状态变化",
            "是否逾期",
            "反弹（以前称已整改）",
            "备注",
            "来源文件",
        ),
        rows=tuple(
            (
                n,
                each.id,
                each.org,
                each.region,
                each.inspection,
                each.heading,
                each.title,
                each.type,
                each.status.value,
                "已销号" if each.closed else "未销号",
                each.history,
                _overdue(each),
                each.returned,
                each.note,
                "、".join(dict.fromkeys(step.source for step in each.steps)),
            )
            for n, each in items
        ),
        marked=_marked(each for _, each in items),
    )


def _tasks(items: Numbered) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    owners: list[Item] = []
    for n, each in items:
        for step, measure in enumerate(each.measures or ("（报告未写明措施）",), 1):
            rows.append(
                (
                    n,
                    each.id,
                    each.org,
                    each.title,
                    step,
                    measure,
                    each.responsible_unit,
                    each.deadline,
                    each.status.value,
                )
            )
            owners.append(each)
    return Sheet(
        name="任务清单",
        columns=(
            "问题序号",
            "问题编号",
            "单位",
            "问题",
            "措施序号",
            "整改措施",
            "责任单位",
            "完成时限",
            "当前状态",
        ),
        rows=tuple(rows),
        marked=_marked(owners),
    )


def _duties(items: Numbered) -> Sheet:
    ranked = sorted(
        items, key=lambda pair: (not pair[1].responsible, pair[1].responsible or "", pair[0])
    )
    return Sheet(
        name="责任清单",
        columns=(
            "责任领导/责任人",
            "责任单位",
            "单位",
            "问题序号",
            "问题编号",
            "问题",
            "完成时限",
            "当前状态",
            "是否逾期",
        ),
        rows=tuple(
            (
                each.responsible or "（未写明）",
                each.responsible_unit or "（未写明）",
                each.org,
                n,
                each.id,
                each.title,
                each.deadline,
                each.status.value,
                _overdue(each),
            )
            for n, each in ranked
        ),
        marked=_marked(each for _, each in ranked),
    )


def _deadlines(items: Numbered) -> Sheet:
    ranked = sorted(items, key=lambda pair: (not pair[1].deadline, pair[1].deadline or "", pair[0]))
    return Sheet(
        name="时限清单",
        columns=(
            "完成时限",
            "逾期天数",
            "是否逾期",
            "单位",
            "问题序号",
            "问题编号",
            "问题",
            "责任领导/责任人",
            "责任单位",
            "当前状态",
        ),
        rows=tuple(
            (
                each.deadline or "（未写明）",
                each.overdue,
                _overdue(each),
                each.org,
                n,
                each.id,
                each.title,
                each.responsible,
                each.responsible_unit,
                each.status.value,
            )
            for n, each in ranked
        ),
        marked=_marked(each for _, each in ranked),
    )


def _overdue(item: Item) -> str:
    return f"逾期 {item.overdue} 天" if item.overdue else ""


def _marked(items: Iterable[Item]) -> frozenset[int]:
    return frozenset(row for row, each in enumerate(items) if each.overdue)
