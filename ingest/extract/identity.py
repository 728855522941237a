"""Who inspected whom, when, in which round; what sort of document this is, and who published it."""

import re
from typing import NamedTuple

from ingest.extract.dates import Date, date_range, dates
from ingest.model import ReportKind

_ORDINAL = r"[一二三四五六七八九十\dxX×]{1,3}"
_COMMITTEE = r"(?:党工委|工委|党委|党组|[省市县区州旗盟]委|委员会|党总支)"
BODY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}[省市县区州旗])?[\u4e00-\u9fff]{0,6}?"
    rf"{_COMMITTEE}(?:统一)?(?:派出|成立|巡察工作领导小组)?的?(?:第?{_ORDINAL})?"
    r"(?:[\u4e00-\u9fff]{2})?(?:专项|常规|机动式?|提级|联合|交叉|政治)?(?:巡[察视](?:工作领导小组)?(?:办公室|组|办|第?[一二三四五六七八九十\dxX]{1,3}组)|审计组)"
    r"|(?:[\u4e00-\u9fff]{2,8})?审计(?:署|厅|局)(?:派出)?(?:审计组)?"
    rf"|(?:第{_ORDINAL})(?:专项|常规|提级|机动|联合)?巡[察视]组"
)
_ACT = re.compile(
    r"(?:(?:\d|[xX])[^，。；\n对]{0,24}日)?(?:对|进驻|赴)(?P<org>[^，。；：\n]{2,60}?)(?:集中)?(?:进行|开展|实施)(?:了)?"
    r"(?P<act>[^，。；\n]{0,24})"
    r"|(?:进驻)(?P<org2>[^，。；：\n]{2,40}?)(?=[，。；\n])"
)
_TAIL_OF_ORG = re.compile(r"(?:的)?(?:全面|集中|为期.*)$|了$")
_LEADING_TIME = re.compile(r"^.*(?:[0-9xX]+[年月日]|[日至月年，期]间?|根据|按照|由|经|派出|决定)")
_KINDS = (
    ("回头看", re.compile(r"巡[察视]?(?:整改)?[“‘\"']?回头看|[“‘\"']回头看[”’\"']")),
    ("提级", re.compile("提级")),
    ("机动", re.compile("机动")),
    ("专项", re.compile(r"专项(?:巡|检|监)|专项政治巡")),
    ("常规", re.compile("常规")),
)
_ROUND = re.compile(
    rf"(?:第?{_ORDINAL}届)[^，。；\n]{{0,12}}?第{_ORDINAL}轮"
    rf"|[省市县区州旗工]委第{_ORDINAL}轮(?=[^\n]{{0,6}}巡)"
    rf"|(?:19|20)\d\d年(?:度)?第{_ORDINAL}轮"
)
_FEEDBACK = re.compile(r"反馈(?:了)?|反馈会")
_UNIT_HEAD = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、]")
_TO_SUPERIOR = re.compile(r"^[^\n。，]{2,24}(?:委|办|办公室|领导小组|党委|党组|委员会)：$", re.M)
_NEWS = re.compile(
    r"召开|举行|开展.*(?:活动|培训)|(?:会议|培训班|生活会|座谈会|推进会|部署会)$|讲话|致辞"
)
_TITLE_WORD = re.compile(
    r"关于|通报|报告|公告|公示|情况|方案|讲话|总结|纪实|反馈|通知|决定|会议|动员|清单|台账"
)
_ORG_LINE = re.compile(
    r"(?:中共)?[\u4e00-\u9fffxX×]{2,30}(?:委员会|党委|党组|党总支|党支部|工委|政府|局|办|院|校|公司)$"
)
_ISSUER_BEFORE = re.compile(
    r"(?:中共)?([\u4e00-\u9fffxX×]{2,30}?(?:委员会|党委|党组|党总支|党支部|党工委|工委|局|人民政府|公司|医院|学校|中学|小学))(?:关于|落实|履行)"
)
_SIGNATURE = re.compile(
    r"^[ ]*((?:中共)?[\u4e00-\u9fffxX×（）]{2,36}(?:委员会|党委|党组|总支|支部|工委|政府|局|办公室|组|厅|院|校|中学|小学|公司|集团|中心))[ ]*$",
    re.M,
)
_CONTACT = re.compile(
    r"(?:欢迎(?:广大)?(?:干部|党员|群众|社会)|联系(?:人|电话|方式)|监督电话|如有意见建议)[^\n]*(?:\n[^\n]*"
    r"(?:电话|邮[箱政编]|地址|信箱|邮件|联系)[^\n]*)*"
)


