"""`huitoukan parse`: one file's report as JSON, nothing stored."""

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option
from huitoukan.paths import PathType
from huitoukan.screen import show_encoded

if TYPE_CHECKING:
    from indexer.library import Library


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan parse 2024年通报.docx
  huitoukan parse 2024年通报.docx > 通报.json
""",
)
@click.argument("file", metavar="文件", type=PathType())
@data_option
def parse(file: Path, library: "Library") -> None:
    """把一份报告解析成 JSON，输出到屏幕，不入库。

    有库的，问题类型也用库里 taxonomy.toml 里自己的；没有库也可以用。
    """
    from huitoukan.parsing import Job, parsed
    from ingest.limits import Limits
    from ingest.sandbox import run
    from ingest.unreadable import Unreadable

    # Looked at here, so that a missing file or permission is told as what it is. A pipe would be
    # waited for without end; a folder cannot be opened, and that is told as well.
    mode = file.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise Unreadable(f"{file} 不是普通文件（可能是设备或管道），不能解析。请改用文件。")
    file.open("rb").close()
    job = Job(file, library.taxonomy)
    for _, result in run(parsed, [job], workers=1, limits=Limits()):
        if isinstance(result, Unreadable):
            raise result
        show_encoded(result)
