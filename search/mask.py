"""What tells who someone is, hidden character by character, so that offsets stay valid.

Hidden are mobile and fixed-line numbers, e-mail addresses, identity numbers (GB 11643: 17 digits
and a check digit, formerly 15), bank cards (ISO/IEC 7812: 16 to 19 digits), and names: those that
a report gives as responsible, those beside a role (张三同志, 镇长李四, 责任人：王五), and halves of
names (张某某). Names are told by family name and context: one that stands alone may escape, so
that whoever publishes a text must still read it.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from indexer.documents import Card
from ingest.folding import fold
from search.precedents import Answer, Precedent
from search.reports import ReportAnswer, ReportHit
from search.surnames import COMPOUND, SINGLE

_HIDDEN_NAME, _HIDDEN_DIGIT = "×", "*"
_NUMBERS = re.compile(
    r"(?<![\dA-Za-z])(?:"
    r"\d{6}(?:19|20)\d{9}[\dXx]|\d{15}|\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"
    r"|(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ )-]?\d{7,8}(?:-\d{1,5})?"
    r")(?![\dA-Za-z])"
    r"|(?<=电话)[^\d\n]{0,8}\d[\d -]{5,14}|(?<=手机)[^\d\n]{0,8}\d[\d -]{5,14}"
    r"|(?<=传真)[^\d\n]{0,8}\d[\d -]{5,14}"
)
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_FAMILY = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SINGLE))}])"
_GIVEN = r"[\u4e00-\u9fff·]"
_HALF = re.compile(
    rf"{_FAMILY}(?:某{{1,2}}(?![村镇乡县市区局年月日])[甲乙丙丁]?|[×＊*〇Xx]{{1,2}}(?![A-Za-z]))"
)
_TITLE = (
    r"(?:书记|镇长|乡长|县长|市长|区长|局长|处长|科长|股长|所长|站长|院长|校长|社长|部长|主任|主席|组长"
    r"|队长|班长|经理|董事长|村支书|支书|委员)"
)
_ROLE = rf"(?:{_TITLE}|会计|出纳|报账员|文书|村民|党员|调研员|科员|干事|司机|职工|干部)"
_ADDRESSED = re.compile(rf"(?:副|原|老)?{_TITLE}|同志|先生|女士|老师|医生")
_ROLE_BEFORE = re.compile(rf"{_ROLE}$")
_NEVER_GIVEN = re.compile(r"[，。；、：:,;（()）“”\s\d的等和与及因违被在将以为未到给予名位个]")
_LABELLED = re.compile(
    r"(?:责任人(?:员)?|责任领导|牵头领导|分管领导|包案领导|联系人|负责人|经办人|当事人|牵头人|督办领导)"
    r"(?:为|是)?[：:\s]\s*([\u4e00-\u9fff·、，,\s]{2,40})"
)
_PARTING = re.compile(r"[\s、，,；;/（）()：:。|]+")
_ALONE = re.compile(rf"{_FAMILY}{_GIVEN}{{1,2}}")
_NO_NAME_ENDS = tuple("委局组室办所府部股科站院校司社会村镇乡县市区处队中心各等")


class _Piece(NamedTuple):
    text: str
    start: int
    is_name: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text, as long as before, with numbers, addresses and names hidden; `names` as well."""
    found = set(names) | _names_in(text)
    folded = fold(text)
    hidden = list(text)
    for name in sorted(found, key=len, reverse=True):
        for place in re.finditer(re.escape(name), text):
            hidden[place.start() : place.end()] = _HIDDEN_NAME * len(name)
    for place in _HALF.finditer(folded):
        hidden[place.start() : place.end()] = _HIDDEN_NAME * (place.end() - place.start())
    for pattern in (_NUMBERS, _E_MAIL):
        for place in pattern.finditer(folded):
            for at in range(place.start(), place.end()):
                if pattern is _E_MAIL or folded[at] in "0123456789xX":
                    hidden[at] = _HIDDEN_DIGIT
    return "".join(hidden)


def masked_answer(answer: Answer) -> Answer:
    """The answer with all that tells who someone is hidden."""
    return msgspec.structs.replace(
        answer,
        hits=tuple(map(masked_precedent, answer.hits)),
        nearby=tuple(map(masked_precedent, answer.nearby)),
    )


