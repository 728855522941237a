"""Problem statements: telling one from other headings, and the words that name the problem.

A statement is an object and a deficiency (公务接待 + 不够规范); reports wrap it in 针对“…”的问题,
关于…问题, 反馈问题：…, or write it bare. All patterns read folded text.
"""

import re
from enum import IntEnum
from typing import NamedTuple

# What says that something is wrong: words of degree (不够, 有待) beside words of kind (挪用). The
# first wording that matches at a place counts, so longer ones stand before the single characters.
# Every wording begins with a plain character, so that a search skips most of the text.
_NOT_SO = (
    r"不(?:到位|够|力|严|实|足|规范|深入|扎实|及时|彻底|精准|合理|完善|健全|明显|强|高"
    r"|全|清|准确?|细|紧|牢|透|畅|平衡|充分|担当|作为|重视|主动|积极|严肃|严格|经常|落实"
    r"|履行|符合?|一致|合规|当|良|平衡|齐|顺|深|佳|大|多|好|聚焦|均|愿|敢|善|会|能|按"
    r"|执行|开展|公开|认真|用心|科学|统一|稳定|匹配|协调|活|优|快)"
)
_LACKING = (
    r"未(?![来成])|没有?|缺(?:失|位|乏|少|口|项|员|编|额|岗|勤|席)|欠(?:缺|账|佳|妥)|滞后|薄弱"
    r"|弱化|淡化|虚化|泛化|僵化|矮化|宽松软?|偏(?:差|低|少|慢|弱|软|离|松|多|高|紧|重|窄|长|粗)|差距|迟缓"
    r"|缓慢"
)
_IMPROPER = (
    r"流于(?:形式|表面)|走过场|形同虚设|混乱|违[规反纪法章]"
    r"|超(?:标准?|范围|规格|预算|额|概算|职数|时(?!长)|限)"
)
_MISUSED = (
    r"虚假|造假|编造|伪造|套取|挪用|侵占|截留|挤占|骗取|虚[列报开]|拖[欠延沓]|白条|坐支"
    r"|流失|损失|浪费"
)
_GAPS = (
    r"漏洞|隐患(?<!排查隐患)(?<!消除隐患)|风险(?<!化解风险)(?<!防范风险)(?<!防控风险)(?<!排查风险)|短板|弱项|盲区|空白"
    r"|断档|断层|空档|疏漏"
)
_SLACK = r"松[懈散弛动](?<!不..)|懒散|涣散|散漫|推诿|敷衍|应付|重[^，。]{1,8}轻"
_REMAINING = r"有余|仍有|尚有|仍存在|仍然存在|存在|依然|有待|需(?:要|进一步|加强)"
_WORN = (
    r"失[管察职范实真控信序]|失之于|名不副实|有名无实|撂荒|悬空|架空|脱节|低下|闲置|突出|随意|单一|简单化|雷同|照搬|照抄|淡薄|化整为零|规避|引不|留不|用不|管不|倒置|粗放"
    r"|繁琐|生硬|照本宣科|走样|走形式|脱离|落空"
)
_IDIOMS = r"两张皮|一言堂|一刀切|吃空饷|优亲厚友|等靠要|躺平|久拖|老大难|屡禁|抬头|反弹|照搬|注水"
_OVERDUE = r"缺口|死角|打折扣|递减|老旧|过期|超期|逾期|积压|滞留|沉淀|挂账|脏乱|一般粗|下冷"
_RECKONED = (
    r"重复(?:报销|发放|领取)|多[计领报收]|错[报发]|漏[报登缴填]|过[多高低大长慢]"
    r"|较[差弱低少慢大]"
)
# 常抓不懈 and 不折不扣 are praise.
_FAILING = (
    r"虚高|欠缴|漏[发户纳计]|空[岗缺置壳编]|空心化|停滞|乏力|老化|多发|有误|失[联守衡]|跑冒滴漏"
)
_PROVERBS = (
    r"蜻蜓点水|走马观花|浅尝辄止|轻描淡写|千篇一律|千人一面|一团和气|大水漫灌|灯下黑|大锅饭|雷声大"
)
_SINGLE = (
    r"不(?<!毫不)(?![懈断移仅但忘减停扣]|折不扣|松[懈劲手]|放[松过])|难(?![点题关])以?|无[序力]?|乱|差|慢|弱|低|少|假"
    r"|懒|拖|旧|空泛|空转|冷硬|僵硬|官僚|形式主义"
)
DEFICIENCY = re.compile(
    "|".join(
        (
            _NOT_SO,
            _LACKING,
            _IMPROPER,
            _MISUSED,
            _GAPS,
            _SLACK,
            _REMAINING,
            _WORN,
            _IDIOMS,
            _OVERDUE,
            _RECKONED,
            _FAILING,
            _PROVERBS,
            _SINGLE,
        )
    )
)
_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'", "《": "》"}
_QUOTE = re.compile('[“‘"]')
_PREFIX = re.compile(
    r"(?:针对|关于|对于|对照|围绕|聚焦|对|就)?(?:本轮|此次|上轮)?(?:[^，。；“‘\"]{0,8}?(?:委|办))?"
    r"(?:第?[一二三四五六七八九十]?(?:巡察|巡视|审计|检查)(?:组|办)?)?(?:反馈|指出|发现|提出){0,2}(?:意见)?(?:中)?"
    r"(?:关于)?的?(?:存在的?)?"
)
_LEAD = re.compile(
    r"(?:针对|关于|对于|对照|围绕|聚焦|就|对(?![外内口标账接](?!部)))"
    r"(?P<source>(?:(?:本轮|此次|上轮)?(?:[省市县区州旗]委|党工委)?(?:第?[一二三四五六七八九十]?)"
    r"(?:巡察|巡视|审计|检查)(?:组|办)?)?"
    r"(?:所?(?:反馈|指出|发现|提出)(?:意见)?(?:中)?(?:关于)?的?)?(?:存在的?)?)"
)
_AFTER_QUOTE = re.compile(
    r"(?:等)?(?:[的之]|方面的?|这一|此类|这个|一类)?(?:具体|突出|反馈|主要)?(?:问题|方面|整改(?![不未缓滞流走敷拖质打])|反馈)"
)
_PROBLEM_END = re.compile(
    r"(?:[的之]|等|这一|此类|方面的?|等方面的?)*(?:(?<=[的之等面])(?:突出|具体|主要))?问题(?=$|[，。：；！\s]|的情况|（"
    r"|的?(?:整改|落实)(?:整改|落实|进展|完成|情况|工作|措施|成效)*(?:$|[，。：；！\s（]))"
)
_TRAILER = re.compile(
    r"(?:(?:等|的|方面|等方面|方面的)?(?:(?<=[的等面])(?:突出|具体))?问题)?(?:的)?(?:整改(?:落实|进展|完成|工作)?(?:情况|措施|工作)?)?$"
)
_TRAILER_ENDS = ("的", "问题", "整改", "落实", "进展", "完成", "工作", "情况", "措施")
# 带头领办重点难点问题 tells of work, not of a problem.
_WORK = re.compile(
    "坚持|着力|领办|突出|扎实|深入|狠抓|抓好|推动|推进|紧盯|全面|全力|持续|切实|主动|带头|强化|解决|整治|整改"
)
# 党的建设方面存在 tells where problems are, not what they are.
_BARE_ASPECT = re.compile(r"方面(?:仍|还)?存在的?$")
_LONGEST_TRAILER, _LONGEST_TAG = 24, 60  # characters
_TAG_SIGN = re.compile("[（【-]")  # no tag is without
_GENERIC = re.compile(
    r"(?:关于|针对|对于|巡[察视](?:组)?|审计|反馈|存在|发现|指出|提出|整改|落实|具体|主要|突出|有关|相关|重点|上述|以上|以下|以及|个别|各类|全部|所有"
    r"|部分|意见|情况|不足|差距|困难|中|对|的|和|及|与|其他|共性|典型|问题|各项|这些|该|此|需|长期|坚持|未|已|完成|正在|尚未|到位|推进|进展|阶段性)*"
)


