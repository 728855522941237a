"""来源与运行: what comes in, and what could not be read."""

import json
import time
from pathlib import Path

from indexer.build import ingest
from indexer.library import Library
from indexer.lock import HOLDER, held
from indexer.sources.register import add
from indexer.sources.source import FolderSource
from tests.search.recurring import DONE, notice
from tests.web.client import TestClient, token_on
from tests.web.pages.looking import opened, seen, sent

TEXT = notice("竹溪镇", 2024, ("食堂账目不清", DONE))


def test_an_uploaded_report_can_be_found(here: TestClient) -> None:
    upload(here, "竹溪.txt", TEXT.encode())
    assert "新增 1" in finished(here)
    assert "食堂账目不清" in seen(opened(here, "/search?q=食堂账目"))


def test_an_upload_that_cannot_be_read_is_told_with_the_reason(here: TestClient) -> None:
    upload(here, "坏.pdf", b"%PDF-1.7 broken")
    words = finished(here)
    assert "读不了 1" in words
    assert "坏.pdf" in seen(opened(here, "/sources"))


def test_a_file_in_quarantine_is_tried_again(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "竹溪.pdf"
    file.write_bytes(b"%PDF-1.7 broken")
    ingest(library, [file])
    page = opened(here, "/sources")
    assert "竹溪.pdf" in seen(page)
    sent(here, page, "/quarantine/retry")
    assert "读不了 1" in finished(here)


def test_a_file_in_quarantine_can_be_put_out_of_sight(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "竹溪.pdf"
    file.write_bytes(b"%PDF-1.7 broken")
    ingest(library, [file])
    page = opened(here, "/sources")
    id = page.partition('name="id" value="')[2].partition('"')[0]
    assert "没有读不了的文件" in seen(sent(here, page, "/quarantine/drop", id=id))


def test_a_source_can_be_run_from_the_page(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "竹溪.txt").write_text(TEXT, encoding="utf-8")
    add(library.folder, FolderSource(name="共享盘", path=str(inbox), settle_seconds=0))
    page = opened(here, "/sources")
    assert "还没有运行过" in seen(page)
    sent(here, page, "/sources/run", name="共享盘")
    assert "新增 1" in finished(here)


def test_an_empty_library_has_its_upload_here(empty: TestClient) -> None:
    page = opened(empty, "/sources")
    assert "上传报告" in seen(page)
    upload(empty, "竹溪.txt", TEXT.encode())
    assert "新增 1" in finished(empty)


def upload(browser: TestClient, name: str, data: bytes) -> None:
    page = opened(browser, "/sources")
    answer = browser.post(
        "/sources/upload", data={"csrf": token_on(page)}, files={"files": (name, data)}
    )
    assert answer.status_code == 200, seen(answer.text)
    assert "已经开始" in answer.text


def finished(browser: TestClient) -> str:
    """The words of the list of jobs once none is at work."""
    for _ in range(300):
        page = opened(browser, "/sources/jobs")
        if "data-running" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the job has not ended")


def test_who_else_is_ingesting_is_told_with_since_when(library: Library, here: TestClient) -> None:
    with held(library.folder, 1):
        other = {"pid": 1, "host": "档案室", "since": "2026-03-02 08:15:00"}
        (library.folder / HOLDER).write_text(json.dumps(other), encoding="utf-8")
        assert "另一个程序正在导入，从 2026-03-02 08:15:00 开始" in seen(opened(here, "/sources"))
    assert "另一个程序正在导入" not in seen(opened(here, "/sources"))
