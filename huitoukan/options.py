"""Options that several commands share."""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from huitoukan.paths import PathType

if TYPE_CHECKING:
    from indexer.library import Library

F = TypeVar("F", bound=Callable[..., Any])

SHOWN, EXPORTED = 10, 10_000
_TYPED = "huitoukan.data"
DATA_HELP = "库所在的文件夹；不写时用环境变量 HUITOUKAN_DATA，再没有就用 ./huitoukan-data"


def data_option(command: F) -> F:
    """`--data`, given to the command as `library`."""
    return click.option(
        "--data",
        "library",
        metavar="文件夹",
        type=PathType(file_okay=False),
        callback=_library,
        help=f"{DATA_HELP}。",
    )(command)


def json_option(command: F) -> F:
    """`--json`, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")(
        command
    )


def limit_option(command: F) -> F:
    """`--limit`: an int, or None where the user left it open."""
    return click.option(
        "--limit",
        metavar="条数",
        type=click.IntRange(1, 10_000),
        help=f"最多几条。 [默认: {SHOWN}；用 -o 导出时 {EXPORTED}]",
    )(command)


def offset_option(command: F) -> F:
    """`--offset`: how many hits to skip."""
    return click.option(
        "--offset",
        metavar="条数",
        type=click.IntRange(0, 1_000_000),
        default=0,
        help="跳过前面几条，用来翻页。",
    )(command)


def output_option(command: F) -> F:
    """`-o`, a path with an ending that can be written, or None."""
    return click.option(
        "-o",
        "--output",
        metavar="文件",
        type=PathType(dir_okay=False),
        callback=_output,
        help="把结果写成文件：.xlsx、.docx、.csv 或 .html，由扩展名决定。",
    )(command)


def mask_option(command: F) -> F:
    """`--mask`."""
    return click.option(
        "--mask",
        is_flag=True,
        help="隐去姓名、电话、邮箱、证件号和银行卡号。单独出现的姓名可能漏掉，公开前请再看一遍。",
    )(command)


def synonyms_option(command: F) -> F:
    """`--no-synonyms`, given to the command as `with_synonyms`."""
    return click.option(
        "--no-synonyms",
        "with_synonyms",
        flag_value=False,
        is_flag=True,
        default=True,
        help="不用同义词，只找写出的词。",
    )(command)


def filled(ctx: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """A click callback: refuses an empty filter, which would leave out nothing."""
    if text is not None and not text.strip():
        raise click.BadParameter("后面是空的。请写上要找的内容，或去掉这个选项。")
    return text


def data_as_typed() -> str:
    """The `--data` of this command line with a space behind it; empty where there was none."""
    context = click.get_current_context(silent=True)
    folder: Path | None = context.meta.get(_TYPED) if context else None
    return "" if folder is None else f"--data {shlex.quote(str(folder))} "


def runnable(sentence: str) -> str:
    """The sentence with the commands in it as they must be typed here, for this library."""
    context = click.get_current_context(silent=True)
    if context is None or not isinstance(context.find_root().command, click.Group):
        return sentence
    root = context.find_root()
    assert isinstance(root.command, click.Group)
    commands = "|".join(root.command.list_commands(root))
    typed = f"{_program()} {data_as_typed()}"
    return re.sub(rf"huitoukan (?=(?:{commands})\b)", lambda found: typed, sentence)


def _program() -> str:
    """The program as it was called, where its name alone would not find it."""
    called = Path(sys.argv[0])
    if called.stem != "huitoukan" or shutil.which("huitoukan"):
        return "huitoukan"
    return shlex.quote(sys.argv[0])


def writable(path: Path, endings: Collection[str]) -> Path:
    """`path`, where a file of one of these endings can be written there.

    Raises `click.BadParameter` where it cannot.
    """
    if path.suffix.lower() not in endings:
        raise click.BadParameter(f"不认识扩展名“{path.suffix}”；可用：{'、'.join(endings)}。")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise click.BadParameter(f"没有文件夹 {folder}。")
    if not os.access(folder, os.W_OK):
        raise click.BadParameter(f"没有权限写入文件夹 {folder}。")
    return path


def _output(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    if path is None:
        return None
    from search.export.files import Kind

    return writable(path, [kind.value for kind in Kind])


def _library(ctx: click.Context, parameter: click.Parameter, folder: Path | None) -> "Library":
    from indexer.library import Library

    root = ctx.find_root()
    chosen: Path = folder or root.params["data"]
    places = ((ctx, parameter.name), (root, "data"))
    if any(_typed(each, name) for each, name in places):
        ctx.meta[_TYPED] = chosen
    return Library(chosen)


def _typed(ctx: click.Context, name: str | None) -> bool:
    return name is not None and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