# A status in brackets behind the heading: （一）…不清（已完成）
_TAG_BEHIND = re.compile(
    r"(?:[（【](?:整改)?(?:已|未|正在|长期|持续|基本|阶段|完成|立行|推进|尚未|整改)[^（）【】]{0,16}[）】]"
    r"|[（【](?:整改|第一)?(?:责任|牵头)[^（）【】]{0,40}[）】]"
    r"|（由[^（）]{4,50}(?:牵头|负责|领办|主抓|承办)[^（）]{0,40}）|\s*-{1,4}(?:整改)?(?:已|未|正在|长期|持续|基本|阶段|完成|立行|推进|尚未)"
    r"[^-\n]{0,14})[。]?$"
)


_FUTURE = re.compile(r"(?:将|要|进一步|继续|持续|不断|切实|努力|确保)")


def tells(words: str) -> bool:
    """Whether a sentence promises or tells of work rather than states a problem: 我们将…, 确保…"""
    return _FUTURE.match(words) is not None or "我们" in words or words.startswith("现将")


class Strength(IntEnum):
    """How surely a heading states a problem."""

    NONE = 0
    DEFICIENT = 1  # names a deficiency: 学习教育不深入
    NAMED = 2  # says 问题: 财务管理不规范问题
    ABOUT = 3  # 关于…的问题, 针对“…”


class Statement(NamedTuple):
    """The problem's words: `head[start:end]`, and how surely they state a problem."""

    start: int
    end: int
    strength: Strength


_NO_STATEMENT = Statement(0, 0, Strength.NONE)


