"""`library.toml`: what a library's owner can set. Every key is optional."""

import os
import tomllib
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from indexer.errors import LibraryError
from indexer.toml_errors import content_told, syntax_told
from ingest.limits import Limits
from ingest.model import Record

NAME = "library.toml"
TAXONOMY = "taxonomy.toml"
_TYPES = {int: "整数", float: "数字", str: "文字（加引号）"}


class FlowSettings(Record, frozen=True, kw_only=True):
    """How flows run: `batch` files to a task; `dask` is the address of a Dask scheduler, "local"
    for a cluster on this machine, or empty for none; `digests` the folder that weekly digests are
    written to, relative to the library."""

    batch: int = 1000
    dask: str = ""
    digests: str = "汇总"


class Settings(Record, frozen=True, kw_only=True):
    """`engine` is a name in `indexer.engines`; `catalog` a database URL, or empty for the SQLite
    file in the library; `workers` reading processes, 0 for one a core."""

    engine: str = "tantivy"
    catalog: str = ""
    workers: int = 0
    limits: Limits = Limits()
    flows: FlowSettings = FlowSettings()

    @property
    def processes(self) -> int:
        """How many reading processes to run: at least one."""
        return self.workers or os.cpu_count() or 1


def load(folder: Path) -> Settings:
    """The settings of the library in `folder`; the defaults where it has no `library.toml`.

    Raises `LibraryError` naming file and key for an unknown key, a wrong type or a negative number.
    """
    path = folder / NAME
    text = _text(path)
    tree = _tree(path, text)
    _check(tree, Settings, path, "")
    return msgspec.convert(tree, Settings)


def load_taxonomy(folder: Path) -> str:
    """The text of the library's own problem types; empty where it has no `taxonomy.toml`.

    Raises `LibraryError` naming the file where it is wrong.
    """
    from ingest.taxonomy import extended

    path = folder / TAXONOMY
    text = _text(path)
    _tree(path, text)
    try:
        extended(text)
    except msgspec.ValidationError as error:
        raise LibraryError(
            f"{path} 的内容不对：{content_told(error)}。"
            "每个类型写作一节 [[type]]，含 id（名称）和 terms（词语列表）。"
        ) from error
    return text


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise LibraryError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    except IsADirectoryError as error:
        raise LibraryError(f"{path} 是文件夹，应当是一个文件。请改名或移走它。") from error
    except OSError as error:
        raise LibraryError(f"读不了 {path}。请检查它的读取权限。") from error


def _tree(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{path} 不是有效的 TOML：{syntax_told(error)}。") from error


def _check(tree: dict[str, Any], kind: type[Record], path: Path, prefix: str) -> None:
    types = get_type_hints(kind)
    for key, value in tree.items():
        name = prefix + key
        if key not in types:
            known = "、".join(prefix + each for each in types)
            raise LibraryError(f"{path} 中有不认识的设置 {name}；可用的设置：{known}。")
        expected = types[key]
        if expected not in _TYPES:
            if not isinstance(value, dict):
                raise LibraryError(f"{path} 中的 {name} 应是一节，写作 [{name}]。")
            _check(value, expected, path, f"{name}.")
            continue
        fits = type(value) is expected or (expected is float and type(value) is int)
        if not fits:
            raise LibraryError(f"{path} 中的 {name} 应是{_TYPES[expected]}，现在是 {value!r}。")
        if isinstance(value, int | float) and not value >= (0 if key == "workers" else 1):
            raise LibraryError(f"{path} 中的 {name} 太小：{value!r}。")
