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
    assert kinds.meant("娃娃吃得差", ("学生", "伙食", "校园食堂")) is not None
