"""Where an organisation lies: province, city, county, town, village, as far as the text says."""

import re
from collections.abc import Iterator

_KEYS = ("province", "city", "county", "town", "village")
# Place names hold no particles, digits or unit words; the shortest name before a unit word counts.
# Some particles are at home in well-known names.
_AT_HOME = (
    r"本(?=溪)|全(?=[椒州南])|分(?=宜)|(?<=闵)行|向(?=阳)|和(?=[平顺田龙静硕政林])"
    r"|(?<=[永太泰仁人义兴清祥元])和"
)
_NO_NAME = "0-9届各本我该委全由到在和与及的被向对为实行部分等个省县区乡村xX×"
_C = rf"(?:{_AT_HOME}|(?![{_NO_NAME}])[\u4e00-\u9fff])"
# 嘉陇城市建设投资公司 is no 嘉陇城市.
_OF_A_TOWN = (
    r"(?<=城市)(?:建设(?:投资|发展|集团)|投资|管理|运营|更新|发展|公共|公交|燃气|规划|开发)"
)
_PATH = re.compile(
    rf"(?:(?P<province>{_C}{{2,7}}?(?:省|自治区))|(?P<municipality>北京市|天津市|上海市|重庆市))?"
    rf"(?P<city>(?![市县州]){_C}{{2,6}}?(?:市|自治州|盟)(?![镇乡场民级]|街道|{_OF_A_TOWN}))?"
    rf"(?P<county>{_C}{{1,6}}?(?:自治县|县|新区|(?<!社)区|旗)(?!域|直)|{_C}{{2,4}}?(?:经济|高新|产业)\w{{0,6}}开发区)?"
    rf"(?P<town>{_C}{{1,5}}?(?:镇(?!街)|乡|街道))?"
    rf"(?P<village>{_C}{{1,5}}?(?:村|社区))?"
)
_NO_PLACE = re.compile(
    r"(?:工业园|度假|园|辖|景|小|片|牧|校|库|厂|院|灾|病|禁|战|林|厅|地)区$"
    r"|^(?:老|主|旧|县|市|全|中心|建成)?城区$|^(?:深|大|石|高|全|贫困|边远|偏远|高寒)?山区$|老区$|^自治"
    r"|^(?:高|城|农村)?新区$|^团[省市县区州]$|^省?会城市$|^[所下][辖属]"
    r"|^(?:经济|技术|高新|产业)*开发区$|^(?:全|本|我|各|该|上|下|超|上|街|门)[市县区镇乡]|乡镇$|^[村城]镇$|[城家返下]乡$|[农驻联行]村$|行政村$"
    r"|^.+镇.+[市县区旗]$"  # 甲镇召开县
)
_LEVELS = (
    ("村", re.compile(r"(?:村|社区)(?:级?党组织|党支部|党总支|党委|“?两委”?|委会|民委员会)?$")),
    ("乡", re.compile(r"(?:镇|乡|街道)(?:党委|党工委|委员会|办事处|人民政府|机关)?$")),
    ("县", re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,6}[县区旗](?!域)")),
    ("市", re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,6}[市州盟]")),
    ("省", re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,6}(?:省|自治区)")),
)
_SMALL = ("乡", "村")
_SOURCE = re.compile(r"(?:来源|发[布文](?:机构|机关|单位))：[\s|]{0,4}([\u4e00-\u9fff]{4,30})")
_ADDRESS = re.compile(r"(?:地址|信箱|邮[寄政][^：\n]{0,6})：([^\n]{4,60})")


def region(text: str, orgs: tuple[str, ...], issuer: str | None, title: str) -> tuple[str, ...]:
    """The path from province down that organisations, title, opening and address give together.

    A source adds the levels that are still missing, where it shares a level with what is known or
    contradicts nothing; masked names (xx镇) are no places. Several organisations have no common
    path below the county.
    """
    known: dict[str, str] = {}
    several = len(orgs) > 1
    names = [*orgs[:1], issuer or "", title]
    addresses = _ADDRESS.findall(text[-1500:])
    names += addresses
    names += [line.strip() for line in text[:600].split("\n")[:4] if _is_name(line)]
    names += _SOURCE.findall(text[:600])
    names += [m[1] or m[2] for m in _OF_YEAR.finditer(text[:1500])]
    names += [m.group(1) for m in _COMMITTEE.finditer(text[:1500])]
    for name in dict.fromkeys(filter(None, names)):
        path = _path(name)
        if several and name == orgs[0]:
            path = {k: v for k, v in path.items() if k not in ("town", "village")}
        elif _AND_OTHERS.search(name):  # 甲镇乙村等23个村
            path = {k: v for k, v in path.items() if k != "village"}
        if name in addresses and level(orgs) not in _SMALL:  # where its office stands, no more
            path = {k: v for k, v in path.items() if k not in ("town", "village")}
        if all(known.get(key, value) == value for key, value in path.items()):
            known = {**path, **known}
    return tuple(known[key] for key in _KEYS if key in known)


def _is_name(line: str) -> bool:
    return len(line) <= _HEAD_LINE and "，" not in line and "。" not in line


_AND_OTHERS = re.compile(r"等\d+个|所[辖属]")
_OF_YEAR = re.compile(
    r"(?:报告|关于)([\u4e00-\u9fff]{2,8}[市县区])(?=(?:19|20)\d\d年)"
    r"|[在向]([\u4e00-\u9fff]{2,8}?[省市县区])(?=第?[一二三四五六七八九十]{1,3}届人大|人大常委会)"
)
_HEAD_LINE = 40  # characters; a longer line at the top is no name
# The committee that sends inspectors: …，湄栎区委第五巡察组…
_COMMITTEE = re.compile(
    r"(?:根据|按照|经|中共|[，。、：日月\n])(?=[^委，。；\n]{0,16}委)(?:中共)?"
    r"(?:第?[一二三四五六七八九十]{1,3}届)?"
    r"((?!根据|按照|经|由|在|据|对|向|代表|来自|邀请|深刻|领会|感谢|认真|坚决|切实|扎实|抓好|做好|学习|贯彻|落实|传达|接受|配合|服从|拥护)"
    r"[\u4e00-\u9fff]{2,8}?[省市县区旗])"
    r"委(?=第|巡|[\u4e00-\u9fff]{2,4}工委|统一|批准|同意|安排|部署|工作|于|派出|组织|的(?:统一)?[安部])"
)


def level(orgs: tuple[str, ...]) -> str | None:
    """省, 市, 县, 乡 or 村, by the first organisation's name; None where it does not tell."""
    if not orgs:
        return None
    name = re.sub(r"等\d+个.*$", "", orgs[0])
    return next((word for word, rule in _LEVELS if rule.search(name)), None)


_PARTY = re.compile(r"^(?:中共|关于|中国共产党|共青团|中国共产主义青年团)+")
_AFTER_PLACE = re.compile(r"关于|落实|巡[察视]|反馈|开展|履行|(?<=[市县区旗镇乡])委(?!员)")


def _path(name: str) -> dict[str, str]:
    """The places at the head of a name: 中共云川县云溪镇委员会 → 云川县, 云溪镇."""
    found = _PATH.match(_AFTER_PLACE.split(_PARTY.sub("", name), maxsplit=1)[0])
    return dict(_levels(found)) if found else {}


def _levels(found: re.Match[str]) -> Iterator[tuple[str, str]]:
    if found["municipality"]:
        yield "province", found["municipality"]
    for key in _KEYS:
        value = found[key]
        if value and not _NO_PLACE.search(value):
            yield key, value
