"""What is wrong with a TOML file, in Chinese: the libraries only say it in English."""

import re
import tomllib

import msgspec

# By the beginning of the sentence that tomllib says.
_MEANINGS = (
    (
        ("Unescaped", "Invalid hex", "Escaped character"),
        "双引号里的反斜杠要写成 \\\\，或改用单引号",
    ),
    (
        ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Cannot mutate", "Duplicate"),
        "同一个名称写了两次",
    ),
    (("Invalid value", "Invalid date"), "等号右边的值写得不对（文字要加英文引号）"),
    (("Unterminated", "Illegal character", "Expected \"'", "Expected '\""), "引号没有配对"),
    (("Expected newline",), "一行只写一项，后面有多余的内容"),
    (("Unclosed", "Expected ']"), "括号没有配对"),
    (
        ("Expected '='", "Invalid statement", "Invalid initial", "Found invalid"),
        "应写作“名称 = 值”",
    ),
)
_PLACE = re.compile(r"at line (\d+), column (\d+)\)$")
_TYPE = re.compile(r"Expected `(?P<wanted>\w+)[^`]*`, got `(?P<found>\w+)`")
_FIELD = re.compile(r"(?P<what>missing required|unknown) field `(?P<name>[^`]*)`")
_AT = re.compile(r" - at `\$?\.?(?P<place>[^`]*)`$")
_TYPES = {
    "array": "列表",
    "object": "一节",
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "bool": "true 或 false",
}


def syntax_told(error: tomllib.TOMLDecodeError) -> str:
    """Where a file is no TOML and what is wrong there; no full stop."""
    words = str(error)
    found = _PLACE.search(words)
    place = f"第 {found[1]} 行第 {found[2]} 个字" if found else "文件末尾"
    return f"{place}，{_meaning(words)}"


def content_told(error: msgspec.ValidationError) -> str:
    """Which part of a TOML file is not what it should be; no full stop."""
    words = str(error)
    at = _AT.search(words)
    place = f"{at['place']} " if at else ""
    if field := _FIELD.search(words):
        what = "缺少" if field["what"].startswith("missing") else "有不认识的"
        return f"{place}{what} {field['name']}"
    if kinds := _TYPE.search(words):
        wanted, found = (_TYPES.get(kinds[name], kinds[name]) for name in ("wanted", "found"))
        return f"{place}应是{wanted}，现在是{found}"
    return f"{place}写得不对"


def _meaning(words: str) -> str:
    for beginnings, meaning in _MEANINGS:
        if words.startswith(beginnings):
            return meaning
    return "写法不对"
