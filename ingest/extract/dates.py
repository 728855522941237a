"""Dates as Chinese documents write them: whole, partial, in ranges, in Chinese numerals.

A year that is given once governs the dates that follow it. dateparser (1.2) was measured on the
forms below: it reads 2023年9月 as the ninth with today's day filled in, takes 9月8日至12日 for one
date, and knows no governing year; these rules keep the precision that the text gives.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = {c: str(i % 10) for i, c in enumerate("〇一二三四五六七八九零")}
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×*]{1,2})"
# 2024717日至830日: a page that lost 年 and 月, which stood in tags of their own.
_LOST = (
    r"(?<!\d)(?P<lost_year>(?:19|20)\d\d)(?P<lost>\d{2,4})日"
    r"|(?:(?<=[至到\-~])|(?<=[。；\n])(?=\d{3,4}日，))(?P<lost2>\d{3,4})日"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATE = re.compile(
    # One look at the first character spares most of the matching.
    rf"(?=[\d一二三四五六七八九十xX×*今去同当本])(?:(?P<year>\d{{4}}|[一二][〇零九]?[〇零一二三四五六七八九]{{2,3}}|今|去|同|当|本)年(?:度)?"
    rf"(?:(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})[日号])?)?"
    rf"|(?<![\d.])(?P<month2>{_N})月(?:份)?(?:(?P<day2>{_N})[日号])?"
    rf"|(?<!\d)(?P<iso>(?:19|20)\d\d[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)(?!\d)"
    rf"|(?<=[至到\-~、和])(?P<day3>\d{{1,2}})[日号]"
    rf"|{_LOST})"
)
_LINK = re.compile(r"\s*(?:[上中下]旬|[初底末])?(?:日?起)?[，]?(?:至|到|-+|~|—)\s*")
_AND = re.compile(r"\s*[、和及，]\s*")


class Date(NamedTuple):
    """A date as precise as its text, `[start, end)`; `iso` is 2023, 2023-09 or 2023-09-08."""

    iso: str
    start: int
    end: int


def dates(
    text: str,
    start: int = 0,
    end: int | None = None,
    year: int | None = None,
    today: int | None = None,
) -> Iterator[Date]:
    """The dates in `text[start:end]`; `year` governs those before the first year.

    `today` is the year in which the text was written: what 今年 and 去年 count from.

    A date without any year that is known is left out; a month that is masked (X月) leaves the year.
    """
    month: int | None = None
    for found in _DATE.finditer(text, start, len(text) if end is None else end):
        if found["iso"]:
            parts = [int(part) for part in re.split(r"[-./]", found["iso"])]
            year, month = parts[0], parts[1]
            if not 1 <= month <= 12:
                continue
            yield Date(_iso(year, month, parts[2] if len(parts) > 2 else None), *found.span())
            continue
        if lost := found["lost"] or found["lost2"]:
            year = int(found["lost_year"]) if found["lost_year"] else year
            if year is not None:
                month, day = _apart(lost)
                yield Date(_iso(year, month, day), *found.span())
            continue
        if found["year"]:
            year = _year(found["year"], year, today)
        month_text = found["month"] or found["month2"]
        day_text = found["day"] or found["day2"] or found["day3"]
        if month_text:
            month = _number(month_text)
        elif not found["day3"]:
            month = None
        if year is None:
            continue
        yield Date(_iso(year, month, _number(day_text) if day_text else None), *found.span())


def _apart(digits: str) -> tuple[int | None, int | None]:
    """Month and day that were run together, where they can be told apart: 717 is 7月17日."""
    splits = [
        (int(digits[:at]), int(digits[at:]))
        for at in (1, 2)
        if digits[0] != "0" and digits[at : at + 1] not in ("", "0")
    ]
    told = [(month, day) for month, day in splits if 0 < month <= 12 and day <= _DAYS[month - 1]]
    return told[0] if len(told) == 1 else (None, None)


def date_range(
    text: str, start: int = 0, end: int | None = None, today: int | None = None
) -> tuple[Date, Date] | None:
    """The first pair of dates with 至 between them: 2021年11月30日至2022年1月15日, 9月8日至12日; of
    several such pairs in a row (1月8日至2月2日、2月19日至3月15日), from the first to the last.
    """
    found = list(dates(text, start, end, today=today))

    def linked(at: int) -> bool:
        return at + 1 < len(found) and bool(
            _LINK.fullmatch(text, found[at].end, found[at + 1].start)
        )

    first = next((at for at in range(len(found)) if linked(at)), None)
    if first is None:
        return None
    last = first + 1
    while linked(last + 1) and _AND.fullmatch(text, found[last].end, found[last + 1].start):
        last += 2
    return found[first], found[last]


def _year(words: str, governing: int | None, today: int | None) -> int | None:
    if words.isdigit():
        return int(words)
    if words in "同当本":
        return governing
    if words in "今去":
        return None if today is None else today - (words == "去")
    digits = "".join(_DIGITS.get(character, "") for character in words)
    return int(digits) if len(digits) == 4 else governing


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    if words[0] in "xX×*":
        return None
    tens, ten, ones = words.rpartition("十")
    value = int(_DIGITS.get(ones, "0")) if ones else 0
    if ten:
        value += 10 * (int(_DIGITS.get(tens, "1")) if tens else 1)
    return value


def _iso(year: int, month: int | None, day: int | None) -> str:
    if not month or not 1 <= month <= 12:
        return f"{year:04d}"
    if not day or not 1 <= day <= 31:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}"
