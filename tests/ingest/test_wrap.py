from ingest.wrap import columns, wrap_of

_LINE = "镇党委逐条研究制定整改方案并明确责任领导和完成时限"


def test_lines_of_one_width_are_wrapped_there() -> None:
    wrap = wrap_of([_LINE] * 3 + ["已完成。"])
    assert (wrap.width, wrap.exact) == (len(_LINE), True)


def test_a_full_line_goes_on_below() -> None:
    wrap = wrap_of([_LINE] * 3 + ["已完成。"])
    assert [wrap.fills(line) for line in (_LINE, "已完成。")] == [True, False]


def test_a_line_is_full_where_a_number_had_no_room() -> None:
    short, below = _LINE[:-2], "2024年3月完成整改并向群众公开接受监督不留死角"
    wrap = wrap_of([_LINE, short, below, short + "，", "2023年制定", _LINE + "，", _LINE])
    assert [wrap.fills(short, line) for line in (below, "完成。")] == [True, False]


def test_a_stop_hangs_over_the_edge() -> None:
    hanging = _LINE + "，"
    wrap = wrap_of([_LINE, hanging, _LINE, hanging, "已完成。"])
    assert [wrap.fills(line, "已完成。") for line in (_LINE, hanging)] == [True, True]


def test_an_indented_line_begins_a_paragraph() -> None:
    wrap = wrap_of(["　　" + _LINE[2:], _LINE, _LINE, _LINE[:5]] * 5)
    assert [wrap.fills(_LINE, below) for below in (_LINE, "　　" + _LINE)] == [True, False]


def test_lines_of_many_widths_are_not_wrapped() -> None:
    assert wrap_of([_LINE[:n] for n in range(12, 22)]).width == 0


def test_lines_that_end_with_stops_are_paragraphs() -> None:
    assert wrap_of([_LINE[:20] + "。"] * 5).exact is False


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert columns("3.5万元") == 7
