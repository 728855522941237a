"""Earlier inspections that a finding mentions: they feed recurrence."""

import re
from collections.abc import Iterator

from ingest.extract.body import BODY
from ingest.extract.dates import Date, dates
from ingest.extract.sentences import sentences_with
from ingest.model import EarlierInspection
from ingest.ordinals import chinese_number
from ingest.pieces import Normalised

_INSPECTED = re.compile("巡[察视]")
_COMMITTEE = r"(?:(?:(?![年月日后对经被])[\u4e00-\u9fff]){2,4}?)?(?:[省市县区州旗]委|党工委)"
_KIND = r"(?:提级|专项|机动|常规|上一?轮|前一轮|首轮|交叉)?"
_MENTION = re.compile(
    rf"(?:(?P<body>{_COMMITTEE})(?:第?[一二三四五六七八九十]{{0,3}})|上一?轮|前一轮|首轮)"
    rf"{_KIND}巡[察视](?:组)?(?P<org>[\u4e00-\u9fffxX]{{0,14}}?)"
    r"(?=[，、和均都时中后又曾已]|发现|指出|反馈|通报)"
)
_TOLD = re.compile(r"发现|指出|反馈|通报")
_ORG = re.compile(r"[\u4e00-\u9fffxX]{2,10}?(?:镇|乡|街道|村|社区|局)(?:党委|党组)?")
_YEARS_LATER = re.compile(r"(?P<n>[一二两三四五]|\d)年(?:之)?后|(?P<next>次年|翌年|第二年)")


def earlier_inspections(
    clean: Normalised, text: str, start: int, end: int
) -> Iterator[EarlierInspection]:
    """Mentions such as “2019年市委提级巡察甲村，发现…。两年后县委巡察又指出…”, in order.

    Each stands in a sentence of `text[start:end]`; its date is the last one named before it, and
    一年后 counts from the mention before.
    """
    last: Date | None = None
    for begun, until in sentences_with(_INSPECTED, text, start, end):
        at = begun
        for mention in _MENTION.finditer(text, at, until):
            if not _TOLD.search(text, mention.end(), mention.end() + 57):
                continue
            named = list(dates(text, at, mention.start()))
            date = named[-1] if named else _later(text, at, mention.start(), last)
            last = date or last
            if mention["body"] or date:
                yield _earlier(clean, text, mention, date, (begun, until))
            at = mention.end()


def _later(text: str, start: int, end: int, last: Date | None) -> Date | None:
    """一年后: as many years after the last mention, precise to the year."""
    found = _YEARS_LATER.search(text, start, end)
    if found is None or last is None:
        return None
    number = found["n"] or "1"
    years = int(number) if number.isdigit() else 2 if number == "两" else chinese_number(number)
    return Date(f"{int(last.iso[:4]) + years:04d}", found.start(), found.end())


def _earlier(
    clean: Normalised, text: str, mention: re.Match[str], date: Date | None, span: tuple[int, int]
) -> EarlierInspection:
    body = BODY.match(text, mention.start())
    org = _ORG.match(mention["org"])
    start, end = span
    while start < end and clean.text[start].isspace():
        start += 1
    return EarlierInspection(
        body=body.group() if body else mention["body"],
        date=date.iso if date else None,
        org=org.group() if org else None,
        text=clean.text[start:end].rstrip(),
        span=clean.span(start, end),
    )
