"""Statuses said of all problems at once: by a heading, or by a sentence."""

import re

from ingest.extract.status import finding_status
from ingest.extract.status_wording import StatusFound
from ingest.model import Status
from ingest.node import Node
from ingest.roles import Role
from ingest.status_words import STATUS_WORDS, classify

_HEADING = re.compile(
    r"(?:已|正在|尚未|未|基本|阶段性|需|立行立改|长期|持续|继续)[^，。；\n]{0,12}?(?:整改|完成|推进|坚持|办结|销号)"
    r"[^，。；\n]{0,8}?(?:的?(?:问题|事项|任务)|情况)|(?:问题|事项)(?:已|正在|尚未|未)[^，。；\n]{2,10}$"
    r"|取得[^，。；\n]{0,4}阶段性[^，。；\n]{2,6}的(?:问题|事项|任务)"
)
_HOW_MANY = re.compile(r"[（]?(?:共|有)?\d{1,3}[个件项条][）]?$")
_FOR_ALL = re.compile(
    r"(?:(?:以上|上述|所有|全部|各项|反馈的?|这些|这|以下|下列|其余)[^，。；\n]{0,24}(?:问题|事项|任务)"
    r"|其余\d{1,3}(?:个|项|条)"
    r"|\d{1,3}(?:个|项|条)(?:具体|突出|主要)?(?:问题|事项|任务|意见|毛病)"
    r"|(?:问题|事项|任务)\d{1,3}(?:个|项|条))"
    r"[^，。；\n]{0,12}?，?(?P<but>除[^，。；\n]{2,20}外，)?[^，。；\n]{0,4}?(?:已经?|均|全部|都)[^。；\n]{0,4}?"
    r"(?:完成|整改|办结|销号|改好|改完)[^。；\n]{0,16}"
)


def _heading_status(heading: str) -> Status | None:
    """The status that a heading gives to all problems under it: 已完成整改的问题."""
    bare = _HOW_MANY.sub("", heading)
    if bare.endswith("的") and STATUS_WORDS.fullmatch(bare):  # 正在推进的（3件）
        return classify(bare)
    found = _HEADING.search(heading)
    if not found or re.search(r"整改落实情况|(?<!已)完成情况$", heading):
        return None
    return classify(found.group())


# 14个问题已完成12个
_SOME = re.compile(
    r"(?P<all>\d{1,3})(?:个|项|条)[^\d]*?(?:完成|整改|办结|销号)\D{0,4}(?P<some>\d{1,3})(?:个|项|条)"
)

# 4个问题，2个已完成整改
_PART = re.compile(
    r"(?P<all>\d{1,3})(?:个|项|条)(?:具体)?(?:问题|事项|任务)?，(?:其中)?(?P<some>\d{1,3})(?:个|项|条)"
)


def status_for_all(text: str, start: int, end: int) -> StatusFound | None:
    """A status stated once for all problems: 以上问题均已整改完成."""
    for found in _FOR_ALL.finditer(text, start, end):
        if re.search(r"\d+个.{0,6}(?:未|正在)|未(?:完成|整改)", found.group()):
            continue
        counted = (rule.search(found.group()) for rule in (_SOME, _PART))
        if any(count and count["some"] != count["all"] for count in counted):
            continue
        status = classify(found.group().replace(found["but"] or "", ""))
        if status in (Status.DONE, Status.SUSTAINED, Status.PARTIAL):
            return StatusFound(status, found.start(), found.end())
    return None


# 本类问题3个，基本完成整改。
_FOR_GROUP = re.compile(r"(?:本|该|此)(?:类|部分|方面|章)[^，。\n]{0,12}，([^。\n]{2,24})")


def _status_for_group(text: str, start: int, end: int) -> StatusFound | None:
    """The status that a chapter's opening sentence gives to the problems in it."""
    said = _FOR_GROUP.search(text, start, end)
    status = classify(said[1]) if said else None
    if said and status:
        return StatusFound(status, *said.span(1))
    return status_for_all(text, start, end)


def given_to_all(text: str, node: Node, words: str) -> Status | None:
    """The status that a heading, the sentence below it, or a label gives to all inside."""
    if not node.mark.end or not node.children:
        return None
    said = _status_for_group(text, node.mark.end, node.children[0].start)
    labelled = any(p.role is Role.STATUS for p in node.passages)
    own = finding_status(text, node) if labelled else None
    return (
        _heading_status(words)
        or (classify(words) if node.mark.style == "group" else None)
        or (said.status if said else None)
        or (own.status if own else None)
    )
