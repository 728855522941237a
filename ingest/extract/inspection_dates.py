"""When inspectors came, left, and told what they had found."""

import re

from ingest.extract.act import Act
from ingest.extract.dates import Date, date_range, dates

_FEEDBACK = re.compile(r"反馈(?:了)?|反馈会")
_WHAT_WAS_TOLD = re.compile(r"的|问题(?!\d)|意见(?:整改|中)")
_SENTENCE = re.compile(r"[^。；\n]+")
_LABELLED_PERIOD = re.compile(
    r"^[ ]{0,40}(?:巡[察视]|检查|审计)(?:时间|日期|起止时间)：([^\n]{6,60})", re.M
)
# 巡察期间（2020年8月20日至10月20日）, behind the day on which inspectors came.
_DURING = re.compile(r"巡[察视](?:期间|时间)[（：为是从自]{0,2}(?=\d)([^\n。；）]{6,40})")
_LABELLED_FEEDBACK = re.compile(r"反馈(?:意见)?(?:时间|日期)[：为是]([^\n，。；]{4,40})")
# 巡察组同村“两委”见面，把发现的毛病讲明: feedback by any other name.
_TOLD = re.compile("交换|见面|意见|讲明|通报|告知|指出|移交|点评|送达")
_Period = tuple[Date, Date]


def period_of(opening: str, act: Act | None, today: int | None) -> _Period | None:
    """The labelled period, else the range of dates nearest to the act, else its only date."""
    if labelled := _LABELLED_PERIOD.search(opening):
        return date_range(opening, *labelled.span(1), today)
    if act is None:
        return date_range(opening[:900], today=today)
    before = max(0, act.start - 120)
    if told := date_range(opening, before, act.end, today):
        return told
    left = max(opening.rfind("。", 0, act.start), opening.rfind("\n", 0, act.start))
    single = next(dates(opening, left + 1, act.end, today=today), None)
    if single and len(single.iso) > 4:
        during = _DURING.search(opening, act.end)
        told = date_range(opening, *during.span(1), today) if during else None
        return told if told and told[0].iso == single.iso else (single, single)
    around = date_range(opening, before, min(len(opening), act.end + 120), today)
    during = _DURING.search(opening, act.end)
    around = around or (date_range(opening, *during.span(1), today) if during else None)
    return around or ((single, single) if single else None)


def feedback(opening: str, period: _Period | None, today: int | None) -> str | None:
    """The date in the sentence that says 反馈; the year of the inspection governs it."""
    year = int(period[1].iso[:4]) if period else today
    if labelled := _LABELLED_FEEDBACK.search(opening):
        return next((d.iso for d in dates(opening, *labelled.span(1), year)), None)
    for sentence in _SENTENCE.finditer(opening):
        words = sentence.group()
        for hit in _FEEDBACK.finditer(words):
            before = list(dates(words, 0, hit.start(), year, today))
            then = before and before[-1].end == hit.start()  # 7月18日反馈的16个问题
            if _WHAT_WAS_TOLD.match(words, hit.end()) and "向" not in words and not then:
                continue
            if period and sentence.start() <= period[0].start < sentence.end():
                before = [d for d in before if d.start >= period[1].end - sentence.start()]
            if before:
                return _not_before(before[-1], words, period)
    return _told(opening, period, year, today)


def _not_before(date: Date, words: str, period: _Period | None) -> str:
    """The date, a year later where its year was but inferred and it would precede the period."""
    told = "年" in words[date.start : date.end] or words[date.start : date.start + 4].isdigit()
    precision = min(len(date.iso), len(period[1].iso)) if period else 0
    if told or period is None or date.iso[:precision] >= period[1].iso[:precision]:
        return date.iso
    return f"{int(date.iso[:4]) + 1:04d}{date.iso[4:]}"


def _told(opening: str, period: _Period | None, year: int | None, today: int | None) -> str | None:
    """The date behind the period, in the sentence that says what inspectors told."""
    if period is None or year is None:
        return None
    for sentence in _SENTENCE.finditer(opening, period[1].end, period[1].end + 200):
        date = next(dates(opening, *sentence.span(), year, today), None)
        if date and len(date.iso) == 10 and _TOLD.search(opening, date.end, sentence.end()):
            return date.iso
    return None
