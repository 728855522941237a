"""The sentence near the end of a block that says how far its problem is solved."""

import re

from ingest.extract.status_wording import StatusFound
from ingest.model import Status
from ingest.node import ANSWERS
from ingest.roles import known_label
from ingest.status_words import STATUS_WORDS, classify

_SENTENCES = re.compile(r"[^。；\n【】]+")
_LAST_CLAUSE = re.compile(r"，((?:此|该|本)(?:问题|项)[^，]*(?:，[^，]*坚持)?)$")
_LONGEST = 40  # characters of a status's words
_WHOLLY = re.compile(
    "(?=.*(?:完成|落实|整改|办结|销号|到位|解决)).*(?:[已未尚没]|正在|整改|问题|坚持)"
    "|(?:目前|只能算|属于)*取得了?阶段性成[效果]|长期推进$|并?将?(?:长期|持续)坚持$"
)
_COMMA = re.compile("，")
_SIGNS = "→—-=*>▶▷➢◆●■☆★ "


def closing_sentence(text: str, start: int, end: int) -> StatusFound | None:
    """A sentence near the end of the block that is a status and nothing else."""
    tail = max(start, end - 120)
    for sentence in reversed(list(_SENTENCES.finditer(text, tail, end))):
        wording = sentence.group().strip().lstrip(_SIGNS)
        label, colon, behind = wording.partition("：")
        if colon and known_label(label) in ANSWERS:
            wording = behind.strip()
        if not wording:
            continue
        clause = _LAST_CLAUSE.search(wording)
        if clause and not STATUS_WORDS.fullmatch(wording):  # …，此问题已完成整改
            wording = clause.group(1)
        shortest = 2 if sentence.group().lstrip()[0] in _SIGNS else 3
        if shortest <= len(wording) and (said := _said(wording)):
            at = sentence.start() + sentence.group().index(wording)
            return StatusFound(said[0], at + said[1], at + len(wording))
    return None


_OF_IT = re.compile(
    r"[。；\n]\s*(?P<said>(?:该|此|本)(?:项|个)?(?:问题|事项|任务)[^。；\n，]{2,16}"
    r"(?:，[^。；\n，]{0,10}坚持)?)(?=[。；\n])"
)


def sentence_about_it(text: str, start: int, end: int) -> StatusFound | None:
    """The last sentence, wherever it stands in the block, that says nothing but how far the problem
    is solved, and of which: 该问题已完成整改。一是…"""
    for found in reversed(list(_OF_IT.finditer(text, start, end))):
        status = classify(found["said"]) if STATUS_WORDS.fullmatch(found["said"]) else None
        if status:
            return StatusFound(status, *found.span("said"))
    return None


def _said(wording: str) -> tuple[Status, int] | None:
    """The status of a sentence that is one, or ends or begins with one, and where its words begin:
    此事改好，且每年坚持检修."""
    if len(wording) <= _LONGEST and STATUS_WORDS.fullmatch(wording):
        status = classify(wording)
        return (status, 0) if status else None
    for stop in _COMMA.finditer(wording, max(0, len(wording) - _LONGEST)):
        last = wording[stop.end() :]  # …，已完成整改，长期坚持
        if len(last) >= 3 and STATUS_WORDS.fullmatch(last) and _WHOLLY.match(last):
            status = classify(last)
            return (status, stop.end()) if status else None
    first, _, rest = wording.partition("，")
    if len(first) < 3 or len(wording) > _LONGEST or not STATUS_WORDS.fullmatch(first):
        return None
    status = classify(first)
    kept = status is Status.DONE and re.search("坚持|长期|常态|一直", rest)
    return (Status.SUSTAINED if kept else status, 0) if status else None
