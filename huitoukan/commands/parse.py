"""`huitoukan parse`: one file's report as JSON, nothing stored."""

from pathlib import Path

import click

from huitoukan.group import Command
from huitoukan.screen import show_encoded


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan parse 2024年通报.docx
  huitoukan parse 2024年通报.docx > 通报.json
""",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def parse(file: Path) -> None:
    """把一份报告解析成 JSON，输出到屏幕，不入库。"""
    from huitoukan.parsing import parsed
    from ingest.limits import Limits
    from ingest.sandbox import run
    from ingest.unreadable import Unreadable

    # Opened here, so that a missing file or permission is told as what it is.
    file.open("rb").close()
    for _, result in run(parsed, [file], workers=1, limits=Limits()):
        if isinstance(result, Unreadable):
            raise result
        show_encoded(result)
