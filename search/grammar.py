"""The query language: text → tree.

    query   = all { ("OR" | "或" | "|") all }
    all     = unary { ["AND" | "且"] unary }
    unary   = ("NOT" | "非" | "-") unary | "(" query ")" | field ":" value | phrase | word
    phrase  = "短语" [ "~" distance ]        word = characters [ "*" | "~" [ edits ] ]

Hand-written, in linear time: what is a word here depends on Chinese (平纪(2021)53号 is one, 非法
is one, 非 alone is an operator), which a grammar for a parser generator says less clearly.
"""

import re

from ingest.model import Record
from search.fields import FIELDS, LISTS
from search.problem import QueryError, require_legible

LONGEST = 5_000  # characters
DEEPEST = 30  # brackets in brackets

_DOCUMENT_YEAR = r"[(（]\d{4}[)）](?=第?\d+号)"
_PUNCTUATION = "，、。；;！？!?…"
_STOP = rf"\s\"“”＂「」()（）|{_PUNCTUATION}"
# In capitals between Chinese characters they are operators with or without blanks.
_GLUED = r"(?<=[\u4e00-\u9fff])(?:{})(?=[\u4e00-\u9fff])"
_TOKEN = re.compile(
    rf"(?P<skip>[\s{_PUNCTUATION}]+)"
    r"|(?P<quote>[\"“”＂](?P<inside>[^\"“”＂]*)[\"“”＂]|「(?P<inside2>[^」]*)」)"
    r"(?:[~～](?P<slop>\d{1,2})?(?!\d))?"
    rf"|(?P<or>(?:(?i:OR)|或)(?=[\s(（]|$)|\||{_GLUED.format('OR')})"
    rf"|(?P<and>(?:(?i:AND)|且)(?=[\s(（]|$)|{_GLUED.format('AND')})"
    rf"|(?P<not>(?:(?i:NOT)|非)(?=[\s(（\"“「]|$)|[-－−](?=[^\s\-])|{_GLUED.format('NOT')})"
    r"|(?P<minus>[-－−](?=\s|$))"
    rf"|(?P<field>(?:(?!{_GLUED.format('OR|AND|NOT')})[^{_STOP}:：~*-])+)[:：]"
    rf"|(?P<word>(?:{_DOCUMENT_YEAR}|[^{_STOP}*~～])"
    rf"(?:{_DOCUMENT_YEAR}|(?!{_GLUED.format('OR|AND|NOT')})[^{_STOP}*~～])*)"
    r"(?:(?P<prefix>\*)|(?P<fuzzy>[~～])(?P<edits>[12])?)?"
    r"|(?P<open>[(（])|(?P<close>[)）])"
)
_QUOTED = r"[\"“”＂](?P<inside>[^\"“”＂]+)[\"“”＂]|「(?P<inside2>[^」]+)」"
_BARE = rf"(?:[<>＜＞]=?|[≥≤])?(?:{_DOCUMENT_YEAR}|[^{_STOP}])+"
_VALUE = re.compile(rf"{_QUOTED}|(?P<bare>{_BARE})")
_VALUES = re.compile(rf"{_QUOTED}|(?P<bare>{_BARE}(?:、{_BARE})*)")
# A comma behind one value parts it from a word, or from another value: nobody can tell.
_COMMA = re.compile(rf"，(?=[^{_STOP}*~～\-－−])(?![^{_STOP}:：]+[:：])")
_PARTED = re.compile(rf"[{_STOP}]|$")


class Word(Record, frozen=True, tag=True):
    """Free words, not yet segmented, at `start` of the query."""

    text: str
    start: int
    prefix: bool = False
    edits: int = 0


class Quote(Record, frozen=True, tag=True):
    """A quoted phrase; with `slop`, words at most that many characters apart."""

    text: str
    start: int
    slop: int | None = None


class InField(Record, frozen=True, tag=True):
    """A value asked for in a field; `field` is the name as FIELDS has it."""

    field: str
    value: str
    start: int


class Not(Record, frozen=True, tag=True):
    """What `part` does not match."""

    part: "Tree"


class All(Record, frozen=True, tag=True):
    """What all parts match."""

    parts: tuple["Tree", ...]


class Any(Record, frozen=True, tag=True):
    """What at least one part matches."""

    parts: tuple["Tree", ...]


Tree = Word | Quote | InField | Not | All | Any


class _Token(Record, frozen=True):
    kind: str
    start: int
    tree: Word | Quote | InField | None = None


def parse(query: str) -> Tree:
    """The tree of a query. Raises `QueryError` with the place of what is wrong."""
    if len(query) > LONGEST:
        raise QueryError(f"检索式太长（最多 {LONGEST} 个字）", LONGEST)
    require_legible(query)
    tokens = _tokens(query)
    if not tokens:
        raise QueryError("检索式里没有可检索的词", 0)
    parser = _Parser(tokens, len(query))
    tree = parser.any_of(0)
    parser.expect_end()
    return tree


