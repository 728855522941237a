"""Years, dates and sums that a query asks for, and ranges of them."""

import re
from datetime import date
from decimal import Decimal

from indexer.engine import Node, NumberField, Range
from indexer.numerals import numerals
from search.problem import QueryError

_LARGEST_YUAN = 10**15
_MONEY = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([十百千万亿]{0,2})元?")
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?")
_WITHOUT_DASHES = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SPAN = re.compile(r"\.\.|~|至|到|[—–]+")
_DASH = re.compile(r"(?<=.)[-－](?=.)")
_COMPARISONS = {">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", ">": ">", "<": "<"}

Bounds = tuple[int, int]


def in_range(field: NumberField, value: str, offset: int) -> Node:
    """The query for a year, a date or a sum, or a range of them.

    Raises `QueryError`, placed at `offset`, where the value is none.
    """
    read = _READERS[field]
    text = value.strip().translate(str.maketrans("＞＜～", "><~"))
    sign = re.match(r"[<>]=?|[≥≤]", text)
    if sign:
        low, high = read(text[sign.end() :], offset + sign.end())
        match _COMPARISONS[sign.group()]:
            case ">=":
                return Range(field, low, None)
            case "<=":
                return Range(field, None, high)
            case ">":
                return Range(field, high + 1, None)
            case _:
                return Range(field, None, max(low - 1, 0))
    ends = _SPAN.split(text, maxsplit=1)
    if len(ends) == 1 and field is not NumberField.PUBLISHED:
        # 2020-2022 is a span of years, but 2020-12 is a month.
        ends = _DASH.split(text, maxsplit=1)
    if len(ends) == 1:
        return Range(field, *read(text, offset))
    if ends == ["", ""]:
        raise QueryError("范围的两头至少要写一头，例如 2021..2024", offset)
    if unit := re.search("[十百千万亿]+元?$", ends[1]):
        # 1-5万 begins at 10,000.
        within = re.fullmatch(r"[\d.]+", ends[0]) and read(ends[0] + unit[0], offset)[0]
        if within and within <= read(ends[1], offset)[1]:
            ends[0] += unit[0]
    lower = read(ends[0], offset)[0] if ends[0] else None
    upper = read(ends[1], offset + len(text) - len(ends[1]))[1] if ends[1] else None
    if lower is not None and upper is not None and lower > upper:
        raise QueryError("范围的起点比终点大", offset)
    return Range(field, lower, upper)


def _year(text: str, offset: int) -> Bounds:
    found = re.fullmatch(r"(\d{4})年?", _in_digits(text, "年"))
    if not found:
        raise QueryError(f"“{text}”不是年份，应写成 2024 或 2021..2024", offset)
    return int(found[1]), int(found[1])


def _date(text: str, offset: int) -> Bounds:
    found = _DATE.fullmatch(_in_digits(text)) or _WITHOUT_DASHES.fullmatch(text)
    if not found:
        raise QueryError(f"“{text}”不是日期，应写成 2024、2024-09 或 2024-09-25", offset)
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    try:
        date(year or 1, month, day)
    except ValueError:
        raise QueryError(f"没有“{text}”这一天，请核对月份和日子", offset) from None
    start = year * 10_000 + month * 100
    if found[2] is None:
        return year * 10_000, year * 10_000 + 1231
    return (start, start + 31) if found[3] is None else (start + day, start + day)


def _yuan(text: str, offset: int) -> Bounds:
    found = _MONEY.fullmatch(_in_digits(text))
    if not found:
        raise QueryError(f"“{text}”不是金额，应写成 50000、5万 或 3.5万元", offset)
    yuan = Decimal(found[1].replace(",", ""))
    for step in found[2]:
        yuan *= _SCALES[step]
    if yuan > _LARGEST_YUAN:
        raise QueryError("金额太大", offset)
    return int(yuan), int(yuan)


def _in_digits(text: str, unit: str = "") -> str:
    """A date or a sum written in Chinese numerals, in digits; any other text as it is."""
    if text.isascii() or re.match(r"\d", text):
        return text
    found = list(numerals(text.removesuffix(unit) + unit))
    alone = len(found) == 1 and found[0].start == 0 and found[0].end >= len(text)
    return found[0].forms[0].removeprefix("=") if alone else text


_READERS = {NumberField.YEAR: _year, NumberField.PUBLISHED: _date, NumberField.AMOUNT: _yuan}
