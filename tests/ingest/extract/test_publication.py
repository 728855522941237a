import pytest

from ingest.extract.publication import contact_span, head_publication, publication, released
from tests.ingest.reports import parsed


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


@pytest.mark.parametrize(
    "line",
    [
        "2023-12-08 16:30",
        "发布：党政办公室 2023-12-08 阅读 87",
        "中共云溪镇委员会 2023年12月8日",
        "（2023年12月8日更新）",
        "生成日期：2023-12-08 15:29",
        "| 成文日期 | 2023-12-08 | 公开方式 | 主动公开 |",
    ],
)
def test_a_web_page_prints_the_date_in_many_ways(line: str) -> None:
    assert head_publication(f"云溪镇整改通报\n{line}\n正文。") == "2023-12-08"


@pytest.mark.parametrize("label", ["巡察时间", "反馈时间", "截止日期"])
def test_the_date_of_something_else_is_no_publication(label: str) -> None:
    assert head_publication(f"云溪镇整改台账\n{label}：2023.12.08\n正文。") is None


def test_a_page_without_a_label_may_tell_its_day_too() -> None:
    text = "云溪镇整改通报\n2024-07-11 09:15 来源：云溪镇\n正文。"
    assert released(text, "2024-07-08") == "2024-07-11"


def test_what_a_page_prints_below_is_no_signature() -> None:
    text = (
        "正文。\n中共云溪镇委员会\n2023年12月8日\n扫一扫在手机打开当前页\n【打印】【关闭】\n"
        "上一篇：2024年1月2日会议\n版权所有：云川县人民政府"
    )
    assert publication(text) == ("2023-12-08", "中共云溪镇委员会")


def test_a_name_above_a_sentence_signs_nothing() -> None:
    assert publication("县林业局\n餐费已退还。\n已整改\n下一步，继续跟踪检查。")[1] is None


def test_the_day_of_a_meeting_signs_nothing() -> None:
    assert publication("报告\n--2025年6月在区人大常委会第三次会议上\n请予审议。")[0] is None


@pytest.mark.parametrize(
    "line", ["2023-12-08", "说明：现将整改情况公布如下。联系电话：6088123。2023年12月8日"]
)
def test_a_date_that_stands_alone_at_the_head_is_the_day(line: str) -> None:
    assert head_publication(f"云溪镇整改情况\n{line}\n正文。") == "2023-12-08"


def test_a_month_in_the_last_row_is_no_day_beside_that_of_the_page() -> None:
    text = "云溪镇整改台账公开\n日期：2023/12/29\n食堂管理混乱\n2023年9月\n已完成\n合计：1项"
    assert parsed(text).published_on == "2023-12-29"


def test_the_day_on_which_a_document_was_sent_out_is_that_of_its_page() -> None:
    assert released("索引号：003　发文日期：2023年12月9日\n", "2023-12-08") == "2023-12-09"
