"""What holds for every answer: headers, the host that was asked for, the size of a request."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.settings import is_loopback

# No script or style but our own files: markup in a report can then do nothing, even if it were to
# get into a page. Charts set the width of their SVG in a style attribute.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_LASTING = "public, max-age=31536000, immutable"
_SMALL = 1_000_000  # bytes of a request that uploads nothing
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class SecurityHeaders:
    """Adds the headers to every answer; pages are not kept by browsers or proxies."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        path = scope["path"].removeprefix(scope.get("root_path", ""))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), scope, path)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def add_headers(headers: MutableHeaders, scope: Scope, path: str) -> None:
    """Adds what an answer to this request must have; `path` is without the prefix."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # The address of our own files names their content.
    own = path.startswith("/static/") and scope["query_string"].startswith(b"v=")
    headers.setdefault("cache-control", _LASTING if own else "no-store")
    if scope["scheme"] == "https":
        headers.setdefault("strict-transport-security", "max-age=31536000")


class OwnMachineOnly:
    """For a page that asks nobody to log in: refuses requests under another name than this
    machine's own (DNS rebinding), and those that a proxy passed on for others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if any(name in headers for name in _FORWARDED):
                await _refuse(403, "经过代理访问要先登录：请用 huitoukan web --login 启动。")(
                    scope, receive, send
                )
                return
            if not is_loopback(_host(headers.get("host", ""))):
                await _refuse(400, "请用 http://127.0.0.1 打开本页。")(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Prefixed:
    """Takes the path that a proxy puts in front off, whether the proxy leaves it or not."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            inside = path == self._prefix or path.startswith(f"{self._prefix}/")
            whole = path if inside else self._prefix + path
            scope = {**scope, "root_path": self._prefix, "path": whole}
        await self._app(scope, receive, send)


class BoundedBody:
    """Refuses a request that is larger than it may be, before it is read whole."""

    def __init__(self, app: ASGIApp, largest: int, uploads: Iterable[str]) -> None:
        """`largest` bytes for the paths in `uploads`, which come without prefix."""
        self._app, self._largest, self._uploads = app, largest, frozenset(uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        limit = self._largest if path in self._uploads else _SMALL
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isdecimal() or int(told) > limit:
            await _refuse(413, f"太大了：一次最多 {limit // 1_000_000} MB。")(scope, receive, send)
            return
        got = 0

        async def receive_bounded() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > limit:
                # Sent in pieces without a length: what is left is not read.
                raise HTTPException(413)
            return message

        await self._app(scope, receive_bounded, send)


def _host(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


def _refuse(status: int, sentence: str) -> PlainTextResponse:
    return PlainTextResponse(sentence, status_code=status)
