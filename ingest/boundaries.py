"""Where in a text a mark or label may stand: places worth a closer look, and few others."""

import re
from collections.abc import Iterator

from ingest.ordinals import CIRCLED, CN, DARK_CIRCLED, PAREN_DIGITS
from ingest.roles import LABEL_STARTS

BULLETS = "■◆●▲★◇□◎○•→▶▷➢☆△◼⚫"
# Marks that may follow a step without its stop, for it is marked likewise: ①补签合同②追回费用
_SECOND = CIRCLED[1:] + PAREN_DIGITS[1:]
# What may stand before a mark or label at the head of a line: indents, bullets, heading marks.
_INDENT = r"[ \t\u3000>*#]*(?:-[ ]*(?!-))?"
_INDENT_ONLY = re.compile(_INDENT)
_SIGNS = re.escape("".join((CN, CIRCLED, DARK_CIRCLED, PAREN_DIGITS, BULLETS)))
MARK_FIRST = rf"\dA-Za-z第问反具主巡审指（首其再最此整措举{_SIGNS}"
# Behind a comma stand only the marks that count within a sentence: 一是, 措施一.
_POINT = rf"[整措举A{BULLETS}]|[{CN}]{{1,2}}[是则]|首先|其次|再[次者]|最后|此外"
_LABEL_FIRST = "".join(sorted(LABEL_STARTS))
_LONGEST_LABEL = 40  # characters


def _pattern(label_first: str) -> re.Pattern[str]:
    """All places but the head of the first line.

    The pattern begins with a single character, so that a search skips to the next one of these.
    """
    label = rf"{label_first}[^\n。；：】]{{0,{_LONGEST_LABEL}}}(?:[：】]|--)"
    return re.compile(
        rf"[\n。；！？：】）（，、\t |【{_SECOND}](?:"
        rf"(?<=[，）])[ \t]*(?={_POINT}|【?{label})"
        rf"|(?<=[（、])[ \t]*(?=[{BULLETS}]|【?{label})"
        rf"|(?<=[。；！？：】])[ \t]*(?=[{MARK_FIRST}]|【?{label})"
        rf"|(?<=\n){_INDENT}"
        rf"|(?<=[\t |])[ ]*(?=[{BULLETS}]|【?{label})"
        rf"|(?<=【)(?={label})"
        rf"|(?<=[{_SECOND}])"
        rf"|(?<![^\n].)[ \t]*(?=[{MARK_FIRST}{_LABEL_FIRST}【-]))"  # a sign that opens its line
    )


_KNOWN_LABELS = _pattern(f"[{_LABEL_FIRST}]")
_ANY_LABELS = _pattern(r"[^\n。；：】]")


def boundaries(text: str, *, own_labels: bool) -> Iterator[tuple[int, int, str, bool]]:
    """The places in folded `text`, in order: the head of every line; behind stops and other signs
    those where a mark or label can begin; every 【; every ② and beyond, which may follow a step
    that has no stop. With `own_labels` a label may begin with any word.

    Each as where its line begins, or the sign behind which it stands; where it stands itself; the
    sign before it; and whether it opens its line.
    """
    at = behind_indent(text)
    if text:
        yield 0, at, text[0], True
    for found in (_ANY_LABELS if own_labels else _KNOWN_LABELS).finditer(text, at):
        start, at = found.span()
        sign = text[start]
        if sign == "\n":
            yield start + 1, at, sign, True
        else:
            opens_line = start == 0 or text[start - 1] == "\n"
            within = sign in _SECOND
            before = text[max(0, start - 2) : start].rstrip()[-1:] if within else sign
            yield start, start if within or sign == "【" else at, before, opens_line


def behind_indent(text: str) -> int:
    """Where the words of the first line begin, its indent and bullets left out."""
    indent = _INDENT_ONLY.match(text)
    return indent.end() if indent else 0
