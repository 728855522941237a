"""What tells who someone is, hidden."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import analyzer_fingerprint
from indexer.documents import index_documents
from indexer.engine import IndexState, KeywordField
from indexer.engines.tantivy import TantivyEngine
from search.mask import masked, masked_answer
from search.precedents import Answer, search
from tests.indexer.indexed import finding, report


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678",
        "138 1234 5678",
        "１３８１２３４５６７８",
        "0731-6223456",
        "ab.c@example.gov.cn",
        "43012319800101123X",
        "430123800101123",
        "6222021234567890123",
        "6222 0212 3456 7890",
        "430123 19800101 123X",
        "(0731)82234567",
        "ab @ example.com",
    ],
)
def test_numbers_and_addresses_are_hidden(secret: str) -> None:
    hidden = masked(f"联系方式{secret}。")
    assert not any(part in hidden for part in secret.replace("-", " ").split())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由张三同志负责", "张三"),
        ("镇长李四牵头", "李四"),
        ("对党政办主任王建国通报批评", "王建国"),
        ("责任领导：谷梁岑、王小明", "谷梁岑"),
        ("责任领导：谷梁岑、王小明", "王小明"),
        ("村民李大山反映", "李大山"),
        ("组长邱某挪用公款", "邱某"),
        ("给予林某某党内警告", "林某某"),
        ("经办人诸葛明亮（身份证号略）", "诸葛明亮"),
        ("村民张三丰、李小四反映", "李小四"),
        ("约谈王小明、赵大山等3人", "王小明"),
        ("王小明（镇财政所所长）作了说明", "王小明"),
        ("网格员田小光离岗", "田小光"),
        ("买买提·艾力负责建账", "买买提·艾力"),
        ("阿依古丽老师参加", "阿依古丽"),
    ],
)
def test_names_beside_a_role_are_hidden(text: str, name: str) -> None:
    assert name not in masked(text)


def test_a_name_known_by_its_role_is_hidden_everywhere() -> None:
    assert masked("责任人：郁小离。会上郁小离作了检讨。").count("×××") == 2


@pytest.mark.parametrize(
    "text",
    [
        "书记任组长，主任高度重视",
        "金额1860元，面积46.3亩，2024年3月14日",
        "平纪〔2021〕53号",
        "党支部书记每季度讲一次党课",
        "某镇某村",
        "责任单位：财政所",
        "186万元分12个月归还",
        "宣传委员、纪检委员和组织委员",
        "“清廉·云溪”品牌",
        "退回3.5万元（责任人承担）",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert masked(text) == text


@settings(deadline=None)  # the first text loads the dictionary
@given(st.text(alphabet="张三书记某×1380@.a-： 责任人，\n𠀀", max_size=60))
def test_a_masked_text_is_as_long_as_before(text: str) -> None:
    assert len(masked(text)) == len(text)


def _answer(tmp_path: Path, source: str, responsible: str) -> Answer:
    engine = TantivyEngine(tmp_path / "index")
    text = f"接待超标。{responsible}已作检查。"
    with engine.writer() as writer:
        made = report([finding("接待超标", text, responsible=responsible)])
        writer.add(index_documents("aaaa", made, source))
        writer.commit(IndexState(1, analyzer_fingerprint()))
    return masked_answer(search(engine, "接待", facets=[KeywordField.SOURCE]))


@pytest.mark.parametrize("name", ["谯一鸣", "乌兰图雅", "向小菊"])
def test_whoever_is_responsible_is_hidden_whatever_the_name(tmp_path: Path, name: str) -> None:
    card = _answer(tmp_path, "甲.txt", name).hits[0].card
    assert (name in card.text, name in str(card.responsible)) == (False, False)


def test_a_post_that_is_responsible_stays(tmp_path: Path) -> None:
    assert _answer(tmp_path, "甲.txt", "宣传委员").hits[0].card.responsible == "宣传委员"


def test_names_of_files_are_hidden_among_the_facets(tmp_path: Path) -> None:
    facets = _answer(tmp_path, "李大山同志.txt", "李大山").facets
    assert facets == {KeywordField.SOURCE: [("×××同志.txt", 1)]}
