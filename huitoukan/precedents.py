"""An answer to a search, as text."""

import click

from huitoukan.screen import heading, marked
from indexer.documents import Card
from search.precedents import Answer, Precedent


def show_answer(answer: Answer, data: str) -> None:
    """Prints the hits, best first, and what had no match.

    `data` is the option that names the library, empty where none is needed.
    """
    if answer.unmatched:
        click.echo(f"库里没有提到：{'、'.join(answer.unmatched)}。")
    if not answer.total:
        click.echo("没有找到。可以少写几个词、换个说法，或放宽筛选条件。")
        return
    if answer.partial:
        click.echo("没有一条同时符合全部的词；下面是最接近的。")
    click.echo(f"共 {answer.total} 条，显示 {len(answer.hits)} 条：")
    for n, hit in enumerate(answer.hits, 1):
        _show_hit(n, hit)
    click.echo(f"\n看全文：huitoukan {data}show {answer.hits[0].card.id}")


def _show_hit(n: int, hit: Precedent) -> None:
    card, snippet = hit.card, hit.snippet
    click.echo(heading(f"\n{n}. ") + marked(hit.title, hit.title_marks))
    click.echo(f"   {_origin(card)}")
    more_before = "…" if snippet.start else ""
    more_after = "…" if snippet.start + len(snippet.text) < len(card.text) else ""
    passage = marked(snippet.text, snippet.marks).strip().replace("\n", "\n   ")
    click.echo(f"   {more_before}{passage}{more_after}")
    if hit.missing:
        click.echo(f"   缺：{'、'.join(hit.missing)}")


def _origin(card: Card) -> str:
    parts = ("、".join(card.orgs), str(card.year or ""), card.status.value, card.type or "")
    return "  ".join(filter(None, (card.id, *parts, card.source)))
