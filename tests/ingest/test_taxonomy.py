import tomllib
from pathlib import Path

import msgspec
import pytest

from ingest.taxonomy import extended, parts, standard

TITLES = Path(__file__).parent / "titles.toml"


def test_the_standard_taxonomy_has_at_least_sixty_types() -> None:
    assert len({kind.id for kind in standard().types}) >= 60


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("公务接待不够规范", "公务接待"),
        ("“三重一大”事项决策不严格", "三重一大"),
        ("理论学习不深入", "理论学习"),
        ("“第一议题”制度落实不到位", "第一议题"),
        ("意识形态工作研判不经常", "意识形态"),
        ("“四议两公开”执行不到位", "四议两公开"),
    ],
)
def test_the_title_tells_the_type(title: str, kind: str) -> None:
    assert standard().type_of(title) == kind


def test_the_heading_decides_where_the_title_tells_nothing() -> None:
    assert standard().type_of("个别环节把关不严", "公务接待方面") == "公务接待"


def test_an_unknown_object_has_no_type() -> None:
    assert standard().type_of("蜂群越冬不佳") is None


def test_no_term_stands_in_two_types() -> None:
    kinds = standard().types
    terms = [term for kind in kinds for term in (*{*kind.terms, kind.id}, *kind.weak)]
    assert [term for term in set(terms) if terms.count(term) > 1] == []


def test_nearly_all_titles_get_the_type_that_an_inspector_gives_them() -> None:
    titles = tomllib.loads(TITLES.read_text("utf-8"))["titles"]
    right = [title for title, kind in titles.items() if standard().type_of(title) == kind]
    assert len(right) >= 0.95 * len(titles)


def test_the_first_clause_decides_over_the_examples_after_it() -> None:
    assert standard().type_of("公车管理松懈，政府采购合同未见用车条款") == "公车"


def test_a_later_clause_counts_where_the_first_names_nothing() -> None:
    assert standard().type_of("久拖不决，公车私用时有发生") == "公车"


def test_terms_that_overlap_are_both_weighed() -> None:
    types = extended(
        '[[type]]\nid = "甲"\nterms = ["蜂群"]\n[[type]]\nid = "乙"\nterms = ["群越冬"]\n'
    )
    assert types.type_of("蜂群越冬不佳") == "乙"


def test_a_weak_term_counts_only_where_no_other_does() -> None:
    types = extended('[[type]]\nid = "养蜂"\nterms = ["蜂群"]\nweak = ["越冬饲料"]\n')
    assert types.type_of("公车越冬饲料不足") == "公车"


def test_a_group_of_synonyms_holds_at_least_two_wordings_once_each() -> None:
    groups = standard().synonyms()
    assert [group for group in groups if len(group) < 2 or len(set(group)) < len(group)] == []


def test_a_user_adds_a_type() -> None:
    types = extended('[[type]]\nid = "养蜂"\nterms = ["蜂群"]\n')
    assert types.type_of("蜂群越冬不佳") == "养蜂"


@pytest.mark.parametrize("title", ["蚕病了", "春蚕病了", "病了的蚕"])
def test_a_term_of_one_character_counts_wherever_it_stands(title: str) -> None:
    types = extended('[[type]]\nid = "养蚕"\nterms = ["蚕"]\n')
    assert types.named(title) == "养蚕"


def test_a_user_adds_terms_to_a_known_type() -> None:
    types = extended('[[type]]\nid = "公务接待"\nterms = ["来客安排"]\n')
    assert types.type_of("来客安排超标准") == "公务接待"


def test_a_users_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        extended("[[type]\n")


def test_a_users_type_without_a_name_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        extended('[[type]]\nterms = ["蜂群"]\n')


@pytest.mark.parametrize(
    ("title", "thing", "deficiency"),
    [
        ("公务接待不够规范", "公务接待", "不够规范"),
        ("财务管理混乱", "财务管理", "混乱"),
        ("违规发放补助", "发放补助", "违规"),
        ("党建工作重视程度不够", "党建工作重视", "不够"),
    ],
)
def test_a_title_is_object_and_deficiency(title: str, thing: str, deficiency: str) -> None:
    assert parts(title) == (thing, deficiency)


def test_a_title_without_deficiency_is_all_object() -> None:
    assert parts("公务接待") == ("公务接待", None)
