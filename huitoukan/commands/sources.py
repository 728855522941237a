"""`huitoukan sources`: where newly published reports come from."""

from typing import TYPE_CHECKING

import click

from huitoukan.exits import ExitCode
from huitoukan.group import Group
from huitoukan.options import data_option, json_option, runnable
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library


@click.group(
    cls=Group,
    epilog="""
例：
  huitoukan sources test https://www.example.gov.cn/xcgk/
  huitoukan sources add 县巡察公开 https://www.example.gov.cn/xcgk/
  huitoukan sources run
""",
)
def sources() -> None:
    """管理来源：自动取新文件的文件夹，和公布整改通报的网站栏目。"""


@sources.command(
    epilog="""
例：
  huitoukan sources add 共享盘 /mnt/巡察共享
  huitoukan sources add 县巡察公开 https://www.example.gov.cn/xcgk/ --pages 3 --word 整改
""",
)
@click.argument("name", metavar="名称")
@click.argument("place", metavar="文件夹或网址")
@click.option("--links", metavar="正则", default="", help="网址须含有的样式；不写就只限本站。")
@click.option("--word", "words", metavar="词", multiple=True, help="标题须含有的词，可写多次。")
@click.option("--all-titles", is_flag=True, help="不看标题，全部都取。")
@click.option("--pages", metavar="页数", type=click.IntRange(1), help="最多翻几页列表。")
@click.option("--delay", metavar="秒", type=click.FloatRange(0), help="两次访问之间等几秒。")
@click.option("--allow-private", is_flag=True, help="允许访问内网地址。")
@data_option
def add(
    name: str,
    place: str,
    links: str,
    words: tuple[str, ...],
    all_titles: bool,
    pages: int | None,
    delay: float | None,
    allow_private: bool,
    library: "Library",
) -> None:
    """添加一个来源，写进库里的 sources.toml。"""
    from indexer.sources import register

    settings: dict[str, object] = {}
    if links:
        settings["links"] = links
    if words or all_titles:
        settings["words"] = () if all_titles else words
    if pages is not None:
        settings["pages"] = pages
    if delay is not None:
        settings["delay_seconds"] = delay
    if allow_private:
        settings["allow_private"] = True
    register.add(library.folder, register.described(name, place, settings))
    click.echo(runnable(f"已添加来源“{name}”。先看看会取什么：huitoukan sources test {name}"))


@sources.command(
    "list",
    epilog="""
例：
  huitoukan sources list
""",
)
@data_option
@json_option
def show_list(library: "Library", as_json: bool) -> None:
    """列出来源、上次运行的结果，以及需要留意的来源。"""
    from huitoukan.sourcing import show_standings
    from indexer.sources.standing import standings

    found = standings(library)
    if as_json:
        show_json(found)
    else:
        show_standings(found)


@sources.command(
    epilog="""
例：
  huitoukan sources test https://www.example.gov.cn/xcgk/
  huitoukan sources test 县巡察公开
""",
)
@click.argument("place", metavar="名称、网址或文件夹")
@click.option("--allow-private", is_flag=True, help="试网址时，允许访问内网地址。")
@data_option
@json_option
def test(place: str, allow_private: bool, library: "Library", as_json: bool) -> None:
    """看一个来源会取来什么，什么也不存。"""
    from huitoukan.sourcing import show_preview
    from indexer.errors import LibraryError
    from indexer.sources import register
    from indexer.sources.folder import SourceUnreachable
    from indexer.sources.preview import preview

    named = [each for each in register.sources(library.folder) if each.name == place]
    private: dict[str, object] = {"allow_private": True} if allow_private else {}
    source = named[0] if named else register.described("试", place, private)
    try:
        result = preview(library, source)
    except SourceUnreachable as unreachable:
        raise LibraryError(unreachable.reason) from unreachable
    if as_json:
        show_json(result)
    else:
        show_preview(result)


@sources.command(
    epilog="""
例：
  huitoukan sources remove 县巡察公开
""",
)
@click.argument("name", metavar="名称")
@data_option
def remove(name: str, library: "Library") -> None:
    """移除一个来源；它带来的报告都保留。"""
    from indexer.sources import register

    register.remove(library.folder, name)
    click.echo(f"已移除来源“{name}”。它带来的报告仍在库里。")


@sources.command(
    epilog="""
例：
  huitoukan sources run
  huitoukan sources run 县巡察公开 --json
""",
)
@click.argument("names", metavar="[名称]…", nargs=-1)
@data_option
@json_option
def run(names: tuple[str, ...], library: "Library", as_json: bool) -> None:
    """现在就去各来源取新内容并入库；不写名称就是全部。"""
    from huitoukan.sourcing import show_runs
    from indexer.errors import LibraryError
    from indexer.sources import register
    from indexer.sources.fetch import Clock
    from indexer.sources.history import Run
    from indexer.sources.run import broken_off
    from indexer.sources.run import run as run_source

    if names:
        chosen = tuple(register.source(library.folder, each) for each in names)
    else:
        chosen = register.sources(library.folder)
    clock = Clock()
    done: list[Run] = []
    troubles: list[Exception] = []
    for each in chosen:
        try:
            done.append(run_source(library, each, clock=clock))
        except Exception as trouble:  # whatever it is: the other sources are looked at all the same
            troubles.append(trouble)
            done.append(broken_off(each, trouble))
    if as_json:
        show_json(done)
    else:
        show_runs(done)
    if troubles:
        # A bug before what a user can mend: the bug is what nobody else tells.
        raise min(troubles, key=lambda each: isinstance(each, LibraryError))
    if done and all(each.error for each in done):
        raise click.exceptions.Exit(ExitCode.ERROR)
    if any(each.quarantined for each in done):
        raise click.exceptions.Exit(ExitCode.QUARANTINED)
