import pytest

from ingest.folding import fold
from ingest.markers import Label, Level, Mark, opens_unit, tokens
from ingest.roles import Role


def _marks(text: str) -> list[str]:
    folded = fold(text)
    return [folded[t.start : t.end] for t in tokens(folded) if isinstance(t, Mark)]


def _labels(text: str) -> list[Role]:
    return [t.role for t in tokens(fold(text)) if isinstance(t, Label)]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、巡察反馈问题整改情况", Level.CHAPTER),
        ("（一）党的领导弱化", Level.SECTION),
        ("(二)党的建设缺失", Level.SECTION),
        ("1.财务管理不规范", Level.ITEM),
        ("２、公务接待超标准", Level.ITEM),
        ("（1）建立台账", Level.PAREN),
        ("3）建立台账", Level.PAREN),
        ("①补缴资金", Level.CIRCLE),
        ("一是健全制度", Level.POINT),
        ("首先，健全制度", Level.POINT),
        ("问题①：联村工作不实", Level.NUMBERED),
        ("问题3：联村工作不实", Level.NUMBERED),
        ("第二个问题：联村工作不实", Level.NUMBERED),
        ("第一部分 总体情况", Level.PART),
        ("针对“财务管理不规范”的问题", Level.STATEMENT),
    ],
)
def test_a_mark_stands_on_the_level_of_its_style(line: str, level: Level) -> None:
    first = next(iter(tokens(fold(line))))
    assert isinstance(first, Mark)
    assert first.level is level


def test_points_in_running_text_are_marks_behind_a_stop() -> None:
    assert _marks("整改到位。一是健全制度；二是加强培训，三是开展检查。") == [
        "一是",
        "二是",
        "三是",
    ]


@pytest.mark.parametrize(
    "text", ["工程款3.5万元未付", "第一议题制度落实", "统一是前提", "占12.5%的资金", "对一是一"]
)
def test_numbers_inside_a_sentence_are_no_marks(text: str) -> None:
    assert _marks(f"镇党委{text}") == []


def test_a_number_and_a_named_problem_are_one_mark() -> None:
    assert _marks("4. 问题①：村级财务不规范") == ["4. 问题①："]


def test_an_ornament_before_a_mark_is_passed_over() -> None:
    assert _marks("★一、总体情况") == ["一、"]


def test_letters_behind_a_stop_count_on_past_the_first_two() -> None:
    found = tokens("做法：A）清账；B）公示；C）问责。")
    assert [token.ordinal for token in found if isinstance(token, Mark)] == [1, 2, 3]


def test_labels_with_a_colon_count_in_running_text() -> None:
    assert _labels("责任领导：张三；责任单位：财政所；完成时限：6月底") == [
        Role.LEADER,
        Role.UNIT,
        Role.DEADLINE,
    ]


def test_labels_in_brackets_count() -> None:
    assert _labels("【整改措施】制定办法。") == [Role.MEASURE]


def test_a_label_word_without_a_colon_is_none() -> None:
    assert _labels("针对存在的问题，制定整改措施12条。") == []


def test_a_label_alone_on_its_line_needs_no_colon() -> None:
    assert _labels("整改措施\n修订制度。") == [Role.MEASURE]


@pytest.mark.parametrize("line", ["  1.财务", "**一、**总体", "整改措施：修订", "● 问题：不实"])
def test_a_line_with_a_mark_or_label_opens_a_unit(line: str) -> None:
    assert opens_unit(line)


@pytest.mark.parametrize("line", ["财务管理不规范", "2023年3月", "3.5万元", ""])
def test_other_lines_open_none(line: str) -> None:
    assert not opens_unit(line)


@pytest.mark.parametrize("line", ["2.2022年支部会议没有记录", "25.12345热线工单重复率高"])
def test_a_number_may_stand_right_behind_the_mark(line: str) -> None:
    assert _marks(line)[0] == f"{line.split('.')[0]}."


def test_signs_in_brackets_are_marks() -> None:
    assert _marks("采取措施：（甲）补齐记录；（乙）开展检查。") == ["（甲）", "（乙）"]


def test_a_label_in_brackets_is_no_status_before_a_mark() -> None:
    assert _labels("【整改情况】①补齐记录；②开展检查。") == [Role.MEASURE]


def test_circled_steps_need_no_stops_between_them() -> None:
    text = "整改措施：①补签合同6份②追回费用③对5名经办人谈话"
    assert _marks(text) == ["①", "②", "③"]


@pytest.mark.parametrize("text", ["①已完成，第②项待办", "①至②项已完成", "问题①②已完成"])
def test_circled_numbers_that_are_named_are_no_steps(text: str) -> None:
    assert "②" not in _marks(text)
