"""Charts of papers, and what a page makes of them."""

from lxml import etree

from search.export.charts import heat, lines
from search.export.paper import Heat, Lines
from search.export.paper_page import compared
from search.export.pictures import chinese_font, png

_TREND = Lines(
    name="走势",
    labels=("2020", "2021", "2022"),
    series=(("接待", (0.5, None, 0.25)), ("印章", (0.5, 0.5, 0.5))),
)


def titles(svg: str) -> list[str]:
    return [str(each.text) for each in etree.fromstring(svg.encode()).iter("{*}title")]


def test_a_point_tells_its_share() -> None:
    assert "2022：接待 25%" in titles(lines(_TREND))


def test_where_lines_meet_the_point_tells_of_both() -> None:
    assert "2020：接待、印章 50%" in titles(lines(_TREND))


def test_a_line_is_broken_where_nothing_is_known() -> None:
    paths = [each.get("d") for each in etree.fromstring(lines(_TREND).encode()).iter("{*}path")]
    assert paths[0].count("M") == 2


def test_a_square_tells_its_years() -> None:
    chart = Heat(
        name="分布",
        rows=("柳河镇",),
        columns=("公务接待",),
        years=("2020", "2023"),
        cells=((0, 0, 0, 1), (0, 0, 1, 2)),
    )
    assert titles(heat(chart)) == ["柳河镇　公务接待：2020 年 1，2023 年 2"]


def test_a_picture_is_a_png() -> None:
    drawn = png(lines(_TREND))
    assert (drawn is None) == (chinese_font() is None)
    assert drawn is None or drawn.startswith(b"\x89PNG")


def test_what_differs_between_two_passages_is_marked() -> None:
    assert compared("退款三万元", "退款五万元") == (
        "退款<mark>三</mark>万元",
        "退款<mark>五</mark>万元",
    )
