"""The log of who looked at what: every page view is a line that says what was asked for."""

from collections.abc import Iterator

import pytest

from indexer.library import Library
from tests.web.client import TestClient
from tests.web.pages.looking import first_finding, links, opened, sent
from web.audit import Action, AuditLog
from web.database import Database


@pytest.fixture
def log(library: Library) -> Iterator[AuditLog]:
    database = Database(library.folder)
    yield AuditLog(database)
    database.close()


@pytest.fixture
def here(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    from tests.web.client import local

    monkeypatch.setattr("web.pages.preparing._PATIENCE_SECONDS", 60.0)
    with local(library) as browser:
        yield browser


VIEWS = {
    "/search": (Action.SEARCH, "全部问题"),
    "/search?q=接待&status=完成": (Action.SEARCH, '接待 状态:"完成"'),
    "/similar?of=账目不清": (Action.SEARCH, "类似：账目不清"),
    "/review?org=柳河镇": (Action.VIEW, "研判 单位:柳河镇"),
    "/review/decided": (Action.VIEW, "已有的研判"),
    "/recurrence?tab=relapses&year=2023年": (Action.VIEW, "反复 反弹 年份:2023"),
    "/ledger?state=overdue&region=云川县": (Action.VIEW, "台账 逾期 地区:云川县"),
    "/doubts": (Action.VIEW, "前后不一"),
    "/ledger/export.xlsx?state=open&type=接待": (Action.EXPORT, "台账 未销号 类型:接待："),
    "/api/v1/search?region=云川县": (Action.SEARCH, '地区:"云川县"'),
    "/api/v1/search/reports?q=接待&year=2020": (Action.SEARCH, '接待 年份:"2020"'),
    "/api/v1/facets?q=接待": (Action.SEARCH, "接待"),
    "/api/v1/ledger?org=柳河镇&overdue=true": (Action.VIEW, "台账 逾期 单位:柳河镇"),
    "/api/v1/recurrences?year=2020..2021": (Action.VIEW, "反复 年份:2020..2021"),
    "/api/v1/review": (Action.VIEW, "研判"),
    "/api/v1/exports/ledger?org=柳河镇": (Action.EXPORT, "台账 单位:柳河镇："),
}


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_is_one_line_that_says_what_was_asked_for(
    here: TestClient, log: AuditLog, address: str
) -> None:
    assert here.get(address).status_code == 200
    (line,) = log.entries()
    action, subject = VIEWS[address]
    assert line.action is action
    assert line.subject.startswith(subject)


def test_a_group_an_item_and_a_saved_search_are_named(here: TestClient, log: AuditLog) -> None:
    group = links(opened(here, "/recurrence?tab=common"), "/groups/")[0]
    opened(here, group)
    assert _last(log).startswith(f"同类组 {group.rpartition('/')[2]}")
    finding = first_finding(here, "公务接待")
    opened(here, f"/ledger/{finding}")
    assert _last(log) == f"台账 {finding}"
    page = opened(here, "/search?q=公务接待")
    sent(here, page, "/saved", name="接待", query="公务接待")
    opened(here, "/saved?name=接待")
    assert _last(log) == "保存的检索“接待”：公务接待"


def _last(log: AuditLog) -> str:
    return next(iter(log.entries())).subject
