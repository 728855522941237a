from ingest.model import Status
from ingest.normalise import normalise
from tests.ingest.reports import FOOT, HEAD, parsed

_BOXED = (
    "┌──┬──────┬────────┬────┐\n"
    "│序号│反馈问题  │整改措施    │状态  │\n"
    "├──┼──────┼────────┼────┤\n"
    "│1 │会议记录缺失│补齐近三年的  │已完成 │\n"
    "│  │          │记录。      │      │\n"
    "├──┼──────┼────────┼────┤\n"
    "│2 │白条入账  │清退白条。   │正在整改│\n"
    "└──┴──────┴────────┴────┘\n"
)


def test_rows_between_strokes_are_read_cell_by_cell() -> None:
    assert normalise(_BOXED).text == (
        "序号\t反馈问题\t整改措施\t状态\n"
        "1\t会议记录缺失\t补齐近三年的记录。\t已完成\n"
        "2\t白条入账\t清退白条。\t正在整改"
    )


def test_a_boxed_table_holds_findings_and_ends_above_the_signature() -> None:
    report = parsed(HEAD + _BOXED + FOOT)
    assert [(f.number, f.title, f.status) for f in report.findings] == [
        ("1", "会议记录缺失", Status.DONE),
        ("2", "白条入账", Status.ONGOING),
    ]
    assert report.published_on == "2023-12-08"


def test_rows_without_strokes_between_them_begin_where_their_first_cell_does() -> None:
    raw = "│序号│问题│\n│1│会议记录│\n│ │缺失│\n│2│白条入账│\n"
    assert normalise(raw).text == "序号\t问题\n1\t会议记录缺失\n2\t白条入账"


def test_a_box_around_nothing_is_no_table() -> None:
    assert normalise("│ │ │\n│ │ │\n│ │ │\n").text.count("\t") == 0


def test_lone_strokes_part_nothing() -> None:
    assert normalise("│\n├──\n│第一行\n│第二行\n").text.count("\t") == 0


def test_a_table_in_two_manners_is_read_once() -> None:
    raw = (
        "序号  反馈问题    整改措施\n1     会议记录缺失  补齐\n"
        + _BOXED
        + "2     白条入账    清退\n"
    )
    assert normalise(raw).text.count("补齐近三年的记录") == 1
