"""反复问题分析报告: a study as a paper."""

from indexer.linking.common import Common
from indexer.linking.recurrences import Group
from search.asked import Asked
from search.export.paper import Block, Grid, Paper, Section, Words
from search.export.recurrence_cases import boilerplate, relapses, repeated
from search.export.recurrence_charts import heat_chart, round_bars, trend_lines, year_chart
from search.study import UNKNOWN, Study

_NOTHING = Section(
    heading="没有数据",
    blocks=(Words(text="库中没有符合条件的问题，无从分析。可以放宽条件或先导入报告。"),),
)


def paper(study: Study) -> Paper:
    """The report on what recurs; where there is nothing to say, it says so."""
    year, month, day = (int(part) for part in study.on.split("-"))
    return Paper(
        title=f"{_scope(study.asked)}反复问题分析报告",
        lead=f"{year}年{month}月{day}日，由库中的报告自动比对生成；是否同类以人工研判为准。",
        sections=_sections(study) if study.findings else (_NOTHING,),
    )


def _sections(study: Study) -> tuple[Section, ...]:
    return (
        Section(heading="总体情况", blocks=(Words(text=_summary(study)), _numbers(study))),
        Section(heading="历次巡察", blocks=_timeline(study)),
        Section(heading="单位、类型、年度分布", blocks=_heat(study)),
        Section(heading="反弹问题", blocks=relapses(study)),
        Section(heading="共性问题及走势", blocks=_shared_problems(study)),
        Section(heading="屡查屡犯", blocks=repeated(study)),
        Section(heading="雷同段落", blocks=boilerplate(study)),
        Section(heading="下次巡察重点建议", blocks=_focus(study)),
    )


def _scope(asked: Asked) -> str:
    years = _years(*asked.years) if asked.years else None
    return "".join(filter(None, (asked.region, asked.org, years, asked.type)))


def _years(first: int, last: int) -> str:
    if first == last:
        return f"{first}年"
    return f"{first}—{last}年" if last < 9999 else f"{first}年以来"


def _summary(study: Study) -> str:
    return (
        f"共 {study.reports} 份报告、{study.orgs} 个单位、{study.findings} 个问题，"
        f"其中称已整改的 {study.claimed} 个。称已整改后又被发现（反弹）{len(study.relapses)} 起，"
        f"屡查屡犯 {len(study.repeated)} 类，"
        f"共性问题 {len(study.common)} 类，雷同报告 {len(study.boilerplate)} 对。"
    )


def _numbers(study: Study) -> Grid:
    return Grid(
        name="主要数字",
        columns=("项目", "数量"),
        rows=(
            ("报告（份）", study.reports),
            ("单位（个）", study.orgs),
            ("问题（个）", study.findings),
            ("称已整改（个）", study.claimed),
            ("反弹（起）", len(study.relapses)),
            ("屡查屡犯（类）", len(study.repeated)),
            ("共性问题（类）", len(study.common)),
            ("雷同报告（对）", len(study.boilerplate)),
            *(("研判矛盾，待复核", sentence) for sentence in study.conflicts),
        ),
    )


def _timeline(study: Study) -> tuple[Block, ...]:
    return (
        round_bars(study.rounds),
        Grid(
            name="历次巡察",
            columns=("最早时间", "轮次", "单位", "问题", "其中反弹"),
            rows=tuple(
                (each.when or UNKNOWN, each.name, each.orgs, each.findings, each.relapsed)
                for each in study.rounds
            ),
        ),
    )


def _heat(study: Study) -> tuple[Block, ...]:
    heat = heat_chart(study.heat)
    if not heat.rows:
        return (Words(text="报告没有写明单位，不能按单位统计。"),)
    left = (
        len({each.org for each in study.heat}) - len(heat.rows),
        len({each.type for each in study.heat}) - len(heat.columns),
    )
    unlisted = "、".join(
        f"{n} 个{name}" for n, name in zip(left, ("单位", "类型"), strict=True) if n
    )
    more = (Words(text=f"按问题数列出前列的；另有 {unlisted}未列入图中。"),) if unlisted else ()
    return (heat, *more, year_chart(study.heat, heat.rows))


def _shared_problems(study: Study) -> tuple[Block, ...]:
    found = [(group, each) for group in study.common for each in group.common]
    if not found:
        return (Words(text="没有发现共性问题。"),)
    found.sort(key=lambda pair: (-pair[1].orgs, pair[0].label, pair[1].region))
    trends = [pair for pair in found if sum(total > 0 for _, total in pair[1].by_year.values()) > 1]
    return (
        *([trend_lines(trends)] if trends else []),
        Grid(
            name="共性问题（出现单位/被巡察单位）",
            columns=("问题", "类型", "地区", "占比", "逐年", "走势"),
            rows=tuple(_common(group, each) for group, each in found),
        ),
    )


def _common(group: Group, each: Common) -> tuple[str, ...]:
    return (
        group.label,
        group.type or "未分类",
        each.region,
        f"{each.orgs}/{each.inspected}（{each.share:.0%}）",
        "，".join(f"{year} 年 {n}/{total}" for year, (n, total) in each.by_year.items()),
        each.trend.value if each.trend else "年份不足",
    )


def _focus(study: Study) -> tuple[Block, ...]:
    if not study.focus:
        return (Words(text="称已整改的问题在后来的巡察中没有成规模地反弹，暂无建议。"),)
    return (
        Words(
            text="下列类型的问题称已整改后，在后来对同一单位的巡察中又被发现的比例较高，建议列为重点。"
        ),
        Grid(
            name="建议重点",
            columns=("类型", "反弹率", "称已整改且后来又巡察过", "反弹", "单位"),
            rows=tuple(
                (each.type, f"{each.share:.0%}", each.claimed, each.relapsed, "、".join(each.orgs))
                for each in study.focus
            ),
        ),
    )