def masked_precedent(hit: Precedent) -> Precedent:
    """The same, for one precedent; its marks stay where they are."""
    card = hit.card
    names = _listed(card.responsible or "") | _names_in(card.text)
    snippet = hit.snippet
    text = masked(card.text, names)
    shown = text[snippet.start : snippet.start + len(snippet.text)]
    return msgspec.structs.replace(
        hit,
        card=_masked_card(card, text, names),
        title=masked(hit.title, names),
        snippet=msgspec.structs.replace(snippet, text=shown),
    )


def masked_reports(answer: ReportAnswer) -> ReportAnswer:
    """The same for reports."""
    return msgspec.structs.replace(answer, reports=tuple(map(_masked_report, answer.reports)))


def _masked_report(report: ReportHit) -> ReportHit:
    return msgspec.structs.replace(
        report,
        title=None if report.title is None else masked(report.title),
        source=masked(report.source),
        hits=tuple(map(masked_precedent, report.hits)),
    )


def _masked_card(card: Card, text: str, names: set[str]) -> Card:
    def hide(value: str | None) -> str | None:
        return None if value is None else masked(value, names)

    return msgspec.structs.replace(
        card,
        text=text,
        title=masked(card.title, names),
        heading=hide(card.heading),
        report_title=hide(card.report_title),
        responsible=hide(card.responsible),
        status_text=hide(card.status_text),
        measures=tuple(masked(measure, names) for measure in card.measures),
        source=masked(card.source, names),
    )


def _names_in(text: str) -> set[str]:
    folded = fold(text)
    pieces = _pieces(folded)
    found: set[tuple[int, int]] = set()
    for at, piece in enumerate(pieces):
        if _ADDRESSED.match(piece.text):
            found |= _name_before(pieces, at)
        if _ROLE_BEFORE.search(piece.text):
            found |= _name_after(pieces, at + 1)
    names = {text[start:end] for start, end in found}
    for place in _LABELLED.finditer(folded):
        names |= _listed(text[place.start(1) : place.end(1)])
    return {name for name in names if not name.endswith(_NO_NAME_ENDS)}


def _pieces(text: str) -> list[_Piece]:
    import rjieba

    pieces, start = [], 0
    for word, tag in rjieba.tag(text, False):
        pieces.append(_Piece(word, start, tag.startswith("nr")))
        start += len(word)
    return pieces


def _name_before(pieces: list[_Piece], end: int) -> set[tuple[int, int]]:
    """The name whose last piece stands before `end`: the longest one that begins with a family
    name and has one or two characters more."""
    best: set[tuple[int, int]] = set()
    for first in range(end - 1, max(-1, end - 4), -1):
        run = pieces[first:end]
        given = "".join(piece.text for piece in run[1:])
        if len(run) == 1 and run[0].is_name and _ALONE.fullmatch(run[0].text):
            return {(run[0].start, run[0].end)}
        if _is_family(run[0].text) and 0 < len(given) < 3 and not _NEVER_GIVEN.search(given):
            best = {(run[0].start, run[-1].end)}
    return best


def _name_after(pieces: list[_Piece], first: int) -> set[tuple[int, int]]:
    """The name whose first piece is `first`."""
    run = pieces[first : first + 3]
    if not run:
        return set()
    if run[0].is_name and _ALONE.fullmatch(run[0].text):
        return {(run[0].start, run[0].end)}
    if not _is_family(run[0].text):
        return set()
    given = ""
    for piece in run[1:]:
        if len(given + piece.text) > 2 or _NEVER_GIVEN.search(piece.text):
            break
        given += piece.text
    return {(run[0].start, run[0].end + len(given))} if given else set()


def _is_family(text: str) -> bool:
    return text in SINGLE or text in COMPOUND


def _listed(people: str) -> set[str]:
    """The names among people, and roles, named one after the other."""
    found = set()
    for part in _PARTING.split(people):
        bare = re.sub(rf"^.*{_ROLE}(?={_FAMILY})|(?:同志|{_ROLE})$", "", part)
        if _ALONE.fullmatch(bare) and not bare.endswith(_NO_NAME_ENDS):
            found.add(bare)
    return found
