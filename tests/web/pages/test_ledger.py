"""台账: who answers for what by when, and what people wrote there."""

from io import BytesIO

import openpyxl
import pytest

from tests.web.client import TestClient
from tests.web.pages.looking import first_finding, links, opened, seen, sent


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


def item(browser: TestClient) -> str:
    """The address of an item that is not done."""
    return f"/ledger/{first_finding(browser, '单位:柳河镇 状态:正在整改')}"


def amended(browser: TestClient, **values: str) -> str:
    """The page of an item after something was written there."""
    address = item(browser)
    return sent(browser, opened(browser, address), address, **values)


def token(page: str) -> str:
    from tests.web.client import token_on

    return token_on(page)
