"""What the headings of a report are about: problems, preparations, plans, an organisation."""

import re

from ingest.markers import Mark
from ingest.model import Span
from ingest.node import Node
from ingest.statement import DEFICIENCY, trimmed

PROBLEM_WORD = re.compile(r"问题|反馈意见|整改(?:事项|任务|落实|完成|进展)|清单|台账")
_OUTLOOK = re.compile("打算|今后|不足|下一步|下步|下阶段|后续")
_PLAN = re.compile(
    r"下一步|下步|下阶段|今后|打算|后续|努力方向|工作(?:计划|安排)"
    r"|^(?:[^，。\n]{0,6}[中仍还])?存在的?(?:问题[和与及、])?(?:不足|差距|困难)"
    r"|有关(?:要求|建议)|意见建议|工作要求|整改要求"
)
_PROBLEMS = re.compile("问题|事项")
_PREPARATION = re.compile(
    r"组织(?:落实|领导|实施|开展)|主体责任|提高(?:政治)?站位|统一思想|思想认识"
    r"|责任(?:担当|落实情况)|(?:总体|基本|主要|工作)(?:开展)?情况|主要做法"
    r"|整改(?:工作)?(?:总体|部署|组织)|加强领导|履行|长效机制|建章立制"
)
# 健全组织领导，抓紧抓实问题整改 tells of no problem.
_HOW_IT_WENT = re.compile(
    r"(?:抓[紧实细牢好严]+|推[动进]|[压落夯]实|狠抓|做[好实]|扎实).{0,4}问题整改$"
)
_GENERIC_WORDS = (
    "巡[察视](?:组)?|审计|反馈|整改|问题|意见|具体|主要|情况|落实|进展|完成|事项|任务|逐项|逐条|组",
    "的|及|和|与|集中|期|内|已|各项|工作|阶段性?|推进|成效|措施|重点|突出|发现|存在|指出|对照",
    "狠抓|抓好|聚焦|坚持|导向|全面|清单|台账|县委|市委|区委|省委|第[一二三四五六七八九十]",
    "正在|尚未|未|长期|持续|需|立行立改|截至|目前|以来|对|关于|针对|有关|，|、|：",
)
_GENERIC = re.compile(f"(?:{'|'.join(_GENERIC_WORDS)})+")
_PLACE_END = "镇|乡|街道|局|委|办|院|校|学|公司|中心|村|社区|联|会|所|站"
_PARTY_END = "党委|党组|党总支|党支部|党工委|工委|委员会|镇|乡|街道|局|村|社区"
_ORG = re.compile(
    rf"(?P<org>(?:关于)?(?:中共)?[\u4e00-\u9fffxX×]{{2,20}}(?:{_PLACE_END})?(?:{_PARTY_END})"
    r"(?<![大全格布时]局))"
    r"(?:整改(?:落实|进展)?情况|方面)?(?:（[^（）\n]{1,16}）)?"
)


def is_plan(words: str) -> bool:
    """Whether a chapter is about what is still to come: 下一步打算."""
    if not _PLAN.search(words):
        return False
    return not _PROBLEMS.search(words) or _OUTLOOK.search(words) is not None


def is_preparation(words: str) -> bool:
    """Whether a chapter is about how the work was organised: 提高政治站位, 加强组织领导."""
    words = _HOW_IT_WENT.sub("", words)
    return (
        _PREPARATION.search(words) is not None
        and not PROBLEM_WORD.search(words)
        and not DEFICIENCY.search(words)
    )


def tells_of_work(words: str) -> bool:
    """Whether words speak of preparations or plans, so that they are no problem's."""
    return bool(_PREPARATION.search(words) or _PLAN.search(words))


def is_generic(text: str, start: int, end: int) -> bool:
    """Whether a heading says no more than that findings follow: 巡察反馈问题整改情况."""
    return _GENERIC.fullmatch(text, start, end) is not None


def org_of_heading(text: str, start: int, end: int) -> Span | None:
    """The organisation that a heading names and nothing else: 甲镇党委整改情况 → 甲镇党委."""
    found = _ORG.fullmatch(text, start, end)
    return found.span("org") if found else None


def name_in_mark(text: str, mark: Mark) -> Span:
    """The name in a mark that is a heading itself: 【甲镇】, 甲镇党委（简称甲镇）："""
    if mark.style == "bracket":
        return mark.start + 1, mark.end - 1
    brackets = text.find("（", mark.start, mark.end)
    return mark.start, brackets if brackets >= 0 else mark.end - 1


def org_above(text: str, node: Node) -> Span | None:
    """The organisation whose chapter a unit stands in, where chapters bear organisations."""
    above = node.parent
    while above is not None and above.mark.end:
        if above.mark.style in ("bracket", "org"):
            head = name_in_mark(text, above.mark)
        else:
            line = text.find("\n", above.mark.end, above.head_end)
            head = trimmed(text, above.mark.end, line if line >= 0 else above.head_end)
        if org := org_of_heading(text, *head):
            return org
        above = above.parent
    return None
