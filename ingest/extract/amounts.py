"""Sums of money and what became of them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_CN = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_SCALE = "[十百千]?[万亿]|千"
_NUMBER = (
    r"(?<!\d)(?P<number>\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,4})?"
    # 3 452 100元; a single blank may part two cells.
    r"|(?:\d{1,3}(?: \d{3}){2,4}|(?<=[\u4e00-\u9fff])\d{1,3} \d{3}(?=[万亿]))(?:\.\d{1,4})?"
    r"|\d{1,12}(?:\.\d{1,4})?)"
    rf"[余多]?(?P<scale>{_SCALE})?[余多]?元"
)
_CHINESE = (
    rf"(?P<chinese>[{_CN}]{{2,12}}|[一二三四五六七八九])[余多]?(?P<scale2>[万亿])?[余多]?元"
    r"(?![化旦宵素件月论结])"
)
_MASKED = rf"(?P<masked>[xX×*某]{{1,6}}|若干|数)[余多]?(?:{_SCALE})?元"
_MONEY = re.compile(rf"(?=[\d{_CN}xX×*某若数])(?:{_NUMBER}|{_CHINESE}|{_MASKED})")
_LONGEST = 32  # characters of a sum
_BARE = re.compile(r"\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?")
_SCALES = {
    "": 1,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "十亿": 1_000_000_000,
    "百亿": 10_000_000_000,
}
_BACK = r"(?:追[回缴]|退[还回缴赔]|收[回缴]|清[退缴收]|归还|补[上缴交]|上缴|挽回|返还|赔付)"
# What came back outweighs what was wrong (追回重复发放的补贴2万元), and what was done with it does
# not: 收回后拨付50万元.
_CAME_BACK = re.compile(rf"(?<!用于){_BACK}(?!.*(?:后|并|再|用于))")
_ROLES = (
    ("追回", re.compile(_BACK)),
    ("挪用", re.compile(r"挪用|侵占|截留|套取|骗取|挤占|贪污|私分")),
    ("拨付", re.compile(r"拨付|下[达拨]|发放|兑[付现]|投入|筹[措集]|资助|支付|安排")),
)
_STOP = re.compile("[，。；！？\n【】]")


class Money(NamedTuple):
    """A sum; `yuan` is None where it is masked (XX万元)."""

    yuan: float | None
    role: str
    start: int
    end: int


def amounts(text: str, start: int, end: int) -> Iterator[Money]:
    """The sums in `text[start:end]`, in order, each with its role (涉及 where no word tells)."""
    at = start
    while (yuan := text.find("元", at, end)) >= 0:  # the last character of every sum
        found = _MONEY.search(text, max(at, yuan - _LONGEST), min(end, yuan + 2))
        if found:
            yield Money(_yuan(found), _role(text, start, end, found), *found.span())
        at = found.end() if found else yuan + 1


def cell_amount(text: str, start: int, end: int, scale: int) -> Money | None:
    """The sum in a table cell that holds a mere number, `scale` yuan to one of its column."""
    found = _BARE.fullmatch(text, start, end)
    if not found:
        return None
    number = float(re.sub("[,，]", "", found.group()))
    return Money(round(number * scale, 2), "涉及", start, end)


def _yuan(found: re.Match[str]) -> float | None:
    if found["masked"]:
        return None
    if found["number"]:
        number = float(re.sub("[,，\\s]", "", found["number"]))
        return round(number * _SCALES.get(found["scale"] or "", 1), 2)
    return _chinese(found["chinese"] + (found["scale2"] or ""))


@cache
def _chinese(numeral: str) -> float | None:
    """一百二十万 → 1200000, by cn2an, which refuses what is no numeral (万万)."""
    import cn2an

    try:
        return float(cn2an.cn2an(numeral, "smart"))
    except (ValueError, KeyError):  # KeyError: cn2an 0.5 on 一亿一
        return None


def _role(text: str, start: int, end: int, found: re.Match[str]) -> str:
    """Told by the words before the sum in its clause, else by those right behind it."""
    before = _STOP.split(text[max(start, found.start() - 60) : found.start()])[-1]
    after = text[found.end() : min(end, found.end() + 12)]
    behind = after.split("，")[0]
    if _CAME_BACK.search(before) or _CAME_BACK.search(behind):
        return "追回"
    for words in (before, behind):
        last = max(
            ((m.end(), role) for role, rule in _ROLES for m in rule.finditer(words)), default=None
        )
        if last:
            return last[1]
    return "涉及"
