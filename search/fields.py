"""The fields that a query can name, and what a value in each of them means."""

import re
from collections.abc import Callable
from decimal import Decimal

from indexer.analysis import atoms, grams
from indexer.documents import MEASURED
from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    KeywordField,
    Node,
    NumberField,
    Phrase,
    Prefix,
    Range,
    Term,
    Without,
)
from indexer.engine import TextField as Text
from indexer.folding import searchable
from indexer.pinyin import readings
from ingest.model import ReportKind, Status
from search.offices import other_names
from search.problem import QueryError

_NAMES = {
    "org": ("单位", "被巡察单位"),
    "region": ("地区", "区域"),
    "year": ("年份", "年度"),
    "status": ("状态", "进度"),
    "type": ("类型",),
    "heading": ("方面",),
    "title": ("标题", "问题"),
    "kind": ("种类", "文种"),
    "amount": ("金额",),
    "source": ("来源",),
    "published": ("发布", "日期"),
    "round": ("轮次",),
    "number": ("文号",),
    "report": ("报告",),
    "measure": ("措施",),
    "pinyin": ("拼音",),
}
FIELDS = {name: field for field, names in _NAMES.items() for name in (field, *names)}
"""Every name that a query may use → the field's own."""

_LARGEST_YUAN = 10**15
_MONEY = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([十百千万亿]{0,2})元?")
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?")
_SPAN = re.compile(r"\.\.|~|至|到|[—–]+")
_DASH = re.compile(r"(?<=.)[-－](?=.)")
_COMPARISONS = {">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", ">": ">", "<": "<"}

Bounds = tuple[int, int]


def in_field(field: str, value: str, offset: int = 0) -> Node:
    """The query for `value` in `field`; it filters and does not rank.

    Raises `QueryError`, placed at `offset`, where the value makes no sense in that field.
    """
    match field:
        case "org" | "region" | "type" | "round" if "," in value:
            parts = [part for part in value.split(",") if part]
            return AnyOf(tuple(in_field(field, part, offset) for part in parts))
        case "org":
            names = (text := _text(value, offset), *other_names(text))
            return Boosted(AnyOf(tuple(_labelled(field, name) for name in names)), 0)
        case "region" | "type" | "heading" | "source" | "round":
            return Boosted(_labelled(field, _text(value, offset)), 0)
        case "title":
            return _run(Text.TITLE_GRAMS, value, offset)
        case "measure":
            return Boosted(_measure(value, offset), 0)
        case "pinyin":
            return Boosted(_sounding(value, offset), 0)
        case "number":
            return Boosted(_run(Text.GRAMS, value, offset), 0)
        case "status":
            return _one_of(KeywordField.STATUS, list(Status), value, offset)
        case "kind":
            return _one_of(KeywordField.KIND, list(ReportKind), value, offset)
        case "year":
            return _range(NumberField.YEAR, value, offset, _year)
        case "published":
            return _range(NumberField.PUBLISHED, value, offset, _date)
        case "amount":
            return _range(NumberField.AMOUNT, value, offset, _yuan)
        case _:
            return Boosted(Prefix(KeywordField.REPORT, value.lower()), 0)


def _labelled(field: str, text: str) -> Node:
    pairs = grams(text) or atoms(text)
    return Phrase(Text.LABELS, tuple(f"{field}:{pair}" for pair in pairs))


def _run(field: Text, value: str, offset: int) -> Node:
    text = _text(value, offset)
    single = atoms(text)
    if len(single) > 1:
        return Phrase(field, tuple(grams(text)))
    if field is Text.TITLE_GRAMS:
        # A pair of the title holds the atom, in front or behind.
        return Phrase(Text.LABELS, (f"title:{single[0]}",))
    return Term(Text.CHARS, single[0])


def _measure(value: str, offset: int) -> Node:
    # The index knows which tokens of a finding stand in no measure of it.
    text = _text(value, offset)
    beside = (Term(Text.LABELS, f"beside:{each}") for each in grams(text) or atoms(text))
    return AllOf(
        (
            _run(Text.GRAMS, value, offset),
            Term(Text.LABELS, MEASURED),
            *map(Without, beside),
        )
    )


def _sounding(value: str, offset: int) -> Node:
    found = readings(value)
    if not found:
        raise QueryError("拼音要写字母，全拼或首字母，例如 拼音:gwjd", offset)
    runs = (tuple(f"pinyin:{sound}" for sound in reading) for reading in found)
    return AnyOf(tuple(Phrase(Text.LABELS, run) for run in runs))


def _text(value: str, offset: int) -> str:
    text = searchable(value)
    if not atoms(text):
        raise QueryError("这个字段的内容里没有可检索的字", offset)
    return text


def _one_of(field: KeywordField, known: list[str], value: str, offset: int) -> Node:
    wanted = [part for part in re.split("[,，、/]", value) if part]
    for part in wanted:
        if part not in known:
            raise QueryError(f"没有“{part}”，可以填：{'、'.join(known)}", offset)
    return Boosted(AnyOf(tuple(Term(field, str(part)) for part in wanted)), 0)


def _range(field: NumberField, value: str, offset: int, read: Callable[[str, int], Bounds]) -> Node:
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
    lower = read(ends[0], offset)[0] if ends[0] else None
    upper = read(ends[1], offset + len(text) - len(ends[1]))[1] if ends[1] else None
    if lower is not None and upper is not None and lower > upper:
        raise QueryError("范围的起点比终点大", offset)
    return Range(field, lower, upper)


def _year(text: str, offset: int) -> Bounds:
    found = re.fullmatch(r"(\d{4})年?", text)
    if not found:
        raise QueryError(f"“{text}”不是年份，应写成 2024 或 2021..2024", offset)
    return int(found[1]), int(found[1])


def _date(text: str, offset: int) -> Bounds:
    found = _DATE.fullmatch(text)
    if not found:
        raise QueryError(f"“{text}”不是日期，应写成 2024、2024-09 或 2024-09-25", offset)
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise QueryError(f"没有“{text}”这一天，请核对月份和日子", offset)
    start = year * 10_000 + month * 100
    if found[2] is None:
        return year * 10_000, year * 10_000 + 1231
    return (start, start + 31) if found[3] is None else (start + day, start + day)


def _yuan(text: str, offset: int) -> Bounds:
    found = _MONEY.fullmatch(text)
    if not found:
        raise QueryError(f"“{text}”不是金额，应写成 50000、5万 或 3.5万元", offset)
    yuan = Decimal(found[1].replace(",", ""))
    for step in found[2]:
        yuan *= _SCALES[step]
    if yuan > _LARGEST_YUAN:
        raise QueryError("金额太大", offset)
    return int(yuan), int(yuan)
