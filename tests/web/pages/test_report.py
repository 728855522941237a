"""报告 and 问题: the text with what was read out of it, and a finding's history."""

import re
from pathlib import Path

from indexer.build import ingest
from indexer.library import Library
from tests.web.client import TestClient
from tests.web.pages.looking import first_finding, links, opened, seen, sent


def test_the_whole_text_is_there(here: TestClient) -> None:
    page = opened(here, report_of(here, "会议记录"))
    assert "县委第一巡察组对桂岭镇党委开展了常规巡察" in seen(page)
    assert "划不掉的年底不评先" in seen(page)


def test_what_was_read_is_marked_where_it_stands(here: TestClient) -> None:
    page = opened(here, report_of(here, "会议记录"))
    assert 'class="s-status" title="整改进度：完成">已完成整改' in page
    assert 'class="s-date" title="日期 2020-03-01">2020年3月1日' in page


def test_the_outline_leads_to_the_place_of_each_finding(here: TestClient) -> None:
    page = opened(here, report_of(here, "会议记录"))
    assert 'href="#f-2"' in page
    assert 'id="f-2"' in page


def test_the_original_is_saved_and_never_shown(here: TestClient) -> None:
    answer = here.get(f"{report_of(here, '会议记录')}/original")
    assert answer.content.decode().startswith("中共云川县桂岭镇委员会")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_report_that_is_not_there_is_said_so(here: TestClient) -> None:
    answer = here.get("/reports/000000000000")
    assert answer.status_code == 404
    assert "没有编号为 000000000000 的报告" in seen(answer.text)


def test_an_older_version_is_compared_with_what_differs_marked(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "通报.txt"
    text = here.get(f"{report_of(here, '会议记录')}/original").text.replace("桂岭", "竹溪")
    for each in (text, text.replace("会议记录不完整", "会议记录不齐全")):
        file.write_text(each, encoding="utf-8")
        ingest(library, [file])
    page = opened(here, report_of(here, "会议记录不齐全"))
    assert "这是旧版" not in page
    # Two versions may be of one day.
    assert len(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d 起", seen(page))) == 2
    compared = opened(here, links(page, "/compare/")[0])
    assert "<del>完整</del>" in compared
    assert "<ins>齐全</ins>" in compared


def test_a_report_full_of_markup_is_shown_as_text(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "怪.txt"
    good = here.get(f"{report_of(here, '会议记录')}/original").text
    file.write_text(good.replace("会议记录", "<script>alert(1)</script>记录"), encoding="utf-8")
    ingest(library, [file])
    id = first_finding(here, "alert")
    for address in (f"/findings/{id}", f"/reports/{id.partition('-')[0]}", "/search?q=alert"):
        page = opened(here, address)
        assert "<script>alert" not in page
        assert "alert" in page


def test_a_finding_shows_that_it_came_back_after_a_claim(here: TestClient) -> None:
    page = opened(here, f"/findings/{first_finding(here, '单位:柳河镇 状态:正在整改')}")
    assert "称已整改，后来又发现" in seen(page)
    assert "2020-06-20 称完成" in seen(page)


def test_a_finding_shows_others_of_its_kind_with_reasons(here: TestClient) -> None:
    page = opened(here, f"/findings/{first_finding(here, '单位:柳河镇 状态:正在整改')}")
    assert "别的单位的同类问题" in seen(page)
    assert "类型相同：公务接待" in seen(page)


def test_a_decision_on_the_page_of_a_finding_is_kept(here: TestClient) -> None:
    own = first_finding(here, "单位:柳河镇 状态:正在整改")
    other = first_finding(here, "单位:桂岭镇 公务接待")
    address = f"/findings/{own}"
    after = sent(
        here,
        opened(here, address),
        "/decide",
        a=own,
        b=other,
        verdict="confirm",
        back=address,
    )
    assert "已研判：同类" in seen(after)


def report_of(browser: TestClient, query: str) -> str:
    """The address of the report of the best hit."""
    return links(opened(browser, f"/search?q={query}"), "/reports/")[0].partition("#")[0]
