from ingest.normalise import normalise

_NAMES = "序号 反馈问题 整改措施 责任人 整改状态\n"
_ROWS = (
    "1 会议记录缺失，三个 1.补齐近三年的记录， 张三 已完成\n"
    "支部没有记录 专人保管；\n"
    "2.每季检查。\n"
    "2 党费漏缴 逐人核对基数，逐月 李四 已完成\n"
    "催缴到位。\n"
    "3 白条入账 清退白条。 张三 正在整改\n"
)


def test_cells_with_a_space_between_them_are_told_apart() -> None:
    assert normalise(_NAMES + _ROWS).text == (
        "序号\t反馈问题\t整改措施\t责任人\t整改状态\n"
        "1\t会议记录缺失，三个支部没有记录\t1.补齐近三年的记录，专人保管；\v2.每季检查。\t张三\t已完成\n"
        "2\t党费漏缴\t逐人核对基数，逐月催缴到位。\t李四\t已完成\n"
        "3\t白条入账\t清退白条。\t张三\t正在整改"
    )


def test_what_stands_below_the_last_row_is_no_part_of_it() -> None:
    raw = f"{_NAMES}{_ROWS}中共云溪镇委员会\n2023年12月8日\n"
    assert normalise(raw).text.endswith("\t正在整改\n中共云溪镇委员会\n2023年12月8日")


def test_a_row_that_lacks_a_cell_makes_no_table() -> None:
    raw = _NAMES + _ROWS.replace("清退白条。 张三 ", "清退白条。")
    assert "\t" not in normalise(raw).text


def test_names_of_which_one_tells_nothing_head_no_table() -> None:
    raw = _NAMES.replace("责任人", "天气") + _ROWS
    assert "\t" not in normalise(raw).text
