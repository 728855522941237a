"""What programs can do by the API."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from indexer.library import Library
from tests.search.recurring import DONE, NOTICES, notice
from tests.web.client import TestClient, local, token_on

NEW = notice("黄陂镇", 2024, ("扶贫车间闲置", DONE)).encode()


@pytest.fixture
def api(library: Library) -> Iterator[TestClient]:
    """A program on the machine itself, with the token of a page."""
    with local(library) as browser:
        browser.headers["x-csrf-token"] = token_on(browser.get("/sources").text)
        yield browser


def got(api: TestClient, path: str, **query: Any) -> Any:
    answer = api.get(f"/api/v1{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ended(api: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    """The job once it has ended."""
    deadline = time.monotonic() + 60
    while job["ended_at"] is None:
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
        job = got(api, f"/jobs/{job['id']}")
    return job


def upload(api: TestClient, *files: tuple[str, bytes]) -> dict[str, Any]:
    sent = [("files", (name, data)) for name, data in files]
    return ended(api, api.post("/api/v1/uploads", files=sent).json())


def first(api: TestClient, query: str) -> str:
    return str(got(api, "/search", q=query)["hits"][0]["card"]["id"])


def test_a_hit_says_where_it_matches(api: TestClient) -> None:
    hit = got(api, "/search", q="会议记录")["hits"][0]
    start, end, _ = hit["title_marks"][0]
    assert hit["title"][start:end] == "会议记录"


def test_facets_count_what_is_asked_for(api: TestClient) -> None:
    counted = got(api, "/facets", q="公务接待", year="2023")
    assert counted["facets"]["year"] == [{"value": "2023", "findings": counted["total"]}]


def test_a_wrong_query_is_told_in_chinese(api: TestClient) -> None:
    answer = api.get("/api/v1/search", params={"q": "年份:去年"})
    assert answer.status_code == 400
    assert "不是年份" in answer.json()["detail"]


def test_a_wrong_parameter_is_told_by_name(api: TestClient) -> None:
    answer = api.get("/api/v1/search", params={"limit": "many"})
    assert answer.status_code == 422
    assert "limit" in answer.json()["detail"]


def test_a_finding_comes_with_its_passage(api: TestClient) -> None:
    finding = got(api, f"/findings/{first(api, '会议记录')}")
    assert "会议记录不完整" in finding["passage"]


def test_the_original_comes_as_a_download_and_unchanged(api: TestClient) -> None:
    report = first(api, "会议记录").partition("-")[0]
    answer = api.get(f"/api/v1/reports/{report}/original")
    assert answer.content == NOTICES["桂岭2020.txt"].encode()
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_the_beginning_of_an_id_is_no_id(api: TestClient) -> None:
    report = first(api, "会议记录").partition("-")[0]
    assert api.get(f"/api/v1/reports/{report[:6]}").status_code == 404


def test_an_uploaded_report_is_found(api: TestClient) -> None:
    job = upload(api, ("黄陂2024.txt", NEW))
    assert "新增 1" in job["outcome"]
    assert got(api, "/search", q="扶贫车间")["total"] == 1


def test_the_same_file_twice_is_one_report(api: TestClient) -> None:
    upload(api, ("黄陂2024.txt", NEW))
    assert "新增 0" in upload(api, ("黄陂2024.txt", NEW))["outcome"]
    assert got(api, "/search", q="扶贫车间")["total"] == 1


def test_two_files_of_one_name_are_two_reports(api: TestClient) -> None:
    other = notice("青石乡", 2024, ("扶贫车间闲置", DONE)).encode()
    upload(api, ("整改通报.txt", NEW))
    upload(api, ("整改通报.txt", other))
    assert got(api, "/search", q="扶贫车间")["total"] == 2


def test_a_name_with_folders_in_it_leads_nowhere(api: TestClient, library: Library) -> None:
    upload(api, ("../../外面.txt", NEW))
    found = got(api, "/search", q="扶贫车间")["hits"][0]["card"]["source"]
    assert found == "外面.txt"
    assert not (library.folder.parent / "外面.txt").exists()


def test_what_cannot_be_read_is_in_quarantine_with_its_reason(api: TestClient) -> None:
    job = upload(api, ("坏的.pdf", b"%PDF-1.4 broken"), ("黄陂2024.txt", NEW))
    (entry,) = got(api, "/quarantine")
    assert entry["name"] == "坏的.pdf"
    assert entry["reason"] in job["outcome"]


def test_what_is_in_quarantine_can_be_tried_again_and_put_away(api: TestClient) -> None:
    upload(api, ("坏的.pdf", b"%PDF-1.4 broken"))
    (entry,) = got(api, "/quarantine")
    ended(api, api.post("/api/v1/quarantine/retry", json={"ids": [entry["id"]]}).json())
    assert got(api, "/quarantine")[0]["tries"] == 2
    api.post("/api/v1/quarantine/drop", json={"ids": [entry["id"]]})
    assert got(api, "/quarantine") == []


def pair(api: TestClient) -> dict[str, str]:
    suggested = got(api, "/review", limit=1)[0]
    return {"a": suggested["a"]["finding"], "b": suggested["b"]["finding"]}


def test_the_score_is_hidden_until_asked_for(api: TestClient) -> None:
    assert got(api, "/review", limit=1)[0]["score"] is None
    assert got(api, "/review", limit=1, score=True)[0]["score"] is not None


def test_a_decided_pair_is_not_suggested_again(api: TestClient) -> None:
    decided = pair(api)
    api.post("/api/v1/decisions", json={**decided, "verdict": "reject", "note": "对象不同"})
    waiting = [{each["a"]["finding"], each["b"]["finding"]} for each in got(api, "/review")]
    assert set(decided.values()) not in waiting
    (entry,) = got(api, "/decisions")
    assert (entry["user"], entry["note"]) == ("本机", "对象不同")


def test_a_decision_can_be_undone(api: TestClient) -> None:
    api.post("/api/v1/decisions", json={**pair(api), "verdict": "reject"})
    assert api.post("/api/v1/decisions/undo").json()["verdict"] == "reject"
    assert got(api, "/decisions") == []


def test_a_contradiction_is_told(api: TestClient) -> None:
    group = next(each for each in got(api, "/recurrences")["groups"] if len(each["members"]) > 2)
    a, b, c = (each["finding"] for each in group["members"][:3])
    for one, other, verdict in ((a, b, "confirm"), (b, c, "confirm"), (a, c, "reject")):
        answer = api.post("/api/v1/decisions", json={"a": one, "b": other, "verdict": verdict})
    assert "研判有矛盾" in answer.json()["conflicts"][0]


def test_a_whole_group_is_decided_on_at_once(api: TestClient) -> None:
    group = got(api, "/recurrences")["groups"][0]
    answer = api.post(f"/api/v1/groups/{group['id']}/decisions", json={"verdict": "confirm"})
    assert answer.json()["decided"] == len(group["links"]) == len(got(api, "/decisions"))


def ledger_row(api: TestClient, finding: str) -> dict[str, Any]:
    items = got(api, "/ledger")["items"]
    return next(each for each in items if each["item"]["id"] == finding)


def test_an_edited_deadline_makes_an_item_overdue(api: TestClient) -> None:
    finding = first(api, "危房改造资金滞留")
    api.put(f"/api/v1/ledger/{finding}", json={"field": "deadline", "value": "2024-01"})
    row = ledger_row(api, finding)
    assert row["item"]["deadline"] == "2024-01"
    assert row["item"]["overdue"] > 0


def test_an_edit_is_kept_when_another_takes_its_place(api: TestClient) -> None:
    finding = first(api, "危房改造资金滞留")
    for note in ("已约谈", "已约谈两次", None):
        api.put(f"/api/v1/ledger/{finding}", json={"field": "note", "value": note})
    assert [each["value"] for each in got(api, f"/ledger/{finding}/edits")] == [
        "已约谈",
        "已约谈两次",
        None,
    ]
    assert ledger_row(api, finding)["item"]["note"] is None


@pytest.mark.parametrize("value", ["明年", "2024-13", "", "x" * 600])
def test_a_deadline_that_is_no_date_is_refused(api: TestClient, value: str) -> None:
    finding = first(api, "危房改造资金滞留")
    answer = api.put(f"/api/v1/ledger/{finding}", json={"field": "deadline", "value": value})
    assert answer.status_code in (409, 422)
    assert got(api, f"/ledger/{finding}/edits") == []


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("search?q=公务接待&form=xlsx", b"PK"),
        ("search?q=公务接待&form=docx", b"PK"),
        ("search?q=公务接待&form=csv", "\ufeff".encode()),
        ("search?q=公务接待&form=html", b"<!DOCTYPE html>"),
        ("ledger", b"PK"),
        ("recurrences?form=docx", b"PK"),
        ("recurrences?form=xlsx", b"PK"),
        ("recurrences?form=html", b"<!DOCTYPE html>"),
    ],
)
def test_every_export_is_a_file_to_be_saved(api: TestClient, path: str, start: bytes) -> None:
    answer = api.get(f"/api/v1/exports/{path}")
    assert answer.content[: len(start)].upper() == start.upper()
    assert answer.headers["content-disposition"].startswith("attachment;")


def test_an_empty_library_says_what_to_do(library: Library) -> None:
    with local(Library(library.folder.parent / "没有")) as browser:
        answer = browser.get("/api/v1/search?q=公务")
    assert answer.status_code == 409
    assert "导入" in answer.json()["detail"]


def test_the_manual_shows_every_operation(api: TestClient) -> None:
    described = api.get("/api/openapi.json").json()
    manual = api.get("/api/docs").text
    assert [path for path in described["paths"] if path not in manual] == []


def test_an_ingest_under_way_holds_up_no_decision(api: TestClient, library: Library) -> None:
    with library.writing():
        answer = api.post("/api/v1/decisions", json={**pair(api), "verdict": "unsure"})
        change = {"field": "note", "value": "已约谈"}
        edited = api.put(f"/api/v1/ledger/{first(api, '会议记录')}", json=change)
    assert (answer.status_code, edited.status_code) == (200, 200)
