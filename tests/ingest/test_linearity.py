"""Work grows with the text, not with its square, however odd the text is.

Times are compared with each other only: four times the text takes sixteen times as long where work
grows with the square alone, and may take eight times as long here.
"""

import gc
import time

import pytest

from ingest.model import Document
from ingest.parse import parse
from tests.ingest.reports import HEAD

pytestmark = pytest.mark.long

_MEGABYTE = 1_000_000
_TELLING = 0.05  # seconds; what takes less is too short to be compared
_LINE = {
    "points": "一是学习不深入",
    "stops": "、",
    "opening_quotes": "“‘",
    "opening_brackets": "（",
    "opening_titles": "《办法",
    "digits": "1",
    "numerals": "一",
    "existing": "存在",
    "wrong": "公务接待不规范",
    "inspected": "县委巡察",
    "sanctions": "批评教育3人",
    "dates": "2023年3月至",
    "targeted": "针对“不",
    "sections": "（一）",
    "tabs": "\t",
    "spaces": "  ",
    "places": "云川县云溪镇",
    "scraps": "##a",
    "inline_labels": "学。怎么改：",
    "aspects": "；在党建方面，不力",
}
_LINES = {
    "short": "学习\n",
    "numbered": "1.学习不深入\n",
    "labels": "整改措施：\n",
    "rows": "1\t学习不深入\t已完成\n",
    "answered": "1.学习不深入\n整改措施：一是改。二是查。\n",
    "signed": "中共云溪镇委员会\n",
    "pages": "第1页\n\f",
    "own_bullets": "✦学习不深入\n怎么改：学\n",
    "letters": "A.学习不深入\nB.接待不规范\n",
    "strokes": "|问题|措施|\n",
    "cells": "问题\t学习不深入\n措施\t学\n",
    "stacked_cells": "序号\n问题\n措施\n1\n学习不深入\n学\n",
    "groups": "以下2个问题正在整改：\n关于“学习不深入”问题。一是学。\n",
    "parted_records": "（一）学习方面\n问题：不深入。\n整改：1.学。\n问题：不好。\n整改：1.改。\n",
    "short_over_steps": "学习不深入\n一是学；二是改。\n",
    "aligned_cells": "序号  问题        措施\n1     学习不深入  学\n2     不好        改\n",
    "aligned_names": "序号  问题        措施\n",
    "spaced_cells": "序号 问题 措施 状态\n1 学习不深入 学 已完成\n2 不好 改 已完成\n",
    "boxed_cells": "│1│学习不深入│学│\n",
    "arrows": "学习不深入→学→已完成\n",
    "assigned": "1.学习不深入。该问题由李四牵头，财政所承办，限2023年7月31日前办结。\n",
    "compounds": "问题1-1 学习不深入\n问题1-2 不好\n",
    "spaced_labels": "整改进度 已完成\n",
    "uncounted_cells": "问题\n措施\n状态\n学习不深入\n学\n已完成\n",
    "totals": "反馈问题9个，已完成8个，其余1个正在整改\n",
}


def _seconds(unit: str, size: int) -> float:
    document = Document(text=HEAD + unit * (size // len(unit.encode())))
    # A collection walks all that other tests left in this process; it would hit some looks only.
    gc.disable()
    try:
        began = time.process_time()
        parse(document)
        return time.process_time() - began
    finally:
        gc.enable()


def _proportional(unit: str) -> bool:
    """Whether it does in one look of five: other programs disturb some; a square fails all."""
    return any(_growth(unit) <= 8 for _ in range(5))


def _growth(unit: str, size: int = _MEGABYTE // 4) -> float:
    """How many times as long so long a text takes as its quarter; a megabyte, if that is quick."""
    _seconds(unit, 1_000)
    quarter = _seconds(unit, size // 4)
    if quarter < _TELLING and size < _MEGABYTE:
        return _growth(unit, _MEGABYTE)
    return _seconds(unit, size) / max(quarter, _TELLING)


@pytest.mark.parametrize("unit", _LINE.values(), ids=_LINE.keys())
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    assert _proportional(unit)


@pytest.mark.parametrize("unit", _LINES.values(), ids=_LINES.keys())
def test_many_lines_take_time_in_proportion(unit: str) -> None:
    assert _proportional(unit)
