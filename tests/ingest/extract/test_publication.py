import pytest

from ingest.extract.publication import contact_span, head_publication, publication, released


def test_the_foot_names_date_and_issuer() -> None:
    text = "正文。\n中共云溪镇委员会\n2023年12月8日"
    assert publication(text) == ("2023-12-08", "中共云溪镇委员会")


def test_a_date_in_chinese_numerals_is_read() -> None:
    assert publication("正文。\n二〇二三年十二月八日")[0] == "2023-12-08"


def test_a_date_in_running_text_is_no_publication() -> None:
    text = "镇党委于2023年12月8日召开会议，" + "逐条研究整改措施，明确责任领导和完成时限，" * 3
    assert publication(text)[0] is None


@pytest.mark.parametrize(
    "line", ["发布时间：2023-12-08", "日期：2023年12月8日", "（2023年12月8日）"]
)
def test_a_web_page_prints_the_date_above(line: str) -> None:
    assert head_publication(f"云溪镇整改通报\n{line}\n正文。") == "2023-12-08"


def test_the_contact_block_is_taken_with_its_address() -> None:
    text = "正文。\n欢迎广大干部群众监督。联系电话：0000-0000000；\n邮政信箱：云溪镇纪委"
    span = contact_span(text)
    assert span is not None
    assert text[slice(*span)] == text.split("\n", 1)[1]


def test_a_deadline_near_the_foot_is_no_signature() -> None:
    assert publication("正文。\n限2025年6月30日前重新招租。")[0] is None


def test_the_day_on_the_web_counts_where_it_is_soon_after_the_signature() -> None:
    assert released("发布时间：2024-07-11\n正文。", "2024-07-08") == "2024-07-11"


def test_a_page_moved_years_later_keeps_the_day_of_its_signature() -> None:
    assert released("发布时间：2024-07-11\n正文。", "2019-07-08") is None
