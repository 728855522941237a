"""Options and writers of papers: .docx, .xlsx or .html, by the ending."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from search.export.paper import Paper

ENDINGS = (".docx", ".xlsx", ".html")


def paper_path(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """The path of an option, if a paper can be written there. Raises `click.BadParameter`."""
    if path is None:
        return None
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"不认识扩展名“{path.suffix}”；可用：{'、'.join(ENDINGS)}。")
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(f"没有文件夹 {path.absolute().parent}。")
    return path


def write_paper(path: Path, paper: "Paper") -> None:
    """Writes the paper as its ending says, whole or not at all. Raises `OSError`."""
    from search.export import paper_docx, paper_page, paper_xlsx

    writers = {".docx": paper_docx.write, ".xlsx": paper_xlsx.write, ".html": paper_page.write}
    writers[path.suffix.lower()](path, paper)