class Inspection(NamedTuple):
    """Who inspected whom; each value None where the text does not say."""

    body: str | None
    orgs: tuple[str, ...]
    kind: str | None
    round: str | None
    start: str | None
    end: str | None
    feedback_on: str | None


# A ledger's head gives its facts as labels: 巡察时间：…, 反馈时间：…, 被巡察党组织：….
_LABELLED_ORG = re.compile(
    r"^[ ]*(?:被巡[察视](?:单位|党组织|对象|地区)|巡[察视]对象)：\s*([^\n；，]{2,40})", re.M
)
_LABELLED_PERIOD = re.compile(
    r"^[ ]*(?:巡[察视]|检查|审计)(?:时间|日期|起止时间)：([^\n]{6,60})", re.M
)
_LABELLED_FEEDBACK = re.compile(r"^[ ]*(?:意见)?反馈(?:意见)?(?:时间|日期)：([^\n]{4,40})", re.M)


def title_span(text: str) -> tuple[int, int] | None:
    """Where the title stands: the short lines at the top that name a document."""
    start = end = -1
    at = 0
    for number, line in enumerate(text[:1500].split("\n")):
        stripped = line.strip()
        if number > 7 or len(stripped) > 90:
            break
        if stripped and not stripped.endswith(("。", "：", "；", "，", "、")):
            is_title = (
                bool(_TITLE_WORD.search(stripped))
                and stripped[0] not in "（("
                and not re.match(
                    r"[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d+[.、]|(?:来源|时间|日期|发布|作者)",
                    stripped,
                )
            )
            is_org = bool(_ORG_LINE.fullmatch(stripped))
            if is_title or (is_org and start < 0):
                offset = at + line.index(stripped)
                if start < 0:
                    start = offset
                end = offset + len(stripped)
                if is_title and not _runs_on(text, end):
                    break
        elif start >= 0 and stripped:
            break
        elif stripped and number == 0 and len(stripped) > 40:
            break
        at += len(line) + 1
    if end < 0 or not _TITLE_WORD.search(text, start, end):
        return _headline(text)
    return start, end


def _runs_on(text: str, end: int) -> bool:
    """Whether the title goes on in the next line, which alone says what the document is."""
    following = text[end : end + 60].strip("\n").split("\n")[0].strip()
    return len(following) < 30 and bool(
        re.search(r"(?:通报|报告|公告|公示|情况|说明|汇报)$", following)
    )


def _headline(text: str) -> tuple[int, int] | None:
    """A first line that is short and no sentence, over one that is long: a news headline."""
    lines = [line for line in text[:1500].split("\n") if line.strip()]
    if len(lines) < 2 or not 6 <= len(lines[0].strip()) <= 45 or len(lines[1]) < 30:
        return None
    headline = lines[0].strip()
    if headline[-1] in "。：；，、" or "\t" in headline or _UNIT_HEAD.match(headline):
        return None
    start = text.index(headline)
    return start, start + len(headline)


def report_kind(title: str, text: str) -> ReportKind:
    """The sort of document, by its title, else by what its opening says that it is."""
    opening = text[:1200]
    if title and _NEWS.search(title) and not re.search(r"通报|报告(?!会)|公告|公示", title):
        return ReportKind.OTHER
    for words in (title, opening):
        if not words:
            continue
        if (
            re.search(r"审计", words)
            and re.search("整改", words)
            and not re.search(r"巡[察视](?:组|整改|反馈)", words)
        ):
            return ReportKind.AUDIT
        if re.search(r"第一责任人|履行.{0,30}责任.{0,30}(?:情况|报告)|履责", words) and (
            words is title or re.search(r"我本人|本人履行|现将我", words)
        ):
            return ReportKind.DUTY_REPORT
        if re.search(r"进驻|巡[察视]公告|巡[察视].{0,12}(?:启动|动员)", words) and not re.search(
            r"整改|反馈", words
        ):
            return ReportKind.ARRIVAL
        if re.search("整改", words) and not re.search(r"整改(?:要求|意见|建议)", words):
            if words is opening and _TO_SUPERIOR.search(opening):
                return ReportKind.REPORT
            if re.search(r"通报|公告|公示|公布|公开|说明", words):
                return ReportKind.NOTICE
            if re.search(r"报告(?!会)|汇报|台账|清单|情况|总结", words):
                return ReportKind.REPORT
        if re.search(r"清单|台账", words) and words is title:
            return ReportKind.REPORT
        if re.search(r"反馈", words) and re.search(r"巡[察视]", words):
            if "整改" not in title and not re.search(r"现将.{0,40}整改", opening):
                return ReportKind.FEEDBACK
    if re.search(r"整改(?:情况|措施|进展)", text) and re.search(r"巡[察视]", text):
        return (
            ReportKind.NOTICE
            if re.search("予以(?:公布|通报)|欢迎.{0,16}监督", text)
            else (ReportKind.REPORT)
        )
    return ReportKind.OTHER


