"""The title of a document: where it stands, and whom it names."""

import re

_TITLE_WORD = re.compile(
    r"关于|通报|报告|公告|公示|公开|公布|一览表|销号单|情况|方案|讲话|总结|纪实|反馈|通知|决定|会议|动员|清单|台账"
)
_TITLE_END = re.compile(r"(?:通报|报告|公告|公示|情况|说明|汇报)$")
_NAME = r"(?:中共)?[\u4e00-\u9fffxX×]"
_PARTY = r"委员会|党委|党组|党总支|党支部|党工委|工委"
_ORG_LINE = re.compile(rf"{_NAME}{{2,30}}(?:{_PARTY}|政府|局|办|院|校|公司)$")
_ISSUER = re.compile(
    rf"({_NAME}{{2,30}}?(?:{_PARTY}|局|人民政府|公司|医院|学校|中学|小学))"
    r"(?:关于|落实|履行|(?:整改|巡[察视])(?!组|办))"
)
_UNIT_HEAD = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、]")
_NO_TITLE = re.compile(
    rf"[（(]|首页|当前位置|[^\n]*[>|]|{_UNIT_HEAD.pattern}|来源|时间|日期|发布|作者"
)
_NO_END = ("。", "：", "；", "，", "、")
_ABOUT_LINE = re.compile(r"\n[ ]*(关于[^\n。；]{6,60}(?:通报|报告|公告|公示|函))[ ]*(?=\n)")
_BELOW = 120  # characters behind a masthead
_HEAD = 1500  # characters at the top among which the title stands
_MOST_LINES = 8
_LONGEST = 90
_SENTENCE = 40  # a first line this long is running text


def title_span(text: str) -> tuple[int, int] | None:
    """Where the title stands: the short lines at the top that name a document."""
    start = end = -1
    at = 0
    for number, line in enumerate(text[:_HEAD].split("\n")[:_MOST_LINES]):
        words = line.strip()
        if len(words) > _LONGEST:
            break
        if words and not words.endswith(_NO_END):
            is_title = bool(_TITLE_WORD.search(words)) and not _NO_TITLE.match(words)
            if is_title or (start < 0 and _ORG_LINE.fullmatch(words)):
                offset = at + line.index(words)
                start = offset if start < 0 else start
                end = offset + len(words)
                if is_title and not _runs_on(text, start, end):
                    break
        elif words and (start >= 0 or (number == 0 and len(words) > _SENTENCE)):
            break
        at += len(line) + 1
    if end < 0 or not _TITLE_WORD.search(text, start, end):
        return _headline(text)
    below = _ABOUT_LINE.search(text, end, end + _BELOW)
    if below and "关于" not in text[start:end]:  # a gazette's masthead over the title
        return below.span(1)
    return start, end


def issuer_of_title(title: str) -> str | None:
    """中共云溪镇委员会 of 中共云溪镇委员会关于…的通报; None where the title begins otherwise."""
    found = _ISSUER.match(title.removeprefix("关于"))
    return found.group(1) if found else None


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether the title goes on in the next line, which alone says what the document is.

    A web page shows the title over a text that begins with it: that line says nothing new.
    """
    following = text[end : end + 60].strip("\n").split("\n")[0].strip()
    again = following in text[start:end] or text[start:end] in following
    return len(following) < 30 and bool(_TITLE_END.search(following)) and not again


def _headline(text: str) -> tuple[int, int] | None:
    """A first line that is short and no sentence, over one that is long: a news headline."""
    lines = [line for line in text[:_HEAD].split("\n") if line.strip()]
    if len(lines) < 2 or not 6 <= len(lines[0].strip()) <= 45:
        return None
    if len(lines[1]) < 30 and not lines[1].strip().startswith("--"):
        return None
    headline = lines[0].strip()
    if headline[-1] in "。：；，、" or "\t" in headline or _UNIT_HEAD.match(headline):
        return None
    start = text.index(headline)
    subtitle = lines[1].strip()
    if subtitle.startswith("--") and len(subtitle) <= 45:
        return start, text.index(subtitle) + len(subtitle)
    return start, start + len(headline)
