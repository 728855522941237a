"""Pictures of the web page over the sample reports, into docs/screenshots.

    .venv/bin/python samples/screenshots.py

Needs Chromium (Debian: apt-get install chromium) and a Chinese font (fonts-noto-cjk).
"""

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from indexer.build import ingest
from indexer.library import Library

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "samples" / "reports"
PICTURES = ROOT / "docs" / "screenshots"
SCREENS = ((1366, 768), (390, 844))
_COLOURS = 256
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Takes all pictures anew."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("没有 Chromium。Debian 上：apt-get install chromium fonts-noto-cjk")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Library(Path(folder) / "data")
        ingest(library, [REPORTS])
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        with _served(library) as address:
            for width, height in SCREENS:
                page = browser.new_page(
                    base_url=address, viewport={"width": width, "height": height}, locale="zh-CN"
                )
                for name in _shown(page):
                    page.wait_for_load_state("networkidle")
                    _keep(page, PICTURES / f"{name}-{width}.png")
                page.close()
        browser.close()


def _shown(page: Page) -> Iterator[str]:
    """Goes from page to page; yields the name of each."""
    page.goto("/")
    while page.get_by_text("正在统计全库").count():
        page.wait_for_timeout(500)
        page.reload()
    yield "overview"
    page.goto(f"/search?q={quote('公务接待')}")
    yield "search"
    page.goto("/recurrence?tab=relapses")
    page.locator("h2 a").first.click()
    yield "finding"
    page.goto(f"/search?q={quote('村级财务')}")
    page.locator(".hit .actions a").first.click()
    yield "report"
    for name in ("recurrence", "review", "ledger", "sources"):
        page.goto(f"/{name}")
        yield name
    page.goto("/recurrence?tab=relapses")
    yield "relapses"


def _keep(page: Page, path: Path) -> None:
    """Few colours: the pictures are kept in the repository."""
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(_COLOURS).save(path, optimize=True)


@contextmanager
def _served(library: Library) -> Iterator[str]:
    import uvicorn

    from web.app import create_app

    config = uvicorn.Config(create_app(library), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
