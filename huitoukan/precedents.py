"""An answer to a search, as text."""

from collections.abc import Mapping, Sequence

import click

from huitoukan.options import runnable
from huitoukan.screen import heading, marked
from indexer.documents import Card
from indexer.engine import KeywordField, NumberField
from search.explain import Reason
from search.precedents import Answer, Precedent
from search.reports import ReportAnswer

_FACETS: Mapping[KeywordField | NumberField, str] = {
    NumberField.YEAR: "年份",
    KeywordField.REGION: "地区",
    KeywordField.ORG: "单位",
    KeywordField.STATUS: "状态",
    KeywordField.TYPE: "类型",
    KeywordField.SOURCE: "来源",
}
_VALUES, _REASONS = 8, 6


def show_answer(answer: Answer, *, offset: int = 0) -> None:
    """Prints the hits, best first, and what had no match; `offset` is how many hits stand before
    these."""
    show_shortfall(answer, found=answer.total > 0)
    if answer.total:
        _show_page(answer, offset)
    if answer.nearby:
        click.echo("\n下面这些不含全部的词，但问题相近：" if answer.total else "\n问题相近的：")
        for n, hit in enumerate(answer.nearby, offset + len(answer.hits) + 1):
            show_hit(f"{n}. ", hit)
    first = next(iter((*answer.hits, *answer.nearby)), None)
    if first:
        click.echo(runnable(f"\n看全文：huitoukan show {first.card.id}"))


def _show_page(answer: Answer, offset: int) -> None:
    click.echo(f"共 {answer.total} 条，显示 {len(answer.hits)} 条：")
    show_facets(answer.facets)
    for n, hit in enumerate(answer.hits, offset + 1):
        show_hit(f"{n}. ", hit)


def show_shortfall(answer: Answer | ReportAnswer, *, found: bool) -> None:
    """Says which words nothing has, and whether what follows is only the nearest."""
    if answer.unmatched:
        click.echo(f"没有一个问题提到：{'、'.join(answer.unmatched)}。")
    for term, kind in answer.by_type:
        click.echo(f"“{term}”属于“{kind}”类，改按这一类找。")
    if not found:
        click.echo("没有找到。可以少写几个词、换个说法，或放宽筛选条件。")
    elif answer.partial and not answer.by_type:
        click.echo("没有一个问题同时有全部的词；下面的最接近的在前。")


def show_hit(number: str, hit: Precedent) -> None:
    """Prints one hit: its title, where it is from, what of it matches, and why it ranks here."""
    card, snippet = hit.card, hit.snippet
    click.echo(heading(f"\n{number}") + marked(hit.title, hit.title_marks))
    click.echo(f"   {_origin(card)}")
    if card.sanctions:
        click.echo(f"   处理：{'、'.join(card.sanctions)}")
    more_before = "…" if snippet.start else ""
    more_after = "…" if snippet.start + len(snippet.text) < len(card.text) else ""
    passage = marked(snippet.text, snippet.marks).strip().replace("\n", "\n   ")
    click.echo(f"   {more_before}{passage}{more_after}")
    if hit.missing:
        click.echo(f"   缺：{'、'.join(hit.missing)}")
    if hit.reasons:
        click.echo(f"   为什么：{_why(hit.reasons)}")


def _why(reasons: Sequence[Reason]) -> str:
    told = [f"{each.place}“{each.text}”占 {each.share:.0%}" for each in reasons[:_REASONS]]
    rest = sum(each.share for each in reasons[_REASONS:])
    return "；".join((*told, f"其余占 {rest:.0%}") if rest >= 0.005 else told)


def show_facets(facets: Mapping[KeywordField | NumberField, Sequence[tuple[str, int]]]) -> None:
    """Prints how many findings each value of each field has."""
    for field, counts in facets.items():
        _show_facet(_FACETS[field], counts)


def _show_facet(name: str, counts: Sequence[tuple[str, int]]) -> None:
    if counts:
        shown = "，".join(f"{value} {count}" for value, count in counts[:_VALUES])
        more = f"，另有 {len(counts) - _VALUES} 个" if len(counts) > _VALUES else ""
        click.echo(f"   {name}：{shown}{more}")


def _origin(card: Card) -> str:
    parts = ("、".join(card.orgs), str(card.year or ""), card.status.value, card.type or "")
    return "  ".join(filter(None, (card.id, *parts, card.source)))
