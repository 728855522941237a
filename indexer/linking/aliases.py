"""The user's table of organisations that have several names (撤并、更名)."""

import tomllib
from pathlib import Path

import msgspec

from indexer.errors import LibraryError

ALIASES = "aliases.toml"


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`also` are other names of `name`; `within` limits them to one county or town."""

    name: str
    also: tuple[str, ...]
    within: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    org: tuple[Alias, ...] = ()


def load_aliases(folder: Path) -> tuple[Alias, ...]:
    """The aliases of the library in `folder`; none where there is no table.

    Raises `LibraryError` where the table cannot be understood.
    """
    path = folder / ALIASES
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), _File).org
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise LibraryError(
            f'单位别名表 {path} 有误：{error}。每条写成 [[org]]、name = "现名"、also = ["别名"]。'
        ) from error