def statement(head: str) -> Statement:
    """The problem that `head` (the first line of a unit, folded, its mark left out) states."""
    quoted = _quoted(head)
    if quoted:
        return quoted
    lead = _LEAD.match(head)
    if lead and head.startswith("问题，", lead.end()):  # 针对反馈问题，我主动认领5个
        return _NO_STATEMENT
    if lead:
        named = _PROBLEM_END.search(head, lead.end() + 2, lead.end() + 200)
        if named and "。" not in head[lead.end() : named.start()]:
            if _BARE_ASPECT.search(head, lead.end(), named.start()):
                return _NO_STATEMENT
            # 审计指出的甲问题整改拖延: the source is a part of the problem.
            whole = "问题" in head[lead.end() : named.start()]
            start = lead.start("source") if whole else lead.end()
            return _meaningful(head, start, named.start(), Strength.ABOUT)
    sentence = sentence_end(head)
    untagged = before_tag(head, 0, sentence)
    if untagged < sentence:
        return statement(head[:untagged])
    trailer = None
    if head.endswith(_TRAILER_ENDS, 0, sentence):
        trailer = _TRAILER.search(head, max(0, sentence - _LONGEST_TRAILER), sentence)
    end = trailer.start() if trailer else sentence
    if trailer and "问题" in trailer.group():
        if _WORK.match(head) and not DEFICIENCY.search(head, 0, end):
            return _NO_STATEMENT
        return _meaningful(head, 0, end, Strength.NAMED)
    if DEFICIENCY.search(head, 0, end):
        return _meaningful(
            head,
            lead.end() if lead and "整改" in head[end:sentence] else 0,
            end,
            Strength.DEFICIENT,
        )
    return _NO_STATEMENT


def before_tag(text: str, start: int, end: int) -> int:
    """Where the words of a heading end that has its status in brackets behind it; else `end`."""
    start = max(start, end - _LONGEST_TAG)
    if not _TAG_SIGN.search(text, start, end):
        return end
    tag = _TAG_BEHIND.search(text, start, end)
    return tag.start() if tag else end


_STOPS = re.compile("[“‘（《”’）》\n。！？【\u2300-\u23ff\u2600-\u27bf\U0001f300-\U0001faff-]")
# What ends a sentence only by what follows: 甲不实--乙, 甲不实 ✅已完成.
_DASH = re.compile(r"(?<=[\u4e00-\u9fff”])--(?=[\u4e00-\u9fff“])")
_SIGNED_STATE = re.compile(
    r"[^-“‘（《”’）》\n。！？【]\ufe0f?[ ]?(?:已|正在|尚?未|完成|推进|持续|基本)"
)


def sentence_end(text: str, start: int = 0) -> int:
    """Where the first sentence from `start` ends, its stop left out; quotes are not cut open."""
    depth = 0
    limit = min(len(text), start + 400)
    for found in _STOPS.finditer(text, start, limit):
        character, at = found.group(), found.start()
        if character in "“‘（《":
            depth += 1
        elif character in "”’）》":
            depth = max(0, depth - 1)
        elif character in "\n【" or (not depth and _ends(text, at)):
            return at
    return limit


def _ends(text: str, at: int) -> bool:
    """Whether the stop, dash or sign at `at` ends a sentence that no bracket holds."""
    return text[at] in "。！？" or bool(_DASH.match(text, at) or _SIGNED_STATE.match(text, at))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without surrounding space, stops, and quotes that enclose all of it."""
    while start < end and (text[start].isspace() or text[start] in "：，、。-*#"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "。；，、：*-（【▲▶→■●◆★"):
        end -= 1
    quoted = end - start > 2 and _QUOTES.get(text[start]) == text[end - 1] and text[start] != "《"
    if quoted and closing_quote(text, start) == end - 1:
        return trimmed(text, start + 1, end - 1)
    return start, end


def _quoted(head: str) -> Statement | None:
    """针对巡察反馈“…”问题: the whole quotation, quotations inside it included."""
    if not _QUOTE.search(head):
        return None
    prefix = _PREFIX.match(head)
    at = prefix.end() if prefix else 0
    if head[at : at + 1] not in ("“", "‘", '"'):
        return None
    close = closing_quote(head, at)
    if close < 0 or close - at < 3:
        return None
    if _AFTER_QUOTE.match(head, close + 1):
        return Statement(at + 1, close, Strength.ABOUT)
    if at and head[close + 1 : close + 2] in ("", "。", "，", "：", "\n"):
        return Statement(at + 1, close, Strength.ABOUT)
    return None


def closing_quote(text: str, opening: int) -> int:
    """Where the quotation that opens at `opening` closes; -1 where it does not."""
    mark = text[opening]
    closing = _QUOTES[mark]
    if closing == mark:
        return text.find(closing, opening + 1, opening + 200)
    depth = 0
    for at in range(opening, min(len(text), opening + 300)):
        if text[at] == mark:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            if not depth:
                return at
    return -1


def _meaningful(head: str, start: int, end: int, strength: Strength) -> Statement:
    start, end = trimmed(head, start, end)
    if end - start < 2 or _GENERIC.fullmatch(head, start, end):
        return _NO_STATEMENT
    return Statement(start, end, strength)
