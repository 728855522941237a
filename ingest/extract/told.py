"""Problems told one to a sentence, each with what became of it: 账目不清，已经补记，整改完成。"""

import re

from ingest.extract.block import Block
from ingest.extract.status import cell_status
from ingest.statement import DEFICIENCY, tells, trimmed

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_CLAUSE = re.compile(r"[^，。；：\n]+")
_FEWEST = 3
_SHORTEST, _LONGEST = 4, 40  # characters of the problem's words


def told_blocks(text: str, stated: int | None) -> list[Block]:
    """The problems of folded `text` that nothing marks: sentences whose first clause says what is
    wrong and whose end how far it is solved, as many as the document says that there are; else
    none."""
    found = [
        block
        for sentence in _SENTENCE.finditer(text)
        if (block := _block(text, *sentence.span())) is not None
    ]
    return found if len(found) >= _FEWEST and len(found) == stated else []


def _block(text: str, start: int, end: int) -> Block | None:
    clause = _CLAUSE.match(text, start, end)
    if clause is None or clause.end() >= end or text[clause.end()] != "，":
        return None
    title = trimmed(text, *clause.span())
    words = text[slice(*title)]
    wrong = _SHORTEST <= len(words) <= _LONGEST and DEFICIENCY.search(words) and not tells(words)
    status = cell_status(text, start, end) if wrong else None
    if status is None or status.start < title[1]:
        return None
    return Block(
        span=(start, end),
        title=(title,),
        number=None,
        heading=None,
        status=status,
        inherited=None,
        measures=(),
        leader=None,
        unit=None,
        deadline=None,
        org=None,
    )
