"""Tables as .xlsx."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from openpyxl import load_workbook

from search.export.xlsx import Link, Sheet, write


def test_a_table_comes_back_with_a_frozen_head_and_filters(tmp_path: Path) -> None:
    sheet = Sheet(name="核查", columns=("问题", "条数"), rows=(("财务管理不规范", 3),))

    write(tmp_path / "a.xlsx", [sheet])

    page = load_workbook(tmp_path / "a.xlsx")["核查"]
    assert [[cell.value for cell in row] for row in page] == [
        ["问题", "条数"],
        ["财务管理不规范", 3],
    ]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B2"


def test_a_cell_that_looks_like_a_formula_is_kept_as_text(tmp_path: Path) -> None:
    sheet = Sheet(name="a", columns=("x",), rows=(("=1+1",), ("@cmd",)))

    write(tmp_path / "a.xlsx", [sheet])

    page = load_workbook(tmp_path / "a.xlsx")["a"]
    assert [page["A2"].value, page["A3"].value] == ["'=1+1", "'@cmd"]
    assert page["A2"].data_type == "s"


def test_a_link_leads_to_a_file_of_any_name(tmp_path: Path) -> None:
    file = tmp_path / "整改 #1.txt"
    sheet = Sheet(name="a", columns=("来源",), rows=((Link(text="整改", path=file),),))

    write(tmp_path / "a.xlsx", [sheet])

    target = load_workbook(tmp_path / "a.xlsx")["a"]["A2"].hyperlink.target
    assert unquote(urlsplit(target).path) == file.as_posix()
