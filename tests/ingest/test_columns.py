from ingest.model import Document
from ingest.normalise import normalise
from ingest.parse import parse

_NAMES = "序号  反馈问题            整改措施                整改状态\n"
_ROWS = (
    "1     会议记录缺失，      1.补齐近三年的记录，    已完成\n"
    "      三年没有记录        专人保管；\n"
    "                          2.每季检查。\n"
    "2     党费漏缴            逐人催缴。              已完成\n"
)


def test_cells_side_by_side_are_read_one_behind_the_other() -> None:
    assert normalise(_NAMES + _ROWS).text == (
        "序号\t反馈问题\t整改措施\t整改状态\n"
        "1\t会议记录缺失，三年没有记录\t1.补齐近三年的记录，专人保管；\v2.每季检查。\t已完成\n"
        "2\t党费漏缴\t逐人催缴。\t已完成"
    )


def test_the_span_of_a_cell_holds_all_of_its_lines() -> None:
    raw = _NAMES + _ROWS
    clean = normalise(raw)
    title = "会议记录缺失，三年没有记录"
    start, end = clean.span(clean.text.index(title), clean.text.index(title) + len(title))
    assert raw[start:].startswith("会议记录缺失")
    assert raw[:end].endswith("三年没有记录")


def test_a_row_spans_its_longest_cell() -> None:
    raw = (
        "序号  反馈问题            整改措施\n"
        "1     会议记录缺失，      补齐。\n"
        "      三年没有记录\n"
        "2     党费漏缴            催缴。\n"
    )
    first, _ = parse(Document(text=raw)).findings
    assert raw[slice(*first.span)].endswith("三年没有记录")


def test_a_hand_that_is_off_by_a_space_still_finds_the_column() -> None:
    raw = (_NAMES + _ROWS).replace("党费漏缴            逐", "党费漏缴           逐")
    assert "\n2\t党费漏缴\t逐人催缴。\t已完成" in normalise(raw).text


def test_wide_spaces_part_columns_too() -> None:
    raw = (
        "序号　　问题　　　　　　整改情况\n"
        "１　　　会议记录缺失　　补齐记录。\n"
        "２　　　党费漏缴　　　　催缴。\n"
    )
    assert normalise(raw).text.endswith("２\t党费漏缴\t催缴。")


def test_a_signature_below_is_no_part_of_the_last_row() -> None:
    raw = _NAMES + _ROWS + "                                        云溪镇党委\n"
    assert normalise(raw).text.endswith("逐人催缴。\t已完成\n云溪镇党委")


def test_a_total_below_is_no_part_of_the_last_row() -> None:
    raw = f"{_NAMES}{_ROWS}────────────────\n合计：2个问题，已完成2个。\n"
    assert normalise(raw).text.endswith("已完成\n────────────────\n合计：2个问题，已完成2个。")


def test_names_beside_each_other_without_rows_are_no_table() -> None:
    raw = "问题数：6个        已完成：5个\n填表人：张三        审核人：李四\n"
    assert "\t" not in normalise(raw).text


def test_names_that_a_new_page_repeats_part_no_rows() -> None:
    raw = (
        _NAMES + _ROWS + _NAMES + _ROWS.replace("1     ", "3     ").replace("2     党", "4     党")
    )
    rows = normalise(raw).text.split("\n")
    assert [row.split("\t")[0] for row in rows] == ["序号", "1", "2", "3", "4"]


def test_a_table_that_counts_anew_is_another() -> None:
    assert normalise((_NAMES + _ROWS) * 2).text.count("序号\t反馈问题") == 2
