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


def test_what_the_problems_mainly_are_is_a_problem_between_semicolons() -> None:
    text = "巡察也发现了一些问题，主要是：学习不深入，研讨走过场；一是账目不清；公车私用屡禁不止。"
    assert _titles(text) == ["学习不深入，研讨走过场", "账目不清", "公车私用屡禁不止"]


def test_problems_between_semicolons_stand_under_their_aspect() -> None:
    found = parsed(
        _HEAD + "他指出，一是党的领导方面：议事规则不落实；学习不深入，研讨走过场。"
        "二是从严治党方面：账目不清；公务接待不规范。\n"
    ).findings
    assert [(f.heading, f.title) for f in found] == [
        ("党的领导方面", "议事规则不落实"),
        ("党的领导方面", "学习不深入，研讨走过场"),
        ("从严治党方面", "账目不清"),
        ("从严治党方面", "公务接待不规范"),
    ]


def test_that_there_are_some_problems_is_none() -> None:
    text = "但也发现了一些问题和不足，有的学习不深入，研讨走过场；有的账目不清。"
    assert _titles(text) == ["学习不深入，研讨走过场", "账目不清"]


def test_a_problem_that_falls_short_of_demands_makes_no_demands_of_the_next() -> None:
    text = "组长指出了主要问题：一是落实上级要求有差距；二是账目不清；三是公务接待不规范。"
    assert len(_titles(text)) == 3


def test_problems_in_detail_outweigh_the_sum_of_them() -> None:
    text = "存在学习不深入、账目不清等问题。主要表现在：一是研讨走过场。二是白条入账屡禁不止。"
    assert _titles(text) == ["研讨走过场", "白条入账屡禁不止"]


def test_counted_points_behind_an_aspect_are_problems_whole() -> None:
    found = parsed(
        _HEAD + "在党的领导方面，一是议事规则不落实，研讨走过场；二是账目不清。"
        "\n在整改落实方面，上轮指出的接待问题改而复发，台账不全。\n"
    ).findings
    assert [(f.heading, f.title) for f in found] == [
        ("党的领导方面", "议事规则不落实，研讨走过场"),
        ("党的领导方面", "账目不清"),
        ("整改落实方面", "上轮指出的接待问题改而复发，台账不全"),
    ]


def test_what_somebody_promises_in_a_sentence_is_no_problem() -> None:
    text = (
        "巡察发现，云溪镇存在理论学习不深入、账目不清等问题。\n"
        "镇党委书记表示，将从三个方面抓好整改：（一）不讲条件认账；（二）不打折扣改账；（三）不留尾巴。"
    )
    assert _titles(text) == ["理论学习不深入", "账目不清"]


def test_that_something_falls_short_of_demands_asks_for_nothing() -> None:
    text = (
        "一、云溪镇党委\n巡察认为，云溪镇党委工作稳步推进，但对照新时代要求仍有不足。\n"
        "1.理论学习不深入。\n2.账目不清。\n3.公务接待不规范。\n"
    )
    assert _titles(text) == ["理论学习不深入", "账目不清", "公务接待不规范"]
