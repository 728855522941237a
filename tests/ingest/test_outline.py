from ingest.node import Node
from ingest.roles import Role
from tests.ingest.reports import tree


def _shape(node: Node, text: str) -> list[object]:
    return [
        (text[child.mark.start : child.mark.end].strip(), _shape(child, text))
        for child in node.children
    ]


def test_marks_nest_as_the_standard_has_them() -> None:
    text = "一、总\n（一）分\n1.甲不实\n（1）细\n2.乙不实\n（二）另"
    assert _shape(tree(text), text) == [
        ("一、", [("（一）", [("1.", [("（1）", [])]), ("2.", [])]), ("（二）", [])])
    ]


def test_a_number_that_carries_on_a_list_belongs_to_it() -> None:
    text = "1.学习不深入\n整改措施：\n1、制定计划\n2、开展培训\n2.接待不规范"
    assert [len(node.children) for node in tree(text).children] == [2, 0]


def test_items_under_a_measure_label_are_measures() -> None:
    (unit,) = tree("1.学习不深入\n整改措施：\n1、制定计划\n2、开展培训").children
    assert [child.section for child in unit.children] == [Role.MEASURE, Role.MEASURE]


def test_a_label_behind_points_belongs_to_the_problem_that_they_answer() -> None:
    (unit,) = tree("1.学习不深入。一是制定计划。二是开展培训。\n完成时限：6月底").children
    assert [passage.role for passage in unit.passages] == [Role.DEADLINE]


def test_a_point_out_of_sequence_in_running_text_opens_no_unit() -> None:
    (unit,) = tree("1.学习不深入。镇里说，三是重点。").children
    assert unit.children == []


def test_problem_labels_that_head_blocks_make_records() -> None:
    text = "问题描述：学习不深入\n整改措施：制定计划\n问题描述：接待不规范\n整改措施：修订办法"
    assert [node.mark.style for node in tree(text).children] == ["record", "record"]


def test_closing_paragraphs_belong_to_no_unit() -> None:
    text = "1.学习不深入。已整改。\n欢迎广大干部群众监督。"
    (unit,) = tree(text).children
    assert unit.end == text.index("欢迎")


def test_every_unit_lies_inside_the_unit_around_it() -> None:
    root = tree("一、总\n（一）分\n1.甲不实。一是改。二是查。\n（二）另\n1.乙不实")
    assert all(
        node.parent is None or node.parent.start <= node.start <= node.end <= node.parent.end
        for node in root.walk()
    )


def test_an_answered_part_above_counts_as_an_answered_problem() -> None:
    text = (
        "二、推进反馈问题整改\n1.大局意识有落差\n（1）改造不快\n整改情况：倒排工期。\n"
        "2.前置把关不严\n整改情况：修订清单。"
    )
    (chapter,) = tree(text).children
    assert [len(each.passages) for each in chapter.walk()] == [0, 0, 1, 1]
