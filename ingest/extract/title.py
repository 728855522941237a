"""The title of a document: where it stands, and whom it names."""

import re

_TITLE_WORD = re.compile(
    r"关于|通报|报告|公告|公示|公开|公布|一览表|销号单|情况|方案|讲话|总结|纪实|反馈|通知|决定|会议|动员|清单|台账"
)
_TITLE_END = re.compile(r"(?:通报|报告|公告|公示|情况|说明|汇报)$")
_NAME = r"(?:中共)?[\u4e00-\u9fffxX×]"
_PARTY = r"委员会|党委|党组|党总支|党支部|党工委|工委"
_ORG_LINE = re.compile(rf"{_NAME}{{2,30}}(?:{_PARTY}|政府|局|办|院|校|公司)$")
_UNIT = (
    r"局|政府|公司|集团|医院|学校|中学|小学|大学|学院|研究院|中心|镇|乡|街道|办事处|村|社区"
    r"|联合会|协会|馆|委(?=关于)"
)
_ISSUER = re.compile(
    rf"({_NAME}{{2,30}}?(?:{_PARTY}|{_UNIT}))"
    r"(?:：?关于|落实|履行|会议|接受|(?:整改|巡[察视])(?!组|办))"
)
_UNIT_HEAD = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、]")
# The labels of the table that a government page prints over a document.
_LABEL = (
    r"索\s?引\s?号|(?:信息|文件|公文)?(?:名\s{0,6}称|标\s{0,6}题|分\s?类|来源|类别|编号)|文\s?号|发[布文]\w{2}"
    r"|[成生]\w日期|主题\w{0,3}|关\s?键\s?词|公开\w{2}|内容概述|体裁|有效性|组配\w{0,3}"
)
# 巡察整改|某小学晒出“整改答卷”
_IN_COLUMN = r"[\u4e00-\u9fff]{0,4}(?:巡[察视]|整改|审计)[\u4e00-\u9fff]{0,4}\|[^\n\s|>]{10,60}$"
_NO_TITLE = re.compile(
    rf"[（(•>]|【(?![\u4e00-\u9fff]{{2,8}}】[^\n]{{6}})|首页|[当您所].{{0,3}}位置|(?!{_IN_COLUMN})[^\n]*[>|]|{_UNIT_HEAD.pattern}|来源|时间|日期|发布|作者"
    r"|字[体号]|浏览|打印|分享|朗读|编[辑审]|发表|https?|www|今天是"
    rf"|-?\s?(?:{_LABEL})\s{{0,4}}(?:：|\t)"
)
# The column of the page, or its parts.
_COLUMN = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:信息|政务|党务|政府信息)公开网?|(?:通知|公示|公告)(?:公告|公示|摘要|正文)"
)
_NAMED = re.compile(
    r"^[ ]{0,40}(?:信息|文件|公文)?(?:名\s?称|标\s?题)\s?[：\t][ \t]{0,8}"
    r"([^\n\t]{6,90}?)[ \t]{0,40}$",
    re.M,
)
_STOPS = "。：；，、"
_NO_END = ("。", "：", "；", "，", "、")
_ABOUT_LINE = re.compile(
    r"\n[ ]*([^\n。；：，|>]{0,30}关于[^\n。；]{6,60}(?:通报|报告|公告|公示|函))[ ]*(?=\n)"
)
_BELOW = 120  # characters behind a masthead
_HEAD = 1500  # characters at the top among which the title stands
_MOST_LINES = 8
_LONGEST = 90
# 罗溪区2023年度…报告 under 临江市罗溪区人民政府: the name above is the page's.
_OWN_SUBJECT = re.compile(
    rf"(?:中共)?[\u4e00-\u9fff]{{2,30}}?(?:[省市县区旗镇乡村局]|{_PARTY})(?:关于|(?:19|20)\d\d年)"
)
# …情况的通报 2026-02-13: the day on which the page was made.
_DATED = re.compile(r"(?<=[报告示况])\s*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?$")
_SENTENCE = 40  # a first line this long is running text

_ABOUT = re.compile("巡[察视]|整改")
_BYLINES = 5  # lines under a headline: who wrote and published it, and when


def title_span(text: str) -> tuple[int, int] | None:
    """Where the title stands: the short lines at the top that name a document."""
    start = end = -1
    at = number = 0
    for line in text[:_HEAD].split("\n"):
        words = line.strip()
        titled = end > 0 and _TITLE_WORD.search(text, start, end) is not None
        if not titled and (not words or _NO_TITLE.match(words)):
            if words:  # what stood above was the head of the page
                start = end = -1
            at += len(line) + 1
            continue
        number += 1
        if len(words) > _LONGEST or number > _MOST_LINES:
            break
        if words and not words.endswith(_NO_END):
            is_title = bool(_TITLE_WORD.search(words)) and not _COLUMN.fullmatch(words)
            is_title = is_title and "。" not in words and not _NO_TITLE.match(words)
            if is_title or (start < 0 and _ORG_LINE.fullmatch(words)):
                offset = at + line.index(words)
                start = offset if start < 0 or _OWN_SUBJECT.match(words) else start
                end = offset + len(_DATED.sub("", words))
                if is_title and not _runs_on(text, start, end):
                    break
        elif words and (start >= 0 or (number == 1 and len(words) > _SENTENCE)):
            break
        at += len(line) + 1
    if end < 0 or not _TITLE_WORD.search(text, start, end):
        named = _NAMED.search(text, 0, _HEAD)
        return named.span(1) if named else _headline(text)
    if text.startswith("--", start):
        start = _headed(text, start)
    below = _ABOUT_LINE.search(text, end, end + _BELOW)
    if below and "关于" not in text[start:end]:  # a gazette's masthead over the title
        return below.span(1)
    return start, end


def _headed(text: str, start: int) -> int:
    """Where the title begins whose second line, a subtitle behind a dash, begins at `start`."""
    above = text[:start].rstrip().rsplit("\n", 1)[-1].strip()
    plain = 6 <= len(above) <= _SENTENCE and above[-1] not in _STOPS and not _NO_TITLE.match(above)
    return text.rindex(above, 0, start) if plain else start


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
    lines = [line for line in lines if not _NO_TITLE.match(line.strip())]
    if len(lines) < 2 or not 6 <= len(lines[0].strip()) <= 45:
        return None
    about = _ABOUT.search(lines[0])
    below = next((line for line in lines[1 : _BYLINES if about else 2] if len(line) >= 30), None)
    if below is None and not lines[1].strip().startswith("--"):
        return None
    headline = lines[0].strip()
    if headline[-1] in "。：；，、" or "\t" in headline or _UNIT_HEAD.match(headline):
        return None
    start = text.index(headline)
    subtitle = lines[1].strip()
    if subtitle.startswith("--") and len(subtitle) <= 45:
        return start, text.index(subtitle) + len(subtitle)
    return start, start + len(headline)