def inspection(text: str, title: str, kind: ReportKind) -> Inspection:
    """Body, organisations, kind, round, period and feedback date, from title and opening."""
    opening = text[:2500]
    body, orgs, act_start, act_end = _act(opening)
    if body is None:
        body = _body(opening) or _body(title)
    if labelled := _LABELLED_ORG.findall(opening):
        orgs = tuple(org for words in labelled for org in _split_orgs(words))
    if not orgs or _OWN.match(orgs[0]):
        orgs = _orgs_of_title(title) or orgs
    around = opening[max(0, act_start - 80) : act_end + 60] if act_start >= 0 else ""
    wording = around if re.search("回头看|提级|机动|专项|常规|巡[察视]", around) else title
    period = _period(opening, act_start, act_end)
    return Inspection(
        body=body,
        orgs=orgs,
        kind=_kind(title, wording, body) if kind is not ReportKind.AUDIT else None,
        round=_round(text[:4000]),
        start=period[0].iso if period else None,
        end=period[1].iso if period else None,
        feedback_on=_feedback(opening, period),
    )


def publication(text: str) -> tuple[str | None, str | None]:
    """Date and organisation of the signature at the foot: the last lines of the document."""
    foot = text[-400:]
    lines = [line.strip() for line in foot.split("\n") if line.strip()][-6:]
    published = issuer = None
    for line in lines:
        if len(line) > 60:
            continue
        found = list(dates(line))
        rest = re.sub(r"[\s年月日\d〇零一二三四五六七八九十（）印发布时间日期：:-]", "", line)
        if found and len(rest) <= 30 and "月" in line or (found and not rest):
            published = found[-1].iso
            signature = line[: found[-1].start].strip(" ，、")
            if _SIGNATURE.fullmatch(signature):
                issuer = signature
        elif _SIGNATURE.fullmatch(line):
            issuer = line
    return published, issuer


def head_publication(text: str) -> str | None:
    """The publication date that a web page prints above the text: 发布时间：2024-09-25."""
    found = re.search(
        r"(?:发布|发文|更新|成文|公开|编辑|信息)?(?:时间|日期)[：:]?\s*((?:19|20)\d\d[-./年][\d\-./月日]{2,8})",
        text[:600],
    )
    if not found:
        found = re.search(r"^[ ]*（((?:19|20)\d\d年\d{1,2}月\d{1,2}日)）[ ]*$", text[:300], re.M)
    if not found:
        return None
    first = next(dates(found.group(1)), None)
    return first.iso if first else None


def issuer_of_title(title: str) -> str | None:
    """中共三市镇委员会 of 中共三市镇委员会关于…的通报."""
    found = _ISSUER_BEFORE.match(title)
    return (
        found.group().rsplit("关于", 1)[0].removesuffix("落实").removesuffix("履行")
        if found
        else None
    )


def contact_span(text: str) -> tuple[int, int] | None:
    """Where the contact block at the end stands."""
    found = None
    for found in _CONTACT.finditer(text, max(0, len(text) - 1500)):
        break
    return found.span() if found else None


