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
