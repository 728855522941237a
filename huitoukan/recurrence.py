"""What recurs, as text: relapses first, as they weigh most."""

from collections.abc import Iterable, Sequence

import click

from huitoukan.elsewhere import told as told_cure
from huitoukan.screen import heading
from indexer.linking.recurrences import Boilerplate, Group, Recurrences
from search.asked import Asked, Kind
from search.elsewhere import Example, Outcome
from search.found import Found
from search.quotes import Told, named

_ORGS = 6
_PASSAGES, _LONGEST = 3, 100
_CURES = 5


def show_recurrences(found: Found, answer: Recurrences, told: Sequence[Told], asked: Asked) -> None:
    """Prints the answer, of the kind that was asked for only; says so where there is nothing to
    find or nothing was found."""
    if not found.occurrences:
        click.echo("库里还没有问题可以比对。请先用 huitoukan ingest 导入整改通报或整改报告。")
        return
    common = [each for each in answer.groups if each.common]
    repeated = [each for each in answer.groups if "repeated" in each.kinds]
    if not (answer.groups or told or answer.boilerplate):
        narrower = "可以放宽筛选条件。" if asked != Asked() else ""
        click.echo(f"比对了 {len(found.occurrences)} 个问题，没有发现反复或雷同。{narrower}")
        return
    others = [each for each in answer.groups if not each.common and "repeated" not in each.kinds]
    sections = (
        (Kind.RELAPSE, f"反弹 {len(told)} 起", "反弹（称已整改，后来又发现）", map(_relapse, told)),
        (Kind.COMMON, f"共性问题 {len(common)} 类", "共性问题", map(_common, common)),
        (
            Kind.REPEATED,
            f"屡查屡犯 {len(repeated)} 类",
            "屡查屡犯（同一单位两次以上）",
            map(_repeated, repeated),
        ),
        (
            None,
            f"同类问题共 {len(answer.groups)} 组",
            "别处也有的同类问题",
            map(_elsewhere, others),
        ),
        (
            Kind.BOILERPLATE,
            f"雷同 {len(answer.boilerplate)} 对",
            "雷同段落",
            map(_boilerplate, answer.boilerplate),
        ),
    )
    wanted = [each for each in sections if asked.kind in (None, each[0])]
    click.echo("，".join(count for _, count, _, _ in wanted) + "。")
    for _, _, title, entries in wanted:
        _section(title, list(entries))


def show_cures(groups: Iterable[tuple[Group, Sequence[Example]]]) -> None:
    """Prints, kind by kind, what each organisation did and whether it held."""
    entries = []
    for group, examples in groups:
        held = sum(each.outcome is Outcome.HELD for each in examples)
        lines = [f"{_titled(group)}：改后再查未再发现的 {held} 个"]
        for each in examples[:_CURES]:
            first, *rest = told_cure(each)
            lines += [first, *(f"    {line}" for line in rest)]
        if len(examples) > _CURES:
            lines.append(f"另有 {len(examples) - _CURES} 个，见 --json。")
        entries.append(lines)
    _section("同类同改（别的单位怎么改，改后有没有再犯）", entries)
    if not entries:
        click.echo("没有两个以上单位都有的同类问题。可以放宽筛选条件。")


def _section(title: str, entries: Sequence[Sequence[str]]) -> None:
    if entries:
        click.echo(heading(f"\n{title}"))
    for n, (first, *rest) in enumerate(entries, 1):
        click.echo("\n".join((f"{n}. {first}", *(f"   {line}" for line in rest))))


def _relapse(told: Told) -> list[str]:
    earlier, later = told.relapse.earlier, told.relapse.later
    months = told.relapse.months
    apart = "" if months is None else f"，相隔 {months} 个月"
    return [
        f"{later.org or '单位不明'}：{earlier.title} → {later.title}{apart}",
        f"当时称：{told.claim}",
        f"    {told.before}",
        f"    {earlier.date or '日期不明'}  {named(earlier)}",
        "又发现：",
        f"    {told.again}",
        f"    {later.date or '日期不明'}  {named(later)}",
        f"理由：{'；'.join(told.relapse.reasons)}",
    ]


def _common(group: Group) -> list[str]:
    lines = [_titled(group)]
    for each in group.common:
        years = "，".join(f"{y} 年 {n}/{total}" for y, (n, total) in each.by_year.items())
        share = f"{each.inspected} 个被巡察单位中 {each.orgs} 个（{each.share:.0%}）"
        lines.append(f"{each.region}：{share}；{years}")
    return [*lines, f"单位：{_orgs(group)}"]


def _repeated(group: Group) -> list[str]:
    known = {each.finding: each for each in group.members}
    links = [each for each in group.links if any("同一单位，" in reason for reason in each.reasons)]
    lines = [_titled(group)]
    for link in links:
        a, b = known[link.a], known[link.b]
        lines.append(
            f"{b.org}：{a.date or '日期不明'} {a.title}（{a.status}）"
            f" → {b.date or '日期不明'} {b.title}（{b.status}）"
        )
    return lines


def _elsewhere(group: Group) -> list[str]:
    return [
        _titled(group),
        *(f"{each.org or '单位不明'}：{each.title}  {named(each)}" for each in group.members),
    ]


def _boilerplate(pair: Boilerplate) -> list[str]:
    lines = [f"{pair.a} 与 {pair.b}：相同部分占较短一份的 {pair.similarity:.0%}"]
    for each in pair.passages[:_PASSAGES]:
        words = " ".join(each.text.split())
        more = "…" if len(words) > _LONGEST else ""
        lines.append(
            f"“{words[:_LONGEST]}{more}”（前者第 {each.a_span[0] + 1} 字起，"
            f"后者第 {each.b_span[0] + 1} 字起）"
        )
    if len(pair.passages) > _PASSAGES:
        lines.append(f"另有 {len(pair.passages) - _PASSAGES} 段，见 --json。")
    return lines


def _titled(group: Group) -> str:
    return f"{group.label}（{group.type or '未分类'}，{len(group.members)} 个问题，{group.id}）"


def _orgs(group: Group) -> str:
    names = list(dict.fromkeys(each.org for each in group.members if each.org))
    more = f"等 {len(names)} 个" if len(names) > _ORGS else ""
    return "、".join(names[:_ORGS]) + more
