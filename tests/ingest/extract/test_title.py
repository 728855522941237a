import pytest

from ingest.extract.title import issuer_of_title, title_span


def _title(text: str) -> str | None:
    span = title_span(text)
    return text[slice(*span)] if span else None


def test_the_line_that_names_a_document_is_its_title() -> None:
    assert _title("云溪镇关于巡察整改情况的通报\n根据安排，现予公布。") == (
        "云溪镇关于巡察整改情况的通报"
    )


def test_a_title_over_two_lines_is_taken_whole() -> None:
    text = "中共云溪镇委员会\n关于巡察整改情况的通报\n\n根据安排，现予公布。"
    assert _title(text) == "中共云溪镇委员会\n关于巡察整改情况的通报"


@pytest.mark.parametrize("line", ["来源：县纪委", "发布时间：2023-09-08", "（2023年9月8日）"])
def test_what_a_web_page_prints_above_is_no_title(line: str) -> None:
    assert _title(f"{line}\n云溪镇整改情况的通报\n正文。") == "云溪镇整改情况的通报"


def test_running_text_has_no_title() -> None:
    assert _title("根据县委统一部署，现将整改情况公布如下。") is None


def test_the_issuer_begins_the_title() -> None:
    assert issuer_of_title("中共云溪镇委员会关于整改的通报") == "中共云溪镇委员会"


def test_a_title_that_begins_otherwise_names_no_issuer() -> None:
    assert issuer_of_title("关于整改的通报") is None


def test_the_labels_of_a_government_page_are_no_title() -> None:
    text = (
        "索引号：\tYC-2024-31\t信息分类：\t党务公开\n发布机构：\t云溪镇\t成文日期：\t2024年3月18日\n"
        "云溪镇关于巡察整改情况的通报\n正文。"
    )
    assert _title(text) == "云溪镇关于巡察整改情况的通报"


def test_a_title_may_stand_in_a_label_only() -> None:
    text = "信息名称：云溪镇关于巡察整改情况的通报\n索 引 号：031\n正文说明整改情况，逐条列出如下。"
    assert _title(text) == "云溪镇关于巡察整改情况的通报"


@pytest.mark.parametrize("line", ["公告摘要", "通知公告", "云川大学信息公开网"])
def test_a_column_of_the_page_is_no_title(line: str) -> None:
    assert _title(f"{line}\n云溪镇关于整改情况的通报\n正文。") == "云溪镇关于整改情况的通报"


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    text = "云川县云溪镇人民政府\n首页 | 村务公开\n柳荫村关于整改的公示\n正文。"
    assert _title(text) == "柳荫村关于整改的公示"


def test_the_day_behind_a_title_is_no_part_of_it() -> None:
    assert _title("打印\n云溪镇关于整改情况的通报 2026-02-13\n正文。") == "云溪镇关于整改情况的通报"


def test_a_headline_stands_under_the_head_of_the_page() -> None:
    text = "当前位置：首页 > 要闻\n云溪：巡察向村级延伸\n来源：县纪委\n" + "巡察组进驻云溪镇。" * 5
    assert _title(text) == "云溪：巡察向村级延伸"


def test_a_title_with_a_subject_of_its_own_is_not_the_sites() -> None:
    text = "临江市云川区人民政府\n云川区2023年度审计查出问题整改情况的报告\n正文。"
    assert _title(text) == "云川区2023年度审计查出问题整改情况的报告"


def test_a_label_may_be_spaced_out() -> None:
    text = "索 引 号 ： 003\n标    题： 云溪镇关于整改情况的通报\n云溪镇关于整改情况的通报\n正文。"
    assert _title(text) == "云溪镇关于整改情况的通报"


def test_the_line_above_a_subtitle_belongs_to_the_title() -> None:
    text = "云溪镇党委对症开方抓整改\n--巡察反馈问题整改情况通报\n\n根据安排，现予公布。"
    assert _title(text) == "云溪镇党委对症开方抓整改\n--巡察反馈问题整改情况通报"


def test_a_headline_behind_the_name_of_a_column_is_the_title() -> None:
    text = (
        "巡察整改|云溪小学晒出“整改答卷”，请您来监督！\n云溪教育 2024-06-21\n点击关注我们\n"
        "2023年11月20日至12月15日，巡察组对云溪小学党支部进行了巡察。2024年1月19日反馈了意见——"
    )
    assert _title(text) == "巡察整改|云溪小学晒出“整改答卷”，请您来监督！"
