import pytest

from ingest.extract.region import level, region


def test_the_path_runs_from_the_province_down() -> None:
    assert region("", ("青州省临江市云川县云溪镇党委",), None, "") == (
        "青州省",
        "临江市",
        "云川县",
        "云溪镇",
    )


def test_title_and_organisation_add_up() -> None:
    path = region("", ("云溪镇党委",), None, "中共云川县云溪镇委员会关于整改的通报")
    assert path == ("云川县", "云溪镇")


def test_a_masked_name_is_no_place() -> None:
    assert region("", ("xx镇党委",), None, "") == ()


def test_an_address_adds_what_is_missing() -> None:
    assert region("\n邮政地址：云川县云溪镇政府", ("云溪镇党委",), None, "") == (
        "云川县",
        "云溪镇",
    )


@pytest.mark.parametrize(
    ("org", "word"),
    [
        ("柳荫村党支部", "村"),
        ("云溪镇党委", "乡"),
        ("县水务局党组", "县"),
        ("市教育局党组", "市"),
        ("省文旅厅党组", "省"),
        ("云溪中心卫生院", None),
    ],
)
def test_the_level_is_told_by_the_name(org: str, word: str | None) -> None:
    assert level((org,)) == word
