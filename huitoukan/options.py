"""Options that several commands share."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from indexer.library import Library

F = TypeVar("F", bound=Callable[..., Any])

_TYPED = "huitoukan.data"
DATA_HELP = "库所在的文件夹；不写时用环境变量 HUITOUKAN_DATA，再没有就用 ./huitoukan-data"


def data_option(command: F) -> F:
    """`--data`, given to the command as `library`."""
    return click.option(
        "--data",
        "library",
        metavar="文件夹",
        type=click.Path(file_okay=False, path_type=Path),
        callback=_library,
        help=f"{DATA_HELP}。",
    )(command)


def json_option(command: F) -> F:
    """`--json`, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")(
        command
    )


def data_as_typed() -> str:
    """The `--data` of this command line with a space behind it; empty where there was none."""
    context = click.get_current_context()
    root = context.find_root()
    places = ((context, "library"), (root, "data"))
    for each, name in places:
        if each.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            return f"--data {shlex.quote(str(root.meta[_TYPED]))} "
    return ""


def _library(ctx: click.Context, parameter: click.Parameter, folder: Path | None) -> "Library":
    from indexer.library import Library

    root = ctx.find_root()
    root.meta[_TYPED] = folder or root.params["data"]
    return Library(root.meta[_TYPED])
