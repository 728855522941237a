"""What a new user does with the page, in a real Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.search.recurring import DONE, notice
from tests.web.browser.conftest import Heard

pytestmark = pytest.mark.long


def test_slash_goes_to_the_search_and_a_completion_is_taken(page: Page, heard: Heard) -> None:
    page.goto("/search")
    page.get_by_label("检索式").evaluate("input => input.blur()")
    page.keyboard.press("/")
    page.keyboard.type("公务接", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("公务接待")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.get_by_role("status").first).to_contain_text("共 6 个问题")
    assert heard.wrong == []


def test_a_newcomer_gets_from_nothing_to_the_first_hit(newcomer: Page, tmp_path: Path) -> None:
    file = tmp_path / "竹溪.txt"
    file.write_text(notice("竹溪镇", 2024, ("食堂账目不清", DONE)), encoding="utf-8")
    newcomer.goto("/")
    newcomer.get_by_role("link", name="上传报告").click()
    newcomer.locator("input[type=file]").set_input_files(file)
    newcomer.get_by_role("button", name="上传入库").click()
    expect(newcomer.get_by_text("新增 1")).to_be_visible(timeout=60_000)
    newcomer.keyboard.press("/")
    newcomer.keyboard.type("食堂账目")
    newcomer.keyboard.press("Enter")
    newcomer.get_by_role("link", name="食堂账目不清").click()
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("食堂账目不清")


def test_j_and_enter_open_the_next_hit(page: Page) -> None:
    page.goto("/search?q=公务接待")
    page.keyboard.press("j")
    page.keyboard.press("j")
    title = page.locator("[data-hit].at h3 a").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_from_a_hit_to_its_place_in_the_report(page: Page, heard: Heard) -> None:
    page.goto("/search?q=会议记录")
    page.get_by_role("link", name="原文").click()
    expect(page.locator(":target")).to_contain_text("问题 2")
    expect(page.locator(":target")).to_be_in_viewport()
    assert heard.wrong == []


def test_a_verdict_takes_one_key_and_can_be_taken_back(page: Page, heard: Heard) -> None:
    page.goto("/review")
    before = page.locator(".pair").inner_text()
    page.keyboard.press("n")
    expect(page.get_by_text("已记为“不同”")).to_be_visible()
    assert page.locator(".pair").inner_text() != before
    page.keyboard.press("z")
    expect(page.locator(".pair")).to_have_text(before, use_inner_text=True)
    assert heard.wrong == []


def test_a_note_with_these_letters_is_no_verdict(page: Page) -> None:
    page.goto("/review")
    page.get_by_label("备注").press_sequentially("yes, no, unsure")
    expect(page.get_by_text("已记为")).to_have_count(0)


def test_a_dropped_file_comes_into_the_library(page: Page, tmp_path: Path, heard: Heard) -> None:
    file = tmp_path / "竹溪.txt"
    file.write_text(notice("竹溪镇", 2024, ("食堂账目不清", DONE)), encoding="utf-8")
    page.goto("/sources")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("已选 1 个文件：竹溪.txt")).to_be_visible()
    page.get_by_role("button", name="上传入库").click()
    expect(page.get_by_text("新增 1")).to_be_visible(timeout=30_000)
    assert heard.wrong == []


def test_a_year_is_taken_out_of_the_map(page: Page) -> None:
    page.goto("/recurrence?org=柳河镇")
    square = page.locator("g[data-years] text").filter(has_text="2").first
    expect(square).to_have_text("2")
    page.get_by_label("2020").uncheck()
    expect(page.locator("g[data-years] text").first).to_have_text("1")


def test_a_whole_group_is_decided_only_after_a_question(page: Page) -> None:
    page.goto("/review/decided")
    before = page.get_by_text("现在有效的").inner_text()
    page.goto("/recurrence?tab=common")
    page.locator("h2 a").first.click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="整组同类").click()
    page.goto("/review/decided")
    expect(page.get_by_text("现在有效的")).to_have_text(before)


def test_what_was_skipped_stays_skipped(page: Page) -> None:
    page.goto("/review")
    skipped = page.locator(".pair").inner_text()
    page.keyboard.press("s")
    expect(page.get_by_text("第 2 对")).to_be_visible()
    second = page.locator(".pair").inner_text()
    page.keyboard.press("u")
    expect(page.get_by_text("已记为“不确定”")).to_be_visible()
    assert page.locator(".pair").inner_text() not in (skipped, second)
    page.keyboard.press("z")
    expect(page.get_by_text("已撤回")).to_be_visible()
    expect(page.locator(".pair")).to_have_text(second, use_inner_text=True)


def test_enter_in_the_note_is_no_verdict(page: Page) -> None:
    page.goto("/review")
    page.get_by_label("备注").fill("要看原件")
    page.get_by_label("备注").press("Enter")
    page.wait_for_timeout(500)
    expect(page.get_by_label("备注")).to_have_value("要看原件")
    page.goto("/review/decided")
    expect(page.get_by_text("要看原件")).to_have_count(0)


def test_what_was_just_done_is_told_once(page: Page) -> None:
    page.goto("/search?q=公务接待&notice=saved")
    expect(page.get_by_text("已保存")).to_be_visible()
    assert "notice" not in page.url
    page.reload()
    expect(page.get_by_text("已保存")).to_have_count(0)


def test_slash_goes_to_the_search_on_the_page_of_a_finding(page: Page) -> None:
    page.goto("/search?q=会议记录")
    page.locator(".hit h3 a").first.click()
    page.wait_for_url("**/findings/*")
    page.keyboard.press("/")
    page.keyboard.type("公务接待")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.get_by_role("status").first).to_contain_text("共 6 个问题")


def test_the_map_leads_to_the_years_that_are_ticked(page: Page) -> None:
    page.goto("/recurrence?org=柳河镇")
    page.get_by_label("2020").uncheck()
    square = page.locator("svg a[href]").first
    told = square.locator("title").text_content() or ""
    assert "2020" not in told
    assert "2023 年 1" in told
    square.click()
    page.wait_for_url("**/search?*")
    expect(page.get_by_role("status").first).to_contain_text("共 1 个问题")


def test_an_upload_without_a_file_asks_for_one(page: Page) -> None:
    page.goto("/sources")
    page.get_by_role("button", name="上传入库").click()
    expect(page.get_by_text("请先选择文件。")).to_be_visible()


def test_what_cannot_be_read_is_listed_as_soon_as_the_upload_ends(
    page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "坏掉的.pdf"
    file.write_bytes(b"%PDF-1.7 broken")
    page.goto("/sources")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传入库").click()
    expect(page.get_by_text("读不了 1")).to_be_visible(timeout=30_000)
    expect(page.locator("b", has_text="坏掉的.pdf")).to_be_visible()


def test_going_back_from_an_error_keeps_what_was_typed(page: Page) -> None:
    page.goto("/recurrence")
    page.get_by_role("textbox", name="单位").fill("柳河镇")
    page.get_by_role("textbox", name="年份").fill("明年")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("年份“明年”看不懂")).to_be_visible()
    page.get_by_role("link", name="返回上一页").click()
    expect(page.get_by_role("textbox", name="单位")).to_have_value("柳河镇")


def test_on_a_telephone_the_tabs_wrap_and_links_can_be_hit(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/recurrence?tab=common")
    tabs = page.locator(".tabs")
    assert tabs.evaluate("tabs => tabs.scrollWidth <= tabs.clientWidth")
    heights = page.locator(".rows a").evaluate_all(
        "links => links.map((each) => each.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
