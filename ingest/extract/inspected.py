"""The organisations that were inspected, by name."""

import re

from ingest.extract.title import issuer_of_title

_TAIL = re.compile(r"(?:的)?(?:全面|集中|为期.*)$|了$|公告$")
_NAME_END = "镇|乡|街道|局|委|村|社区|院|校|学|公司|中心|党组|党委|支部|会|办|党工委|政府|总支"
_WHOLE = re.compile(rf".*(?:{_NAME_END})(?:党委|党组)?$")
_JOINTS = (re.compile(r"[、和及]"), re.compile("、"))  # 住房和城乡建设局 is one name
_SHORT_NAME = re.compile(r"（(?:以下)?简称[^（）]*）?")
# What an audit looked at, behind the name of whom it audited: …局原局长任期经济责任履行情况.
_MATTER = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,4}同志(?:任|担任))?(?P<org>[\u4e00-\u9fff]{1,20}?"
    r"(?:局|厅|委员会|(?:镇|乡|街道)(?:人民政府|办事处)?|公司|医院|学校|中心))"
    r"[\u4e00-\u9fff“”\d、]*(?:情况|资金|责任|项目|工作)$"
)
# 关于县职业学校财务收支审计整改情况的报告
_AUDITED = re.compile(
    r"关于(?P<org>[\u4e00-\u9fff]{2,20}?(?:局|厅|委员会|镇|乡|街道|公司|医院|学校|中心|院))"
    r"(?=原|20|财务|财政|预算|经济|专项|资金)[^，。]{0,24}审计"
)
_PARTY = re.compile("(?:党工委|党总支|党支部|党委|党组)$")
_OWN = re.compile(
    r"(?:我|本|该|对我)[\u4e00-\u9fff]{1,4}(?:党委|党组|党工委|党总支|党支部)?$"
    r"|(?:局|院|校|学校|学院|医院|镇|乡|街道|公司|集团|中心|协会|机关)(?:党委|党组|党工委|党总支|党支部)$"
)
_IN_TITLE = re.compile(
    r"巡[察视]组?(?:对)?(?:巡[察视])?"
    r"([^，。“”的]{2,24}?(?:党委|党组|党工委|委员会|(?:镇|乡|局|街道)(?:党委|党组|党工委)?))"
)
_ASIDE = re.compile(r"（[^（）]*）$")
# （以下简称“市检察院党组”）, （2家企业已于2022年合并，…）: what is within is no part of a name.
_LONG_ASIDE = re.compile(
    r"（(?![^（）\n]{0,120}(?:巡[察视]|反馈))(?=[^（）\n]{0,120}(?:简称|[，。]))[^（）\n]{2,120}）"
)
_FILLER = "\x00"
# …党委及所辖村（社区）党组织: those below it are not named; 甲乡党委及所辖的乙村党支部: both are.
_BELOW = re.compile(
    r"(?:以?及|和)其?(?:[所下]辖|[所下]属)的?"
    r"(?=(?!各|全|村|社区)[\u4e00-\u9fff]{2,10}(?:党总支|党支部|党委))"
)
_AND_BELOW = re.compile(
    r"(?:(?<=党委)|(?<=党组)|(?<=工委)|(?<=总支))(?:以?及|和|、)(?:其)?(?:所[辖属]|下[辖属]).*$"
)
_OF_THESE = re.compile(r"(?<=[村区局镇乡院校司])党组织$")  # 甲村、乙村、丙村党组织
_PART_OF = re.compile("所[辖属]|下[辖属]|其")
_COMMITTEE = re.compile(r"^中共(?P<place>.{2,})(?:委员会|总支部委员会|支部委员会)$")
_OF_PARTY_GROUP = re.compile(r"^中共(?=.*(?:党组|党委|党总支|党支部)$)")
_INSPECTORS = re.compile("巡[察视]|督察|审计|纪委|纪检")
_NO_NAME = re.compile(r"反馈|整改|工作|组")


def without_asides(text: str) -> str:
    """The text with each aside that is a sentence or gives a short name made blank, no shorter."""
    return _LONG_ASIDE.sub(lambda found: _FILLER * len(found.group()), text)


def split_orgs(words: str) -> tuple[str, ...]:
    """The names in 甲镇、乙局和丙村; one name where a part alone would be none."""
    words = words.replace(_FILLER, "")
    words = _SHORT_NAME.sub("", _TAIL.sub("", words.strip("“”‘’ ").removeprefix("关于")))
    words = _AND_BELOW.sub("", _BELOW.sub("、", _ASIDE.sub("", words)))
    words = _OF_THESE.sub("", words) if "、" in words else words
    if matter := _MATTER.match(words):
        return (matter["org"],)
    for joints in _JOINTS:
        parts = [part for part in joints.split(words) if part]
        if len(parts) > 1 and all(
            _WHOLE.fullmatch(part) and not _PART_OF.match(part) for part in parts
        ):
            return tuple(parts)
    return (words,)


def is_own(name: str) -> bool:
    """Whether a name says only that the writer is meant: 我局, 本中心党支部."""
    return _OWN.match(name) is not None


def may_be_inspected(name: str) -> bool:
    """Whether an organisation that signed a text may be the one inspected: no inspector is."""
    return _INSPECTORS.search(name) is None


def named_by_title(own: str, title: str) -> tuple[str, ...]:
    """Our bureau's Party group, 我局党组, by the name in the title: 县水务局党组."""
    names = tuple(_OF_PARTY_GROUP.sub("", name) for name in orgs_of_title(title))
    return (named_as(own, names[0]),) if len(names) == 1 else names


def named_as(own: str, name: str) -> str:
    """The Party group or committee of which `own` speaks, of the organisation that `name` names:
    我局党组 of 县水务局, 我镇党委 of 中共甲县乙镇委员会."""
    party = _PARTY.search(own)
    if party is None:
        return name
    if committee := _COMMITTEE.match(name):
        return committee["place"] + party.group()
    return name if _PARTY.search(name) or name[-1] == "会" else name + party.group()


def orgs_of_title(title: str) -> tuple[str, ...]:
    """The organisation in …巡察甲镇党委…, else the one that the title begins with."""
    found = _IN_TITLE.search(title)
    if found and not _NO_NAME.match(found.group(1)):
        return (found.group(1),)
    if audited := _AUDITED.search(title):
        return (audited["org"],)
    subtitle = title.rpartition("--")[2]  # 向村民报个账--甲村党支部巡察整改情况
    issuer = issuer_of_title(title) or issuer_of_title(subtitle)
    return (issuer,) if issuer else ()
