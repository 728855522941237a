"""Numbers, sums, percentages and dates, each in one form however it is written.

3万元, 30000元, ３万元 and 三万元 are all `=30000元`; 2024年3月14日 and 2024-03-14 are both
`=2024-03-14`. The sign in front keeps these forms apart from the words of the text.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_CN = "〇零一二两三四五六七八九十百千万亿"
_N = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_D2 = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_COUNTER = "[个名人项次件起条笔户家天年月日号份元期轮届类批宗处]"
_NUMERAL = re.compile(
    rf"(?P<year>(?<!\d)\d{{4}}|[一二][〇零一二三四五六七八九]{{3}})年"
    rf"(?:(?P<month>{_D2})月(?:份)?(?:(?P<day>{_D2})[日号])?)?"
    rf"|(?<!\d)(?P<iso>(?:19|20)\d\d([-/.])\d{{1,2}}\5\d{{1,2}}|(?:19|20)\d\d-\d{{1,2}}"
    r"|(?:19|20)\d\d/(?:1[0-2]|0?[1-9]))(?![-/\d])"
    rf"|(?<!\d)(?P<month2>{_D2})月(?P<day2>{_D2})[日号]"
    rf"|(?P<percent>{_N})%|百分之(?P<percent_cn>[{_CN}]+(?:点[{_CN}]+)?)"
    rf"|(?P<number>{_N})(?P<scale>[十百千万亿]{{0,2}})(?:[余多]?(?P<yuan>元))?"
    rf"|(?P<chinese>[{_CN}]{{2,}}|[一二两三四五六七八九十](?={_COUNTER}))(?:[余多]?(?P<yuan2>元))?"
)
_MONTH_OF_YEAR = re.compile(r"((?:19|20)\d\d)\.(0?[1-9]|1[0-2])")
# Where one may begin: 一 is most often none, and then something else stands behind it.
_START = re.compile(rf"[0-9{_CN}](?:(?<=[0-9])|(?=[{_CN}分{_COUNTER[1:-1]}]))")
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


class Numeral(NamedTuple):
    """A numeral at `[start, end)`; `forms` begin with the most telling one."""

    forms: tuple[str, ...]
    start: int
    end: int


def numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a folded text, in order."""
    position = 0
    # The full pattern takes ten times as long to try, and most characters begin no numeral.
    while start := _START.search(text, position):
        position = start.start()
        found = _NUMERAL.match(text, position)
        if found is None:
            position += 1
            continue
        position = found.end()
        forms = _forms(*found.groups())
        if forms:
            yield Numeral(forms, *found.span())


@lru_cache(maxsize=65_536)  # most numerals are small numbers, years and dates of few years
def _forms(*groups: str | None) -> tuple[str, ...]:
    """The forms of what `_NUMERAL` matched, from its groups in order."""
    year, month, day, iso, _, month2, day2, *amount = groups
    percent, percent_cn, number, scale, yuan, chinese, yuan2 = amount
    if year:
        return _date(year, month, day)
    if iso:
        return _date(*re.split(r"[-/.]", iso))
    if month2:
        return _month_day(month2, day2 or "")
    if percent or percent_cn:
        value = _value(percent or percent_cn or "")
        return () if value is None else (f"={value}%",)
    value = _value(number or chinese or "", scale or "")
    if value is None:
        return ()
    if yuan or yuan2:
        return f"={value}元", f"={value}"
    month_of_year = _MONTH_OF_YEAR.fullmatch(number or "") if not scale else None
    # 2023.6 is a month to those who write it, and may be a number all the same.
    return (*_date(*month_of_year.groups()), f"={value}") if month_of_year else (f"={value}",)


def _date(year: str, month: str | None = None, day: str | None = None) -> tuple[str, ...]:
    y, m, d = _value(year), _value(month or ""), _value(day or "")
    if y is None:
        return ()
    if m is None:
        return (f"={y}",)
    if d is None:
        return f"={y}-{m:0>2}", f"={y}"
    return f"={y}-{m:0>2}-{d:0>2}", f"={y}-{m:0>2}", f"={y}", f"={m:0>2}-{d:0>2}"


def _month_day(month: str, day: str) -> tuple[str, ...]:
    m, d = _value(month), _value(day)
    return () if m is None or d is None else (f"={m:0>2}-{d:0>2}",)


def _value(numeral: str, scale: str = "") -> str | None:
    """The number in plain decimal digits; None where the characters are no numeral (万万)."""
    try:
        number = Decimal(numeral.replace(",", ""))
    except InvalidOperation:
        import cn2an

        try:
            number = Decimal(str(cn2an.cn2an(numeral, "smart")))
        except (ValueError, KeyError, InvalidOperation):
            return None  # cn2an 0.5 fails with KeyError on 〇十一
    for step in scale:
        number *= _SCALES[step]
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
