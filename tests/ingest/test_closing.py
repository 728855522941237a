import pytest

from ingest.closing import closing

_BODY = "3.财务管理不规范。已完成整改。\n"


@pytest.mark.parametrize(
    "line",
    [
        "欢迎广大干部群众监督。",
        "以上通报，欢迎社会各界监督。",
        "以上整改情况，欢迎监督。",
        "联系电话：0000-0000000",
        "特此报告。",
        "中共云溪镇委员会",
        "2023年12月8日",
        "以上问题均已整改完成。",
        "对以上答复有不同意见的，请到村委会反映。",
        "下一步，镇党委将持续巩固成果。",
    ],
)
def test_closing_words_end_the_last_unit(line: str) -> None:
    assert closing(_BODY + line, 0) == len(_BODY)


def test_running_text_goes_on_to_the_end() -> None:
    text = _BODY + "财政所逐笔核对凭证。"
    assert closing(text, 0) == len(text)


def test_what_stands_before_the_last_unit_closes_nothing() -> None:
    text = "特此报告。\n" + _BODY
    assert closing(text, text.index("3.")) == len(text)
