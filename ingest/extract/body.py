"""The name of an inspecting body: 县委第三巡察组, 市委巡察办, 县审计局."""

import re
from collections.abc import Iterator

ORDINAL = r"[一二三四五六七八九十\dxX×]{1,3}"
_COMMITTEE = r"(?:党工委|工委|党委|党组|[省市县区州旗盟]委|委员会|党总支|(?<!党)中央)"
_SENT = r"(?:统一)?(?:派出|成立|巡察工作领导小组)?的?"
_JOINT = r"(?:市县|市区|县乡|省市|上下)联动"
_KIND = rf"(?:专项|常规|机动式?|提级|联合|交叉|政治|{_JOINT})?"
_AGAIN = "“回头看”(?:工作|督查|检查)?组"
_GROUP = (
    rf"(?:巡[察视](?:工作领导小组)?(?:办公室|{_AGAIN}|组|办|第?[一二三四五六七八九十\dxX]{{1,3}}组)"
    r"|审计组)"
)
_IN_ROUND = rf"(?:第{ORDINAL}轮)?(?:{_KIND}巡[察视](?=第))?"
_OF_COMMITTEE = (
    r"(?:[\u4e00-\u9fff]{2,4}[省市县区州旗])?[\u4e00-\u9fff]{0,6}?"
    rf"{_COMMITTEE}{_IN_ROUND}{_SENT}(?:第?{ORDINAL})?(?:[\u4e00-\u9fff]{{2}}|[\u4e00-\u9fff]{{2,6}}(?=专项))?{_KIND}{_GROUP}"
)
_AUDITORS = r"(?:[\u4e00-\u9fff]{1,8})?审计(?:署|厅|局)"
_NUMBERED = rf"第{ORDINAL}(?:专项|常规|提级|机动|联合)?巡[察视]组"
# 省第三生态环境保护督察组, 市水务局第2专项督察组
_SUPERVISORS = (
    r"(?:中央|[\u4e00-\u9fff]{0,4}?[省市县区])(?:[\u4e00-\u9fff]{1,6}[局厅])?"
    rf"第{ORDINAL}(?:轮)?[\u4e00-\u9fff]{{0,8}}督察组"
)
BODY = re.compile(f"{_OF_COMMITTEE}|{_AUDITORS}|{_JOINT}巡[察视]组|{_NUMBERED}|{_SUPERVISORS}")
# 七届市委第十二轮巡察一组 is 市委巡察一组, in its twelfth round.
_ROUND_WITHIN = re.compile(
    rf"(?<=[省市县区州旗盟]委)第{ORDINAL}轮{_KIND}(?:巡[察视])?(?=(?:第{ORDINAL})?{_KIND}{_GROUP})"
)
_LEADING_TIME = re.compile(
    r"^.*(?:[0-9xX]+[年月日]|[日至月年，期届]间?|根据|按照|由|经(?![开济])|决定)"
)
_LEADING_ROUND = re.compile(r"^.*轮(?:巡[察视])?(?=.{3})")
_LEADING_VERB = re.compile(
    r"^.*(?:关于|抓好|做好|抓实|落实|接到|收到|配合|接受|(?:对|向(?!阳))(?=[\u4e00-\u9fff]?[省市县区州旗]委))"
    r"|^(?:为|致|对(?!外)|向(?!阳)|在|与|和(?!平)|及|的|本次|此次|了)+"
)
_ARRANGES = re.compile(r"(?:办|办公室)$|[一二三四五六七八九十\d]个巡[察视]组$")
_SENDING = re.compile(r"统一|派出的?|成立的?")


# How the name of every body ends; what stands before it is all that is matched.
_END = re.compile(
    rf"巡[察视](?:工作领导小组)?(?:办|{_AGAIN}|组|第?[一二三四五六七八九十\dxX]{{1,3}}组)"
    r"|审计[组署厅局]|督察组"
)
_LONGEST = 60  # characters of a body's name
_NO_NAME = re.compile(r"[^\u4e00-\u9fff\dxX×“”]")  # a character that no name holds


def bodies(text: str) -> Iterator[re.Match[str]]:
    """The bodies that `text` names, in order, as matches of `BODY`."""
    at = 0
    for end in _END.finditer(text):
        if end.start() >= at:
            before = _NO_NAME.split(text[max(at, end.start() - _LONGEST) : end.start()])[-1]
            found = BODY.search(text, end.start() - len(before), end.end() + _LONGEST)
            if found:
                yield found
                at = found.end()


def first_body(text: str) -> str | None:
    """The first body that `text` names."""
    found = next(bodies(text), None)
    return clean_body(found.group()) if found else None


def first_inspector(text: str) -> str | None:
    """The first body that `text` names and that inspects: an office (巡察办) only arranges it."""
    names = (clean_body(found.group()) for found in bodies(text))
    return next((name for name in names if not _ARRANGES.search(name)), None)


def clean_body(name: str) -> str:
    """The name without the words of its sentence: 经市委派出的第二巡察组 → 市委第二巡察组."""
    name = _LEADING_ROUND.sub("", _LEADING_TIME.sub("", _ROUND_WITHIN.sub("", name)))
    return _SENDING.sub("", _LEADING_VERB.sub("", name))
