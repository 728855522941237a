"""Archives that come with notices."""

import zipfile
from io import BytesIO

import pytest

from indexer.sources.archive import ArchiveProblem, members
from ingest.limits import Limits


def _zip(*files: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def _paths(data: bytes, limits: Limits = Limits()) -> list[str]:  # noqa: B008
    return [each.path for each in members(data, limits)]


def test_only_documents_are_taken() -> None:
    assert _paths(_zip(("甲/通报.txt", b"x"), ("a.exe", b"x"))) == ["甲/通报.txt"]


def test_names_in_gbk_are_read() -> None:
    # zipfile writes UTF-8 and says so; Chinese Windows writes GBK and says nothing.
    data = _zip(("AAAA.txt", b"x")).replace(b"AAAA", "通报".encode("gbk"))
    assert _paths(data) == ["通报.txt"]


@pytest.mark.parametrize("path", ["../通报.txt", "/etc/通报.txt", "C:/通报.txt"])
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(ArchiveProblem, match="包外"):
        _paths(_zip((path, b"x")))


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(ArchiveProblem, match="太大"):
        _paths(_zip(("通报.txt", bytes(10_000))), Limits(unpacked_bytes=5_000))


def test_a_damaged_archive_is_told() -> None:
    with pytest.raises(ArchiveProblem, match="损坏"):
        _paths(b"PK\x03\x04 broken")
