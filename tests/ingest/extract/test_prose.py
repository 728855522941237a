from tests.ingest.reports import parsed

_HEAD = (
    "县委第二巡察组向云溪镇党委反馈巡察情况\n"
    "2023年5月6日，县委第二巡察组向云溪镇党委反馈了巡察情况。\n"
)


def _titles(text: str) -> list[str]:
    return [f.title for f in parsed(_HEAD + text).findings]


def test_a_list_behind_existing_is_a_list_of_problems() -> None:
    text = "巡察发现，云溪镇存在理论学习不深入、公务接待不规范、账目不清等问题。"
    assert _titles(text) == ["理论学习不深入", "公务接待不规范", "账目不清"]


def test_points_of_a_chapter_of_problems_are_problems() -> None:
    text = "巡察指出了以下问题：\n一、党的领导方面。一是理论学习不深入。二是公务接待不规范。"
    assert _titles(text) == ["理论学习不深入", "公务接待不规范"]


def test_some_of_them_are_problems_each() -> None:
    text = "一、作风方面的问题。有的干部下村不实，有的站所考勤松散。"
    assert len(_titles(text)) == 2


def test_demands_for_rectification_are_no_problems() -> None:
    text = (
        "一、存在的问题\n（一）理论学习不深入。\n（二）公务接待不规范。\n"
        "二、整改要求\n（一）切实解决认识不足。\n（二）防止问题反弹不止。\n"
    )
    assert _titles(text) == ["理论学习不深入", "公务接待不规范"]


def test_clauses_told_by_aspect_are_problems_under_it() -> None:
    found = parsed(
        _HEAD + "主要问题是：在党的领导方面，理论学习不深入，议事规则不落实；"
        "在从严治党方面，公务接待不规范，执纪问责偏软。\n"
    ).findings
    assert [(f.heading, f.title) for f in found] == [
        ("党的领导方面", "理论学习不深入"),
        ("党的领导方面", "议事规则不落实"),
        ("从严治党方面", "公务接待不规范"),
        ("从严治党方面", "执纪问责偏软"),
    ]


def test_points_that_a_leader_demands_are_no_problems() -> None:
    text = "组长强调，要抓好整改。第一，要统一思想。第二，要突出重点，限时销号。\n"
    assert _titles(text) == []