def _act(opening: str) -> tuple[str | None, tuple[str, ...], int, int]:
    """“A 对 B 进行了巡察”: A, B and where it stands."""
    for found in BODY.finditer(opening):
        act = _ACT.match(opening, found.end())
        if not act:
            continue
        words = act["act"] or ""
        if act["org"] and not re.search(r"巡|审计|检查|回头看", words):
            continue
        org = act["org"] or act["org2"]
        return _clean_body(found.group()), _split_orgs(org), found.start(), act.end()
    passive = re.search(
        r"([^，。；\n]{2,30}?)(?:接受了?|迎来了?)([^，。；\n]{0,16}?巡[察视]组)", opening
    )
    if passive:
        body = BODY.search(passive.group(2))
        return (
            _clean_body(body.group()) if body else None,
            _split_orgs(passive.group(1)),
            passive.start(),
            passive.end(),
        )
    return None, (), -1, -1


def _body(text: str) -> str | None:
    found = BODY.search(text)
    return _clean_body(found.group()) if found else None


def _clean_body(name: str) -> str:
    name = re.sub(r"^.*轮(?:巡[察视])?(?=.{3})", "", _LEADING_TIME.sub("", name))
    name = re.sub(
        r"^(?:关于|落实|对|向|在|接到|收到|配合|接受|经|与|和|及|的|本次|此次|了)+", "", name
    )
    return re.sub(r"统一|派出的?|成立的?", "", name)


def _split_orgs(words: str) -> tuple[str, ...]:
    words = _TAIL_OF_ORG.sub("", words.strip("“”‘’ "))
    parts = [part for part in re.split(r"[、和及]", words) if part]
    whole = re.compile(
        r".*(?:镇|乡|街道|局|委|村|社区|院|校|学|公司|中心|党组|党委|支部|会|办|党工委|政府|总支)(?:党委|党组)?$"
    )
    if len(parts) > 1 and all(whole.fullmatch(part) for part in parts):
        return tuple(parts)
    return (words,)


_OWN = re.compile(r"^(?:我|本|该|对我)[\u4e00-\u9fff]{1,4}(?:党委|党组|党工委|党总支|党支部)?$")


def _orgs_of_title(title: str) -> tuple[str, ...]:
    found = re.search(
        r"巡[察视]组?(?:对)?(?:巡[察视])?([^，。“”的]{2,24}?(?:党委|党组|党工委|委员会|镇|乡|局|街道))",
        title,
    )
    if found and not re.match(r"反馈|整改|工作|组", found.group(1)):
        return (found.group(1),)
    issuer = issuer_of_title(title)
    return (issuer,) if issuer else ()


def _kind(title: str, around: str, body: str | None) -> str | None:
    """The kind that the title names, else the sentence that tells of the inspection."""
    for words in (title, around):
        for name, rule in _KINDS:
            if rule.search(words):
                return name
    return "巡视" if body and "巡视" in body else None


def _round(text: str) -> str | None:
    found = _ROUND.search(text)
    if not found:
        return None
    return re.sub(
        r"^(?:在|对|把|将|的|根据|按照|经|是|开展|关于|中共|落实|麻章镇)+", "", found.group()
    )


def _period(opening: str, act_start: int, act_end: int) -> tuple[Date, Date] | None:
    """The range of dates nearest to the act; else two dates joined by 起 and 止; else a single one."""
    if labelled := _LABELLED_PERIOD.search(opening):
        return date_range(opening, *labelled.span(1))
    if act_start >= 0:
        near = date_range(opening, max(0, act_start - 120), min(len(opening), act_end + 120))
        if near:
            return near
        left = max(opening.rfind("。", 0, act_start), opening.rfind("\n", 0, act_start))
        single = [d for d in dates(opening, left + 1, act_end)]
        if single:
            return single[0], single[0]
        return None
    return date_range(opening[:900])


def _feedback(opening: str, period: tuple[Date, Date] | None) -> str | None:
    """The date in the clause or sentence that says 反馈; the year of the inspection governs it."""
    year = int(period[1].iso[:4]) if period else None
    if labelled := _LABELLED_FEEDBACK.search(opening):
        return next((d.iso for d in dates(opening, *labelled.span(1), year)), None)
    for sentence in re.finditer(r"[^。；\n]+", opening):
        words = sentence.group()
        for hit in _FEEDBACK.finditer(words):
            if re.match(r"的|问题|意见(?:整改|中)", words[hit.end() :]) and "向" not in words:
                continue
            before = [d for d in dates(words, 0, hit.start(), year)]
            after = period and sentence.start() <= period[0].start < sentence.end()
            candidates = before
            if after and period:
                inside = period[1].end - sentence.start()
                candidates = [d for d in before if d.start >= inside]
            if candidates:
                return candidates[-1].iso
    return None
