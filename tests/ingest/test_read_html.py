"""Web pages: the notice, and nothing of the site around it."""

import pytest

from ingest.read import Unreadable, read

PARAGRAPHS = [
    f"（{i}）关于财务制度执行不严格的问题。清退资金{i}万元，约谈2人。" for i in range(1, 12)
]
LINKS = "".join(f"<li><a href='/{i}'>栏目导航第{i}项</a></li>" for i in range(30))


def page(content: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>某镇通报-某县政府网</title>{head}</head><body>"
        f"<div class='nav'><ul>{LINKS}</ul></div><div class='main'><h1>某镇整改情况的通报</h1>"
        f"<div id='zoom'>{content}</div></div><div>版权所有：某县人民政府办公室</div>"
        "<script>var 脚本 = 1;</script></body></html>"
    )


def text_of(content: str) -> str:
    return read(page(content).encode(), "通报.html").text


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"<p>　　{p}</p>" for p in PARAGRAPHS),
        "<br/>&nbsp;&nbsp;".join(PARAGRAPHS),
        "".join(f"<div><span>{p}</span></div>" for p in PARAGRAPHS),
        "<table><tr><td>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</td></tr></table>",
        "<table><tr><td>" + "<br>".join(PARAGRAPHS) + "</td></tr></table>",
    ],
    ids=["p", "br", "div", "table for layout with p", "table for layout with br"],
)
def test_the_main_text_is_a_paragraph_a_line(content: str) -> None:
    assert text_of(content).split("\n") == PARAGRAPHS


def test_short_paragraphs_and_signatures_are_kept() -> None:
    lines = ["根据安排：", *PARAGRAPHS, "某镇党委", "2024年3月"]
    assert text_of("".join(f"<p>{line}</p>" for line in lines)).split("\n") == lines


def test_a_short_notice_is_read_whole() -> None:
    found = read("<html><body><p>巡察公告</p><p>电话：XX</p></body></html>".encode(), "a.html")
    assert found.text == "巡察公告\n电话：XX"


def test_list_items_keep_their_numbers() -> None:
    items = "".join(f"<li><p>{p}</p></li>" for p in PARAGRAPHS)
    found = text_of(f"<ol start='3'>{items}</ol>").split("\n")
    assert found[:2] == [f"3. {PARAGRAPHS[0]}", f"4. {PARAGRAPHS[1]}"]


def test_rows_of_a_table_are_lines_and_merged_cells_stand_once() -> None:
    before = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    ledger = (
        "<table><tr><th>序号</th><th colspan='2'>问题</th></tr>"
        "<tr><td rowspan='2'>1</td><td>甲<br>乙</td><td>完成</td></tr>"
        "<tr><td>丙</td><td></td></tr></table>"
    )
    found = read(page(before + ledger).encode(), "通报.html")
    assert found.text.endswith("序号\t问题\t\n1\t甲\v乙\t完成\n\t丙\t")
    assert [found.text[a:b] for a, b in found.tables[0].rows[1]] == ["1", "甲\v乙", "完成"]


def test_hidden_text_is_not_read() -> None:
    hidden = "<p style='display: none'>隐藏的水印</p>"
    assert "水印" not in text_of(hidden + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))


def test_line_breaks_of_the_source_are_no_spaces_between_chinese() -> None:
    found = text_of("".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "<p>前半\n   后半 No. 1</p>")
    assert found.endswith("前半后半 No. 1")


def test_title_and_date_come_from_the_tags_of_government_sites() -> None:
    head = (
        "<meta name='ArticleTitle' content='关于整改的通报'>"
        "<meta name='PubDate' content='2024-03-14 09:30'>"
    )
    found = read(page("<p>" + "</p><p>".join(PARAGRAPHS), head).encode(), "通报.html")
    assert (found.title, found.published_on) == ("关于整改的通报", "2024-03-14")


def test_without_tags_title_and_date_come_from_the_page() -> None:
    found = read(
        page("<p>发布时间：2024年3月5日</p><p>" + "</p><p>".join(PARAGRAPHS)).encode(), "a.htm"
    )
    assert (found.title, found.published_on) == ("某镇整改情况的通报", "2024-03-05")


def test_a_date_in_the_report_is_not_its_date_of_publication() -> None:
    content = "<p>2023年9月8日至12日，巡察组开展巡察。</p><p>" + "</p><p>".join(PARAGRAPHS)
    assert read(page(content).encode(), "通报.html").published_on is None


def test_the_date_of_an_office_program_s_template_is_no_publication() -> None:
    data = (
        '<html><head><meta name="generator" content="LibreOffice 7.4"/>'
        '<meta name="created" content="2013-12-23T23:15:00"/></head>'
        "<body><p>关于整改情况的通报</p><p>一、问题已整改。</p></body></html>"
    )
    assert read(data.encode(), "通报.html").published_on is None


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("utf-8", "gbk"),
        ("utf-16", "utf-8"),
        ("big5", "big5"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_calls_it(encoding: str, label: str) -> None:
    meta = f"<meta charset='{label}'>" if label else ""
    body = f"<html><head>{meta}</head><body><p>巡察公告</p><p>某某公司</p></body></html>"
    assert read(body.encode(encoding), "a.html").text == "巡察公告\n某某公司"


def test_a_page_without_text_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="没有文字"):
        read(b"<html><body><img src='a.jpg'></body></html>", "a.html")


def test_deep_nesting_costs_the_file_only() -> None:
    data = ("<html><body><p>甲</p>" + "<div>" * 100_000).encode()
    assert read(data, "a.html").text == "甲"


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    data = (
        "<html><head><title>我局召开专题民主生活会_党务公开_某县人民政府</title></head><body>"
        "<h1>我局召开专题民主生活会</h1><p>会议听取了整改情况，并逐条研究下一步措施。</p></body></html>"
    )
    assert read(data.encode(), "会议.html").title == "我局召开专题民主生活会"
