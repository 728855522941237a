"""Which type of problem a question is about."""

import pytest

from ingest.taxonomy import standard
from search.kinds import Kinds


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    return Kinds(standard())


def test_a_wording_of_reports_names_its_type(kinds: Kinds) -> None:
    assert kinds.named("公务接待") == "公务接待"


def test_what_speech_adds_does_not_hide_a_type(kinds: Kinds) -> None:
    assert kinds.named("专款都没有专用") == kinds.named("专款没专用") == "专项资金"


def test_a_wording_that_names_no_type_has_none(kinds: Kinds) -> None:
    assert kinds.named("飞艇") is None


def test_what_reports_write_for_its_words_tells_what_a_question_means(kinds: Kinds) -> None:
    assert next(iter(kinds.likely("娃娃吃得差", ("学生", "伙食", "校园食堂")))) == "食堂管理"


def test_a_question_may_be_about_two_types_the_likelier_first(kinds: Kinds) -> None:
    likely = kinds.likely("公务接待费里夹着公车的加油费")
    assert set(likely) >= {"公务接待", "公车"}
    assert list(likely.values()) == sorted(likely.values(), reverse=True)
    assert next(iter(likely.values())) == 1.0


def test_all_that_a_question_says_counts_not_its_longest_word_alone(kinds: Kinds) -> None:
    # 合作社 is the longest term; but two terms speak of meals.
    assert next(iter(kinds.likely("合作社的招待餐 接待标准 接待费"))) == "公务接待"


def test_a_question_that_names_nothing_is_about_no_type(kinds: Kinds) -> None:
    assert kinds.likely("天上有飞艇") == {}
