"""A finding's title as linking compares it: object, concept and aspects."""

import re
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis import words
from indexer.folding import searchable
from indexer.linking.lexicon import TELLING, lexicon
from ingest.statement import DEFICIENCY
from ingest.taxonomy import parts, standard

_SCOPE = re.compile(
    r"^(?:近年来|部分村\(社区\)|镇村两级|少数支部|部分(?:单位|支部|干部|村|党员)?|个别(?:站所|支部|单位|村|党员|干部)?|"
    r"下属单位|所属单位|有的(?:单位|支部|村)?|一些|机关|存在|对|在|抓|落实)+(?=..)"
)
# 少数支部会议决策 is not about the meetings of branches.
_SOME = re.compile(
    r"^(?:近年来|镇村两级|(?:部分|个别|少数)(?:村\(社区\)|单位|支部|干部|村|社区|党员|站所)?)+(?=..)"
)
# What a deficiency measures belongs to it: 推广力度不足 is 推广不足.
_MEASURED = re.compile(r"(?<=..)(?:力度|程度|水平|质效|方面|情况|工作)+$")
_LEADING = frozenset(("违规", "虚报", "挪用", "截留", "套取", "侵占", "挤占", "拖欠"))
# What is only listed as an example is not what the finding is about.
_LISTED = re.compile(r"(?:涉及|包括)[^,，。;；]*?等")
# What was done about it is no part of the problem.
_DONE = re.compile(
    r"巡[察视]|审计|已|完成|整改|纠正|追[回缴责]|[清退收]回|清退|责令|[建成]立|制定|修订|完善|健全|出台|印发|召开|组织|开展|加强"
    r"|谈话|处理|处分|进行|实行|安排|明确|落实|督促|要求"
)


class Wording(NamedTuple):
    """`object` without scope and deficiency; `words` the object's words, blank between; `concept`
    None where the lexicon knows none; `second` another that the title names beside it, or its kin;
    `field` the wider field where it knows only that; `aspects` the telling deficiencies."""

    object: str
    words: str
    concept: str | None
    second: str | None
    field: str | None
    aspects: tuple[str, ...]


@lru_cache(maxsize=200_000)
def wording(title: str, detail: str = "") -> Wording:
    """What the title says, for comparison; `detail` is what the report goes on to say of the
    problem, which counts where the title names no kind, or a wide field only."""
    text = _LISTED.sub("", searchable(title))
    known = lexicon()
    object_ = _object(text)
    aspects = tuple(name for name, pattern in known.aspects if pattern.search(text))
    concept, second = _concepts(text, object_)
    if concept is None:
        concept = _in_detail(detail)
    wide = concept in known.fields
    if wide:
        second = second or _in_manner(text) or _in_detail(detail)
    return Wording(
        object_,
        " ".join(words(object_)),
        None if wide else concept,
        second,
        concept if wide else None,
        aspects,
    )


def _in_manner(text: str) -> str | None:
    """The kind that is told by how it went wrong."""
    known = lexicon()
    told = known.manners.named(text)
    return next((name for name in told if name not in known.fields | known.general), None)


def _in_detail(detail: str) -> str | None:
    """The first kind that a clause names which says that something is wrong."""
    known = lexicon()
    for clause in re.split(r"[,，;；。]", searchable(detail)):
        if DEFICIENCY.search(clause) and not _DONE.search(clause):
            for name in known.objects.named(_SOME.sub("", clause), TELLING):
                if name not in known.fields | known.general:
                    return name
    return None


def _object(text: str) -> str:
    clause = re.split(r"[,，;；。]", text, maxsplit=1)[0]
    found, deficiency = parts(clause)
    if deficiency and len(deficiency) <= 2 and clause.startswith(deficiency):
        # 低保动态管理不到位, 老旧小区改造不规范: what looks like a deficiency begins the object.
        rest = parts(clause[2:]).object
        found = found if deficiency in _LEADING else clause[:2] + rest if rest else clause
    found = found or clause
    bare = _SCOPE.sub("", found) or found
    return _MEASURED.sub("", bare)


def _concepts(text: str, object_: str) -> tuple[str | None, str | None]:
    """What the title names first, and the concept that it names beside, or that is next of kin.

    The first clause counts before what follows a comma; what is said too widely there yields to
    what follows it. Where no object is named, the object counts as what it is most like, and only
    then does how it went wrong tell the kind.
    """
    known = lexicon()
    bare = _SOME.sub("", text)
    first = re.split(r"[,，;；。]", bare, maxsplit=1)[0]
    named = known.objects.named
    found = named(first)
    if first != bare:
        found += named(bare)
    if not found:
        near = known.likeness.nearest(object_)
        named = known.manners.named
        kind = known.types.get(standard().named(first) or "")
        found = [near] if near else [kind] if kind else named(first)
    if not found:
        return None, None
    fine = [name for name in found if name not in known.fields | known.umbrella]
    best = fine[0] if fine and found[0] in known.umbrella else found[0]
    later = bare[len(first) :]
    # What is general says little beside a finer kind, but much in a clause of its own.
    beside = [
        *(name for name in named(first) if name not in known.general),
        *named(first, TELLING),
        *named(later, TELLING),
        *known.manners.named(later, TELLING),
    ]
    others = (name for name in beside if name != best and name not in known.fields)
    return best, next(others, known.kin.get(best))
