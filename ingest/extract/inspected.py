"""The organisations that were inspected, by name."""

import re

from ingest.extract.title import issuer_of_title

_TAIL = re.compile(r"(?:的)?(?:全面|集中|为期.*)$|了$|公告$")
_NAME_END = "镇|乡|街道|局|委|村|社区|院|校|学|公司|中心|党组|党委|支部|会|办|党工委|政府|总支"
_WHOLE = re.compile(rf".*(?:{_NAME_END})(?:党委|党组)?$")
_JOINTS = re.compile(r"[、和及]")
_SHORT_NAME = re.compile(r"（(?:以下)?简称[^（）]*）?")
# What an audit looked at, behind the name of whom it audited: …局原局长任期经济责任履行情况.
_MATTER = re.compile(
    r"^(?P<org>[\u4e00-\u9fff]{2,20}?(?:局|厅|委员会|镇|乡|街道|公司|医院|学校|中心))"
    r"[\u4e00-\u9fff“”\d]*(?:情况|资金|责任|项目|工作)$"
)
_PARTY = re.compile("(?:党工委|党总支|党支部|党委|党组)$")
_OWN = re.compile(r"(?:我|本|该|对我)[\u4e00-\u9fff]{1,4}(?:党委|党组|党工委|党总支|党支部)?$")
_IN_TITLE = re.compile(
    r"巡[察视]组?(?:对)?(?:巡[察视])?"
    r"([^，。“”的]{2,24}?(?:党委|党组|党工委|委员会|镇|乡|局|街道))"
)
_ASIDE = re.compile(r"（[^（）]*）$")
_NO_NAME = re.compile(r"反馈|整改|工作|组")


def split_orgs(words: str) -> tuple[str, ...]:
    """The names in 甲镇、乙局和丙村; one name where a part alone would be none."""
    words = _SHORT_NAME.sub("", _TAIL.sub("", words.strip("“”‘’ ").removeprefix("关于")))
    words = _ASIDE.sub("", words)
    if matter := _MATTER.match(words):
        return (matter["org"],)
    parts = [part for part in _JOINTS.split(words) if part]
    if len(parts) > 1 and all(_WHOLE.fullmatch(part) for part in parts):
        return tuple(parts)
    return (words,)


def is_own(name: str) -> bool:
    """Whether a name says only that the writer is meant: 我局, 本中心党支部."""
    return _OWN.match(name) is not None


def named_by_title(own: str, title: str) -> tuple[str, ...]:
    """Our bureau's Party group, 我局党组, by the name in the title: 县水务局党组."""
    names = orgs_of_title(title)
    party = _PARTY.search(own)
    if len(names) == 1 and party and not _PARTY.search(names[0]) and names[0][-1] != "会":
        return (names[0] + party.group(),)
    return names


def orgs_of_title(title: str) -> tuple[str, ...]:
    """The organisation in …巡察甲镇党委…, else the one that the title begins with."""
    found = _IN_TITLE.search(title)
    if found and not _NO_NAME.match(found.group(1)):
        return (found.group(1),)
    issuer = issuer_of_title(title)
    return (issuer,) if issuer else ()
