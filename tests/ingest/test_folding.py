import pytest

from ingest.folding import fold, punctuated


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("１２３．５％", "123.5%"),
        ("(一)", "（一）"),
        ("平纪〔2021〕53号", "平纪【2021】53号"),
        ("整改措施:", "整改措施："),
        ("巡察組反饋問題", "巡察组反馈问题"),
        ("「公務接待」", "“公务接待”"),
    ],
)
def test_characters_that_mean_the_same_become_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_keeps_every_offset() -> None:
    text = "（１）「財務」管理：２０２３年，发放３．５万元！"
    assert len(fold(text)) == len(text)


def test_a_comma_beside_a_chinese_word_is_chinese_whatever_ends_the_sentences() -> None:
    assert (
        punctuated("已整改,并长期坚持。共,12项。1,562元。")
        == "已整改，并长期坚持。共，12项。1,562元。"
    )


def test_a_latin_stop_before_a_date_is_chinese_where_the_others_are() -> None:
    assert punctuated("开展了巡察.7月2日反馈.共3.5万元.") == "开展了巡察。7月2日反馈。共3.5万元。"


def test_a_latin_stop_before_the_next_item_is_chinese_even_behind_a_number() -> None:
    assert punctuated("1、强度降至38.2. 2、暂停处方权.") == "1、强度降至38.2。 2、暂停处方权。"
