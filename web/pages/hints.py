"""What a person should know about an answer that does not have all that was asked for."""

from collections.abc import Iterator

from ingest.taxonomy import Taxonomy
from search.grammar import All, Any, InField, Not, Tree, parse
from search.precedents import Answer
from search.reports import ReportAnswer
from web.pages.asking import Search


def hints(answer: Answer | ReportAnswer, *, behind: bool) -> list[str]:
    """A sentence for each thing that was asked for and is not there; `behind` where the index does
    not have all that came in."""
    told = []
    if answer.partial:
        told.append("没有一个问题同时符合全部的词，下面是最接近的。")
    for term, kind in answer.by_type:
        told.append(f"没有问题写到“{term}”，改找类型为“{kind}”的问题。")
    known = {term for term, _ in answer.by_type}
    missing = [term for term in answer.unmatched if term not in known]
    if missing:
        told.append(f"没有一个问题提到：{'、'.join(missing)}。")
    if behind:
        told.append("有刚导入的内容还没有进入检索，稍后再找一次。")
    return told


def unknown_types(asked: Search, taxonomy: Taxonomy) -> Iterator[str]:
    """A sentence for each type that was asked for and is none."""
    known = [each.id for each in taxonomy.types]
    wanted = [value for name, value in asked.chosen if name == "type"]
    wanted += _types_in(parse(asked.text)) if asked.text else []
    for value in dict.fromkeys(wanted):
        if not any(part and part in each for part in value.split(",") for each in known):
            yield f"没有名为“{value}”的问题类型。有这些：{'、'.join(known)}。"


def _types_in(tree: Tree) -> list[str]:
    match tree:
        case InField("type", value):
            return [value]
        case Not(part):
            return _types_in(part)
        case All(parts) | Any(parts):
            return [each for part in parts for each in _types_in(part)]
        case _:
            return []
