"""The program `huitoukan`."""

from pathlib import Path

import click

from huitoukan.exits import ExitCode
from huitoukan.failures import DEBUG
from huitoukan.group import LazyGroup
from huitoukan.options import DATA_HELP
from huitoukan.paths import PathType

COMMANDS = {
    name: f"huitoukan.commands.{name}:{name}"
    for name in (
        "ingest",
        "search",
        "similar",
        "saved",
        "suggest",
        "show",
        "status",
        "check",
        "quarantine",
        "sources",
        "schedule",
        "reindex",
        "backup",
        "restore",
        "doctor",
        "link",
        "recurrences",
        "review",
        "report",
        "ledger",
        "digest",
        "web",
        "users",
        "audit",
        "parse",
    )
}

_EPILOG = "\n".join(
    (
        "例：",
        "  huitoukan ingest 历年报告",
        "  huitoukan search 公务接待 --year 2021..2024",
        "",
        "退出码：",
        *(f"  {code.value:<4}{code.meaning}" for code in ExitCode),
    )
)


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)
@click.option(
    "--data",
    metavar="文件夹",
    type=PathType(file_okay=False),
    envvar="HUITOUKAN_DATA",
    default="huitoukan-data",
    help=f"{DATA_HELP}。写在命令后面也可以。",
)
@click.option("--debug", is_flag=True, help=f"程序出错时显示细节；也可设环境变量 {DEBUG}=1。")
@click.version_option(
    package_name="huitoukan",
    prog_name="huitoukan",
    message="%(prog)s %(version)s",
    help="显示版本。",
)
def main(data: Path, debug: bool) -> None:
    """回头看：把巡察整改报告变成可以检索的先例库。

    先用 ingest 导入报告，再用 search 检索问题，用 show 看全文。
    """
