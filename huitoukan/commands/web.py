"""`huitoukan web`: the library as a page in the browser."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option
from huitoukan.screen import warn

if TYPE_CHECKING:
    from indexer.library import Library

_HOST, _PORT = "127.0.0.1", 8710


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan web
  huitoukan web --port 9000
  huitoukan web --host 0.0.0.0
  huitoukan web --prefix /huitoukan
""",
)
@click.option(
    "--host",
    metavar="地址",
    default=_HOST,
    show_default=True,
    help="在哪个地址上开。默认只有本机能看，不用登录；写 0.0.0.0 让别的机器也能看，要先有账号。",
)
@click.option(
    "--port",
    metavar="端口",
    type=click.IntRange(1, 65_535),
    default=_PORT,
    show_default=True,
    help="端口。",
)
@click.option(
    "--prefix",
    metavar="路径",
    default="",
    callback=lambda ctx, parameter, value: _prefix(value),
    help="放在反向代理后面时，网址前面的路径，如 /huitoukan；要登录。",
)
@click.option("--login", is_flag=True, help="只有本机能看时也要登录；放在反向代理后面时用。")
@data_option
def web(host: str, port: int, prefix: str, login: bool, library: "Library") -> None:
    """打开网页：检索、看报告、研判、台账、图表。

    一直开着，直到按 Ctrl-C。更多设置写在库里的 web.toml。
    """
    from web.quick import uncollected

    with uncollected():
        from web.serve import require_free, serve
        from web.settings import Serving

    serving = Serving(host=host, port=port, prefix=prefix, login=login)
    require_free(serving)
    if not library.exists:
        new = "" if library.folder.exists() else "刚新建的，"
        warn(
            f"{library.folder} 是空的库（{new}还没有导入过报告）。"
            "要打开已有的库，请按 Ctrl-C，核对 --data 再运行。"
        )
    shown = "127.0.0.1" if host in ("0.0.0.0", "localhost") else host
    shown = f"[{shown}]" if ":" in shown else shown
    serve(library, serving, lambda: click.echo(f"已打开：http://{shown}:{port}{prefix}/"))


def _prefix(text: str) -> str:
    plain = text.strip("/")
    if not plain:
        return ""
    import re

    if not re.fullmatch(r"[\w.~-]+(/[\w.~-]+)*", plain, re.ASCII):
        raise click.BadParameter(f"“{text}”不能作路径。写作 /huitoukan，只用字母、数字和 - . _ ~。")
    return f"/{plain}"
