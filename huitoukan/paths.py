"""Paths on the command line."""

import os
from pathlib import Path

import click


class PathType(click.Path[Path]):
    """A file, a folder, or either; converting raises `click.BadParameter` where the path is empty
    or what stands there is of the other kind."""

    def __init__(
        self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True
    ) -> None:
        # What cannot be read is told where it is read: nothing is wrong with the command line.
        super().__init__(
            exists=exists, file_okay=file_okay, dir_okay=dir_okay, readable=False, path_type=Path
        )
        # click has put an English word here: types are made before it speaks Chinese.
        self.name = "文件夹" if not file_okay else "文件" if not dir_okay else "文件或文件夹"

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """The path; an empty one would mean the current folder, which nobody asked for."""
        if not os.fspath(value):
            here = "；要用当前文件夹，请写一个点（.）" if self.dir_okay else ""
            self.fail(f"路径是空的。请写上{self.name}的路径{here}。", param, ctx)
        return super().convert(value, param, ctx)
