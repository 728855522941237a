"""Sources that are added, changed and removed on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.library import Library
from indexer.sources.register import sources
from indexer.sources.source import ColumnSource
from tests.web.client import TestClient, account, local, log_in, served, token_on
from web.audit import Action, AuditLog
from web.database import Database
from web.viewer import Role

ADDRESS = "https://www.example.gov.cn/xcgk/"


@pytest.fixture
def browser(library: Library) -> Iterator[TestClient]:
    """The page on the machine itself."""
    with local(library) as opened:
        yield opened


@pytest.fixture
def elsewhere(library: Library) -> Iterator[TestClient]:
    """The page on another machine, with who manages it logged in."""
    account(library.folder, "李文", Role.ADMIN)
    with served(library) as opened:
        log_in(opened, "李文")
        yield opened


def send(browser: TestClient, path: str, **form: str) -> str:
    """Fills in the form of the page for a new source; what the answer says."""
    token = token_on(browser.get("/sources/new").text)
    said: str = browser.post(path, data={"csrf": token, **form}).text
    return said


def shared_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "共享"
    folder.mkdir()
    (folder / "新通报.txt").write_text("关于整改进展情况的通报", encoding="utf-8")
    return folder


def test_a_folder_is_added(browser: TestClient, library: Library, tmp_path: Path) -> None:
    said = send(browser, "/sources/new", name="共享盘", place=str(shared_folder(tmp_path)))
    assert "已添加来源" in said
    assert [each.name for each in sources(library.folder)] == ["共享盘"]


def test_trying_shows_what_would_come_and_adds_nothing(
    browser: TestClient, library: Library, tmp_path: Path
) -> None:
    folder = shared_folder(tmp_path)
    (library.folder / "library.toml").unlink(missing_ok=True)
    said = send(browser, "/sources/test", name="共享盘", place=str(folder))
    assert "新通报.txt" in said
    assert sources(library.folder) == ()


def test_trying_keeps_what_was_filled_in(browser: TestClient, tmp_path: Path) -> None:
    said = send(browser, "/sources/test", name="共享盘", place=str(tmp_path / "没有"))
    assert 'value="共享盘"' in said
    assert str(tmp_path / "没有") in said


def test_an_address_is_added_with_its_settings(browser: TestClient, library: Library) -> None:
    send(browser, "/sources/new", name="县", place=ADDRESS, words="巡察 整改", pages="2", delay="3")
    (added,) = sources(library.folder)
    assert isinstance(added, ColumnSource)
    assert (added.words, added.pages, added.delay_seconds) == (("巡察", "整改"), 2, 3.0)


def test_a_source_is_changed_and_keeps_what_the_form_does_not_ask_for(
    browser: TestClient, library: Library
) -> None:
    (library.folder / "sources.toml").write_text(
        f'# 县里的\n[[column]]\nname = "县"\nurl = "{ADDRESS}"\nsilent_days = 30\n',
        encoding="utf-8",
    )
    send(browser, "/sources/县/edit", place=ADDRESS, pages="9")
    (changed,) = sources(library.folder)
    assert isinstance(changed, ColumnSource)
    assert (changed.pages, changed.silent_days) == (9, 30)
    assert (library.folder / "sources.toml").read_text(encoding="utf-8").startswith("# 县里的")


def test_a_source_is_removed(browser: TestClient, library: Library) -> None:
    send(browser, "/sources/new", name="县", place=ADDRESS)
    assert "已移除来源" in send(browser, "/sources/县/remove")
    assert sources(library.folder) == ()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("pages", "零", "页数"), ("delay", "慢", "间隔"), ("name", "a/b", "来源写得不对")],
)
def test_what_is_wrong_is_told_on_the_form(
    browser: TestClient, field: str, value: str, told: str
) -> None:
    form = {"name": "县", "place": ADDRESS, field: value}
    assert told in send(browser, "/sources/new", **form)


def test_a_form_that_another_site_sends_adds_nothing(browser: TestClient, library: Library) -> None:
    answer = browser.post("/sources/new", data={"name": "县", "place": ADDRESS})
    assert answer.status_code == 403
    assert sources(library.folder) == ()


def test_changes_are_in_the_log(browser: TestClient, library: Library) -> None:
    send(browser, "/sources/new", name="县", place=ADDRESS)
    send(browser, "/sources/县/remove")
    database = Database(library.folder)
    told = [each.subject for each in AuditLog(database).entries(action=Action.SOURCE)]
    database.close()
    assert told == ["移除 县", f"添加 县：{ADDRESS}"]


def test_from_another_machine_no_folder_is_looked_into(
    elsewhere: TestClient, library: Library, tmp_path: Path
) -> None:
    folder = str(shared_folder(tmp_path))
    for path in ("/sources/test", "/sources/new"):
        said = send(elsewhere, path, name="共享盘", place=folder)
        assert "source_folders" in said
        assert "新通报.txt" not in said
    assert sources(library.folder) == ()


def test_from_another_machine_a_folder_that_is_named_may_be_added(
    library: Library, tmp_path: Path
) -> None:
    folder = shared_folder(tmp_path)
    (library.folder / "web.toml").write_text(f'source_folders = ["{tmp_path}"]\n', encoding="utf-8")
    account(library.folder, "李文", Role.ADMIN)
    with served(library) as browser:
        log_in(browser, "李文")
        send(browser, "/sources/new", name="共享盘", place=str(folder))
    assert [each.name for each in sources(library.folder)] == ["共享盘"]


def test_from_another_machine_no_way_leads_out_of_the_folders_that_are_named(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "内").mkdir()
    shared_folder(tmp_path)
    named = tmp_path / "内"
    (library.folder / "web.toml").write_text(f'source_folders = ["{named}"]\n', encoding="utf-8")
    account(library.folder, "李文", Role.ADMIN)
    with served(library) as browser:
        log_in(browser, "李文")
        send(browser, "/sources/new", name="共享盘", place=str(named / ".." / "共享"))
    assert sources(library.folder) == ()


def test_from_another_machine_the_intranet_is_closed_until_it_is_opened(
    elsewhere: TestClient, library: Library
) -> None:
    form = {"name": "内网", "place": "http://10.1.2.3/tz/", "allow_private": "true"}
    assert "private_sources" in send(elsewhere, "/sources/new", **form)
    assert sources(library.folder) == ()
