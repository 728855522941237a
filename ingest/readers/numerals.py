"""The number formats of automatic numbering (ECMA-376-1, 17.18.59 ST_NumberFormat)."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def numeral(n: int, number_format: str) -> str:
    """`n` as written in `number_format`; in Arabic digits where the format is unknown or ends.

    “none” and “bullet” write nothing.
    """
    if number_format in ("none", "bullet"):
        return ""
    write = _FORMATS.get(number_format)
    return (write(n) if write and n > 0 else "") or str(n)


def chinese(n: int) -> str:
    """`n` in Chinese numerals as lists count: 10 is 十, 21 is 二十一, 105 is 一百〇五."""
    text = _grouped(n, _DIGITS, "十百千")
    return text[1:] if 10 <= n < 20 else text


def _formal(n: int) -> str:
    return _grouped(n, _FORMAL, "拾佰仟")


def _grouped(n: int, digits: str, units: str) -> str:
    if not 0 < n < 10000:
        return ""
    text = ""
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            text += digits[digit] + (units[power - 1] if power else "")
        elif text and n % 10**power and not text.endswith(digits[0]):
            text += digits[0]
    return text


def _digital(n: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(n))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else ""


def _series(*starts: tuple[int, int]) -> Callable[[int], str]:
    """Signs of Unicode, in runs of (first code point, length)."""
    signs = "".join(chr(code + i) for code, length in starts for i in range(length))
    return _cycle(signs)


def _letter(n: int) -> str:
    # Word repeats the letter: Z, AA, BB (17.18.59), unlike a spreadsheet's columns.
    times, index = divmod(n - 1, 26)
    return chr(65 + index) * (times + 1) if times < 10 else ""


def _roman(n: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, n = divmod(n, value) if n < 10000 else (0, n)
        text += sign * count
    return text


_ENCLOSED = _series((0x2460, 20), (0x3251, 15), (0x32B1, 15))
_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "japaneseLegal": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _ENCLOSED,
    "decimalEnclosedCircleChinese": _ENCLOSED,
    "decimalEnclosedParen": _series((0x2474, 20)),
    "decimalEnclosedFullstop": _series((0x2488, 20)),
    "ideographEnclosedCircle": _series((0x3280, 10)),
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(_FULLWIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULLWIDTH),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
}
