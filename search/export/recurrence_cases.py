"""The cases of what recurs, as the report on it tells them: with their sources, and in full."""

from indexer.linking.recurrences import Boilerplate, Group
from search.export.paper import Block, Case, Facing, Grid, Words
from search.quotes import Told, named
from search.study import Study

_CASES, _PAIRS, _PASSAGES = 200, 50, 5
_LONGEST = 400  # characters of a passage


def relapses(study: Study) -> tuple[Block, ...]:
    """反弹: each with the claim and what was found again, the latest first."""
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


def repeated(study: Study) -> tuple[Block, ...]:
    """屡查屡犯: the course of each problem in each organisation that had it more than once."""
    if not study.repeated:
        return (Words(text="没有同一单位两次以上出现的问题。"),)
    return (
        Grid(
            name="同一单位两次以上出现",
            columns=("问题", "单位", "次数", "经过"),
            rows=tuple(row for group in study.repeated for row in _of_orgs(group)),
        ),
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


def boilerplate(study: Study) -> tuple[Block, ...]:
    """雷同: the passages that two reports share, side by side."""
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
