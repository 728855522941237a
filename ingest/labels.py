"""Labels that a document uses of its own: 怎么改的：, 改得怎么样：, 所属类别：.

A phrase with a colon that heads three paragraphs or more is a label, whatever it says. What stands
behind it tells what it is for: statuses, dates, names; else the phrase itself does.
"""

import re
from collections import defaultdict

from ingest.folding import fold
from ingest.roles import Role, known_label
from ingest.status_words import STATUS_WORDS, classify

_OFTEN = 3
_PHRASE = re.compile(
    r"^[ ]*(?:【([\u4e00-\u9fff]{2,10})】：?|([\u4e00-\u9fff]{2,10})：)([^\n]*)", re.M
)
_DATE = re.compile(r"[^。]{0,4}(?:\d{4}年)?\d{1,2}月|\d{4}[-.年]|长期|立行立改")
_BY_WORD = (
    (Role.LEADER, re.compile("领导|责任人|负责人|谁来")),
    (Role.UNIT, re.compile("单位|部门|科室|股室")),
    (Role.DEADLINE, re.compile("时限|期限|时间|何时")),
    (Role.STATUS, re.compile("进度|状态|结果|完成")),
    (Role.MEASURE, re.compile("改|措施|举措|做|办|落实|处理|行动|应对")),
    (Role.PROBLEM, re.compile("问题|反馈|表现|不足")),
    (Role.RESULT, re.compile("成效|效果|怎么样")),
)


def own_labels(text: str) -> dict[str, Role]:
    """Phrase → role for the labels of folded `text` that are in no list of known labels."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for found in _PHRASE.finditer(text):
        phrase = found[1] or found[2]
        if not known_label(phrase):
            values[phrase].append(found[3].strip())
    return {
        phrase: _role(phrase, behind) for phrase, behind in values.items() if len(behind) >= _OFTEN
    }


def _role(phrase: str, values: list[str]) -> Role:
    filled = [value for value in values if value]
    if filled and _most(filled, _is_status):
        return Role.STATUS
    if filled and _most(filled, lambda value: len(value) < 24 and bool(_DATE.match(value))):
        return Role.DEADLINE
    return next((role for role, words in _BY_WORD if words.search(phrase)), Role.NOTE)


def _is_status(value: str) -> bool:
    wording = fold(value).strip("。；")
    return bool(STATUS_WORDS.fullmatch(wording) and classify(wording))


def _most(values: list[str], holds: object) -> bool:
    assert callable(holds)
    return sum(bool(holds(value)) for value in values) * 5 >= 3 * len(values)
