"""Fetches over HTTP: with manners, within limits, and never where a source must not reach."""

import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from importlib.metadata import version
from types import TracebackType
from urllib.parse import urlsplit

import httpcore

from indexer.sources.dial import Dialer, PrivateAddress
from indexer.sources.link import absolute, host
from indexer.sources.robots import Robots
from ingest.model import Record

USER_AGENT = f"huitoukan/{version('huitoukan')}"
REDIRECTS = 5

_REDIRECTING = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429)


class FetchFailed(Exception):
    """Nothing came: `reason` is a Chinese sentence, `passing` says that another try may help,
    `gone` that the server knows no such page (404, 410)."""

    def __init__(self, reason: str, *, passing: bool = False, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.gone = gone


class FetchLimits(Record, frozen=True, kw_only=True):
    """What one request may cost: bytes once unpacked, seconds from first to last redirect."""

    bytes: int = 50_000_000
    seconds: float = 60.0
    connect_seconds: float = 15.0


class Validators(Record, frozen=True, kw_only=True):
    """What makes the next request conditional (RFC 9110, section 13)."""

    etag: str = ""
    last_modified: str = ""


class Fetched(Record, frozen=True, kw_only=True):
    """What a server sent; `url` is where it came from in the end, `data` None where it is
    unchanged since the request with these validators (304)."""

    url: str
    data: bytes | None
    content_type: str = ""
    validators: Validators = Validators()


class Clock:
    """When each host was last asked; shared by all that fetch in this process."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._last: dict[str, float] = {}
        self._sleep = sleep

    def wait(self, name: str, delay: float) -> None:
        """Waits until `delay` seconds have passed since the last request to this host."""
        if name in self._last:
            seconds = self._last[name] + delay - time.monotonic()
            if seconds > 0:
                self._sleep(seconds)
        self._last[name] = time.monotonic()


class Fetcher:
    """Fetches for one source, one request at a time; a context manager."""

    def __init__(
        self,
        dialer: Dialer,
        clock: Clock,
        *,
        delay: float,
        limits: FetchLimits = FetchLimits(),  # noqa: B008
    ) -> None:
        self._dialer = dialer
        self._clock = clock
        self._delay = delay
        self._limits = limits
        self._robots = Robots(self._robots_text, USER_AGENT)
        # The system's store of certificates, where an intranet's own authority is known.
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), max_connections=1, network_backend=dialer
        )

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def get(self, url: str, validators: Validators = Validators()) -> Fetched:  # noqa: B008
        """What stands at `url`, redirects followed. Raises `FetchFailed`."""
        return self._follow(url, validators, check_robots=True)

    def _robots_text(self, url: str) -> str | None:
        try:
            found = self._follow(url, Validators(), check_robots=False)
        except FetchFailed as failure:
            # RFC 9309, 2.3.1.3 and 2.3.1.4: missing allows all, unreachable allows nothing.
            if failure.passing:
                raise
            return None
        return (found.data or b"")[:500_000].decode("utf-8", errors="replace")

    def _follow(self, url: str, validators: Validators, *, check_robots: bool) -> Fetched:
        for _ in range(REDIRECTS + 1):
            _check_address(url)
            delay = self._delay
            if check_robots:
                if not self._robots.allows(url):
                    raise FetchFailed("网站的 robots.txt 不允许程序访问这个地址。")
                delay = max(delay, self._robots.delay(url))
            self._clock.wait(host(url), delay)
            self._dialer.deadline = time.monotonic() + self._limits.seconds
            answer = self._once(url, validators)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchFailed(f"网站转来转去超过 {REDIRECTS} 次，没有打开。")

    def _once(self, url: str, validators: Validators) -> "Fetched | str":
        """One request: what came, or where to ask instead."""
        asked = {
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.last_modified,
        }
        headers = [("Host", urlsplit(url).netloc), *((k, v) for k, v in asked.items() if v)]
        step = self._limits.connect_seconds
        timeout = {"connect": step, "read": step, "write": step, "pool": step}
        try:
            with self._pool.stream(
                "GET", url, headers=headers, extensions={"timeout": timeout}
            ) as response:
                got = {
                    name.decode("latin-1").lower(): value.decode("latin-1").strip()
                    for name, value in response.headers
                }
                if response.status in _REDIRECTING and got.get("location"):
                    return _redirected(url, got["location"])
                if response.status == 304:
                    return Fetched(url=url, data=None, validators=validators)
                if response.status != 200:
                    raise _refused(response.status)
                data = self._body(response, got)
        except PrivateAddress as error:
            raise FetchFailed(
                f"{host(url)} 指向内部网络地址，没有访问。"
                "确属本单位内网的，请在 sources.toml 的这个来源里写 allow_private = true。"
            ) from error
        except httpcore.TimeoutException as error:
            raise FetchFailed("网站太慢，超过时限没有传完。以后会再试。", passing=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise FetchFailed(
                f"连接不上或中途断开（{error}）。以后会再试。", passing=True
            ) from error
        etag, modified = got.get("etag", ""), got.get("last-modified", "")
        return Fetched(
            url=url,
            data=data,
            content_type=got.get("content-type", "").partition(";")[0].strip().lower(),
            validators=Validators(etag=etag, last_modified=modified),
        )

    def _body(self, response: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        coding = headers.get("content-encoding", "").lower()
        if coding not in ("", "identity", "gzip", "x-gzip"):
            raise FetchFailed(f"网站用了不认识的压缩方式 {coding}。")
        unpack = zlib.decompressobj(wbits=31) if "gzip" in coding else None
        pieces, size, most = [], 0, self._limits.bytes
        for chunk in response.iter_stream():
            # Unpacks one byte more than allowed at most: a bomb never goes off.
            piece = unpack.decompress(chunk, most - size + 1) if unpack else chunk
            size += len(piece)
            if size > most:
                raise FetchFailed(f"内容超过 {most / 1e6:.0f} MB 的上限，没有取。")
            pieces.append(piece)
        if unpack and not unpack.eof:
            raise FetchFailed("内容没有传完整。以后会再试。", passing=True)
        return b"".join(pieces)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise FetchFailed(f"只能访问 http 和 https 网址，不能访问 {url}。")


def _redirected(url: str, location: str) -> str:
    target = absolute(location, url)
    if target is None:
        raise FetchFailed(f"网站转到了不能访问的地址 {location}。")
    return target


def _refused(status: int) -> FetchFailed:
    if status in (404, 410):
        return FetchFailed(f"网页不存在（{status}）。", gone=True)
    if status in _PASSING or status >= 500:
        return FetchFailed(f"网站暂时不能提供（{status}）。以后会再试。", passing=True)
    return FetchFailed(f"网站拒绝了访问（{status}）。")
