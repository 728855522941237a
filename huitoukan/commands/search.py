"""`huitoukan search`: precedents for a kind of problem."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_as_typed, data_option, json_option
from huitoukan.screen import show_json, warn
from indexer.engine import Sort
from ingest.model import ReportKind, Status

if TYPE_CHECKING:
    from indexer.engine import Engine
    from indexer.library import Library


def _choice(values: type[Status] | type[ReportKind] | type[Sort]) -> click.Choice[str]:
    return click.Choice([each.value for each in values])


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan search 公务接待
  huitoukan search '"村级财务" -教育' --year 2021..2024 --status 完成
  huitoukan search 状态:正在整改 --sort 最新 --limit 20 --json
""",
)
@click.argument("query", metavar="检索式", nargs=-1, required=True)
@click.option("--org", metavar="单位", help="只看这个单位的问题。")
@click.option("--year", metavar="年份", help="年份，或范围如 2021..2024。")
@click.option("--region", metavar="地区", help="只看这个地区。")
@click.option(
    "--status",
    metavar="状态",
    multiple=True,
    type=_choice(Status),
    help=f"整改状态，可写多次：{'、'.join(Status)}。",
)
@click.option("--type", "type_", metavar="类型", help="问题类型。")
@click.option(
    "--kind",
    metavar="文种",
    multiple=True,
    type=_choice(ReportKind),
    help=f"报告的文种，可写多次：{'、'.join(ReportKind)}。",
)
@click.option(
    "--limit",
    metavar="条数",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="最多显示几条。",
)
@click.option(
    "--sort",
    metavar="次序",
    type=_choice(Sort),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help=f"排列次序：{'、'.join(Sort)}。",
)
@data_option
@json_option
def search(
    query: tuple[str, ...],
    org: str | None,
    year: str | None,
    region: str | None,
    status: tuple[str, ...],
    type_: str | None,
    kind: tuple[str, ...],
    limit: int,
    sort: str,
    library: "Library",
    as_json: bool,
) -> None:
    """检索问题，最相关的在前，命中的字作标记。

    写几个词，就要同时有这几个词；"短语" 须原样出现。还可以用 OR（或）、NOT（非、-）、
    括号、前缀（村*）和字段（单位: 年份: 状态: 类型: 金额: 等）。
    """
    from huitoukan.precedents import show_answer
    from search.precedents import Filter
    from search.precedents import search as find

    asked = {
        "org": org,
        "year": year,
        "region": region,
        "status": ",".join(status),
        "type": type_,
        "kind": ",".join(kind),
    }
    library.require()
    engine = library.engine()
    _warn_of_lag(library, engine)
    filters = [Filter(field, value) for field, value in asked.items() if value]
    answer = find(engine, " ".join(query), filters, limit=limit, sort=Sort(sort))
    if as_json:
        show_json(answer)
    else:
        show_answer(answer, data_as_typed())


def _warn_of_lag(library: "Library", engine: "Engine") -> None:
    from indexer.analysis import analyzer_fingerprint

    state = engine.reader().state()
    if state is not None and state.fingerprint != analyzer_fingerprint():
        warn("分词词典已更新，检索可能有遗漏。请运行 huitoukan reindex。")
    elif library.behind:
        warn("有内容还没有进入检索索引。再导入一次会自动补齐，也可运行 huitoukan reindex。")
