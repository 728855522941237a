import pytest

from ingest.extract.body import first_body


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("七届市委第十二轮巡察一组", "市委巡察一组"),
        ("十三届区委第四轮巡察第一巡察组", "区委第一巡察组"),
        ("临江市委提级巡察第二巡察组", "临江市委提级巡察第二巡察组"),
        ("中央第三巡视组", "中央第三巡视组"),
        ("县委上下联动巡察组", "县委上下联动巡察组"),
        ("市区联动巡察组", "市区联动巡察组"),
        ("区委巡察“回头看”组", "区委巡察“回头看”组"),
        ("县审计局派出审计组", "县审计局"),
        ("省第三自然资源督察组", "省第三自然资源督察组"),
        ("省水务局第2水务督察组", "省水务局第2水务督察组"),
    ],
)
def test_a_body_is_named_without_its_round(words: str, body: str) -> None:
    assert first_body(words) == body


@pytest.mark.parametrize(
    "words",
    [
        "县林业局党组关于县委第二巡察组",
        "听取各股室落实县委第二巡察组",
        "致县委第二巡察组",
        "现将镇党委对县委第二巡察组",
    ],
)
def test_a_body_is_named_without_what_stands_before_it(words: str) -> None:
    assert first_body(words) == "县委第二巡察组"


@pytest.mark.parametrize("name", ["向阳区委第一巡察组", "和平区委第四巡察组"])
def test_a_place_that_begins_like_a_preposition_stays_whole(name: str) -> None:
    assert first_body(name) == name


def test_a_group_that_looks_back_is_a_body() -> None:
    words = "2024年10月14日至31日，区委巡察“回头看”工作组对我局党组进行“回头看”"
    assert first_body(words) == "区委巡察“回头看”工作组"
