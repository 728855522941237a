"""反复问题分析报告: a study as a paper."""

from collections import Counter
from collections.abc import Sequence

from indexer.linking.common import Common
from indexer.linking.recurrences import Boilerplate, Group
from search.export.paper import (
    Bars,
    Block,
    Case,
    Facing,
    Grid,
    Heat,
    Lines,
    Paper,
    Section,
    Words,
)
from search.quotes import Told, named
from search.recurrence import Asked
from search.study import UNKNOWN, Cell, Round, Study

_ROWS, _COLUMNS, _PASSAGES, _CASES, _PAIRS = 25, 15, 5, 200, 50
_LONGEST = 400  # characters of a passage
_BARS, _TRENDS = 14, 6


def paper(study: Study) -> Paper:
    """The report on what recurs; where there is nothing to say, it says so."""
    year, month, day = (int(part) for part in study.on.split("-"))
    return Paper(
        title=f"{_scope(study.asked)}反复问题分析报告",
        lead=f"{year}年{month}月{day}日，由库中的报告自动比对生成；是否同类以人工研判为准。",
        sections=_sections(study)
        if study.findings
        else (
            Section(
                heading="没有数据",
                blocks=(
                    Words(text="库中没有符合条件的问题，无从分析。可以放宽条件或先导入报告。"),
                ),
            ),
        ),
    )


def _sections(study: Study) -> tuple[Section, ...]:
    return (
        Section(heading="总体情况", blocks=(Words(text=_summary(study)), _numbers(study))),
        Section(heading="历次巡察", blocks=_timeline(study)),
        Section(heading="单位、类型、年度分布", blocks=_heat(study)),
        Section(
            heading="反弹问题",
            blocks=_relapses(study),
        ),
        Section(
            heading="共性问题及走势",
            blocks=_shared_problems(study),
        ),
        Section(
            heading="屡查屡犯",
            blocks=(_repeated(study),)
            if study.repeated
            else (Words(text="没有同一单位两次以上出现的问题。"),),
        ),
        Section(heading="雷同段落", blocks=_boilerplate(study)),
        Section(heading="下次巡察重点建议", blocks=_focus(study)),
    )


def _scope(asked: Asked) -> str:
    years = ""
    if asked.years:
        first, last = asked.years
        years = (
            f"{first}年"
            if first == last
            else f"{first}—{last}年"
            if last < 9999
            else f"{first}年以来"
        )
    return "".join(filter(None, (asked.region, asked.org, years, asked.type)))


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


