"""Labels that a document uses of its own: 怎么改的：, 改得怎样——, 问：, 承办处室：.

A phrase before a colon that heads several passages is a label, whatever it says. What stands
behind it tells what it is for: statuses, dates; else the phrase itself does; else its place, for
the longest passages behind problems are what was done about them.
"""

import re
from collections import defaultdict
from collections.abc import Callable

from ingest.folding import fold
from ingest.roles import Role, header_role, known_label
from ingest.spaced_labels import spaced_labels
from ingest.status_words import STATUS_WORDS, classify, state

_OFTEN = 3
# Both begin with a single character, so that a search skips to the next one; a line break is put
# before the text.
_PHRASE = re.compile(
    r"[\n。；](?:(?<=\n)[^\n\u4e00-\u9fff“]{0,6}|(?<!\n)[ ]?)"
    r"(?:【([\u4e00-\u9fff]{1,10})】：?|([\u4e00-\u9fff]{1,10})(?:：|--))(?=([^\n]{0,200}))"
)
# A label may have a line of its own, its value below.
_ALONE = re.compile(r"\n[^\n\u4e00-\u9fff“]{0,6}([\u4e00-\u9fff]{2,10})(?=[ ]*\n([^\n]{1,200}))")
_PARTED = re.compile("[；|]")  # 目前状态：已完成 | 责任人：…
_DATE = re.compile(r"[^。]{0,4}(?:\d{4}年)?\d{1,2}月|\d{4}[-.年]|长期|立行立改")
_BY_WORD = (
    (Role.NOTE, re.compile("^(?:上轮|上次|前次|首次|往年)")),  # what was done before this time
    (Role.LEADER, re.compile("领导|责任人|负责人|谁来")),
    (Role.UNIT, re.compile("单位|部门|[科股处]室|站所")),
    (Role.DEADLINE, re.compile("时限|期限|时间|何时")),
    (Role.STATUS, re.compile("进度|状态|结果|完成|结论|进展")),
    (Role.PROBLEM, re.compile("改前|此前|过去|原状")),
    (Role.MEASURE, re.compile("改|措施|举措|对策|做|办|落实|处理|行动|应对|纠正|答|药方|方子")),
    (Role.PROBLEM, re.compile("问|反馈|表现|不足|症结|病灶|短板|指出|发现")),
    (Role.RESULT, re.compile("成效|效果|怎么?样")),
)
_STEP = re.compile("一是|①|（1）")
_LONG = 20  # characters of a value that tells a story
_LINE = 30  # characters of a value that fits on its line
_SHORT = 10  # characters of a value that names a state
_WORDINGS = 5  # states that a document tells apart at most


def own_labels(text: str) -> dict[str, Role]:
    """Phrase → role for the labels of folded `text` that are in no list of known labels."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    spaced: dict[str, Role] = {}
    text = f"\n{text}"
    for found in _PHRASE.finditer(text):
        values[found[1] or found[2]].append(_PARTED.split(found[3], maxsplit=1)[0].strip())
    known = {role for phrase in values if (role := known_label(phrase)) and not _is_state(phrase)}
    for found in _ALONE.finditer(text):
        values[found[1]].append(found[2].strip())
    for start, end in spaced_labels(text).items():
        phrase = text[start:end].strip()
        if role := known_label(phrase):
            spaced[phrase] = role
        else:
            values[phrase].append(text[end : text.find("\n", end)].strip())
    known |= {*spaced.values()}
    roles = {
        phrase: _role(phrase, behind)
        for phrase, behind in values.items()
        if len(behind) >= _OFTEN and not known_label(phrase) and not _is_state(phrase)
    }
    if Role.MEASURE not in {*known, *roles.values()}:
        longest = max(
            (
                phrase
                for phrase, role in roles.items()
                if role is Role.NOTE and _tells(values[phrase])
            ),
            key=lambda phrase: sum(map(len, values[phrase])),
            default=None,
        )
        if longest is not None and known | {*roles.values()} & _ANSWERED:
            roles[longest] = Role.MEASURE
        elif outcome := _measures_by_outcome(text, values):
            roles[outcome] = Role.MEASURE
    return roles | spaced


def _measures_by_outcome(text: str, values: dict[str, list[str]]) -> str | None:
    """The label for statuses (整改结果) behind which this document tells what was done: it says
    more than how far things are, and every step stands behind it. What was achieved (整改成效) is
    no measure."""
    for phrase, behind in values.items():
        outcome = known_label(phrase) is Role.STATUS and "整改" in phrase
        if not outcome or len(behind) < _OFTEN:
            continue
        if _most(behind, _is_status) and not _tells(behind):
            continue
        if len(_STEP.findall(text)) == sum(len(_STEP.findall(value)) for value in behind):
            return phrase
    return None


_ANSWERED = frozenset({Role.STATUS, Role.RESULT, Role.PROBLEM, Role.DEADLINE})


def _role(phrase: str, values: list[str]) -> Role:
    filled = [value for value in values if value]
    if filled and _most(filled, _is_status):
        return Role.STATUS
    if filled and _most(filled, lambda value: len(value) < 24 and bool(_DATE.match(value))):
        return Role.DEADLINE
    heading = header_role(phrase)
    if heading in (Role.NUMBER, Role.ORG, Role.LEADER, Role.UNIT):
        return heading
    role = next((role for role, words in _BY_WORD if words.search(phrase)), Role.NOTE)
    if filled and role in (Role.NOTE, Role.RESULT, Role.STATUS) and _most(filled, _ends_in_status):
        return Role.STATUS
    if role in (Role.LEADER, Role.UNIT, Role.DEADLINE):
        return role
    if _names_states(filled):
        return Role.STATUS
    return Role.RESULT if role is Role.STATUS else role


def _is_state(words: str) -> bool:
    return STATUS_WORDS.fullmatch(words) is not None and classify(words) is not None


def _is_status(value: str) -> bool:
    wording = fold(value).strip("。；")
    first = re.split("[，。；（]", wording, maxsplit=1)[0]
    return _is_state(wording) or _is_state(first)


def _ends_in_status(value: str) -> bool:
    """Whether a short value says in one of its clauses how far things are: 整改属实，已完成。"""
    clauses = re.split("[，。；（]", fold(value).strip("。；"))
    return len(value) <= _LINE and any(map(_is_state, clauses))


def _names_states(values: list[str]) -> bool:
    """Whether the values are a few short words that occur again and again, states among them."""
    firsts = [re.split("[，。；（]", value, maxsplit=1)[0] for value in values]
    return (
        bool(firsts)
        and len({*firsts}) <= _WORDINGS
        and _most(firsts, lambda first: 0 < len(first) <= _SHORT)
        and _most(firsts, lambda first: state(first) is not None)
    )


def _tells(values: list[str]) -> bool:
    return _most(values, lambda value: len(value) >= _LONG)


def _most(values: list[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, values)) * 5 >= 3 * len(values)