def _tokens(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(query):
        found = _TOKEN.match(query, position)
        if found is None:
            raise _unreadable(query, position)
        start, position = position, found.end()
        match _kind(found):
            case "skip":
                continue
            case "quote":
                inside = found["inside"] if found["inside"] is not None else found["inside2"]
                slop = int(found["slop"]) if found["slop"] else None
                if slop is None and query[position - 1] in "~～":
                    raise QueryError('引号后的 ~ 要带字数，例如 "财务 公开"~5', position - 1)
                tokens.append(_Token("leaf", start, Quote(inside, start, slop)))
            case "field":
                name = FIELDS.get(found["field"].lower())
                if name is None:
                    raise QueryError(
                        f"没有名为“{found['field']}”的字段；如果冒号是正文的一部分，请加引号", start
                    )
                value = (_VALUES if name in LISTS else _VALUE).match(query, position)
                if value is None:
                    raise _without_value(query, found["field"], position)
                tokens.append(_Token("leaf", start, InField(name, _value(value), position)))
                position = value.end()
                if name in LISTS and _COMMA.match(query, position):
                    raise QueryError(
                        "逗号后面是另一个词，就改成空格；是并列的内容，就改成顿号，例如 "
                        f"{found['field']}:甲、乙",
                        position,
                    )
            case "minus":
                raise QueryError(f"“{query[start]}”要紧挨着不要的词，例如 接待 -学校", start)
            case "word":
                if found["prefix"] or found["fuzzy"]:
                    _require_end(query, found, position)
                edits = int(found["edits"] or 1) if found["fuzzy"] else 0
                word = Word(found["word"], start, found["prefix"] is not None, edits)
                tokens.append(_Token("leaf", start, word))
            case kind:
                tokens.append(_Token(kind, start))
    return tokens


def _kind(found: re.Match[str]) -> str:
    kinds = ("skip", "quote", "or", "and", "not", "minus", "field", "word", "open", "close")
    return next(kind for kind in kinds if found[kind] is not None)


def _require_end(query: str, found: re.Match[str], position: int) -> None:
    if _PARTED.match(query, position):
        return
    if found["prefix"]:
        raise QueryError("“*”只能在词的末尾", position - 1)
    raise QueryError("“~”后面只能写 1 或 2（最多错几个字），再空一格", position)


def _value(found: re.Match[str]) -> str:
    return found["inside"] or found["inside2"] or found["bare"]


def _without_value(query: str, field: str, position: int) -> QueryError:
    if query[position : position + 1] in ("(", "（"):
        example = f"({field}:甲 OR {field}:乙)"
        return QueryError(f"“{field}:”后面不能是括号，请把括号写在外面，例如 {example}", position)
    return QueryError(f"“{field}:”后面缺少内容", position)


def _unreadable(query: str, position: int) -> QueryError:
    if query[position] in '"“”＂「」':
        return QueryError("引号没有配对", position)
    if query[position] in "~～" and query[position - 1 : position] in ('"', "”", "“", "＂", "」"):
        return QueryError('引号后的 ~ 最多写 99，例如 "财务 公开"~5', position)
    if query[position] in "*~～":
        return QueryError(f"“{query[position]}”只能紧跟在词的后面", position)
    if query[position] in ":：":
        return QueryError("冒号前面缺少字段名", position)
    return QueryError(f"看不懂“{query[position]}”", position)


class _Parser:
    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._end = end

    def any_of(self, depth: int) -> Tree:
        parts = [self._all_of(depth)]
        while self._take("or"):
            parts.append(self._all_of(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def expect_end(self) -> None:
        if self._next < len(self._tokens):
            raise QueryError("这个括号没有对应的左括号", self._tokens[self._next].start)

    def _all_of(self, depth: int) -> Tree:
        parts = [self._unary(depth)]
        while self._kind() not in ("or", "close", None):
            self._take("and")
            parts.append(self._unary(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _unary(self, depth: int) -> Tree:
        negated = False
        while self._take("not"):
            negated = not negated
        tree = self._primary(depth)
        return Not(tree) if negated else tree

    def _primary(self, depth: int) -> Tree:
        if self._next == len(self._tokens):
            told = "，前面的左括号也没有配对" if depth else ""
            raise QueryError(f"检索式不完整：最后缺少一个词{told}", self._end)
        token = self._tokens[self._next]
        self._next += 1
        if token.tree is not None:
            return token.tree
        if token.kind != "open":
            raise QueryError("这里缺少一个词", token.start)
        if depth == DEEPEST:
            raise QueryError(f"括号套得太深（最多 {DEEPEST} 层）", token.start)
        if self._kind() == "close":
            raise QueryError("括号里是空的", token.start)
        tree = self.any_of(depth + 1)
        if not self._take("close"):
            raise QueryError("括号没有配对", token.start)
        return tree

    def _kind(self) -> str | None:
        return self._tokens[self._next].kind if self._next < len(self._tokens) else None

    def _take(self, kind: str) -> bool:
        if self._kind() != kind:
            return False
        self._next += 1
        return True
