"""台账: who answers for what by when, and what people wrote there."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from indexer.build import ingest
from indexer.library import Library
from indexer.originals import sha256
from tests.search.recurring import DONE, ONGOING, notice
from tests.web.client import TestClient, account, log_in, served
from tests.web.counties import OTHER, OWN
from tests.web.pages.looking import first_finding, links, opened, seen, sent
from web.viewer import Role


def test_what_is_overdue_is_marked_with_its_days(here: TestClient) -> None:
    page = opened(here, "/ledger?state=overdue")
    assert 'class="late"' in page
    assert "危房改造资金拨付不及时" in seen(page)


def test_a_column_sorts(here: TestClient) -> None:
    page = opened(here, "/ledger")
    (address,) = links(page, "sort=deadline")
    words = seen(opened(here, address))
    assert words.index("危房改造资金拨付不及时") < words.index("会议记录不完整")


def test_a_written_deadline_counts_at_once(here: TestClient) -> None:
    after = amended(here, deadline="2021-01-31", note="已约谈")
    assert "逾期" in seen(after)
    assert "已约谈" in after


def test_what_was_written_stays_in_the_history(here: TestClient) -> None:
    amended(here, responsible="张晓文")
    words = seen(amended(here, responsible=""))
    assert "责任领导/责任人：张晓文" in words
    assert "恢复报告里的说法" in words


def test_a_deadline_that_is_no_date_is_refused_with_an_example(here: TestClient) -> None:
    address = item(here)
    page = opened(here, address)
    answer = here.post(address, data={"csrf": token(page), "deadline": "年底前"})
    assert answer.status_code == 409
    assert "2024-09-25" in answer.text


def test_the_four_lists_are_one_file(here: TestClient) -> None:
    (address,) = links(opened(here, "/ledger?org=柳河镇"), "/ledger/export.xlsx")
    book = openpyxl.load_workbook(BytesIO(here.get(address).content))
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单", "时限清单"]


@pytest.mark.parametrize("state", ["open", "closed", "back"])
def test_the_ledger_can_be_cut_down_to_a_state(here: TestClient, state: str) -> None:
    every = opened(here, "/ledger").count("data-hit")
    assert 0 < opened(here, f"/ledger?state={state}").count("data-hit") < every


def test_what_was_written_goes_over_to_a_new_version(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    first, second = two_versions(library, here, tmp_path, responsible="张晓文", deadline="2031-05")
    page = opened(here, f"/ledger/{second}")
    assert 'value="张晓文"' in page
    assert 'value="2031-05"' in page
    assert "沿用自旧版" in seen(page)
    assert "还没有改过" not in seen(page)
    assert opened(here, f"/ledger/{first}") == opened(here, f"/ledger/{second}")


def test_what_went_over_can_be_taken_back(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    _, second = two_versions(library, here, tmp_path, note="已约谈")
    after = sent_form(here, f"/ledger/{second}", note="")
    assert filled(after)["note"] == ""
    assert "已约谈 → 恢复报告里的说法" in seen(after)


def test_what_has_no_place_in_a_new_version_is_listed_until_somebody_has_seen_to_it(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    two_versions(library, here, tmp_path, title="食堂账目不清", note="已约谈")
    page = opened(here, "/ledger")
    assert "旧版上的改动，待重新确认：1 处" in seen(page)
    assert "备注：已约谈" in seen(page)
    settle = re.findall(r'action="([^"]+/settle)"', page)[0]
    assert "待重新确认" not in seen(sent(here, page, settle, field="note"))


def test_what_was_left_in_another_region_is_not_listed(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    two_versions(library, here, tmp_path, title="食堂账目不清", note="已约谈")
    account(library.folder, "管", Role.ADMIN)
    for region, listed in ((OWN, True), (OTHER, False)):
        account(library.folder, region, Role.READ, region)
        with served(library) as browser:
            log_in(browser, region)
            assert ("已约谈" in opened(browser, "/ledger")) is listed


def test_a_form_that_was_opened_before_the_report_was_replaced_counts(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "竹溪.txt"
    first = taken_in(library, file, "竹溪镇", ("印章管理混乱", ONGOING))
    form = filled(opened(here, f"/ledger/{first}"))
    second = taken_in(library, file, "竹溪镇", ("印章管理很混乱", ONGOING))
    here.post(f"/ledger/{first}", data={**form, "note": "已约谈"})
    assert filled(opened(here, f"/ledger/{second}"))["note"] == "已约谈"


def test_a_field_that_was_not_touched_stays_as_others_wrote_it(here: TestClient) -> None:
    address = item(here)
    form = filled(opened(here, address))
    sent_form(here, address, deadline="2031-05")
    after = here.post(address, data={**form, "note": "已约谈"}).text
    assert 'value="2031-05"' in after
    assert "已约谈" in seen(after)


def test_a_field_that_two_have_changed_is_refused_with_both_values(here: TestClient) -> None:
    address = item(here)
    form = filled(opened(here, address))
    sent_form(here, address, deadline="2031-05")
    answer = here.post(address, data={**form, "deadline": "2032-06", "note": "已约谈"})
    assert answer.status_code == 409
    assert "改成“2031-05”" in seen(answer.text)
    assert filled(answer.text)["deadline"] == "2032-06"
    assert filled(answer.text)["note"] == "已约谈"
    assert "已约谈" not in opened(here, address)
    again = here.post(address, data=filled(answer.text))
    assert filled(again.text)["deadline"] == "2032-06"


def test_nothing_is_written_where_one_field_is_refused(here: TestClient) -> None:
    address = item(here)
    form = filled(opened(here, address))
    answer = here.post(address, data={**form, "responsible": "张晓文", "deadline": "明年底"})
    assert answer.status_code == 409
    assert "“明年底”不是日期" in seen(answer.text)
    assert filled(answer.text)["responsible"] == "张晓文"
    assert filled(answer.text)["deadline"] == "明年底"
    assert "还没有改过" in seen(opened(here, address))


def test_an_edit_on_an_earlier_notice_is_the_items(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    first = taken_in(library, tmp_path / "竹溪一.txt", "竹溪镇", ("食堂账目不清", ONGOING))
    sent_form(here, f"/ledger/{first}", note="已约谈")
    last = taken_in(
        library,
        tmp_path / "竹溪二.txt",
        "竹溪镇",
        ("食堂账目不清", DONE),
        published="2025年3月1日",
    )
    page = opened(here, f"/ledger/{last}")
    assert first in page, "both notices are steps of one item"
    assert "备注：已约谈" in seen(page)
    after = sent_form(here, f"/ledger/{last}", note="")
    assert filled(after)["note"] == ""
    assert filled(opened(here, f"/ledger/{first}"))["note"] == ""


def test_the_history_says_what_stood_there_before(here: TestClient) -> None:
    amended(here, deadline="2031-05")
    assert "完成时限：2031-05 → 2032-06" in seen(amended(here, deadline="2032-06"))


def test_the_way_back_keeps_filter_and_page(here: TestClient) -> None:
    (address, *_) = links(opened(here, "/ledger?org=柳河镇&state=open"), "back=")
    after = sent_form(here, address, note="已约谈")
    (back, *_) = [each for each in links(after, "/ledger?") if "state=open" in each]
    assert "柳河镇" in seen(opened(here, back))
    assert "松坪镇" not in seen(opened(here, back))


def two_versions(
    library: Library,
    browser: TestClient,
    folder: Path,
    title: str = "印章管理混乱",
    **values: str,
) -> tuple[str, str]:
    """A finding of a notice that is written on in the ledger, then put right at its place: its ids.
    `title` is what it says then."""
    file = folder / "竹溪.txt"
    first = taken_in(library, file, "竹溪镇", ("印章管理混乱", ONGOING))
    sent_form(browser, f"/ledger/{first}", **values)
    return first, taken_in(library, file, "竹溪镇", (title, DONE.replace("逐笔", "逐项")))


def taken_in(
    library: Library,
    file: Path,
    town: str,
    problem: tuple[str, str],
    published: str | None = None,
) -> str:
    """The id of the finding of a notice that says this."""
    file.write_text(notice(town, 2024, problem, published=published), encoding="utf-8")
    ingest(library, [file])
    return f"{sha256(file.read_bytes())[:12]}-1"


def sent_form(browser: TestClient, address: str, **values: str) -> str:
    """The page after the form of an item was sent with some fields filled in otherwise."""
    answer = browser.post(
        address.partition("?")[0], data={**filled(opened(browser, address)), **values}
    )
    assert answer.status_code == 200, seen(answer.text)
    return str(answer.text)


def filled(page: str) -> dict[str, str]:
    """The form of an item as a browser would send it."""
    (form,) = re.findall(r'<form class="stack".*?</form>', page, re.DOTALL)
    values = {}
    for tag in re.findall(r"<input[^>]+>", form):
        value = re.search(r'value="([^"]*)"', tag)
        values[re.findall(r'name="(\w+)"', tag)[0]] = unescape(value[1]) if value else ""
    values["note"] = unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)[0])
    return values


def item(browser: TestClient) -> str:
    """The address of an item that is not done."""
    return f"/ledger/{first_finding(browser, '单位:柳河镇 状态:正在整改')}"


def amended(browser: TestClient, **values: str) -> str:
    """The page of an item after something was written there."""
    address = item(browser)
    return sent_form(browser, address, **values)


def token(page: str) -> str:
    from tests.web.client import token_on

    return token_on(page)
