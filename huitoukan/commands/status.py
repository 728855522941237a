"""`huitoukan status`: how the library fares."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.screen import grid, show_json, show_table, size, warn

if TYPE_CHECKING:
    from indexer.health import LibraryHealth
    from indexer.library import Library


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan status
  huitoukan status --json
""",
)
@data_option
@json_option
def status(library: "Library", as_json: bool) -> None:
    """显示库的概况：份数、问题数、索引状况、隔离区、占用空间。"""
    from indexer.health import health

    result = health(library)
    if as_json:
        show_json(result)
    else:
        show_table(grid(_rows(result)))
        for fault in result.faults:
            warn(fault)


def _rows(result: "LibraryHealth") -> list[tuple[str, str]]:
    counts, sizes = result.counts, result.sizes
    return [
        ("库", result.folder),
        ("报告", f"{counts.reports} 份（另有旧版 {counts.superseded} 份）"),
        ("来处", f"{counts.places} 处{_vacated(result.vacated)}"),
        ("文种", _listed(counts.by_kind)),
        ("问题", f"{counts.findings} 个"),
        ("状态", _listed(counts.by_status)),
        ("索引", result.index.value),
        ("隔离区", f"{counts.quarantined} 个文件"),
        ("原件", size(sizes.originals)),
        ("目录", "在数据库服务器上" if sizes.catalog is None else size(sizes.catalog)),
        ("索引大小", size(sizes.index)),
    ]


def _vacated(count: int) -> str:
    return f"，其中 {count} 处的文件已移走或删除（库里仍保留）" if count else ""


def _listed(counts: dict[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return "，".join(f"{name} {count}" for name, count in ranked) or "无"
