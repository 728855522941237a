"""`huitoukan review`: a person decides which findings are of one kind."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.asked import asked_options
from huitoukan.group import DefaultGroup
from huitoukan.options import data_option, json_option
from huitoukan.paths import PathType
from huitoukan.reviewing import WORDS, now, record, show_pair, take_back, walk_through, word
from huitoukan.screen import show_json, warn

if TYPE_CHECKING:
    from indexer.library import Library
    from search.review import Suggestion

_EXPORTED = 1_000


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user, as in some containers
        return "未署名"


user_option = click.option(
    "--user", metavar="姓名", default=_user, help="研判人。 [默认: 登录系统的用户名]"
)
note_option = click.option("--note", metavar="备注", default="", help="研判的理由，随研判保存。")
verdict_argument = click.argument(
    "verdict", metavar="同类|不同|不确定", type=click.Choice([*WORDS, *WORDS.values()])
)
score_option = click.option("--show-score", is_flag=True, help="研判前就显示程序的评分。")


@click.group(
    cls=DefaultGroup,
    epilog="""
例：
  huitoukan review                            逐对研判，随时可停，下次接着做
  huitoukan review --export 待研判.xlsx       在表格里研判
  huitoukan review --import 待研判.xlsx
  huitoukan review decide 3fa2b81c90de-4 77aa01c2d3e4-1 同类 --note 同一笔接待费
""",
)
def review() -> None:
    """研判：程序提出的同类问题是不是同类，由人决定。

    不写下级命令就是 walk。研判只增不改：判为不同的不再提出，确认同类的立即生效。
    """


@review.command(
    "walk",
    epilog="""
例：
  huitoukan review walk --org 枫墟镇
""",
)
@asked_options
@score_option
@click.option(
    "--export",
    "export",
    metavar="文件.xlsx",
    type=PathType(dir_okay=False),
    help="不逐对询问，把待研判的写成 Excel 表。",
)
@click.option(
    "--import",
    "filled",
    metavar="文件.xlsx",
    type=PathType(exists=True, dir_okay=False),
    help="读入填好“研判”一列的 Excel 表：同类、不同、不确定。",
)
@user_option
@data_option
def walk(
    org: str | None,
    region: str | None,
    type_: str | None,
    years: tuple[int, int] | None,
    show_score: bool,
    export: Path | None,
    filled: Path | None,
    user: str,
    library: "Library",
) -> None:
    """逐对研判，最拿不准的在前；评分在研判之后才显示。"""
    if export is not None and filled is not None:
        raise click.UsageError("--export 和 --import 不能一起用。")
    if filled is not None:
        _import(library, filled, user)
        return
    found = _suggestions(library, _EXPORTED, org, region, type_, years)
    if export is not None:
        from search.export.review import sheet
        from search.export.xlsx import write

        write(export, [sheet(found, with_score=show_score)])
        click.echo(f"已把 {len(found)} 对写入 {export}。填好“研判”一列后用 --import 读入。")
    elif not found:
        click.echo("没有需要研判的。")
    else:
        walk_through(library, found, user, show_score=show_score)


@review.command(
    "list",
    epilog="""
例：
  huitoukan review list --limit 5 --json
""",
)
@asked_options
@click.option(
    "--limit",
    metavar="对数",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="最多几对。",
)
@click.option("--decided", is_flag=True, help="改为列出已有的研判。")
@score_option
@data_option
@json_option
def show_list(
    org: str | None,
    region: str | None,
    type_: str | None,
    years: tuple[int, int] | None,
    limit: int,
    decided: bool,
    show_score: bool,
    library: "Library",
    as_json: bool,
) -> None:
    """列出待研判的，最拿不准的在前；或已有的研判。"""
    from msgspec.structs import replace

    if decided:
        _show_decided(library, as_json=as_json)
        return
    found = _suggestions(library, limit, org, region, type_, years)
    if as_json:
        show_json(found if show_score else [replace(each, score=None) for each in found])
        return
    if not found:
        click.echo("没有需要研判的。")
    for n, each in enumerate(found, 1):
        show_pair(n, each, show_score=show_score)


@review.command(
    "decide",
    epilog="""
例：
  huitoukan review decide 3fa2b81c90de-4 77aa01c2d3e4-1 不同 --note 一个是接待，一个是会议
""",
)
@click.argument("a", metavar="编号甲")
@click.argument("b", metavar="编号乙")
@verdict_argument
@note_option
@user_option
@data_option
def decide(a: str, b: str, verdict: str, note: str, user: str, library: "Library") -> None:
    """研判两个问题是不是同类。"""
    from search.review import full_id

    pair = (full_id(library, a), full_id(library, b))
    record(library, [pair], verdict, user, note)
    click.echo(f"已记下：{pair[0]} 与 {pair[1]} {word(verdict)}。")


@review.command(
    "group",
    epilog="""
例：
  huitoukan review group g4c8ba4a 同类
""",
)
@click.argument("group", metavar="组编号")
@verdict_argument
@note_option
@user_option
@data_option
def whole_group(group: str, verdict: str, note: str, user: str, library: "Library") -> None:
    """整组研判：一组问题都是同类，或两两都不同。"""
    from search.review import VERDICTS, pairs_of_group

    pairs = pairs_of_group(library, group, VERDICTS[verdict])
    record(library, pairs, verdict, user, note)
    click.echo(f"已记下 {len(pairs)} 对：{word(verdict)}。")


@review.command(
    "undo",
    epilog="""
例：
  huitoukan review undo
""",
)
@user_option
@data_option
def undo(user: str, library: "Library") -> None:
    """撤回自己最近一次研判，整组或整表判的一起撤回；原来的记录仍然保留。"""
    take_back(library, user)


def _suggestions(
    library: "Library",
    limit: int,
    org: str | None,
    region: str | None,
    type_: str | None,
    years: tuple[int, int] | None,
) -> "list[Suggestion]":
    from search.asked import Asked, occurrences_asked
    from search.recurrence import recurrences
    from search.review import suggestions

    asked = Asked(org=org, region=region, type=type_, years=years)
    within = None
    if asked != Asked():
        within = {each.finding for each in occurrences_asked(recurrences(library), asked)}
    return suggestions(library, limit=limit, within=within)


def _import(library: "Library", path: Path, user: str) -> None:
    from search.filled_in import read_decisions
    from search.review import decide as add
    from search.review import news, standing

    entries = read_decisions(path, user, now())
    new = news(entries, standing(library))
    for sentence in add(library, new):
        warn(sentence)
    click.echo(f"读入 {len(entries)} 条研判，其中新的 {len(new)} 条，已记下。")


def _show_decided(library: "Library", *, as_json: bool) -> None:
    from search.review import standing

    decisions = standing(library)
    entries = list(decisions.by_pair.values())
    if as_json:
        show_json(entries)
        return
    if not entries:
        click.echo("还没有研判。")
    for each in entries:
        note = f"  {each.note}" if each.note else ""
        said = word(each.verdict.value)
        click.echo(f"{each.a} 与 {each.b}  {said}  {each.user}  {each.at[:10]}{note}")
    for conflict in decisions.conflicts:
        warn(conflict.message)
