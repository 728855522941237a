"""What holds for every text, not only for those that somebody thought of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Document, Report, Span
from ingest.normalise import normalise
from ingest.parse import parse
from ingest.read import read
from ingest.stacks import stacks
from ingest.wrap import wrap_of
from tests.ingest.reports import CORPUS, FOOT, HEAD

_DETERMINISTIC = settings(derandomize=True, database=None, deadline=None, max_examples=150)

_MARKS = (
    "一、 （一） 1. 2、 （1） ① ② 一是 二是 首先， 最后， 第一， 问题①： 问题2： 第一部分 1.2 １２"
)
_LABELS = "问题表现： 整改措施： 【整改成效】 整改进度： 责任领导： 完成时限： 序号\t问题"
_PROBLEMS = (
    "针对 关于 的问题 存在 等问题 有的 不规范 不到位 已完成整改 正在整改 以上问题均已整改完成"
)
_FACTS = (
    "巡察 县委第二巡察组 对云溪镇党委 开展了巡察 反馈 2023年 13月 40日 至 两年后 零年 〇〇〇〇年"
)
_VALUES = "3.5万元 XX万元 一百二十万元 万万亿元 约谈 3人 第9季度 《办法》 云纪〔2021〕53号 25个问题"
_NOISE = "##x## ** \u200b \ufeff \x00 \x1b \ufffd 整改情况的通报 清单 公务接待 欢迎监督"
_DRAWN = "│ ┌─┬─┐ ├─┼─┤ └─┴─┘ → ────── │1│ │问题│措施│"
_SIGNS = "一二三、。，；：\n\t\v\f（）()【】[]“”‘’《》\"'·-—～*#%. \u3000"
_PIECES = (
    *_SIGNS,
    *(
        p
        for row in (_MARKS, _LABELS, _PROBLEMS, _FACTS, _VALUES, _NOISE, _DRAWN)
        for p in row.split(" ")
    ),
    "9" * 30,
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join) | st.text(max_size=80)


def _values(report: Report) -> Iterator[tuple[str, Span]]:
    for place in report.declarations:
        yield place.text, place.span
    for inconsistency in report.inconsistencies:
        for place in inconsistency.places:
            yield place.text, place.span
    for finding in report.findings:
        yield finding.text, finding.span
        if finding.status_text and finding.status_span:
            yield finding.status_text, finding.status_span
        for measure in finding.measures:
            yield measure.text, measure.span
        for amount in finding.amounts:
            yield amount.text, amount.span
        for number in finding.document_numbers:
            yield number.text, number.span
        for rule in finding.regulations:
            yield rule.title, rule.span
        for mention in finding.earlier_inspections:
            yield mention.text, mention.span


def _reads_as(raw: str, value: str) -> bool:
    """Whether `value` is `raw` with noise left out: the same ends, in between only less."""
    bare, wanted = "".join(raw.split()), "".join(value.split())
    if not wanted:
        return True
    rest = iter(bare)
    return bare[0] == wanted[0] and bare[-1] == wanted[-1] and all(c in rest for c in wanted)


@given(_TEXTS)
@_DETERMINISTIC
def test_parsing_never_raises(text: str) -> None:
    parse(Document(text=text))


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@_DETERMINISTIC
def test_every_value_stands_where_its_span_says(text: str) -> None:
    text = f"{HEAD}{text}{FOOT}"
    for value, (start, end) in _values(parse(Document(text=text))):
        assert 0 <= start <= end <= len(text)
        assert _reads_as(text[start:end], value)


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@_DETERMINISTIC
def test_numbers_of_findings_and_measures_run_from_one(text: str) -> None:
    found = parse(Document(text=HEAD + text)).findings
    assert [f.n for f in found] == list(range(1, len(found) + 1))
    assert all([m.n for m in f.measures] == list(range(1, len(f.measures) + 1)) for f in found)


_CORPUS = sorted(CORPUS.glob("*.txt"))
_FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "0123456789ABCXYZabcxyz%"}


def _findings(text: str, name: str) -> list[tuple[str, str]]:
    found = parse(Document(text=text), name).findings
    return [("".join(f.title.translate(_FULL_WIDTH).split()), f.status.value) for f in found]


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("path", _CORPUS, ids=lambda path: path.stem)
def test_every_value_of_the_corpus_stands_where_its_span_says(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    for value, (start, end) in _values(parse(document, path.name)):
        assert _reads_as(document.text[start:end], value)


@pytest.mark.parametrize("path", _CORPUS, ids=lambda path: path.stem)
def test_full_width_characters_change_no_finding(path: Path) -> None:
    text = read(path.read_bytes(), path.name).text
    if wrap_of(_lines(text)).width:
        pytest.skip("折了行的文本换成全角就超出行宽")
    assert _findings(text.translate(_FULL_WIDTH), path.name) == _findings(text, path.name)


def _plain(path: Path) -> str:
    """The text of a report that nothing has broken into lines yet."""
    text = read(path.read_bytes(), path.name).text
    spaced = text.count(" ") * 3 > len(text)  # OCR: it was broken into lines before
    lines = _lines(text)
    stacked = any(stacks(lines))
    table = "\t" in text or text.count("\n|") > 2 or "\t" in normalise(text).text
    if table or len(lines) < 4 or wrap_of(lines).width or spaced or stacked:
        pytest.skip("表格、没有换行的和已经折行的文本不再折行")
    return text


@pytest.mark.parametrize("width", [20, 24, 28, 33, 40])
@pytest.mark.parametrize("path", _CORPUS, ids=lambda path: path.stem)
def test_hard_line_wraps_change_no_finding(path: Path, width: int) -> None:
    text = _plain(path)
    if path.stem.startswith("c14") and width == 24:
        pytest.skip("恰好断在单位名的冒号之后，与称呼一样，分不清")
    if path.stem.startswith("g14") and width == 20:
        pytest.skip("恰好断在发布时间的钟点里，认不出是新闻稿的抬头")
    wrapped = "\n".join(
        line[i : i + width] for line in text.split("\n") for i in range(0, len(line) or 1, width)
    )
    assert _findings(wrapped, path.name) == _findings(text, path.name)


def _typeset(text: str, width: int, indent: bool) -> str:
    """The text as a word processor breaks it, with a page number every 22 lines."""
    made: list[str] = []
    for line in _lines(text):
        rest = "　　" * indent + line.strip()
        while rest:
            end = width + (rest[width : width + 1] in tuple("，。；：、）”》！？"))
            made.append(rest[:end])
            rest = rest[end:]
            if len(made) % 23 == 22:
                made.append(f"－ {len(made) // 23 + 1} －")
    return "\n".join(made)


@pytest.mark.parametrize(("width", "indent"), [(28, False), (28, True), (34, True)])
@pytest.mark.parametrize("path", _CORPUS, ids=lambda path: path.stem)
def test_typesetting_changes_no_finding(path: Path, width: int, indent: bool) -> None:
    text = _plain(path)
    if path.stem[:3] in ("g14", "g15") and not indent:
        pytest.skip("恰好断在句中的序号之前，又没有缩进，与另起一段分不清")
    assert _findings(_typeset(text, width, indent), path.name) == _findings(text, path.name)
