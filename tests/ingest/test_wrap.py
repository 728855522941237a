from ingest.wrap import columns, wrap_of

_LINE = "镇党委逐条研究制定整改方案并明确责任领导和完成时限"


def test_lines_of_one_width_are_wrapped_there() -> None:
    wrap = wrap_of([_LINE] * 3 + ["已完成。"])
    assert (wrap.width, wrap.exact) == (len(_LINE), True)


def test_a_full_line_goes_on_below() -> None:
    wrap = wrap_of([_LINE] * 3 + ["已完成。"])
    assert [wrap.fills(line) for line in (_LINE, "已完成。")] == [True, False]


def test_lines_of_many_widths_are_not_wrapped() -> None:
    assert wrap_of([_LINE[:n] for n in range(12, 22)]).width == 0


def test_lines_that_end_with_stops_are_paragraphs() -> None:
    assert wrap_of([_LINE[:20] + "。"] * 5).exact is False


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert columns("3.5万元") == 7
