"""A small web site on loopback, as strange as the real ones."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from indexer.library import Library
from indexer.sources.history import History

TITLE = "关于巡察整改情况的通报"
Reply = Callable[[BaseHTTPRequestHandler], None]

NOTICE = """<html><head><title>中共{org}委员会关于巡察整改情况的通报</title></head><body><div>
<h1>中共{org}委员会关于巡察整改情况的通报</h1>
<p>2024年3月4日至4月30日，县委第一巡察组对{org}党委开展了常规巡察。现将整改情况予以公布。</p>
<p>（一）作风建设方面</p>
<p>1.关于“公务接待不规范”的问题。一是清退超标费用3万元。二是修订接待制度。已完成整改。</p>
<p>2.关于“村务公开不及时”的问题。一是补齐公开栏，逐村核对。正在整改。</p>
{more}<p>中共{org}委员会</p><p>2024年12月2日</p></div></body></html>"""


def notice(org: str, more: str = "") -> bytes:
    """The page of a notice of this organisation."""
    return NOTICE.format(org=org, more=more).encode()


def rows(*links: tuple[str, str], more: str = "") -> bytes:
    """A list page: addresses and titles."""
    items = "".join(
        f'<li><a href="{href}">{title}</a><span>2024-12-03</span></li>' for href, title in links
    )
    return f"<html><body><ul>{items}</ul>{more}</body></html>".encode()


class Site:
    """Pages by path; `asked` are the requests that came, as (path, conditional)."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, bool]] = []
        self.agents: set[str] = set()

    def show(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        """Puts a page at `path`; with an ETag it answers 304 to who knows it."""

        def reply(request: BaseHTTPRequestHandler) -> None:
            tag = headers.get("etag")
            known = tag is not None and request.headers.get("If-None-Match") == tag
            request.send_response(304 if known else status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", "0" if known else str(len(body)))
            request.end_headers()
            if not known:
                request.wfile.write(body)

        self.pages[path] = reply

    def publish(self, *pages: bytes) -> None:
        """Puts notices at /t1.html, /t2.html … and a list of them at /list/."""
        paths = [f"/t{n}.html" for n in range(1, len(pages) + 1)]
        self.show("/list/", rows(*((path, TITLE) for path in paths)))
        for path, page in zip(paths, pages, strict=True):
            self.show(path, page)

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def served() -> Iterator[Site]:
    """A running site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, "If-None-Match" in self.headers))
            site.agents.add(self.headers.get("User-Agent", ""))
            reply = site.pages.get(self.path)
            if reply is None:
                self.send_error(404)
            else:
                reply(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            # Clients that hang up are what the tests are about.
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def later(library: Library, days: int = 2) -> None:
    """Lets the past lie so many days back."""
    path = History(library.folder, "县公开").folder / "history.jsonl"
    today = datetime.now().astimezone().date()
    text = path.read_text(encoding="utf-8")
    for shift in (0, 1):
        day = today - timedelta(days=shift)
        text = text.replace(day.isoformat(), (day - timedelta(days=days)).isoformat())
    path.write_text(text, encoding="utf-8")
