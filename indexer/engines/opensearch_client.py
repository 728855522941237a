"""Where an OpenSearch cluster is, and how this program proves who it is.

`library.toml` names the cluster (`engine = "https://host:9200/huitoukan"`; several hosts are
separated by commas). Secrets come from the environment, or from files that it names.
"""

import logging
import os
import re
import ssl
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from indexer.errors import LibraryError
from ingest.model import Record

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

PREFIX = "HUITOUKAN_OPENSEARCH_"
PATIENCE = 60.0
_PASSING = (429, 502, 503, 504)
_INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,199}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_Result = TypeVar("_Result")


class Address(Record, frozen=True, kw_only=True):
    """The hosts of a cluster, and the name that its indexes begin with."""

    hosts: tuple[tuple[str, int], ...]
    index: str
    tls: bool

    def __str__(self) -> str:
        return ",".join(f"{host}:{port}" for host, port in self.hosts)


def address(url: str) -> Address:
    """The address that `engine` in `library.toml` says. Raises `LibraryError` where it is wrong."""
    scheme, _, rest = url.partition("://")
    netloc, _, index = rest.partition("/")
    index = index.strip("/")
    if "@" in netloc:
        raise LibraryError(
            "library.toml 的 engine 地址里不能写用户名和密码（文件会被复制和备份）。"
            f"请删去 @ 之前的部分，改用环境变量 {PREFIX}USER 和 {PREFIX}PASSWORD，"
            f"或用 {PREFIX}PASSWORD_FILE 指定存放密码的文件。"
        )
    if not _INDEX_NAME.fullmatch(index):
        raise LibraryError(
            "library.toml 的 engine 地址要以索引名结尾，只用小写字母、数字、-、_ 和 . ，"
            '例如 engine = "https://192.168.1.10:9200/huitoukan"。'
        )
    try:
        parts = [urlsplit(f"{scheme}://{each.strip()}") for each in netloc.split(",")]
        hosts = tuple((part.hostname or "", part.port or 9200) for part in parts)
    except ValueError as error:
        raise LibraryError(f"library.toml 的 engine 地址不对：{error}。") from error
    if not all(host for host, _ in hosts):
        raise LibraryError("library.toml 的 engine 地址里缺主机名。")
    if scheme == "http" and any(host not in _LOOPBACK for host, _ in hosts):
        raise LibraryError(
            "library.toml 的 engine 用了 http://：报告内容和密码会明文经过网络。请改用 https://"
            f"（自签证书用环境变量 {PREFIX}CA 指定 CA 文件）；http:// 只能用于本机。"
        )
    return Address(hosts=hosts, index=index, tls=scheme == "https")


def connect(where: Address, environment: Mapping[str, str] = os.environ) -> "OpenSearch":
    """A client of the cluster; connects when first used.

    Raises `LibraryError` where opensearch-py is missing or a secret's file cannot be read.
    """
    try:
        from opensearchpy import OpenSearch
    except ImportError as error:
        raise LibraryError(
            "用 OpenSearch 作检索引擎需要另装一个组件：pip install 'huitoukan[opensearch]'。"
        ) from error
    # What it warns of is either overcome by another try, or told in Chinese by `asked`.
    logging.getLogger("opensearch").addHandler(logging.NullHandler())
    user, password = environment.get(f"{PREFIX}USER"), _secret("PASSWORD", environment)
    token = _secret("TOKEN", environment)
    context = None
    if where.tls:
        authority = environment.get(f"{PREFIX}CA")
        try:
            context = ssl.create_default_context(cafile=authority)
        except (OSError, ssl.SSLError) as error:
            raise LibraryError(
                f"{PREFIX}CA 指定的 CA 文件 {authority} 不能用：{error}。"
            ) from error
    return OpenSearch(
        hosts=[{"host": host, "port": port} for host, port in where.hosts],
        use_ssl=where.tls,
        ssl_context=context,
        http_auth=(user, password or "") if user else None,
        headers={"Authorization": f"Bearer {token}"} if token else None,
        max_retries=2 * len(where.hosts),
        retry_on_timeout=True,
        timeout=30,
    )


def asked(where: Address, call: Callable[[], _Result], patience: float = 0.0) -> _Result:
    """What `call` returns. What can pass, such as a lost node, is tried again for `patience`
    seconds; so `call` must bear repeating.

    Raises `LibraryError` where the cluster is not reached, refuses, or stays unwell.
    """
    from opensearchpy.exceptions import (
        AuthenticationException,
        AuthorizationException,
        ConnectionError,
        SSLError,
        TransportError,
    )

    deadline, pause = time.monotonic() + patience, 0.2
    while True:
        try:
            return call()
        except SSLError as error:
            raise LibraryError(
                f"OpenSearch（{where}）的证书没有通过验证。"
                f"自签证书请用环境变量 {PREFIX}CA 指定 CA 文件。"
            ) from error
        except (AuthenticationException, AuthorizationException) as error:
            raise LibraryError(
                f"OpenSearch（{where}）拒绝了访问。请检查环境变量 {PREFIX}USER、{PREFIX}PASSWORD"
                f" 或 {PREFIX}TOKEN，以及该用户对索引 {where.index}-* 的权限。"
            ) from error
        except TransportError as error:
            unreached = isinstance(error, ConnectionError)
            if not unreached and error.status_code not in _PASSING:
                raise
            if time.monotonic() > deadline:
                raise LibraryError(
                    f"连不上 OpenSearch（{where}），或集群暂时不可用。请确认服务已启动、网络通畅，"
                    "然后重新运行；已入库的内容不受影响。"
                ) from error
        time.sleep(pause)
        pause = min(2 * pause, 3.0)


def insisted(where: Address, call: Callable[[], _Result]) -> _Result:
    """`asked` with the patience that a cluster needs to replace a lost node."""
    return asked(where, call, PATIENCE)


def _secret(name: str, environment: Mapping[str, str]) -> str | None:
    file = environment.get(f"{PREFIX}{name}_FILE")
    if not file:
        return environment.get(f"{PREFIX}{name}")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{PREFIX}{name}_FILE 指定的文件 {file} 读不出来：{error}。") from error
