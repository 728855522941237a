"""每周汇总 as a paper."""

from collections.abc import Sequence

from search.digest import Digest
from search.export.paper import Grid, Paper, Section, Words
from search.quotes import named

_Rows = Sequence[tuple[str | int, ...]]


def paper(result: Digest) -> Paper:
    """The digest with one section for each kind of news, those without news left out."""
    newly = set(result.newly_overdue)
    overdue = sorted(result.overdue, key=lambda each: each.overdue or 0)
    sections = [
        _section(
            "新入库的报告",
            ("标题", "单位", "文种", "问题", "来源"),
            [
                (
                    each.title or "（没有标题）",
                    "、".join(each.orgs),
                    each.kind.value,
                    each.findings,
                    f"{each.source}（{each.id}）",
                )
                for each in result.reports
            ],
        ),
        _section(
            "反弹：称已整改，后来又发现",
            ("单位", "当时的问题和说法", "后来又发现", "出处"),
            [
                (
                    each.relapse.later.org or "单位不明",
                    f"{each.relapse.earlier.title}：{each.claim}",
                    each.relapse.later.title,
                    named(each.relapse.later),
                )
                for each in result.relapses
            ],
        ),
        _section(
            "状态有变化",
            ("单位", "问题", "原来", "现在", "来源"),
            [
                (
                    each.org or "单位不明",
                    each.title,
                    each.before.value,
                    each.after.value,
                    each.source,
                )
                for each in result.changed
            ],
        ),
        _section(
            f"逾期（新逾期 {len(newly)} 个）",
            ("单位", "问题", "时限", "已过天数", "新逾期"),
            [
                (
                    each.org or "单位不明",
                    each.title,
                    each.deadline or "",
                    each.overdue or 0,
                    "是" if each.id in newly else "",
                )
                for each in overdue
            ],
        ),
        _section(
            "前后不一",
            ("报告", "不一之处"),
            [
                (each.title or each.source, doubt.message)
                for each in result.doubts
                for doubt in each.inconsistencies
            ],
        ),
        _section(
            "读不了的文件", ("文件", "原因"), [(each.path, each.reason) for each in result.unread]
        ),
    ]
    quiet = Section(heading="概况", blocks=(Words(text="这段时间没有新增，也没有变化。"),))
    found = tuple(each for each in sections if each is not None)
    return Paper(
        title="巡察整改情况汇总",
        lead=f"{result.since} 至 {result.until}",
        sections=(quiet, *found) if result.empty else found,
    )


def _section(heading: str, columns: tuple[str, ...], rows: _Rows) -> Section | None:
    if not rows:
        return None
    table = Grid(name=f"共 {len(rows)} 条", columns=columns, rows=tuple(rows))
    return Section(heading=heading, blocks=(table,))
