"""`sources.toml`."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.errors import LibraryBusy, LibraryError
from indexer.lock import held
from indexer.sources.register import add, change, described, remove, sources
from indexer.sources.source import ColumnSource, FolderSource

SHARE = FolderSource(name="共享盘", path="/mnt/share")
COLUMN = ColumnSource(name="县公开", url="https://county.example/xcgk/", pages=2)


def test_what_was_added_is_there(tmp_path: Path) -> None:
    add(tmp_path, COLUMN)
    add(tmp_path, SHARE)
    assert sources(tmp_path) == (SHARE, COLUMN)


def test_comments_survive_a_change(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("# 张三维护\n", encoding="utf-8")
    add(tmp_path, SHARE)
    add(tmp_path, COLUMN)
    remove(tmp_path, "共享盘")
    assert sources(tmp_path) == (COLUMN,)
    assert "# 张三维护" in (tmp_path / "sources.toml").read_text(encoding="utf-8")


def test_a_source_is_changed_in_its_place_and_what_is_default_again_is_left_out(
    tmp_path: Path,
) -> None:
    add(tmp_path, COLUMN)
    add(tmp_path, SHARE)
    changed = ColumnSource(name="县公开", url="https://county.example/xcgk/", words=("整改",))
    change(tmp_path, changed)
    assert sources(tmp_path) == (SHARE, changed)
    assert "pages" not in (tmp_path / "sources.toml").read_text(encoding="utf-8")


def test_a_folder_is_not_changed_into_an_address(tmp_path: Path) -> None:
    add(tmp_path, SHARE)
    with pytest.raises(LibraryError, match="不能在文件夹和网址之间改换"):
        change(tmp_path, ColumnSource(name="共享盘", url="https://county.example/"))


def test_what_is_described_wrongly_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="来源写得不对"):
        described("共享盘", "/mnt/share", {"pages": 3})
    with pytest.raises(LibraryError, match="不含用户名和密码"):
        described("县公开", "https://a:b@county.example/", {})


def test_a_name_is_given_once(tmp_path: Path) -> None:
    add(tmp_path, SHARE)
    with pytest.raises(LibraryError, match="已经有了"):
        add(tmp_path, SHARE)


def test_an_unknown_name_lists_those_known(tmp_path: Path) -> None:
    add(tmp_path, SHARE)
    with pytest.raises(LibraryError, match="共享盘"):
        remove(tmp_path, "别的")


@pytest.mark.parametrize(
    "text",
    [
        '[[column]]\nname = "a"\nurl = "ftp://x.example/"',
        '[[column]]\nname = "a"\nurl = "http://u:p@x.example/"',
        '[[column]]\nname = "a"\nurl = "http://x.example/"\nlinks = "("',
        '[[folder]]\nname = "a/b"\npath = "/x"',
        '[[folder]]\nname = "a"\npath = "/x"\npages = 3',
        "[[folder]",
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=r"sources\.toml"):
        sources(tmp_path)


def test_sources_that_are_added_at_once_are_all_there(tmp_path: Path) -> None:
    new = [FolderSource(name=f"共享盘{n}", path="/mnt/share") for n in range(12)]
    with ThreadPoolExecutor(len(new)) as pool:
        list(pool.map(lambda each: add(tmp_path, each), new))
    assert {each.name for each in sources(tmp_path)} == {each.name for each in new}


def test_a_change_waits_while_another_program_changes_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path, SHARE)
    monkeypatch.setattr("indexer.sources.register._WAIT_SECONDS", 0.05)
    with held(tmp_path / "sources", 0):
        with pytest.raises(LibraryBusy, match="另一个程序正在写入"):
            add(tmp_path, COLUMN)
        with pytest.raises(LibraryBusy):
            change(tmp_path, SHARE)
        with pytest.raises(LibraryBusy):
            remove(tmp_path, SHARE.name)
    assert sources(tmp_path) == (SHARE,)
