import pytest

from ingest.folding import fold
from ingest.statement import Strength, sentence_end, statement, trimmed


@pytest.mark.parametrize(
    ("heading", "problem"),
    [
        ("公务接待不够规范", "公务接待不够规范"),
        ("针对“公务接待不够规范”问题", "公务接待不够规范"),
        ("关于公务接待不够规范的问题", "公务接待不够规范"),
        ("针对巡察反馈“公务接待不够规范”的问题。", "公务接待不够规范"),
        ("公务接待不够规范问题。", "公务接待不够规范"),
        ("“公务接待不够规范”的问题", "公务接待不够规范"),
        ("关于公务接待不够规范问题的整改情况", "公务接待不够规范"),
        ("针对“‘三重一大’事项决策不严”问题", "‘三重一大’事项决策不严"),
        ("公务接待不够规范（已完成）", "公务接待不够规范"),
        ("关于审计指出的账实不符问题整改拖延的问题", "审计指出的账实不符问题整改拖延"),
        ("聚焦公务接待不够规范的问题", "公务接待不够规范"),
        ("公务接待不够规范【正在整改】", "公务接待不够规范"),
        ("对外担保不规范的问题", "对外担保不规范"),
        ("反馈指出“公务接待不够规范”。", "公务接待不够规范"),
        ("审计指出的“接待费列支会议费”整改不到位。", "审计指出的“接待费列支会议费”整改不到位"),
        ("对公务接待不够规范的问题", "公务接待不够规范"),
    ],
)
def test_a_problem_is_read_without_its_wrapping(heading: str, problem: str) -> None:
    folded = fold(heading)
    found = statement(folded)
    assert folded[found.start : found.end] == problem


@pytest.mark.parametrize(
    "heading",
    [
        "巡察反馈问题整改情况",
        "提高政治站位",
        "总体情况",
        "",
        "关于巡察反馈的问题",
        "坚持常抓不懈，不折不扣抓好整改",
        "针对党的建设方面存在的问题",
        "坚持带头整改，领办重点难点问题",
        "针对反馈问题，我主动认领5个重点问题：",
        "存在的问题和不足",
    ],
)
def test_headings_that_name_no_problem_state_none(heading: str) -> None:
    assert statement(heading).strength is Strength.NONE


def test_a_quoted_problem_is_surer_than_a_bare_deficiency() -> None:
    assert statement("针对“学习不深入”的问题").strength > statement("学习不深入").strength


def test_a_stop_inside_quotes_ends_no_sentence() -> None:
    text = "存在“学用脱节。流于形式”现象。随后"
    assert sentence_end(text) == text.index("。随后")


def test_trimming_drops_quotes_only_where_they_enclose_all() -> None:
    text = "“三公”经费与“三会”"
    assert trimmed(text, 0, len(text)) == (0, len(text))
