"""检索: a search is a plain address."""

import pytest

from tests.web.client import HERE, TestClient, token_on
from tests.web.pages.looking import first_finding, links, opened, seen, sent


def test_a_hit_shows_status_type_and_the_words_marked(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待")
    assert "<mark>公务接待</mark>" in page
    assert "完成" in seen(page)
    assert "共 6 个问题" in seen(page)


def test_a_facet_is_a_link_that_narrows(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待")
    (address,) = links(page, "status=%E6%AD%A3%E5%9C%A8%E6%95%B4%E6%94%B9")
    assert "共 2 个问题" in seen(opened(here, address))


def test_a_chosen_facet_can_be_taken_away_again(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待&status=正在整改")
    assert "整改状态：正在整改" in seen(page)
    back = next(each for each in links(page, "/search?q=") if "status" not in each)
    assert "共 6 个问题" in seen(opened(here, back))


def test_hits_can_be_listed_by_report(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待&group=report")
    assert len(links(page, "/reports/")) == 6
    assert "按报告归并" in seen(page)


def test_a_query_that_makes_no_sense_is_explained_on_the_page(here: TestClient) -> None:
    answer = here.get("/search?q=年份:明年")
    assert answer.status_code == 400
    assert "检索式看不懂" in seen(answer.text)
    assert 'value="年份:明年"' in answer.text


def test_what_no_finding_has_is_told(here: TestClient) -> None:
    assert "没有找到" in seen(opened(here, "/search?q=天文望远镜"))


def test_the_beginning_of_a_word_is_completed(here: TestClient) -> None:
    texts = [each["text"] for each in here.get("/completions?q=公务").json()]
    assert "公务接待" in texts


@pytest.mark.parametrize(
    ("kind", "begins"), [("xlsx", b"PK"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf")]
)
def test_hits_are_exported_as_a_file_to_be_saved(
    here: TestClient, kind: str, begins: bytes
) -> None:
    answer = here.get(f"/search/export.{kind}?q=公务接待")
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_export_is_linked_with_the_same_question(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待&status=完成")
    address = links(page, "/search/export.csv")[0]
    assert here.get(address).text.count("完成") >= 4
    assert "正在整改" not in here.get(address).text


def test_an_unknown_kind_of_file_is_refused_with_what_there_is(here: TestClient) -> None:
    answer = here.get("/search/export.exe?q=公务接待")
    assert answer.status_code == 409
    assert "xlsx、docx、csv" in answer.text


def test_similar_findings_are_those_of_other_reports(here: TestClient) -> None:
    id = first_finding(here, "公务接待超标准")
    page = opened(here, f"/similar?of={id}")
    assert id not in [each.rpartition("/")[2] for each in links(page, "/findings/")][1:]
    assert "违规公务接待" in seen(page)


def test_a_saved_search_shows_only_what_is_new(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待")
    after = sent(here, page, "/saved", name="接待", query="公务接待")
    assert "已保存" in seen(after)
    assert "没有新出现的" in seen(opened(here, links(after, "/saved?name=")[0]))


def test_a_saved_search_can_be_removed(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待")
    sent(here, page, "/saved", name="接待", query="公务接待")
    after = sent(here, page, "/saved/remove", name="接待")
    assert not links(after, "/saved?name=")


def test_chosen_facets_are_saved_with_the_query(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待&status=正在整改")
    assert "公务接待 状态:&#34;正在整改&#34;" in page


def test_an_empty_library_says_what_to_do(empty: TestClient) -> None:
    page = opened(empty, "/search")
    assert "库里还没有报告" in seen(page)
    assert links(page, "/sources")


def test_a_listing_by_report_can_be_exported_and_saved(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待&group=report")
    assert links(page, "/search/export.xlsx")
    assert 'action="/saved"' in page


def test_a_search_that_finds_nothing_yet_can_be_saved(here: TestClient) -> None:
    page = opened(here, "/search?q=天文望远镜")
    after = sent(here, page, "/saved", name="望远镜", query="天文望远镜")
    assert "还没有符合的问题" in seen(opened(here, links(after, "/saved?name=")[0]))


def test_what_is_wrong_in_a_query_is_marked(here: TestClient) -> None:
    page = here.get("/search?q=食堂 年份:明年 账目").text
    assert "食堂 年份:<mark>明</mark>年 账目" in page


def test_a_type_that_there_is_not_is_told_with_those_that_there_are(here: TestClient) -> None:
    for asked in ("q=type:xxxx", "type=xxxx"):
        words = seen(opened(here, f"/search?{asked}"))
        assert "没有名为“xxxx”的问题类型。有这些：" in words
        assert "公务接待" in words


def test_a_part_of_a_type_is_one(here: TestClient) -> None:
    assert "问题类型。有这些" not in seen(opened(here, "/search?q=类型:接待"))


def test_a_saved_search_shows_what_was_seen_under_what_is_new(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待")
    after = sent(here, page, "/saved", name="接待", query="公务接待")
    words = seen(opened(here, links(after, "/saved?name=")[0]))
    assert "没有新出现的" in words
    assert "看过的 6 个" in words


def test_a_name_that_is_taken_is_refused_without_a_command(here: TestClient) -> None:
    page = opened(here, "/search?q=公务接待")
    sent(here, page, "/saved", name="接待", query="公务接待")
    form = {"csrf": token_on(page), "name": "接待", "query": "公务接待"}
    answer = here.post("/saved", data=form, headers={"referer": f"{HERE}/search"})
    assert "已有名为“接待”的检索" in seen(answer.text)
    assert "saved remove" not in answer.text


def test_every_page_has_one_search_box(here: TestClient) -> None:
    id = first_finding(here, "公务接待超标准")
    report = id.partition("-")[0]
    for address in (f"/findings/{id}", f"/reports/{report}", f"/similar?of={id}", "/search"):
        assert opened(here, address).count("data-search") == 1
