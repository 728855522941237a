import msgspec

from ingest.model import Document, as_json
from ingest.parse import parse
from ingest.taxonomy import extended
from tests.ingest.reports import parsed, report_on

_ONE = "关于公务接待不规范的问题。修订接待办法。【已完成】"


def test_the_title_of_the_file_serves_where_the_text_has_none() -> None:
    document = Document(text="正文如下。", title="云溪镇整改通报")
    assert parse(document).title == "云溪镇整改通报"


def test_the_date_of_the_file_serves_where_the_text_has_none() -> None:
    document = Document(text="正文如下。", published_on="2023-12-08")
    assert parse(document).published_on == "2023-12-08"


def test_warnings_of_the_reader_are_passed_on() -> None:
    document = Document(text="正文如下。", warnings=("第2页没有文字",))
    assert parse(document).warnings == ("第2页没有文字",)


def test_one_organisation_is_a_string_in_the_json() -> None:
    tree = msgspec.json.decode(as_json(report_on(_ONE)))
    assert tree["inspected_org"] == "云溪镇党委"


def test_traditional_characters_are_read_and_kept_as_written() -> None:
    report = parsed(
        "雲溪鎮關於巡察整改情況的通報\n1.關於公務接待不規範的問題。修訂接待辦法。【已完成】\n"
    )
    assert [f.title for f in report.findings] == ["公務接待不規範"]


def test_a_library_may_bring_its_own_types() -> None:
    types = extended('[[type]]\nid = "养蜂"\nterms = ["蜂群"]\n')
    document = Document(
        text="云溪镇巡察整改情况的通报\n1.关于蜂群管理不善的问题。补足蜂箱。【已完成】\n"
    )
    assert [f.type for f in parse(document, types=types).findings] == ["养蜂"]


def test_an_empty_document_is_an_empty_report() -> None:
    report = parsed("")
    assert (report.title, report.findings) == (None, ())


def test_a_title_that_the_page_shows_twice_is_said_once() -> None:
    title = "中共某镇委员会关于巡察整改情况的通报"
    text = f"{title}\n{title}\n根据县委统一部署，现将巡察整改情况予以公布。\n"
    assert parse(Document(text=text)).title == title


def test_lists_that_begin_again_and_again_are_no_endless_nest() -> None:
    text = "关于巡察整改情况的通报\n" + "1.学习不深入\n2.接待不规范\n" * 500
    assert parse(Document(text=text)).title == "关于巡察整改情况的通报"
