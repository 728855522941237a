"""Opening a library, its settings, and its lock."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine import Everything, IndexUnreadable
from indexer.errors import IndexMissing, LibraryBusy, LibraryError
from indexer.health import health
from indexer.library import Generation, Library
from indexer.reindex import reindex
from ingest.limits import Limits
from tests.indexer.fakes import Contents, FileEngine
from tests.indexer.house import House
from tests.indexer.indexed import add_titles


def setting(folder: Path, text: str) -> Library:
    (folder / "library.toml").write_text(text, encoding="utf-8")
    return Library(folder)


def test_a_library_without_settings_has_the_defaults(tmp_path: Path) -> None:
    settings = Library(tmp_path).settings

    assert (settings.engine, settings.catalog, settings.limits) == ("tantivy", "", Limits())
    assert settings.processes >= 1


def test_settings_are_read(tmp_path: Path) -> None:
    library = setting(tmp_path, "workers = 3\n[limits]\nseconds = 5\n")

    assert (library.settings.processes, library.settings.limits.seconds) == (3, 5)


def test_an_unknown_key_is_told_with_file_and_key(tmp_path: Path) -> None:
    library = setting(tmp_path, "[limits]\npagse = 3\n")

    with pytest.raises(LibraryError, match=r"library\.toml 中有不认识的设置 limits\.pagse"):
        _ = library.settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("workers = 'viele'", "workers 应是整数"),
        ("workers = true", "workers 应是整数"),
        ("engine = 1", "engine 应是文字"),
        ("limits = 1", "limits 应是一节"),
        ("[limits]\nseconds = 0", r"limits\.seconds 太小"),
        ("[limits]\nseconds = nan", r"limits\.seconds 太小"),
        ("workers = ", "不是有效的 TOML：文件末尾，等号右边的值写得不对"),
        ("engine = tantivy", "第 1 行第 10 个字，等号右边的值写得不对（文字要加英文引号）"),
        ('catalog = "D:\\库"', r"双引号里的反斜杠要写成 \\\\"),
        ("workers = 1\nworkers = 2\n", "同一个名称写了两次"),
        ("workers 2", "应写作“名称 = 值”"),
        ("engine = 'whoosh", "引号没有配对"),
        ("[limits\npages = 3", "括号没有配对"),
        ("workers = 1 2", "多余的内容"),
    ],
)
def test_a_wrong_setting_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(LibraryError, match=told):
        _ = setting(tmp_path, text).settings


def test_settings_that_are_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "library.toml").mkdir()

    with pytest.raises(LibraryError, match="是文件夹"):
        _ = Library(tmp_path).settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[type]]\nterms = ['三资']", r"type\[0\] 缺少 id"),
        ("[[type]]\nid = '三资'\nterms = '三资'", r"type\[0\]\.terms 应是列表，现在是文字"),
        ("[[type]]\nid = '三资", "不是有效的 TOML：文件末尾，引号没有配对"),
    ],
)
def test_a_wrong_taxonomy_is_told_in_chinese(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "taxonomy.toml").write_text(text, encoding="utf-8")

    with pytest.raises(LibraryError, match=told):
        _ = Library(tmp_path).taxonomy


@pytest.mark.parametrize("url", ["mysql://host/db", "oracle://host", "D:/catalog", "http://host"])
def test_a_database_that_cannot_be_used_names_those_that_can(tmp_path: Path, url: str) -> None:
    library = setting(tmp_path, f"catalog = '{url}'")

    with pytest.raises(LibraryError, match=r"postgresql://.*sqlite://"):
        library.open_catalog()


def test_an_unknown_engine_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="engine = 'solr'"):
        setting(tmp_path, "engine = 'solr'").engine()


def test_a_folder_without_library_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="huitoukan ingest"):
        health(Library(tmp_path))


def test_health_is_told_while_others_remove_files(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    sizes, glob = health(house.library).sizes, Path.glob

    def listed_and_gone(self: Path, pattern: str) -> Iterator[Path]:
        yield from glob(self, pattern)
        yield self / "gone"

    monkeypatch.setattr(Path, "glob", listed_and_gone)

    assert health(house.library).sizes == sizes


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from indexer.library import Library\n"
        "with Library(pathlib.Path(sys.argv[1])).writing():\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(LibraryBusy, match=f"进程 {holder.pid}，主机 .*始于 2"),
            Library(tmp_path).writing(wait=0),
        ):
            pass
        holder.kill()
    with Library(tmp_path).writing(wait=0):
        pass


def test_catalog_and_index_are_swapped_by_one_file(tmp_path: Path) -> None:
    library = Library(tmp_path)

    library.serve(Generation(catalog=2, index=3))

    assert library.catalog_file().name == "catalog-2.sqlite"
    assert library.index_folder().name == "index-3"


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_engine_got_before_a_rebuild_answers_from_the_new_index(
    tmp_path: Path, engine: str
) -> None:
    library = setting(tmp_path, f"engine = '{engine}'")
    add_titles(library.open_index(), "公务接待超标")
    before = library.engine()

    new = Generation(index=2)
    add_titles(library.open_index(new), "公务接待超标", "公车私用")
    library.serve(new)
    library.remove_unused()

    assert before.reader().count(Everything()) == 2


@pytest.mark.parametrize("half_removed", [False, True])
def test_an_index_that_is_replaced_while_it_is_opened_is_no_empty_one(
    house: House, monkeypatch: pytest.MonkeyPatch, half_removed: bool
) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    engine = house.library.engine()
    load = FileEngine.load

    def overtaken(self: FileEngine) -> Contents:
        monkeypatch.setattr(FileEngine, "load", load)
        reindex(house.library)
        if half_removed:
            raise IndexUnreadable
        return self.load()

    monkeypatch.setattr(FileEngine, "load", overtaken)

    assert engine.reader().search(Everything(), limit=10).total == 1


def test_a_lost_index_is_told_while_it_is_being_rebuilt(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    shutil.rmtree(house.library.index_folder())

    with house.library.writing(), pytest.raises(IndexMissing):
        house.library.engine()


def test_what_a_first_ingest_has_not_yet_indexed_is_no_lost_index(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    shutil.rmtree(house.library.index_folder())
    house.library.mark_behind()

    with house.library.writing():
        assert house.searchable() == []


def test_an_index_that_is_damaged_and_not_replaced_is_told(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    engine = house.library.engine()
    (house.library.index_folder() / "index.json").write_text("{")

    with pytest.raises(IndexUnreadable):
        engine.reader()


def test_opening_a_library_for_searching_loads_no_database() -> None:
    code = "import sys, indexer.library; sys.exit('sqlalchemy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_damaged_originals_are_found(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    (file,) = house.library.originals.folder.glob("??/*")
    file.write_bytes(b"x")

    assert house.library.originals.damaged() == [file]