def round_bars(rounds: Sequence[Round]) -> Bars:
    """How many findings each of the latest rounds had, and how many of these came back."""
    drawn = rounds[-_BARS:]
    latest = f"（最近 {_BARS} 次）" if len(rounds) > _BARS else ""
    return Bars(
        name=f"历次巡察的问题数{latest}",
        labels=tuple(each.name for each in drawn),
        series=(
            ("问题", tuple(each.findings for each in drawn)),
            ("其中反弹", tuple(each.relapsed for each in drawn)),
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


def heat_chart(cells: Sequence[Cell]) -> Heat:
    """The organisations and types with most findings; it has no rows where no organisation is
    known."""
    by_org: Counter[str] = Counter()
    by_type: Counter[str] = Counter()
    for cell in cells:
        by_org[cell.org] += cell.findings
        by_type[cell.type] += cell.findings
    rows = {org: n for n, (org, _) in enumerate(by_org.most_common(_ROWS))}
    columns = {type_: n for n, (type_, _) in enumerate(by_type.most_common(_COLUMNS))}
    years = {year: n for n, year in enumerate(sorted({each.year or UNKNOWN for each in cells}))}
    return Heat(
        name="问题数：单位 × 类型 × 年度",
        rows=tuple(rows),
        columns=tuple(columns),
        years=tuple(years),
        cells=tuple(
            (rows[each.org], columns[each.type], years[each.year or UNKNOWN], each.findings)
            for each in cells
            if each.org in rows and each.type in columns
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
    return (heat, *more, _year_chart(study.heat, heat.rows))


def _year_chart(cells: Sequence[Cell], rows: tuple[str, ...]) -> Heat:
    """All findings of these organisations by year."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in cells:
        counts[each.org, each.year or UNKNOWN] += each.findings
    years = sorted({year for _, year in counts})
    return Heat(
        name="问题数：单位 × 年度",
        head="年度",
        rows=rows,
        columns=tuple(years),
        years=("合计",),
        cells=tuple(
            (rows.index(org), years.index(year), 0, n)
            for (org, year), n in counts.items()
            if org in rows
        ),
    )


def _relapses(study: Study) -> tuple[Block, ...]:
    if not study.relapses:
        return (Words(text="没有发现反弹。"),)
    latest = sorted(study.relapses, key=lambda each: each.relapse.later.date or "", reverse=True)
    left = len(latest) - _CASES
    more = (
        Words(text=f"按时间列出最近 {_CASES} 起，另有 {left} 起，可按单位或年份分别生成报告。"),
    )
    return (*map(_relapse, latest[:_CASES]), *(more if left > 0 else ()))


def _relapse(each: Told) -> Case:
    earlier, later, months = each.relapse.earlier, each.relapse.later, each.relapse.months
    apart = f"，相隔 {months} 个月" if months is not None else ""
    return Case(
        heading=f"{later.org or '单位不明'}：{earlier.title} → {later.title}{apart}",
        lines=(
            ("当时称", each.claim),
            ("当时问题", each.before),
            ("出处", f"{earlier.date or '日期不明'}，{named(earlier)}"),
            ("又发现", each.again),
            ("出处", f"{later.date or '日期不明'}，{named(later)}"),
            ("判断理由", "；".join(each.relapse.reasons)),
        ),
    )


def _shared_problems(study: Study) -> tuple[Block, ...]:
    found = [(group, each) for group in study.common for each in group.common]
    if not found:
        return (Words(text="没有发现共性问题。"),)
    found.sort(key=lambda pair: (-pair[1].orgs, pair[0].label, pair[1].region))
    trends = [pair for pair in found if sum(total > 0 for _, total in pair[1].by_year.values()) > 1]
    return (
        *([_trend(trends[:_TRENDS])] if trends else []),
        Grid(
            name="共性问题（出现单位/被巡察单位）",
            columns=("问题", "类型", "地区", "占比", "逐年", "走势"),
            rows=tuple(_common(group, each) for group, each in found),
        ),
    )


def _trend(found: Sequence[tuple[Group, Common]]) -> Lines:
    """The share of the organisations inspected in each year that had each problem."""
    years = sorted({year for _, each in found for year in each.by_year})
    return Lines(
        name="共性问题的走势：当年被巡察单位中出现的占比",
        labels=tuple(years),
        series=tuple(
            (f"{each.region}　{group.label}", tuple(_share(each, year) for year in years))
            for group, each in found
        ),
    )


def _share(common: Common, year: str) -> float | None:
    n, total = common.by_year.get(year, (0, 0))
    return n / total if total else None


def _common(group: Group, each: Common) -> tuple[str, ...]:
    return (
        group.label,
        group.type or "未分类",
        each.region,
        f"{each.orgs}/{each.inspected}（{each.share:.0%}）",
        "，".join(f"{year} 年 {n}/{total}" for year, (n, total) in each.by_year.items()),
        each.trend.value if each.trend else "年份不足",
    )


def _repeated(study: Study) -> Grid:
    return Grid(
        name="同一单位两次以上出现",
        columns=("问题", "单位", "次数", "经过"),
        rows=tuple(row for group in study.repeated for row in _of_orgs(group)),
    )


def _of_orgs(group: Group) -> list[tuple[str | int, ...]]:
    known = {each.finding: each for each in group.members}
    pairs = [
        (known[link.a], known[link.b])
        for link in group.links
        if any("同一单位，" in reason for reason in link.reasons)
    ]
    # Reports name one organisation in several ways; its pairs tell which findings are its own.
    clusters: list[dict[str, None]] = []
    for a, b in pairs:
        place = next((c for c in clusters if a.finding in c or b.finding in c), None)
        if place is None:
            clusters.append(place := {})
        place.update({a.finding: None, b.finding: None})
    rows: list[tuple[str | int, ...]] = []
    for cluster in clusters:
        members = sorted((known[id] for id in cluster), key=lambda each: each.date or "")
        course = " → ".join(
            f"{each.date or '日期不明'} {each.title}（{each.status}）" for each in members
        )
        rows.append((group.label, members[-1].org or "单位不明", len(members), course))
    return rows


def _boilerplate(study: Study) -> tuple[Block, ...]:
    if not study.boilerplate:
        return (Words(text="没有发现不同单位的报告雷同。"),)
    return (
        Words(text="左右两栏是两份报告里对应的段落；不同的字（如数字）在网页里标出。"),
        *map(_facing, study.boilerplate[:_PAIRS]),
        *_left_out(len(study.boilerplate) - _PAIRS, "对"),
    )


def _facing(pair: Boilerplate) -> Facing:
    shown = sorted(pair.passages, key=lambda each: -len(each.text))[:_PASSAGES]
    left = len(pair.passages) - len(shown)
    more = f"，另有 {left} 段较短的未列出" if left else ""
    return Facing(
        heading=f"{pair.a} 与 {pair.b}：相同部分占较短一份的 {pair.similarity:.0%}{more}",
        left=pair.a,
        right=pair.b,
        rows=tuple(
            (
                f"第 {each.a_span[0] + 1} 字／第 {each.b_span[0] + 1} 字",
                _line(each.text),
                _line(each.b_text),
            )
            for each in sorted(shown, key=lambda each: each.a_span)
        ),
    )


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def _left_out(n: int, unit: str) -> tuple[Words, ...]:
    return (Words(text=f"另有 {n} {unit}，可按单位或年份分别生成报告。"),) if n > 0 else ()


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
