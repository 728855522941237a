"""Which marks open records: a document says it by repeating the same labels behind each.

Where 怎么改：… follows a ★ again and again, every ★ before it opens a problem of its own, although
the label of the one before is still open.
"""

from collections import Counter, defaultdict

from ingest.boundaries import BULLETS
from ingest.markers import Label, Level, Mark
from ingest.node import ANSWERS
from ingest.roles import Role

_TWICE = 2


def with_records(text: str, tokens: list[Mark | Label]) -> list[Mark | Label]:
    """The tokens of folded `text`, those marks told as `opens_record` that do."""
    tokens = _with_forms(text, tokens)
    openers = _openers(text, tokens)
    if not openers:
        return tokens
    return [
        token._replace(opens_record=True)
        if isinstance(token, Mark) and token.start in openers
        else token
        for token in tokens
    ]


def _with_forms(text: str, tokens: list[Mark | Label]) -> list[Mark | Label]:
    """The tokens and a mark before the first label of every form: 编号：… 类别：… 问题：… 措施：…

    A form begins with a label that occurs as often as the label of the problem and stands before
    it each time, nothing but labels between them.
    """
    before: defaultdict[str, list[Label]] = defaultdict(list)
    run: list[Label] = []
    problems = 0
    for token in tokens:
        if isinstance(token, Mark) or not token.opens_line or token.role in ANSWERS:
            run = []
        elif token.role is Role.PROBLEM:
            problems += 1
            if run:
                before[text[run[0].start : run[0].end]].append(run[0])
            run = []
        else:
            run.append(token)
    first = max(before.values(), key=len, default=[])
    if len(first) < _TWICE or 2 * len(first) <= problems:
        return tokens
    marks = [Mark(label.start, label.start, Level.STATEMENT, "record", 0, True) for label in first]
    return sorted([*marks, *tokens], key=lambda token: (token.start, isinstance(token, Label)))


def _openers(text: str, tokens: list[Mark | Label]) -> set[int]:
    """Where the marks stand that the first label of each round of labels follows at once.

    A round is what stands between two labels of one phrase. Its opener is the style of mark that
    most rounds have; of several that all have, the first: the others are its steps.
    """
    rounds: defaultdict[str, list[list[Mark]]] = defaultdict(list)
    marks: list[Mark] = []
    for token in tokens:
        if isinstance(token, Label):
            if marks and token.role in ANSWERS and marks[-1].end == token.start:
                marks = marks[:-1]  # （2）整改进展：… numbers the label
            rounds[text[token.start : token.end]].append(marks)
            marks = []
        elif token.opens_line and token.level < Level.ORDINAL:
            marks.append(token)
    best: list[Mark] = []
    for each in rounds.values():
        if len(each) < _TWICE or len(each) <= len(best):
            continue
        direct = _direct(each)
        if len(direct) >= _TWICE and 5 * len(direct) >= 3 * len(each) and len(direct) > len(best):
            best = direct
    if not best:
        return set()
    style = best[0].style
    if style in BULLETS:
        return {t.start for t in tokens if isinstance(t, Mark) and t.style == style}
    return {mark.start for mark in best}


def _direct(rounds: list[list[Mark]]) -> list[Mark]:
    """The marks of the opening style that stand last in their round; none where others do, or
    where most rounds hold several of them: these are steps.
    """
    present = Counter(style for marks in rounds for style in dict.fromkeys(m.style for m in marks))
    if not present:
        return []
    style, _ = present.most_common(1)[0]
    last = [marks[-1] for marks in rounds if marks]
    several = sum(sum(mark.style == style for mark in marks) > 1 for marks in rounds)
    if 2 * several > len(last):
        return []
    return [mark for mark in last if mark.style == style and mark.level >= Level.SECTION]
