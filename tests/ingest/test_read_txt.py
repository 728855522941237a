"""Text files of every encoding that offices use."""

import random
from pathlib import Path

import pytest

from ingest.read import Unreadable, read

SIMPLIFIED = "一、关于财务制度执行不严格的问题。\n（一）已完成整改，清退资金2.5万元。"
TRADITIONAL = "一、關於財務制度執行不嚴格的問題。\n（一）已完成整改，清退資金2.5萬元。"
SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    assert read(SIMPLIFIED.encode(encoding), "报告.txt").text == SIMPLIFIED


def test_traditional_text_in_big5_is_read() -> None:
    assert read(TRADITIONAL.encode("big5"), "報告.txt").text == TRADITIONAL


def test_characters_outside_gb2312_are_read() -> None:
    text = SIMPLIFIED + "朱镕基、䶮、𠮷"
    assert read(text.encode("gb18030"), "报告.txt").text == text


def test_a_file_of_two_words_is_read() -> None:
    assert read("整改".encode("gb18030"), "报告.txt").text == "整改"


@pytest.mark.parametrize("first", ["utf-8", "gb18030", "utf-8-sig"])
def test_lines_of_two_encodings_in_one_file_are_all_read(first: str) -> None:
    second = "utf-8" if first == "gb18030" else "gb18030"
    upper, lower = SIMPLIFIED.split("\n")
    found = read(upper.encode(first) + b"\r\n" + lower.encode(second), "报告.txt")
    assert found.text == SIMPLIFIED
    assert "混用了 UTF-8 和 GB18030" in found.warnings[0]


def test_a_line_of_gb18030_that_is_also_utf8_does_not_make_a_file_mixed() -> None:
    found = read(f"{SIMPLIFIED}\n联通\n".encode("gb18030"), "报告.txt")
    assert (found.text, found.warnings) == (f"{SIMPLIFIED}\n联通\n", ())


def test_ascii_in_utf16_without_bom_is_read() -> None:
    assert read("Report No. 1\n".encode("utf-16-le"), "a.txt").text == "Report No. 1\n"


def test_line_ends_become_newlines() -> None:
    assert read("甲\r\n乙\r丙\n".encode(), "报告.txt").text == "甲\n乙\n丙\n"


def test_a_character_cut_off_at_the_end_costs_only_itself() -> None:
    found = read(SIMPLIFIED.encode()[:-1], "报告.txt")
    assert found.text == SIMPLIFIED[:-1] + "\ufffd"
    assert "1处文字损坏" in found.warnings[0]


def test_a_damaged_byte_in_gb18030_costs_only_its_neighbourhood() -> None:
    data = (SIMPLIFIED * 5).encode("gb18030")
    found = read(data[:100] + b"\xff" + data[100:], "报告.txt")
    assert found.text.endswith(SIMPLIFIED)
    assert "损坏" in found.warnings[0]


def test_no_character_is_left_that_a_database_refuses() -> None:
    assert read((SIMPLIFIED * 5 + "\0").encode(), "报告.txt").text.endswith("元。\ufffd")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, random.Random(1).randbytes(4000)])
def test_binary_content_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"不是文本文件|编码损坏"):
        read(data, "报告.txt")


def test_markdown_loses_its_marks_and_keeps_its_numbers() -> None:
    data = "# 通报\n\n## 一、**整改**情况\n1. __甲__ 和 *乙*\n* 丙\n".encode()
    assert read(data, "报告.md").text == "通报\n\n一、整改情况\n1. 甲 和 乙\n* 丙\n"


@pytest.mark.skipif(not SEEDS, reason="真实报告样本不在本机")
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_real_reports_survive_every_encoding(encoding: str) -> None:
    for path in SEEDS:
        text = path.read_text("utf-8")
        assert read(text.encode(encoding), path.name).text == text
