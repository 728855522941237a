"""`huitoukan quarantine`: the files that could not be read."""

from typing import TYPE_CHECKING

import click

from huitoukan.exits import ExitCode
from huitoukan.group import DefaultGroup
from huitoukan.options import data_option, json_option
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library


@click.group(
    cls=DefaultGroup,
    epilog="""
例：
  huitoukan quarantine list
""",
)
def quarantine() -> None:
    """查看、重试或放弃隔离区里读不了的文件。

    不写下级命令就是 list。
    """


@quarantine.command(
    "list",
    epilog="""
例：
  huitoukan quarantine list
  huitoukan quarantine list --json
""",
)
@data_option
@json_option
def show_list(library: "Library", as_json: bool) -> None:
    """列出隔离区里的文件和原因。"""
    from indexer.quarantine import listed

    entries = listed(library)
    if as_json:
        show_json(entries)
        return
    if not entries:
        click.echo("隔离区是空的。")
    for each in entries:
        again = "下次导入时会自动再试" if each.passing else "文件改动后再导入，或重试"
        click.echo(
            f"{each.id}  {each.path}\n    {each.reason}\n    已试 {each.tries} 次；{again}。"
        )


@quarantine.command(
    epilog="""
例：
  huitoukan quarantine retry
  huitoukan quarantine retry 3fa2
""",
)
@click.argument("ids", metavar="[编号]…", nargs=-1)
@data_option
@json_option
def retry(ids: tuple[str, ...], library: "Library", as_json: bool) -> None:
    """再读一次隔离区里的文件；不写编号就是全部。"""
    from huitoukan.progress import progress
    from huitoukan.summary import show_summary
    from indexer.quarantine import retry as try_again

    with progress("重试") as tell:
        summary = try_again(library, ids, progress=tell)
    if as_json:
        show_json(summary)
    else:
        show_summary(summary)
    if summary.quarantined:
        raise click.exceptions.Exit(ExitCode.QUARANTINED)


@quarantine.command(
    epilog="""
例：
  huitoukan quarantine drop 3fa2
""",
)
@click.argument("ids", metavar="编号…", nargs=-1, required=True)
@data_option
def drop(ids: tuple[str, ...], library: "Library") -> None:
    """不再显示这些文件，直到内容有变或再次点名导入；原件保留。"""
    from indexer.quarantine import drop as put_away

    click.echo(f"已从隔离区放弃 {put_away(library, ids)} 个文件。")
