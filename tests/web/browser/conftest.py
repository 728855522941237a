"""A real Chromium before a page that is really served, on the loopback."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from indexer.library import Library
from web.app import create_app

CHROMIUM = os.environ.get("HUITOUKAN_TEST_CHROMIUM") or shutil.which("chromium") or ""
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Heard(NamedTuple):
    """What a browser did: every address that it asked for, and everything that went wrong."""

    asked: list[str]
    wrong: list[str]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; not longer than a file, for flows take its event loop for theirs."""
    if not CHROMIUM:
        pytest.skip("没有 Chromium：apt-get install chromium，或设 HUITOUKAN_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the library is served."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(made, folder)
    with pytest.MonkeyPatch.context() as patched:
        # However busy the machine is, pages wait for what they rest on.
        patched.setattr("web.pages.preparing._PATIENCE_SECONDS", 60.0)
        yield from _served(Library(folder))


@pytest.fixture
def newcomer(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The window of somebody who has just installed the program: nothing is in the library."""
    with contextmanager(_served)(Library(tmp_path / "data")) as address:
        for user in _user(chromium, address, javascript=True):
            yield user.new_page()


@pytest.fixture
def heard() -> Heard:
    return Heard([], [])


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A new user at an office screen."""
    yield from _user(chromium, address, javascript=True)


@pytest.fixture
def page(context: BrowserContext, heard: Heard) -> Page:
    """That user's window; what goes wrong in it is heard."""
    return listening(context.new_page(), heard)


@pytest.fixture
def bare(chromium: Browser, address: str, heard: Heard) -> Iterator[Page]:
    """The window of a user whose browser runs no JavaScript."""
    for user in _user(chromium, address, javascript=False):
        yield listening(user.new_page(), heard)


def _served(library: Library) -> Iterator[str]:
    import uvicorn

    config = uvicorn.Config(
        create_app(library), host="127.0.0.1", port=0, log_level="error", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(15)


def _user(chromium: Browser, address: str, *, javascript: bool) -> Iterator[BrowserContext]:
    user = chromium.new_context(
        base_url=address,
        locale="zh-CN",
        viewport={"width": 1366, "height": 768},
        java_script_enabled=javascript,
    )
    user.set_default_timeout(15_000)
    yield user
    user.close()


def listening(page: Page, heard: Heard) -> Page:
    """The page, which from now on tells what it does."""

    def failed(request: Request) -> None:
        # A page that is left drops what it was still asking for.
        if request.failure != "net::ERR_ABORTED":
            heard.wrong.append(f"{request.url}: {request.failure}")

    page.on("request", lambda request: heard.asked.append(request.url))
    page.on("requestfailed", failed)
    page.on("pageerror", lambda error: heard.wrong.append(str(error)))
    page.on(
        "console",
        lambda told: heard.wrong.append(told.text) if told.type in ("error", "warning") else None,
    )
    return page
