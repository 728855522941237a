"""Serves the application until it is told to stop."""

import errno
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from fastapi import FastAPI

from indexer.errors import LibraryError
from indexer.library import Library
from web.app import create_app
from web.settings import Serving, load

if TYPE_CHECKING:
    import uvicorn

_DATA, _SERVING = "HUITOUKAN_WEB_DATA", "HUITOUKAN_WEB_SERVING"
# Requests under way get so long to end.
_GRACE_SECONDS = 10


def require_free(serving: Serving) -> None:
    """Raises `LibraryError` where another program has the address already, or it is not ours."""
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself will: what was closed a moment ago does not stand in the way.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((serving.host, serving.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sentence = f"端口 {serving.port} 已被占用（也许网页已经开着）。请换一个 --port。"
            else:
                sentence = f"不能在 {serving.host}:{serving.port} 上打开网页：{error.strerror}。"
            raise LibraryError(sentence) from error


def serve(library: Library, serving: Serving, ready: Callable[[], None]) -> None:
    """Serves the library until Ctrl-C or SIGTERM, then lets requests under way end; calls `ready`
    once it listens.

    Raises `LibraryError` as `create_app` does, before anything listens.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    app = create_app(library, serving)
    settings = load(library.folder)
    workers = settings.workers
    if workers > 1:
        # Worker processes make their own, from what the environment says.
        os.environ[_DATA] = str(library.folder)
        os.environ[_SERVING] = msgspec.json.encode(serving).decode()
    config = uvicorn.Config(
        app if workers == 1 else "web.serve:app_of_environment",
        factory=workers > 1,
        workers=workers,
        host=serving.host,
        port=serving.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    # Ctrl-C is the way to end it: nothing went wrong.
    with suppress(KeyboardInterrupt):
        if workers == 1:
            _server(config, ready).run()
        else:
            ready()
            Multiprocess(config, sockets=[config.bind_socket()]).run()


def _server(config: "uvicorn.Config", ready: Callable[[], None]) -> "uvicorn.Server":
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()

    return Server(config)


def app_of_environment() -> FastAPI:
    """The application of a worker process."""
    serving = msgspec.json.decode(os.environ[_SERVING], type=Serving)
    return create_app(Library(Path(os.environ[_DATA])), serving)
