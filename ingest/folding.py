"""One form for characters that mean the same: width, brackets, colons, Traditional script.

Folding keeps the number of characters, so that an offset into folded text is an offset into the
text itself. Extraction and search read folded text; people read the original.
"""

import re
from functools import cache

# Full-width forms become ASCII, but ，！？ stay: they are Chinese punctuation, not a width.
_FULLWIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！，？"
} | {0x3000: 0x20, 0xA0: 0x20}
_OPENING, _CLOSING = "[［〔〖﹝", "]］〕〗﹞"
_PUNCTUATION = (
    dict.fromkeys(map(ord, "(（"), "（")
    | dict.fromkeys(map(ord, ")）"), "）")
    | dict.fromkeys(map(ord, ":：︰﹕"), "：")
    | dict.fromkeys(map(ord, ";；"), "；")
    | dict.fromkeys(map(ord, "―–—－‐−"), "-")
    | dict.fromkeys(map(ord, "～∼"), "~")
    | dict.fromkeys(map(ord, _OPENING), "【")
    | dict.fromkeys(map(ord, _CLOSING), "】")
    | {
        ord("「"): "“",
        ord("」"): "”",
        ord("『"): "‘",
        ord("』"): "’",
        ord("﹒"): ".",
        ord("·"): "·",
        ord("○"): "〇",
    }
)


def fold(text: str) -> str:
    """`text` with width, brackets, colons and script made uniform, character for character."""
    table, pattern = _table()
    return pattern.sub(lambda found: table[found[0]], text)


_CJK = "\u4e00-\u9fff"
_HALF_STOP = re.compile(
    rf"\.(?:(?<=[{_CJK}）】”」元%]\.)(?=\s|$|[{_CJK}（【“]|\d{{1,4}}[年月])|(?=[ ]+\d{{1,2}}、))"
)
_HALF_COMMA = re.compile(
    rf",(?:(?<=[{_CJK}）】”’》\d%],)(?=[{_CJK}“‘《（])|(?<=[{_CJK}）】”’》],)(?=\s*\w))"
)


def punctuated(folded: str) -> str:
    """Folded text whose stops and commas are Chinese, where it was typed with Latin ones.

    A comma beside a Chinese word is a Chinese comma: web pages that are normalised to NFKC lose the
    width of commas and keep the stops.
    """
    folded = _HALF_COMMA.sub("，", folded)
    if len(_HALF_STOP.findall(folded)) <= folded.count("。"):
        return folded
    return _HALF_STOP.sub("。", folded)


@cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    """Character → its form, those left out that stay; and the pattern of the ones that do not.

    Few characters of a text change, so that a search for them is faster than `str.translate`.
    """
    forms: dict[int, int | str] = {**_simplified(), **_FULLWIDTH, **_PUNCTUATION}
    table = {
        chr(code): form if isinstance(form, str) else chr(form) for code, form in forms.items()
    }
    table = {character: form for character, form in table.items() if character != form}
    return table, re.compile("[" + "".join(map(re.escape, sorted(table))) + "]")


@cache
def _simplified() -> dict[int, str]:
    """Traditional → Simplified for single characters, by OpenCC's tables (Apache-2.0): those for
    Hong Kong hold all others and 衞."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    converted = OpenCC("hk2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new
        for old, new in zip(characters, converted, strict=True)
        if old != new and len(new) == 1
    }
