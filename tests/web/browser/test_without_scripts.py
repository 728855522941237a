"""Everything essential works in a browser that runs no JavaScript."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.search.recurring import DONE, notice


def test_a_search_and_a_facet(bare: Page) -> None:
    bare.goto("/")
    bare.get_by_label("检索问题").fill("公务接待")
    bare.keyboard.press("Enter")
    expect(bare.get_by_role("status").first).to_contain_text("共 6 个问题")
    bare.get_by_role("link", name="正在整改 2").click()
    expect(bare.get_by_role("status").first).to_contain_text("共 2 个问题")


def test_from_the_map_to_a_finding(bare: Page) -> None:
    bare.goto("/recurrence?org=柳河镇")
    bare.locator("svg a").first.click()
    bare.locator("[data-hit] h3 a").first.click()
    expect(bare.get_by_role("heading", name="报告原文")).to_be_visible()


def test_a_verdict_and_the_way_back(bare: Page) -> None:
    bare.goto("/review")
    bare.get_by_role("button", name="不确定").click()
    expect(bare.get_by_text("已记为“不确定”")).to_be_visible()
    bare.get_by_role("button", name="撤回").click()
    expect(bare.get_by_text("已研判 0 对")).to_be_visible()


def test_the_ledger_is_amended(bare: Page) -> None:
    bare.goto("/ledger?state=overdue")
    bare.get_by_role("link", name="修改").first.click()
    bare.get_by_label("备注").fill("已约谈主要负责人")
    bare.get_by_role("button", name="保存").click()
    expect(bare.get_by_text("已记下，改动留有记录。")).to_be_visible()
    expect(bare.get_by_text("备注：已约谈主要负责人")).to_be_visible()


def test_an_upload(bare: Page, tmp_path: Path) -> None:
    file = tmp_path / "竹溪.txt"
    file.write_text(notice("竹溪镇", 2024, ("食堂账目不清", DONE)), encoding="utf-8")
    bare.goto("/sources")
    bare.locator("input[type=file]").set_input_files(file)
    bare.get_by_role("button", name="上传入库").click()
    expect(bare.get_by_text("已经开始")).to_be_visible()
