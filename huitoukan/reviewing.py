"""研判 in a terminal: pairs shown side by side, and what a person says of them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from huitoukan.screen import heading, show_table, warn

if TYPE_CHECKING:
    from indexer.library import Library
    from indexer.linking.decisions import Decision
    from indexer.linking.recurrences import Member
    from search.review import Suggestion

WORDS = {"confirm": "同类", "reject": "不同", "unsure": "不确定"}
_KEYS = {"y": "confirm", "n": "reject", "u": "unsure"}
_TOLD = 5


def walk_through(
    library: "Library", found: "list[Suggestion]", user: str, *, show_score: bool
) -> None:
    """Asks for a verdict on each pair until the user stops; the score comes after the verdict."""
    click.echo("y 同类　n 不同　u 不确定　s 跳过　undo 撤回上一个　q 退出（下次接着做）")
    at = decided = 0
    while at < len(found):
        each = found[at]
        show_pair(at + 1, each, show_score=show_score, total=len(found))
        key = _ask()
        if key == "q":
            break
        if key == "undo":
            at = _back(library, found, at, user)
            continue
        if key in _KEYS:
            record(library, [(each.a.finding, each.b.finding)], _KEYS[key], user, "")
            decided += 1
            if not show_score:
                click.echo(f"   程序的评分：{each.score:.2f}")
        at += 1
    click.echo(f"这次研判了 {decided} 对，还有 {len(found) - at} 对。")


def show_pair(n: int, each: "Suggestion", *, show_score: bool, total: int | None = None) -> None:
    """One pair, its two findings side by side with the reasons why they may be of one kind."""
    from rich.table import Table
    from rich.text import Text

    of_all = f"/{total}" if total else ""
    mark = "　如为同类，就是反弹" if each.relapse else ""
    click.echo(heading(f"\n{n}{of_all}{mark}"))
    table = Table(expand=True)
    for side in (each.a, each.b):
        table.add_column(Text(side.finding), ratio=1, overflow="fold")
    for row in zip(_side(each.a, each.a_text), _side(each.b, each.b_text), strict=True):
        table.add_row(*map(Text, row))
    show_table(table)
    click.echo(f"   理由：{'；'.join(each.reasons)}")
    if show_score:
        click.echo(f"   程序的评分：{each.score:.2f}")


def record(
    library: "Library", pairs: list[tuple[str, str]], verdict: str, user: str, note: str
) -> None:
    """Writes down one verdict on these pairs, and says what contradicts it."""
    from indexer.linking.decisions import Decision
    from search.review import VERDICTS, decide

    # Entries of one moment are one act, and are taken back together.
    said, at = VERDICTS[verdict], now()
    entries = [Decision(a=a, b=b, verdict=said, user=user, at=at, note=note) for a, b in pairs]
    for sentence in decide(library, entries):
        warn(sentence)


def take_back(library: "Library", user: str) -> "list[Decision]":
    """Takes back what the user decided last, and says what that was."""
    from search.review import undo

    act = undo(library, user, now())
    if not act:
        click.echo(f"{user} 没有可以撤回的研判。")
    for each in act[:_TOLD]:
        click.echo(f"已撤回：{each.a} 与 {each.b} {word(each.verdict.value)}。")
    if len(act) > _TOLD:
        click.echo(f"……一起判的共 {len(act)} 对，都已撤回。")
    return act


def word(verdict: str) -> str:
    """The verdict in the user's words."""
    return WORDS.get(verdict, verdict)


def now() -> str:
    """The moment of a decision, in UTC: fine enough that two in one second are told apart."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _ask() -> str:
    while True:
        try:
            said = click.prompt(
                "研判", prompt_suffix=" [y/n/u/s/undo/q]：", default="s", show_default=False
            )
        except click.Abort:
            click.echo()
            return "q"
        key = str(said).strip().lower()
        if key in (*_KEYS, "s", "undo", "q"):
            return key
        click.echo("请输入 y、n、u、s、undo 或 q。")


def _back(library: "Library", found: "list[Suggestion]", at: int, user: str) -> int:
    """Where to go on after taking back the last decision: at its pair, if it is among these."""
    pairs = [{each.a, each.b} for each in take_back(library, user)]
    places = [i for i, each in enumerate(found) if {each.a.finding, each.b.finding} in pairs]
    return places[0] if places else at


def _side(member: "Member", text: str) -> tuple[str, ...]:
    from search.quotes import excerpt

    return (
        member.title,
        "  ".join((member.org or "单位不明", member.date or "日期不明", member.status)),
        excerpt(text),
        f"{member.source} 第 {member.n} 个问题",
    )
