"""`sources.toml`: the sources of a library, one `[[folder]]` or `[[column]]` each."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from indexer import durable
from indexer.errors import LibraryError
from indexer.sources.source import AnySource, ColumnSource, FolderSource
from ingest.model import Record

NAME = "sources.toml"
_WAIT_SECONDS = 10.0


class _Register(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    folder: tuple[FolderSource, ...] = ()
    column: tuple[ColumnSource, ...] = ()


def sources(library: Path) -> tuple[AnySource, ...]:
    """The sources of the library in this folder, in the file's order, folders first.

    Raises `LibraryError` naming file and key where the file is wrong.
    """
    return _checked(_text(library), library / NAME)


def source(library: Path, name: str) -> AnySource:
    """The source of that name. Raises `LibraryError` where there is none."""
    known = sources(library)
    for each in known:
        if each.name == name:
            return each
    names = "、".join(each.name for each in known) or "（还没有）"
    raise LibraryError(f"没有名为“{name}”的来源。现有来源：{names}。")


def add(library: Path, new: AnySource) -> None:
    """Adds a source to the file, leaving what stands there, comments too, as it is.

    Raises `LibraryError` where the name is taken or a value is wrong, `LibraryBusy` while another
    program changes the file.
    """
    import tomlkit

    with _changing(library):
        text = _text(library)
        if any(each.name == new.name for each in _checked(text, library / NAME)):
            raise LibraryError(
                f"来源“{new.name}”已经有了。请换一个名称，或先用 sources remove 移除。"
            )
        document = tomlkit.parse(text)
        table = tomlkit.table()
        for key, value in _written(new).items():
            table.add(key, value)
        kind = _kind(new)
        if kind not in document:
            document.add(kind, tomlkit.aot())
        document[kind].append(table)
        changed = tomlkit.dumps(document)
        _checked(changed, library / NAME)
        _write(library, changed)


def change(library: Path, new: AnySource) -> None:
    """Writes what the source of that name is to be now, leaving all else as it is.

    Raises `LibraryError` where there is none, where it is of the other kind, or a value is wrong,
    `LibraryBusy` as `add`.
    """
    import tomlkit

    with _changing(library):
        if type(source(library, new.name)) is not type(new):
            raise LibraryError(
                f"来源“{new.name}”不能在文件夹和网址之间改换。请另加一个，再移除这一个。"
            )
        document = tomlkit.parse(_text(library))
        table = next(each for each in document[_kind(new)] if each["name"] == new.name)
        written = _written(new)
        for key in [each for each in table if each not in written]:
            del table[key]
        table.update(written)
        changed = tomlkit.dumps(document)
        _checked(changed, library / NAME)
        _write(library, changed)


def remove(library: Path, name: str) -> None:
    """Takes a source off the file; what it brought stays. Raises `LibraryError`, `LibraryBusy`."""
    import tomlkit

    with _changing(library):
        source(library, name)
        document = tomlkit.parse(_text(library))
        for kind in ("folder", "column"):
            tables = document.get(kind, [])
            for at, table in enumerate(tables):
                if table["name"] == name:
                    del tables[at]
                    break
        _write(library, tomlkit.dumps(document))


def described(name: str, place: str, settings: Mapping[str, object]) -> AnySource:
    """The source at a folder or an address, with these settings beside the defaults.

    Raises `LibraryError` where a value is wrong, or of the other kind.
    """
    kind: type[AnySource] = FolderSource
    if urlsplit(place).scheme in ("http", "https"):
        kind, key = ColumnSource, "url"
    else:
        key, place = "path", str(Path(place).absolute())
    try:
        made = msgspec.convert({"name": name, key: place, **settings}, kind)
    except msgspec.ValidationError as error:
        raise LibraryError(
            f"来源写得不对：{error}。名称只用文字、数字和 . - _；"
            "网址样式、标题的词、页数等只用于网址。"
        ) from error
    if isinstance(made, ColumnSource):
        _check_column(made, Path(NAME))
    return made


def _kind(source: AnySource) -> str:
    return "folder" if isinstance(source, FolderSource) else "column"


def _written(source: AnySource) -> dict[str, Any]:
    """What the file says of a source: what is not the default."""
    fields = {each.name: each.default for each in msgspec.structs.fields(source)}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in msgspec.to_builtins(source).items()
        if key in ("name", "path", "url") or value != msgspec.to_builtins(fields[key])
    }


def _text(library: Path) -> str:
    try:
        return (library / NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise LibraryError(f"{library / NAME} 不是 UTF-8 编码，请另存为 UTF-8。") from error


def _checked(text: str, path: Path) -> tuple[AnySource, ...]:
    try:
        register = msgspec.convert(tomllib.loads(text), _Register)
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{path} 不是有效的 TOML：{error}") from error
    except msgspec.ValidationError as error:
        raise LibraryError(
            f"{path} 的内容不对：{error}。每个来源写作一节 [[folder]]（含 name、path）"
            "或 [[column]]（含 name、url）；名称只用文字、数字和 . - _。"
        ) from error
    found: tuple[AnySource, ...] = (*register.folder, *register.column)
    names = [each.name for each in found]
    for each in found:
        if names.count(each.name) > 1:
            raise LibraryError(f"{path} 中有两个来源都叫“{each.name}”。请改掉一个。")
    for column in register.column:
        _check_column(column, path)
    return found


def _check_column(column: ColumnSource, path: Path) -> None:
    try:
        parts = urlsplit(column.url)
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        usable = False
    if not usable:
        raise LibraryError(
            f"{path} 中来源“{column.name}”的网址 {column.url} 不能用："
            "应以 http:// 或 https:// 开头，不含用户名和密码。"
        )
    try:
        re.compile(column.links)
    except re.error as error:
        raise LibraryError(
            f"{path} 中来源“{column.name}”的 links 不是有效的正则表达式：{error}。"
        ) from error


@contextmanager
def _changing(library: Path) -> Iterator[None]:
    """Holds the file: it is read, changed and written, and two at once would lose one change."""
    from indexer.lock import held

    folder = library / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder, _WAIT_SECONDS):
        yield


def _write(library: Path, text: str) -> None:
    durable.replace(library / NAME, text.encode())
