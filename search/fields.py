"""The fields that a query can name, and what a value in each of them means."""

import re

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
    Term,
    Without,
)
from indexer.engine import TextField as Text
from indexer.folding import searchable
from indexer.pinyin import readings
from ingest.model import ReportKind, Status
from search.offices import other_names
from search.problem import QueryError
from search.ranges import in_range
from search.terms import document_numbers

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
LISTS = frozenset(("org", "region", "type", "round", "status", "kind", "year"))
"""Fields that take several values, of which any will do."""

_SEVERAL = re.compile("[,，、]")
_EACH = re.compile("[^,，、]+")
_EACH_OR = re.compile("[^,，、/]+")


def in_field(field: str, value: str, offset: int = 0) -> Node:
    """The query for `value` in `field`; it filters and does not rank.

    Raises `QueryError`, placed at `offset`, where the value makes no sense in that field.
    """
    match field:
        case "org" | "region" | "type" | "round" | "year" if _SEVERAL.search(value):
            parts = tuple(
                in_field(field, each[0], offset + each.start()) for each in _EACH.finditer(value)
            )
            if not parts:
                raise QueryError("这个字段的内容里没有可检索的字", offset)
            return AnyOf(parts)
        case "org":
            return _organisation(_text(value, offset))
        case "round":
            text = _text(value, offset)
            names = dict.fromkeys((text, _round(text)))
            return Boosted(AnyOf(tuple(_labelled(field, name) for name in names)), 0)
        case "region" | "type" | "heading" | "source":
            return Boosted(_labelled(field, _text(value, offset)), 0)
        case "title":
            return _run(Text.TITLE_GRAMS, value, offset)
        case "measure":
            return Boosted(_measure(value, offset), 0)
        case "pinyin":
            return Boosted(_sounding(value, offset), 0)
        case "number":
            values = (value, *document_numbers(searchable(value)))
            return Boosted(AnyOf(tuple(_run(Text.GRAMS, each, offset) for each in values)), 0)
        case "status":
            return _one_of(KeywordField.STATUS, list(Status), value, offset)
        case "kind":
            return _one_of(KeywordField.KIND, list(ReportKind), value, offset)
        case "year":
            return in_range(NumberField.YEAR, value, offset)
        case "published":
            return in_range(NumberField.PUBLISHED, value, offset)
        case "amount":
            return in_range(NumberField.AMOUNT, value, offset)
        case _:
            return Boosted(Prefix(KeywordField.REPORT, value.lower()), 0)


def _organisation(text: str) -> Node:
    names = (text, *other_names(text))
    return Boosted(AnyOf(tuple(_labelled("org", name) for name in names)), 0)


def _labelled(field: str, text: str) -> Node:
    pairs = grams(text) or atoms(text)
    return Phrase(Text.LABELS, tuple(f"{field}:{pair}" for pair in pairs))


def _round(text: str) -> str:
    """The name of a round as reports write it: 2 and 第2轮 are 第二轮."""
    import cn2an

    whole = f"第{text}轮" if text.isdecimal() else text
    # 12 is 十二 in a name, and 一十二 to those who count.
    return re.sub(r"\d{1,2}", lambda n: re.sub("^一十", "十", cn2an.an2cn(n[0])), whole)


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
    if found := re.search(r"[*~～][12]?$", value):
        told = f"字段里写一部分就能找到，不用加“{found[0]}”"
        raise QueryError(told, offset + found.start())
    text = searchable(value)
    if not atoms(text):
        raise QueryError("这个字段的内容里没有可检索的字", offset)
    return text


def _one_of(field: KeywordField, known: list[str], value: str, offset: int) -> Node:
    wanted = list(_EACH_OR.finditer(value))
    for part in wanted:
        if part[0] not in known:
            told = f"没有“{part[0]}”，可以填：{'、'.join(known)}"
            raise QueryError(told, offset + part.start())
    if not wanted:
        raise QueryError("这个字段的内容里没有可检索的字", offset)
    return Boosted(AnyOf(tuple(Term(field, part[0]) for part in wanted)), 0)
