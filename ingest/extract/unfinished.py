"""Work that its teller calls unfinished, in other words than statuses are made of."""

import re

from ingest.extract.status_wording import StatusFound
from ingest.model import Status
from ingest.node import Passage
from ingest.status_words import STATUS_WORDS, classify

_TAIL = 60
_SENTENCES = re.compile(r"[^。；\n【】]+")
_CLAUSES = re.compile(r"[^，。；\n]+")
_UNFINISHED = (Status.OPEN, Status.ONGOING)
_GOES_ON = re.compile(
    r"[，。；][^，。；\n]{0,24}?(?P<going>(?:仍|尚|还)?正在(?:有序|加快|稳步|持续)?"
    r"(?:推进|整改|实施|办理|建设|施工|改|办)(?:中|之中)?"
    r"|(?:目前)?(?:仍|尚|还)在[^，。；\n]{1,12}(?:，(?:持续|正在|有序)?推进)?)[。；]?\s{0,8}$"
)
_NOT_YET = re.compile(
    r"[，。；](?P<left>(?:至今|目前)(?:仍|还|尚)?(?:没有?|未)(?:能)?"
    r"(?:改[完好]|完成|办结|解决|销号)(?:整改)?)[。；]?\s{0,8}$"
)
# Weaker than any status that the report states for all: 正在履行招标程序，预计5月完工。
_UNDER_WAY = re.compile(
    r"[，。；\n](?P<going>[^，。；\n]{0,24}?(?:正在[^，。；\n]{1,20}"
    r"|正按[^，。；\n]{2,12}(?:推进|实施|办理|整改)|(?:有序|加快|稳步|持续)(?:推进|整改|实施|办理)中"
    r"|(?:预计|力争|计划|拟于?)[^，。；\n]{0,20}(?:前|底|内|旬|月|年)[^，。；\n]{0,6}"
    r"(?:完成|[完竣]工|建成|投入使用|到位|办结|销号)[^，。；\n]{0,6})"
    r"(?:，(?:预计|力争|计划|拟)[^，。；\n]{2,20})?)[。；]?\s{0,8}$"
)


def still_going(text: str, start: int, end: int) -> StatusFound | None:
    """The last clause of a block, where it tells of work that goes on or was left undone:
    …，长廊正在推进。"""
    if left := _NOT_YET.search(text, max(start, end - 40), end):
        return StatusFound(Status.OPEN, *left.span("left"))
    found = _GOES_ON.search(text, max(start, end - 40), end)
    return StatusFound(Status.ONGOING, *found.span("going")) if found else None


def under_way(text: str, start: int, end: int) -> StatusFound | None:
    """A last clause that tells of work that goes on, or by when it will be done."""
    found = _UNDER_WAY.search(text, max(start, end - _TAIL), end)
    return StatusFound(Status.ONGOING, *found.span("going")) if found else None


def unfinished(text: str, passage: Passage) -> StatusFound | None:
    """A clause of a label's only sentence that says no more than that the work is not done:
    整改情况：因编制审批较慢，目前尚未完成，计划年底前到岗。"""
    sentence = _SENTENCES.match(text, passage.start, passage.end)
    if sentence is None or text[sentence.end() : passage.end].strip("。 \n"):
        return None
    for clause in _CLAUSES.finditer(text, *sentence.span()):
        if STATUS_WORDS.fullmatch(clause.group()):
            status = classify(clause.group())
            if status in _UNFINISHED:
                return StatusFound(status, *clause.span())
    return None
