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


@pytest.mark.parametrize(
    ("org", "path"),
    [
        ("和平乡双柳村党支部", ("和平乡", "双柳村")),
        ("向阳区云溪镇党委", ("向阳区", "云溪镇")),
        ("云川新区云溪街道党工委", ("云川新区", "云溪街道")),
        ("云溪街道社区卫生服务中心党支部", ("云溪街道",)),
        ("柳荫社区党委", ("柳荫社区",)),
        ("金城镇党委", ("金城镇",)),
        ("鹤城区云溪镇党委", ("鹤城区", "云溪镇")),
        ("岭山区云溪镇党委", ("岭山区", "云溪镇")),
        ("云溪镇柳荫村等23个村党组织", ("云溪镇",)),
        ("云溪镇所辖村（社区）党组织", ("云溪镇",)),
    ],
)
def test_a_place_is_told_from_the_words_around_it(org: str, path: tuple[str, ...]) -> None:
    assert region("", (org,), None, "") == path


@pytest.mark.parametrize("org", ["市城市管理局党组", "团县委", "云川城市建设投资公司党委"])
def test_an_office_is_no_place(org: str) -> None:
    assert region("", (org,), None, "") == ()


@pytest.mark.parametrize(
    "opening",
    [
        "按照云川县委的统一安排，县委第二巡察组",
        "按照安排，八届云川县委于2020年开展了巡察",
        "受县政府委托，现报告云川县2023年度审计查出问题整改情况",
    ],
)
def test_the_opening_adds_the_county(opening: str) -> None:
    assert region(f"标题\n{opening}", (), None, "") == ("云川县",)


def test_the_name_of_the_site_adds_the_county() -> None:
    text = "云川县云溪镇人民政府\n首页 | 村务公开\n柳荫村党支部关于整改的公示\n正文"
    assert region(text, ("柳荫村党支部",), None, "") == ("云川县", "云溪镇", "柳荫村")


def test_the_congress_that_hears_a_report_adds_the_city() -> None:
    assert region("标题，\n2018年在临江市十七届人大常委会上", (), None, "") == ("临江市",)


def test_the_publisher_in_a_table_adds_the_city() -> None:
    assert region("| 发布机构： | 临江市审计局 |\n正文，", (), None, "") == ("临江市",)


def test_the_capital_in_an_address_is_no_city_of_its_name() -> None:
    text = "标题，\n邮政信箱：云川省会城市柳荫路1号。"
    assert region(text, ("云川省水务厅党组",), None, "") == ("云川省",)


def test_the_street_of_a_county_office_is_no_part_of_its_path() -> None:
    text = "邮政信箱：云川县城关街道民生路9号"
    assert region(text, ("县民政局党组",), "中共云川县民政局党组", "") == ("云川县",)


@pytest.mark.parametrize(
    ("text", "path"),
    [("云溪镇召开县委巡察反馈意见整改工作会\n", ("云溪镇",)), ("，代表市委巡察组作了反馈。", ())],
)
def test_a_verb_before_a_committee_is_no_place(text: str, path: tuple[str, ...]) -> None:
    assert region(text, (), None, text.partition("县")[0]) == path


def test_a_resort_is_no_district() -> None:
    assert region("", ("度假区机关党委",), None, "") == ()
