from ingest.labels import own_labels
from ingest.roles import Role


def _often(label: str, value: str) -> str:
    return f"{label}：{value}\n" * 3


def test_a_phrase_that_heads_three_paragraphs_is_a_label_of_the_document() -> None:
    assert own_labels(_often("怎么改的", "修订了制度。")) == {"怎么改的": Role.MEASURE}


def test_a_phrase_that_occurs_twice_is_none() -> None:
    assert own_labels("怎么改的：修订了制度。\n" * 2) == {}


def test_statuses_behind_a_phrase_make_it_a_status_label() -> None:
    assert own_labels(_often("目前程度", "已完成")) == {"目前程度": Role.STATUS}


def test_dates_behind_a_phrase_make_it_a_deadline_label() -> None:
    assert own_labels(_often("日子", "2023年6月底")) == {"日子": Role.DEADLINE}


def test_a_label_known_everywhere_is_not_listed_again() -> None:
    assert own_labels(_often("整改措施", "修订了制度。")) == {}


def test_few_short_words_that_tell_states_make_a_status_label() -> None:
    text = "验收：通过\n验收：在办\n验收：通过\n"
    assert own_labels(text) == {"验收": Role.STATUS}


def test_few_short_words_that_tell_no_state_make_none() -> None:
    assert own_labels("科目：财务\n科目：作风\n科目：财务\n") == {"科目": Role.NOTE}


def test_a_dash_behind_the_phrase_is_as_good_as_a_colon() -> None:
    assert own_labels("怎么改的--修订了制度。\n" * 3) == {"怎么改的": Role.MEASURE}


def test_a_label_behind_a_stop_is_learnt_too() -> None:
    lines = [
        "1.学习不深入。我这样抓：制定全年的学习计划，逐月检查落实。眼下：改完了。",
        "2.记录缺失。我这样抓：补齐三年来的全部会议记录，专人保管。眼下：改完了。",
        "3.党费漏缴。我这样抓：逐人上门催缴，并向全体党员公开明细。眼下：正在改。",
    ]
    assert own_labels("\n".join(lines)) == {"我这样抓": Role.MEASURE, "眼下": Role.STATUS}


def test_a_label_may_have_its_line_to_itself() -> None:
    assert own_labels("怎么改\n补齐记录\n" * 3)["怎么改"] is Role.MEASURE


def test_a_status_repeated_in_brackets_is_no_label() -> None:
    assert own_labels("1.补齐记录。【已完成】\n" * 3) == {}


def test_a_label_for_outcomes_tells_measures_where_nothing_else_does() -> None:
    assert own_labels(_often("整改结果", "已将结转的资金全部纳入预算。")) == {
        "整改结果": Role.MEASURE
    }


def test_what_was_achieved_is_no_measure() -> None:
    assert own_labels(_often("整改成效", "群众的满意度比去年有了很大的提高，来信来访减少。")) == {}


def test_a_label_for_outcomes_behind_steps_tells_no_measures() -> None:
    text = (
        "1.会议记录缺失。一是补齐记录。二是专人管理。\n整改结果：群众的满意度比去年有了提高。\n" * 3
    )
    assert own_labels(text) == {}
