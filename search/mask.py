"""What tells who someone is, hidden character by character, so that offsets stay valid.

Hidden are mobile and fixed-line numbers, e-mail addresses, identity numbers (GB 11643: 17 digits
and a check digit, formerly 15), bank cards (ISO/IEC 7812: 16 to 19 digits), and names: those that
a report gives as responsible, those beside a role (张三同志, 镇长李四, 责任人：王五), and halves of
names (张某某). Names are told by family name and context: one that stands alone may escape, so
that whoever publishes a text must still read it.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from indexer.documents import Card
from indexer.engine import KeywordField, NumberField
from ingest.folding import fold
from search.names import names_in, responsible
from search.precedents import Answer, Precedent
from search.reports import ReportAnswer, ReportHit

if TYPE_CHECKING:
    from indexer.linking.recurrences import Member
    from search.elsewhere import Example

Facets = dict[KeywordField | NumberField, list[tuple[str, int]]]

_HIDDEN_NAME, _HIDDEN_DIGIT = "×", "*"
_NUMBERS = re.compile(
    r"(?<![\dA-Za-z])(?:"
    r"\d{6}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx]|\d{15}"
    r"|\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"
    r"|(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ ）-]?\d{7,8}(?:-\d{1,5})?"
    r")(?![\dA-Za-z])"
    r"|(?<=电话)[^\d\n]{0,8}\d[\d -]{5,14}|(?<=手机)[^\d\n]{0,8}\d[\d -]{5,14}"
    r"|(?<=传真)[^\d\n]{0,8}\d[\d -]{5,14}|(?<=联系方式)[^\d\n]{0,8}\d[\d -]{5,14}"
)
_E_MAIL = re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+", re.ASCII)


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text, as long as before, with numbers, addresses and names hidden; `names` as well."""
    found = set(names) | names_in(text)
    folded = fold(text)
    hidden = list(text)
    for name in sorted(found, key=len, reverse=True):
        for place in re.finditer(re.escape(name), text):
            hidden[place.start() : place.end()] = _HIDDEN_NAME * len(name)
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
        facets=_masked_facets(answer.facets),
    )


def masked_precedent(hit: Precedent) -> Precedent:
    """The same, for one precedent; its marks stay where they are."""
    card = hit.card
    names = responsible(card.responsible or "") | names_in(card.text)
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
    return msgspec.structs.replace(
        answer,
        reports=tuple(map(_masked_report, answer.reports)),
        facets=_masked_facets(answer.facets),
    )


def masked_example(example: "Example") -> "Example":
    """The same for what another organisation did."""
    returned = example.returned
    return msgspec.structs.replace(
        example,
        member=_masked_member(example.member),
        returned=_masked_member(returned) if returned else None,
        measures=tuple(map(masked, example.measures)),
    )


def _masked_member(member: "Member") -> "Member":
    return msgspec.structs.replace(member, title=masked(member.title), source=masked(member.source))


def _masked_facets(facets: Facets) -> Facets:
    """The names of files tell who, too."""
    sources = [(masked(name), count) for name, count in facets.get(KeywordField.SOURCE, ())]
    return {**facets, KeywordField.SOURCE: sources} if sources else facets


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
