"""Numerals as enumerators write them: 三、 （三） 3. ③ ⑶ 第三 三是 首先."""

import re
from functools import cache

CN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
DARK_CIRCLED = "❶❷❸❹❺❻❼❽❾❿"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
STEMS = "甲乙丙丁戊己庚辛壬癸"
FORMAL = "壹贰叁肆伍陆柒捌玖拾"
PAREN_DIGITS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
LAST = 0  # 最后 ends a list, however long

_WORDS = (("首先", 1), ("其次", 2), ("再次", 3), ("再者", 3), ("最后", LAST))
_DIGITS = re.compile(r"\d{1,4}")
_NUMERAL = re.compile(rf"[{CN}]+")


@cache
def ordinal(mark: str) -> int:
    """The number in a mark: 3 for 三、 （三） 3. ③ 第三 三是; 1, 2, LAST for 首先, 其次, 最后."""
    for word, number in _WORDS:
        if word in mark:
            return number
    for character in mark:
        for row in (CIRCLED, DARK_CIRCLED, PAREN_DIGITS, ROMAN, FORMAL):
            if character in row:
                return row.index(character) + 1
    digits = _DIGITS.search(mark)
    if digits:
        return int(digits.group())
    numeral = _NUMERAL.search(mark)
    if numeral:
        return chinese_number(numeral.group())
    sign = next((character for character in mark if character in LETTERS + STEMS), None)
    if sign is None:
        return 0
    return STEMS.index(sign) + 1 if sign in STEMS else LETTERS.index(sign) % 26 + 1


def chinese_number(numeral: str) -> int:
    """一 to 九十九 as a number (enumerators go no further)."""
    tens, _, ones = numeral.rpartition("十")
    if "十" in numeral:
        return (CN.find(tens) + 1 or 1) * 10 + (CN.find(ones) + 1 if ones else 0)
    return CN.find(numeral[-1]) + 1
