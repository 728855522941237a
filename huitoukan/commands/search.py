"""`huitoukan search`: precedents for a kind of problem."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.group import QueryCommand
from huitoukan.options import (
    EXPORTED,
    SHOWN,
    data_option,
    filled,
    json_option,
    limit_option,
    mask_option,
    offset_option,
    output_option,
    synonyms_option,
)
from huitoukan.screen import show_json, warn
from indexer.engine import KeywordField, NumberField, Sort
from ingest.model import ReportKind, Status

if TYPE_CHECKING:
    from indexer.engine import Searchable
    from indexer.library import Library

_FACETS: tuple[KeywordField | NumberField, ...] = (
    NumberField.YEAR,
    KeywordField.REGION,
    KeywordField.ORG,
    KeywordField.STATUS,
    KeywordField.TYPE,
    KeywordField.SOURCE,
)


def _choice(values: type[Status] | type[ReportKind] | type[Sort]) -> click.Choice[str]:
    return click.Choice([each.value for each in values])


@click.command(
    cls=QueryCommand,
    epilog="""
例：
  huitoukan search 公务接待
  huitoukan search '"村级财务" -教育' --year 2021..2024 --status 完成
  huitoukan search 状态:正在整改 --sort 最新 --limit 20 --json
  huitoukan search 公务接待 -o 先例.docx --mask
""",
)
@click.argument("query", metavar="检索式", nargs=-1, required=True)
@click.option("--org", metavar="单位", callback=filled, help="只看这个单位的问题。")
@click.option("--year", metavar="年份", callback=filled, help="年份，或范围如 2021..2024。")
@click.option("--region", metavar="地区", callback=filled, help="只看这个地区。")
@click.option(
    "--status",
    metavar="状态",
    multiple=True,
    type=_choice(Status),
    help=f"整改状态，可写多次：{'、'.join(Status)}。",
)
@click.option("--type", "type_", metavar="类型", callback=filled, help="问题类型。")
@click.option(
    "--kind",
    metavar="文种",
    multiple=True,
    type=_choice(ReportKind),
    help=f"报告的文种，可写多次：{'、'.join(ReportKind)}。",
)
@limit_option
@offset_option
@click.option(
    "--sort",
    metavar="次序",
    type=_choice(Sort),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help=f"排列次序：{'、'.join(Sort)}。",
)
@click.option(
    "--group",
    metavar="report",
    type=click.Choice(["report"]),
    help="写 report，按报告归并；用 -o 导出时，同一份报告的问题排在一起。",
)
@click.option("--facets", is_flag=True, help="再列出年份、地区、单位、状态、类型、来源各有多少条。")
@click.option("--explain", is_flag=True, help="说明每条为什么排在这里。")
@synonyms_option
@mask_option
@output_option
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
    limit: int | None,
    offset: int,
    sort: str,
    group: str | None,
    facets: bool,
    explain: bool,
    with_synonyms: bool,
    mask: bool,
    output: Path | None,
    library: "Library",
    as_json: bool,
) -> None:
    """检索问题，最相关的在前，命中的字作标记。

    写几个词，就要同时有这几个词；"短语" 须原样出现。还可以用 OR（或）、NOT（非、-）、
    括号、前缀（村*）和字段（单位: 年份: 状态: 类型: 措施: 金额: 拼音: 等）。
    """
    from huitoukan.delivery import deliver, synonyms_of
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
    warn_of_lag(library, engine)
    text = " ".join(query)
    filters = [Filter(field, value) for field, value in asked.items() if value]
    synonyms = synonyms_of(library, with_synonyms)
    if group:
        from huitoukan.reports import show_reports
        from search.reports import SHOWN_OF_REPORT, search_reports

        reports = search_reports(
            engine,
            text,
            filters,
            limit=limit or (EXPORTED if output else SHOWN),
            offset=offset,
            sort=Sort(sort),
            facets=_FACETS if facets else (),
            synonyms=synonyms,
            explain=explain,
            shown=EXPORTED if output else SHOWN_OF_REPORT,
        )
        if mask:
            from search.mask import masked_reports

            reports = masked_reports(reports)
        if output:
            deliver(reports.listed(), text, library, output=output, as_json=as_json)
        elif as_json:
            show_json(reports)
        else:
            show_reports(reports, offset=offset)
        return
    answer = find(
        engine,
        text,
        filters,
        limit=limit or (EXPORTED if output else SHOWN),
        offset=offset,
        sort=Sort(sort),
        facets=_FACETS if facets else (),
        synonyms=synonyms,
        explain=explain,
    )
    if mask:
        from search.mask import masked_answer

        answer = masked_answer(answer)
    deliver(answer, text, library, output=output, as_json=as_json, offset=offset)


def warn_of_lag(library: "Library", engine: "Searchable") -> None:
    """Says so where the index may lack something."""
    from indexer.analysis import analyzer_fingerprint

    state = engine.reader().state()
    if state is not None and state.fingerprint != analyzer_fingerprint():
        warn("分词词典已更新，检索可能有遗漏。请运行 huitoukan reindex。")
    elif library.behind and library.being_written:
        warn("正在导入，刚导入的内容稍后才能检索。")
    elif library.behind:
        warn("有内容还没有进入检索索引。再导入一次会自动补齐，也可运行 huitoukan reindex。")
