"""What other organisations did about a problem of the same kind, as text."""

from collections.abc import Sequence

import click

from search.elsewhere import Example, Outcome
from search.quotes import excerpt, named

_MEASURES = 3


def show_examples(examples: Sequence[Example]) -> None:
    """Prints them, or says that there are none."""
    if not examples:
        click.echo("库里没有别的单位的同类问题。")
        return
    held = sum(each.outcome is Outcome.HELD for each in examples)
    click.echo(f"别的单位的同类问题 {len(examples)} 个，其中改后再查未再发现的 {held} 个。")
    for n, each in enumerate(examples, 1):
        first, *rest = told(each)
        click.echo("\n".join((f"\n{n}. {first}", *(f"   {line}" for line in rest))))


def told(example: Example) -> list[str]:
    """One example in lines."""
    member, returned = example.member, example.returned
    lines = [
        f"{member.org or '单位不明'}：{member.title}（{example.outcome.value}）",
        f"{member.date or '日期不明'} 称{member.status}  {named(member)}",
    ]
    if returned:
        lines.append(f"{returned.date or '日期不明'} 又发现：{returned.title}  {named(returned)}")
    lines += [f"措施 {n}：{excerpt(text)}" for n, text in enumerate(_shown(example), 1)]
    if len(example.measures) > _MEASURES:
        lines.append(f"另有 {len(example.measures) - _MEASURES} 条措施，见 --json。")
    return lines


def _shown(example: Example) -> tuple[str, ...]:
    return example.measures[:_MEASURES] or ("（报告未写明措施）",)
