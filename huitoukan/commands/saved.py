"""`huitoukan saved`: searches with names, and what is new since they last ran."""

import os
import re
import shlex
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.group import Group, QueryCommand
from huitoukan.options import (
    EXPORTED,
    SHOWN,
    data_option,
    json_option,
    limit_option,
    mask_option,
    output_option,
    runnable,
    synonyms_option,
)
from huitoukan.screen import show_json, warn

if TYPE_CHECKING:
    from indexer.library import Library


@click.group(
    cls=Group,
    epilog="""
例：
  huitoukan saved add 接待超标 公务接待 超标准
  huitoukan saved run 接待超标
""",
)
def saved() -> None:
    """给常用的检索起名保存；再运行时只看新出现的。"""


@saved.command(
    "add",
    cls=QueryCommand,
    epilog="""
例：
  huitoukan saved add 接待超标 公务接待 超标准
  huitoukan saved add 未完成 '状态:正在整改 或 状态:未完成'
""",
)
@click.argument("name", metavar="名称")
@click.argument("query", metavar="检索式", nargs=-1, required=True)
@data_option
def add(name: str, query: tuple[str, ...], library: "Library") -> None:
    """保存一个检索式。"""
    from search.saved import SavedSearches

    library.require()
    SavedSearches(library.folder).add(name, " ".join(query), _now())
    # shlex quotes Chinese as well, which no shell needs.
    typed = name if re.fullmatch(r"\w+", name) else shlex.quote(name)
    click.echo(runnable(f"已保存“{name}”。运行：huitoukan saved run {typed}"))


@saved.command(
    "list",
    epilog="""
例：
  huitoukan saved list
""",
)
@data_option
@json_option
def show_list(library: "Library", as_json: bool) -> None:
    """列出保存的检索。"""
    from search.saved import SavedSearches

    library.require()
    searches = list(SavedSearches(library.folder).all().values())
    if as_json:
        show_json(searches)
        return
    if not searches:
        click.echo("还没有保存过检索。")
    for each in searches:
        ran = f"上次运行 {each.ran_at[:10]}" if each.ran_at else "还没有运行过"
        click.echo(f"{each.name}  {each.query}\n    {ran}，已看过 {len(each.seen)} 条。")


@saved.command(
    "run",
    epilog="""
例：
  huitoukan saved run 接待超标
  huitoukan saved run 接待超标 --all -o 接待超标.xlsx
""",
)
@click.argument("name", metavar="名称")
@click.option("--all", "everything", is_flag=True, help="列出全部，不只是上次以来新出现的。")
@limit_option
@synonyms_option
@mask_option
@output_option
@data_option
@json_option
def run(
    name: str,
    everything: bool,
    limit: int | None,
    with_synonyms: bool,
    mask: bool,
    output: Path | None,
    library: "Library",
    as_json: bool,
) -> None:
    """运行保存的检索，列出上次运行以来新出现的问题。

    报告换了新版，其中的问题也算新出现。这次列出或导出的，下次就不再算新的；
    经管道交给别的程序的不算，因为看不出它显示了多少。
    """
    from huitoukan.commands.search import warn_of_lag
    from huitoukan.delivery import deliver, synonyms_of
    from search.saved import SavedSearches, matching, shown

    library.require()
    engine = library.engine()
    warn_of_lag(library, engine)
    searches = SavedSearches(library.folder)
    search = searches.get(name)
    synonyms = synonyms_of(library, with_synonyms)
    found = matching(engine, search.query, synonyms)
    new = tuple(id for id in found if id not in search.seen)
    answer = shown(
        engine,
        search.query,
        found if everything else new,
        limit=limit or (EXPORTED if output else SHOWN),
        synonyms=synonyms,
    )
    if mask:
        from search.mask import masked_answer

        answer = masked_answer(answer)
    if not as_json:
        click.echo(f"“{name}”（{search.query}）：共 {len(found)} 条，新出现 {len(new)} 条。")
    if answer.hits or as_json or output:
        deliver(answer, search.query, library, output=output, as_json=as_json)
    sys.stdout.flush()
    shown_ids = {hit.card.id for hit in answer.hits}
    seen = tuple(id for id in new if id in shown_ids)
    if seen and not as_json and output is None and _into_pipe():
        warn("结果交给了别的程序，看不出显示了多少，下次仍算新的。要记为看过，请加 -o 或 --json。")
        seen = ()
    searches.ran(name, seen, _now())


@saved.command(
    "remove",
    epilog="""
例：
  huitoukan saved remove 接待超标
""",
)
@click.argument("name", metavar="名称")
@data_option
def remove(name: str, library: "Library") -> None:
    """删除保存的检索；不影响报告。"""
    from search.saved import SavedSearches

    library.require()
    SavedSearches(library.folder).remove(name, _now())
    click.echo(f"已删除“{name}”。")


def _into_pipe() -> bool:
    """Whether another program reads what is printed: `head` may show ten lines of it."""
    try:
        return stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return False


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
