"""Where an organisation lies: province, city, county, town, village, as far as the text says."""

import re

_PROVINCES = (
    "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 山东省"
    " 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区"
    " 广西壮族自治区 西藏自治区 宁夏回族自治区 新疆维吾尔自治区"
).split()
_PLACE = r"(?![0-9一二三四五六七八九十各本我该全由到在和与及的省市县区乡镇村])[\u4e00-\u9fff]"
_PATH = re.compile(
    rf"(?P<province>{'|'.join(_PROVINCES)}|{_PLACE}[\u4e00-\u9fff]{{1,3}}(?:省|自治区))?"
    rf"(?P<city>{_PLACE}[\u4e00-\u9fff]{{0,4}}?(?:市|自治州|州|盟|地区))?"
    rf"(?P<county>{_PLACE}[\u4e00-\u9fff]{{0,4}}?(?:自治县|县|区|旗))?"
    rf"(?P<town>{_PLACE}[\u4e00-\u9fff]{{0,4}}?(?:镇|乡|街道))?"
    rf"(?P<village>{_PLACE}[\u4e00-\u9fff]{{0,4}}?(?:村|社区))?"
)
_KEYS = ("province", "city", "county", "town", "village")
_NOT_PLACES = re.compile(
    r"(?:开发|工业园|园|辖|社|景|小|片|牧|城|农村|全|各|本|我|该|整|校|库|厂|院|灾|病|市|禁|战|新|老|林|山|厅)区$|"
    r"^(?:中共|关于|全市|全县|全区|全镇|我|本|各|该|对|向|在|和|与|及|由|经|将|把|为|从|是|因|于|上|下|省|市|县|区)|"
    r"城市$|超市$|上市$|街市$|门市$|市场|乡镇$|村镇$|城镇$|城乡$|家乡$|返乡$|下乡$|农村$|驻村$|联村$|行政村$"
)
_LEVELS = (
    (
        "村",
        re.compile(r"(?:村|社区)(?:党组织|党支部|党总支|党委|“?两委”?|级党组织|委会|民委员会)?$"),
    ),
    ("乡", re.compile(r"(?:镇|乡|街道)(?:党委|党工委|委员会|办事处|人民政府|机关)?$")),
    ("县", re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,6}[县区旗](?!域)")),
    ("市", re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,6}[市州盟]")),
    ("省", re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,6}(?:省|自治区)")),
)


def region(text: str, orgs: tuple[str, ...], issuer: str | None, title: str) -> tuple[str, ...]:
    """The path from province down that title, signature, contact and opening give together.

    Each source that names a path adds the levels that are still missing, where it does not
    contradict what is known; names that are masked (xx镇) are no places.
    """
    known: dict[str, str] = {}
    sources = [
        issuer or "",
        title,
        *orgs,
        *re.findall(r"(?:地址|信箱|邮[寄政])[^\n]{0,60}", text[-1500:]),
    ]
    sources += [text[-300:], text[:400]]
    for source in sources:
        for path in _paths(source):
            if all(known.get(key, value) == value for key, value in path.items()) and (
                not known or known.keys() & path.keys() or len(path) > 1 or source in sources[:3]
            ):
                known = {**path, **known}
    return tuple(known[key] for key in _KEYS if key in known)


def level(orgs: tuple[str, ...]) -> str | None:
    """省, 市, 县, 乡 or 村, by the first organisation's name; None where it does not tell."""
    if not orgs:
        return None
    name = re.sub(r"等\d+个.*$", "", orgs[0])
    return next((word for word, rule in _LEVELS if rule.search(name)), None)


def _paths(source: str) -> list[dict[str, str]]:
    source = re.sub(r"中共|关于|对|向|巡察|反馈|[省市县区](?=委)", "，", source)
    found = []
    for match in _PATH.finditer(source):
        path = {
            key: value
            for key in _KEYS
            if (value := match[key]) and not _NOT_PLACES.search(value) and len(value) > 1
        }
        if path:
            found.append(path)
    return found
