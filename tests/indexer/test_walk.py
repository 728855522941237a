"""Which files are taken, and under which place."""

import os
from pathlib import Path

import pytest

from indexer.walk import walk


def places(*paths: Path, without: Path) -> list[Path]:
    return [each.path for each in walk(paths, without=without).found]


def test_a_file_has_one_place_however_it_is_named(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "通报.txt").write_text("正文", encoding="utf-8")
    roundabout = inbox / ".." / "收件"
    found = places(inbox, roundabout, roundabout / "通报.txt", without=tmp_path / "库")
    assert found == [inbox / "通报.txt"]


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_a_way_over_a_link_leads_where_the_system_says(tmp_path: Path) -> None:
    far = tmp_path / "远处" / "里面"
    far.mkdir(parents=True)
    (tmp_path / "远处" / "通报.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "捷径").symlink_to(far)
    (found,) = places(tmp_path / "捷径" / ".." / "通报.txt", without=tmp_path / "库")
    assert found.read_text(encoding="utf-8") == "正文"
