from tests.ingest.reports import parsed, tree

_HEAD = "云溪镇巡察整改情况通报\n县委第二巡察组对云溪镇党委开展了巡察。\n"


def test_a_bullet_before_the_same_label_opens_a_problem_of_its_own() -> None:
    text = "★账目混乱\n整改做法：设立专账。\n★值班松弛\n整改做法：加强抽查。\n"
    assert [len(node.passages) for node in tree(text).children] == [1, 1]


def test_bullets_between_a_problem_and_its_label_are_its_steps() -> None:
    text = (
        "●账目混乱\n▷设立专账\n▷每月对账\n结果：已完成\n●值班松弛\n▷加强抽查\n▷通报\n结果：已完成\n"
    )
    assert [node.mark.style for node in tree(text).children] == ["●", "●"]


def test_a_form_begins_with_its_first_label() -> None:
    form = "问题编号：YX-0{}\n所属类别：{}\n问题描述：{}\n处置措施：加强管理。\n办理结论：已办结\n"
    text = _HEAD + "".join(
        form.format(n, kind, title)
        for n, (kind, title) in enumerate(
            [("财务", "账目混乱"), ("作风", "值班松弛"), ("党建", "党费漏缴")], 1
        )
    )
    assert [(f.number, f.heading, f.title) for f in parsed(text).findings] == [
        ("YX-01", "财务", "账目混乱"),
        ("YX-02", "作风", "值班松弛"),
        ("YX-03", "党建", "党费漏缴"),
    ]
