"""How the page is served: what the command line says, and `web.toml` in the library's folder."""

import ipaddress
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from indexer.errors import LibraryError
from ingest.model import Record

NAME = "web.toml"
HOST, PORT = "127.0.0.1", 8710

_Count = Annotated[int, msgspec.Meta(ge=1)]


class WebSettings(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `web.toml` can set; every key is optional.

    `workers` processes serve (more than one needs as many cores); a session ends `idle_minutes`
    after the last request, or `session_hours` after the login; `audit_days` is how long the log of
    who did what is kept; `upload_megabytes` bounds one upload. `proxies` are the addresses, parted
    by commas, of proxies that are believed when they say who asks and whether by HTTPS. Where one
    has to log in, sources can be folders within `source_folders` only, and addresses of an intranet
    only with `private_sources`: who manages the page need not be let at all that the machine sees.
    """

    workers: _Count = 1
    idle_minutes: _Count = 120
    session_hours: _Count = 12
    audit_days: _Count = 1095
    upload_megabytes: _Count = 500
    proxies: str = "127.0.0.1"
    source_folders: tuple[str, ...] = ()
    private_sources: bool = False


class Serving(Record, frozen=True, kw_only=True):
    """Where the page is served. `prefix` is the path in front of everything, behind a proxy;
    `login` whether one has to log in."""

    host: str = HOST
    port: int = PORT
    prefix: str = ""
    login: bool = False

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def asks_login(self) -> bool:
        """Whether one has to log in: always where others can reach it, be it through a proxy."""
        return self.login or bool(self.prefix) or not self.local


def load(folder: Path) -> WebSettings:
    """The settings of the library in `folder`; the defaults where it has no `web.toml`.

    Raises `LibraryError` naming the file where it is wrong.
    """
    path = folder / NAME
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(tree, WebSettings)
    except FileNotFoundError:
        return WebSettings()
    except UnicodeDecodeError as error:
        raise LibraryError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{path} 不是有效的 TOML：{error}") from error
    except msgspec.ValidationError as error:
        known = "、".join(WebSettings.__struct_fields__)
        raise LibraryError(
            f"{path} 的内容不对：{error}。可用的设置：{known}；"
            "proxies 是文字，source_folders 是文字的列表，private_sources 是 true 或 false，"
            "其余都是正整数。"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
