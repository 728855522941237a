"""Two files with one text, and two texts that only resemble each other."""

import pytest

from ingest.normalise import normalise
from ingest.text_digest import LEAST, text_digest

TEXT = """中共枫林镇委员会关于巡察整改情况的通报
2024年3月4日至4月30日，县委第一巡察组对枫林镇党委开展了常规巡察。现将整改情况予以公布。
（一）作风建设方面
1.关于“公务接待不规范”的问题。一是清退超标费用3万元。二是修订接待制度。已完成整改。
2.关于“村务公开不及时”的问题。一是补齐公开栏，逐村核对。正在整改。
中共枫林镇委员会
2024年12月2日"""
ORGS = ["枫林镇党委"]


def _digest(text: str, orgs: list[str] = ORGS) -> str | None:
    return text_digest(normalise(text).text, orgs)


def _same(text: str, orgs: list[str] = ORGS) -> bool:
    return _digest(text, orgs) == _digest(TEXT)


@pytest.mark.parametrize(
    "page",
    [
        f"当前位置：首页 > 巡察公开 > 正文\n{TEXT}",
        f"{TEXT}\n浏览次数：1024次\n[打印] [关闭]",
        f"{TEXT}\n上一篇：梅溪乡巡察整改情况的通报。\n版权所有：县委巡察办。",
        f"发布时间：2024-12-03 来源：县委巡察办。\n{TEXT}",
        TEXT.replace("，", "， ").replace("\n", "\n\n"),
        TEXT.replace("中共枫林镇委员会关于", "【整改】关于", 1),
    ],
    ids=["path", "counter", "footer", "origin", "spaces", "title"],
)
def test_what_a_page_puts_around_a_notice_does_not_count(page: str) -> None:
    assert _same(page)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3万元", "5万元"),
        ("正在整改", "已完成整改"),
        ("12月2日", "12月3日"),
        ("县委第一", "县委第二"),
    ],
)
def test_whatever_the_notice_says_counts(old: str, new: str) -> None:
    assert not _same(TEXT.replace(old, new))


@pytest.mark.parametrize(
    "measure", ["关闭不合格砖厂3家。", "分享典型案例5个。", "浏览记录全部归档。"]
)
def test_a_measure_that_begins_like_a_button_counts(measure: str) -> None:
    longer = TEXT.replace("（一）", f"{measure}\n（一）")
    assert not _same(longer)


def test_the_same_words_about_another_organisation_are_another_text() -> None:
    assert not _same(TEXT, ["梅溪乡党委"])


def test_of_a_short_text_nothing_is_said() -> None:
    assert _digest("附件见后。" * (LEAST // 4), []) is not None
    assert _digest("附件见后。", []) is None
