"""What a new user does with the page, in a real Chromium."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.search.recurring import DONE, notice
from tests.web.browser.conftest import Heard


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
    expect(page.get_by_text("刚才判为“不同”")).to_be_visible()
    assert page.locator(".pair").inner_text() != before
    page.keyboard.press("z")
    expect(page.locator(".pair")).to_have_text(before, use_inner_text=True)
    assert heard.wrong == []


def test_a_note_with_these_letters_is_no_verdict(page: Page) -> None:
    page.goto("/review")
    page.get_by_label("备注").press_sequentially("yes, no, unsure")
    expect(page.get_by_text("刚才判为")).to_have_count(0)


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
    page.goto("/recurrence?tab=common")
    page.locator("h2 a").first.click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="整组同类").click()
    page.goto("/review/decided")
    expect(page.get_by_text("还没有研判")).to_be_visible()
