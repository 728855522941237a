"""Shared passages, kept between questions."""

from pathlib import Path

import pytest

from indexer.library import Library
from indexer.linking.copies import boilerplate
from indexer.linking.kept import bodies_of
from search.passages import KNOWN, SHINGLES, shared
from tests.search.recurring import COPIED, DONE, library_of, notice

_TOWNS = ("柳河镇", "桂岭镇", "青石乡", "白坡乡", "沙坪乡", "枣林镇", "石门乡")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Seven towns, each of which tells a story of its own, and a question already asked."""
    library = library_of(
        tmp_path,
        {
            f"{town}.txt": notice(town, 2020, ("台账不清", DONE), opening=COPIED if not n else "")
            for n, town in enumerate(_TOWNS)
        },
    )
    shared(library)
    return library


def copy(tmp_path: Path) -> None:
    text = notice("凤鸣镇", 2021, ("印章管理不规范", DONE), opening=COPIED)
    library_of(tmp_path, {"凤鸣镇.txt": text})


def test_a_new_report_is_compared_with_what_is_known(library: Library, tmp_path: Path) -> None:
    copy(tmp_path)
    assert [(each.a, each.b) for each in shared(library)] == [("凤鸣镇.txt", "柳河镇.txt")]


def test_bit_by_bit_finds_what_comparing_all_finds(library: Library, tmp_path: Path) -> None:
    copy(tmp_path)
    assert shared(library) == tuple(boilerplate(bodies_of(library)))


def test_a_copy_that_was_replaced_is_forgotten(library: Library, tmp_path: Path) -> None:
    copy(tmp_path)
    shared(library)
    library_of(tmp_path, {"凤鸣镇.txt": notice("凤鸣镇", 2021, ("印章管理不规范", DONE))})
    assert shared(library) == ()


@pytest.mark.parametrize("name", [KNOWN, SHINGLES])
def test_a_damaged_file_is_made_anew(library: Library, tmp_path: Path, name: str) -> None:
    (library.folder / name).write_bytes(b"nothing")
    copy(tmp_path)
    assert len(shared(library)) == 1
