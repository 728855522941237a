"""What is wrong with what was sent, by the names that pages give it."""

from typing import Any

_NAMES = {
    "of": "要找类似的内容",
    "q": "检索式",
    "query": "检索式",
    "name": "名称",
    "note": "备注",
    "page": "页码",
    "skip": "跳过的对数",
    "group": "哪一组",
    "verdict": "研判的结论",
    "files": "文件",
    "deadline": "完成时限",
    "responsible": "责任领导/责任人",
    "responsible_unit": "责任单位",
    "place": "文件夹或网址",
    "links": "链接的样式",
    "words": "标题的词",
    "pages": "页数",
    "delay": "间隔",
    "old": "原密码",
    "new": "新密码",
    "again": "再写一次的新密码",
}
_CHOSEN = ("files", "verdict", "group")


def sentence_of(problem: dict[str, Any]) -> str:
    """What is wrong with one field of a form or of an address, from what FastAPI says of it."""
    # Of several of one name the place of the wrong one comes after the name.
    field = next((each for each in reversed(problem["loc"]) if isinstance(each, str)), "")
    unnamed = f"网址里的 {field}" if problem["loc"][0] == "query" else "表单的一项"
    name = _NAMES.get(field, unnamed)
    limits = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return f"没有选{name}" if field in _CHOSEN else f"没有写{name}"
        case "string_too_long":
            return f"{name}太长，最多 {limits['max_length']} 个字"
        case "int_parsing" | "int_from_float":
            return f"{name}要写整数"
        case "greater_than_equal":
            return f"{name}至少是 {limits['ge']}"
        case "less_than_equal":
            return f"{name}最多是 {limits['le']}"
        case _:
            return f"没有选{name}" if field in _CHOSEN else f"{name}不对"
