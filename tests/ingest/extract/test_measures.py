import pytest

from ingest.model import Status
from tests.ingest.reports import finding, report_on


def _measures(text: str) -> list[str]:
    return [m.text for m in finding(f"公务接待不规范问题。\n{text}").measures]


@pytest.mark.parametrize(
    "text",
    [
        "一是修订办法。二是清退费用。",
        "整改措施：1、修订办法。2、清退费用。",
        "整改措施：\n①修订办法。\n②清退费用。",
        "整改情况：首先，修订办法。其次，清退费用。",
        "整改措施：修订办法。清退费用。",
        "整改措施：\n（1）修订办法\n（2）清退费用",
    ],
)
def test_steps_are_read_in_every_enumeration(text: str) -> None:
    assert [step.strip("。") for step in _measures(text)] == ["修订办法", "清退费用"]


def test_a_status_behind_the_last_step_is_no_part_of_it() -> None:
    assert _measures("一是修订办法。二是清退费用。【已完成】") == ["修订办法", "清退费用"]


def test_plain_prose_has_no_measures() -> None:
    assert _measures("镇党委高度重视，组织人员修订办法。") == []


def test_points_of_the_problem_itself_are_no_measures() -> None:
    text = "问题表现：一是超标准。二是无公函。\n整改措施：修订办法。"
    assert [step.strip("。") for step in _measures(text)] == ["修订办法"]


def test_sentences_behind_what_was_done_are_measures_but_for_the_status() -> None:
    text = "整改进展：逐笔核对凭证。每季度公示一次。已完成整改。"
    assert _measures(text) == ["逐笔核对凭证", "每季度公示一次"]


def test_points_above_the_answer_tell_the_problem() -> None:
    text = "一是超标准。二是无公函。\n整改情况：修订办法。\n"
    assert _measures(text) == ["修订办法"]


def test_the_sentences_behind_an_outcome_are_measures_where_nothing_else_is() -> None:
    report = report_on(
        "预算编制不完整。\n整改结果：已完成整改。已将结转的资金全部纳入预算。",
        "项目进度慢。\n整改结果：正在整改。已加快支付剩下的资金32.4万元。",
        "资产账实不符。\n整改结果：已完成整改。完成了固定资产的全面盘点工作。",
    )
    assert [[m.text for m in f.measures] for f in report.findings] == [
        ["已将结转的资金全部纳入预算"],
        ["已加快支付剩下的资金32.4万元"],
        ["完成了固定资产的全面盘点工作"],
    ]
    assert [f.status for f in report.findings] == [Status.DONE, Status.ONGOING, Status.DONE]
